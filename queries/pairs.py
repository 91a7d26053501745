"""The pairs of a snapshot as small integers in memory, and which of them a selection holds.

Why it exists: a page of dyads counts articles, stories and outlets of each of 30,000 dyads, on a large store over 20
million pairs. DuckDB says which articles, which kinds of pairs and, where countries are asked for, which pairs a
selection holds, so that this is defined in SQL alone; the counting is that of `counting.py`. Held are 8 bytes a pair
and 30 an article, read once an opening. It must not know what the counts are for.
"""

from __future__ import annotations

import dataclasses
import os
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

import duckdb
import numpy as np
import numpy.typing as npt
import pandas as pd

from queries import counting
from queries.schema import fetch, fetch_arrays
from queries.selection import EVERYTHING, NO_MARK, Mark, Mode, Selection, Unit
from queries.statistics import Floats, Ints
from queries.timeline import Grain, period_start

_Array = npt.NDArray[Any]

_MOST_HELD: Final = 3
"""Openings whose pairs stay in memory: as many as stores have files of tables."""

_LEAST_SHARED: Final = 200_000
"""Pairs from which threads share the work: starting them takes as long as counting these."""

FIRST_DAY: Final = np.datetime64("0001-01-01", "D")
_EVERY_BIT: Final = 0xFF


@dataclass(frozen=True)
class Pairs:
    """The pairs by dyad and date: dyad d has the rows `starts[d]` to `starts[d + 1]`.

    `dyads` has `dyad`, `country_a` and `country_b`, in order. Of a row: its article (by date), its kind and its `facts`
    (see `counting`). Of an article: its day since the year 1 (negative without one), its collection, whether its
    language has a codebook.
    """

    dyads: pd.DataFrame
    collections: list[str]
    starts: Ints
    article: npt.NDArray[np.int32]
    kind: npt.NDArray[np.int32]
    facts: npt.NDArray[np.int64]
    count_outlets: int
    count_stories: int
    day: npt.NDArray[np.int32]
    collection: npt.NDArray[np.int32]
    is_coded: npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Chosen:
    """What a selection holds: the bits of each pair (`counting.HELD` ...), 0 where it is not taken."""

    pairs: Pairs
    flags: npt.NDArray[np.uint8]
    sector_bits: npt.NDArray[np.uint8]
    passages: npt.NDArray[np.int32]

    def rows(self, dyad: int) -> Ints:
        """Return the rows of one dyad that are taken."""
        first, last = self.pairs.starts[dyad], self.pairs.starts[dyad + 1]
        return np.asarray(first + np.flatnonzero(self.flags[first:last]), dtype=np.intp)

    def tally(self, asked: int = counting.HELD) -> Ints:
        """Return the rows of each dyad that have these bits."""
        counts = np.zeros(len(self.pairs.dyads), dtype=np.int64)
        shared(self.pairs, lambda a, b: counting.tally(a, b, self.pairs.starts, self.flags, asked, counts))
        return counts

    def count(self) -> tuple[dict[str, Ints], Floats]:
        """Return `counting.COUNTS` of each dyad by name, and the weight 1/C(n,2) of its asked rows."""
        held = self.pairs
        counts = np.zeros((len(held.dyads), len(counting.COUNTS)), dtype=np.int64)
        weights = np.zeros(len(held.dyads))

        def loop(first: int, last: int) -> None:
            of_story, of_outlet = (
                np.full((size, 2), -1, dtype=np.int32) for size in (held.count_stories, held.count_outlets)
            )
            counting.count(first, last, held.starts, self.flags, held.kind, self.passages, held.facts, of_story,
                           of_outlet, counts, weights)  # fmt: skip

        shared(held, loop)
        return dict(zip(counting.COUNTS, counts.T, strict=True)), weights

    def last_on(self, asked: int = counting.ASKED) -> npt.NDArray[np.datetime64]:
        """Return the last day of each dyad's rows that have these bits, or not-a-time."""
        held, days = self.pairs, np.zeros(len(self.pairs.dyads), dtype=np.int64)
        counting.last_days(0, len(days), held.starts, self.flags, asked, held.article, held.day, days)
        found: npt.NDArray[np.datetime64] = (FIRST_DAY + days).astype("datetime64[us]")
        found[days < 0] = np.datetime64("NaT")
        return found


def chosen(
    connection: duckdb.DuckDBPyConnection,
    selection: Selection,
    mark: Mark = NO_MARK,
    *,
    asked: Mode | None = None,
    of_article: Callable[[Pairs], npt.NDArray[np.uint8]] | None = None,
) -> Chosen:
    """Return which pairs a selection and mark hold, and which of them are under the interaction that is `asked`.

    Where nothing is asked, a pair that is taken has all bits. `of_article` gives each article the bits that its pairs
    may keep; one that keeps none is not taken.
    """
    held = opened(connection)
    kinds = fetch_arrays(connection, "pairs/kinds", selection, mark, asked=str(asked or Mode.ANY))
    of_kind = _placed(kinds["bits"], kinds["kind"], np.uint8)
    sector_bits = _placed(kinds["sector_bits"], kinds["kind"], np.uint8)
    passages = _placed(kinds["count_passages"], kinds["kind"], np.int32)
    if asked is None:
        of_kind[of_kind > 0] = _EVERY_BIT
    kept = np.full(len(held.day), _EVERY_BIT, dtype=np.uint8) if of_article is None else of_article(held)
    flags = np.zeros(len(held.article), dtype=np.uint8)
    if mark == NO_MARK and selection.unit(mark) is Unit.ARTICLES:
        bare = dataclasses.replace(selection, interaction=Mode.ANY, sectors=(), themes=())
        if bare != EVERYTHING:
            is_there = np.zeros(len(kept), dtype=bool)
            is_there[fetch_arrays(connection, "pairs/articles", bare)["place"]] = True
            kept = np.where(is_there, kept, 0).astype(np.uint8)
        shared(
            held, lambda a, b: counting.flag(a, b, held.starts, held.article, held.kind, kept, of_kind, flags)
        )  # fmt: skip
    else:
        rows = fetch_arrays(connection, "pairs/rows", selection, mark)["place"]
        flags[rows] = of_kind[held.kind[rows]] & kept[held.article[rows]]
    return Chosen(held, flags, sector_bits, passages)


_held: dict[int, Pairs] = {}
_reading: Final = threading.Lock()


def opened(connection: duckdb.DuckDBPyConnection) -> Pairs:
    """Return the pairs of an opened snapshot; read at the first call, for as long as it is among the last opened."""
    token = int(fetch_arrays(connection, "pairs/opened", EVERYTHING)["token"][0])
    with _reading:
        found = _held.pop(token, None) or _read(connection)
        _held[token] = found
        while len(_held) > _MOST_HELD:
            del _held[next(iter(_held))]
    return found


def _read(connection: duckdb.DuckDBPyConnection) -> Pairs:
    dyads = fetch(connection, "pairs/dyads", EVERYTHING)
    rows = fetch_arrays(connection, "pairs/held", EVERYTHING)
    articles = fetch_arrays(connection, "pairs/facts", EVERYTHING)
    at = articles["place"]
    article = _placed(rows["article_place"], rows["place"], np.int32)
    stories, story = np.unique(articles["story_key"], return_inverse=True)
    story = story + 1 - np.count_nonzero(stories < 0)  # 0: no other article tells it
    outlet = articles["outlet_place"].astype(np.int64) + 1
    packed = outlet | story << counting.STORY | articles["count_countries"].astype(np.int64) << counting.COUNTRIES
    return Pairs(
        dyads=dyads.drop(columns="count_pairs"),
        collections=fetch(connection, "pairs/collections", EVERYTHING)["code"].tolist(),
        starts=np.concatenate([[0], np.cumsum(dyads["count_pairs"])]).astype(np.intp),
        article=article,
        kind=_placed(rows["kind"], rows["place"], np.int32),
        facts=_placed(packed, at, np.int64)[article],
        count_outlets=int(outlet.max(initial=0)),
        count_stories=int(story.max(initial=0)),
        day=_placed(articles["day"], at, np.int32),
        collection=_placed(articles["collection"], at, np.int32),
        is_coded=_placed(articles["is_coded"], at, np.bool_),
    )


def _placed(values: _Array, at: _Array, kind: Any) -> _Array:
    found: _Array = np.empty(len(at), dtype=kind)
    found[at] = values
    return found


def shared(held: Pairs, loop: Callable[[int, int], None]) -> None:
    """Run a loop over all dyads, in as many threads as there are processors, each over as many pairs."""
    total, workers = len(held.article), os.cpu_count() or 1
    if total < _LEAST_SHARED or workers == 1:
        loop(0, len(held.dyads))
        return
    bounds = np.searchsorted(held.starts, np.linspace(0, total, workers + 1)[1:-1]).tolist()
    with ThreadPoolExecutor(workers) as pool:
        list(pool.map(loop, [0, *bounds], [*bounds, len(held.dyads)]))


def only(is_kept: npt.NDArray[np.bool_]) -> npt.NDArray[np.uint8]:
    """Return the bits for `of_article`: all where the article is kept."""
    return np.where(is_kept, _EVERY_BIT, 0).astype(np.uint8)


def is_between(days: npt.NDArray[np.int32], first: date, last: date) -> npt.NDArray[np.bool_]:
    """Return which days lie between two, both inclusive; no day lies nowhere."""
    return np.asarray((days >= first.toordinal() - 1) & (days <= last.toordinal() - 1))


def most_frequent(counts: Ints, limit: int | None) -> Ints:
    """Return the places of the largest counts above 0: falling, then in order."""
    ordered = np.argsort(-counts, kind="stable")[:limit]
    return np.asarray(ordered[counts[ordered] > 0], dtype=np.intp)


def periods(days: npt.NDArray[np.int32], grain: Grain) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.datetime64]]:
    """Return the place of each day's period (negative where the day is), and the first days of the periods."""
    known = days[days >= 0]
    base = int(known.min()) if len(known) else 0
    present = np.flatnonzero(np.bincount(known - base))
    first_days = [period_start(date.fromordinal(base + int(day) + 1), grain) for day in present]
    found, place = np.unique(np.array(first_days, dtype="datetime64[us]"), return_inverse=True)
    of_day = np.full(int(present.max(initial=-1)) + 2, -1, dtype=np.int32)  # the last is that of no day
    of_day[present] = place
    return of_day[np.where(days < 0, -1, days - base)], found

"""The pairs of a snapshot as small integers in memory, and which of them a selection holds.

Why it exists: a page of dyads counts articles, stories and outlets of each of 30,000 dyads, on a large store over 20
million pairs. DuckDB says which articles and which kinds of pairs a selection holds, `sides.py` which dyads and when;
the counting is that of `counting.py`. Held are 16 bytes a pair and 11 an article, read once an opening. It must not
know what the counts are for.
"""

from __future__ import annotations

import dataclasses
import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

import duckdb
import numpy as np
import numpy.typing as npt
import pandas as pd

from queries import counting, sides
from queries.held import Held
from queries.schema import fetch, fetch_arrays
from queries.selection import EVERYTHING, NO_MARK, Mark, Mode, Selection
from queries.statistics import Floats, Ints
from queries.timeline import Grain, period_starts

_Array = npt.NDArray[Any]

_LEAST_SHARED: Final = 200_000
"""Pairs from which threads share the work: starting them takes as long as counting these."""

FIRST_DAY: Final = np.datetime64("0001-01-01", "D")
_EVERY_BIT: Final = 0xFF


@dataclass(frozen=True)
class Pairs:
    """The pairs by dyad and date: dyad d has the rows `starts[d]` to `starts[d + 1]`.

    `dyads` has `dyad`, `country_a` and `country_b`, in order; the places of the two in `countries` are `parties`. Of a
    row: its article (by date), its kind and its `facts` (see `counting`). Of an article: its day since the year 1
    (negative without one), its term (see `sides`), its collection, whether its language has a codebook. `margins` and
    `population` are the articles and passages of each country and of all: most selections are compared with these, and
    counting them takes as long as all else.
    """

    dyads: pd.DataFrame
    countries: npt.NDArray[Any]
    parties: npt.NDArray[np.intp]
    collections: list[str]
    starts: Ints
    article: npt.NDArray[np.int32]
    kind: npt.NDArray[np.int32]
    facts: npt.NDArray[np.int64]
    count_outlets: int
    day: npt.NDArray[np.int32]
    term: npt.NDArray[np.int16]
    collection: npt.NDArray[np.int32]
    is_coded: npt.NDArray[np.bool_]
    margins: pd.DataFrame
    population: pd.DataFrame


@dataclass(frozen=True)
class Chosen:
    """What a selection holds: the bits of each pair (`counting.HELD` ...), 0 where it is not taken.

    `when` is negative for dyads of which no pair can be taken.
    """

    pairs: Pairs
    when: npt.NDArray[np.int32]
    flags: npt.NDArray[np.uint8]
    sector_bits: npt.NDArray[np.uint8]
    passages: npt.NDArray[np.int32]

    def rows(self, dyad: int) -> Ints:
        """Return the rows of one dyad that are taken."""
        first, last = self.pairs.starts[dyad], self.pairs.starts[dyad + 1]
        return np.asarray(first + np.flatnonzero(self.flags[first:last]), dtype=np.intp)

    def by_period(self, dyad: str, grain: Grain) -> pd.Series[int]:
        """Return how many dated rows a dyad has in each period that has some; the index is the period's first day."""
        found = np.flatnonzero(self.pairs.dyads["dyad"] == dyad)
        days = self.pairs.day[self.pairs.article[self.rows(int(found[0]))]] if len(found) else self.pairs.day[:0]
        place, starts = periods(days[days >= 0], grain)
        return pd.Series(np.bincount(place, minlength=len(starts)), index=pd.DatetimeIndex(starts), dtype="int64")

    def tally(self) -> Ints:
        """Return the rows of each dyad."""
        held, counts = self.pairs, np.zeros(len(self.when), dtype=np.int64)
        shared(held, lambda a, b: counting.tally(a, b, held.starts, self.when, self.flags, counts), self.when)
        return counts

    def count(self) -> tuple[dict[str, Ints], Floats]:
        """Return `counting.COUNTS` of each dyad by name, and the weight 1/C(n,2) of its asked rows."""
        held = self.pairs
        counts = np.zeros((len(held.dyads), len(counting.COUNTS)), dtype=np.int64)
        weights = np.zeros(len(held.dyads))

        def loop(first: int, last: int) -> None:
            of_outlet = np.full((held.count_outlets + 1, 2), -1, dtype=np.int32)
            counting.count(first, last, held.starts, self.when, self.flags, held.kind, self.passages, held.facts,
                           held.article, held.day, of_outlet, counts, weights)  # fmt: skip

        shared(held, loop, self.when)
        return dict(zip(counting.COUNTS, counts.T, strict=True)), weights


def as_days(days: Ints) -> npt.NDArray[np.datetime64]:
    """Return days since the year 1 as dates, negative ones as not-a-time."""
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
    among: Sequence[str] = (),
) -> Chosen:
    """Return which pairs a selection and mark hold, and which of them are under the interaction that is `asked`.

    Where nothing is asked, a pair that is taken has all bits. `of_article` gives each article the bits that its pairs
    may keep; one that keeps none is not taken. `among`: pairs of other dyads than these are not taken.
    """
    held = opened(connection)
    kinds = fetch_arrays(connection, "pairs/kinds", selection, mark, asked=str(asked or Mode.ANY))
    of_kind = _placed(kinds["bits"], kinds["kind"], np.uint8)
    if asked is None:
        of_kind[of_kind > 0] = _EVERY_BIT
    kept = _of_articles(connection, held, selection, mark, None if of_article is None else of_article(held))
    when, fits = sides.fitting(held.countries, held.parties, selection, mark)
    if among:
        when = np.where(held.dyads["dyad"].isin(among), when, -1).astype(np.int32)
    flags = np.zeros(len(held.article), dtype=np.uint8)
    of_kind, kept = _shortest(of_kind), _shortest(kept)
    shared(held, lambda a, b: counting.flag(a, b, held.starts, when, fits, held.term, held.article, held.kind, kept,
                                            of_kind, flags), when)  # fmt: skip
    return Chosen(
        held,
        when,
        flags,
        sector_bits=_placed(kinds["sector_bits"], kinds["kind"], np.uint8),
        passages=_placed(kinds["count_passages"], kinds["kind"], np.int32),
    )


def _of_articles(
    connection: duckdb.DuckDBPyConnection,
    held: Pairs,
    selection: Selection,
    mark: Mark,
    kept: npt.NDArray[np.uint8] | None,
) -> npt.NDArray[np.uint8]:
    """The bits that each article leaves to its pairs; what kinds and sides decide is not asked of it."""
    bare = dataclasses.replace(selection.without_countries(), interaction=Mode.ANY, sectors=(), themes=())
    bare_mark = dataclasses.replace(mark, **_OF_PAIRS)
    found = np.full(len(held.day), _EVERY_BIT, dtype=np.uint8) if kept is None else kept
    if mark.sector or mark.theme:  # a mark of a label counts coded articles, as every share of labels does
        found = np.where(held.is_coded, found, 0).astype(np.uint8)
    if (bare, bare_mark) == (EVERYTHING, NO_MARK):
        return found
    is_there = np.zeros(len(found), dtype=bool)
    is_there[fetch_arrays(connection, "pairs/articles", bare, bare_mark)["place"]] = True
    return np.where(is_there, found, 0).astype(np.uint8)


def _shortest(bits: npt.NDArray[np.uint8]) -> npt.NDArray[np.uint8]:
    """One entry where all are the same: it is not looked up 20 million times."""
    return bits[:1] if len(bits) > 0 and bits.min() == bits.max() else bits


_OF_PAIRS: Final[dict[str, Any]] = {
    "sector": None, "second_sector": None, "theme": None, "dyad": None, "country": None, "bloc": None,
    "none_found": False, "no_theme_found": False, "in_one_passage": False, "interaction": None,
}  # fmt: skip
"""A mark without what its pairs decide, and without what only whole articles can (`merged`)."""


def opened(connection: duckdb.DuckDBPyConnection) -> Pairs:
    """Return the pairs of an opened snapshot; read at the first call, for as long as it is among the last opened."""
    return _held.of(connection)


def _read(connection: duckdb.DuckDBPyConnection) -> Pairs:
    dyads = fetch(connection, "pairs/dyads", EVERYTHING)
    rows = fetch_arrays(connection, "pairs/held", EVERYTHING)
    articles = fetch_arrays(connection, "pairs/facts", EVERYTHING)
    kinds = fetch_arrays(connection, "pairs/kinds", EVERYTHING, asked=str(Mode.ANY))
    at, kind = articles["place"], _placed(rows["kind"], rows["place"], np.int32)
    day, outlet = _placed(articles["day"], at, np.int32), articles["outlet_place"].astype(np.int64) + 1
    passages = np.minimum(_placed(kinds["count_passages"], kinds["kind"], np.int64), counting.BYTE)
    facts = _placed(outlet | articles["count_countries"].astype(np.int64) << counting.COUNTRIES, at, np.int64)
    article = _placed(rows["article_place"], rows["place"], np.int32)
    countries, parties = sides.parties(dyads)
    found = Pairs(
        dyads=dyads.drop(columns="count_pairs"),
        countries=countries,
        parties=parties,
        collections=fetch(connection, "pairs/collections", EVERYTHING)["code"].tolist(),
        starts=np.concatenate([[0], np.cumsum(dyads["count_pairs"])]).astype(np.intp),
        article=article,
        kind=kind,
        facts=np.empty(len(article), dtype=np.int64),
        count_outlets=int(outlet.max(initial=0)),
        day=day,
        term=sides.terms(day),
        collection=_placed(articles["collection"], at, np.int32),
        is_coded=_placed(articles["is_coded"], at, np.bool_),
        margins=fetch(connection, "comentions/margins", EVERYTHING),
        population=fetch(connection, "comentions/population", EVERYTHING),
    )
    _write_facts(found, facts, passages << counting.PASSAGES, _placed(articles["story_key"], at, np.int32))
    return found


_held: Final = Held(_read)


def _write_facts(held: Pairs, of_article: Ints, of_kind: Ints, story_key: npt.NDArray[np.int32]) -> None:
    """Write the facts of each row, in a loop of its own: made by arrays they would take three times their memory."""
    stories, story = np.unique(story_key, return_inverse=True)
    story = (story + 1 - np.count_nonzero(stories < 0)).astype(np.int32)  # 0: no other article tells it

    def loop(first: int, last: int) -> None:
        latest = np.full(len(stories) + 1, -1, dtype=np.int64)
        counting.write_facts(first, last, held.starts, held.article, held.kind, of_article, of_kind, story, latest,
                             held.facts)  # fmt: skip

    shared(held, loop)


def _placed(values: _Array, at: _Array, kind: Any) -> _Array:
    found: _Array = np.empty(len(at), dtype=kind)
    found[at] = values
    return found


def shared(
    held: Pairs,
    loop: Callable[[int, int], None],
    when: npt.NDArray[np.int32] | None = None,
    *,
    parts: int | None = None,
) -> None:
    """Run a loop over all dyads in so many parts of as many pairs that can be taken, else a part a thread."""
    sizes = np.diff(held.starts)
    divided(sizes if when is None else np.where(when >= 0, sizes, 0), loop, parts=parts)


def divided(sizes: Ints, loop: Callable[[int, int], None], *, parts: int | None = None) -> None:
    """Run a loop over things of these sizes in so many parts of about one size, else a part a thread."""
    ends = np.cumsum(sizes)
    total = int(ends[-1]) if len(ends) else 0
    bounds = np.searchsorted(ends, np.linspace(0, total, (parts or threads(total)) + 1)[1:-1]).tolist()
    with ThreadPoolExecutor(threads(total)) as pool:
        list(pool.map(loop, [0, *bounds], [*bounds, len(ends)]))


def threads(size: int) -> int:
    """Return how many threads share so many pairs: one a processor, and one in all where there is little to do."""
    return 1 if size < _LEAST_SHARED else os.cpu_count() or 1


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
    found, place = np.unique(period_starts(FIRST_DAY + base + present, grain), return_inverse=True)
    of_day = np.full(int(present.max(initial=-1)) + 2, -1, dtype=np.int32)  # the last is that of no day
    of_day[present] = place
    return of_day[np.where(days < 0, -1, days - base)], found.astype("datetime64[us]")

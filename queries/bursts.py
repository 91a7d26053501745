"""Periods in which a sector, theme or dyad stands out against its own history, with the stories that make them.

Why it exists: a rise of a line can be a rise of what was collected. So a period's count is judged given its volume:
its share is compared with the series' share in all its *other* periods, collection by collection (a period in
which a mostly diplomatic collection falls silent is not a fall, nor its return a burst; a gap is no zero).
A collection with fewer than `MINIMUM_HISTORY` other periods is judged by the share in all collections.

Method: a one-sided test of k of n under a beta-binomial (`histories.overdispersed_tail`). Its mean is n times the
share elsewhere (with half an article more, Jeffreys, so that *never before* is not *impossible*), lifted or lowered by
the series' own slow trend (`histories.trend`): a pair that grows steadily is not bursting in each of its late periods,
and a spike on its way up is one. Its variance is that of a binomial, plus the error of that share and of the trend,
times the series' own overdispersion (`histories.dispersion`).
This is the frame of Farrington, Andrews, Beale and Catchpole (1996), J. of the Royal Statistical Society A 159,
547–563, and Noufaily, Enki, Farrington, Garthwaite, Andrews and Charlett, Statistics in Medicine 32, 1206–1222 (2012;
the volume's year, 2013, not checked), looking back from both sides. q is Benjamini–Hochberg over all periods x
series tested; flagged neighbours merge.

Not Kleinberg's automaton (KDD 2002; Data Mining and Knowledge Discovery 7, 373–397, 2003): its states and costs of
transition are chosen, it gives no error rate over thousands of dyads, and it takes a gap of a collection for silence.
What this method does not see: a slow trend is no burst, one that turns is taken for a straight one; articles of one
story count as articles, and the minimum support, in stories, is what keeps one syndicated text from being a burst.
Knows no chart.
"""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from functools import cached_property
from typing import Any, Final, NamedTuple

import duckdb
import numpy as np
import numpy.typing as npt
import pandas as pd

from queries import cells, histories, statistics
from queries.comentions import MINIMUM_SUPPORT
from queries.schema import ANSWERS, fetch, finish
from queries.selection import Mark, Selection
from queries.timeline import Grain, period_end

MINIMUM_HISTORY: Final = 8
"""Other periods without which no share is a history: with 7, one odd period is a seventh of it."""

FALSE_DISCOVERY: Final = 0.05
"""The q up to which a period is flagged: of 20 bursts shown, one is expected to be chance."""

_STORIES: Final = "bursts/dyad_stories"
_CHUNK: Final = 256
"""Series that are worked on at once: 256 x 320 months are 0.7 MB an array, and some stay in the processor's cache."""


class Series(StrEnum):
    """What a series is of."""

    SECTORS = "sectors"
    THEMES = "themes"
    DYADS = "dyads"


_KIND: Final = {Series.SECTORS: "sector", Series.THEMES: "theme", Series.DYADS: "dyad"}


@dataclass(frozen=True)
class _History:
    """The periods that have articles, and how many, by collection: `totals[collection, period]`."""

    periods: pd.DatetimeIndex
    collections: pd.Index[str]
    totals: statistics.Floats

    @cached_property
    def days(self) -> statistics.Ints:
        """The days from the first period to each."""
        return np.asarray((self.periods - self.periods[0]).days, dtype=np.intp)

    @property
    def is_testable(self) -> bool:
        return len(self.periods) > MINIMUM_HISTORY


class _Tested(NamedTuple):
    """Series x periods that were tested: a row each."""

    series: statistics.Ints
    period: statistics.Ints
    count_articles: statistics.Floats
    total_articles: statistics.Floats
    expected: statistics.Floats
    dispersion: statistics.Floats
    p: statistics.Floats


def mark_of(burst: Any) -> Mark:
    """Return the mark of a burst (a row of `bursts`, by attribute): its evidence has `count_articles` rows."""
    label: dict[str, Any] = {str(burst.kind): burst.code}
    return Mark(since=burst.from_on.date(), until=burst.to_on.date(), **label)


def bursts(
    connection: duckdb.DuckDBPyConnection,
    selection: Selection,
    *,
    of: Series | str = Series.DYADS,
    grain: Grain = Grain.MONTH,
    limit: int | None = None,
    minimum_support: int = MINIMUM_SUPPORT,
    most_dyads: int | None = None,
) -> pd.DataFrame:
    """Return one row a burst, the surest first (`q`, then the excess of count over expected); the mark: `mark_of`.

    `most_dyads`: of dyads, only so many of the most frequent are looked at (and counted as tests).
    Empty where nothing stands out, and where the selection has no more than `MINIMUM_HISTORY` periods.
    """
    return with_stories(
        connection, selection, of=of, grain=grain, limit=limit, minimum_support=minimum_support, most_dyads=most_dyads
    )[0]


def with_stories(
    connection: duckdb.DuckDBPyConnection,
    selection: Selection,
    *,
    of: Series | str = Series.DYADS,
    grain: Grain = Grain.MONTH,
    limit: int | None = None,
    minimum_support: int = MINIMUM_SUPPORT,
    most_dyads: int | None = None,
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return what `bursts` returns and, row for row, the first of the `burst_stories` of each burst."""
    kind, name = Series(of), "bursts/bursts"
    history = _history(connection, selection, kind, grain)
    found = _cells(connection, selection, kind, grain, history, minimum_support, most_dyads)
    tests = len(found.codes) * len(history.periods)
    tested = _tested(found, history, minimum_support) if history.is_testable and tests else None
    flagged = pd.DataFrame() if tested is None else _flagged(tested, found.codes, tests)
    if flagged.empty:
        return (
            finish(name, pd.DataFrame(columns=ANSWERS[name].names)),
            finish(_STORIES, pd.DataFrame(columns=ANSWERS[_STORIES].names)),
        )
    merged = _merged(flagged, history.periods, grain).assign(kind=_KIND[kind], count_tests=tests)
    merged["ratio"] = statistics.share(merged["count_articles"], merged["expected"])
    merged["excess"] = merged["count_articles"] - merged["expected"]
    merged = merged.sort_values(["q", "excess", "code", "from_on"], ascending=[True, False, True, True])
    merged = merged.head(len(merged) if limit is None else limit).reset_index(drop=True)
    first = _stories(connection, selection, merged, kind, limit=1)
    return finish(name, merged.assign(count_stories=first["count_stories"])), finish(_STORIES, first)


def burst_stories(
    connection: duckdb.DuckDBPyConnection, selection: Selection, found: pd.DataFrame, *, limit: int = 5
) -> pd.DataFrame:
    """Return the first stories of each burst of a `bursts` answer; `burst` is the row's place in it, from 0.

    First what most outlets tell, then what is about the fewest countries.
    """
    parts = [pd.DataFrame(columns=ANSWERS[_STORIES].names)]
    for kind, word in _KIND.items():
        rows = found[found["kind"] == word]
        if len(rows):
            stories = _stories(connection, selection, rows, kind, limit=limit)
            parts.append(stories.assign(burst=np.flatnonzero(found["kind"] == word)[stories["burst"].to_numpy()]))
    whole = pd.concat(parts[1:] or parts, ignore_index=True).sort_values("burst", kind="stable")
    return finish(_STORIES, whole)


def _history(connection: duckdb.DuckDBPyConnection, selection: Selection, kind: Series, grain: Grain) -> _History:
    """The volume: of labels the coded articles, of dyads all, as in the answers that show them."""
    frame = fetch(connection, "bursts/volume", selection, grain=str(grain))
    column = "count_articles" if kind is Series.DYADS else "count_coded"
    frame = frame[frame[column] > 0]
    wide = frame.pivot(index="collection", columns="period_on", values=column).fillna(0)
    return _History(pd.DatetimeIndex(wide.columns), wide.index, wide.to_numpy(dtype=float))


def _cells(
    connection: duckdb.DuckDBPyConnection,
    selection: Selection,
    kind: Series,
    grain: Grain,
    history: _History,
    minimum: int,
    most: int | None,
) -> cells.Cells:
    """The series, and what each has in a period and collection."""
    of = history.periods, history.collections
    if kind is Series.DYADS:
        return cells.of_dyads(connection, selection, *of, grain=grain, minimum=minimum, most=most)
    codes = list(selection.sectors if kind is Series.SECTORS else selection.themes)
    return cells.of_labels(
        fetch(connection, "bursts/labels", selection, grain=str(grain), kind=str(kind), codes=codes), *of
    )


def _tested(found: cells.Cells, history: _History, minimum_support: int) -> _Tested:
    """What the series have in each period with enough stories, in order. Some series at a time, shared by threads."""

    def judged(first: int) -> tuple[npt.NDArray[Any], ...]:
        counts, repeats = found.tables(first, min(first + _CHUNK, len(found.codes)))
        row, period = np.nonzero(counts.sum(axis=0) - repeats >= minimum_support)
        wanted, row = np.unique(row, return_inverse=True)  # the rest can be no burst, and needs no history
        return (first + wanted[row], period, *_judged(np.take(counts, wanted, axis=1), row, period, history))

    with ThreadPoolExecutor(os.cpu_count()) as pool:
        parts = list(pool.map(judged, range(0, len(found.codes), _CHUNK)))
    return _Tested(*(np.concatenate(values) for values in zip(*parts, strict=True)))


def _flagged(tested: _Tested, codes: list[str], tests: int) -> pd.DataFrame:
    """The periods up to the q that is flagged.

    A q is at least p times tests over all that were tested: what cannot be flagged is left out before it is sorted.
    """
    most = FALSE_DISCOVERY * len(tested.p) / tests
    at = np.flatnonzero(tested.p <= most * (1 + 1e-9))
    frame = pd.DataFrame({name: values[at] for name, values in tested._asdict().items()})
    frame = frame.assign(
        code=[codes[series] for series in frame["series"]], q=statistics.benjamini_hochberg(tested.p[at], tests)
    )
    return frame[frame["q"] <= FALSE_DISCOVERY]


def _judged(
    counts: statistics.Floats, row: statistics.Ints, period: statistics.Ints, history: _History
) -> tuple[statistics.Floats, ...]:
    """Return of each cell its articles, those of the volume, what its other periods let expect, dispersion and p."""
    totals = history.totals
    count, total = counts.sum(axis=0), totals.sum(axis=0)
    level = counts.sum(axis=2) / totals.sum(axis=1, keepdims=True)
    factor, doubt = histories.trend(count, np.einsum("cs,cp->sp", level, totals), total, history.days)
    expected, mean, chance, error = _elsewhere(counts, totals, factor)
    error = error + mean**2 * doubt
    phi = histories.dispersion(count, mean, chance + error)
    at = (row, period)
    observed, of, variance = count[at], total[period], (phi * (chance + error))[at]
    p = histories.overdispersed_tail(observed, of, mean[at], variance)
    return observed, of, expected[at], phi[at], p


def _elsewhere(
    counts: statistics.Floats, totals: statistics.Floats, factor: statistics.Floats
) -> tuple[statistics.Floats, ...]:
    """Return what the other periods let expect, the mean of the test, its chance variance, its error of estimate.

    `counts[collection, series, period]`, `totals[collection, period]`, `factor[series, period]` (of the trend) -> four
    arrays `[series, period]`. An article of a period in which the trend stands at 2 counts as two of the volume.
    """
    all_counts = counts.sum(axis=0)
    rest_of_all = _others(all_counts), _others(totals.sum(axis=0) * factor)
    found: list[statistics.Floats] = [np.zeros_like(all_counts) for _ in range(4)]
    for k, volume in zip(counts, totals, strict=True):
        n = volume * factor
        others = (volume > 0).sum() - (volume > 0)
        rest_k, rest_n = _others(k), _others(n)
        if others.min() < MINIMUM_HISTORY:
            is_known = others >= MINIMUM_HISTORY
            rest_k, rest_n = (np.where(is_known, *of) for of in zip((rest_k, rest_n), rest_of_all, strict=True))
        share = np.minimum((rest_k + 0.5) / (rest_n + 1), 1.0)
        lifted = np.minimum(share * factor, 1 - 1e-9)
        chance, error = volume * lifted * (1 - lifted), n**2 * share * (1 - share) / (rest_n + 1)
        terms = (n * rest_k / np.maximum(rest_n, 1), volume * lifted, chance, error)
        for part, term in zip(found, terms, strict=True):
            part += term
    return tuple(found)


def _others(values: statistics.Floats) -> statistics.Floats:
    """For each period, the sum over the other periods of its series."""
    return np.asarray(values.sum(axis=1, keepdims=True) - values)


def _merged(flagged: pd.DataFrame, periods: pd.DatetimeIndex, grain: Grain) -> pd.DataFrame:
    """Flagged neighbours of one series -> one burst; over a period without volume nothing merges."""
    frame = flagged.sort_values(["code", "period"], kind="stable")
    codes, at = frame["code"].to_numpy(), frame["period"].to_numpy()
    from_on = periods[at]
    to_on = pd.DatetimeIndex([period_end(day.date(), grain) for day in periods])[at]
    follows = (codes[1:] == codes[:-1]) & (from_on[1:] == to_on[:-1] + timedelta(days=1))
    first = np.flatnonzero(np.append(True, ~follows))  # pandas takes ten times as long to gather a few bursts
    last = np.append(first[1:], len(frame)) - 1
    of = {name: frame[name].to_numpy() for name in ("count_articles", "total_articles", "expected", "dispersion", "q")}
    return pd.DataFrame(
        {
            "code": codes[first],
            "from_on": from_on[first],
            "to_on": to_on[last],
            "count_periods": last - first + 1,
            **{name: np.add.reduceat(of[name], first) for name in ("count_articles", "total_articles", "expected")},
            "dispersion": np.maximum.reduceat(of["dispersion"], first),
            "q": np.minimum.reduceat(of["q"], first),
        }
    )


def _stories(
    connection: duckdb.DuckDBPyConnection, selection: Selection, found: pd.DataFrame, kind: Series, *, limit: int
) -> pd.DataFrame:
    """The largest stories of bursts of one kind."""
    lists: dict[str, Any] = {
        "burst_codes": found["code"].tolist(),
        "burst_from": [day.date() for day in found["from_on"]],
        "burst_to": [day.date() for day in found["to_on"]],
        "limit": limit,
    }
    if kind is Series.DYADS:
        return fetch(connection, "bursts/dyad_stories", selection, **lists)
    return fetch(connection, "bursts/label_stories", selection, kind=str(kind), **lists)

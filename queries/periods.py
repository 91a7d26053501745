"""Which two periods a reader should see beside each other first: the latest full one and the one before it.

Why it exists: "what happened lately" has no one length. A month of all cooperation holds a hundred articles, a month
of one pair holds two; so the period is the shortest in which both hold enough for a share to mean something.
Knows no page.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

import duckdb
import pandas as pd

from queries.schema import fetch, finish
from queries.selection import Mark, Selection
from queries.timeline import Grain, period_start

Period = tuple[date, date]
"""First and last day, both inclusive."""

GRAINS: Final = (Grain.MONTH, Grain.QUARTER, Grain.YEAR)
ENOUGH: Final = 100
"""Articles that each of two periods should hold: of 99, a share of one in ten is known no better than ± 6 points."""


@dataclass(frozen=True)
class Pair:
    """Two periods side by side; `grain` is None where they are the selection's own days and as many before."""

    earlier: Period
    later: Period
    grain: Grain | None

    @property
    def marks(self) -> tuple[Mark, Mark]:
        """The marks of all articles of the two."""
        return Mark(since=self.earlier[0], until=self.earlier[1]), Mark(since=self.later[0], until=self.later[1])


def months(connection: duckdb.DuckDBPyConnection, selection: Selection) -> pd.DataFrame:
    """Return one row a month and collection of the selection's dates: columns in `queries.declared`."""
    name = "periods/months"
    return finish(name, fetch(connection, name, selection))


def latest(answer: pd.DataFrame, selection: Selection, grain: Grain | None = None) -> Pair | None:
    """Return the latest two full periods of an answer of `months` that was asked without a first day.

    `grain` fixes their length; without it the shortest in which both hold `ENOUGH` articles is taken, else a year.
    The later one lies inside the selection's days; if none of the lengths does, it is these days themselves.
    None where the answer has no articles.
    """
    if answer.empty:
        return None
    reach = answer["last_article_on"].iloc[0].date()
    last = min(selection.until, reach) if selection.until else reach
    asked = [grain] if grain in GRAINS else list(GRAINS)
    pairs = [pair for pair in (_ending(last, candidate) for candidate in asked if candidate) if _holds(pair, selection)]
    for pair in pairs:
        if min(count(answer, pair.earlier), count(answer, pair.later)) >= ENOUGH:
            return pair
    if pairs:
        return pairs[-1]
    first = selection.since or answer["period_on"].iloc[0].date()
    return Pair((first - (last - first) - timedelta(days=1), first - timedelta(days=1)), (first, last), None)


def count(answer: pd.DataFrame, period: Period, column: str = "count_articles") -> int:
    """Return the articles of whole months between two days in an answer of `months`."""
    inside = answer["period_on"].between(pd.Timestamp(period[0]), pd.Timestamp(period[1]))
    return int(answer.loc[inside, column].sum())


def _holds(pair: Pair, selection: Selection) -> bool:
    return selection.since is None or pair.later[0] >= selection.since


def _ending(last: date, grain: Grain) -> Pair:
    """The last two periods that end on or before a day."""
    after = last + timedelta(days=1)
    later = _before(period_start(after, grain), grain)
    return Pair(_before(later[0], grain), later, grain)


def _before(start: date, grain: Grain) -> Period:
    """The period that ends on the day before a day."""
    end = start - timedelta(days=1)
    return period_start(end, grain), end

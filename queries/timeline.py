"""How often a label is found over time, as a share of all that was published, and that denominator itself.

Why it exists: a rise in articles about trade can be a rise in articles. Every period between the first and
the last article is a row; one without any article has no share, because a gap in a collection is not a fall.
Undated articles are in no period; `coverage.totals` counts them. Knows no chart.
"""

from __future__ import annotations

from datetime import date, timedelta
from enum import StrEnum
from typing import Literal

import duckdb
import numpy as np
import numpy.typing as npt
import pandas as pd

from queries import statistics
from queries.schema import fetch, finish
from queries.selection import Selection


class Grain(StrEnum):
    """The length of a period; weeks begin on Monday (ISO 8601)."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


# Days up to which a grain is chosen: at most some 100 points on a line, 30 at the finest.
_AUTOMATIC = ((45, Grain.DAY), (400, Grain.WEEK), (3_000, Grain.MONTH), (6_000, Grain.QUARTER))

_MONTHS = {Grain.MONTH: 1, Grain.QUARTER: 3, Grain.YEAR: 12}


def automatic_grain(since: date, until: date) -> Grain:
    """Return the finest grain that keeps a line readable between two days."""
    days = (until - since).days + 1
    return next((grain for most, grain in _AUTOMATIC if days <= most), Grain.YEAR)


def period_start(day: date, grain: Grain) -> date:
    """Return the first day of the period that a day lies in."""
    if grain is Grain.WEEK:
        return day - timedelta(days=day.weekday())
    if grain is Grain.DAY:
        return day
    month = {Grain.MONTH: day.month, Grain.QUARTER: 3 * ((day.month - 1) // 3) + 1, Grain.YEAR: 1}[grain]
    return date(day.year, month, 1)


def period_starts(days: npt.NDArray[np.datetime64], grain: Grain) -> npt.NDArray[np.datetime64]:
    """Return the first day of the period that each day lies in: `period_start` of thousands of days at once."""
    if grain is Grain.DAY:
        return days
    if grain is Grain.WEEK:
        return np.asarray(days - (days.astype(np.int64) + 3) % 7)  # day 0, 1970-01-01, was a Thursday
    months = days.astype("datetime64[M]").astype(np.int64)
    months -= months % _MONTHS[grain]  # month 0 begins a year
    return months.astype("datetime64[M]").astype("datetime64[D]")


def period_end(period_on: date, grain: Grain) -> date:
    """Return the last day of the period that begins on a day (for the mark of a point)."""
    months = _MONTHS.get(grain)
    if months is None:
        return period_on + timedelta(days=6 if grain is Grain.WEEK else 0)
    year, month = divmod(period_on.year * 12 + period_on.month - 1 + months, 12)
    return date(year, month + 1, 1) - timedelta(days=1)


def labels_over_time(
    connection: duckdb.DuckDBPyConnection,
    selection: Selection,
    *,
    of: Literal["sectors", "themes"] = "sectors",
    grain: Grain = Grain.MONTH,
) -> pd.DataFrame:
    """Return one row a period and label (only the chosen ones, if some are): columns in `queries.declared`.

    The mark of a row: `Mark(sector=code)` or `Mark(theme=code)` with `since=period_on, until=period_end(...)`.
    """
    codes = list(selection.sectors if of == "sectors" else selection.themes)
    name = "timeline/labels_over_time"
    frame = fetch(connection, name, selection, grain=str(grain), kind=of, codes=codes)
    count, total = frame["count_articles"], frame["total_articles"]
    low, high = statistics.wilson(count, total)
    return finish(
        name,
        frame.assign(
            share_of_volume=statistics.share(count, total),
            share_low=low,
            share_high=high,
            share_of_selection=statistics.share(count, frame["total_selected"]),
        ),
    )


def volume(connection: duckdb.DuckDBPyConnection, selection: Selection, *, grain: Grain = Grain.MONTH) -> pd.DataFrame:
    """Return one row a period and collection: the coded articles that the shares are shares of."""
    name = "timeline/volume"
    return finish(name, fetch(connection, name, selection, grain=str(grain)))

"""The dyads of a selection, period by period, as `bursts` looks at them: counted from numbers, not grouped as text.

Why it exists: a million articles that name many countries hold 20 million pairs in 8 million cells of dyad, period
and collection. Each pair is one integer here; sorting them is ten times quicker than a hash table of that size. It
must not know what a burst is.
"""

from __future__ import annotations

import duckdb
import numpy as np
import pandas as pd

from queries.schema import ANSWERS, fetch
from queries.selection import Selection
from queries.statistics import Ints

_DAY_BITS, _COLLECTION_BITS = 22, 20  # as `dyads.sql` and `period_of_dyad` put them together
_FIRST_DAY = np.datetime64("0001-01-01", "us")


def of_dyads(
    connection: duckdb.DuckDBPyConnection, selection: Selection, *, grain: str, minimum: int, most: int | None
) -> pd.DataFrame:
    """Return one row a dyad, period and collection with articles, in this order: the columns of `bursts/labels`.

    The `most` most frequent dyads with `minimum` articles are series. One without a period of `minimum` stories is
    counted in `count_series`, and its rows are left out.
    """
    packed = fetch(connection, "bursts/dyads", selection, grain=grain)["cell"].to_numpy()
    packed, count_series = _of_series(packed, minimum, most)
    if not len(packed):
        return pd.DataFrame(columns=ANSWERS["bursts/labels"].names)
    packed.sort()
    starts = _starts(packed)
    cell, count = packed[starts], np.diff(starts, append=len(packed))
    period = cell >> _COLLECTION_BITS
    firsts = _starts(period)
    repeats = _repeats(connection, selection, grain, period[firsts])
    is_large = np.add.reduceat(count, firsts) - repeats >= minimum
    hopeful = np.zeros(int(period[-1] >> _DAY_BITS) + 1, dtype=bool)
    hopeful[period[firsts][is_large] >> _DAY_BITS] = True
    is_kept = hopeful[period >> _DAY_BITS]
    repeats = np.repeat(repeats, np.diff(firsts, append=len(period)))
    codes = fetch(connection, "bursts/codes", selection).groupby("kind")["code"]
    days = period[is_kept] & (1 << _DAY_BITS) - 1
    return pd.DataFrame(
        {
            "code": _named(period[is_kept] >> _DAY_BITS, codes.get_group("dyads")),
            "period_on": _FIRST_DAY + days.astype("timedelta64[D]"),
            "collection": _named(cell[is_kept] & (1 << _COLLECTION_BITS) - 1, codes.get_group("collections")),
            "count_articles": count[is_kept],
            "count_repeats": repeats[is_kept],
            "count_series": count_series,
        }
    )


def _of_series(packed: Ints, minimum: int, most: int | None) -> tuple[Ints, int]:
    """The pairs of dyads that are series, and how many these are: the most frequent first, then by code."""
    dyad = packed >> _COLLECTION_BITS + _DAY_BITS
    counts = np.bincount(dyad)
    ordered = np.argsort(-counts, kind="stable")[:most]
    is_series = np.zeros(len(counts), dtype=bool)
    is_series[ordered] = counts[ordered] >= max(minimum, 1)
    return packed[is_series[dyad]], int(is_series.sum())


def _repeats(connection: duckdb.DuckDBPyConnection, selection: Selection, grain: str, periods: Ints) -> Ints:
    """The articles beyond the first of each story, for each of the sorted dyads and periods."""
    frame = fetch(connection, "bursts/dyad_repeats", selection, grain=grain)
    cell = frame["cell"].to_numpy()
    at = np.minimum(np.searchsorted(periods, cell), len(periods) - 1)
    is_there = periods[at] == cell  # those of dyads that are no series are not
    found = np.zeros(len(periods), dtype=np.int64)
    found[at[is_there]] = frame["count_repeats"].to_numpy()[is_there]
    return found


def _starts(values: Ints) -> Ints:
    """Where a sorted list changes, its begin included."""
    return np.flatnonzero(np.append(True, values[1:] != values[:-1]))


def _named(places: Ints, codes: pd.Series[str]) -> pd.Categorical[str]:
    return pd.Categorical.from_codes(places.astype(np.int32), categories=pd.Index(codes))

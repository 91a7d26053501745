"""The dyads of a selection, period by period and collection by collection, as `bursts` looks at them.

Why it exists: a million articles that name many countries hold 20 million pairs in 8 million of these cells, and most
are of dyads that can have no burst. It must not know what a burst is.
"""

from __future__ import annotations

import duckdb
import numpy as np
import pandas as pd

from queries import counting, pairs
from queries.counting import Array
from queries.schema import ANSWERS
from queries.selection import Selection
from queries.statistics import Ints
from queries.timeline import Grain


def of_dyads(
    connection: duckdb.DuckDBPyConnection, selection: Selection, *, grain: Grain, minimum: int, most: int | None
) -> pd.DataFrame:
    """Return one row a dyad, period and collection with articles, in this order: the columns of `bursts/labels`.

    The `most` most frequent dyads with `minimum` articles are series. One without a period of `minimum` stories is
    counted in `count_series`, and its rows are left out.
    """
    taken = pairs.chosen(connection, selection, of_article=lambda held: pairs.only(held.day >= 0))
    totals, held = taken.tally(), taken.pairs
    series = pairs.most_frequent(totals, most)
    series = series[totals[series] >= minimum]
    is_series = np.zeros(len(totals), dtype=bool)
    is_series[series] = True
    period, starts = pairs.periods(held.day, grain)
    written = _written(taken, is_series, period, minimum)
    if not written.shape[1]:
        return pd.DataFrame(columns=ANSWERS["bursts/labels"].names)
    dyad, place, group, articles, repeats = written
    return pd.DataFrame(
        {
            "code": _named(dyad, held.dyads["dyad"]),
            "period_on": starts[place],
            "collection": _named(group, pd.Series(held.collections)),
            "count_articles": articles,
            "count_repeats": repeats,
            "count_series": len(series),
        }
    )


def _written(taken: pairs.Chosen, is_series: Array, period: Array, minimum: int) -> Ints:
    """The cells of the series that have a period of `minimum` stories: dyad, period, collection, articles, repeats."""
    held = taken.pairs
    sizes, most = np.zeros((2, len(is_series)), dtype=np.int64)
    begins, written = np.full(len(is_series), -1, dtype=np.int64), np.zeros((5, 0), dtype=np.int64)

    def loop(first: int, last: int) -> None:
        counting.cells(first, last, held.starts, taken.flags, held.article, held.facts, period, held.collection,
                       len(held.collections), is_series, sizes, most, begins, written)  # fmt: skip

    when = np.where(is_series, 0, -1).astype(np.int32)
    pairs.shared(held, loop, when)
    is_series = is_series & (most >= minimum)
    sizes = np.where(is_series, sizes, 0)
    begins = np.where(is_series, np.cumsum(sizes) - sizes, -1)
    written = np.zeros((5, int(sizes.sum())), dtype=np.int64)
    pairs.shared(held, loop, when)
    return written


def _named(places: Ints, codes: pd.Series[str]) -> pd.Categorical[str]:
    return pd.Categorical.from_codes(places.astype(np.int32), categories=pd.Index(codes))

"""What a series has in each period and collection, as `bursts` looks at it: tables of some series at a time.

Why it exists: a million articles that name many countries hold 20 million pairs in 8 million of these cells, of 30,000
dyads. They are counted where they are looked at, a few series at once, in tables that stay near the processor, and
forgotten. It must not know what a burst is.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import duckdb
import numpy as np
import pandas as pd

from queries import counting, pairs
from queries.selection import Selection
from queries.statistics import Floats, Ints
from queries.timeline import Grain


@dataclass(frozen=True)
class Cells:
    """The series by their codes; `tables(first, last)` gives what those from `first` up to `last` have.

    That is the articles, `[collection, series, period]`, and of all collections together those beyond the first of
    each story, `[series, period]`. Threads may ask at once.
    """

    codes: list[str]
    tables: Callable[[int, int], tuple[Floats, Ints]]


def of_dyads(
    connection: duckdb.DuckDBPyConnection,
    selection: Selection,
    periods: pd.DatetimeIndex,
    collections: pd.Index[str],
    *,
    grain: Grain,
    minimum: int,
    most: int | None,
) -> Cells:
    """Return the `most` most frequent dyads with `minimum` dated articles, in the order of the dyads.

    Periods and collections are those of the volume.
    """
    taken = pairs.chosen(connection, selection, of_article=lambda held: pairs.only(held.day >= 0))
    totals, held = taken.tally(), taken.pairs
    series = pairs.most_frequent(totals, most)
    series = np.sort(series[totals[series] >= minimum])
    place, starts = pairs.periods(held.day, grain)
    period = np.append(periods.get_indexer(pd.DatetimeIndex(starts)), -1)[place].astype(np.int32)
    collection = collections.get_indexer(pd.Index(held.collections))[held.collection].astype(np.int16)

    def tables(first: int, last: int) -> tuple[Floats, Ints]:
        counts = np.zeros((len(collections), last - first, len(periods)))
        repeats = np.zeros(counts.shape[1:], dtype=np.int64)
        counting.cells(series[first:last], held.starts, taken.flags, held.article, held.facts, period, collection,
                       counts, repeats)  # fmt: skip
        return counts, repeats

    return Cells(held.dyads["dyad"].take(series).tolist(), tables)


def of_labels(frame: pd.DataFrame, periods: pd.DatetimeIndex, collections: pd.Index[str]) -> Cells:
    """Return the series of a frame with the columns of `bursts/labels`."""
    series, codes = pd.factorize(frame["code"].astype("str"), sort=True)
    period = periods.get_indexer(pd.DatetimeIndex(frame["period_on"]))
    collection = collections.get_indexer(pd.Index(frame["collection"]))
    counts = np.zeros((len(collections), len(codes), len(periods)))
    counts[collection, series, period] = frame["count_articles"]
    repeats = np.zeros(counts.shape[1:], dtype=np.int64)
    repeats[series, period] = frame["count_repeats"]
    return Cells(list(codes), partial(_part, counts, repeats))


def _part(counts: Floats, repeats: Ints, first: int, last: int) -> tuple[Floats, Ints]:
    return counts[:, first:last], repeats[first:last]

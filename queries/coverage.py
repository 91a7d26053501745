"""What the collections hold, and what they lack: the ground on which every other answer stands.

Why it exists: a silence in a chart is often a silence in a collection. These answers look at the volume
(filters of date, outlet, collection and language) and at no other filter. Knows no chart.
"""

from __future__ import annotations

from datetime import date

import duckdb
import pandas as pd

from queries.schema import fetch, finish
from queries.selection import EVERYTHING, Selection
from queries.timeline import Grain


def totals(connection: duckdb.DuckDBPyConnection, selection: Selection = EVERYTHING) -> pd.DataFrame:
    """Return one row: read, dated, undated, coded, with country, dyad, sector, and the range of dates."""
    return finish("coverage/totals", fetch(connection, "coverage/totals", selection))


def by_collection(connection: duckdb.DuckDBPyConnection, selection: Selection = EVERYTHING) -> pd.DataFrame:
    """Return the same numbers, one row a collection, the largest first."""
    return finish("coverage/by_collection", fetch(connection, "coverage/by_collection", selection))


def by_period_and_outlet(
    connection: duckdb.DuckDBPyConnection,
    selection: Selection = EVERYTHING,
    *,
    grain: Grain = Grain.MONTH,
    limit: int = 12,
) -> pd.DataFrame:
    """Return articles a period and outlet; all but the `limit` largest outlets are the outlet ''."""
    name = "coverage/by_period_and_outlet"
    return finish(name, fetch(connection, name, selection, grain=str(grain), limit=limit))


def gaps(connection: duckdb.DuckDBPyConnection) -> pd.DataFrame:
    """Return the calendar years without an article inside each collection's range, runs as one row."""
    return finish("coverage/gaps", fetch(connection, "coverage/gaps", EVERYTHING))


def last_article_on(connection: duckdb.DuckDBPyConnection, selection: Selection = EVERYTHING) -> date | None:
    """Return the date of the last article of the volume, or None where nothing is dated."""
    last = totals(connection, selection)["last_on"].iloc[0]
    return None if pd.isna(last) else last.date()

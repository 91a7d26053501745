"""What the collections hold, and what they lack: the ground on which every other answer stands.

Why it exists: a silence in a chart is often a silence in a collection. These answers look at the volume
(filters of date, outlet, collection and language) and at no other filter. Knows no chart.
"""

from __future__ import annotations

from datetime import date

import duckdb
import pandas as pd

from queries import statistics
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


def ledger(
    connection: duckdb.DuckDBPyConnection,
    selection: Selection = EVERYTHING,
    *,
    grain: Grain = Grain.YEAR,
    limit: int = 12,
    refused: int = 0,
) -> pd.DataFrame:
    """Return what is left after each step at which an article drops out, one row a period and outlet.

    `refused` is what the snapshot's facts know of pieces that were not taken (`facts["ledger"]["refused"]`, of its last
    ingest). They have no date, outlet, collection or language: they stand in the row without period and outlet, and
    under no filter of the volume. All but the `limit` largest outlets are the outlet ''.
    """
    name = "coverage/ledger"
    known = _refused(selection, refused)
    return finish(name, fetch(connection, name, selection, grain=str(grain), limit=limit, refused=known))


def ledger_steps(
    connection: duckdb.DuckDBPyConnection, selection: Selection = EVERYTHING, *, refused: int = 0
) -> pd.DataFrame:
    """Return the steps of `ledger` over all periods and outlets, one row a step, with what each lost."""
    name = "coverage/ledger_steps"
    frame = fetch(connection, name, selection, refused=_refused(selection, refused))
    return finish(name, frame.assign(share=statistics.share(frame["count_articles"], frame["total_articles"])))


def _refused(selection: Selection, refused: int) -> int:
    """What was refused passes no filter of the volume."""
    return refused if selection.volume() == Selection(interaction=selection.interaction) else 0


def last_article_on(connection: duckdb.DuckDBPyConnection, selection: Selection = EVERYTHING) -> date | None:
    """Return the date of the last article of the volume, or None where nothing is dated."""
    last = totals(connection, selection)["last_on"].iloc[0]
    return None if pd.isna(last) else last.date()

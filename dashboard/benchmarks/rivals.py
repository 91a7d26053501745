"""The co-mention answer by other means, from the same records: what ours is compared with, and must equal.

Why it exists: "fast" needs a yardstick measured in the same run. Each rival counts the articles of every dyad between
two days and its lift, from presences alone: a self-join written without a thought in DuckDB and in SQLite, and
pandas. It must not know how ours does it.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Final

import duckdb
import pandas as pd

from data.snapshots import Snapshot

Rival = Callable[[date, date], pd.DataFrame]
"""First and last day -> dyad, count_articles, lift, in order of the dyad."""

SELF_JOIN: Final = Path(__file__).with_name("self_join.sql").read_text(encoding="utf-8")


def rivals(snapshot: Snapshot) -> Iterator[tuple[str, Rival]]:
    """Yield name and function of each rival, its tables loaded; one at a time, for memory."""
    presences = snapshot.read("presences", ["article_key", "country", "published_on"]).to_pandas()
    articles = snapshot.read("articles", ["article_key", "published_on"]).to_pandas()
    yield "naive self-join in DuckDB", _in_duckdb(presences, articles)
    yield "pandas", _in_pandas(presences, articles)
    yield "SQLite", _in_sqlite(presences, articles)


def _in_duckdb(presences: pd.DataFrame, articles: pd.DataFrame) -> Rival:
    connection = duckdb.connect()
    for name, frame in (("presences", presences), ("articles", articles)):
        connection.from_df(frame.astype({"country": "str"} if name == "presences" else {})).create(name)
    return lambda since, until: connection.execute(SELF_JOIN, {"since": since, "until": until}).df()


def _in_sqlite(presences: pd.DataFrame, articles: pd.DataFrame) -> Rival:
    connection = sqlite3.connect(":memory:")
    for name, frame in (("presences", presences), ("articles", articles)):
        frame.assign(published_on=frame["published_on"].astype("str")).to_sql(name, connection, index=False)
    connection.execute("create index presences_by_article on presences (article_key, country)")
    connection.execute("analyze")

    def ask(since: date, until: date) -> pd.DataFrame:
        days = {"since": str(since), "until": str(until)}
        return pd.read_sql_query(SELF_JOIN, connection, params=days)

    return ask


def _in_pandas(presences: pd.DataFrame, articles: pd.DataFrame) -> Rival:
    def ask(since: date, until: date) -> pd.DataFrame:
        total = articles["published_on"].between(since, until).sum()
        kept = presences.loc[presences["published_on"].between(since, until), ["article_key", "country"]]
        held = kept.groupby("country", observed=True).size()
        both = kept.merge(kept, on="article_key")
        both = both[both["country_x"].cat.codes < both["country_y"].cat.codes]
        counted = both.groupby(["country_x", "country_y"], observed=True).size().rename("count_articles").reset_index()
        margins = counted["country_x"].map(held).astype(float) * counted["country_y"].map(held).astype(float)
        dyad = counted["country_x"].astype("str") + "-" + counted["country_y"].astype("str")
        frame = pd.DataFrame({"dyad": dyad, "count_articles": counted["count_articles"]})
        return frame.assign(lift=frame["count_articles"] * total / margins).sort_values("dyad", ignore_index=True)

    return ask

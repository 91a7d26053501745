"""A connection over articles written in the test: real Parquet, real DuckDB."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import duckdb
import pytest

from queries.connection import connect
from tests.queries.rows import Article, write

Opener = Callable[[Sequence[Article]], duckdb.DuckDBPyConnection]


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Opener]:
    """Give a function that writes articles as a snapshot and opens it.

    The same articles are opened once a module (opening is 0.1 s); nothing can be written to a snapshot.
    """
    folder: Path = tmp_path_factory.mktemp("snapshots")
    connections: dict[str, duckdb.DuckDBPyConnection] = {}

    def open_articles(articles: Sequence[Article]) -> duckdb.DuckDBPyConnection:
        key = repr(articles)
        if key not in connections:
            connections[key] = connect(write(folder / f"snapshot-{len(connections)}", articles))
        return connections[key]

    yield open_articles
    for connection in connections.values():
        connection.close()

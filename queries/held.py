"""What is read from a snapshot once an opening and stays in memory: pairs (`pairs`) and articles (`articles`).

It must not know what is read.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Final, Generic, TypeVar

import duckdb

from queries.schema import fetch_arrays
from queries.selection import EVERYTHING

_T = TypeVar("_T")

MOST: Final = 3
"""Openings whose records stay in memory: as many as stores have files of tables."""


class Held(Generic[_T]):
    """Reads a snapshot at the first call, and gives what it read as long as that is among the last opened."""

    def __init__(self, read: Callable[[duckdb.DuckDBPyConnection], _T]) -> None:
        self._read = read
        self._found: dict[int, _T] = {}
        self._reading = threading.Lock()

    def __len__(self) -> int:
        return len(self._found)

    def of(self, connection: duckdb.DuckDBPyConnection) -> _T:
        """Return what was read of the snapshot that a connection has opened."""
        token = int(fetch_arrays(connection, "pairs/opened", EVERYTHING)["token"][0])
        with self._reading:
            found = self._found.pop(token, None) or self._read(connection)
            self._found[token] = found
            while len(self._found) > MOST:
                del self._found[next(iter(self._found))]
        return found

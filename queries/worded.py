"""Words that a reader asks for -> the articles that hold them, looked for once and kept in the connection.

Why it exists: a page asks five questions about one selection, and each would search all texts again (100 MB, 0.2 to
0.6 s each). The module knows no question; `schema.fetch` calls it before one that names words.
"""

from __future__ import annotations

import threading
from collections.abc import Mapping
from typing import Any, Final

import duckdb

from queries.connection import run
from queries.statements import read

_WRITING: Final = threading.Lock()  # two pages that ask for the same words search once


def look_for(connection: duckdb.DuckDBPyConnection, parameters: Mapping[str, Any]) -> None:
    """Fill `word_hits` for the words of a selection's parameters, unless that was done before."""
    cursor = connection.cursor()
    asked = {"any_pattern": parameters["any_pattern"]}
    with _WRITING:
        if cursor.execute(read("connection/words_asked")[1], asked).fetchone() is None:
            run(cursor, "word_hits", dict(parameters))

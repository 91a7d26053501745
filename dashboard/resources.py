"""The snapshot that is shown, its connection, and answers: cached, so that one question costs once.

The cache is keyed by snapshot id, question, selection and options, and a snapshot never changes; so an
answer stays true as long as the process lives. Every viewer shares it, and it holds nothing about a viewer.
It must not know widgets or figures.
"""

from __future__ import annotations

import gc
import logging
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final, TypeVar

import duckdb
import streamlit as st

from dashboard.words import say
from data.snapshots import Snapshot, Store, chosen
from queries import remembered
from queries.connection import connect, kept_in

STORE_VARIABLE: Final = "CONCORDANCE_STORE"
NEW_STORE_VARIABLE: Final = "CONCORDANCE_NEW_STORE"
SHARED_VARIABLE: Final = "CONCORDANCE_SHARED"
# An answer of 500 rows takes about 50 kB: 3,000 of them stay under 150 MB.
_MOST_ANSWERS: Final = 3_000

_LOG: Final = logging.getLogger(__name__)
_Answer = TypeVar("_Answer")


def snapshot(snapshot_id: str = "") -> Snapshot:
    """Return the snapshot of that id, or the newest; SnapshotError with a sentence if there is none."""
    return chosen(_store(), snapshot_id)


def is_sample() -> bool:
    """Return whether the embedded sample is shown, which holds facts and hardly any text."""
    return _store() is None


def is_new() -> bool:
    """Return whether articles go into a store that stands in the embedded sample's place once it holds any."""
    return not os.environ.get(STORE_VARIABLE, "") and bool(os.environ.get(NEW_STORE_VARIABLE, ""))


def adding() -> Path | None:
    """Return the store that articles are added to, or None where nobody may add any."""
    path = os.environ.get(STORE_VARIABLE, "") or os.environ.get(NEW_STORE_VARIABLE, "")
    return Path(path) if path and not is_shared() else None


def _store() -> Path | None:
    """Return the store that is shown: the one that was named, or the new one as soon as it holds articles."""
    if path := os.environ.get(STORE_VARIABLE, ""):
        return Path(path)
    new = os.environ.get(NEW_STORE_VARIABLE, "")
    return Path(new) if new and Store(new).current() is not None else None


def is_shared() -> bool:
    """Return whether others on the network read along, who may add nothing."""
    return os.environ.get(SHARED_VARIABLE, "") == "1"


# Two snapshots at most in memory: the newest, and one that a frozen link names.
@st.cache_resource(max_entries=2, show_spinner=say("pages.resources.opening"))
def _connection(snapshot_id: str, _snapshot: Snapshot) -> duckdb.DuckDBPyConnection:
    store = os.environ.get(STORE_VARIABLE, "")
    connection = connect(_snapshot, kept=kept_in(Path(store) if store else None))
    # What libraries have made so far, 250,000 objects, stays as long as the process: looking whether any of it is
    # garbage stopped every reader for 70 to 140 ms each time that Python did so, once in six changes of a filter.
    gc.collect()
    gc.freeze()
    return connection


@st.cache_data(max_entries=_MOST_ANSWERS, show_spinner=False)
def _cached(
    snapshot_id: str, question: str, asked: str, _ask: Callable[[duckdb.DuckDBPyConnection], Any], _shot: Snapshot
) -> Any:
    connection = _connection(snapshot_id, _shot)
    try:
        return _asked(snapshot_id, connection, _ask)
    except (duckdb.InternalException, duckdb.FatalException):
        # After an error of its own DuckDB refuses every further question: the tables are opened anew, and asked once
        # more. Another reader's thread may have opened them already.
        _LOG.exception("DuckDB failed on %s; the records are opened anew.", question)
        if _connection(snapshot_id, _shot) is connection:
            _connection.clear(snapshot_id, _shot)
        return _asked(snapshot_id, _connection(snapshot_id, _shot), _ask)


def _asked(
    snapshot_id: str, connection: duckdb.DuckDBPyConnection, ask: Callable[[duckdb.DuckDBPyConnection], Any]
) -> Any:
    cursor = connection.cursor()
    try:
        with remembered.of(snapshot_id):
            return ask(cursor)
    finally:
        cursor.close()


def ask(shot: Snapshot, function: Callable[..., _Answer], *arguments: Any, **options: Any) -> _Answer:
    """Return a query function's answer on a snapshot, from the cache if it was asked before."""
    question = f"{function.__module__}.{function.__qualname__}"
    asked = repr((arguments, sorted(options.items())))  # Streamlit's hash of the objects themselves takes 3 ms
    answer: _Answer = _cached(
        shot.id, question, asked, lambda connection: function(connection, *arguments, **options), shot
    )
    return answer

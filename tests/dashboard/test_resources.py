"""One question costs once, and one snapshot's answers are never another's."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from dashboard import resources
from data.snapshots import Snapshot, SnapshotError, UnknownSnapshot
from queries.selection import Selection
from tests.dashboard import corpus


def test_an_answer_is_kept_by_snapshot_selection_and_options(store: tuple[Path, Snapshot], tmp_path: Path) -> None:
    other = corpus.write(tmp_path, list(corpus.articles(20)))
    asked: list[object] = []

    def question(connection: duckdb.DuckDBPyConnection, selection: Selection, *, limit: int = 1) -> int:
        asked.append((selection, limit))
        row = connection.execute("select count(*) from articles").fetchone()
        assert row is not None
        return int(row[0]) + limit

    everything, china = Selection(), Selection(countries=("CN",))
    assert resources.ask(store[1], question, everything) == 901
    assert resources.ask(store[1], question, everything) == 901 and len(asked) == 1
    assert resources.ask(store[1], question, china) == 901 and len(asked) == 2
    assert resources.ask(store[1], question, everything, limit=2) == 902 and len(asked) == 3
    assert resources.ask(other, question, everything) == 21 and len(asked) == 4


@pytest.mark.parametrize("failure", [duckdb.InternalException, duckdb.FatalException])
def test_after_an_error_of_duckdb_itself_the_records_are_opened_anew_and_asked_once_more(
    store: tuple[Path, Snapshot], failure: type[duckdb.Error]
) -> None:
    resources._cached.clear()  # the other failure has asked the same
    asked: list[int] = []

    def articles(connection: duckdb.DuckDBPyConnection) -> int:
        row = connection.execute("select count(*) from articles").fetchone()
        assert row is not None
        return int(row[0])

    def question(connection: duckdb.DuckDBPyConnection) -> int:
        asked.append(articles(connection))
        if len(asked) == 1:
            raise failure("the database has been invalidated")
        return asked[-1]

    def hopeless(_: duckdb.DuckDBPyConnection) -> int:
        raise failure("every time")

    before = resources._connection(store[1].id, store[1])
    assert resources.ask(store[1], question) == 900 and len(asked) == 2
    assert resources._connection(store[1].id, store[1]) is not before
    with pytest.raises(failure):
        resources.ask(store[1], hopeless)
    assert resources.ask(store[1], articles) == 900


def test_the_snapshot_is_the_newest_or_the_one_that_is_named(
    store: tuple[Path, Snapshot], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(resources.STORE_VARIABLE, str(store[0]))
    assert resources.snapshot().id == resources.snapshot(store[1].id).id == store[1].id
    with pytest.raises(UnknownSnapshot):
        resources.snapshot("0000")


def test_the_sample_is_not_put_in_the_place_of_a_named_snapshot(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(resources.STORE_VARIABLE, raising=False)
    with pytest.raises(SnapshotError):
        resources.snapshot("0123456789abcdef")

from __future__ import annotations

import json
import threading
from pathlib import Path

import pytest

from data.snapshots import SnapshotError, Store, UnknownSnapshot, open_snapshot, rows_of, write_tables

STORIES = [{"article_key": 0, "story_key": 0}, {"article_key": 1, "story_key": 0}]


def test_a_snapshot_gives_back_the_rows_that_were_written(tmp_path: Path) -> None:
    snapshot = write_tables(tmp_path / "s", {"stories": rows_of("stories", STORIES)}, {})
    assert snapshot.read("stories").to_pylist() == STORIES
    assert snapshot.facts["counts"]["stories"] == 2
    assert snapshot.read("articles").num_rows == 0


def test_the_id_follows_from_the_content_and_not_from_the_time(tmp_path: Path) -> None:
    first = write_tables(tmp_path / "a", {"stories": rows_of("stories", STORIES)}, {"ledger": {"read": 1}})
    again = write_tables(tmp_path / "b", {"stories": rows_of("stories", STORIES)}, {"ledger": {"read": 2}})
    other = write_tables(tmp_path / "c", {"stories": rows_of("stories", STORIES[:1])}, {})
    assert first.id == again.id != other.id


def test_an_unknown_table_is_an_error_that_names_the_known_ones(tmp_path: Path) -> None:
    with pytest.raises(KeyError, match="Known: articles"):
        write_tables(tmp_path / "s", {"stuff": rows_of("stories", [])}, {})


def publish(store: Store, count: int) -> str:
    with store.writing(), store.building() as directory:
        write_tables(directory, {"stories": rows_of("stories", STORIES[:count])}, {})
        facts = json.loads((directory / "snapshot.json").read_text())
        return store.publish(directory, facts).id


def test_a_store_names_its_newest_and_keeps_the_older(tmp_path: Path) -> None:
    store = Store(tmp_path / "store")
    assert store.current() is None
    first, second = publish(store, 1), publish(store, 2)
    current = store.current()
    assert current is not None
    assert current.id == second
    assert store.open(first).read("stories").num_rows == 1
    assert set(store.ids()) == {first, second}
    assert not list((tmp_path / "store" / "snapshots").glob(".building-*"))


def test_an_unknown_snapshot_is_named_with_the_nearest(tmp_path: Path) -> None:
    store = Store(tmp_path / "store")
    known = publish(store, 1)
    with pytest.raises(UnknownSnapshot, match=known):
        store.open(known[:-1] + "x")
    for hostile in ("../..", "", ".", f"{known}/../{known}"):
        with pytest.raises(UnknownSnapshot):
            store.open(hostile)


def test_a_damaged_snapshot_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(SnapshotError, match=r"holds no snapshot\.json"):
        open_snapshot(tmp_path)
    (tmp_path / "snapshot.json").write_text("{}")
    with pytest.raises(SnapshotError, match="damaged"):
        open_snapshot(tmp_path)


def test_writers_queue_and_what_a_killed_one_left_is_swept_away(tmp_path: Path) -> None:
    store = Store(tmp_path / "store")
    leftover = tmp_path / "store" / "snapshots" / ".building-killed"
    leftover.mkdir(parents=True)
    writers = [threading.Thread(target=publish, args=(Store(tmp_path / "store"), n)) for n in (1, 2, 1, 2)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert not leftover.exists()
    assert len(store.ids()) == 2
    assert store.current() is not None

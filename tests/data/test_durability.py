"""Machines stop, disks fill up, people read and write at once: a store is whole at every moment.

`CONCORDANCE_KILLS=50 pytest tests/data/test_durability.py` kills an ingest at 50 points instead of a few.
"""

from __future__ import annotations

import json
import os
import random
import resource
import shutil
import signal
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from data import ingest as ingesting
from data.ingest import ingest
from data.snapshots import Snapshot, SnapshotError, Store

KILLS = int(os.environ.get("CONCORDANCE_KILLS", "4"))
PLACES = ("China", "Kazakhstan", "Peru", "Chile", "Kenya", "Ghana", "Oman", "Laos")
pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="Processes are killed here, which wants fork.")


def news(path: Path, *numbers: int, about: str = "wheat") -> Path:
    rows: list[dict[str, Any]] = [
        {
            "id": f"n{i}",
            "published": f"2024-05-{1 + i % 28:02d}",
            "text": f"{PLACES[i % 8]} and {PLACES[(i + 3) % 8]} signed an agreement on trade in {about}, number {i}.",
        }
        for i in numbers
    ]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a directory with a store of some articles and a file that adds some and replaces some."""
    path = tmp_path_factory.mktemp("begun")
    ingest([news(path / "first.jsonl", *range(40))], Store(path / "store"))
    news(path / "more.jsonl", *range(30, 60), about="cotton")
    return path


def apart(act: Callable[[], object]) -> int:
    """Run something in a process of its own and return how it ended: 0, or the signal that killed it."""
    child = os.fork()
    if child == 0:
        code = 9
        try:
            act()
            code = 0
        finally:
            os._exit(code)
    _, status = os.waitpid(child, 0)
    return os.WTERMSIG(status) if os.WIFSIGNALED(status) else os.WEXITSTATUS(status)


def whole(store: Store) -> Snapshot:
    """Return the current snapshot after a look whether every part of it is there."""
    snapshot = store.current()
    assert snapshot is not None
    for table, count in snapshot.facts["counts"].items():
        assert snapshot.read(table).num_rows == count, table
    return snapshot


def touching(folder: Path, act: Callable[[int], None]) -> None:
    """Call `act` with 1, 2, 3 … at each thing that this process is about to do to files of a folder."""
    count = 0

    def hook(event: str, arguments: tuple[Any, ...]) -> None:
        nonlocal count
        if event in ("open", "os.rename", "os.link", "os.remove", "os.mkdir", "os.rmdir") and str(folder) in str(
            arguments[:2]
        ):
            count += 1
            act(count)

    sys.addaudithook(hook)


def test_an_ingest_killed_anywhere_and_run_again_is_one_that_was_never_killed(begun: Path, tmp_path: Path) -> None:
    ingesting._extractor()  # compiled once, for all the processes to come

    def add(store: Path, then: Callable[[int], None] | None = None) -> None:
        if then is not None:
            touching(store, then)
        ingest([begun / "more.jsonl"], Store(store), processes=1)

    shutil.copytree(begun / "store", tmp_path / "unbroken")
    steps = tmp_path / "steps"
    assert apart(lambda: add(tmp_path / "unbroken", lambda n: steps.write_text(str(n)) and None)) == 0
    before, unbroken = whole(Store(begun / "store")), whole(Store(tmp_path / "unbroken"))
    assert before.id != unbroken.id
    last = int(steps.read_text())
    kept = 0
    for point in random.Random(6).sample(range(1, last + 1), min(KILLS, last)):
        path = tmp_path / f"killed-{point}"
        shutil.copytree(begun / "store", path)
        killed = apart(
            lambda p=path, n=point: add(p, lambda k: os.kill(os.getpid(), signal.SIGKILL) if k == n else None)
        )
        assert killed == signal.SIGKILL, point
        found = whole(Store(path)).id
        assert found in (before.id, unbroken.id), point
        kept += found == before.id
        assert apart(lambda p=path: add(p)) == 0, point
        assert whole(Store(path)).id == unbroken.id, point
        assert not list(path.glob("snapshots/.building-*")), point
    assert kept > 0
    sys.stdout.write(f"{KILLS} of {last} points, {kept} before the new snapshot was named\n")


def test_a_full_disk_is_a_sentence_and_the_store_stays_as_it_was(begun: Path, tmp_path: Path) -> None:
    shutil.copytree(begun / "store", tmp_path / "store")
    before = whole(Store(tmp_path / "store"))
    ingesting._extractor()

    def fill() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (4_000, 4_000))  # no file may grow beyond: as if the disk were full
        with pytest.raises(SnapshotError, match=r"could not be written .* unharmed"):
            ingest([begun / "more.jsonl"], Store(tmp_path / "store"), processes=1)

    assert apart(fill) == 0
    assert whole(Store(tmp_path / "store")).id == before.id
    assert not list(tmp_path.glob("store/snapshots/.building-*"))


def test_readers_never_wait_for_a_writer(begun: Path) -> None:
    store = Store(begun / "store")
    with store.writing():  # held by somebody who takes for ever
        assert whole(store).id in store.ids()


def test_four_writers_queue_and_twenty_readers_never_see_half(begun: Path, tmp_path: Path) -> None:
    shutil.copytree(begun / "store", tmp_path / "store")
    ingesting._extractor()
    writers = []
    for number in range(4):
        path = news(tmp_path / f"w{number}.jsonl", *range(100 + 10 * number, 110 + 10 * number))
        child = os.fork()
        if child == 0:
            try:
                ingest([path], Store(tmp_path / "store"), processes=1)
            finally:
                os._exit(0)
        writers.append(child)
    ended = threading.Event()
    seen: list[set[str]] = [set() for _ in range(20)]
    failed: list[BaseException] = []

    def look(ids: set[str]) -> None:
        try:
            while not ended.is_set():
                ids.add(whole(Store(tmp_path / "store")).id)
        except BaseException as error:
            failed.append(error)

    readers = [threading.Thread(target=look, args=(ids,)) for ids in seen]
    for reader in readers:
        reader.start()
    for writer in writers:
        os.waitpid(writer, 0)
    ended.set()
    for reader in readers:
        reader.join()
    assert failed == []
    last = whole(Store(tmp_path / "store"))
    assert last.read("articles").num_rows == 40 + 4 * 10
    assert len(Store(tmp_path / "store").ids()) == 1 + 4
    assert all(seen) and set().union(*seen) <= set(Store(tmp_path / "store").ids())


def test_undo_goes_back_one_snapshot_at_a_time(begun: Path, tmp_path: Path) -> None:
    shutil.copytree(begun / "store", tmp_path / "store")
    store = Store(tmp_path / "store")
    before = whole(store)
    after = ingest([begun / "more.jsonl"], store).snapshot
    assert after is not None and after.id != before.id
    assert store.undo() == before == store.current()
    assert store.open(after.id).facts["parent"] == before.id, "it can still be opened by its id"
    assert store.undo() is None and store.current() is None
    with pytest.raises(SnapshotError, match="nothing to undo"):
        store.undo()
    again = ingest([begun / "first.jsonl"], store).snapshot
    assert again is not None and again.id == before.id

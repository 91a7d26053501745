"""Adding articles from the browser: a job in a process of its own, and its state in a file of the store.

A page is run anew at every click and a tab may be closed, so a job must not live in either. It looks at what was
given (writes nothing), then waits to be told to keep it. One job at a time: its process holds a lock as long as it
lives, so a job that was killed is known to be dead. The module knows no page.

    python -m dashboard.jobs STORE      runs the job that stands in the store's file
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
import uuid
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, date, datetime
from enum import StrEnum
from pathlib import Path, PurePath
from typing import Any, Final

import filelock

from dashboard.words import say
from data.snapshots import SnapshotError, Store

LOOKED_AT: Final = 5
"""Articles whose evidence is shown before anything is kept."""
MOST_REFUSALS: Final = 10_000  # kept in the file; more are counted
_STARTING: Final = 60.0  # seconds that a process may take until it holds its lock
_BEAT: Final = 0.5  # seconds between two notes of progress


class Status(StrEnum):
    """How a job stands."""

    RUNNING = "running"
    LOOKED = "looked"
    KEPT = "kept"
    STOPPED = "stopped"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Job:
    """What was asked and what has become of it; all of it fits into JSON."""

    id: str
    sources: tuple[str, ...]
    outlet: str | None = None
    published: str | None = None
    status: Status = Status.RUNNING
    keeps: bool = False
    began: float = 0.0
    articles: int = 0
    done: int = 0
    total: int = 0
    message: str = ""
    snapshot: str | None = None
    is_new: bool = False
    ledger: Mapping[str, int] = field(default_factory=dict)
    refusals: Sequence[Mapping[str, str]] = ()
    first: Sequence[Mapping[str, Any]] = ()

    @property
    def is_running(self) -> bool:
        """Whether a process is at it."""
        return self.status is Status.RUNNING


class Desk:
    """The one place of a store where articles wait to be looked at and kept."""

    def __init__(self, store: Path) -> None:
        self.store = Store(store)
        self._folder = store / "adding"
        self._file = self._folder / "job.json"

    def job(self) -> Job | None:
        """Return the job that runs or ran last, or None; one whose process has died counts as stopped."""
        try:
            fields = json.loads(self._file.read_text(encoding="utf-8"))
            job = Job(**{**fields, "status": Status(fields["status"]), "sources": tuple(fields["sources"])})
        except (FileNotFoundError, ValueError, TypeError, KeyError):
            return None
        if job.is_running and time.time() - job.began > _STARTING and not self._is_held():
            return replace(job, status=Status.STOPPED, message=say("pages.jobs.without_a_word"))
        return job

    def inputs(self) -> Path:
        """Return a new folder for files that were dropped or pasted; its name becomes their collection."""
        folder = self._folder / uuid.uuid4().hex / f"added-{datetime.now(UTC).date().isoformat()}"
        folder.mkdir(parents=True)
        return folder

    def look(self, sources: Sequence[str], *, outlet: str | None = None, published: date | None = None) -> bool:
        """Start looking at sources (paths and addresses); False while another job is running."""
        day = published.isoformat() if published else None
        return self._start(Job(uuid.uuid4().hex, tuple(sources), outlet or None, day))

    def keep(self) -> bool:
        """Start the ingest of what was looked at; False while another job is running."""
        job = self.job()
        if job is None or job.status is not Status.LOOKED:
            return False
        return self._start(replace(job, keeps=True, status=Status.RUNNING, articles=0, done=0, total=0))

    def stop(self) -> None:
        """End the running job; nothing of it is kept, and the store stays as it was."""
        job = self.job()
        if job is None or not job.is_running:
            return
        with suppress(OSError, ValueError):
            pid = int((self._folder / "pid").read_text())
            os.killpg(pid, signal.SIGKILL) if hasattr(os, "killpg") else os.kill(pid, signal.SIGTERM)
        with filelock.FileLock(self._folder / "lock"):
            last = self.job()
            if last is not None and last.is_running:
                self._write(replace(last, status=Status.STOPPED, message=say("pages.jobs.stopped")))

    def clear(self) -> None:
        """Forget the last job and the files that were given to it."""
        job = self.job()
        if job is None or not job.is_running:
            shutil.rmtree(self._folder, ignore_errors=True)

    def run(self) -> None:
        """Do what the file says, in this process, and write down what became of it."""
        with filelock.FileLock(self._folder / "lock"):
            job = self.job()
            if job is None or not job.is_running:
                return
            try:
                self._write(_kept(self, job) if job.keeps else _looked(self, job))
            except SnapshotError as error:
                self._write(replace(job, status=Status.FAILED, message=str(error)))
            except Exception as error:
                message = say("pages.jobs.broke_off", name=type(error).__name__)
                self._write(replace(job, status=Status.FAILED, message=message))
                raise
        if job.keeps:
            for folder in self._folder.glob("*/"):
                shutil.rmtree(folder, ignore_errors=True)

    def note(self, job: Job) -> Callable[[int, int, int], None]:
        """Return what writes the progress of a job down, now and then."""
        last = 0.0

        def note(articles: int, done: int, total: int) -> None:
            nonlocal last
            if time.monotonic() - last > _BEAT:
                last = time.monotonic()
                self._write(replace(job, articles=articles, done=done, total=total))

        return note

    def named(self, path: str) -> str:
        """Return a file as the person who gave it knows it, without the folders of this machine."""
        file = PurePath(path)
        if not file.is_relative_to(self._folder):
            return file.name
        inner = file.relative_to(self._folder).parts[2:]  # behind the folders that `inputs` made
        return str(PurePath(*inner)) if inner else say("pages.jobs.given")

    def _start(self, job: Job) -> bool:
        self._folder.mkdir(parents=True, exist_ok=True)
        with filelock.FileLock(self._folder / "starting"):
            running = self.job()
            if self._is_held() or (running is not None and running.is_running):
                return False
            self._write(replace(job, began=time.time()))
            process = subprocess.Popen(
                [sys.executable, "-P", "-m", "dashboard.jobs", str(self.store.path)],
                stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, start_new_session=True,
            )  # fmt: skip
            (self._folder / "pid").write_text(str(process.pid))
        return True

    def _is_held(self) -> bool:
        """Return whether a process is at work here."""
        try:
            with filelock.FileLock(self._folder / "lock", timeout=0):
                return False
        except filelock.Timeout:
            return True
        except OSError:
            return False

    def _write(self, job: Job) -> None:
        temporary = self._file.with_suffix(".new")
        temporary.write_text(json.dumps(asdict(job), ensure_ascii=False), encoding="utf-8")
        temporary.replace(self._file)


def _given(job: Job) -> dict[str, Any]:
    """Return what the readers are told and given."""
    from data.readers import Hints
    from data.sources import source_of

    published = date.fromisoformat(job.published) if job.published else None
    return {"sources": [source_of(source) for source in job.sources], "hints": Hints(published, job.outlet)}


def _looked(desk: Desk, job: Job) -> Job:
    from dashboard.looking import described
    from data import ingest  # compiles vocabularies; the page does not need them

    found = ingest.survey(**_given(job), store=desk.store, first=LOOKED_AT, progress=desk.note(job))
    first = described(found.first, ingest.records_of(found.first)) if found.first else ()
    done = replace(job, status=Status.LOOKED, first=tuple(first), **_outcome(desk, found.ledger))
    return replace(done, articles=done.ledger["read"] - done.ledger["duplicate"])


def _kept(desk: Desk, job: Job) -> Job:
    from data import ingest

    done = ingest.ingest(**_given(job), store=desk.store, progress=desk.note(job))
    snapshot = done.snapshot.id if done.snapshot is not None else None
    return replace(
        job, status=Status.KEPT, snapshot=snapshot, is_new=done.is_new, first=(), **_outcome(desk, done.ledger)
    )


def _outcome(desk: Desk, ledger: Any) -> dict[str, Any]:
    """Return a ledger as the page shows it; files are called what the person who gave them calls them."""
    rows = [refusal.row() for refusal in ledger.refused[:MOST_REFUSALS]]
    named = [row if "://" in row["file"] else row | {"file": desk.named(row["file"])} for row in rows]
    return {"ledger": ledger.counts(), "refusals": tuple(named)}


if __name__ == "__main__":
    Desk(Path(sys.argv[1])).run()

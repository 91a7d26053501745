"""A process of its own for each untrusted document in turn, which can be killed and costs no more than its limits.

Memory is bounded by the system (RLIMIT_DATA), computing time by a timer whose signal ends the process even inside
a C library, waiting by the parent. A killed worker costs one document: in an archive the next worker goes on behind
it. Frames are JSON, never pickles, so that a worker led astray can hand over data only. Where a system lacks these
limits (Windows), the parent's clock remains.
"""

from __future__ import annotations

import os
import signal
import struct
import subprocess
import sys
import threading
from collections.abc import Generator, Iterator
from contextlib import suppress
from dataclasses import asdict
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Final

import orjson

from data.articles import Article
from data.readers.about import About, FeedAddress, Item
from data.readers.limits import LIMITS, Limits
from data.readers.refusals import Reason, Refusal
from data.records import Dated, Precision

_LENGTH: Final = struct.Struct("<Q")
_COMMAND: Final = ("-P", "-m", "data.readers.serving")  # -P: never import what lies in the current folder
_QUIET: Final = {"ARROW_DEFAULT_MEMORY_POOL": "system", "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
_MOST_DEATHS: Final = 10
"""Workers that one archive may cost before the rest of it is refused."""


def write_frame(pipe: IO[bytes], content: bytes) -> None:
    """Write one message, its length first."""
    pipe.write(_LENGTH.pack(len(content)) + content)
    pipe.flush()


def read_frame(pipe: IO[bytes]) -> bytes | None:
    """Return the next message, or None where the other side has ended."""
    header = pipe.read(_LENGTH.size)
    if len(header) < _LENGTH.size:
        return None
    (length,) = _LENGTH.unpack(header)
    content = pipe.read(length)
    return content if len(content) == length else None


def packed(item: Item) -> dict[str, Any]:
    """Return an item as what JSON can hold."""
    return {"is": type(item).__name__, **{name: getattr(item, name) for name in item.__slots__}}


def unpacked(fields: dict[str, Any]) -> Item:
    """Return the item that was packed."""
    kind = fields.pop("is")
    if kind == "Refusal":
        return Refusal(**fields | {"reason": Reason(fields["reason"])})
    if kind == "FeedAddress":
        return FeedAddress(**fields)
    published, precision = fields["published"], fields["precision"]
    fields["published"] = date.fromisoformat(published) if published else None
    fields["precision"] = Precision(precision) if precision else None
    return Article(**fields | {"dated": Dated(fields["dated"]), "cited": tuple(fields["cited"])})


class Worker:
    """Reads documents in a process that is started when first needed and again after each death."""

    def __init__(self, limits: Limits = LIMITS) -> None:
        self._limits = limits
        self._process: subprocess.Popen[bytes] | None = None
        self._is_overdue = False
        self._leaf, self._place = 0, ""

    def __enter__(self) -> Worker:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """End the process."""
        if self._process is not None:
            self._process.kill()
            self._process.communicate()
            self._process = None

    def read(self, about: About, source: Path | bytes) -> Iterator[Item]:
        """Yield the items of one document; a death becomes the refusal of the document or of an archive's entry."""
        done = 0
        for _ in range(_MOST_DEATHS):
            self._leaf, self._place = 0, ""
            reason = yield from self._read_once(about, source, done)
            if reason is None:
                return
            yield (about.within(self._place) if self._place else about).refuse(reason)
            if not self._leaf:
                return
            done = self._leaf
        yield about.refuse(Reason.TOO_SLOW, "the rest of it was left out: unpack it and give the files within")

    def _read_once(self, about: About, source: Path | bytes, done: int) -> Generator[Item, None, Reason | None]:
        """Yield items; return None at the end, or why the process died."""
        process = self._started()
        is_whole, reply = False, {}
        assert process.stdin is not None and process.stdout is not None
        try:
            request = {"about": asdict(about), "path": str(source) if isinstance(source, Path) else None, "done": done}
            with suppress(BrokenPipeError):
                write_frame(process.stdin, orjson.dumps(request))
                if isinstance(source, bytes):
                    write_frame(process.stdin, source)
            while (frame := self._frame(process.stdout)) is not None:
                reply = orjson.loads(frame)
                self._leaf, self._place = reply.get("leaf", self._leaf), reply.get("place", self._place)
                is_whole = bool(reply.get("done"))
                yield from map(unpacked, reply.get("items", ()))
                if is_whole:
                    return None
            return self._why(process)
        finally:
            if not is_whole or reply.get("retires"):
                self.close()

    def _frame(self, pipe: IO[bytes]) -> bytes | None:
        timer = threading.Timer(self._limits.wall_seconds, self._overdue)
        timer.daemon = True
        timer.start()
        try:
            return read_frame(pipe)
        finally:
            timer.cancel()

    def _overdue(self) -> None:
        self._is_overdue = True
        if self._process is not None:
            self._process.kill()

    def _why(self, process: subprocess.Popen[bytes]) -> Reason:
        code = process.wait()
        if self._is_overdue or code in (-getattr(signal, "SIGPROF", 0), -getattr(signal, "SIGXCPU", 0)):
            return Reason.TOO_SLOW
        return Reason.TOO_MUCH_MEMORY if code == -getattr(signal, "SIGKILL", 9) else Reason.FAILED

    def _started(self) -> subprocess.Popen[bytes]:
        if self._process is None:
            self._is_overdue = False
            path = os.pathsep.join(entry for entry in sys.path if entry)
            self._process = subprocess.Popen(
                [sys.executable, *_COMMAND, orjson.dumps(asdict(self._limits)).decode()],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env={**os.environ, **_QUIET, "PYTHONPATH": path},
            )
        return self._process

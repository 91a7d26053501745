"""The worker's own side: takes a document, gives back its items, and never outlives its parent or its limits."""

from __future__ import annotations

import io
import logging
import os
import signal
import sys
from collections.abc import Iterator
from pathlib import Path
from time import process_time
from typing import IO, Any, BinaryIO, Final

import orjson

from data.readers import documents
from data.readers.about import About, Item, Step
from data.readers.limits import Limits
from data.readers.refusals import Reason
from data.readers.worker import packed, read_frame, write_frame

try:
    import resource
except ImportError:  # Windows: the parent's clock remains
    resource = None  # type: ignore[assignment]

_BATCH: Final = 64  # items a frame
_BATCH_CHARACTERS: Final = 64_000


class Clock:
    """Bounds the computing time of each step and document by a signal that ends the process."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._began = process_time()

    def step(self) -> None:
        """Give the next step its time, and no more than what is left of the document's."""
        left = self._limits.document_seconds - (process_time() - self._began)
        self._set(max(min(self._limits.step_seconds, left), 0.001))

    def document(self) -> None:
        """Give the next document its time."""
        self._began = process_time()
        self.step()

    def stop(self) -> None:
        """Stop the clock while nothing is read."""
        self._set(0.0)

    @staticmethod
    def _set(seconds: float) -> None:
        if hasattr(signal, "setitimer"):
            signal.setitimer(signal.ITIMER_PROF, seconds)


class Sender:
    """Sends items in batches; whatever is pending goes out before a step that may be the last."""

    def __init__(self, pipe: IO[bytes]) -> None:
        self._pipe = pipe
        self._items: list[dict[str, Any]] = []
        self._size = 0

    def add(self, item: Item) -> None:
        """Take one item."""
        self._items.append(packed(item))
        self._size += len(getattr(item, "text", ""))
        if len(self._items) >= _BATCH or self._size >= _BATCH_CHARACTERS:
            self.send()

    def send(self, **more: Any) -> None:
        """Send what is pending with more facts."""
        if self._items or more:
            write_frame(self._pipe, orjson.dumps({"items": self._items, **more}))
        self._items, self._size = [], 0


def _serve(stream: BinaryIO, about: About, done: int, limits: Limits, sender: Sender) -> None:
    """Read one document; the entries of an archive up to number `done` were dealt with by an earlier worker."""
    clock = Clock(limits)
    clock.document()
    leaf, place = done, about
    try:
        for item in documents.read(stream, about, limits, done):
            if not isinstance(item, Step):
                sender.add(item)
                clock.document()
                continue
            if item.place is None:
                sender.send()
                clock.step()
            else:
                leaf += 1
                place = about.within(item.place)
                sender.send(leaf=leaf, place=item.place)
                clock.document()
    except Exception as error:  # whatever a library makes of it, it is this document's refusal
        sender.add(place.failed(error))
    clock.stop()


def most_memory() -> int:
    """Return the most bytes that this process has had in memory; 0 where the system does not say.

    Linux hands the starter's `ru_maxrss` on to what it starts, so its own `VmHWM` is read first.
    """
    try:
        status = Path("/proc/self/status").read_text(encoding="ascii", errors="replace")
        return int(status.partition("VmHWM:")[2].split()[0]) * 1024
    except (OSError, IndexError, ValueError):
        unit = 1 if sys.platform == "darwin" else 1024
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit if resource is not None else 0


def _requests(pipe: IO[bytes]) -> Iterator[tuple[About, Path | bytes, int]]:
    while (frame := read_frame(pipe)) is not None:
        request = orjson.loads(frame)
        about = About(**request["about"])
        yield about, Path(request["path"]) if request["path"] else read_frame(pipe) or b"", request["done"]


def main() -> None:
    """Serve documents until the parent closes the pipe."""
    limits = Limits(**orjson.loads(sys.argv[1]))
    replies = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints must not get between the frames
    logging.disable()
    if resource is not None:
        resource.setrlimit(resource.RLIMIT_DATA, (limits.memory_bytes, limits.memory_bytes))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    sender = Sender(replies)
    for about, source, done in _requests(sys.stdin.buffer):
        try:
            with source.open("rb") if isinstance(source, Path) else io.BytesIO(source) as stream:
                _serve(stream, about, done, limits, sender)
        except OSError:
            sender.add(about.refuse(Reason.UNREADABLE))
        sender.send(done=True, retires=most_memory() > limits.memory_bytes * 0.6)


if __name__ == "__main__":
    main()

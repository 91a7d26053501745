"""What a statement returned, kept a while for the next answer that wants the same of it.

Why it exists: the answers of one page share parts (the articles of a selection, its volume, the articles that leave
pairs to it): of 28 statements of a page about a pair eight are asked twice or more, and a change of the interaction
leaves as many as they were. Answers themselves are kept by the dashboard. Only who says of which snapshot it asks is
remembered, so that a benchmark or a test outside asks anew each time. It must not know what is asked.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, Final, TypeVar

MOST_BYTES: Final = 64 << 20
"""In all; of 135,472 articles which of them a selection holds takes 2 MB."""

_SNAPSHOT: Final[ContextVar[str]] = ContextVar("_SNAPSHOT", default="")
_T = TypeVar("_T")


class _Kept:
    """The results used last, up to `MOST_BYTES` together."""

    def __init__(self) -> None:
        self._found: OrderedDict[tuple[str, ...], tuple[Any, int]] = OrderedDict()
        self._bytes = 0
        self._lock = threading.Lock()

    def get(self, key: tuple[str, ...]) -> Any:
        with self._lock:
            if key not in self._found:
                return None
            self._found.move_to_end(key)
            return self._found[key][0]

    def put(self, key: tuple[str, ...], value: Any, size: int) -> None:
        with self._lock:
            if key in self._found or size > MOST_BYTES // 4:
                return
            self._found[key] = value, size
            self._bytes += size
            while self._bytes > MOST_BYTES:
                self._bytes -= self._found.popitem(last=False)[1][1]


_KEPT: Final = _Kept()


@contextmanager
def of(snapshot_id: str) -> Iterator[None]:
    """Remember what statements of this snapshot return, for everything that is asked inside on this thread."""
    before = _SNAPSHOT.set(snapshot_id)
    try:
        yield
    finally:
        _SNAPSHOT.reset(before)


def once(shape: str, text: str, parameters: dict[str, Any], ask: Callable[[], _T], size: Callable[[_T], int]) -> _T:
    """Return what `ask` returns, or what it returned for the same; nobody may change it. `size` is in bytes."""
    snapshot = _SNAPSHOT.get()
    if not snapshot:
        return ask()
    key = (snapshot, shape, text, repr(sorted(parameters.items())))
    found: _T | None = _KEPT.get(key)
    if found is None:
        found = ask()
        _KEPT.put(key, found, size(found))
    return found

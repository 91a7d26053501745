"""What is known of each article by its id, small enough for millions: 16 bytes an article.

An id is kept as a digest of 64 bits, as texts are: among ten million the chance that any two meet is 3 in a million.
The module knows nothing of articles or files.
"""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import xxhash

Numbers = npt.NDArray[np.uint64]
_MOST_RECENT: Final = 1 << 14  # in a dictionary, 3 MB; putting them with the others copies all that is known


class Known:
    """A number for each text; sorted arrays, and a dictionary of what came last."""

    def __init__(self) -> None:
        self._texts: Numbers = np.zeros(0, dtype=np.uint64)
        self._numbers: Numbers = np.zeros(0, dtype=np.uint64)
        self._recent: dict[int, int] = {}

    def get(self, text: str) -> int | None:
        """Return the number of a text, or None if it has none."""
        digest = number_of(text)
        if digest in self._recent:
            return self._recent[digest]
        place = int(self._texts.searchsorted(np.uint64(digest)))
        is_there = place < len(self._texts) and int(self._texts[place]) == digest
        return int(self._numbers[place]) if is_there else None

    def put(self, text: str, number: int) -> None:
        """Give a text a number (0 or more, 64 bits), in place of the one that it had."""
        self._recent[number_of(text)] = number
        if len(self._recent) >= _MOST_RECENT:
            texts, numbers = (np.fromiter(side, np.uint64) for side in (self._recent, self._recent.values()))
            self._recent = {}
            self.take(texts, numbers)

    def take(self, texts: Numbers, numbers: Numbers) -> None:
        """Give many texts, each once and as `numbers_of` returns them, their numbers."""
        order = np.argsort(texts)
        texts, numbers = texts[order], numbers[order]
        place = self._texts.searchsorted(texts)
        old = self._texts.searchsorted(texts, side="right") > place
        self._numbers[place[old]] = numbers[old]
        self._numbers = np.insert(self._numbers, place[~old], numbers[~old])
        self._texts = np.insert(self._texts, place[~old], texts[~old])


def number_of(text: str) -> int:
    """Return a digest of a text as a number of 64 bits."""
    return xxhash.xxh3_64_intdigest(text.encode("utf-8", "surrogatepass"))


def numbers_of(texts: pa.ChunkedArray) -> Numbers:
    """Return the digest of each text in a column."""
    return np.fromiter(map(number_of, texts.to_pylist()), np.uint64, len(texts))

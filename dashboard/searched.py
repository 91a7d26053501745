"""The words a reader searched -> where they stand in a text, so that a list can mark them.

The search itself runs in DuckDB (`queries.words`); this finds the same words in the few sentences that are shown. It
must not know how they are marked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from queries import words as wanted

_LETTER: Final = r"[^\W_]"  # or digit, as between words in `queries.words`
_folded: Final = lru_cache(maxsize=4_096)(wanted.fold)  # of one character


@lru_cache(maxsize=64)
def pattern(words: str) -> re.Pattern[str] | None:
    """Return what finds any of the words in a folded text, each to its end; None where no words are searched."""
    found = [_one(word.quick) for word in wanted.parse(words)]
    return re.compile("|".join(found)) if found else None


def _one(quick: str) -> str:
    """Return the pattern of a word: it has a blank at an end where the search wants a boundary."""
    is_bound, is_closed = quick.startswith(" "), quick.endswith(" ")
    body = r"[\W_]+".join(map(re.escape, quick.split()))
    end = f"(?!{_LETTER})" if is_closed else f"{_LETTER}*" if is_bound else ""
    return f"(?<!{_LETTER})" * is_bound + body + end


def places(words: str, text: str) -> Iterator[tuple[int, int]]:
    """Yield where the words stand in a text, `[start, end)` in its characters, in order; case and accents are alike."""
    looked_for = pattern(words)
    if looked_for is None:
        return
    if text.isascii():
        yield from (found.span() for found in looked_for.finditer(text.lower()))
        return
    letters = [_folded(character) for character in text]
    origin = [place for place, letter in enumerate(letters) for _ in letter]
    for found in looked_for.finditer("".join(letters)):
        yield origin[found.start()], origin[found.end() - 1] + 1

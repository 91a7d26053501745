"""The words a reader types -> needles and patterns that DuckDB can test.

Why it exists: case and accents are ignored on both sides, so both sides must fold in the same way. DuckDB
folds the texts (`lower(strip_accents(text))`, once, when a snapshot is opened); `fold` does the same to the
reader's words. Plain scans decide where they can (100 MB in some 60 ms of CPU), a pattern about the rest.
Patterns run in RE2, which is linear in the text.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Final

MOST_WORDS: Final = 8
MOST_LETTERS: Final = 200

_TOKEN: Final = re.compile(r'"([^"]*)"|(\S+)')
_PARTS: Final = re.compile(r"[^\W_]+")
# Scripts that put no blanks between words: Chinese, Japanese, Thai, Lao, Khmer, Burmese.
_UNSPACED: Final = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")
_BETWEEN: Final = r"[^\p{L}\p{N}\x1f]+"  # \x1f stands between sentences: no phrase reaches over it
_START: Final = r"(?:^|[^\p{L}\p{N}])"
_END: Final = r"(?:$|[^\p{L}\p{N}])"


@dataclass(frozen=True)
class Word:
    """One word or phrase: `pattern` is the whole with its boundaries, `needle` a plain part that must be there,

    `quick` the usual form between blanks, which is enough.
    """

    needle: str
    quick: str
    pattern: str


def fold(text: str) -> str:
    """Return the text without accents and case, letter by letter, as DuckDB's functions do."""
    plain = "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.category(c).startswith("M"))
    return "".join(c.lower() if len(c.lower()) == 1 else c for c in unicodedata.normalize("NFC", plain))


def parse(words: str) -> tuple[Word, ...]:
    """Return the words and "quoted phrases" of a text; raise ValueError if one holds no letter or digit."""
    if len(words) > MOST_LETTERS:
        raise ValueError(f"at most {MOST_LETTERS} letters are searched, and these are {len(words)}")
    found = []
    for quoted, bare in _TOKEN.findall(words):
        token = quoted or bare
        parts = _PARTS.findall(fold(token))
        if not parts:
            raise ValueError(f"{token!r} holds no letter or digit to look for")
        found.append(_word(parts, is_exact=bool(quoted)))
    if len(found) > MOST_WORDS:
        raise ValueError(f"at most {MOST_WORDS} words are searched, and these are {len(found)}")
    return tuple(dict.fromkeys(found))


def any_of(words: tuple[Word, ...]) -> str:
    """Return one pattern that finds any of the words; without words, one that finds nothing."""
    return "|".join(f"(?:{word.pattern})" for word in words) or r"[^\s\S]"


def _word(parts: list[str], *, is_exact: bool) -> Word:
    """An unquoted word finds the words that begin with it; a quoted one stands as it is."""
    body = _BETWEEN.join(parts)  # parts are letters and digits: nothing to escape
    is_bound = not _UNSPACED.match(parts[0][0])
    is_closed = is_exact and not _UNSPACED.match(parts[-1][-1])
    quick = " " * is_bound + " ".join(parts) + " " * is_closed
    pattern = _START * is_bound + body + _END * is_closed
    return Word(max(parts, key=len), quick, pattern)

"""Finds where an article ends and the page's furniture (comment form, tags, status lines) begins.

Two signs, neither of which knows any site: a paragraph that opens like a known piece of furniture, and a
tail of two lines or more in another script than the body. Either counts only if all that follows is short, because an
article may well quote "Comments are closed" or end on a Chinese proverb.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from functools import cache
from typing import Final

from data.vocabularies import tables

# Longest paragraph of the three corpora's status blocks is 58 characters; comment forms reach about 100.
_SHORT: Final = 160
_SCRIPT_SAMPLE: Final = 4_000


@cache
def _starts() -> re.Pattern[str]:
    starts = sorted(tables("boilerplate.toml")["starts"], key=len, reverse=True)
    # Two to four signs are a Chinese word that may begin any sentence: those must be the whole line.
    patterns = (re.escape(s) + (r"[\W\d]*$" if len(s) <= 4 else "") for s in starts)
    return re.compile("|".join(patterns), re.IGNORECASE)


@cache
def _headings() -> frozenset[str]:
    return frozenset(tables("boilerplate.toml")["headings"])


def body_end(paragraphs: Sequence[str]) -> int:
    """Return how many of the paragraphs are the article; the rest is furniture. At least one is kept."""
    end = len(paragraphs)
    first = end
    script = None
    while first > 1 and len(paragraphs[first - 1]) <= _SHORT:
        first -= 1
    if first == end:
        return end
    for index in range(first, end):
        paragraph = paragraphs[index].strip()
        if _starts().match(paragraph) or paragraph.casefold() in _headings():
            return index
        if script is None:
            script = _script(" ".join(paragraphs)[:_SCRIPT_SAMPLE])
        tail = paragraphs[index:end]
        if script != "" and len(tail) > 1 and all(_script(later) not in {"", script} for later in tail):
            return index
    return end


@cache
def _script_of(character: str) -> str:
    if not character.isalpha():
        return ""
    name = unicodedata.name(character, "")
    return {"HIRAGANA": "CJK", "KATAKANA": "CJK", "HANGUL": "CJK"}.get(name.split(" ")[0], name.split(" ")[0])


def _script(text: str) -> str:
    """Return the commonest script of a text's letters (`LATIN`, `CYRILLIC`, `CJK`, …), or nothing."""
    if text.isascii():
        return "LATIN" if any(map(str.isalpha, text)) else ""
    counts: Counter[str] = Counter()
    for character, number in Counter(text).items():  # a text has few distinct ones
        counts[_script_of(character)] += number
    counts.pop("", None)
    return counts.most_common(1)[0][0] if counts else ""

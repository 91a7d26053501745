"""One scan finds every form of every vocabulary.

Forms are compiled to one Aho-Corasick automaton over folded text (lower case, no accents, plain dashes and
quotes; folding never changes a length, so positions stay true). Word boundaries and capitals are checked with
arrays. A form with a gap or an inner open end is found by its first literal piece and confirmed by a regular
expression. The module knows nothing of what a form means.

Forms are written so:
    `trade deal`          these words, next to each other
    `export*`             the word goes on with any letters
    `(sign|signs) a pact` one of these words
    `sign* ... agreement` up to `_GAP_WORDS` words between, in one sentence
"""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import cache
from typing import Final

import ahocorasick_rs
import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int32]
_GAP_WORDS: Final = 5
# Characters that we read as one another; NFKD does the accents.
_ALIKE: Final = {
    "’": "'", "‘": "'", "ʼ": "'", "ʻ": "'", "`": "'", "´": "'", "–": "-", "—": "-", "‐": "-", "‑": "-", "−": "-",
    "“": '"', "”": '"', "«": '"', "»": '"', "\u00a0": " ", "\n": " ", "\t": " ", "\r": " ", "\u202f": " ",
    "\u2009": " ", "ı": "i", "ł": "l", "ø": "o", "đ": "d", "ð": "d", "æ": "a", "œ": "o", "ə": "a", "ß": "s",
}  # fmt: skip


class Case(IntEnum):
    """What a form asks of capitals in the text."""

    ANY = 0
    UPPER = 1
    """The first letter is a capital: names."""
    EXACT = 2
    """As written, letter by letter: abbreviations such as `US`."""


@dataclass(frozen=True, slots=True)
class Form:
    """One form of a vocabulary; `text` as described in the module's docstring."""

    text: str
    case: Case = Case.ANY


@dataclass(frozen=True, slots=True)
class Found:
    """Where forms stand, sorted by start, longest first: indexes into the forms and half-open spans."""

    form: Ints
    start: Ints
    end: Ints

    def take(self, which: npt.NDArray[np.bool_] | Ints) -> Found:
        """Return those rows."""
        return Found(self.form[which], self.start[which], self.end[which])

    def __len__(self) -> int:
        return len(self.form)


_FOLDED_UP_TO: Final = 0x2100  # Latin, Greek, Cyrillic, general punctuation; no case or accent beyond that we read


@cache
def _folding() -> dict[int, str]:
    """Return the table for `str.translate`: one character to one character."""
    table = {}
    for point in range(_FOLDED_UP_TO):
        character = chr(point)
        plain = _ALIKE.get(character.lower(), character)
        if plain == character and point > 127:
            base = unicodedata.normalize("NFKD", character)
            # "й" is a letter of its own, not an accented "и"; likewise "ё" reads as "е" on purpose.
            keep = "\u0400" <= character <= "\u04ff" and character.lower() != "ё"
            plain = character if keep or not base[:1].isalnum() else base[0]
        lower = plain.lower()
        table[point] = lower if len(lower) == 1 else plain
    return {point: to for point, to in table.items() if chr(point) != to}


_ASCII_FOLD: Final = str.maketrans("\n\t\r`", "   '")


def fold(text: str) -> str:
    """Return the text as the automaton sees it; the length never changes."""
    if text.isascii():
        return text.lower().translate(_ASCII_FOLD)
    return text.translate(_folding())


_WORD, _CAPITAL, _WIDE = 1, 2, 4


@cache
def _classes() -> npt.NDArray[np.uint8]:
    """Return for each code point of the first plane whether it is a word character, a capital, Chinese."""
    table = np.zeros(0x10000, dtype=np.uint8)
    for point in range(0x10000):
        character = chr(point)
        if character.isalnum():
            wide = 0x3040 <= point <= 0x9FFF or 0xF900 <= point <= 0xFAFF
            table[point] = _WORD | (_CAPITAL if character.isupper() else 0) | (_WIDE if wide else 0)
    return table


def _codepoints(text: str) -> npt.NDArray[np.uint32]:
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)


@dataclass(frozen=True, slots=True)
class _Piece:
    """What the automaton looks for on behalf of one form."""

    form: int
    literal: str
    open_end: bool
    rest: re.Pattern[str] | None


def _alternatives(text: str) -> list[str]:
    """Expand `(a|b) c` into `a c` and `b c`."""
    parts = re.split(r"\(([^()]*)\)", text)
    choices = [part.split("|") if i % 2 else [part] for i, part in enumerate(parts)]
    return [re.sub(r" +", " ", "".join(choice)).strip() for choice in itertools.product(*choices)]


def _compile(index: int, text: str) -> _Piece:
    """Compile one expanded form; the literal piece is everything before the first wildcard."""
    folded = fold(text)
    cut = re.search(r"\*| \.\.\. ", folded)
    if cut is None:
        return _Piece(index, folded, False, None)
    literal = folded[: cut.start()]
    if not literal:
        raise ValueError(f"The form {text!r} begins with a wildcard; it needs a word in front of it.")
    if folded[cut.start() :] == "*":
        return _Piece(index, literal, True, None)
    # Possessive (`++`): a line of 200 dashes can be cut into words in one way only, not in 200 to the fifth.
    gap = rf"(?:[^\w.!?;:]++\w[\w'-]*+){{0,{_GAP_WORDS}}}?[^\w.!?;:]++"
    pattern = re.escape(folded).replace(r"\ \.\.\.\ ", gap)
    return _Piece(index, literal, True, re.compile(pattern.replace(r"\*", r"[\w'-]*") + r"(?!\w)"))


class Matcher:
    """All forms of all vocabularies, compiled once a process."""

    def __init__(self, forms: Sequence[Form]) -> None:
        pieces = [_compile(i, text) for i, form in enumerate(forms) for text in _alternatives(form.text)]
        literals = sorted({piece.literal for piece in pieces})
        position = {literal: i for i, literal in enumerate(literals)}
        by_literal: list[list[_Piece]] = [[] for _ in literals]
        for piece in pieces:
            by_literal[position[piece.literal]].append(piece)
        self._forms = list(forms)
        self._automaton = ahocorasick_rs.AhoCorasick(literals, implementation=ahocorasick_rs.Implementation.DFA)
        # Literals are expanded to pieces with arrays: `piece_from[l] : piece_from[l + 1]` are those of literal l.
        self._pieces = [piece for group in by_literal for piece in group]
        self._count = np.array([len(group) for group in by_literal], dtype=np.int64)
        self._from = np.concatenate([[0], np.cumsum(self._count)])
        self._form = np.array([piece.form for piece in self._pieces], dtype=np.int32)
        self._open = np.array([piece.open_end for piece in self._pieces], dtype=bool)
        self._has_rest = np.array([piece.rest is not None for piece in self._pieces], dtype=bool)
        self._case = np.array([form.case for form in forms], dtype=np.int8)

    def scan(self, text: str) -> Found:
        """Return every place where a form stands, overlapping ones too."""
        folded = fold(text)
        hits = np.array(self._automaton.find_matches_as_indexes(folded, overlapping=True), dtype=np.int64)
        if len(hits) == 0:
            return Found(*(np.zeros(0, dtype=np.int32) for _ in range(3)))
        points = _codepoints(text)
        classes = np.zeros(len(points) + 1, dtype=np.uint8)
        classes[:-1] = np.where(points < 0x10000, _classes()[np.minimum(points, 0xFFFF)], 0)
        literal, start, end = hits.T

        # A boundary: not two word characters side by side, unless one of them is Chinese.
        def joined(at: npt.NDArray[np.int64]) -> npt.NDArray[np.bool_]:
            left, right = classes[at - 1], classes[at]
            both = ((left & right & _WORD) > 0) & (((left | right) & _WIDE) == 0) & (at > 0)
            return np.asarray(both, dtype=np.bool_)

        fine = ~joined(start)
        literal, start, end = literal[fine], start[fine], end[fine]
        counts = self._count[literal]
        piece = np.repeat(self._from[literal], counts) + _ranges(counts)
        start, end = np.repeat(start, counts), np.repeat(end, counts)
        fine = self._open[piece] | ~joined(end)
        case = self._case[self._form[piece]]
        fine &= (case == Case.ANY) | ((classes[start] & (_CAPITAL | _WIDE)) > 0) | ((classes[start] & _WORD) == 0)
        piece, start, end = piece[fine], start[fine], end[fine]
        end = _to_word_end(end, self._open[piece] & ~self._has_rest[piece], classes)
        keep = np.ones(len(piece), dtype=bool)
        self._confirm(piece, start, end, keep, text, folded)
        form = self._form[piece[keep]]
        start, end = start[keep], end[keep]
        order = np.lexsort((form, -end, start))
        return Found(form[order], start[order].astype(np.int32), end[order].astype(np.int32))

    def count_raw(self, text: str) -> int:
        """Return how many hits the automaton has in an already folded text, boundaries and capitals unread."""
        return len(self._automaton.find_matches_as_indexes(text, overlapping=True))

    def _confirm(
        self, piece: npt.NDArray[np.int64], start: npt.NDArray[np.int64], end: npt.NDArray[np.int64],
        keep: npt.NDArray[np.bool_], text: str, folded: str,
    ) -> None:  # fmt: skip
        """Check what arrays cannot: gaps, and letters as written. Changes `end` and `keep`."""
        exact = self._case[self._form[piece]] == Case.EXACT
        for i in np.flatnonzero(self._has_rest[piece] | exact):
            found = self._pieces[piece[i]]
            if found.rest is not None:
                match = found.rest.match(folded, start[i])
                keep[i] = match is not None
                if match is not None:
                    end[i] = match.end()
            if keep[i] and exact[i] and not self._forms[found.form].text.rstrip("*").startswith("("):
                literal = self._forms[found.form].text.split("*")[0]
                keep[i] = text[start[i] : start[i] + len(literal)] == literal


def _ranges(counts: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """Return 0..c-1 for each c, joined: [2, 1, 3] gives [0, 1, 0, 0, 1, 2]."""
    total = int(counts.sum())
    return np.arange(total) - np.repeat(np.cumsum(counts) - counts, counts)


def _to_word_end(
    end: npt.NDArray[np.int64], which: npt.NDArray[np.bool_], classes: npt.NDArray[np.uint8]
) -> npt.NDArray[np.int64]:
    """Move the ends of open forms to the end of their word."""
    end = end.copy()
    moving = np.flatnonzero(which)
    while len(moving):
        moving = moving[(classes[end[moving]] & (_WORD | _WIDE)) == _WORD]
        end[moving] += 1
    return end


def longest(found: Found) -> npt.NDArray[np.bool_]:
    """Tell which rows remain when the leftmost longest wins over all it overlaps; equal spans all remain."""
    keep = np.zeros(len(found), dtype=bool)
    reach, held = -1, (-1, -1)
    for i, (start, end) in enumerate(zip(found.start.tolist(), found.end.tolist(), strict=True)):
        if start >= reach:
            reach, held = end, (start, end)
            keep[i] = True
        elif (start, end) == held:
            keep[i] = True
    return keep

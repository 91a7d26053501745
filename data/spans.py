"""What the layers of the extraction hand to each other: rows whose positions are in a batch's text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

import numpy as np
import numpy.typing as npt

from data.records import SECTORS, THEMES, How, Interaction, Kind

Ints = npt.NDArray[np.int32]
PARTIES: Final = (Kind.COUNTRY, Kind.LEADER, Kind.ORGANISATION)
"""The kinds of mentions in the order of their names."""
HOWS: Final = tuple(How)
CODES: Final = SECTORS + THEMES
_CODE_ORDER: Final = np.array([(*sorted(SECTORS), *sorted(THEMES)).index(code) for code in CODES])


class Mention(NamedTuple):
    """One form of a country, organisation or leader; `passage` and `sentence` index the batch's arrays."""

    passage: int
    sentence: int
    kind: Kind
    code: str
    how: How
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Mentions:
    """The mentions of a batch as columns, sorted by start, end, kind and code; no row occurs twice."""

    codes: Sequence[str]
    """Sorted."""
    passage: Ints
    sentence: Ints
    kind: Ints
    """Index into `PARTIES`."""
    code: Ints
    """Index into `codes`."""
    how: Ints
    """Index into `HOWS`."""
    start: Ints
    end: Ints

    @classmethod
    def of(cls, rows: Sequence[Mention]) -> Mentions:
        """Return rows as columns, in their order."""
        codes = sorted({row.code for row in rows})
        table = [(m.passage, m.sentence, PARTIES.index(m.kind), codes.index(m.code), HOWS.index(m.how)) for m in rows]
        columns = np.array(table, dtype=np.int32).reshape(-1, 5)
        edges = np.array([(row.start, row.end) for row in rows], dtype=np.int32).reshape(-1, 2)
        return cls(codes, *columns.T, *edges.T)

    def take(self, which: npt.NDArray[np.bool_] | npt.NDArray[np.integer[Any]]) -> Mentions:
        """Return some of the rows."""
        columns = (self.passage, self.sentence, self.kind, self.code, self.how, self.start, self.end)
        return Mentions(self.codes, *(column[which] for column in columns))

    def of_kind(self, kind: Kind) -> Mentions:
        """Return the rows of one kind."""
        return self.take(self.kind == PARTIES.index(kind))

    def __len__(self) -> int:
        return len(self.start)

    def __iter__(self) -> Iterator[Mention]:
        columns = (self.passage, self.sentence, self.kind, self.code, self.how, self.start, self.end)
        for passage, sentence, kind, code, how, start, end in zip(*(c.tolist() for c in columns), strict=True):
            yield Mention(passage, sentence, PARTIES[kind], self.codes[code], HOWS[how], start, end)


class Coding(NamedTuple):
    """One span that led to a sector or theme, and the line of the codebook that fired."""

    passage: int
    sentence: int
    kind: Kind
    code: str
    start: int
    end: int
    rule: str


@dataclass(frozen=True, slots=True)
class Codings:
    """The codings of a batch as columns, sorted by start, end and code."""

    rules: Sequence[str]
    passage: Ints
    sentence: Ints
    code: Ints
    """Index into `CODES`."""
    start: Ints
    end: Ints
    rule: Ints
    """Index into `rules`."""

    def take(self, which: npt.NDArray[np.bool_] | npt.NDArray[np.integer[Any]]) -> Codings:
        """Return some of the rows."""
        return Codings(self.rules, *(column[which] for column in self._columns()))

    def one_rule_a_span(self) -> Codings:
        """Keep the first rule where several rules of a code fired on the very same span (11 % of the rows)."""
        code = _CODE_ORDER[self.code]
        order = np.lexsort((code, self.end, self.start))
        key = np.stack([self.start, self.end, code])[:, order]
        first = np.ones(len(order), dtype=bool)
        first[1:] = (key[:, 1:] != key[:, :-1]).any(axis=0)
        return self.take(order[first])

    def bits(self, codes: Sequence[str], passages: int) -> npt.NDArray[np.uint8]:
        """Return for each passage which of these codes it has, as bits in their order."""
        values = np.array([1 << codes.index(code) if code in codes else 0 for code in CODES], dtype=np.uint8)
        whole = np.zeros(passages, dtype=np.uint8)
        np.bitwise_or.at(whole, self.passage, values[self.code])
        return whole

    def _columns(self) -> tuple[Ints, ...]:
        return self.passage, self.sentence, self.code, self.start, self.end, self.rule

    def __len__(self) -> int:
        return len(self.start)

    def __iter__(self) -> Iterator[Coding]:
        for passage, sentence, code, start, end, rule in zip(*(c.tolist() for c in self._columns()), strict=True):
            kind = Kind.SECTOR if code < len(SECTORS) else Kind.THEME
            yield Coding(passage, sentence, kind, CODES[code], start, end, self.rules[rule])


class Act(NamedTuple):
    """One predicate that links two parties: two countries, or a country and an organisation."""

    passage: int
    sentence: int
    country_a: str
    country_b: str | None
    organisation: str | None
    interaction: Interaction
    start: int
    end: int
    rule: str

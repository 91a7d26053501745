"""Blocs with dated members -> bits a country and a stretch of time.

Why it exists: *as of the article's date* asked by joins cost 430 ms on 400,000 pairs; a bit that each row carries
costs 2. The bits are put on the rows when a snapshot is opened. The module knows no SQL and no question.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from data import names
from data.names import Bloc

PREFIX: Final = "bloc:"
"""What stands before a bloc's code where it could be a country's: `bloc:AU` is the African Union."""
FIRST_DAY: Final = date(1, 1, 1)
LAST_DAY: Final = date(9999, 12, 31)
"""The day on which an undated article counts: the members of today, whose membership has no end."""


@dataclass(frozen=True)
class Stretch:
    """Days (inclusive) over which a country belongs to the same blocs; bit i is the i-th of `names.blocs()`."""

    country: str
    from_on: date
    to_on: date
    blocs: int


def bloc_bits(codes: Iterable[str]) -> int:
    """Return the bits of some blocs; a stranger has none (a selection has refused it before)."""
    wanted = set(codes)
    return sum(1 << place for place, bloc in enumerate(names.blocs()) if bloc.code in wanted)


def members(codes: Iterable[str]) -> frozenset[str]:
    """Return every country that belonged to one of the blocs on any day."""
    wanted = set(codes)
    return frozenset(m.country for bloc in names.blocs() if bloc.code in wanted for m in bloc.members)


def stretches(blocs: tuple[Bloc, ...]) -> list[Stretch]:
    """Return, for each country in any bloc, stretches that cover all days without overlap."""
    terms: dict[str, list[tuple[date, date, int]]] = {}
    for place, bloc in enumerate(blocs):
        for member in bloc.members:
            term = (member.joined_on or FIRST_DAY, member.left_on or LAST_DAY, 1 << place)
            terms.setdefault(member.country, []).append(term)
    return [stretch for country, found in sorted(terms.items()) for stretch in _cut(country, found)]


def _cut(country: str, terms: list[tuple[date, date, int]]) -> list[Stretch]:
    """Cut time wherever a membership begins or has ended; a country can have two terms in one bloc."""
    starts = {FIRST_DAY} | {first for first, _, _ in terms}
    starts |= {last + timedelta(days=1) for _, last, _ in terms if last < LAST_DAY}
    days = sorted(starts)
    ends = [day - timedelta(days=1) for day in days[1:]] + [LAST_DAY]
    cut = []
    for first, last in zip(days, ends, strict=True):
        held = 0
        for joined, left, bit in terms:
            held |= bit if joined <= first and last <= left else 0
        cut.append(Stretch(country, first, last, held))
    return cut

"""Which leader a name means, and for which country that person spoke on the day.

A leader has one row a term in `leaders.csv`. The article's date picks the term (Medvedev in 2010 and in 2024),
the words in front pick the person: a title speaks for a bare surname, a stranger's first name against it. The
module knows nothing of batches or of other kinds of mentions.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from typing import Final

from data.matching import fold
from data.vocabularies import either, rows, tables

_PRECEDING: Final = re.compile(r"((?:[^\W\d_][\w.'’-]*\s+){1,3})\Z")
_PARTICLE: Final = re.compile(r"\b(?:bin|ibn|bint|Bin|Ibn|Abu|Abdel|Abd)\s+\Z")
_NAME_GOES_ON: Final = re.compile(r"(?:,? (?:[Bb]in|[Aa]l|[Ii]bn)[ -][A-Z]|-[A-Z][a-z])")
_ARTICLE: Final = re.compile(r"\b[AaEe]l-\Z")
_SURNAME_FOLLOWS: Final = re.compile(r" (?:(?:de|van|von|da|dos|del) )?([^\W\d_])[^\W\d_]")


@dataclass(frozen=True)
class _Words:
    """The word lists of `leaders.toml`, compiled."""

    office: re.Pattern[str]
    title: re.Pattern[str]
    institution: re.Pattern[str]
    not_a_surname: re.Pattern[str]
    not_a_first_name: frozenset[str]


@cache
def _words() -> _Words:
    words: dict[str, list[str]] = tables("leaders.toml")
    offices = [*words["offices"], *map(str.upper, words["offices"])]
    return _Words(
        re.compile(rf"\b{either(offices)}\s+\Z"),
        re.compile(rf"\b{either(words['titles'])}\.?\s+\Z", re.IGNORECASE),
        re.compile(rf" {either(words['institutions'])}\b"),
        re.compile(rf" {either(words['not_surnames'])}\b"),
        frozenset(words["not_first_names"]),
    )


@dataclass(frozen=True, slots=True)
class Term:
    """One office and its time; `country` is empty for an office of no country."""

    country: str
    since: date | None
    until: date | None

    def holds(self, day: date) -> bool:
        """Tell whether the office was held on that day."""
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)


def day_of(text: str, *, is_end: bool) -> date | None:
    """Return the day of an ISO date, month or year: the first, or for an end the last that surely counts."""
    if not text:
        return None
    parts = [int(part) for part in text.split("-")]
    month = parts[1] if len(parts) > 1 else (12 if is_end else 1)
    return date(parts[0], month, parts[2] if len(parts) > 2 else (28 if is_end else 1))


@cache
def terms() -> dict[str, tuple[Term, ...]]:
    """Return the terms of each leader in the order of the vocabulary."""
    found: dict[str, list[Term]] = defaultdict(list)
    for row in rows("leaders.csv"):
        since, until = day_of(row["from"], is_end=False), day_of(row["until"], is_end=True)
        found[row["code"]].append(Term(row["country"], since, until))
    return {code: tuple(held) for code, held in found.items()}


@cache
def first_names() -> dict[str, str]:
    """Return the folded first word of each leader's name."""
    return {row["code"]: fold(row["name"]).split()[0] for row in rows("leaders.csv")}


@lru_cache(maxsize=1 << 14)
def term_on(code: str, day: date | None) -> Term:
    """Return the term that counts: one that holds the day (of no country first), the last before it, or the first."""
    held = terms()[code]
    if day is None:
        return max(held, key=lambda term: (term.until or date.max, term.since or date.min))
    holding = [term for term in held if term.holds(day)]
    if holding:
        return min(holding, key=lambda term: bool(term.country))
    ended = [term for term in held if term.until is not None and term.until < day]
    return max(ended, key=lambda term: term.until or day) if ended else held[0]


def nearest(codes: Sequence[str], day: date | None, here: Collection[str] = ()) -> str:
    """Return which of several people of one name is meant on a day.

    Who was in office closest to it; of two in office then (Kamala and Simon Harris), the one whose country
    the passage speaks of (`here`).
    """
    if len(codes) == 1:
        return codes[0]
    if day is None:
        return max(codes, key=lambda code: (term_on(code, None).country in here, _last_day(code)))
    return min(codes, key=lambda code: (days_off(code, day), term_on(code, day).country not in here))


def days_off(code: str, day: date) -> int:
    """Return how many days lie between a day and the term that counts on it; 0 inside the term."""
    term = term_on(code, day)
    since, until = term.since or date.min, term.until or date.max
    return max((since - day).days, (day - until).days, 0)


def _last_day(code: str) -> date:
    return max(term.until or date.max for term in terms()[code])


def after_office(before: str) -> bool:
    """Tell whether the text in front of a surname ends with a high office."""
    return before[-1:].isspace() and _words().office.search(before) is not None


def goes_on(after: str) -> bool:
    """Tell whether a capitalised word follows, so that the form may be a first name (Minister Lee Hun-jai)."""
    found = _SURNAME_FOLLOWS.match(after)
    return found is not None and found[1].isupper() and _words().not_a_surname.match(after) is None


def is_stranger(code: str, form: str, before: str, after: str) -> bool:
    """Tell whether a bare surname is another's: a first name in front, a name that goes on, an institution."""
    before = _ARTICLE.sub("", before) if before.endswith("-") else before
    if (
        _PARTICLE.search(before, _last_words(before, 1))
        or _NAME_GOES_ON.match(after)
        or _words().institution.match(after)
    ):
        return True
    own = first_names()[code]
    if goes_on(after) and (fold(form) == own or fold(form) in _given()):
        return True
    found = _PRECEDING.search(before, _last_words(before, 3))
    if found is None or after_office(before) or _words().title.search(before):
        return False
    words = found[1].split()
    last = words[-1]
    if not last[0].isupper() or (last.endswith((".", "'s", "’s")) and len(last) > 3) or last.isupper():
        return False
    if fold(last) in _words().not_a_first_name or fold(last) in _peoples():
        return False
    return own not in {fold(word) for word in words}


def _last_words(text: str, count: int) -> int:
    """Return where the last words of a text begin: a search from there costs a third of one through all of it."""
    parts = text.rsplit(None, count)
    return len(parts[0]) if len(parts) > count else 0


@cache
def _given() -> frozenset[str]:
    return frozenset(map(fold, tables("ambiguity.toml")["words"]["given"]))


@cache
def _peoples() -> frozenset[str]:
    """Return the demonyms: `Russian Putin` has no first name."""
    cells = (row["forms"] for row in rows("countries.csv") if row["how"] == "demonym")
    return frozenset(fold(form) for cell in cells for form in cell.split("|"))

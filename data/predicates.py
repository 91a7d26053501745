"""Vocabulary of predicates -> forms for the scan, and what each form means.

Knows nothing of articles or mentions: `data/clauses.py` lays a sentence out, `data/interactions.py` links
predicates to parties.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum
from functools import cache
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from data.matching import Form
from data.vocabularies import tables

_FILE: Final = "predicates.toml"
DIRECT: Final = "-"
"""The link of a direct object."""
OTHERS: Final = "*"
"""The code of parties that are countries, but nobody says which."""


MARKS: Final = ("mutual", "place", "near", "office", "force", "persons", "implied", "noun", "alone")


class Role(IntEnum):
    """What a form of the vocabulary is in a sentence."""

    PREDICATE = 0
    DENY = 1
    """The predicate after it does not hold."""
    STOP = 2
    """Cooperation that stops is conflict; conflict that stops is cooperation."""
    EASE = 7
    """Conflict that is eased is cooperation; cooperation stays."""
    PARTY = 3
    """Somebody who is no country by name: `we`, `the two leaders`, `Western countries`."""
    OUTLAW = 4
    """An armed group that is no state."""
    BLANK = 5
    """A set phrase that is no predicate ("civil war")."""
    SPORT = 6


@dataclass(frozen=True, slots=True)
class Entry:
    """The meaning of a form; the fields after `has_gap` belong to predicates only."""

    role: Role
    name: str
    """The rule of a predicate, the code of a party."""
    has_gap: bool = False
    interaction: str = ""
    marks: frozenset[str] = frozenset()
    """Which of `MARKS` the vocabulary sets; it explains each."""
    links: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Grammar:
    """The small words that lead from a predicate to its parties."""

    coordinators: frozenset[str]
    fillers: frozenset[str]
    prepositions: frozenset[str]
    locatives: frozenset[str]
    breaks: frozenset[str]
    calendar: frozenset[str]
    offices: frozenset[str]
    armed: frozenset[str]
    private: frozenset[str]
    compounds: frozenset[str]
    border: frozenset[str]
    bodies: frozenset[str]
    passives: frozenset[str]
    armed_bodies: frozenset[str]
    launches: frozenset[str]
    belligerents: frozenset[str]


@cache
def grammar() -> Grammar:
    """Return the small grammar of the vocabulary."""
    words = tables(_FILE)["grammar"]
    return Grammar(**{k: frozenset(v.split() if isinstance(v, str) else v) for k, v in words.items()})


@cache
def voices() -> dict[str, str]:
    """Return the outlets that speak for one government, with its country."""
    return dict(tables(_FILE)["voices"])


def _entries() -> Iterator[tuple[str, Entry]]:
    content = tables(_FILE)
    for row in content["predicate"]:
        for form in row["forms"]:
            yield form, _predicate(row, " ... " in form)
    for row in content["operator"]:
        for form in row["forms"]:
            yield form, Entry(Role[row["effect"].upper()], row["effect"])
    for row in content["party"]:
        for form in row["forms"]:
            yield form, Entry(Role.PARTY, row["code"])
    for role in (Role.OUTLAW, Role.BLANK, Role.SPORT):
        for row in content[role.name.lower()]:
            for form in row["forms"]:
                yield form, Entry(role, role.name.lower())


def _predicate(row: dict[str, Any], has_gap: bool) -> Entry:
    marks = frozenset(mark for mark in MARKS if row.get(mark))
    links = frozenset(row["links"].split())
    return Entry(Role.PREDICATE, row["rule"], has_gap, row["interaction"], marks, links)


@dataclass(frozen=True, slots=True)
class Predicates:
    """The forms for the scan and, in the same order, what they mean."""

    forms: list[Form]
    entries: list[Entry]
    roles: npt.NDArray[np.int8]
    is_others: npt.NDArray[np.bool_]
    """Whether a form stands for countries that are not named: "Western countries"."""

    @classmethod
    def load(cls) -> Predicates:
        """Read the vocabulary."""
        pairs = list(_entries())
        entries = [entry for _, entry in pairs]
        roles = np.array([entry.role for entry in entries], dtype=np.int8)
        is_others = np.array([entry.role is Role.PARTY and entry.name == OTHERS for entry in entries], dtype=bool)
        return cls([Form(form) for form, _ in pairs], entries, roles, is_others)

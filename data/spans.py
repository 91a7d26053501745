"""What the layers of the extraction hand to each other: rows whose positions are in a batch's text."""

from __future__ import annotations

from typing import NamedTuple

from data.records import How, Interaction, Kind


class Mention(NamedTuple):
    """One form of a country, organisation or leader; `passage` and `sentence` index the batch's arrays."""

    passage: int
    sentence: int
    kind: Kind
    code: str
    how: How
    start: int
    end: int


class Coding(NamedTuple):
    """One span that led to a sector or theme, and the line of the codebook that fired."""

    passage: int
    sentence: int
    kind: Kind
    code: str
    start: int
    end: int
    rule: str


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

"""One sentence -> its parties, predicates and words in order, and the parties grouped as they are joined.

Knows the small grammar of English that joins parties ("A, B and C", "A-B", "the President of A") and the
word that leads to them ("with A", "in A"). It knows nothing of what a predicate means for its parties.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache
from itertools import pairwise
from operator import itemgetter
from typing import Final, NamedTuple

from data.predicates import Entry, Role, grammar

_TOKEN: Final = re.compile(r"['’]s\b|\w+|[^\w\s]")
_REACH: Final = 12
"""Words between two parties that can still be one group ("the President of A, X Y, and the Prime Minister of B")."""
_UNKNOWN: Final = 1
"""Unknown words in front of a party that we read over to find its preposition ("with several large A firms")."""


class Is(IntEnum):
    """The kind of an item."""

    WORD = 0
    PARTY = 1
    PREDICATE = 2
    OPERATOR = 3
    OUTLAW = 4
    BLANK = 5


# Looked up in the class, a member costs as much as the rest of a comparison: the kinds are asked for all the time.
WORD: Final = Is.WORD
PARTY: Final = Is.PARTY
PREDICATE: Final = Is.PREDICATE
OPERATOR: Final = Is.OPERATOR
OUTLAW: Final = Is.OUTLAW


class Item(NamedTuple):
    """One item of a sentence: `text` is lower case for a word, the code for a party."""

    kind: Is
    text: str
    start: int
    end: int
    entry: Entry | None
    is_place: bool
    is_capital: bool
    is_leader: bool = False
    is_adjective: bool = False
    is_participle: bool = False
    is_noun: bool = False


@dataclass(slots=True)
class Group:
    """Parties that act as one: items `first` to `last`, led by `link` (a preposition, or empty)."""

    first: int
    last: int
    codes: list[str]
    link: str
    is_place: bool
    is_private: bool = False
    """Private persons or firms: "two A tourists"."""
    is_pronoun: bool = False
    is_leader: bool = False
    is_site: bool = False
    """Where something is, as a noun right behind its preposition: "in A", but not "in an A raid"."""


class Party(NamedTuple):
    """A mention as the sentence needs it."""

    start: int
    end: int
    code: str
    is_place: bool
    is_leader: bool = False
    is_adjective: bool = False


class Sign(NamedTuple):
    """A form of the predicates' vocabulary in a sentence."""

    start: int
    end: int
    entry: Entry


_KIND: Final = {
    Role.PREDICATE: Is.PREDICATE,
    Role.DENY: Is.OPERATOR, Role.STOP: Is.OPERATOR, Role.EASE: Is.OPERATOR, Role.PARTY: Is.PARTY,
    Role.OUTLAW: Is.OUTLAW, Role.BLANK: Is.BLANK, Role.SPORT: Is.BLANK,
}  # fmt: skip


def items_of(text: str, start: int, end: int, parties: Sequence[Party], signs: Sequence[Sign]) -> list[Item]:
    """Return the items of `text[start:end]`; where spans overlap, parties win and longer forms win."""
    pieces: list[Party | Sign] = [*sorted(parties, key=_by_span), *signs]
    pieces.sort(key=_BY_START)  # parties stay in front of signs, and longer forms in front of shorter ones
    items: list[Item] = []
    at = start
    points = sorted([point for p in parties for point in (p.start, p.end - 1)])
    for piece in pieces:
        left, right = piece.start, piece.end
        if left < at:
            continue
        if isinstance(piece, Sign):
            if piece.entry.has_gap or _holds(points, left, right):
                word = _TOKEN.match(text, left)  # only its first word; the parties inside stand for themselves
                right = word.end() if word else right
            if left - at > 1 or text[at:left] != " ":
                items.extend(map(_word, _TOKEN.findall(text, at, left)))
            items.append(_sign_item(piece, text[left:right], items[-1] if items else None))
        else:
            if left - at > 1 or text[at:left] != " ":
                items.extend(map(_word, _TOKEN.findall(text, at, left)))
            items.append(Item(PARTY, piece.code, left, right, None, piece.is_place, True, *piece[4:]))
        at = right
    items.extend(map(_word, _TOKEN.findall(text, at, end)))
    return items


_BY_START: Final = itemgetter(0)


def _by_span(party: Party) -> tuple[int, int]:
    return party.start, -party.end


def _holds(points: Sequence[int], left: int, right: int) -> bool:
    """Tell whether one of the sorted points lies in a span."""
    at = bisect_left(points, left)
    return at < len(points) and points[at] < right


def _sign_item(sign: Sign, form: str, before: Item | None) -> Item:
    kind, is_capital, is_participle = _shape(sign.entry.role, form)
    is_noun = before is not None and (before.kind is PARTY or before.text in _NOUN_BEFORE or before.text.isdigit())
    start, end, entry = sign
    return Item(kind, entry.name, start, end, entry, False, is_capital, False, False, is_participle, is_noun)


@lru_cache(maxsize=1 << 14)
def _shape(role: Role, form: str) -> tuple[Is, bool, bool]:
    """Return what a form is in a sentence, whether it begins with a capital, whether it is a participle."""
    return _KIND[role], form[0].isupper(), form.split(" ")[0].endswith("ing")


@lru_cache(maxsize=1 << 16)
def _word(word: str) -> Item:
    """Return the item of a word; words need no position, so that one object serves all its places."""
    return Item(WORD, word.lower(), -1, -1, None, False, word[0].isupper())


_NOUN_BEFORE: Final = frozenset(
    "a an the this that of in on for by from with after during following over against these those its his their"
    " 's ’s recent deadly military new air ground".split()
)
"""Words in front of a noun such as "attack", rather than of the verb."""
_SAME, _COMMA, _AND, _NONE = range(4)


def groups_of(items: Sequence[Item]) -> list[Group]:
    """Return the groups of parties from left to right."""
    at = [i for i, item in enumerate(items) if item.kind is PARTY]
    joins = _joins(items, at)
    groups: list[Group] = []
    for order, index in enumerate(at):
        item = items[index]
        if order and joins[order - 1] != _NONE:
            group = groups[-1]
            group.last = index
            group.is_place &= item.is_place
            group.is_leader |= item.is_leader
            if item.text not in group.codes:
                group.codes.append(item.text)
                group.is_site = False  # "in A-B relations"
        else:
            group = Group(index, index, [item.text], _link(items, index), item.is_place)
            before = items[index - 1].text if index else ""
            is_owner = index + 1 < len(items) and items[index + 1].text in ("'s", "’s")
            group.is_site = before in grammar().prepositions and not (item.is_adjective or is_owner)
            group.is_leader = item.is_leader
            groups.append(group)
    for group in groups:
        _look_behind(items, group)
    return [group for group in groups if group.codes]


def _joins(items: Sequence[Item], at: Sequence[int]) -> list[int]:
    """Return how each party is joined to the next. A comma joins only in a list that an "and" closes."""
    joins = [_join(items, left, right) for left, right in pairwise(at)]
    closed = False
    for i in range(len(joins) - 1, -1, -1):
        if joins[i] == _AND:
            closed = True
        elif joins[i] == _COMMA:
            joins[i] = _AND if closed else _NONE
        elif joins[i] == _NONE:
            closed = False
    return joins


def _look_behind(items: Sequence[Item], group: Group) -> None:
    """Read the words behind a group: "A-based" is no party, "A tourists" are private, "A-B border" is a place."""
    words = grammar()
    after = items[group.last + 1 : group.last + 4]
    if len(after) > 1 and after[0].text in ("-", "–") and after[1].text in words.compounds:
        group.codes = []
        return
    if after and after[0].text in words.border and len(group.codes) > 1:
        group.is_place = True
    for item in after:
        if item.kind is not WORD or not item.text[0].isalpha() or item.text in words.prepositions:
            break
        if item.text in words.private:
            group.is_private = True
        if group.is_private or not items[group.last].is_adjective:
            break


def _join(items: Sequence[Item], left: int, right: int) -> int:
    """Tell how two neighbouring parties are joined."""
    words = grammar()
    one, other = items[left].text, items[right].text
    if right - left - 1 > _REACH or one[0] == "#" or other[0] == "#":
        return _NONE
    has_comma = has_and = False
    for i in range(left + 1, right):
        item = items[i]
        if item.kind is not WORD:
            return _NONE
        if item.text == ",":
            has_comma = True
        elif item.text in words.coordinators:
            has_and = True
        elif item.text not in words.fillers and (not item.is_capital or item.text in words.calendar):
            return _NONE
    if has_and:
        return _AND
    if one == other:
        return _SAME
    return _COMMA if has_comma else _NONE


def _link(items: Sequence[Item], index: int) -> str:
    """Return the preposition that leads to the party at `index`: "with" for "with the President of A"."""
    words = grammar()
    of = ""
    unknown = 0
    is_address = False  # "in Town, Region, Country": the preposition stands in front of the town
    for i in range(index - 1, -1, -1):
        item = items[i]
        word = item.text
        if item.kind is not WORD:
            if is_address and item.kind is PARTY:
                continue
            return of
        if word == "of" and not is_address:
            of = of or word
        elif word in words.prepositions:
            return word if not is_address or word in words.locatives or word in _TO else of
        elif word == "," and i and items[i - 1].is_capital and items[i - 1].text not in words.calendar:
            is_address = True
        elif _ends_phrase(item) or (is_address and not item.is_capital):
            return of
        elif word not in words.fillers and not item.is_capital:
            unknown += 1
            if unknown > _UNKNOWN:
                return of
    return of


def _ends_phrase(item: Item) -> bool:
    """Tell whether a word cannot stand inside the phrase of a party: punctuation, a month, "that"."""
    words, word = grammar(), item.text
    return word in words.calendar or word in words.breaks or not (word[0].isalnum() or word in _GLUE)


_GLUE: Final = frozenset({"'s", "’s", "-"})
_TO: Final = frozenset({"to", "on", "into", "from", "of"})
"""Beside the locatives, what leads to a place that is written with its region."""

"""What the rules propose in a passage -> the acts that stand: each pair of parties weighed, not only the proposed.

A rule knows one predicate and its syntax. Whether two parties really act also shows in what else the passage
says: its sectors and themes, other predicates, how many parties stand around, where the two stand. A logistic
regression over such marks says for each pair how likely it cooperates and how likely it clashes. The weights
are made by `data/training.py`. Evidence stays: a pair keeps the predicates that its rules found, and a pair
that no rule linked gets the predicate that speaks for it. Knows nothing of files but the weights.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import combinations, product
from typing import Any, Final

from data.clauses import Group, Is, Item
from data.interactions import Reading
from data.predicates import grammar
from data.records import Interaction
from data.spans import CODES, Act, Codings
from data.vocabularies import rows

KINDS: Final = (Interaction.COOPERATION, Interaction.CONFLICT)
ALWAYS: Final = "always"
"""The mark that every pair has: its weight is the intercept."""
SCALE: Final = 1_000
EVEN: Final = 0
"""The score of even odds."""
_MOST: Final = 12
"""Parties in a passage above which the rules alone decide: a list of guests has too many pairs to weigh."""
_STEPS: Final = ((1, "beside"), (3, "near"), (6, "close"), (11, "far"))

Pair = tuple[str, str]
"""Two countries in order of the alphabet, or a country and `@` with an organisation."""


@dataclass(frozen=True, slots=True)
class Weights:
    """The weight of each mark for cooperation and conflict, in thousandths: sums of integers have no order."""

    of: dict[str, tuple[int, int]]
    least: tuple[int, int]
    """The score from which the likeliest pair of a passage cooperates, clashes. Any other needs even odds: 0.

    So a passage is read as generously as its best evidence allows, and its other pairs are not drawn along: by
    cross-validation 71 % instead of 65 % of the dyads are right, at the same F1.
    """

    @staticmethod
    @cache
    def load() -> Weights:
        """Return the weights of the project; read once a process."""
        of = {row["mark"]: (int(row["cooperation"]), int(row["conflict"])) for row in rows("weights.csv")}
        return Weights(of, of.pop("least"))

    def scores(self, marks: Iterable[str]) -> tuple[int, int]:
        """Return the sum of the weights for cooperation and for conflict."""
        good = bad = 0
        for mark in marks:
            weight = self.of.get(mark)
            if weight is not None:
                good += weight[0]
                bad += weight[1]
        return good, bad


def weighed(readings: Iterable[Reading], codings: Codings, weights: Weights | None = None) -> list[Act]:
    """Return the acts that stand, in the order of the passages; the project's own weights by default."""
    weights = weights or Weights.load()
    codes = codes_of(codings)
    acts: list[Act] = []
    for reading in readings:
        acts += _standing(reading, codes.get(reading.passage, ()), weights)
    return acts


def codes_of(codings: Codings) -> dict[int, set[str]]:
    """Return the sectors and themes of each passage that has any."""
    codes: dict[int, set[str]] = defaultdict(set)
    for passage, code in zip(codings.passage.tolist(), codings.code.tolist(), strict=True):
        codes[passage].add(CODES[code])
    return codes


def _standing(reading: Reading, codes: Iterable[str], weights: Weights) -> list[Act]:
    if not is_weighed(reading):
        return reading.acts
    said: dict[tuple[Pair, Interaction], list[Act]] = defaultdict(list)
    acts = []
    for act in reading.acts:
        pair = pair_of(act)
        if pair is None:
            acts.append(act)
        else:
            said[pair, act.interaction].append(act)
    shared = weights.scores(passage_marks(reading, codes))
    pairs = [(pair, weights.scores(marks)) for pair, marks in pair_marks(reading)]
    for number, kind in enumerate(KINDS):
        best = max(scores[number] for _, scores in pairs)
        for pair, scores in pairs:
            least = weights.least[number] if scores[number] == best else EVEN
            if scores[number] + shared[number] >= least:
                acts += said.get((pair, kind)) or _evident(reading, pair, kind)
    return sorted(acts, key=lambda act: (act.sentence, act.start, act.end))


def is_weighed(reading: Reading) -> bool:
    """Tell whether a passage has pairs, and not too many, to weigh."""
    scene = reading.scene
    count = len(scene.actors | scene.sites)
    return count > 0 and 1 < count + len(reading.bodies) <= _MOST


def pair_of(act: Act) -> Pair | None:
    """Return the pair of an act; None for a country and somebody unnamed."""
    if act.country_b is not None:
        return act.country_a, act.country_b
    return (act.country_a, f"@{act.organisation}") if act.organisation is not None else None


class _Marks(dict[Any, str]):
    """The marks of one family by what fills them; each is written once a process, because writing costs most."""

    def __init__(self, pattern: str) -> None:
        self._pattern = pattern

    def __missing__(self, key: Any) -> str:
        mark = self[key] = self._pattern.format(key)
        return mark


_CODED, _SOME, _HAS, _TONE = (_Marks(text) for text in ("coded {}", "some {}", "has {}", "tone {}"))
_COUNTRIES, _BODIES, _SENTENCES = (_Marks(text) for text in ("countries {}", "bodies {}", "sentences {}"))
_ONLY, _RULE, _OTHER = (_Marks(text) for text in ("only two has {}", "rule {}", "rule of another {}"))
_KNOWN, _TOGETHER = (_Marks(text) for text in ("known {}", "together {}"))
_JOINED, _JOINED_BEHIND = _Marks("joined {}"), _Marks("joined behind {}")
_ADJECTIVES, _PLACES = _Marks("adjectives {:02b}"), _Marks("places {:02b}")
_LEFT, _RIGHT = _Marks("left {}"), _Marks("right {}")
_LEFT_BEHIND, _RIGHT_BEHIND = _Marks("left behind {}"), _Marks("right behind {}")
_BETWEEN, _BEFORE, _BEHIND = (_Marks(text) for text in ("between {}", "before {}", "behind {}"))
_AROUND: Final = 8
"""Items in front of the first party and behind the second that are looked at."""


def passage_marks(reading: Reading, codes: Iterable[str]) -> set[str]:
    """Return the marks that all pairs of a passage share: its labels, its predicates, how many stand in it."""
    scene = reading.scene
    marks = {
        ALWAYS,
        _COUNTRIES[min(len(scene.actors | scene.sites), 5)],
        _BODIES[min(len(reading.bodies), 2)],
        _SENTENCES[min(len(reading.sentences), 4)],
    }
    marks.update(_CODED[code] for code in codes)
    marks.update(_SOME[act.interaction.value] for act in reading.acts)
    for _, items, _ in reading.sentences:
        for item in items:
            if item.kind is Is.PREDICATE and item.entry is not None:
                marks.add(_HAS[item.text])
                marks.add(_TONE[item.entry.interaction])
            elif item.kind is Is.OUTLAW:
                marks.add(_HAS["outlaw"])
    return marks


def pair_marks(reading: Reading) -> Iterator[tuple[Pair, set[str]]]:
    """Yield every pair of a passage with the marks of its own."""
    scene = reading.scene
    countries = sorted(scene.actors | scene.sites)
    sentences = [_Sentence(items, groups) for _, items, groups in reading.sentences]
    states = {"state"}
    if len(countries) == 2:
        states.add("only two")
        states.update(_ONLY[name] for sentence in sentences for name in sentence.predicates)
    proposals = {(pair_of(act), act.interaction.value) for act in reading.acts}
    known = {code: (code in scene.actors) + 2 * (code in scene.sites) for code in countries}
    for pair in (*combinations(countries, 2), *product(countries, [f"@{body}" for body in sorted(reading.bodies)])):
        one, other = pair
        if other[0] == "@":
            marks = {"body", _KNOWN[known[one]]}
        else:
            low, high = sorted((known[one], known[other]))
            marks = {*states, _KNOWN[10 * low + high]}
            if f"{one}-{other}" in grammar().belligerents:
                marks.add("belligerents")
        for proposed, kind in proposals:
            if proposed == pair:
                marks.add(_RULE[kind])
            elif proposed is not None and (one in proposed or other in proposed):
                marks.add(_OTHER[kind])
        together = sum([sentence.mark(one, other, marks) for sentence in sentences])
        marks.add(_TOGETHER[min(together, 2)])
        yield pair, marks


class _Sentence:
    """One sentence, laid out once for all pairs."""

    def __init__(self, items: Sequence[Item], groups: Sequence[Group]) -> None:
        self._items = items
        self._group = {index: group for group in groups for index in range(group.first, group.last + 1)}
        self._at: dict[str, list[int]] = {}
        self._telling: list[tuple[int, str, str]] = []
        """Position, name and tone of what is no plain word."""
        self.predicates: set[str] = set()
        for index, item in enumerate(items):
            if item.kind is Is.PARTY:
                self._at.setdefault(item.text, []).append(index)
                self._telling.append((index, "party", ""))
            elif item.kind is Is.PREDICATE and item.entry is not None:
                self.predicates.add(item.text)
                self._telling.append((index, item.text, item.entry.interaction))
            elif item.kind is Is.OPERATOR:
                self._telling.append((index, item.text, ""))

    def mark(self, one: str, other: str, marks: set[str]) -> bool:
        """Add the marks of the two where they stand closest; return whether both are here."""
        ones, others = self._at.get(one), self._at.get(other)
        if ones is None or others is None:
            return False
        _, left, right = min([(abs(i - j), min(i, j), max(i, j)) for i in ones for j in others])
        marks.add(next((name for most, name in _STEPS if right - left <= most), "remote"))
        first, last = self._group.get(left), self._group.get(right)
        if first is not None:
            _describe(first, _LEFT, _LEFT_BEHIND, marks)
            if first is last:
                marks.update((_LEFT["joined"], _JOINED[min(len(first.codes), 4)], _JOINED_BEHIND[first.link]))
        if last is not None:
            _describe(last, _RIGHT, _RIGHT_BEHIND, marks)
        one_item, other_item = self._items[left], self._items[right]
        marks.add(_ADJECTIVES[2 * one_item.is_adjective + other_item.is_adjective])
        marks.add(_PLACES[2 * one_item.is_place + other_item.is_place])
        for index, name, tone in self._telling:
            if index < left - _AROUND or index in (left, right):
                continue
            if index > right + _AROUND:
                break
            zone = _BEFORE if index < left else _BETWEEN if index < right else _BEHIND
            marks.add(zone[name])
            if tone:
                marks.add(zone[tone])
        return True


def _describe(group: Group, family: _Marks, behind: _Marks, marks: set[str]) -> None:
    marks.add(behind[group.link])
    if group.is_place:
        marks.add(family["place"])
    if group.is_private:
        marks.add(family["private"])
    if group.is_site:
        marks.add(family["site"])
    if group.is_leader:
        marks.add(family["leader"])


def _evident(reading: Reading, pair: Pair, kind: Interaction) -> list[Act]:
    """Return the act of a pair that no rule linked: at the predicate of its kind that is closest to both."""
    best: tuple[int, int, int, Item] | None = None
    for sentence, items, _ in reading.sentences:
        places = [[i for i, item in enumerate(items) if item.kind is Is.PARTY and item.text == code] for code in pair]
        for index, item in enumerate(items):
            if item.kind is not Is.PREDICATE or item.entry is None:
                continue
            away = sum(min((abs(index - at) for at in found), default=100) for found in places)
            rank = (item.entry.interaction != kind) * 1_000 + away
            if best is None or rank < best[0]:
                best = (rank, sentence, index, item)
    if best is None:
        return []
    _, sentence, _, item = best
    one, other = pair
    country, body = (None, other[1:]) if other[0] == "@" else (other, None)
    return [Act(reading.passage, sentence, one, country, body, kind, item.start, item.end, f"{item.text}, weighed")]

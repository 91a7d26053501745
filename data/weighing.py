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
from dataclasses import dataclass, field
from functools import cache
from itertools import combinations, product, repeat
from typing import Any, Final

from data.clauses import OPERATOR, OUTLAW, PARTY, PREDICATE, Group, Item
from data.interactions import Reading
from data.predicates import grammar
from data.reach import Reach
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
_SHIFT: Final = 1 << 32
_NO_WEIGHT: Final = repeat(0)
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

    both: dict[str, int] = field(init=False, repr=False, compare=False)
    """The two weights of each mark in one integer, so that a sum of marks is one call."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "both", {mark: good * _SHIFT + bad for mark, (good, bad) in self.of.items()})

    def scores(self, marks: Iterable[str]) -> tuple[int, int]:
        """Return the sum of the weights for cooperation and for conflict."""
        good, bad = divmod(sum(map(self.both.get, marks, _NO_WEIGHT)) + _SHIFT // 2, _SHIFT)
        return good, bad - _SHIFT // 2


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
    evidence: list[_Told] = []
    for number, kind in enumerate(KINDS):
        best = max([scores[number] for _, scores in pairs])
        for pair, scores in pairs:
            least = weights.least[number] if scores[number] == best else EVEN
            if scores[number] + shared[number] >= least:
                evidence = evidence or _evidence(reading)
                acts += said.get((pair, kind)) or _evident(reading, evidence, pair, kind)
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
Told = tuple[str, ...]


@cache
def _zones(name: str, tone: str) -> tuple[Told, Told, Told]:
    """Return what something told says in front of a pair, between the two and behind them."""
    texts = (name, tone) if tone else (name,)
    before, between, behind = (tuple(f"{zone} {text}" for text in texts) for zone in ("before", "between", "behind"))
    return before, between, behind


@cache
def _described(side: str, link: str, of: tuple[bool, bool, bool, bool]) -> Told:
    """Return what the group of the first or second party (`left`, `right`) says."""
    kinds = zip(("place", "private", "site", "leader"), of, strict=True)
    return (f"{side} behind {link}", *(f"{side} {kind}" for kind, is_so in kinds if is_so))


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
    marks.update([_SOME[act.interaction] for act in reading.acts])
    for _, reach in reading.sentences:
        for item in [reach.items[index] for index in reach.told]:
            if item.kind is PREDICATE and item.entry is not None:
                marks.add(_HAS[item.text])
                marks.add(_TONE[item.entry.interaction])
            elif item.kind is OUTLAW:
                marks.add(_HAS["outlaw"])
    return marks


def pair_marks(reading: Reading) -> Iterator[tuple[Pair, set[str]]]:
    """Yield every pair of a passage with the marks of its own."""
    scene = reading.scene
    countries = sorted(scene.actors | scene.sites)
    sentences = [_Sentence(reach) for _, reach in reading.sentences]
    states = {"state"}
    if len(countries) == 2:
        states.add("only two")
        states.update(_ONLY[name] for sentence in sentences for name in sentence.predicates)
    proposals = {(pair, act.interaction) for act in reading.acts if (pair := pair_of(act)) is not None}
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
            elif one in proposed or other in proposed:
                marks.add(_OTHER[kind])
        together = 0
        for sentence in sentences:
            if one in sentence.at and other in sentence.at:
                sentence.mark(one, other, marks)
                together += 1
        marks.add(_TOGETHER[min(together, 2)])
        yield pair, marks


class _Sentence:
    """One sentence, laid out once for all pairs."""

    def __init__(self, reach: Reach) -> None:
        self._items = reach.items
        self._group = reach.holder
        self.at: dict[str, list[int]] = {}
        """Where each party stands."""
        self._telling: list[tuple[int, tuple[Told, Told, Told]]] = []
        self.predicates: set[str] = set()
        for index in reach.told:
            item = reach.items[index]
            if item.kind is PARTY:
                self.at.setdefault(item.text, []).append(index)
                self._telling.append((index, _zones("party", "")))
            elif item.kind is PREDICATE and item.entry is not None:
                self.predicates.add(item.text)
                self._telling.append((index, _zones(item.text, item.entry.interaction)))
            elif item.kind is OPERATOR:
                self._telling.append((index, _zones(item.text, "")))

    def mark(self, one: str, other: str, marks: set[str]) -> None:
        """Add the marks of two that are both here, where they stand closest."""
        _, left, right = min([(abs(i - j), min(i, j), max(i, j)) for i in self.at[one] for j in self.at[other]])
        marks.add(next((name for most, name in _STEPS if right - left <= most), "remote"))
        first, last = self._group.get(left), self._group.get(right)
        if first is not None:
            marks.update(_side("left", first))
            if first is last:
                marks.update(("left joined", _JOINED[min(len(first.codes), 4)], _JOINED_BEHIND[first.link]))
        if last is not None:
            marks.update(_side("right", last))
        one_item, other_item = self._items[left], self._items[right]
        marks.add(_ADJECTIVES[2 * one_item.is_adjective + other_item.is_adjective])
        marks.add(_PLACES[2 * one_item.is_place + other_item.is_place])
        for index, (before, between, behind) in self._telling:
            if index < left:
                if index >= left - _AROUND:
                    marks.update(before)
            elif index > right:
                if index > right + _AROUND:
                    break
                marks.update(behind)
            elif left < index < right:
                marks.update(between)


def _side(side: str, group: Group) -> Told:
    return _described(side, group.link, (group.is_place, group.is_private, group.is_site, group.is_leader))


_Told = tuple[int, list[tuple[int, Item]], dict[str, list[int]]]
"""A sentence: its predicates and where they stand, and where its parties stand."""


def _evidence(reading: Reading) -> list[_Told]:
    """Return the sentences of a passage with their predicates."""
    found: list[_Told] = []
    for sentence, reach in reading.sentences:
        predicates, at = [], defaultdict(list)
        for index in reach.told:
            item = reach.items[index]
            if item.kind is PARTY:
                at[item.text].append(index)
            elif item.kind is PREDICATE and item.entry is not None:
                predicates.append((index, item))
        found.append((sentence, predicates, at))
    return found


def _evident(reading: Reading, evidence: Sequence[_Told], pair: Pair, kind: Interaction) -> list[Act]:
    """Return the act of a pair that no rule linked: at the predicate of its kind that is closest to both."""
    best: tuple[int, int, Item] | None = None
    one, other = pair
    for sentence, predicates, at in evidence:
        here, there = at.get(one, ()), at.get(other, ())
        for index, item in predicates:
            away = min([abs(index - place) for place in here], default=100)
            away += min([abs(index - place) for place in there], default=100)
            if item.entry is not None and item.entry.interaction != kind:
                away += 1_000
            if best is None or away < best[0]:
                best = (away, sentence, item)
    if best is None:
        return []
    _, sentence, item = best
    country, body = (None, other[1:]) if other[0] == "@" else (other, None)
    return [Act(reading.passage, sentence, one, country, body, kind, item.start, item.end, f"{item.text}, weighed")]

"""One sentence -> the pairs of parties that its predicates link, and whether they cooperate or clash.

The codes may still be pronouns ("#we", "#both"); `data/interactions.py` resolves them within the passage.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, product
from typing import Final, NamedTuple

from data.clauses import OPERATOR, PREDICATE, Group
from data.predicates import DIRECT, Entry, grammar
from data.reach import BLOWS, BOTH, FORCE, PHRASE, SPEAKERS, SUBJECT, Reach
from data.records import Interaction

_COOPERATION: Final = Interaction.COOPERATION
_CONFLICT: Final = Interaction.CONFLICT
_NEGATED: Final = 5
"""Items in front of a predicate in which a negation counts."""
_QUARREL: Final = frozenset({"dispute", "war", "sanction", "expel"})
"""Rules that give a heading ("A-B relations, border dispute") its meaning."""
_AGAINST_EACH_OTHER: Final = frozenset({"fight", "war", "dispute", "kill"})
"""Rules that say that two named side by side may be enemies, or both victims."""
_GATHERING: Final = frozenset({"talks", "meet", "agree", "discuss", "sign"})
"""Rules by which a body meets; the country it meets in takes part as its host."""
_AGENT: Final = frozenset({"by", "from"})
_IF: Final = frozenset({"if", "unless", "whether", "could", "may", "might"})

Pair = tuple[str, str]


class Span(NamedTuple):
    """A predicate found: its rule and where it stands."""

    rule: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Scene:
    """What a passage is about: its countries (`actors`), those that only places stand for, whose voice it is."""

    actors: frozenset[str]
    sites: frozenset[str]
    voice: str | None

    def speaker(self, others: Sequence[str]) -> str:
        """Return who "we" are: the voice, else the one country that is not on the other side, else "#we"."""
        rest = self.actors - set(others)
        if self.voice in rest:
            return str(self.voice)
        is_open = self.voice is None or self.voice in others
        return next(iter(rest)) if len(rest) == 1 and is_open else "#we"


def acts_of(reach: Reach, scene: Scene, *, has_outlaw: bool) -> Iterator[tuple[Span, Pair, Interaction]]:
    """Yield the pairs that act; `has_outlaw` leaves out force, which is then aimed at an armed group."""
    for span, pair in _together(reach):
        yield span, pair, _COOPERATION
    for index in reach.told:
        item = reach.items[index]
        if item.kind is not PREDICATE or item.entry is None or index in reach.holder:
            continue
        if has_outlaw and item.text in FORCE:
            continue
        kind = interaction_of(reach, index, item.entry)
        if kind is not None:
            for pair in _pairs(reach, scene, index, item.entry):
                yield Span(item.text, item.start, item.end), pair, kind


def _together(reach: Reach) -> Iterator[tuple[Span, Pair]]:
    """Yield "A and B police (raid …)": who does one thing together cooperates, if nothing there is hostile."""
    items, bodies = reach.items, grammar().bodies

    def behind(group: Group) -> set[str]:
        return {item.text for item in items[group.last + 1 : group.last + 3]}

    crew = [group for group in reach.groups if "crew" in behind(group)]
    found = [(crew[0], crew[-1], dict.fromkeys(code for group in crew for code in group.codes))] if crew else []
    for group in reach.groups:
        if len(group.codes) > 1 and group.link in SUBJECT and not group.is_private and behind(group) & bodies:
            found.append((group, group, dict.fromkeys(group.codes)))
    told = (items[index] for index in reach.told) if found else ()
    if any(item.kind is PREDICATE and item.text in _AGAINST_EACH_OTHER for item in told):
        return
    for first, last, codes in found:
        span = Span("together", items[first.first].start, items[last.last].end)
        for pair in combinations(codes, 2):
            yield span, pair


def interaction_of(reach: Reach, index: int, entry: Entry) -> Interaction | None:
    """Return what the predicate says after negation and endings; None if nothing."""
    items, breaks = reach.items, grammar().breaks
    conflict = entry.interaction == _CONFLICT
    if entry.interaction == "neutral":
        tone = _tone(reach, index)
        if tone is None:
            return None
        conflict = tone is _CONFLICT
    for back in range(1, PHRASE + 1):
        at = index - back
        if at < 0 or items[at].text in (";", ":") or items[at].text in breaks:
            break
        effect = items[at].text if items[at].kind is OPERATOR else ""
        if effect == "deny" and back <= _NEGATED:
            return None
        if effect in ("stop", "ease"):
            if any(item.text in _IF for item in items[max(0, at - _NEGATED) : at]):
                return None
            if entry.interaction == _CONFLICT:
                conflict = back > _NEGATED
            elif effect == "stop":
                conflict = True
            break
    if _is_undone(reach, index, "ease" if conflict else "stop"):
        conflict = not conflict
    return _CONFLICT if conflict else _COOPERATION


def _is_undone(reach: Reach, index: int, effect: str) -> bool:
    """Tell whether what follows undoes a noun: "sanctions were lifted", "talks are suspended"."""
    breaks = grammar().breaks
    for at in range(index + 1, min(index + PHRASE, len(reach.items))):
        item = reach.items[at]
        if item.kind is PREDICATE or item.text in (",", ";") or item.text in breaks:
            return False
        if item.kind is OPERATOR:
            return item.text == effect and reach.is_passive(at)
    return False


def _tone(reach: Reach, index: int) -> Interaction | None:
    """Return what "relations between A and B" are in this sentence, by the predicates around them."""
    told = (reach.items[at] for at in reach.told)
    around = [item for item in told if item.entry is not None and item.kind is PREDICATE]
    kinds = {item.entry.interaction for item in around if item.entry is not None}
    is_heading = reach.items[-1].text.isalnum() and _COOPERATION not in kinds
    if is_heading and not _QUARREL & {item.text for item in around}:
        return None  # "A-B relations" says nothing by itself
    near = [item.entry for item in reach.items[max(0, index - _NEGATED) : index] if item.entry is not None]
    if any(entry.interaction == _CONFLICT for entry in near):
        return _CONFLICT
    is_hostile = _CONFLICT in kinds and _COOPERATION not in kinds
    return _CONFLICT if is_hostile else _COOPERATION


def _pairs(reach: Reach, scene: Scene, index: int, entry: Entry) -> Iterator[Pair]:
    """Yield the pairs that one predicate links."""
    is_mutual = "mutual" in entry.marks
    between = reach.between(index, entry)
    if between:
        if is_mutual:
            yield from combinations(between, 2) if len(between) > 1 else ((BOTH, BOTH),)
        return
    left, right = _sides(reach, index, entry)
    if left is None or not _may_act(reach, index, entry, left, right):
        return
    subjects = left.codes
    if right is None and entry.name in _GATHERING and len(subjects) == 1 and subjects[0][0] == "@":
        host = next((g for g in reach.groups if g.first > left.last and g.link in ("in", "at")), None)
        if host is not None:
            yield from product(subjects, host.codes)
    if right is not None:
        for one, other in product(subjects, right.codes):
            yield (
                scene.speaker(right.codes) if one in SPEAKERS else one,
                scene.speaker(subjects) if other in SPEAKERS else other,
            )
    elif entry.name in BLOWS:
        yield from _struck(reach, scene, index, left)
    elif "implied" in entry.marks and not reach.is_passive(index):
        rest = scene.actors - set(subjects)
        if len(rest) == 1:
            yield from product((one for one in subjects if one[0] not in "#*"), rest)
    if is_mutual:
        yield from combinations(subjects, 2)
        if right is not None and right.link == "by":  # "signed by A and B"
            yield from combinations(right.codes, 2)
        if right is None and (subjects[0] == BOTH or _is_ours(scene, subjects, entry)):
            yield BOTH, BOTH


def _sides(reach: Reach, index: int, entry: Entry) -> tuple[Group | None, Group | None]:
    """Return subject and object, after passives and agents have been turned round."""
    right = reach.right(index, entry)
    left = reach.left(index, entry, right is not None)
    if right is None and left is not None and DIRECT in entry.links:
        right = reach.antecedent(left)
    if right is not None and left is not None and set(right.codes) <= set(left.codes):
        right = reach.right(index, entry, right)
    if left is None and right is not None:
        if right.link in _AGENT:
            return right, reach.right(index, entry, right) or reach.front(index)
        return reach.agent(right), right
    if right is not None and right.link != "by" and entry.name in FORCE:
        left = reach.agent(right) or left
    return left, right


def _may_act(reach: Reach, index: int, entry: Entry, left: Group, right: Group | None) -> bool:
    """Tell whether the subject is of the kind that the predicate asks for: of office, armed, no private person."""
    words = grammar()
    if "force" in entry.marks:
        is_done_by = right is not None and right.link == "by"
        return is_done_by or reach.has(left, index, words.armed, or_leader=False)
    if left.is_private:
        return False
    return "office" not in entry.marks or reach.has(left, index, words.offices)


def _struck(reach: Reach, scene: Scene, index: int, agent: Group) -> Iterator[Pair]:
    """Yield agent and victim of a blow without an object: its dead, else the one country whose places are named."""
    victim = reach.victim(agent)
    if victim is not None:
        yield from product(agent.codes, victim.codes)
        return
    rest = scene.sites - set(agent.codes)
    if len(rest) == 1 and reach.has(agent, index, grammar().armed, or_leader=False):
        yield from product(agent.codes, rest)


def _is_ours(scene: Scene, subjects: Sequence[str], entry: Entry) -> bool:
    """Tell whether "we agreed" speaks of the only two countries of the passage."""
    is_voice = len(scene.actors) == 2 and (scene.voice is None or scene.voice in scene.actors)
    return subjects == ["#we"] and is_voice and entry.interaction != _CONFLICT

"""A predicate in a sentence -> the groups of parties in front of it and behind it.

Pure search over the items of one sentence: which group is the subject, which the object, who stands between.
It knows the marks of a predicate and the small grammar, but not what the found parties do to each other.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from data.clauses import OPERATOR, PREDICATE, WORD, Group, Item
from data.predicates import DIRECT, Entry, grammar
from data.records import Interaction

AHEAD: Final = 16
"""Items behind a predicate in which its other party is looked for."""
NEAR: Final = 4
"""Items between a noun and the party right in front of it ("the A-B border conflict")."""
PHRASE: Final = 8
"""Items that one noun phrase seldom exceeds ("suspend talks on a trade agreement")."""
SPEAKERS: Final = frozenset({"#we", "#i"})
BOTH: Final = "#both"
SUBJECT: Final = frozenset({"", "of", "from", "by", "between", "among"})
"""Links of a group that can be a subject."""
BLOWS: Final = frozenset({"attack", "seize"})
FORCE: Final = frozenset({"attack", "seize", "kill", "fight", "war"})
"""Rules of force; only states, armed bodies and their people can be hit."""
_BEFORE_PARTICIPLE: Final = frozenset({",", "after", "before", "while", "when", "by", "without", "despite"})
_CONFLICT: Final = Interaction.CONFLICT
_WORDS: Final = frozenset({"warn", "condemn", "accuse"})
"""Rules of protest, which a deed can follow or defy."""
_RELATIVE: Final = frozenset({"which", "whom", "who", "that"})
_BEFORE_AGENT: Final = frozenset({"", "by", "on", "to", "against", "of"})
"""Prepositions over which "by" still names the agent: "sanctions on B by A"."""
_AFTERMATH: Final = frozenset({"following", "after", "amid", "despite", "during", "since", "before"})
"""In front of a noun these cut it from the subject: "A cuts ties after the invasion of C"."""


class Reach:
    """The items and groups of one sentence, and the searches in them."""

    def __init__(self, items: Sequence[Item], groups: Sequence[Group]) -> None:
        self.items = items
        self.groups = groups
        self._words = grammar()
        self.told = [i for i, item in enumerate(items) if item[0] is not WORD]
        """The items that are no plain words."""
        self.holder = {i: group for group in groups for i in range(group.first, group.last + 1)}

    def left(self, index: int, entry: Entry, is_linked: bool) -> Group | None:
        """Return the nearest group in front that can be the subject; `is_linked` if there is an object."""
        if index and self._is_loose(index):
            return self._first(index)
        must_be_near = "near" in entry.marks and not is_linked
        is_noun = "noun" in entry.marks or (entry.name in BLOWS and self.items[index].is_noun)
        cuts = _AFTERMATH if entry.interaction == _CONFLICT else frozenset[str]()
        if entry.name in _WORDS:  # "A lets C in despite protests from B": aimed at A
            cuts -= {"despite", "amid"}
        origin: Group | None = None
        beside = True  # nothing but adjectives so far
        for at in range(index - 1, -1, -1):
            group = self.holder.get(at)
            if group is None:
                word = self.items[at].text
                beside = beside and not self._parts(word, index - at)
                if word == ";" or (must_be_near and not beside):
                    return None
                if word in cuts and index - at <= NEAR:
                    return None
                continue
            if is_noun and not beside and not self._is_launched(at + 1, index):
                return None
            if "near" in entry.marks and is_linked and index - at <= PHRASE:
                return group
            is_border = group.is_place and len(group.codes) > 1
            is_modifier = beside and not group.is_place and not group.is_site
            if not is_border and (group.link in SUBJECT or is_modifier):
                if group.link != "from" or beside:
                    return self._modifier(group) if is_noun and beside else group
                origin = origin or group  # "A arrives from B to meet": B only if there is no A
            beside = False
            if must_be_near:
                return None
        return origin

    def right(self, index: int, entry: Entry, but: Group | None = None) -> Group | None:
        """Return the nearest group behind that one of the predicate's links leads to; not `but`."""
        has_comma = False
        through = ""
        for at in range(index + 1, min(index + AHEAD, len(self.items))):
            group = self.holder.get(at)
            if group is not None:
                if at == group.first and group is not but and self._fits(index, entry, group, through, has_comma):
                    return group
                continue
            word = self.items[at].text
            if (word in self._words.breaks and word != "that") or word == ";":
                return None
            has_comma |= word == "," and not (at + 1 < len(self.items) and self.items[at + 1].is_capital)
            if word in self._words.prepositions and word != "of":
                through = word
        return None

    def _fits(self, index: int, entry: Entry, group: Group, through: str, has_comma: bool) -> bool:
        """Tell whether a group can be the object: by its preposition, and by what kind of party it is."""
        link = group.link
        if link == "of":
            link = through or ("of" if "of" in entry.links else "")
        is_passive = self.is_passive(index)
        if is_passive and entry.name in FORCE and link != "by":
            return False
        if has_comma and link in self._words.locatives:
            return False
        if (group.is_place and "place" not in entry.marks) or (group.is_private and "persons" not in entry.marks):
            return False
        if group.is_pronoun and group.first > index + NEAR // 2:
            return False
        if not link:
            return DIRECT in entry.links and not is_passive and not has_comma
        return link in entry.links or (link == "by" and through in _BEFORE_AGENT)

    def between(self, index: int, entry: Entry) -> list[str]:
        """Return the parties behind "between" or "among", or several behind "of" if they act together."""
        for at in range(index + 1, min(index + AHEAD, len(self.items))):
            group = self.holder.get(at)
            if group is not None:
                if group.link not in ("between", "among") and (group.link != "of" or "mutual" not in entry.marks):
                    return []
                codes = list(group.codes)
                if len(codes) == 1 and group.link == "between":
                    ahead = range(group.last + 1, min(group.last + AHEAD, len(self.items)))
                    codes += next((self.holder[far].codes for far in ahead if far in self.holder), [])
                return codes if len(codes) > 1 or codes == [BOTH] else []
            word = self.items[at].text
            if self.items[at].kind is PREDICATE or word == "with" or word in self._words.breaks:
                return []
        return []

    def front(self, index: int) -> Group | None:
        """Return the nearest possible subject in front of a noun with an agent ("killed in a raid by A")."""
        groups = (self.holder[at] for at in range(index - 1, -1, -1) if at in self.holder)
        return next((group for group in groups if group.link in SUBJECT), None)

    def antecedent(self, subject: Group) -> Group | None:
        """Return A in "A, which B accuses": the group right in front of the pronoun that opens B's clause."""
        at = subject.first - 1
        while at >= 0 and self.items[at].text in self._words.fillers and self.items[at].text not in _RELATIVE:
            at -= 1
        if at < 1 or self.items[at].text not in _RELATIVE:
            return None
        at -= 1 + (self.items[at - 1].text == ",")
        return self.holder.get(at)

    def agent(self, patient: Group) -> Group | None:
        """Return the agent behind a patient: A in "the capture of B sailors by A"."""
        for at in range(patient.last + 1, min(patient.last + PHRASE, len(self.items))):
            if at in self.holder:
                return self.holder[at] if self.holder[at].link == "by" else None
            if self.items[at].kind not in (WORD, OPERATOR) or self.items[at].text in (",", ";"):
                return None
        return None

    def victim(self, agent: Group) -> Group | None:
        """Return who is killed in "B soldiers are killed in an A air strike"."""
        is_hit = False
        for at in range(agent.first - 1, -1, -1):
            entry = self.items[at].entry
            is_hit |= entry is not None and entry.name == "kill"
            group = self.holder.get(at)
            if group is not None and group.link in SUBJECT:
                return group if is_hit else None
        return None

    def has(self, group: Group, until: int, words: frozenset[str], *, or_leader: bool = True) -> bool:
        """Tell whether one of the words (or a leader, or the speaker) stands in or around a group."""
        if or_leader and group.codes[0] in SPEAKERS:
            return True
        start, end = max(0, group.first - NEAR), min(group.last + NEAR, until) + 2
        return any(item.text in words or (or_leader and item.is_leader) for item in self.items[start:end])

    def is_passive(self, index: int) -> bool:
        """Tell whether a form of "be" stands right in front of a predicate."""
        return index > 0 and self.items[index - 1].text in self._words.passives and not self.items[index].is_participle

    def _modifier(self, group: Group) -> Group:
        """Return B alone for "A and the B invasion": a name does not modify a noun together with an adjective."""
        last = self.items[group.last]
        if len(group.codes) > 1 and last.is_adjective and not self.items[group.first].is_adjective:
            return replace(group, first=group.last, codes=[last.text])
        return group

    def _parts(self, word: str, distance: int) -> bool:
        """Tell whether a word in front of a noun parts it from what stands before."""
        return distance > NEAR or word in self._words.prepositions or word in (",", "and")

    def _is_loose(self, index: int) -> bool:
        """Tell whether a predicate is a participle of its own clause: ", accusing", "after attacking"."""
        return self.items[index].is_participle and self.items[index - 1].text in _BEFORE_PARTICIPLE

    def _first(self, index: int) -> Group | None:
        """Return the subject of the sentence: A in "A told B, accusing C"."""
        groups = (self.holder[at] for at in range(index) if at in self.holder)
        return next((group for group in groups if group.link in SUBJECT), None)

    def _is_launched(self, start: int, end: int) -> bool:
        """Tell whether the words between a party and a blow say that the party deals it."""
        between = self.items[start:end]
        if any(item.kind is PREDICATE and item.text not in FORCE for item in between):
            return False
        return any(item.text in self._words.launches or item.text in BLOWS for item in between)

"""Passage + mentions -> who, by the rules, cooperates or clashes with whom, with the predicate's span and rule.

Two parties interact only where a predicate links them: in front of it and behind it, on both sides of
"between", side by side in front of a mutual one ("A and B agree"). Whoever is not named ("both leaders",
"we") is looked up in the same passage, because a label is given for what the passage says. The module knows
nothing of files or articles' formats. Only passages with two or more parties are read. What it finds are
proposals: `data/weighing.py` decides which of them stand.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

import numpy as np

from data.articles import Batch
from data.clauses import Group, Party, Sign, groups_of, items_of
from data.linking import Scene, Span, acts_of, interaction_of
from data.matching import Bools, Found, Ints
from data.predicates import Predicates, Role, grammar, voices
from data.reach import BOTH, FORCE, NEAR, SUBJECT, Reach
from data.records import NAMED, How, Interaction, Kind
from data.spans import HOWS, PARTIES, Act, Mentions

__all__ = ["Predicates", "Reading", "read_passages"]

_OTHERS: Final = "*"
_IT: Final = "#it"
_HE: Final = "#he"
_CONFLICT: Final = Interaction.CONFLICT
_OUTLAW: Final = Role.OUTLAW
_SPORT: Final = 2
"""Words of sport that make a passage a game."""
_MANNERS: Final = [
    (how in (How.PLACE, How.CAPITAL), how is How.LEADER, how in (How.DEMONYM, How.ABBREVIATION)) for how in HOWS
]
"""Whether a party is a place, a leader, an adjective: by how it was found."""
_PLACE: Final = HOWS.index(How.PLACE)
_IS_NAMED: Final = [how in NAMED for how in HOWS]
_COUNTRY, _ORGANISATION = PARTIES.index(Kind.COUNTRY), PARTIES.index(Kind.ORGANISATION)


@dataclass(slots=True)
class Reading:
    """What the rules made of one passage: its sentences with a predicate, laid out, and the acts they propose."""

    passage: int
    scene: Scene
    bodies: frozenset[str]
    """Its organisations."""
    sentences: list[tuple[int, Reach]] = field(default_factory=list)
    acts: list[Act] = field(default_factory=list)


def read_passages(batch: Batch, found: Found, predicates: Predicates, mentions: Mentions) -> Iterator[Reading]:
    """Yield the passages of a batch that can hold an act, in order; `found` indexes `predicates.forms`."""
    if len(found) == 0 or len(mentions) == 0:
        return
    sentence = (np.searchsorted(batch.sentence_start, found.start, side="right") - 1).astype(np.int32)
    chosen = _chosen(batch, found, predicates, mentions, sentence)
    numbers = np.flatnonzero(chosen).tolist()
    scenes = _scenes(batch, mentions, chosen)
    parties = _parties(mentions, chosen)
    signs = _signs(found, predicates, sentence, chosen)
    reader: _Passage | None = None
    for number, passage in zip(numbers, batch.sentence_passage[numbers].tolist(), strict=True):
        if reader is None or reader.passage != passage:
            if reader is not None:
                yield reader.close()
            reader = _Passage(batch, scenes[passage])
        reader.read(number, parties.get(number, ()), signs[number])
    if reader is not None:
        yield reader.close()


def _chosen(batch: Batch, found: Found, predicates: Predicates, mentions: Mentions, sentence: Ints) -> Bools:
    """Tell which sentences can hold an act: a predicate, two parties in the passage, one of them here, no game.

    Worked out for all at once: nine of ten sentences are read no further.
    """
    passage_of, passages = batch.sentence_passage, len(batch.passage_start)
    role, inside = predicates.roles[found.form], sentence >= 0

    def holding(which: Bools) -> Bools:
        held = np.zeros(len(passage_of), dtype=bool)
        held[sentence[which & inside]] = True
        return held

    sport = np.flatnonzero((role == Role.SPORT) & inside)
    games = _distinct(passage_of[sentence[sport]], found.form[sport], passages) >= _SPORT
    is_country = mentions.kind == PARTIES.index(Kind.COUNTRY)
    parties = mentions.take(mentions.kind != PARTIES.index(Kind.LEADER))
    has_country = np.zeros(passages, dtype=bool)
    has_country[mentions.passage[is_country]] = True
    named = np.zeros(len(passage_of), dtype=bool)
    named[parties.sentence] = True
    several = _distinct(parties.passage, parties.code, passages) > 1
    can_act = np.where(
        several[passage_of], named | holding(role == Role.PARTY), named & holding(predicates.is_others[found.form])
    )
    return np.asarray(holding(role == Role.PREDICATE) & (has_country & ~games)[passage_of] & can_act)


def _distinct(unit: Ints, value: Ints, units: int) -> Ints:
    """Return how many distinct values each unit has."""
    size = int(value.max(initial=0)) + 1
    return np.bincount(np.unique(unit.astype(np.int64) * size + value) // size, minlength=units).astype(np.int32)


def _scenes(batch: Batch, mentions: Mentions, chosen: Bools) -> dict[int, Reading]:
    """Return an empty reading of each passage: its countries, organisations and whose voice its outlet is."""
    passages = np.zeros(len(batch.passage_start), dtype=bool)
    passages[batch.sentence_passage[chosen]] = True
    held: dict[int, tuple[set[str], set[str], set[str]]] = {
        passage: (set(), set(), set()) for passage in np.flatnonzero(passages).tolist()
    }
    here, codes = mentions.take(passages[mentions.passage]), mentions.codes
    columns = (here.passage, here.kind, here.code, here.how)
    for passage, kind, code, how in zip(*(column.tolist() for column in columns), strict=True):
        actors, sites, bodies = held[passage]
        if kind == _COUNTRY:
            if not _IS_NAMED[how]:
                sites.add(codes[code])
            if how != _PLACE:
                actors.add(codes[code])
        elif kind == _ORGANISATION:
            bodies.add(codes[code])
    known, result = voices(), {}
    for passage, (actors, sites, bodies) in held.items():
        article = batch.articles[int(batch.passage_article[passage])]
        scene = Scene(frozenset(actors), frozenset(sites), known.get(article.outlet or ""))
        result[passage] = Reading(passage, scene, frozenset(bodies))
    return result


def _parties(mentions: Mentions, chosen: Bools) -> dict[int, list[Party]]:
    """Return the parties by sentence. An organisation whose name holds a country speaks for that country."""
    result: dict[int, list[Party]] = defaultdict(list)
    here, codes = mentions.take(chosen[mentions.sentence]), mentions.codes
    states = here.of_kind(Kind.COUNTRY)
    columns = (states.sentence, states.code, states.how, states.start, states.end)
    for sentence, code, how, start, end in zip(*(column.tolist() for column in columns), strict=True):
        result[sentence].append(Party(start, end, codes[code], *_MANNERS[how]))
    bodies = here.of_kind(Kind.ORGANISATION)
    columns = (bodies.sentence, bodies.code, bodies.how, bodies.start, bodies.end)
    for sentence, code, _, start, end in zip(*(column.tolist() for column in columns), strict=True):
        held = result[sentence]
        if not any(start < p.end and p.start < end for p in held):
            held.append(Party(start, end, f"@{codes[code]}", False))
    return result


def _signs(found: Found, predicates: Predicates, sentence: Ints, chosen: Bools) -> dict[int, list[Sign]]:
    """Return the forms by sentence, in the order of the text."""
    signs: dict[int, list[Sign]] = defaultdict(list)
    which = np.flatnonzero((sentence >= 0) & chosen[sentence])
    columns = (sentence[which], found.form[which], found.start[which], found.end[which])
    entries = predicates.entries
    for number, form, start, end in zip(*(column.tolist() for column in columns), strict=True):
        signs[number].append(Sign(start, end, entries[form]))
    return signs


class _Passage:
    """Reads one passage sentence by sentence and remembers who it was about."""

    def __init__(self, batch: Batch, reading: Reading) -> None:
        self.passage = reading.passage
        self._reading = reading
        self._batch = batch
        self._scene = reading.scene
        self._last: tuple[str, str] | None = None
        self._subject: list[str] = []
        self._seen: set[Act] = set()
        self._blow: Act | None = None
        self._alone: Act | None = None
        self._is_war = "-".join(sorted(self._scene.actors | self._scene.sites)) in grammar().belligerents

    def close(self) -> Reading:
        """Return the reading, with what no predicate linked: force between two belligerents, else the only two."""
        acts = self._reading.acts
        is_told = any(act.interaction is _CONFLICT for act in acts)
        if self._blow is not None and not is_told:
            acts.append(self._blow)
            return self._reading
        is_paired = any(act.country_b is not None for act in acts)
        is_new = self._alone is not None and (self._alone.country_b is not None or not acts)
        if self._alone is not None and is_new and not is_paired:
            acts.append(self._alone)
        return self._reading

    def read(self, sentence: int, parties: Sequence[Party], signs: Sequence[Sign]) -> None:
        """Add the acts of one sentence that the passage did not yet hold."""
        start, end = int(self._batch.sentence_start[sentence]), int(self._batch.sentence_end[sentence])
        outlaws = [sign for sign in signs if sign.entry.role is _OUTLAW]
        if outlaws:
            parties = [p for p in parties if not any(o.start < p.end and p.start < o.end for o in outlaws)]
        items = items_of(self._batch.text, start, end, parties, signs)
        groups = groups_of(items)
        self._name(groups)
        reach = Reach(items, groups)
        self._reading.sentences.append((sentence, reach))
        if not groups:
            return
        if self._blow is None and not outlaws:
            self._blow = self._force(sentence, reach)
        if (self._alone is None or self._alone.country_b is None) and not outlaws:
            self._alone = self._only_two(sentence, reach) or self._alone
        for span, pair, kind in acts_of(reach, self._scene, has_outlaw=bool(outlaws)):
            act = self._act(sentence, span, pair, kind)
            if act is not None and act not in self._seen:
                self._seen.add(act)
                self._reading.acts.append(act)

    def _force(self, sentence: int, reach: Reach) -> Act | None:
        """Return the first use of force in a passage of two belligerents."""
        if not self._is_war:
            return None
        countries = sorted(self._scene.actors | self._scene.sites)
        for index in reach.told:
            item = reach.items[index]
            if item.text not in FORCE or item.entry is None:
                continue
            kind = interaction_of(reach, index, item.entry)
            if kind is _CONFLICT:
                one, other = countries
                return Act(self.passage, sentence, one, other, None, kind, item.start, item.end, "belligerents")
        return None

    def _only_two(self, sentence: int, reach: Reach) -> Act | None:
        """Return the first act that a sentence tells of its only two parties, whatever its syntax.

        Only for predicates marked `alone`, which a passage about two parties rarely says of anything else: on the
        passages that we tuned on 6 of 10 such acts are right, of `attack` and `kill` 3 of 10, and of fighting in the
        corpora hardly any: it is mostly inside one country.
        """
        parties = {code for group in reach.groups for code in group.codes if code[0] not in "#*"}
        actors = {c for g in reach.groups if not (g.is_place or g.is_private) for c in g.codes if c[0] not in "#*"}
        if len(parties) != 2 or len(actors) != 2:
            return None
        one, other = sorted(parties)
        resolved = _resolve((one, other))
        for index in reach.told:
            item = reach.items[index]
            if item.entry is None or "alone" not in item.entry.marks or index in reach.holder:
                continue
            kind = interaction_of(reach, index, item.entry)
            if kind is not None and resolved is not None:
                return Act(self.passage, sentence, *resolved, kind, item.start, item.end, item.text)
        return None

    def _name(self, groups: Sequence[Group]) -> None:
        """Give pronouns their codes: "it" is the subject, "both" the last several parties."""
        first = next((g for g in groups if g.codes[0][0] not in "#*" and g.link in SUBJECT), None)
        several: list[str] = []
        for group in groups:
            if group.codes[0] in (_IT, _HE):
                group.is_pronoun = True
                group.codes = list(self._meant(groups, group, first)) or [_IT]
            elif group.codes == [BOTH]:
                group.codes = list(several or group.codes)
            elif len(group.codes) > 1:
                several = group.codes
        if first is not None:
            self._subject = list(first.codes)

    def _meant(self, groups: Sequence[Group], pronoun: Group, first: Group | None) -> list[str]:
        """Return who "it" is: the party right before ("A, if it"), else the subject, else the last subject."""
        if pronoun.codes == [_HE]:
            leaders = [group for group in groups if group.is_leader and group.last < pronoun.first]
            if leaders:
                return leaders[-1].codes
        for group in reversed(groups):
            if not group.is_pronoun and 0 < pronoun.first - group.last < NEAR:
                return group.codes
        return first.codes if first is not None and first.last < pronoun.first else self._subject

    def _act(self, sentence: int, span: Span, pair: tuple[str, str], kind: Interaction) -> Act | None:
        """Resolve who is meant and return the act, or None if the two are no pair."""
        resolved = self._both(pair) if BOTH in pair else _resolve(pair)
        if resolved is None:
            return None
        one, other, organisation = resolved
        if other is not None:
            self._last = (one, other)
        elif span.rule in FORCE and organisation not in grammar().armed_bodies:
            return None
        return Act(self.passage, sentence, one, other, organisation, kind, span.start, span.end, span.rule)

    def _both(self, pair: tuple[str, str]) -> tuple[str, str, None] | None:
        """Return the pair that the passage is about: the last that acted, or its only two countries."""
        meant = self._last
        if meant is None and len(self._scene.actors) == 2:
            low, high = sorted(self._scene.actors)
            meant = low, high
        known = {code for code in pair if code[0] not in "#*"}
        return (*meant, None) if meant is not None and known <= set(meant) else None


def _resolve(pair: tuple[str, str]) -> tuple[str, str | None, str | None] | None:
    """Return (country_a, country_b, organisation) for two codes, or None if they are no pair."""
    if _IT in pair or pair[0] == pair[1]:
        return None
    known = [code for code in pair if code[0] not in "#*"]
    countries = sorted(code for code in known if code[0] != "@")
    if not countries:
        return None
    organisation = next((code[1:] for code in known if code[0] == "@"), None)
    return countries[0], countries[1] if len(countries) > 1 else None, organisation

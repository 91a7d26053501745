"""Passage + mentions -> who, by the rules, cooperates or clashes with whom, with the predicate's span and rule.

Two parties interact only where a predicate links them: in front of it and behind it, on both sides of
"between", side by side in front of a mutual one ("A and B agree"). Whoever is not named ("both leaders",
"we") is looked up in the same passage, because a label is given for what the passage says. The module knows
nothing of files or articles' formats. Only passages with two or more parties are read. What it finds are
proposals: `data/weighing.py` decides which of them stand.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

import numpy as np

from data.articles import Batch
from data.clauses import Group, Item, Party, Sign, groups_of, items_of
from data.linking import Scene, Span, acts_of, interaction_of
from data.matching import Found
from data.predicates import Predicates, Role, grammar, voices
from data.reach import BOTH, FORCE, NEAR, SUBJECT, Reach
from data.records import NAMED, How, Interaction, Kind
from data.spans import Act, Mentions

__all__ = ["Predicates", "Reading", "read_passages"]

_OTHERS: Final = "*"
_IT: Final = "#it"
_HE: Final = "#he"
_SPORT: Final = 2
"""Words of sport that make a passage a game."""
_PLACES: Final = frozenset({How.PLACE, How.CAPITAL})
_ADJECTIVES: Final = frozenset({How.DEMONYM, How.ABBREVIATION})


@dataclass(slots=True)
class Reading:
    """What the rules made of one passage: its sentences with a predicate, laid out, and the acts they propose."""

    passage: int
    scene: Scene
    bodies: frozenset[str]
    """Its organisations."""
    sentences: list[tuple[int, list[Item], list[Group]]] = field(default_factory=list)
    acts: list[Act] = field(default_factory=list)


def read_passages(batch: Batch, found: Found, predicates: Predicates, mentions: Mentions) -> Iterator[Reading]:
    """Yield the passages of a batch that can hold an act, in order; `found` indexes `predicates.forms`."""
    parties = _parties(mentions)
    scenes = _Scenes(batch, mentions)
    signs, games = _signs(batch, found, predicates, scenes.passages())
    reader: _Passage | None = None
    for sentence, held in signs.items():
        passage = int(batch.sentence_passage[sentence])
        here = parties.get(sentence, ())
        if passage in games or not scenes.can_act(passage, here, held):
            continue
        if reader is None or reader.passage != passage:
            if reader is not None:
                yield reader.close()
            reader = _Passage(batch, scenes.reading(passage))
        reader.read(sentence, here, held)
    if reader is not None:
        yield reader.close()


class _Scenes:
    """Which countries and organisations stand in each passage."""

    def __init__(self, batch: Batch, mentions: Mentions) -> None:
        self._batch = batch
        self._actors: dict[int, set[str]] = defaultdict(set)
        self._sites: dict[int, set[str]] = defaultdict(set)
        self._all: dict[int, set[str]] = defaultdict(set)
        self._bodies: dict[int, set[str]] = defaultdict(set)
        for mention in mentions:
            if mention.kind is Kind.COUNTRY:
                if mention.how not in NAMED:
                    self._sites[mention.passage].add(mention.code)
                if mention.how is not How.PLACE:
                    self._actors[mention.passage].add(mention.code)
            elif mention.kind is Kind.ORGANISATION:
                self._bodies[mention.passage].add(mention.code)
            if mention.kind is not Kind.LEADER:
                self._all[mention.passage].add(mention.code)

    def passages(self) -> set[int]:
        """Return the passages that hold a country."""
        return self._actors.keys() | self._sites.keys()

    def can_act(self, passage: int, parties: Sequence[Party], signs: Sequence[Sign]) -> bool:
        """Tell whether a sentence can hold an act: two parties in the passage, one of them here."""
        codes = {party.code for party in parties}
        unnamed = {sign.entry.name for sign in signs if sign.entry.role is Role.PARTY}
        if len(self._all[passage]) < 2:
            return bool(codes) and _OTHERS in unnamed
        return bool(codes or unnamed)

    def reading(self, passage: int) -> Reading:
        """Return an empty reading of a passage: its countries, organisations and whose voice its outlet is."""
        article = self._batch.articles[int(self._batch.passage_article[passage])]
        voice = voices().get(article.outlet or "")
        scene = Scene(frozenset(self._actors[passage]), frozenset(self._sites[passage]), voice)
        return Reading(passage, scene, frozenset(self._bodies[passage]))


def _parties(mentions: Mentions) -> dict[int, list[Party]]:
    """Return the parties by sentence. An organisation whose name holds a country speaks for that country."""
    result: dict[int, list[Party]] = defaultdict(list)
    for mention in mentions:
        if mention.kind is Kind.COUNTRY:
            party = Party(
                mention.start, mention.end, mention.code, mention.how in _PLACES,
                mention.how is How.LEADER, mention.how in _ADJECTIVES,
            )  # fmt: skip
            result[mention.sentence].append(party)
    for mention in mentions:
        if mention.kind is Kind.ORGANISATION:
            held = result[mention.sentence]
            if not any(mention.start < p.end and p.start < mention.end for p in held):
                held.append(Party(mention.start, mention.end, f"@{mention.code}", False))
    return result


def _signs(
    batch: Batch, found: Found, predicates: Predicates, passages: set[int]
) -> tuple[dict[int, list[Sign]], set[int]]:
    """Return the forms by sentence of these passages, if it holds a predicate, and the passages on sport."""
    sentence = np.searchsorted(batch.sentence_start, found.start, side="right") - 1
    wanted = np.zeros(len(batch.passage_start), dtype=bool)
    wanted[list(passages)] = True
    chosen = np.flatnonzero(wanted[batch.sentence_passage[sentence]]) if len(found) else np.zeros(0, dtype=int)
    signs: dict[int, list[Sign]] = defaultdict(list)
    games: dict[int, set[int]] = defaultdict(set)
    full: set[int] = set()
    columns = (sentence[chosen], found.form[chosen], found.start[chosen], found.end[chosen])
    for number, form, start, end in zip(*(column.tolist() for column in columns), strict=True):
        entry = predicates.entries[form]
        signs[number].append(Sign(start, end, entry))
        if entry.role is Role.PREDICATE:
            full.add(number)
        elif entry.role is Role.SPORT:
            games[int(batch.sentence_passage[number])].add(form)
    played = {passage for passage, forms in games.items() if len(forms) >= _SPORT}
    return {number: signs[number] for number in sorted(full)}, played


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

    def close(self) -> Reading:
        """Return the reading, with what no predicate linked: force between two belligerents, else the only two."""
        acts = self._reading.acts
        is_told = any(act.interaction is Interaction.CONFLICT for act in acts)
        if self._blow is not None and not is_told:
            acts.append(self._blow)
            return self._reading
        is_paired = any(act.country_b is not None for act in acts)
        is_new = self._alone is not None and (self._alone.country_b is not None or not acts)
        if self._alone is not None and is_new and not is_paired:
            acts.append(self._alone)
        return self._reading

    def read(self, sentence: int, parties: Iterable[Party], signs: Sequence[Sign]) -> None:
        """Add the acts of one sentence that the passage did not yet hold."""
        start, end = (int(edge[sentence]) for edge in (self._batch.sentence_start, self._batch.sentence_end))
        outlaws = [sign for sign in signs if sign.entry.role is Role.OUTLAW]
        states = [p for p in parties if not any(o.start < p.end and p.start < o.end for o in outlaws)]
        items = items_of(self._batch.text, start, end, states, signs)
        groups = groups_of(items)
        self._reading.sentences.append((sentence, items, groups))
        if not groups:
            return
        self._name(groups)
        if self._blow is None and not outlaws:
            self._blow = self._force(sentence, Reach(items, groups))
        if (self._alone is None or self._alone.country_b is None) and not outlaws:
            self._alone = self._only_two(sentence, Reach(items, groups)) or self._alone
        for span, pair, kind in acts_of(Reach(items, groups), self._scene, has_outlaw=bool(outlaws)):
            act = self._act(sentence, span, pair, kind)
            if act is not None and act not in self._seen:
                self._seen.add(act)
                self._reading.acts.append(act)

    def _force(self, sentence: int, reach: Reach) -> Act | None:
        """Return the first use of force in a passage of two belligerents."""
        countries = sorted(self._scene.actors | self._scene.sites)
        if "-".join(countries) not in grammar().belligerents:
            return None
        for index, item in enumerate(reach.items):
            if item.text not in FORCE or item.entry is None:
                continue
            kind = interaction_of(reach, index, item.entry)
            if kind is Interaction.CONFLICT:
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
        for index, item in enumerate(reach.items):
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

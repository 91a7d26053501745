"""Batch + hits of the scan -> mentions: which country, organisation or leader each form stands for.

Forms that the text settles by themselves are read first. They are the evidence for the rest: forms that need
context (`Congress`, a leader's bare surname), cities with namesakes, Georgia and Korea. Then the leftmost
longest wins among names, places, leaders, blockers and opaque organisations; the name of any other
organisation leaves the countries inside it alone (`Bank of Japan` names Japan). The module knows nothing of
sectors or interactions.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Final

import numpy as np

from data import leaders
from data.ambiguity import DROP, KEEP, Place, has_capital_beside
from data.articles import Batch
from data.gazetteer import Gazetteer
from data.matching import Found, longest
from data.records import How, Kind
from data.senses import Sense
from data.spans import Mention

_HIDDEN: Final = Sense(None, "", group="block")
_TITLE_LASTS: Final = 366  # days that an office's title stays with a name without a full name in the article


@dataclass(slots=True)
class _Hit:
    """One form in the text and the meanings that are still open."""

    form: int
    start: int
    end: int
    passage: int
    article: int
    senses: tuple[Sense, ...]


@dataclass(slots=True)
class _Evidence:
    """What the settled forms say: countries by passage and article, other codes by article."""

    by_passage: dict[int, set[str]] = field(default_factory=lambda: defaultdict(set))
    by_article: dict[int, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    codes: set[tuple[int, str]] = field(default_factory=set)

    def add(self, hits: Iterable[_Hit]) -> None:
        for hit in hits:
            for sense in hit.senses:
                self.by_passage[hit.passage].update(sense.countries)
                self.by_article[hit.article].update(sense.countries)
                if sense.kind != Kind.COUNTRY:
                    self.codes.add((hit.article, sense.code))


def find_mentions(batch: Batch, found: Found, gazetteer: Gazetteer) -> list[Mention]:
    """Return the mentions of a batch, sorted by start. `found` holds indexes into `gazetteer.forms`."""
    reader = _Reader(batch, gazetteer)
    return reader.read(found)


class _Reader:
    """Reads one batch; holds what every step needs."""

    def __init__(self, batch: Batch, gazetteer: Gazetteer) -> None:
        self._batch = batch
        self._gazetteer = gazetteer
        self._evidence = _Evidence()
        self._strangers: set[tuple[int, str]] = set()
        """Surnames that an article gives to somebody who is no leader: later bare ones are theirs."""
        self._spans = list(zip(batch.passage_start.tolist(), batch.passage_end.tolist(), strict=True))
        self._article_of = batch.passage_article.tolist()
        ends = [*batch.document_start.tolist()[1:], len(batch.text)]
        self._articles = list(zip(batch.document_start.tolist(), ends, strict=True))

    def read(self, found: Found) -> list[Mention]:
        hits = self._hits(found)
        is_settled = self._gazetteer.is_settled
        settled = [read for hit in hits if is_settled[hit.form] and (read := self._judged(hit, with_evidence=False))]
        self._evidence.add(_resolved(settled))
        # All that was read, not only the winners: a winner may give way to a longer form that now holds.
        judged = [read for hit in hits if not is_settled[hit.form] and (read := self._judged(hit, with_evidence=True))]
        return self._mentions(_resolved(settled + judged))

    def _hits(self, found: Found) -> list[_Hit]:
        """Return the hits that stand in a passage; boilerplate has none."""
        batch = self._batch
        passage = np.searchsorted(batch.passage_start, found.start, side="right") - 1
        inside = passage >= 0
        inside[inside] &= found.end[inside] <= batch.passage_end[passage[inside]]
        keep = found.take(inside)
        rows = zip(keep.form.tolist(), keep.start.tolist(), keep.end.tolist(), passage[inside].tolist(), strict=True)
        senses = self._gazetteer.senses
        return [_Hit(f, s, e, p, self._article_of[p], senses[f]) for f, s, e, p in rows]

    def _judged(self, hit: _Hit, *, with_evidence: bool) -> _Hit | None:
        """Return the hit with the meanings that hold here, or None."""
        if self._gazetteer.is_plain[hit.form] and not has_capital_beside(self._batch.text, hit.start, hit.end):
            return hit  # nine of ten: no rule watches it here
        place = Place(
            self._batch.text, hit.start, hit.end, self._spans[hit.passage], self._articles[hit.article],
            self._evidence.by_passage[hit.passage], self._evidence.by_article[hit.article],
        )  # fmt: skip
        people = self._people(hit, place, [s for s in hit.senses if s.kind == Kind.LEADER])
        others = [s for s in hit.senses if s.kind != Kind.LEADER]
        if others and not people:
            others = self._ruled(others, hit, place, with_evidence=with_evidence)
        senses = people or tuple(others)
        return _Hit(hit.form, hit.start, hit.end, hit.passage, hit.article, senses) if senses else None

    def _ruled(self, senses: list[Sense], hit: _Hit, place: Place, *, with_evidence: bool) -> list[Sense]:
        """Return the senses that the rules of context and the evidence leave."""
        for rule in self._gazetteer.rules[hit.form]:
            verdict = rule.verdict(place, with_evidence=with_evidence)
            if verdict is not None:
                apart = [s for s in senses if s.kind == Kind.ORGANISATION]
                rest = [s for s in senses if s.kind != Kind.ORGANISATION]
                # What is dropped still hides the shorter forms inside it: Oklahoma in Oklahoma City Thunder.
                return apart + ([_HIDDEN] if verdict == DROP else rest if verdict == KEEP else _recoded(rest, verdict))
        if not with_evidence:
            return senses
        return [read for sense in senses if (read := self._supported(hit, sense))]

    def _people(self, hit: _Hit, place: Place, senses: list[Sense]) -> tuple[Sense, ...]:
        """Return the one leader that a name means here with the country of the day, or nothing."""
        if not senses:
            return ()
        article, day = hit.article, self._batch.articles[hit.article].published
        form, before, after = place.text[hit.start : hit.end], place.before(), place.after()
        in_office = leaders.after_office(before) and not leaders.goes_on(after)
        held = [s for s in senses if (article, s.code) in self._evidence.codes]
        fit = [
            s for s in held or senses
            if not (s.is_bare and leaders.is_stranger(s.code, form, before, after))
            and (held or (in_office and self._in_time(s, day)) or not s.needs)
        ]  # fmt: skip
        if not fit:
            self._strangers.add((article, form))
        if not fit or (not held and not in_office and (article, form) in self._strangers):
            return ()
        code = leaders.nearest([s.code for s in fit], day, place.in_passage or place.in_article)
        country = leaders.term_on(code, day).country
        return (Sense(Kind.LEADER, code, (country,) if country else (), How.LEADER, group="leader"),)

    @staticmethod
    def _in_time(sense: Sense, day: date | None) -> bool:
        """Tell whether a title fits: the person held office within a year of the day, so far as it is known."""
        return not sense.needs or day is None or leaders.days_off(sense.code, day) < _TITLE_LASTS

    def _supported(self, hit: _Hit, sense: Sense) -> Sense | None:
        """Return the sense if the rest of the article allows it; a city becomes that of its country here."""
        evidence = self._evidence
        if sense.needs and sense.kind == Kind.ORGANISATION:
            return sense if (hit.article, sense.code) in evidence.codes else None
        here, everywhere = evidence.by_passage[hit.passage], evidence.by_article[hit.article]
        if len(sense.bearers) > 1:
            there = [c for c in sense.bearers if c in here] or [c for c in sense.bearers if c in everywhere]
            if there:  # State Council: that of the country which the article speaks of most
                code = max(there, key=everywhere.__getitem__)
                return sense._replace(code=code, countries=(code,))
            return sense if sense.is_sure else None
        if sense.needs:  # Congress: of the article's country, unless the passage speaks of others only
            return sense if sense.code in here or (sense.code in everywhere and not here) else None
        if len(sense.countries) > 1 and sense.how == How.PLACE:  # Gobi: of those that the passage speaks of
            there = [c for c in sense.countries if c in here]
            return sense._replace(code=there[0], countries=tuple(there)) if there else sense
        return sense

    def _mentions(self, hits: list[_Hit]) -> list[Mention]:
        sentence_start = self._batch.sentence_start
        starts = np.array([hit.start for hit in hits], dtype=np.int32)
        sentences = (np.searchsorted(sentence_start, starts, side="right") - 1).tolist()
        mentions: dict[tuple[int, int, Kind, str], Mention] = {}
        for hit, sentence in zip(hits, sentences, strict=True):
            for kind, code, how in _meanings(hit.senses):
                # A span names a code once: The Hague is a seat and a place, and the seat comes first.
                place = (hit.start, hit.end, kind, code)
                if place not in mentions or _HOWS.index(how) < _HOWS.index(mentions[place].how):
                    mentions[place] = Mention(hit.passage, sentence, kind, code, how, hit.start, hit.end)
        return [mentions[place] for place in sorted(mentions)]


_HOWS: Final = tuple(How)


def _meanings(senses: tuple[Sense, ...]) -> list[tuple[Kind, str, How]]:
    """Return what a hit says: an organisation or leader, and every country."""
    said: list[tuple[Kind, str, How]] = []
    for sense in senses:
        if sense.kind == Kind.ORGANISATION or sense.kind == Kind.LEADER:
            said.append((sense.kind, sense.code, sense.how))
        for code in sense.countries:
            said.append((Kind.COUNTRY, code, sense.how))
    return said


def _recoded(senses: list[Sense], verdict: str) -> list[Sense]:
    """Return the one meaning that a rule's verdict names: `US:place`, or a code in the same manner as before."""
    code, _, how = verdict.partition(":")
    manner = How(how) if how else next((s.how for s in senses if s.kind == Kind.COUNTRY), How.NAME)
    return [Sense(Kind.COUNTRY, code, tuple(code.split("+")), manner)]


def _resolved(hits: list[_Hit]) -> list[_Hit]:
    """Let the leftmost longest win, organisations apart from the rest unless they are opaque."""
    hits = sorted(hits, key=lambda hit: (hit.start, -hit.end))
    apart = _longest([hit for hit in hits if any(s.kind == Kind.ORGANISATION for s in hit.senses)])
    rest = _longest([hit for hit in hits if any(s.kind != Kind.ORGANISATION or s.opaque for s in hit.senses)])
    winners = {id(hit) for hit in rest}
    rest += [hit for hit in apart if id(hit) not in winners and not any(s.opaque for s in hit.senses)]
    return sorted(rest, key=lambda hit: (hit.start, -hit.end))


def _longest(hits: list[_Hit]) -> list[_Hit]:
    """Keep the leftmost longest of hits in order."""
    columns = ([hit.form for hit in hits], [hit.start for hit in hits], [hit.end for hit in hits])
    found = Found(*(np.array(column, dtype=np.int32) for column in columns))
    return [hit for hit, keep in zip(hits, longest(found).tolist(), strict=True) if keep]

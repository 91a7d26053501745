"""Batch + hits of the scan -> mentions: which country, organisation or leader each form stands for.

Forms that the text settles by themselves are read first. They are the evidence for the rest: forms that need
context (`Congress`, a leader's bare surname), cities with namesakes, Georgia and Korea. Then the leftmost
longest wins among names, places, leaders, blockers and opaque organisations; the name of any other
organisation leaves the countries inside it alone (`Bank of Japan` names Japan). The module knows nothing of
sectors or interactions.
"""

from __future__ import annotations

import itertools
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final, NamedTuple

import numpy as np

from data import leaders
from data.ambiguity import DROP, KEEP, Place, around, has_capital_beside
from data.articles import Batch
from data.gazetteer import Gazetteer
from data.matching import Bools, Found, Index, Ints, longest
from data.records import How, Kind
from data.senses import Sense
from data.spans import Mentions

_LEADER, _ORGANISATION, _PLACE = Kind.LEADER, Kind.ORGANISATION, How.PLACE  # quick to look up
_HIDDEN: Final = Sense(None, "", group="block")
_TITLE_LASTS: Final = 366  # days that an office's title stays with a name without a full name in the article


class _Evidence:
    """What the settled forms say: countries by passage and article, other codes by article.

    Few passages hold a form that asks, so each answer is worked out when it is first asked for.
    """

    def __init__(self, said: Sequence[tuple[Sense, ...]], passage: Ints, article: Ints) -> None:
        self._said = said  # in the order of the text
        self._passages = passage.tolist()
        self._articles = article.tolist()
        self._in_passage: dict[int, set[str]] = {}
        self._in_article: dict[int, Counter[str]] = {}
        self._codes: dict[int, set[str]] = {}

    def in_passage(self, passage: int) -> set[str]:
        """Return the countries of a passage."""
        if passage not in self._in_passage:
            senses = self._senses(self._passages, passage)
            self._in_passage[passage] = {code for sense in senses for code in sense.countries}
        return self._in_passage[passage]

    def in_article(self, article: int) -> Counter[str]:
        """Return the countries of an article with the number of forms that say so."""
        if article not in self._in_article:
            senses = self._senses(self._articles, article)
            self._in_article[article] = Counter([code for sense in senses for code in sense.countries])
        return self._in_article[article]

    def codes(self, article: int) -> set[str]:
        """Return the organisations and leaders of an article."""
        if article not in self._codes:
            senses = self._senses(self._articles, article)
            self._codes[article] = {sense.code for sense in senses if sense.kind != Kind.COUNTRY}
        return self._codes[article]

    def _senses(self, units: list[int], number: int) -> list[Sense]:
        low = bisect_left(units, number)
        return [sense for senses in self._said[low : bisect_left(units, number + 1, low)] for sense in senses]


def find_mentions(batch: Batch, found: Found, gazetteer: Gazetteer) -> Mentions:
    """Return the mentions of a batch. `found` holds indexes into `gazetteer.forms`."""
    found = Found(found.form, found.start, found.end - gazetteer.tail[found.form])
    passage = (np.searchsorted(batch.passage_start, found.start, side="right") - 1).astype(np.int32)
    inside = passage >= 0  # boilerplate is in no passage
    inside[inside] &= found.end[inside] <= batch.passage_end[passage[inside]]
    return _Reader(batch, found.take(inside), passage[inside], gazetteer).read()


class _Hit(NamedTuple):
    """One form in the text, and where that is."""

    form: int
    passage: int
    article: int
    place: Place


class _Reader:
    """Reads the hits of one batch. The meaning of each is a number of `Meanings`, or -1 when none holds."""

    def __init__(self, batch: Batch, hits: Found, passage: Ints, gazetteer: Gazetteer) -> None:
        self._batch = batch
        self._hits = hits
        self._passage = passage
        self._article: Ints = batch.passage_article[passage]
        self._gazetteer = gazetteer
        self._evidence = _Evidence([], passage[:0], passage[:0])
        self._strangers: set[tuple[int, str]] = set()
        """Surnames that an article gives to somebody who is no leader: later bare ones are theirs."""
        self._spans = list(zip(batch.passage_start.tolist(), batch.passage_end.tolist(), strict=True))
        ends = [*batch.document_start.tolist()[1:], len(batch.text)]
        self._articles = list(zip(batch.document_start.tolist(), ends, strict=True))

    def read(self) -> Mentions:
        """Return the mentions, sorted."""
        is_settled = self._gazetteer.is_settled[self._hits.form]
        meaning = self._hits.form.astype(np.int32)  # the senses of a form have its number
        asking = is_settled & ~self._is_clear()
        meaning[asking] = [self._judged(hit, with_evidence=False) for hit in self._each(np.flatnonzero(asking))]
        settled = self._resolved(np.flatnonzero(is_settled & (meaning >= 0)), meaning)
        said = [self._gazetteer.meanings.senses[number] for number in meaning[settled].tolist()]
        self._evidence = _Evidence(said, self._passage[settled], self._article[settled])
        open_ones = np.flatnonzero(~is_settled)
        meaning[open_ones] = [self._judged(hit, with_evidence=True) for hit in self._each(open_ones)]
        # All that was read, not only the winners: a winner may give way to a longer form that now holds.
        return self._mentions(self._resolved(np.flatnonzero(meaning >= 0), meaning), meaning)

    def _is_clear(self) -> Bools:
        """Tell which hits no rule can concern: those of plain forms without a capital or a rule's words beside them."""
        clear = self._gazetteer.is_plain[self._hits.form]
        plain = np.flatnonzero(clear)
        columns = (self._hits.form, self._hits.start, self._hits.end, self._passage)
        rows = zip(*(column[plain].tolist() for column in columns), strict=True)
        text, spans, near, signs = self._batch.text, self._spans, self._gazetteer.is_near, self._gazetteer.signs
        clear[plain] = [
            (near[form] and not has_capital_beside(text, start, end))
            or signs[form].are_missing(*around(text, start, end, spans[passage]))
            for form, start, end, passage in rows
        ]
        return clear

    def _each(self, which: Index) -> Iterator[_Hit]:
        """Yield those hits with what they may ask about."""
        hits, text = self._hits.take(which), self._batch.text
        places = (hits.form, hits.start, hits.end, self._passage[which], self._article[which])
        for form, start, end, passage, article in zip(*(column.tolist() for column in places), strict=True):
            span = self._spans[passage]
            place = Place(text, start, end, span, self._articles[article], *around(text, start, end, span))
            yield _Hit(form, passage, article, place)

    def _informed(self, hit: _Hit) -> Place:
        """Return the place of a hit with the countries around it: few hits ever ask."""
        place = hit.place
        place.in_passage = self._evidence.in_passage(hit.passage)
        place.in_article = self._evidence.in_article(hit.article)
        return place

    def _judged(self, hit: _Hit, *, with_evidence: bool) -> int:
        """Return the meaning that holds here, or -1."""
        senses = self._gazetteer.senses[hit.form]
        named = [s for s in senses if s.kind is _LEADER]
        people = self._people(hit, named) if named else ()
        others = [s for s in senses if s.kind is not _LEADER] if named else list(senses)
        if others and not people:
            others = self._ruled(others, hit, with_evidence=with_evidence)
        held = people or tuple(others)
        return hit.form if held == senses else self._gazetteer.meanings.number(held) if held else -1

    def _ruled(self, senses: list[Sense], hit: _Hit, *, with_evidence: bool) -> list[Sense]:
        """Return the senses that the rules of context and the evidence leave."""
        rules = self._gazetteer.rules[hit.form]
        place = self._informed(hit) if with_evidence and rules else hit.place
        for rule in rules:
            verdict = rule.verdict(place, with_evidence=with_evidence)
            if verdict is not None:
                apart = [s for s in senses if s.kind == _ORGANISATION]
                rest = [s for s in senses if s.kind != _ORGANISATION]
                # What is dropped still hides the shorter forms inside it: Oklahoma in Oklahoma City Thunder.
                return apart + ([_HIDDEN] if verdict == DROP else rest if verdict == KEEP else _recoded(rest, verdict))
        if not with_evidence:
            return senses
        return [read for sense in senses if (read := self._supported(hit, sense))]

    def _people(self, hit: _Hit, senses: list[Sense]) -> tuple[Sense, ...]:
        """Return the one leader that a name means here with the country of the day, or nothing."""
        article, day, place = hit.article, self._batch.articles[hit.article].published, hit.place
        form, before, after = place.text[place.start : place.end], place.before, place.after
        known = self._evidence.codes(article)
        held = [s for s in senses if s.code in known]
        in_office = not held and leaders.after_office(before) and not leaders.goes_on(after)
        fit = [  # the words beside a surname are looked at last: most are of people without any evidence
            s for s in held or senses
            if (held or not s.needs or (in_office and self._in_time(s, day)))
            and not (s.is_bare and leaders.is_stranger(s.code, form, before, after))
        ]  # fmt: skip
        if not fit:
            self._strangers.add((article, form))
        if not fit or (not held and not in_office and (article, form) in self._strangers):
            return ()
        here = (self._informed(hit).in_passage or place.in_article) if len(fit) > 1 else ()
        code = leaders.nearest([s.code for s in fit], day, here)
        country = leaders.term_on(code, day).country
        return (Sense(_LEADER, code, (country,) if country else (), How.LEADER, group="leader"),)

    @staticmethod
    def _in_time(sense: Sense, day: date | None) -> bool:
        """Tell whether a title fits: the person held office within a year of the day, so far as it is known."""
        return not sense.needs or day is None or leaders.days_off(sense.code, day) < _TITLE_LASTS

    def _supported(self, hit: _Hit, sense: Sense) -> Sense | None:
        """Return the sense if the rest of the article allows it; a city becomes that of its country here."""
        if sense.needs and sense.kind == _ORGANISATION:
            return sense if sense.code in self._evidence.codes(hit.article) else None
        here, everywhere = self._evidence.in_passage(hit.passage), self._evidence.in_article(hit.article)
        if len(sense.bearers) > 1:
            there = [c for c in sense.bearers if c in here] or [c for c in sense.bearers if c in everywhere]
            if there:  # State Council: that of the country which the article speaks of most
                code = max(there, key=everywhere.__getitem__)
                return sense._replace(code=code, countries=(code,))
            return sense if sense.is_sure else None
        if sense.needs:  # Congress: of the article's country, unless the passage speaks of others only
            return sense if sense.code in here or (sense.code in everywhere and not here) else None
        if len(sense.countries) > 1 and sense.how == _PLACE:  # Gobi: of those that the passage speaks of
            there = [c for c in sense.countries if c in here]
            return sense._replace(code=there[0], countries=tuple(there)) if there else sense
        return sense

    def _resolved(self, which: Index, meaning: Ints) -> Index:
        """Let the leftmost longest of those hits win, organisations apart from the rest unless they are opaque."""
        known, numbers = self._gazetteer.meanings, meaning[which].tolist()
        organisation, other, opaque = (
            np.array([facts[number] for number in numbers], dtype=bool)
            for facts in (known.is_organisation, known.is_other, known.is_opaque)
        )
        wins = np.zeros(len(which), dtype=bool)
        for rival in (organisation, other):
            here = np.flatnonzero(rival)
            won = here[longest(self._hits.take(which[here]))]
            wins[won] |= (rival is other) | ~opaque[won]
        return which[wins]

    def _mentions(self, which: Index, meaning: Ints) -> Mentions:
        """Return what those hits say. A span names a code once: The Hague is a place too, but the seat counts."""
        known = self._gazetteer.meanings
        says = [known.says[number] for number in meaning[which].tolist()]
        rows = np.repeat(which, [len(said) for said in says])
        flat = itertools.chain.from_iterable(itertools.chain.from_iterable(says))
        kind, code, how = np.fromiter(flat, dtype=np.int32, count=3 * len(rows)).reshape(-1, 3).T
        codes, rank = known.sorted_codes()
        code = rank[code]
        start, end = self._hits.start[rows], self._hits.end[rows]
        order = np.lexsort((how, code, kind, end, start))
        sentence = (np.searchsorted(self._batch.sentence_start, start, side="right") - 1).astype(np.int32)
        columns = (self._passage[rows], sentence, kind, code, how, start, end)
        mentions = Mentions(codes, *(column[order] for column in columns))
        key = np.stack([mentions.start, mentions.end, mentions.kind, mentions.code])
        first = np.ones(len(mentions), dtype=bool)
        first[1:] = (key[:, 1:] != key[:, :-1]).any(axis=0)
        return mentions.take(first)


def _recoded(senses: list[Sense], verdict: str) -> list[Sense]:
    """Return the one meaning that a rule's verdict names: `US:place`, or a code in the same manner as before."""
    code, _, how = verdict.partition(":")
    manner = How(how) if how else next((s.how for s in senses if s.kind == Kind.COUNTRY), How.NAME)
    return [Sense(Kind.COUNTRY, code, tuple(code.split("+")), manner)]

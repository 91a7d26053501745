"""Passages + codebook -> codings: which sectors and themes a passage reports on, and the words that say so.

A passage gets a label when the weights of the distinct rules that hold in it reach 1. Every span of a rule
that holds is kept as evidence, with the rule in words, so that a page can say why. The work is done with
arrays over all passages of a batch: a few conditions, each worked out once, instead of a loop over matches.
The module knows nothing of files, and of countries only how many a passage or sentence mentions.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from data.articles import Batch
from data.codebook import BLOCKER, CONTEXT, GAP, TERM, Codebook, Condition, Scope
from data.matching import Found
from data.records import Kind
from data.spans import CODES, Codings, Mentions

Bools = npt.NDArray[np.bool_]
Ints = npt.NDArray[np.int64]
_ENOUGH: Final = 1.0 - 1e-9  # weights such as 0.4 + 0.3 + 0.3 miss 1 by rounding


@dataclass(frozen=True, slots=True)
class _Spans:
    """Spans of rows of the codebook with the sentence and passage that hold them.

    `first` and `last` are the forms at its ends (-1 for a mention), so that the rule can name its words.
    """

    row: Ints
    start: Ints
    end: Ints
    sentence: Ints
    first: Ints
    last: Ints

    def take(self, which: Bools | Ints) -> _Spans:
        """Return those rows."""
        return _Spans(*(column[which] for column in self.columns()))

    def columns(self) -> tuple[Ints, ...]:
        """Return the columns in their order."""
        return self.row, self.start, self.end, self.sentence, self.first, self.last


def find_codings(batch: Batch, found: Found, codebook: Codebook, mentions: Mentions) -> Codings:
    """Return the codings of a batch, sorted by start; `found` indexes the codebook's own forms."""
    if len(batch.sentence_start) == 0:
        return Codings([], *np.zeros((6, 0), dtype=np.int32))
    spans, table = _placed(batch, found, codebook)
    named = _mention_spans(codebook, mentions)
    spans, table = _joined(spans, named), np.concatenate([table, np.full(len(named.row), TERM, dtype=np.int8)])
    armed = _armed(spans, table, codebook)
    terms = spans.take(armed & (table == TERM))
    facts = _Facts(batch, codebook, spans.take(armed & (table == CONTEXT)), mentions)
    terms = terms.take(_holds(terms, codebook, facts))
    terms = terms.take(_outermost(terms, codebook))
    passage = batch.sentence_passage.astype(np.int64)[terms.sentence]
    decided = _decided(terms, passage, codebook, len(batch.passage_start))
    return _rows(terms.take(decided), passage[decided], codebook)


def _placed(batch: Batch, found: Found, codebook: Codebook) -> tuple[_Spans, npt.NDArray[np.int8]]:
    """Return the spans that lie in a sentence, gaps closed, and the table that each belongs to."""
    start, end = found.start.astype(np.int64), found.end.astype(np.int64)
    sentence = np.searchsorted(batch.sentence_start, start, side="right").astype(np.int64) - 1
    inside = (sentence >= 0) & (end <= batch.sentence_end[sentence])
    form = found.form[inside].astype(np.int64)
    row = codebook.row[form].astype(np.int64)
    spans = _Spans(row, start[inside], end[inside], sentence[inside], form, form)
    table, parts = codebook.table[form], codebook.parts[form]
    whole = parts == 1
    if whole.all():
        return spans, table
    blanks = _blanks_before(batch.text)
    key = row * 4 + table  # rows of the three tables apart
    pieces = [spans.take(whole)]
    tables = [table[whole]]
    for count in range(2, int(parts.max()) + 1):
        here = [np.flatnonzero((parts == count) & (codebook.part[form] == i)) for i in range(count)]
        left = spans.take(here[0])
        left_key = key[here[0]]
        for which in here[1:]:
            left, left_key = _closed(left, left_key, spans.take(which), key[which], blanks)
        pieces.append(left)
        tables.append((left_key % 4).astype(np.int8))
    return _joined(*pieces), np.concatenate(tables)


_GAP_WORDS: Final = 5


def _blanks_before(text: str) -> npt.NDArray[np.int32]:
    """Return for each position how many blanks stand before it: one less than that are words of a gap."""
    points = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    return np.concatenate([[0], np.cumsum((points == 32) | (points == 10) | (points == 160))]).astype(np.int32)


def _closed(
    left: _Spans, left_key: Ints, right: _Spans, right_key: Ints, blanks: npt.NDArray[np.int32]
) -> tuple[_Spans, Ints]:
    """Join each left part with the next right part of its row, up to five words on in the same sentence."""
    far = len(blanks) + 1
    order = np.argsort(right_key * far + right.start, kind="stable")
    places = (right_key * far + right.start)[order]
    at = np.searchsorted(places, left_key * far + left.end, side="left")
    exists = at < len(places)
    match = order[np.minimum(at, max(len(places) - 1, 0))] if len(places) else np.zeros(len(at), dtype=np.int64)
    exists &= len(places) > 0
    left, left_key, match = left.take(exists), left_key[exists], match[exists]
    near = (right_key[match] == left_key) & (right.sentence[match] == left.sentence)
    near &= blanks[right.start[match]] - blanks[left.end] <= _GAP_WORDS + 1
    left, left_key, right = left.take(near), left_key[near], right.take(match[near])
    return _Spans(left.row, left.start, right.end, left.sentence, left.first, right.last), left_key


def _armed(spans: _Spans, table: npt.NDArray[np.int8], codebook: Codebook) -> Bools:
    """Tell which spans lie in no blocker that speaks of their code or context."""
    armed = table != BLOCKER
    blocking = np.flatnonzero(table == BLOCKER)
    rows = spans.row[blocking]
    tables = ((np.flatnonzero(table == kind), kind) for kind in (TERM, CONTEXT))
    held = [(which, spans.row[which], kind) for which, kind in tables]
    for those in codebook.blocking:
        which = blocking[those.blockers[rows]]
        if len(which) == 0:
            continue
        for here, row, kind in held:
            concerned = here[(those.rules if kind == TERM else those.contexts)[row]]
            armed[concerned[_within(spans.take(concerned), spans.start[which], spans.end[which])]] = False
    return np.asarray(armed)


def _within(spans: _Spans, start: Ints, end: Ints) -> Bools:
    """Tell which spans lie within one of the given ones."""
    order = np.argsort(start, kind="stable")
    reach = np.concatenate([[-1], np.maximum.accumulate(end[order])])
    return np.asarray(reach[np.searchsorted(start[order], spans.start, side="right")] >= spans.end)


def _mention_spans(codebook: Codebook, mentions: Mentions) -> _Spans:
    """Return the organisations mentioned as spans of the rules that ask for them."""
    bodies = mentions.of_kind(Kind.ORGANISATION)
    asking = [codebook.asking.get(code, ()) for code in mentions.codes]
    rules = [asking[code] for code in bodies.code.tolist()]
    count = np.array([len(held) for held in rules], dtype=np.int64)
    row = np.fromiter(itertools.chain.from_iterable(rules), dtype=np.int64, count=int(count.sum()))
    start, end, sentence = (
        np.repeat(edge.astype(np.int64), count) for edge in (bodies.start, bodies.end, bodies.sentence)
    )
    no_form = np.full(len(row), -1, dtype=np.int64)
    return _Spans(row, start, end, sentence, no_form, no_form)


def _joined(*spans: _Spans) -> _Spans:
    return _Spans(*(np.concatenate(columns) for columns in zip(*(s.columns() for s in spans), strict=True)))


class _Facts:
    """What stands in each sentence and passage: contexts, and how many parties of each kind."""

    def __init__(self, batch: Batch, codebook: Codebook, chosen: _Spans, mentions: Mentions) -> None:
        self._passage_of = batch.sentence_passage.astype(np.int64)
        self._sizes = {Scope.SENTENCE: len(batch.sentence_start), Scope.PASSAGE: len(batch.passage_start)}
        self._parties = {kind: self._distinct(mentions, kind) for kind in _PARTIES}
        self._met: dict[tuple[str, Scope], Bools] = {}
        passage = self._passage_of[chosen.sentence]
        order = np.argsort(chosen.row, kind="stable")
        edges = np.searchsorted(chosen.row[order], np.arange(len(codebook.contexts) + 1))
        for row, (name, context) in enumerate(codebook.contexts.items()):
            here = order[edges[row] : edges[row + 1]]
            for scope, unit in ((Scope.SENTENCE, chosen.sentence), (Scope.PASSAGE, passage)):
                met = np.zeros(self._sizes[scope], dtype=bool)
                met[unit[here]] = True
                least = (context.countries, context.organisations, context.leaders)
                for kind, number in zip(_PARTIES, least, strict=True):
                    if number:
                        met |= self._parties[kind][scope] >= number
                for other in context.includes:
                    met |= self._met[other, scope]
                self._met[name, scope] = met

    def _distinct(self, mentions: Mentions, kind: Kind) -> dict[Scope, Ints]:
        """Count the distinct codes of a kind in every sentence and passage."""
        here, size = mentions.of_kind(kind), max(len(mentions.codes), 1)
        counts = {}
        for scope, unit in ((Scope.SENTENCE, here.sentence), (Scope.PASSAGE, here.passage)):
            units = np.unique(unit.astype(np.int64) * size + here.code) // size
            counts[scope] = np.bincount(units, minlength=self._sizes[scope])
        return counts

    def holds(self, condition: Condition) -> Bools:
        """Tell for every sentence whether the condition holds there (or in its passage)."""
        scope = condition.scope
        fine = np.ones(self._sizes[scope], dtype=bool)
        for name in condition.needs:
            fine &= self._met[name, scope]
        for name in condition.without:
            fine &= ~self._met[name, scope]
        if condition.countries:
            fine &= self._parties[Kind.COUNTRY][scope] >= condition.countries
        return fine if scope == Scope.SENTENCE else fine[self._passage_of]


_PARTIES: Final = (Kind.COUNTRY, Kind.ORGANISATION, Kind.LEADER)


def _holds(terms: _Spans, codebook: Codebook, facts: _Facts) -> Bools:
    """Tell which spans have what their rule asks for beside them."""
    condition = codebook.condition_of[terms.row]
    fine = np.zeros(len(condition), dtype=bool)
    for i in np.unique(condition):
        here = np.flatnonzero(condition == i)
        fine[here] = facts.holds(codebook.conditions[i])[terms.sentence[here]]
    return fine


def _outermost(terms: _Spans, codebook: Codebook) -> Ints:
    """Return the rows that lie in no longer span of the same code, in the order of the text.

    "Free trade agreement" is one piece of evidence, not three. A weak span never hides a strong one, and
    two rules on the same span both stay: they hold for different reasons.
    """
    code, weight = codebook.code_of[terms.row], codebook.weight_of[terms.row]
    if len(code) == 0:
        return np.zeros(0, dtype=np.int64)
    keep = np.ones(len(code), dtype=bool)
    order = np.lexsort((terms.row, -terms.end, terms.start, code))
    far = int(terms.end.max()) + 2  # codes lie apart, so that one running maximum serves them all
    start = terms.start[order] + code[order] * far
    end = terms.end[order] + code[order] * far
    is_new = np.concatenate([[True], (start[1:] != start[:-1]) | (end[1:] != end[:-1])])
    first = np.maximum.accumulate(np.where(is_new, np.arange(len(code)), 0))
    strong = weight[order] >= _ENOUGH
    for covering, covered in ((np.ones(len(code), dtype=bool), ~strong), (strong, strong)):
        reach = np.concatenate([[-1], np.maximum.accumulate(np.where(covering, end, -1))])
        keep[order] &= ~(covered & (reach[first] >= end))
    kept = np.flatnonzero(keep)
    return np.asarray(kept[np.lexsort((code[kept], terms.end[kept], terms.start[kept]))], dtype=np.int64)


def _decided(terms: _Spans, passage: Ints, codebook: Codebook, passages: int) -> Bools:
    """Tell which spans belong to a label that its passage gets: distinct rules that add up to 1."""
    size = max(len(codebook.rules), 1)
    distinct = np.unique(passage * size + terms.row)
    rule, labels = distinct % size, len(CODES)
    cell = distinct // size * labels + codebook.code_of[rule]
    total = np.bincount(cell, weights=codebook.weight_of[rule], minlength=passages * labels)
    return np.asarray(total[passage * labels + codebook.code_of[terms.row]] >= _ENOUGH)


def _rows(terms: _Spans, passage: Ints, codebook: Codebook) -> Codings:
    forms = len(codebook.forms) + 1
    key = (terms.row * forms + terms.first + 1) * forms + terms.last + 1
    _, first, rule = np.unique(key, return_index=True, return_inverse=True)
    triples = zip(*(column[first].tolist() for column in (terms.row, terms.first, terms.last)), strict=True)
    rules = [_says(codebook, *triple) for triple in triples]
    columns = (passage, terms.sentence, codebook.code_of[terms.row], terms.start, terms.end, rule)
    return Codings(rules, *(column.astype(np.int32) for column in columns))


def _says(codebook: Codebook, row: int, first: int, last: int) -> str:
    """Return the rule in words: which words spoke, and under which condition."""
    rule = codebook.rules[row]
    if first < 0:
        return f"{rule.code}: {rule.because}"
    ends = codebook.forms[first].text if first == last else GAP.join(codebook.forms[i].text for i in (first, last))
    return f"{rule.code}: '{ends}'{rule.because}"

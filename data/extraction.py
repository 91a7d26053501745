"""Articles -> records: one scan a batch, then each layer reads its share of what was found.

The only module that knows all layers. Articles of a language without a codebook keep their mentions and
are marked "not coded", so that nobody reads silence as "no sector".
"""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from time import process_time
from typing import Final

import numpy as np

from data.articles import Article, Batch, batch_of, language_of
from data.codebook import Codebook
from data.codings import find_codings
from data.gazetteer import Gazetteer
from data.interactions import Predicates, Reading, read_passages
from data.matching import Found, Matcher
from data.mentions import find_mentions
from data.spans import Act, Codings, Mentions
from data.tables import Tables, tables_of
from data.weighing import weighed

CODED_LANGUAGES: Final = frozenset({"en", "und"})
"""Languages with a codebook. A text too short to tell its language is read as English."""


class Extractor:
    """All vocabularies, compiled; building one takes seconds, so a process builds one."""

    def __init__(self) -> None:
        self._gazetteer = Gazetteer.load()
        self._codebook = Codebook.load()
        self._predicates = Predicates.load()
        layers = (self._gazetteer.forms, self._codebook.forms, self._predicates.forms)
        self._edges = list(itertools.accumulate(map(len, layers), initial=0))
        self._matcher = Matcher([form for forms in layers for form in forms])
        self.seconds: defaultdict[str, float] = defaultdict(float)
        """Processor time spent so far by stage, for `concordance bench extract`."""

    @contextmanager
    def _stage(self, name: str) -> Iterator[None]:
        began = process_time()
        yield
        self.seconds[name] += process_time() - began

    def scan_bare(self, text: str) -> int:
        """Return the number of raw hits of the automaton, nothing else done: the yardstick of the benchmark."""
        return self._matcher.count_raw(text)

    def find(self, batch: Batch, coded: Sequence[bool]) -> tuple[Mentions, Codings, list[Act]]:
        """Return what stands in a batch; codings and interactions only for articles that are `coded`."""
        mentions, codings, found = self._marked(batch)
        with self._stage("interactions"):
            acts = weighed(read_passages(batch, found, self._predicates, mentions), codings)
        if not all(coded):
            is_coded = np.asarray(coded, dtype=bool)[batch.passage_article]
            codings = codings.take(is_coded[codings.passage])
            acts = [row for row in acts if is_coded[row.passage]]
        return mentions, codings, acts

    def proposals(self, batch: Batch) -> tuple[list[Reading], Codings]:
        """Return what the rules make of the passages before it is weighed, to train the weights on."""
        mentions, codings, found = self._marked(batch)
        return list(read_passages(batch, found, self._predicates, mentions)), codings

    def _marked(self, batch: Batch) -> tuple[Mentions, Codings, Found]:
        """Return mentions and codings of a batch, and the forms of predicates found in it."""
        with self._stage("scan"):
            found = self._matcher.scan(batch.text)
            shares = []
            for low, high in itertools.pairwise(self._edges):
                share = found.take((found.form >= low) & (found.form < high))
                shares.append(Found(share.form - low, share.start, share.end))
        with self._stage("mentions"):
            mentions = find_mentions(batch, shares[0], self._gazetteer)
        with self._stage("codings"):
            codings = find_codings(batch, shares[1], self._codebook, mentions).one_rule_a_span()
        return mentions, codings, shares[2]

    def extract(self, articles: Sequence[Article]) -> Tables:
        """Return the records of some articles; `article_key` counts from 0 in their order."""
        with self._stage("passages and sentences"):
            batch = batch_of(articles)
        with self._stage("language"):
            languages = [article.language or language_of(article.text) for article in articles]
        coded = [language in CODED_LANGUAGES for language in languages]
        mentions, codings, acts = self.find(batch, coded)
        with self._stage("tables"):
            return tables_of(batch, languages, coded, mentions, codings, acts)

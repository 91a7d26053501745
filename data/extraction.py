"""Articles -> records: one scan a batch, then each layer reads its share of what was found.

The only module that knows all layers. Articles of a language without a codebook keep their mentions and
are marked "not coded", so that nobody reads silence as "no sector".
"""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from time import perf_counter
from typing import Any, Final

import numpy as np
import orjson
import pyarrow as pa

from data.articles import Article, Batch, batch_of, language_of
from data.codebook import Codebook
from data.codings import find_codings
from data.gazetteer import Gazetteer
from data.interactions import Predicates, find_interactions
from data.matching import Found, Matcher
from data.mentions import find_mentions
from data.outlets import canonical
from data.records import NAMED, SCHEMAS, SECTORS, THEMES, Interaction, Kind, dyad_of
from data.salience import salient_countries
from data.spans import Act, Coding, Mention
from data.stories import signatures

CODED_LANGUAGES: Final = frozenset({"en", "und"})
"""Languages with a codebook. A text too short to tell its language is read as English."""

_SECTOR_BIT: Final = {code: 1 << i for i, code in enumerate(SECTORS)}
_THEME_BIT: Final = {code: 1 << i for i, code in enumerate(THEMES)}

Tables = dict[str, pa.Table]


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
        """Time spent so far by stage, for `concordance bench extract`; two clock readings a stage and batch."""

    @contextmanager
    def _stage(self, name: str) -> Iterator[None]:
        began = perf_counter()
        yield
        self.seconds[name] += perf_counter() - began

    def scan_bare(self, text: str) -> int:
        """Return the number of raw hits of the automaton, nothing else done: the yardstick of the benchmark."""
        return self._matcher.count_raw(text)

    def find(self, batch: Batch, coded: Sequence[bool]) -> tuple[list[Mention], list[Coding], list[Act]]:
        """Return what stands in a batch; codings and interactions only for articles that are `coded`."""
        with self._stage("scan"):
            found = self._matcher.scan(batch.text)
            shares = []
            for low, high in itertools.pairwise(self._edges):
                share = found.take((found.form >= low) & (found.form < high))
                shares.append(Found(share.form - low, share.start, share.end))
        with self._stage("mentions"):
            mentions = find_mentions(batch, shares[0], self._gazetteer)
        with self._stage("codings"):
            codings = _one_rule_a_span(find_codings(batch, shares[1], self._codebook, mentions))
        with self._stage("interactions"):
            acts = find_interactions(batch, shares[2], self._predicates, mentions)
        if not all(coded):
            is_coded = np.asarray(coded, dtype=bool)[batch.passage_article]
            codings = [row for row in codings if is_coded[row.passage]]
            acts = [row for row in acts if is_coded[row.passage]]
        return mentions, codings, acts

    def extract(self, articles: Sequence[Article]) -> Tables:
        """Return the records of some articles; `article_key` counts from 0 in their order."""
        with self._stage("passages and sentences"):
            batch = batch_of(articles)
        with self._stage("language"):
            languages = [article.language or language_of(article.text) for article in articles]
        coded = [language in CODED_LANGUAGES for language in languages]
        mentions, codings, acts = self.find(batch, coded)
        with self._stage("tables"):
            return self._tables(batch, languages, coded, mentions, codings, acts)

    def _tables(
        self, batch: Batch, languages: list[str], coded: list[bool],
        mentions: list[Mention], codings: list[Coding], acts: list[Act],
    ) -> Tables:  # fmt: skip
        articles = batch.articles
        rows: dict[str, list[dict[str, Any]]] = {"articles": [], "presences": [], "pairs": []}
        salient = salient_countries(batch, mentions)
        units = _Units(batch, mentions, codings, acts)
        count_passages = np.bincount(batch.passage_article, minlength=len(articles)).tolist()
        sentence_article = batch.passage_article[batch.sentence_passage]
        count_sentences = np.bincount(sentence_article, minlength=len(articles)).tolist()
        for key, article in enumerate(articles):
            row = _article_row(article, languages[key], coded[key])
            row |= {
                "article_key": key,
                "count_passages": count_passages[key],
                "count_sentences": count_sentences[key],
            }
            units.describe(key, row, salient[key], rows)
        derived = {name: pa.Table.from_pylist(found, schema=SCHEMAS[name]) for name, found in rows.items()}
        return {
            **derived,
            "sentences": _sentence_table(batch, sentence_article),
            "mentions": _span_table("mentions", batch, mentions, kind=_values, code=_values, how=_values),
            "codings": _span_table("codings", batch, codings, kind=_values, code=_values, rule=_values),
            "interactions": _interaction_table(batch, acts),
            "stories": SCHEMAS["stories"].empty_table(),
            "signatures": _signature_table(articles, rows["presences"]),
        }


def _one_rule_a_span(codings: list[Coding]) -> list[Coding]:
    """Keep the first rule where several rules of a code fired on the very same span (11 % of the rows)."""
    first = {(row.passage, row.kind, row.code, row.start, row.end): row for row in reversed(codings)}
    return sorted(first.values(), key=lambda row: (row.start, row.end, row.kind, row.code))


def _article_row(article: Article, language: str, is_coded: bool) -> dict[str, Any]:
    names = [article.outlet, *article.cited]
    outlets = list(dict.fromkeys(outlet for name in names if name for outlet in canonical(name)))
    return {
        "article_id": article.id,
        "title": article.title or None,
        "url": article.url,
        "published_on": article.published,
        "dated": article.dated.value,
        "date_precision": article.precision.value if article.precision else None,
        "language": language,
        "is_coded": is_coded,
        "outlet": outlets[0] if outlets else None,
        "outlets": outlets,
        "section": article.section,
        "collection": article.collection,
        "text_digest": article.digest(),
        "extra": _json(article.extra),
    }


def _json(extra: dict[str, Any]) -> str | None:
    return orjson.dumps(extra, option=orjson.OPT_SORT_KEYS).decode() if extra else None


_TYPES: Final = (Interaction.COOPERATION, Interaction.CONFLICT)
_ANY: Final = "any"
_SCOPES: Final = (_ANY, *_TYPES)


class _Labels:
    """The labels of one unit, gathered passage by passage."""

    __slots__ = ("acts", "sectors", "themes")

    def __init__(self) -> None:
        self.acts = dict.fromkeys(_TYPES, 0)
        self.sectors = dict.fromkeys(_SCOPES, 0)
        self.themes = dict.fromkeys(_SCOPES, 0)

    def add(self, sectors: int, themes: int, types: Iterable[Interaction]) -> None:
        """Count one passage that holds the unit and in which the unit acts in these ways."""
        for name in (_ANY, *types):
            self.sectors[name] |= sectors
            self.themes[name] |= themes
        for name in types:
            self.acts[name] += 1

    def row(self) -> dict[str, Any]:
        """Return the columns that all units share."""
        good, bad = _TYPES
        return {
            "is_cooperation": self.acts[good] > 0,
            "is_conflict": self.acts[bad] > 0,
            "sectors": self.sectors[_ANY],
            "cooperation_sectors": self.sectors[good],
            "conflict_sectors": self.sectors[bad],
            "themes": self.themes[_ANY],
            "cooperation_themes": self.themes[good],
            "conflict_themes": self.themes[bad],
        }


_NOTHING: Final = frozenset[Interaction]()


class _Units:
    """What stands in each passage, ready to be summed by article, by country and by dyad."""

    def __init__(self, batch: Batch, mentions: list[Mention], codings: list[Coding], acts: list[Act]) -> None:
        self._sectors: dict[int, int] = defaultdict(int)
        self._themes: dict[int, int] = defaultdict(int)
        self._countries: dict[int, dict[str, list[Mention]]] = defaultdict(lambda: defaultdict(list))
        self._acts: dict[int, list[Act]] = defaultdict(list)
        for coding in codings:
            if coding.kind is Kind.SECTOR:
                self._sectors[coding.passage] |= _SECTOR_BIT[coding.code]
            else:
                self._themes[coding.passage] |= _THEME_BIT[coding.code]
        for mention in mentions:
            if mention.kind is Kind.COUNTRY:
                self._countries[mention.passage][mention.code].append(mention)
        for act in acts:
            self._acts[act.passage].append(act)
        self._passages: dict[int, list[int]] = defaultdict(list)
        for passage in sorted({*self._sectors, *self._themes, *self._countries, *self._acts}):
            self._passages[int(batch.passage_article[passage])].append(passage)

    def describe(
        self, key: int, article: dict[str, Any], salient: set[str], rows: dict[str, list[dict[str, Any]]]
    ) -> None:
        """Append the rows of one article, of its countries and of its dyads."""
        whole = _Labels()
        countries: dict[str, _Labels] = defaultdict(_Labels)
        pairs: dict[tuple[str, str], _Labels] = defaultdict(_Labels)
        seen: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])  # mentions, named, passages
        together: dict[tuple[str, str], list[int]] = defaultdict(lambda: [0, 0])  # passages, sentences
        for passage in self._passages[key]:
            codes = self._sectors[passage], self._themes[passage]
            by_unit: dict[Any, set[Interaction]] = defaultdict(set)
            for act in self._acts[passage]:
                by_unit[()].add(act.interaction)
                by_unit[act.country_a].add(act.interaction)
                if act.country_b is not None:
                    by_unit[act.country_b].add(act.interaction)
                    by_unit[act.country_a, act.country_b].add(act.interaction)
            whole.add(*codes, by_unit[()])
            held = self._countries[passage]
            sentences: dict[int, set[str]] = defaultdict(set)
            for country, found in held.items():
                countries[country].add(*codes, by_unit.get(country, _NOTHING))
                counts = seen[country]
                counts[0] += len(found)
                counts[1] += sum(mention.how in NAMED for mention in found)
                counts[2] += 1
                for mention in found:
                    sentences[mention.sentence].add(country)
            for pair in itertools.combinations(sorted(held), 2):
                pairs[pair].add(*codes, by_unit.get(pair, _NOTHING))
                together[pair][0] += 1
            for inside in sentences.values():
                for pair in itertools.combinations(sorted(inside), 2):
                    together[pair][1] += 1
        article |= whole.row() | {"count_countries": len(seen)}
        rows["articles"].append(article)
        published = {"article_key": key, "published_on": article["published_on"]}
        for country in sorted(seen):
            numbers = dict(zip(("count_mentions", "count_named", "count_passages"), seen[country], strict=True))
            row = {**published, "country": country, "is_salient": country in salient, **numbers}
            rows["presences"].append(row | countries[country].row())
        for one, other in itertools.combinations(sorted(seen), 2):
            pair_passages, pair_sentences = together.get((one, other), (0, 0))
            row = {
                **published,
                "dyad": dyad_of(one, other),
                "country_a": one,
                "country_b": other,
                "count_passages": pair_passages,
                "count_sentences": pair_sentences,
                **{name: article[name] for name in ("count_countries", "language", "outlet")},
                "article_sectors": article["sectors"],
            }
            rows["pairs"].append(row | pairs[one, other].row())


def _sentence_table(batch: Batch, article: Any) -> pa.Table:
    passage = batch.sentence_passage
    spans = zip(batch.sentence_start.tolist(), batch.sentence_end.tolist(), strict=True)
    columns = {
        "article_key": article,
        "sentence": batch.sentence_number,
        "passage": batch.passage_number[passage],
        "start": batch.own_offset(passage, batch.sentence_start),
        "end": batch.own_offset(passage, batch.sentence_end),
        "text": [batch.text[low:high] for low, high in spans],
    }
    return pa.table(columns).cast(SCHEMAS["sentences"])


def _signature_table(articles: Sequence[Article], presences: Sequence[dict[str, Any]]) -> pa.Table:
    countries: list[set[str]] = [set() for _ in articles]
    for row in presences:
        countries[row["article_key"]].add(row["country"])
    signed = enumerate(signatures([article.text for article in articles], countries))
    found = [(key, signature) for key, signature in signed if signature is not None]
    keys, values = [key for key, _ in found], [value for _, value in found]
    return pa.table({"article_key": keys, "signature": values}, schema=SCHEMAS["signatures"])


def _values(row: Any, name: str) -> Any:
    value = getattr(row, name)
    return getattr(value, "value", value)


def _span_columns(batch: Batch, rows: Sequence[Any]) -> dict[str, Any]:
    """Return the columns that say where some rows stand, in the article's own numbers."""
    passage = np.array([row.passage for row in rows], dtype=np.int32)
    sentence = np.array([row.sentence for row in rows], dtype=np.int32)
    start = np.array([row.start for row in rows], dtype=np.int32)
    end = np.array([row.end for row in rows], dtype=np.int32)
    return {
        "article_key": batch.passage_article[passage],
        "passage": batch.passage_number[passage],
        "sentence": batch.sentence_number[sentence],
        "start": batch.own_offset(passage, start),
        "end": batch.own_offset(passage, end),
        "form": [batch.text[row.start : row.end] for row in rows],
    }


def _table(name: str, columns: dict[str, Any]) -> pa.Table:
    schema = SCHEMAS[name]
    arrays = []
    for field in schema:
        plain = field.type.value_type if pa.types.is_dictionary(field.type) else field.type
        array = pa.array(columns[field.name], type=plain)
        arrays.append(array.dictionary_encode() if plain is not field.type else array)
    return pa.Table.from_arrays(arrays, schema=schema)


def _span_table(name: str, batch: Batch, rows: Sequence[Any], **getters: Any) -> pa.Table:
    columns = _span_columns(batch, rows)
    columns |= {column: [get(row, column) for row in rows] for column, get in getters.items()}
    return _table(name, columns)


def _interaction_table(batch: Batch, acts: Sequence[Act]) -> pa.Table:
    columns = _span_columns(batch, acts)
    for column in ("country_a", "country_b", "organisation", "interaction", "rule"):
        columns[column] = [_values(act, column) for act in acts]
    columns["dyad"] = [f"{act.country_a}-{act.country_b}" if act.country_b else None for act in acts]
    return _table("interactions", columns)

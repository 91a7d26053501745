"""What was found in a batch -> the tables of records, built as columns.

A label of an article, of a country in it or of a dyad in it is gathered from the passages that hold it: each is a
group of rows (unit, passage), and every column is one operation over all rows of the batch. The module knows how
records are laid out and nothing of how they are found.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import orjson
import pyarrow as pa

from data.articles import Article, Batch
from data.outlets import canonical
from data.records import NAMED, SCHEMAS, SECTORS, THEMES, Interaction, Kind, dyad_of
from data.salience import salient_countries
from data.spans import HOWS, PARTIES, Act, Codings, Mentions
from data.stories import signatures

Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]
Tables = dict[str, pa.Table]
_TYPES: Final = (Interaction.COOPERATION, Interaction.CONFLICT)


def tables_of(
    batch: Batch, languages: Sequence[str], coded: Sequence[bool],
    mentions: Mentions, codings: Codings, acts: Sequence[Act],
) -> Tables:  # fmt: skip
    """Return all tables of a batch; `article_key` counts from 0 in the order of its articles."""
    units = _Units(batch, mentions, codings, acts)
    articles = units.articles() | _article_columns(batch, languages, coded)
    presences = units.presences()
    return {
        "articles": _table("articles", articles),
        "sentences": _sentence_table(batch),
        "mentions": _table("mentions", _mention_columns(batch, mentions)),
        "codings": _table("codings", _coding_columns(batch, codings)),
        "interactions": _table("interactions", _act_columns(batch, acts)),
        "stories": SCHEMAS["stories"].empty_table(),
        "signatures": _signature_table(batch.articles, units.countries_of()),
        "presences": _table("presences", presences | {"published_on": _of(articles, "published_on", presences)}),
        "pairs": _table("pairs", units.pairs(articles)),
    }


# --- units ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Held:
    """Which unit stands in which passage, a row each; `unit` counts from 0."""

    unit: Ints
    passage: Ints
    acts: tuple[Bools, Bools]
    """Whether the unit cooperates, and clashes, in the passage."""


class _Units:
    """What stands in each passage, summed by article, by country and by dyad."""

    def __init__(self, batch: Batch, mentions: Mentions, codings: Codings, acts: Sequence[Act]) -> None:
        self._batch = batch
        self._codes = mentions.codes
        self._size = max(len(mentions.codes), 1)
        self._article = batch.passage_article.astype(np.int64)
        self._bits = {
            "sectors": codings.bits(SECTORS, len(self._article)),
            "themes": codings.bits(THEMES, len(self._article)),
        }
        countries = mentions.of_kind(Kind.COUNTRY)
        self._mentions = countries
        # A row a passage and country, and a row an article and country (a presence), both in order.
        key = np.unique(self._passage_country(countries.passage, countries.code))
        self._passage, self._country = np.divmod(key, self._size)
        presence = self._article[self._passage] * self._size + self._country
        self._presence_key, self._presence = np.unique(presence, return_inverse=True)
        self._own_article, self._own_country = np.divmod(self._presence_key, self._size)
        self._acts = [_keys(acts, self._codes, self._size, interaction) for interaction in _TYPES]

    def _passage_country(self, passage: npt.NDArray[Any], country: npt.NDArray[Any]) -> Ints:
        return np.asarray(passage.astype(np.int64) * self._size + country)

    def _labels(self, held: _Held, count: int) -> dict[str, Any]:
        """Return the columns that all units share, one value a unit."""
        columns: dict[str, Any] = {}
        for (name, acting), act in zip(
            (("cooperation", held.acts[0]), ("conflict", held.acts[1])), _TYPES, strict=True
        ):
            columns[f"is_{name}"] = np.bincount(held.unit[acting], minlength=count) > 0
            for kind, bits in self._bits.items():
                columns[f"{act.value}_{kind}"] = _gathered(held.unit[acting], bits[held.passage[acting]], count)
        for kind, bits in self._bits.items():
            columns[kind] = _gathered(held.unit, bits[held.passage], count)
        return columns

    def articles(self) -> dict[str, Any]:
        """Return the labels of the articles and how many countries each has."""
        count = len(self._batch.articles)
        passages = np.arange(len(self._article))
        acting = (np.isin(passages, self._acts[0].passages), np.isin(passages, self._acts[1].passages))
        labels = self._labels(_Held(self._article, passages, acting), count)
        return labels | {"count_countries": np.bincount(self._own_article, minlength=count)}

    def presences(self) -> dict[str, Any]:
        """Return the columns of the countries of each article, but for the day."""
        count = len(self._presence_key)
        key = self._passage_country(self._passage, self._country)
        acting = (np.isin(key, self._acts[0].countries), np.isin(key, self._acts[1].countries))
        own = self._article[self._mentions.passage] * self._size + self._mentions.code
        of_mention = np.searchsorted(self._presence_key, own)
        is_named = np.array([how in NAMED for how in HOWS])[self._mentions.how]
        return self._labels(_Held(self._presence, self._passage, acting), count) | {
            "article_key": self._own_article,
            "country": _coded(self._own_country, self._codes),
            "count_mentions": np.bincount(of_mention, minlength=count),
            "count_named": np.bincount(of_mention[is_named], minlength=count),
            "count_passages": np.bincount(self._presence, minlength=count),
            "is_salient": salient_countries(self._batch, self._mentions).is_salient,
        }

    def pairs(self, articles: dict[str, Any]) -> dict[str, Any]:
        """Return the columns of the dyads of each article."""
        left, right = _pairs_within(self._own_article)
        article, one, other = self._own_article[left], self._own_country[left], self._own_country[right]
        keys = self._pair_key(article, one, other)
        first, second = _pairs_within(self._passage)
        passage, a, b = self._passage[first], self._country[first], self._country[second]
        unit = np.searchsorted(keys, self._pair_key(self._article[passage], a, b))
        dyad = self._pair_key(passage, a, b)
        acting = (np.isin(dyad, self._acts[0].dyads), np.isin(dyad, self._acts[1].dyads))
        kinds, which = np.unique(one * self._size + other, return_inverse=True)
        names = [dyad_of(self._codes[kind // self._size], self._codes[kind % self._size]) for kind in kinds.tolist()]
        columns = self._labels(_Held(unit, passage, acting), len(keys)) | {
            "article_key": article,
            "dyad": _coded(which, names),
            "country_a": _coded(one, self._codes),
            "country_b": _coded(other, self._codes),
            "count_passages": np.bincount(unit, minlength=len(keys)),
            "count_sentences": np.bincount(np.searchsorted(keys, self._sentence_pairs()), minlength=len(keys)),
        }
        for name in ("published_on", "count_countries", "language", "outlet"):
            columns[name] = _of(articles, name, columns)
        return columns | {"article_sectors": articles["sectors"][article]}

    def _pair_key(self, unit: Ints, one: Ints, other: Ints) -> Ints:
        return (unit * self._size + one) * self._size + other

    def _sentence_pairs(self) -> Ints:
        """Return the key of the article's dyad for each sentence and dyad in it."""
        sentence, country = np.divmod(
            np.unique(self._passage_country(self._mentions.sentence, self._mentions.code)), self._size
        )
        left, right = _pairs_within(sentence)
        article = self._article[self._batch.sentence_passage[sentence[left]]]
        return self._pair_key(article, country[left], country[right])

    def countries_of(self) -> list[list[str]]:
        """Return the countries of each article."""
        edges = np.searchsorted(self._own_article, np.arange(len(self._batch.articles) + 1)).tolist()
        codes = [self._codes[i] for i in self._own_country.tolist()]
        return [codes[low:high] for low, high in itertools.pairwise(edges)]


@dataclass(frozen=True, slots=True)
class _Acts:
    """Where parties act in one way: passages, and keys of passage and country, of passage and dyad."""

    passages: Ints
    countries: Ints
    dyads: Ints


def _keys(acts: Sequence[Act], codes: Sequence[str], size: int, interaction: Interaction) -> _Acts:
    number = {code: i for i, code in enumerate(codes)}
    rows = [(act.passage, act.country_a, act.country_b) for act in acts if act.interaction is interaction]
    countries = [p * size + number[c] for p, *both in rows for c in both if c in number]
    dyads = [(p * size + number[a]) * size + number[b] for p, a, b in rows if a in number and b in number]
    return _Acts(*(np.array(keys, dtype=np.int64) for keys in ([p for p, _, _ in rows], countries, dyads)))


def _gathered(unit: Ints, bits: npt.NDArray[np.uint8], count: int) -> npt.NDArray[np.uint8]:
    """Return the bits of each unit's rows together."""
    whole = np.zeros(count, dtype=np.uint8)
    np.bitwise_or.at(whole, unit, bits)
    return whole


def _pairs_within(group: Ints) -> tuple[Ints, Ints]:
    """Return the rows of all pairs of one group, in order: [7, 7, 7, 9] gives ([0, 0, 1], [1, 2, 2])."""
    behind = np.searchsorted(group, group, side="right") - np.arange(len(group)) - 1
    left = np.repeat(np.arange(len(group)), behind)
    first = np.repeat(np.cumsum(behind) - behind, behind)
    return left, left + 1 + np.arange(len(left)) - first


# --- columns -------------------------------------------------------------------------------------


def _article_columns(batch: Batch, languages: Sequence[str], coded: Sequence[bool]) -> dict[str, Any]:
    articles = batch.articles
    count = len(articles)
    outlets = [_outlets(article) for article in articles]
    plain: dict[str, Callable[[Article], Any]] = {
        "article_id": lambda article: article.id,
        "title": lambda article: article.title or None,
        "url": lambda article: article.url,
        "dated": lambda article: article.dated.value,
        "date_precision": lambda article: article.precision.value if article.precision else None,
        "section": lambda article: article.section,
        "collection": lambda article: article.collection,
        "text_digest": lambda article: article.digest(),
        "extra": lambda article: _json(article.extra),
    }
    return {name: [get(article) for article in articles] for name, get in plain.items()} | {
        "article_key": np.arange(count),
        "published_on": pa.array([article.published for article in articles], pa.date32()),
        "language": _encoded(languages),
        "is_coded": coded,
        "outlet": _encoded([names[0] if names else None for names in outlets]),
        "outlets": outlets,
        "count_passages": np.bincount(batch.passage_article, minlength=count),
        "count_sentences": np.bincount(batch.passage_article[batch.sentence_passage], minlength=count),
    }


def _outlets(article: Article) -> list[str]:
    names = [article.outlet, *article.cited]
    return list(dict.fromkeys(outlet for name in names if name for outlet in canonical(name)))


def _json(extra: dict[str, Any]) -> str | None:
    return orjson.dumps(extra, option=orjson.OPT_SORT_KEYS).decode() if extra else None


def _sentence_table(batch: Batch) -> pa.Table:
    passage = batch.sentence_passage
    spans = zip(batch.sentence_start.tolist(), batch.sentence_end.tolist(), strict=True)
    columns = {
        "article_key": batch.passage_article[passage],
        "sentence": batch.sentence_number,
        "passage": batch.passage_number[passage],
        "start": batch.own_offset(passage, batch.sentence_start),
        "end": batch.own_offset(passage, batch.sentence_end),
        "text": [batch.text[low:high] for low, high in spans],
    }
    return _table("sentences", columns)


def _signature_table(articles: Sequence[Article], countries: Sequence[Sequence[str]]) -> pa.Table:
    signed = enumerate(signatures([article.text for article in articles], countries))
    found = [(key, signature) for key, signature in signed if signature is not None]
    columns = {"article_key": [key for key, _ in found], "signature": [value for _, value in found]}
    return _table("signatures", columns)


def _placed(batch: Batch, passage: Any, sentence: Any, start: Any, end: Any) -> dict[str, Any]:
    """Return the columns that say where some rows stand, in the article's own numbers."""
    spans = zip(start.tolist(), end.tolist(), strict=True)
    return {
        "article_key": batch.passage_article[passage],
        "passage": batch.passage_number[passage],
        "sentence": batch.sentence_number[sentence],
        "start": batch.own_offset(passage, start),
        "end": batch.own_offset(passage, end),
        "form": _encoded([batch.text[low:high] for low, high in spans]),
    }


def _mention_columns(batch: Batch, mentions: Mentions) -> dict[str, Any]:
    return _placed(batch, mentions.passage, mentions.sentence, mentions.start, mentions.end) | {
        "kind": _coded(mentions.kind, [kind.value for kind in PARTIES]),
        "code": _coded(mentions.code, mentions.codes),
        "how": _coded(mentions.how, [how.value for how in HOWS]),
    }


def _coding_columns(batch: Batch, codings: Codings) -> dict[str, Any]:
    return _placed(batch, codings.passage, codings.sentence, codings.start, codings.end) | {
        "kind": _coded((codings.code >= len(SECTORS)).astype(np.int64), [Kind.SECTOR.value, Kind.THEME.value]),
        "code": _coded(codings.code, SECTORS + THEMES),
        "rule": _coded(codings.rule, codings.rules),
    }


def _act_columns(batch: Batch, acts: Sequence[Act]) -> dict[str, Any]:
    places = np.array([(a.passage, a.sentence, a.start, a.end) for a in acts], dtype=np.int32).reshape(-1, 4)
    return _placed(batch, *places.T) | {
        "dyad": _encoded([dyad_of(act.country_a, act.country_b) if act.country_b else None for act in acts]),
        "country_a": _encoded([act.country_a for act in acts]),
        "country_b": _encoded([act.country_b for act in acts]),
        "organisation": _encoded([act.organisation for act in acts]),
        "interaction": _encoded([act.interaction.value for act in acts]),
        "rule": _encoded([act.rule for act in acts]),
    }


def _encoded(values: Sequence[str | None]) -> pa.DictionaryArray:
    return pa.array(values, pa.string()).dictionary_encode()


def _coded(index: npt.NDArray[Any], names: Sequence[str]) -> pa.DictionaryArray:
    """Return numbers of names as Arrow's codes, which count in the order of their appearance."""
    encoded = pa.array(index).dictionary_encode()
    return pa.DictionaryArray.from_arrays(encoded.indices, pa.array(names, pa.string()).take(encoded.dictionary))


def _of(articles: dict[str, Any], name: str, rows: dict[str, Any]) -> pa.Array:
    """Return a column of the articles for each row of another table."""
    column = articles[name]
    taken = (column if isinstance(column, pa.Array) else pa.array(column)).take(pa.array(rows["article_key"]))
    return taken.dictionary_decode().dictionary_encode() if pa.types.is_dictionary(taken.type) else taken


def _table(name: str, columns: dict[str, Any]) -> pa.Table:
    arrays = []
    for field in SCHEMAS[name]:
        column = columns[field.name]
        is_coded = pa.types.is_dictionary(field.type) and not isinstance(column, pa.DictionaryArray)
        array = _encoded(column) if is_coded else column if isinstance(column, pa.Array) else pa.array(column)
        arrays.append(array.cast(field.type) if array.type != field.type else array)
    return pa.Table.from_arrays(arrays, schema=SCHEMAS[name])

"""A synthetic snapshot of any size, with the shape of real ones: what the answers are timed on.

Why it exists: no corpus at hand has a million articles. Two profiles: `news`, as in the embedded sample (1.8 dyads an
article that has any), and `dense` (6.6 countries and 20 dyads an article, as in communiqués). Over 20 years the volume
grows; 1,000 outlets and some 240 countries are as skewed as Zipf's law; countries of one circle meet more often; one
article in ten repeats a recent one. No text: as in the sample, there are titles and forms. The same size and profile
give the same rows. It must not know how answers are computed.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from scipy import stats

from data import names
from data.records import SCHEMAS, SECTORS, THEMES
from data.snapshots import Snapshot, open_snapshot, seal

Array = npt.NDArray[Any]

FIRST: Final = date(2005, 1, 1)
LAST: Final = date(2024, 12, 31)
OUTLETS: Final = tuple(f"Outlet {number:04d}" for number in range(1_000))
COLLECTIONS: Final = ("agency", "government", "magazine", "newspaper", "portal")
LANGUAGES: Final = ("en", "ru", "zh")
GIANTS: Final = ("US", "CN", "RU", "GB", "UA", "DE", "FR", "IN", "JP", "TR", "IR", "KZ", "UZ")
"""The countries named most, in this order; the rest follow at random."""
_CHUNK: Final = 100_000
_CIRCLES: Final = 12
# All labels of a row in one integer, so that merging rows is one `or`.
_SHIFTS: Final = {
    "sectors": 0, "cooperation_sectors": 8, "conflict_sectors": 16,
    "themes": 24, "cooperation_themes": 32, "conflict_themes": 40,
}  # fmt: skip
_COOPERATION: Final = 1 << 48
_CONFLICT: Final = 1 << 49
_EVERY_LABEL: Final = 0xFF | 0xFF << 24


@dataclass(frozen=True)
class Profile:
    """`chances[n]` that an article names n countries; mentions of each beyond the first; chances of labels."""

    chances: tuple[float, ...]
    more_mentions: float
    sector: float
    theme: float


PROFILES: Final = {
    "news": Profile((0.06, 0.58, 0.255, 0.08, 0.025), 1.0, 0.11, 0.04),
    "dense": Profile((0.0, 0.0, *stats.binom.pmf(range(15), 28, 0.1643)), 1.0, 0.25, 0.15),
}


def write(path: Path, articles: int, profile: str) -> Snapshot:
    """Write a snapshot of so many articles, one part a table, sorted by date; return it."""
    writers = {}
    for table, schema in SCHEMAS.items():
        (path / table).mkdir(parents=True)
        writers[table] = pq.ParquetWriter(path / table / "part-00000.parquet", schema, compression="zstd")
    days = _days(articles)
    for start in range(0, articles, _CHUNK):
        for table, columns in _chunk(PROFILES[profile], start, days[start : start + _CHUNK]).items():
            rows = pa.table({f.name: _column(columns[f.name], f.type) for f in SCHEMAS[table]}, schema=SCHEMAS[table])
            writers[table].write_table(rows)
    for writer in writers.values():
        writer.close()
    seal(path, {"ledger": {"read": articles}})
    return open_snapshot(path)


def _days(articles: int) -> Array:
    """The day of each article, rising; a volume that grows to the fourfold, fewer at weekends; the last are undated."""
    first, last = np.datetime64(FIRST), np.datetime64(LAST)
    every = np.arange(first, last + 1)
    weights = np.exp(1.4 * np.arange(len(every)) / len(every)) * np.where(np.is_busday(every), 1.0, 0.4)
    counts = np.random.default_rng(1).multinomial(articles, weights / weights.sum())
    found = np.repeat(every, counts).astype("datetime64[D]")
    found[articles - articles // 500 :] = np.datetime64("NaT")
    return found


def _chunk(profile: Profile, start: int, days: Array) -> dict[str, dict[str, Any]]:
    """The rows of some neighbouring articles: columns a table."""
    draw = np.random.default_rng([2, start])
    size = len(days)
    keys = np.arange(start, start + size, dtype=np.int32)
    chances = np.array(profile.chances)
    count = draw.choice(len(chances), size, p=chances / chances.sum())
    owner = np.repeat(np.arange(size), count)
    country = _countries(draw, owner, size)
    one, other, pair_owner = _pairs(count)
    labels = _labels(draw, profile, size)
    pair = _pair_labels(draw, labels[pair_owner])
    present = labels[owner] & _kept(draw, len(owner))
    whole = labels.copy()
    for side in (one, other):
        np.bitwise_or.at(present, side, pair)
    np.bitwise_or.at(whole, owner, present)
    outlet = _skewed(draw, len(OUTLETS), size)
    outlet_or_none = pa.array(outlet, mask=outlet == len(OUTLETS) - 1, type=pa.int32())
    language = np.where(outlet % 5 == 4, 1 + outlet % 2, 0)
    # in a language without a codebook nothing is found: a share of the coded articles would pass 1
    labels, whole = (np.where(language == 0, found, 0) for found in (labels, whole))
    pair, present = (np.where(language[of] == 0, found, 0) for of, found in ((pair_owner, pair), (owner, present)))
    facts = _Facts(keys, days, count, outlet_or_none, language)
    mentions = 1 + draw.poisson(profile.more_mentions, len(owner))
    return {
        "articles": _articles(facts, outlet, whole),
        "sentences": _sentences(keys, draw.integers(2, 5, size)),
        "mentions": _mentions(draw, keys, owner, country, mentions),
        "codings": _codings(keys, labels),
        "interactions": _interactions(keys, pair_owner, country[one], country[other], pair),
        "stories": {"article_key": keys, "story_key": _stories(draw, keys)},
        "signatures": {"article_key": keys[:0], "signature": pa.array([], pa.binary())},
        "presences": _presences(facts, owner, country, mentions, present),
        "pairs": _pair_rows(facts, pair_owner, country[one], country[other], pair, whole),
    }


@dataclass(frozen=True)
class _Facts:
    """What rows of several tables say about their article; codes as places in their lists."""

    keys: Array
    days: Array
    count: Array
    outlet: pa.Array
    language: Array


@cache
def _circles() -> Array:
    """Cumulative weights of the countries in each circle, one after the other: circle c lies between c and c + 1."""
    codes = names.country_codes()
    size, draw = len(codes), np.random.default_rng(3)
    ranks = len(GIANTS) + draw.permutation(size)
    ranks[[codes.index(giant) for giant in GIANTS]] = range(len(GIANTS))
    weights = 1 / (1 + ranks) ** 0.9
    rows = np.where(draw.integers(0, _CIRCLES, size) == np.arange(_CIRCLES)[:, None], 6.0, 1.0) * weights
    within = np.cumsum(rows, axis=1) / rows.sum(axis=1, keepdims=True)
    return np.asarray(within + np.arange(_CIRCLES)[:, None]).ravel()


def _countries(draw: np.random.Generator, owner: Array, size: int) -> Array:
    """A country for each slot, no article naming one twice; in order within an article."""
    codes = len(names.country_codes())
    circle = draw.integers(0, _CIRCLES, size)[owner]
    place = np.searchsorted(_circles(), circle + draw.random(len(owner)))
    slot = owner * codes + np.minimum(place - circle * codes, codes - 1)
    while True:
        slot.sort()
        again = np.flatnonzero(slot[1:] == slot[:-1]) + 1
        if len(again) == 0:
            return np.asarray(slot % codes)
        slot[again] = slot[again] // codes * codes + draw.integers(0, codes, len(again))


def _pairs(count: Array) -> tuple[Array, Array, Array]:
    """For each dyad of each article: the places of its two presences, and its article."""
    each = count * (count - 1) // 2
    first, begin = np.cumsum(each) - each, np.cumsum(count) - count
    one, other = np.empty(each.sum(), dtype=np.int64), np.empty(each.sum(), dtype=np.int64)
    for n in range(2, int(count.max(initial=0)) + 1):
        mine = np.flatnonzero(count == n)
        left, right = np.triu_indices(n, 1)
        rows = first[mine][:, None] + np.arange(len(left))
        one[rows], other[rows] = begin[mine][:, None] + left, begin[mine][:, None] + right
    return one, other, np.repeat(np.arange(len(count)), each)


def _labels(draw: np.random.Generator, profile: Profile, size: int) -> Array:
    """The sectors and themes of each article."""
    found = np.zeros(size, dtype=np.int64)
    for place in range(len(SECTORS)):
        found |= (draw.random(size) < profile.sector).astype(np.int64) << place
    for place in range(len(THEMES)):
        found |= (draw.random(size) < profile.theme).astype(np.int64) << place + _SHIFTS["themes"]
    return found


def _kept(draw: np.random.Generator, size: int) -> Array:
    """Bits of which three in four are set."""
    one, other = draw.integers(0, 1 << 50, (2, size))
    return np.asarray((one | other) & _EVERY_LABEL)


def _pair_labels(draw: np.random.Generator, article: Array) -> Array:
    """Labels of each dyad: part of its article's; one dyad in ten cooperates, one in twenty clashes."""
    held = article & _kept(draw, len(article))
    chance = draw.random(len(article))
    cooperates, clashes = chance < 0.1, (chance > 0.09) & (chance < 0.14)
    acted = held & _kept(draw, len(article))
    held |= np.where(cooperates, acted << 8 | _COOPERATION, 0) | np.where(clashes, acted << 16 | _CONFLICT, 0)
    return np.asarray(held)


def _label_columns(labels: Array) -> dict[str, Array]:
    columns = {name: (labels >> shift & 0xFF).astype(np.uint8) for name, shift in _SHIFTS.items()}
    return columns | {"is_cooperation": labels & _COOPERATION != 0, "is_conflict": labels & _CONFLICT != 0}


def _skewed(draw: np.random.Generator, options: int, size: int) -> Array:
    weights = 1 / np.arange(1, options + 1)
    return np.searchsorted(np.cumsum(weights / weights.sum()), draw.random(size)).clip(0, options - 1)


def _stories(draw: np.random.Generator, keys: Array) -> Array:
    """One article in ten repeats one of the fifty before it, or what that one repeats."""
    place = np.arange(len(keys))
    source = np.where(draw.random(len(keys)) < 0.1, np.maximum(place - draw.integers(1, 50, len(keys)), 0), place)
    while not np.array_equal(source, source[source]):
        source = source[source]
    return keys[source]


def _coded(places: Any, values: tuple[str, ...]) -> pa.Array:
    indices = places if isinstance(places, pa.Array) else pa.array(places.astype(np.int32))
    return pa.DictionaryArray.from_arrays(indices, pa.array(values))


def _same(value: str, size: int) -> pa.Array:
    return _coded(np.zeros(size, dtype=np.int32), (value,))


def _numbered(word: str, keys: Array) -> pa.Array:
    return pc.binary_join_element_wise(word, pa.array(keys).cast(pa.string()), "")


def _column(values: Any, kind: pa.DataType) -> pa.Array:
    return values if isinstance(values, pa.Array) else pa.array(values).cast(kind)


def _articles(facts: _Facts, outlet: Array, labels: Array) -> dict[str, Any]:
    size, keys = len(facts.keys), facts.keys
    return {
        "article_key": keys, "article_id": _numbered("synthetic-", keys), "title": _numbered("Article number ", keys),
        "url": _numbered("https://example.org/", keys), "published_on": pa.array(facts.days),
        "dated": _coded(np.isnat(facts.days).astype(np.int32), ("metadata", "none")),
        "date_precision": pa.nulls(size, SCHEMAS["articles"].field("date_precision").type),
        "language": _coded(facts.language, LANGUAGES), "is_coded": facts.language == 0,
        "outlet": _coded(facts.outlet, OUTLETS),
        "outlets": pa.ListArray.from_arrays(np.arange(size + 1, dtype=np.int32), pa.array(OUTLETS).take(outlet)),
        "section": pa.nulls(size, SCHEMAS["articles"].field("section").type),
        "collection": _coded(outlet % len(COLLECTIONS), COLLECTIONS),
        "count_passages": np.full(size, 3), "count_sentences": np.full(size, 4), "count_countries": facts.count,
        "text_digest": _numbered("", keys), "extra": pa.nulls(size, pa.string()), **_label_columns(labels),
    }  # fmt: skip


def _sentences(keys: Array, count: Array) -> dict[str, Any]:
    size = int(count.sum())
    number = np.arange(size) - np.repeat(np.cumsum(count) - count, count)
    return {
        "article_key": np.repeat(keys, count), "sentence": number, "passage": number, "start": number * 100,
        "end": number * 100 + 90, "text": pa.nulls(size, pa.string()),
    }  # fmt: skip


def _mentions(draw: np.random.Generator, keys: Array, owner: Array, country: Array, count: Array) -> dict[str, Any]:
    """Countries as often as they are mentioned, and an organisation in every third article."""
    codes, organisations = names.country_codes(), tuple(sorted(names.organisation_codes()))
    holders = np.flatnonzero(draw.random(len(keys)) < 0.33)
    who = np.concatenate([np.repeat(owner, count), holders])
    code = np.concatenate(
        [np.repeat(country, count), len(codes) + _skewed(draw, len(organisations), len(holders))]
    )  # fmt: skip
    order = np.argsort(who, kind="stable")
    who, code = who[order], code[order]
    is_country = code < len(codes)
    size = len(who)
    return {
        "article_key": keys[who], "passage": np.ones(size), "sentence": np.ones(size),
        "kind": _coded(~is_country, ("country", "organisation")), "code": _coded(code, (*codes, *organisations)),
        "how": _same("name", size), "start": np.full(size, 110), "end": np.full(size, 118),
        "form": _coded(code, (*codes, *organisations)),
    }  # fmt: skip


def _codings(keys: Array, labels: Array) -> dict[str, Any]:
    """One term for each label of an article."""
    found = [np.flatnonzero(labels >> place & 1) for place in range(len(SECTORS))]
    found += [np.flatnonzero(labels >> place + _SHIFTS["themes"] & 1) for place in range(len(THEMES))]
    who = np.concatenate(found)
    which = np.repeat(np.arange(len(found)), [len(one) for one in found])
    order = np.argsort(who, kind="stable")
    who, which = who[order], which[order]
    size = len(who)
    return {
        "article_key": keys[who], "passage": np.ones(size), "sentence": np.ones(size),
        "kind": _coded(which >= len(SECTORS), ("sector", "theme")), "code": _coded(which, (*SECTORS, *THEMES)),
        "start": np.full(size, 130), "end": np.full(size, 140), "form": _coded(which, (*SECTORS, *THEMES)),
        "rule": _same("term", size),
    }  # fmt: skip


def _interactions(keys: Array, owner: Array, one: Array, other: Array, labels: Array) -> dict[str, Any]:
    """One predicate for each dyad that cooperates or clashes."""
    acts = np.concatenate([np.flatnonzero(labels & _COOPERATION), np.flatnonzero(labels & _CONFLICT)])
    is_conflict = np.arange(len(acts)) >= np.count_nonzero(labels & _COOPERATION)
    order = np.argsort(acts, kind="stable")
    acts, is_conflict = acts[order], is_conflict[order]
    size, codes = len(acts), names.country_codes()
    return {
        "article_key": keys[owner[acts]], "passage": np.ones(size), "sentence": np.ones(size),
        "dyad": _dyads(one[acts], other[acts]), "country_a": _coded(one[acts], codes),
        "country_b": _coded(other[acts], codes), "organisation": pa.nulls(size, pa.dictionary(pa.int32(), pa.string())),
        "interaction": _coded(is_conflict, ("cooperation", "conflict")), "start": np.full(size, 150),
        "end": np.full(size, 160), "form": _same("agreed", size), "rule": _same("agree", size),
    }  # fmt: skip


def _dyads(one: Array, other: Array) -> pa.Array:
    codes = names.country_codes()
    return _coded(one * len(codes) + other, tuple(f"{a}-{b}" for a in codes for b in codes))


def _presences(facts: _Facts, owner: Array, country: Array, mentions: Array, labels: Array) -> dict[str, Any]:
    return {
        "article_key": facts.keys[owner], "published_on": pa.array(facts.days[owner]),
        "country": _coded(country, names.country_codes()), "count_mentions": mentions, "count_named": mentions,
        "count_passages": np.minimum(mentions, 3), "is_salient": mentions > 1, **_label_columns(labels),
    }  # fmt: skip


def _pair_rows(facts: _Facts, owner: Array, one: Array, other: Array, labels: Array, whole: Array) -> dict[str, Any]:
    codes = names.country_codes()
    together = (labels & 3 != 3).astype(np.int32)
    return {
        "article_key": facts.keys[owner], "published_on": pa.array(facts.days[owner]), "dyad": _dyads(one, other),
        "country_a": _coded(one, codes), "country_b": _coded(other, codes), "count_passages": together,
        "count_sentences": together, "count_countries": facts.count[owner],
        "language": _coded(facts.language[owner], LANGUAGES),
        "outlet": _coded(facts.outlet.take(pa.array(owner)), OUTLETS),
        "article_sectors": (whole[owner] & 0xFF).astype(np.uint8), **_label_columns(labels),
    }  # fmt: skip

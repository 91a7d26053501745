"""Near-duplicates -> stories: articles that are the same text, or nearly, printed by several outlets.

An article's signature is a MinHash (Broder 1997) of its pairs of neighbouring words, made while its text is at
hand; stories are then found from signatures alone, so that an ingest reads no old text again. Two articles are of one
story when they are the very same long text, or when about `SIMILAR` of their word pairs are the same and they were
published within `DAYS`: an agency's item is copied within days, while a formula ("X reports a record 507 deaths")
comes back for years. Short items must also refer to the same countries and hold the same numbers: in the corpora 25
of 30 similar items that did not were formulas about another day. The module knows nothing of files or tables.
"""

from __future__ import annotations

import itertools
import operator
import re
from collections.abc import Collection, Iterator, Sequence
from typing import Final

import numpy as np
import numpy.typing as npt
import rensa
import xxhash
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

SIMILAR: Final = 0.8
"""Share of word pairs that two articles of one story have in common: one word changed in 20 leaves 0.82."""
DAYS: Final = 3
SHORT_WORDS: Final = 300
"""Up to this length an item is short: one number or country may be all that is new in it."""
LEAST_WORDS: Final = 12
"""Shorter texts are bare headings ("War in Sudan"), which come back for months: only the same one of the same day
counts."""
UNDATED: Final = -(1 << 31)
"""The day of an article without one."""
_HASHES: Final = 64
_ROWS: Final = 4  # 16 bands of 4: a pair at 0.8 shares a band with chance 0.9998, a pair at 0.3 with 0.12
_AT_ONCE: Final = 50_000  # pairs of signatures that are compared in one operation, 20 MB
_BYTES: Final = 2  # 16 of each hash's bits are kept: unequal hashes agree by chance in 1 of 65,536
_LONG: Final = xxhash.xxh3_64_digest(b"")
"""The last bytes of the signature of a long article: of what countries and numbers say nothing is asked."""
SIZE: Final = _HASHES * _BYTES + 8
"""Bytes of a signature: the hashes, then a digest of the countries and numbers of a short item."""
_WORD: Final = re.compile(r"[\u3040-\u9fff]|\w+")
_WIDE: Final = re.compile(r"[\u3040-\u9fff]")
_CODED: Final = ("utf-8", "surrogatepass")
_ASCII: Final = bytes(range(128))
_PARTED: Final = bytes(c if c > 127 or chr(c).isalnum() or chr(c) == "_" else 32 for c in range(256))
"""ASCII with a blank for every character that is in no word, for `bytes.translate`."""

Ints = npt.NDArray[np.int64]
Bytes = npt.NDArray[np.uint8]


def signatures(texts: Sequence[str], countries: Sequence[Collection[str]]) -> list[bytes | None]:
    """Return the signature of each text with the countries it refers to; None for a text that is too short."""
    shingles, facts = [], []
    for text, codes in zip(texts, countries, strict=True):
        words = words_of(text.lower())
        facts.append(["short", *sorted({*codes, *filter(str.isdigit, words)})] if len(words) <= SHORT_WORDS else [])
        is_long = len(words) >= LEAST_WORDS
        shingles.append(list(map(operator.add, _spaced(words), words[1:])) if is_long else [])
    hashes = itertools.chain.from_iterable(rensa.RMinHash.digests_from_token_sets(shingles, _HASHES, 1))
    digests = np.fromiter(hashes, dtype="<u4", count=_HASHES * len(shingles)).astype("<u2")
    found: list[bytes | None] = []
    for pairs, digest, said in zip(shingles, digests.reshape(-1, _HASHES), facts, strict=True):
        found.append(digest.tobytes() + xxhash.xxh3_64_digest(" ".join(said).encode()) if pairs else None)
    return found


def _spaced(words: Sequence[str]) -> list[str]:
    """Return words with a blank behind each but the last."""
    return " \0".join(words).split("\0")


def words_of(text: str) -> list[str]:
    """Return the words of a text; a Chinese or Japanese character is one, unless a word in letters runs into it."""
    if not text.isascii():
        if _WIDE.search(text) is not None:
            return _WORD.findall(text)
        beyond = text.encode(*_CODED).translate(None, _ASCII).decode(*_CODED)
        for character in itertools.filterfalse(str.isalnum, set(beyond)):
            text = text.replace(character, " ")
    # As `\w+` finds them, in a third of the time.
    return text.encode(*_CODED).translate(_PARTED).decode(*_CODED).split()


def stories(texts: npt.NDArray[np.uint64], days: Ints, which: Ints, signed: Bytes) -> Ints:
    """Return for each article the position of the first article of its story.

    `texts` are equal where the texts are the very same, `days` are days since 1970 (`UNDATED` is near every day).
    `signed` holds the signatures, a row each, of the articles at the positions `which`.
    """
    size = len(texts)
    if size == 0:
        return which
    is_long = np.zeros(size, dtype=bool)
    is_long[which] = (signed[:, -len(_LONG) :] == np.frombuffer(_LONG, dtype=np.uint8)).all(axis=1)
    same = _same(texts, np.where(is_long, UNDATED, days))
    left, right = np.divmod(np.concatenate([same, _near(which, signed, days)]), size)
    graph = coo_array((np.ones(len(left), dtype=np.int8), (left, right)), shape=(size, size))
    _, label = connected_components(graph, directed=False)
    _, first, inverse = np.unique(label, return_index=True, return_inverse=True)
    return np.asarray(first[inverse], dtype=np.int64)


def sharing(signed: Bytes, fresh: Bytes) -> npt.NDArray[np.bool_]:
    """Return which of some signatures (a row each) `stories` could put beside one of the fresh: exact, no near miss."""
    found = np.zeros(len(signed), dtype=bool)
    if len(fresh):
        for one, other in zip(_bands(signed), _bands(fresh), strict=True):
            wanted = np.unique(other)
            found |= wanted[np.minimum(np.searchsorted(wanted, one), len(wanted) - 1)] == one
    return found


def _bands(signed: Bytes) -> Iterator[npt.NDArray[np.uint64]]:
    """Yield for each band a number that articles share which `_near` may compare: their band and their facts."""
    words = np.ascontiguousarray(signed).view("<u8")
    facts = words[:, -1] * np.uint64(0x9E3779B97F4A7C15)
    for band in range(_HASHES // _ROWS):
        yield words[:, band] + facts


def regrouped(keys: Ints, known: Ints, first: Ints) -> tuple[Ints, dict[int, int]]:
    """Join what `stories` found among some articles with the stories that they were of.

    `keys` are the articles', `known` the story that each was of (its smallest key; -1 for none), `first` what
    `stories` returned. Returns the story of each article, and of each earlier story that was joined to another
    the story that it is of now: an article may bring together two that were apart.
    """
    if (known < 0).all():
        return keys[first], {}
    old, index = np.unique(known[known >= 0], return_inverse=True)
    size = len(keys) + len(old)
    rows = np.concatenate([np.arange(len(keys)), np.flatnonzero(known >= 0)])
    columns = np.concatenate([first, len(keys) + index])
    graph = coo_array((np.ones(len(rows), dtype=np.int8), (rows, columns)), shape=(size, size))
    count, label = connected_components(graph, directed=False)
    smallest = np.full(count, np.iinfo(np.int64).max)
    np.minimum.at(smallest, label, np.concatenate([keys, old]))
    story = smallest[label]
    moved = {int(was): int(now) for was, now in zip(old, story[len(keys) :], strict=True) if was != now}
    return np.asarray(story[: len(keys)], dtype=np.int64), moved


def _same(texts: npt.NDArray[np.uint64], days: Ints) -> Ints:
    """Return the neighbours among the articles of one text and day, as pairs (see `_pairs`)."""
    order = np.lexsort((days, texts))
    left, right = order[:-1], order[1:]
    same = (texts[left] == texts[right]) & (days[left] == days[right])
    return _pairs(left[same], right[same], len(texts))


def _near(which: Ints, signed: Bytes, days: Ints) -> Ints:
    """Return the pairs that share a band, compared with the article right before them in it (by day)."""
    words = signed.view("<u8")
    named, day = words[:, -1], days[which]
    found = np.zeros(0, dtype=np.int64)
    for band in range(_HASHES // _ROWS):
        key = words[:, band]
        order = np.lexsort((which, day, named, key))
        for step in (1, 2):  # the last but one too: a stranger may stand between two copies
            left, right = order[:-step], order[step:]
            fine = (key[left] == key[right]) & (named[left] == named[right])
            fine &= (day[right] - day[left] <= DAYS) | (day[left] == UNDATED)
            left, right = left[fine], right[fine]
            pairs = _pairs(which[left], which[right], len(days))
            fresh = ~np.isin(pairs, found)  # most were met in another band
            alike = _alike(signed, left[fresh], right[fresh])
            found = np.union1d(found, pairs[fresh][alike])
    return found


def _alike(signed: Bytes, left: Ints, right: Ints) -> npt.NDArray[np.bool_]:
    """Return which pairs of signatures are similar."""
    hashes = signed.view("<u2")[:, :_HASHES]
    alike = np.zeros(len(left), dtype=bool)
    for begin in range(0, len(left), _AT_ONCE):
        some = slice(begin, begin + _AT_ONCE)
        alike[some] = (hashes[left[some]] == hashes[right[some]]).mean(axis=1) >= SIMILAR
    return alike


def _pairs(left: Ints, right: Ints, size: int) -> Ints:
    """Return pairs of articles as a number each, half as long as a row of two and quick to sort."""
    return left * size + right

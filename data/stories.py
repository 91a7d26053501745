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
from collections.abc import Collection, Hashable, Iterable, Iterator, Sequence
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
_HASHES: Final = 64
_ROWS: Final = 4  # 16 bands of 4: a pair at 0.8 shares a band with chance 0.9998, a pair at 0.3 with 0.12
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


def stories(digests: Sequence[str], days: Sequence[int | None], which: Ints, signed: Bytes) -> Ints:
    """Return for each article the position of the first article of its story.

    `digests` say which texts are the very same, `days` are days since any epoch (None: undated, which is near every
    day). `signed` holds the signatures, a row each, of the articles at the positions `which`.
    """
    size = len(digests)
    is_long = np.zeros(size, dtype=bool)
    is_long[which] = (signed[:, -len(_LONG) :] == np.frombuffer(_LONG, dtype=np.uint8)).all(axis=1)
    identities = zip(digests, days, is_long.tolist(), strict=True)
    same = _same((digest, None if always else day) for digest, day, always in identities)
    near = _near(which, signed, np.array([-1 if day is None else day for day in days], dtype=np.int64))
    left, right = np.concatenate([same, near]).T if size else (which, which)
    graph = coo_array((np.ones(len(left), dtype=np.int8), (left, right)), shape=(size, size))
    _, label = connected_components(graph, directed=False) if size else (0, which)
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


def _same(identities: Iterable[Hashable]) -> Ints:
    """Return (article, first article) for each identity that came before."""
    first: dict[Hashable, int] = {}
    rows = ((i, first.setdefault(identity, i)) for i, identity in enumerate(identities))
    return np.array([row for row in rows if row[0] != row[1]], dtype=np.int64).reshape(-1, 2)


def _near(which: Ints, signed: Bytes, days: Ints) -> Ints:
    """Return the pairs that share a band, compared with the article right before them in it (by day)."""
    if len(which) == 0:
        return np.zeros((0, 2), dtype=np.int64)
    hashes = np.ascontiguousarray(signed[:, : _HASHES * _BYTES]).view("<u2")
    bands = hashes.view("<u8")
    named = np.ascontiguousarray(signed[:, _HASHES * _BYTES :]).view("<u8")[:, 0]
    day = days[which]
    pairs = []
    for band in range(_HASHES // _ROWS):
        key = bands[:, band]
        order = np.lexsort((which, day, named, key))
        for step in (1, 2):  # the last but one too: a stranger may stand between two copies
            left, right = order[:-step], order[step:]
            fine = (key[left] == key[right]) & (named[left] == named[right])
            fine &= (day[right] - day[left] <= DAYS) | (day[left] < 0)
            left, right = left[fine], right[fine]
            fine = (hashes[left] == hashes[right]).mean(axis=1) >= SIMILAR
            pairs.append(np.stack([which[left[fine]], which[right[fine]]], axis=1))
    return np.unique(np.concatenate(pairs), axis=0)

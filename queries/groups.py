"""How many articles of a selection's pairs each country or bloc has: an article counts once in a group of dyads.

Why it exists: where countries are chosen, the countries that an answer lists are the parties of the dyads taken. China
stands in two million pairs of a million dense articles; to group these in SQL took ten times as long as a pass over
the pairs in memory. It must not know what the counts are for.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from queries import counting, pairs, sides
from queries.counting import Array
from queries.selection import EVERYTHING, Mark, Selection
from queries.statistics import Ints


@dataclass(frozen=True)
class Classes:
    """The class of each article, from 0 up to `count`; one entry holds for all."""

    of_article: Array
    count: int


_ONE: Final = Classes(np.zeros(1, dtype=np.int32), 1)
_NO_LABEL: Final[Array] = np.zeros(1, dtype=np.uint8)
LABELS: Final = Classes(np.zeros(1, dtype=np.int32), 1 << 8)
"""Classes by the labels of an article, as bits."""


@dataclass(frozen=True)
class Grouped:
    """Of each group: `counts[group, class]` articles, and the day of its last dated one (-1 without)."""

    counts: Ints
    day: Ints

    @property
    def totals(self) -> Ints:
        """The articles of each group."""
        return np.asarray(self.counts.sum(axis=1))


def of_countries(
    taken: pairs.Chosen, classes: Classes = _ONE, *, labels: Array = _NO_LABEL, opposite: Selection | None = None
) -> Grouped:
    """Return the articles of each of `taken.pairs.countries`, as a party of the pairs taken.

    `labels` are those of a kind, as bits; they are or-ed over the rows of an article. `opposite`: a country counts
    where the other one of its dyad stands on the one side of that selection.
    """
    held = taken.pairs
    (a, b), count = held.parties, len(held.dyads)
    when, fits = np.zeros((2, count), dtype=np.int32), np.ones((1, 1), dtype=bool)
    if opposite is not None:
        stands, fits = sides.standing(held.countries, held.parties, opposite)
        when = stands[::-1]
    entries = np.concatenate([a, b]), np.tile(np.arange(count), 2), when.ravel()
    return _merged(taken, len(held.countries), entries, fits, classes, labels)


def of_blocs(taken: pairs.Chosen, codes: Sequence[str], classes: Classes = _ONE) -> Grouped:
    """Return the articles of each bloc that hold a pair of two members of the article's day."""
    held = taken.pairs
    found = [sides.fitting(held.countries, held.parties, EVERYTHING, Mark(bloc=code)) for code in codes]
    offsets = np.cumsum([0, *(len(fits) for _, fits in found)])
    whens = [np.where(when > 0, when + offset, when) for (when, _), offset in zip(found, offsets[:-1], strict=True)]
    group, dyad = np.repeat(np.arange(len(codes)), len(held.dyads)), np.tile(np.arange(len(held.dyads)), len(codes))
    entries = group, dyad, np.array(whens, dtype=np.int32).ravel()
    fits = np.concatenate([fits for _, fits in found]) if found else np.ones((1, 1), dtype=bool)
    return _merged(taken, len(codes), entries, fits, classes, _NO_LABEL)


def _merged(
    taken: pairs.Chosen, count: int, entries: tuple[Ints, Ints, Array], fits: Array, classes: Classes, labels: Array
) -> Grouped:
    """Count the articles of the groups; `entries` are group, dyad, and when its rows count in the group."""
    held, (group, dyad, when) = taken.pairs, entries
    at = np.flatnonzero((when >= 0) & (taken.when[dyad] >= 0))
    at = at[np.argsort(group[at], kind="stable")]
    group, dyad, when = group[at], dyad[at], when[at]
    begins = np.searchsorted(group, np.arange(count + 1))
    counts, newest = np.zeros((count, classes.count), dtype=np.int64), np.full(count, -1, dtype=np.int64)
    dated = int(np.count_nonzero(held.day >= 0))

    def loop(first: int, last: int) -> None:
        counting.merge(first, last, begins, dyad, when, held.starts, taken.flags, fits, held.term, held.article,
                       held.kind, labels, classes.of_article, dated, np.zeros(len(held.day), dtype=np.uint16), counts,
                       newest)  # fmt: skip

    sizes = np.bincount(group, weights=np.diff(held.starts)[dyad], minlength=count).astype(np.intp)
    pairs.divided(sizes, loop)
    return Grouped(counts, np.append(held.day, -1)[newest])

"""Loops over pairs that are compiled: what a selection holds, and counts of each dyad's rows.

Why it exists: pairs stand by dyad and then by date, so one pass counts a dyad's articles, stories and outlets with a
stamp each (was it seen in this dyad?) and no table of groups. The loops know nothing but arrays; `pairs.py` knows
what they hold. Each works on the dyads from `first` up to `last` and lets go of the interpreter, so that the threads of
`pairs.py` share one question.
Numba compiles a loop at its first call and keeps the machine code beside this file or in the user's cache.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final, TypeVar, cast

import numba
import numpy as np

Array = Any
Loop = TypeVar("Loop", bound=Callable[..., None])

HELD, ASKED, COOPERATES, CLASHES = 1, 2, 4, 8
"""The bits of a row: taken by the selection; and under what is asked, cooperation, conflict."""

COUNTS: Final = ("articles", "asked", "cooperation", "conflict", "passages", "stories", "outlets", "independent")
"""What `count` gives of a dyad; from stories on, of the rows that are asked."""

STORY, COUNTRIES = 20, 48
OUTLETS, STORIES = (1 << 20) - 1, (1 << 28) - 1
"""The facts of a row as the bits of one number: outlet + 1, story + 1 (0 for none, and for a story of one article), and
the countries that the article names. They stand beside the row, because looking them up by article takes longer than
all else: each look waits for memory."""


def compiled(loop: Loop) -> Loop:
    """Return the loop as machine code; kept for the next process where it can be written."""
    try:
        return cast(Loop, numba.njit(nogil=True, cache=True)(loop))
    except RuntimeError:  # no folder that may be written
        return cast(Loop, numba.njit(nogil=True)(loop))


@compiled
def flag(first: int, last: int, starts: Array, article: Array, kind: Array, of_article: Array, of_kind: Array,
         flags: Array) -> None:  # fmt: skip
    """Write the bits of each row: those that both its article and its kind have."""
    for i in range(starts[first], starts[last]):
        flags[i] = of_article[article[i]] & of_kind[kind[i]]


@compiled
def tally(first: int, last: int, starts: Array, flags: Array, asked: int, counts: Array) -> None:
    """Write how many rows of each dyad have the bits that are asked."""
    for dyad in range(first, last):
        found = 0
        for i in range(starts[dyad], starts[dyad + 1]):
            found += (flags[i] & asked) != 0
        counts[dyad] = found


@compiled
def last_days(first: int, last: int, starts: Array, flags: Array, asked: int, article: Array, day: Array,
              found: Array) -> None:  # fmt: skip
    """Write the last day of each dyad's rows that have the bits asked, negative without; undated ones stand last."""
    for dyad in range(first, last):
        i = starts[dyad + 1] - 1
        while i >= starts[dyad] and (flags[i] & asked == 0 or day[article[i]] < 0):
            i -= 1
        found[dyad] = day[article[i]] if i >= starts[dyad] else -1


@compiled
def count(first: int, last: int, starts: Array, flags: Array, kind: Array, passages: Array, facts: Array,
          of_story: Array, of_outlet: Array, counts: Array, weights: Array) -> None:  # fmt: skip
    """Write the first eight of `COUNTS` and the weight 1/C(n,2) of each dyad.

    The stamps `of_story` and `of_outlet` (two columns, as long as there are such) must hold -1.
    A story counts for the outlet that told it first: rows stand by date, then by key.
    """
    for dyad in range(first, last):
        articles = asked = cooperation = conflict = of_passages = stories = outlets = independent = 0
        weight = 0.0
        for i in range(starts[dyad], starts[dyad + 1]):
            bits = flags[i]
            if bits == 0:
                continue
            articles += 1
            cooperation += (bits >> 2) & 1
            conflict += (bits >> 3) & 1
            of_passages += passages[kind[i]]
            if bits & 2 == 0:
                continue
            asked += 1
            fact = facts[i]
            outlet, story, countries = (fact & OUTLETS) - 1, ((fact >> STORY) & STORIES) - 1, fact >> COUNTRIES
            weight += 2.0 / (countries * (countries - 1))
            tells = outlet >= 0
            if story < 0:
                stories += 1
            else:
                if of_story[story, 0] != dyad:
                    of_story[story, 0] = dyad
                    stories += 1
                tells = tells and of_story[story, 1] != dyad
                if tells:
                    of_story[story, 1] = dyad
            if outlet >= 0 and of_outlet[outlet, 0] != dyad:
                of_outlet[outlet, 0] = dyad
                outlets += 1
            if tells and of_outlet[outlet, 1] != dyad:
                of_outlet[outlet, 1] = dyad
                independent += 1
        counts[dyad, 0], counts[dyad, 1], counts[dyad, 2], counts[dyad, 3] = articles, asked, cooperation, conflict
        counts[dyad, 4], counts[dyad, 5], counts[dyad, 6] = of_passages, stories, outlets
        counts[dyad, 7], weights[dyad] = independent, weight


@compiled
def cells(first: int, last: int, starts: Array, flags: Array, article: Array, facts: Array, period: Array,
          collection: Array, collections: int, is_asked: Array, stamp: Array, sizes: Array, most: Array,
          begins: Array, written: Array) -> None:  # fmt: skip
    """Write the size of each dyad's cells (period x collection), and the most stories that one of its periods has.

    Of dyads that are asked. Where `begins` is not negative, the cells themselves are written from there on:
    `written[:, cell]` are dyad, period, collection, articles, and repeats of the whole period. `period[article]` is
    negative without a day. `stamp` must hold -1.
    """
    tallies = np.zeros(collections, dtype=np.int64)
    for dyad in range(first, last):
        if not is_asked[dyad]:
            continue
        i, end, size = starts[dyad], starts[dyad + 1], 0
        while i < end:
            if flags[i] == 0 or period[article[i]] < 0:
                i += 1
                continue
            now, opened, repeats, articles = period[article[i]], i, 0, 0
            tallies[:] = 0
            while i < end and period[article[i]] == now:
                if flags[i] != 0:
                    tallies[collection[article[i]]] += 1
                    articles += 1
                    story = ((facts[i] >> STORY) & STORIES) - 1
                    if story >= 0:
                        repeats += stamp[story] >= opened  # rows of this period alone are stamped from here on
                        stamp[story] = opened
                i += 1
            most[dyad] = max(most[dyad], articles - repeats)
            for group in range(collections):
                if tallies[group] == 0:
                    continue
                at = begins[dyad] + size
                size += 1
                if begins[dyad] >= 0:
                    written[0, at], written[1, at], written[2, at] = dyad, now, group
                    written[3, at], written[4, at] = tallies[group], repeats
        sizes[dyad] = size

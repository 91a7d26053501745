"""Loops over pairs that are compiled: what a selection holds, and counts of each dyad's rows.

Why it exists: pairs stand by dyad and then by date, so one pass counts a dyad's articles, stories and outlets without a
table of groups: an outlet has a stamp (was it seen in this dyad?), and a row of a story knows the one before it. The
loops know nothing but arrays; `pairs.py` knows what they hold. Each works on the dyads from `first` up to `last` and
lets go of the interpreter, so that the threads of `pairs.py` share one question.
Numba compiles a loop at its first call and keeps the machine code beside this file or in the user's cache.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final, TypeVar, cast

import numba
import numpy as np

Array = Any
Loop = TypeVar("Loop", bound=Callable[..., Any])

HELD, ASKED, COOPERATES, CLASHES = 1, 2, 4, 8
"""The bits of a row: taken by the selection; and under what is asked, cooperation, conflict."""

COUNTS: Final = ("articles", "asked", "cooperation", "conflict", "passages", "stories", "outlets", "independent", "day")
"""What `count` gives of a dyad; from stories on, of the rows that are asked. `day` is the last, negative without."""

COUNTRIES, PASSAGES, BEFORE = 20, 28, 36
OUTLETS, BYTE = (1 << COUNTRIES) - 1, 255
"""The facts of a row as the bits of one number: outlet + 1 (0 for none); the countries that the article names (there
are fewer than 256); the passages, at most 255, which says *look at the kind*; and how many rows before this one the
dyad has another article of the same story (0 for none). They stand beside the row, because looking them up by article
or story takes longer than all else: each look waits for memory."""

SEEN: Final = 1 << 8
"""The bit of an article that `merge` has met, above the bits of its labels."""

WEIGHTS: Final = np.array([0.0, 0.0, *(2.0 / (n * (n - 1)) for n in range(2, BYTE + 1))])
"""The weight 1/C(n,2) of a pair by the countries of its article."""


def compiled(loop: Loop) -> Loop:
    """Return the loop as machine code; kept for the next process where it can be written."""
    try:
        return cast(Loop, numba.njit(nogil=True, cache=True, error_model="numpy")(loop))
    except RuntimeError:  # no folder that may be written
        return cast(Loop, numba.njit(nogil=True, error_model="numpy")(loop))


@compiled
def write_facts(first: int, last: int, starts: Array, article: Array, kind: Array, of_article: Array, of_kind: Array,
                story: Array, latest: Array, facts: Array) -> None:  # fmt: skip
    """Write the facts of each row: those of its article and kind, and how far before it another of its story stands.

    `story[article]` is 0 for a story of one article; `latest`, as long as there are stories, must hold -1.
    """
    for dyad in range(first, last):
        for i in range(starts[dyad], starts[dyad + 1]):
            told = story[article[i]]
            facts[i] = of_article[article[i]] | of_kind[kind[i]]
            if told:
                if latest[told] >= starts[dyad]:
                    facts[i] |= (i - latest[told]) << BEFORE
                latest[told] = i


@compiled
def flag(first: int, last: int, starts: Array, when: Array, fits: Array, term: Array, article: Array, kind: Array,
         of_article: Array, of_kind: Array, flags: Array) -> None:  # fmt: skip
    """Write the bits of each row: those that both its article and its kind have, where its sides fit.

    The sides of a dyad fit in the terms `fits[when[dyad]]` of articles; in all where `when` is 0, in none where it is
    negative. Nothing is written there: `flags` must hold 0. An `of_article` or `of_kind` of one entry holds for all.
    """
    for dyad in range(first, last):
        start, end, row = starts[dyad], starts[dyad + 1], when[dyad]
        if row < 0:
            continue
        if len(of_article) == 1 and len(of_kind) == 1:
            flags[start:end] = of_kind[0] & of_article[0]
        elif len(of_article) == 1:
            for i in range(start, end):
                flags[i] = of_kind[np.uint32(kind[i])] & of_article[0]
        elif len(of_kind) == 1:
            for i in range(start, end):
                flags[i] = of_article[np.uint32(article[i])] & of_kind[0]
        else:
            for i in range(start, end):
                flags[i] = of_kind[np.uint32(kind[i])] & of_article[np.uint32(article[i])]
        if row > 0:
            for i in range(start, end):
                if not fits[row, term[np.uint32(article[i])]]:
                    flags[i] = 0


@compiled
def tally(first: int, last: int, starts: Array, when: Array, flags: Array, counts: Array) -> None:
    """Write how many rows of each dyad are taken."""
    for dyad in range(first, last):
        found = 0
        if when[dyad] >= 0:
            for i in range(starts[dyad], starts[dyad + 1]):
                found += flags[i] != 0
        counts[dyad] = found


@compiled
def count(first: int, last: int, starts: Array, when: Array, flags: Array, kind: Array, passages: Array, facts: Array,
          article: Array, day: Array, of_outlet: Array, counts: Array, weights: Array) -> None:  # fmt: skip
    """Write `COUNTS` and the weight 1/C(n,2) of each dyad.

    The stamps `of_outlet` (two columns, a row an outlet and one for none) must hold -1.
    A story counts for the outlet that told it first: rows stand by date, then by key.
    """
    for dyad in range(first, last):
        if when[dyad] < 0:
            continue
        articles = asked = cooperation = conflict = of_passages = stories = outlets = independent = 0
        weight, latest = 0.0, -1
        for i in range(starts[dyad], starts[dyad + 1]):
            bits = flags[i]
            if bits == 0:
                continue
            fact = facts[i]
            articles += 1
            cooperation += (bits >> 2) & 1
            conflict += (bits >> 3) & 1
            held = (fact >> PASSAGES) & BYTE
            of_passages += held if held < BYTE else passages[kind[i]]
            if bits & ASKED == 0:
                continue
            asked += 1
            latest = i
            weight += WEIGHTS[np.uint32((fact >> COUNTRIES) & BYTE)]
            outlet = np.uint32(fact & OUTLETS)
            is_new, tells = True, outlet != 0
            if fact >> BEFORE:
                is_new, tells = _tells(i, flags, facts, tells)
            stories += is_new
            outlets += (outlet != 0) & (of_outlet[outlet, 0] != dyad)
            of_outlet[outlet, 0] = dyad
            if tells:
                independent += of_outlet[outlet, 1] != dyad
                of_outlet[outlet, 1] = dyad
        while latest >= starts[dyad] and (flags[latest] & ASKED == 0 or day[article[latest]] < 0):
            latest -= 1  # undated ones stand last
        counts[dyad, 0], counts[dyad, 1], counts[dyad, 2], counts[dyad, 3] = articles, asked, cooperation, conflict
        counts[dyad, 4], counts[dyad, 5], counts[dyad, 6] = of_passages, stories, outlets
        counts[dyad, 7], counts[dyad, 8] = independent, day[article[latest]] if latest >= starts[dyad] else -1
        weights[dyad] = weight


@compiled
def _tells(i: int, flags: Array, facts: Array, tells: bool) -> tuple[bool, bool]:
    """Whether no asked row before this one is of its story, and, if it has an outlet, none that has one."""
    is_new, back = True, facts[i] >> BEFORE
    while back and (is_new or tells):
        i -= back
        if flags[i] & ASKED:
            is_new = False
            tells = tells and facts[i] & OUTLETS == 0
        back = facts[i] >> BEFORE
    return is_new, tells


@compiled
def merge(first: int, last: int, begins: Array, dyad: Array, when: Array, starts: Array, flags: Array, fits: Array,
          term: Array, article: Array, kind: Array, of_kind: Array, of_article: Array, dated: int, labels: Array,
          counts: Array, newest: Array) -> None:  # fmt: skip
    """Write how many articles each group of dyads has, each counted once, by class, and the place of its newest.

    A group has the entries from `begins[group]` on: a dyad, and when its rows count (see `flag`). The class of an
    article is `of_article[article]` and the labels `of_kind[kind]` of its rows, or-ed (one entry holds for all); of
    articles, the first `dated` have a day. `labels`, a number an article, must hold 0, and holds 0 again.
    """
    has_classes, has_labels = len(of_article) > 1, len(of_kind) > 1
    for group in range(first, last):
        is_alone = begins[group + 1] - begins[group] == 1  # then no article can come twice
        for step in range(1 if is_alone else 0, 2):
            for entry in range(begins[group], begins[group + 1]):
                row = when[entry]
                for i in range(starts[dyad[entry]], starts[dyad[entry] + 1]):
                    if flags[i] == 0:
                        continue
                    at = np.uint32(article[i])
                    if row > 0 and not fits[row, term[at]]:
                        continue
                    found = SEEN | (of_kind[np.uint32(kind[i])] if has_labels else of_kind[0])
                    if step == 0:
                        labels[at] |= found
                        continue
                    if not is_alone:
                        found, labels[at] = labels[at], 0
                    if found:
                        counts[group, (of_article[at] if has_classes else of_article[0]) + (found & ~SEEN)] += 1
                        if at < dated:
                            newest[group] = max(newest[group], at)


@compiled
def cells(dyads: Array, starts: Array, flags: Array, article: Array, facts: Array, period: Array, collection: Array,
          counts: Array, repeats: Array) -> None:  # fmt: skip
    """Count the articles of some dyads, `counts[collection, dyad, period]`, and the repeats of stories in a period.

    `period[article]` is negative where the article is not to be counted; `counts` and `repeats` must hold 0.
    """
    for row in range(len(dyads)):
        now, opened = -1, 0
        for i in range(starts[dyads[row]], starts[dyads[row] + 1]):
            at = np.uint32(article[i])
            if flags[i] == 0 or period[at] < 0:
                continue
            if period[at] != now:
                now, opened = period[at], i
            counts[collection[at], row, now] += 1
            told, back = i, facts[i] >> BEFORE
            while back and told - back >= opened:
                told -= back
                back = 0 if flags[told] else facts[told] >> BEFORE
            repeats[row, now] += told < i and flags[told] != 0

"""How the articles of two periods are mixed: outlets, of each its dyads, of each their sectors, of each the selected.

Why it exists: `change` splits a change over these shares; a million articles that name many countries lie in ten
million cells of outlet x dyad x set of sectors. The pairs stand by dyad, so the cells of one dyad at a time are summed
in a small table and forgotten. It must not know what the shares are for.
"""

from __future__ import annotations

from typing import Any, Final

import duckdb
import numpy as np
import numpy.typing as npt

from queries import pairs, statistics
from queries.counting import BYTE, WEIGHTS, Array, compiled
from queries.schema import fetch_arrays
from queries.selection import Selection
from queries.statistics import Floats

_SETS: Final = 257
"""Sets of eight sectors, and *not coded*."""

_PARTS: Final = 8
"""The parts that the dyads are mixed in, however many threads there are: sums of fractions depend on their order."""

# The facts of an article in a period as the bits of one number: 1 earlier, 2 later, 4 selected; its countries; its cell
# (outlet x set of sectors). 0: in no period.
_COUNTRIES: Final = 3
_CELL: Final = 11
_WEIGHTS: Final = np.concatenate([[1.0, 1.0], WEIGHTS[2:]])
"""The weight of an article in each of its groups, by the countries that it names (there are fewer than 256)."""


def of_outlets(
    connection: duckdb.DuckDBPyConnection, selection: Selection, days: dict[str, Any], least: int
) -> tuple[Floats, Floats]:
    """Return the articles of each outlet by period, and the selected part of an article by mixture.

    `[period, outlet]` and `[outlet, dyads, sectors, rate]`, the last three 0 earlier or 1 later: the sum over the
    dyads of the outlet of share(d) * sum_s share(s) * rate. Outlets and dyads of fewer than `least` articles are one;
    articles of one country lie in that country, those of none in *no country*. Where a share or a rate has no value in
    one period, that of the other stands in.
    """
    held, seen = pairs.opened(connection), fetch_arrays(connection, "change/articles", selection, **days)
    outlet, outlets = _classes(seen["outlet_place"], least)
    cell, of_cell = _cells(outlet * _SETS + np.where(seen["sector_bits"] < 0, _SETS - 1, seen["sector_bits"]))
    bits = seen["is_earlier"] + 2 * seen["is_later"] + 4 * seen["is_selected"]
    # half as wide where that suffices: a pass over 20 million pairs looks articles up in no order
    facts = np.zeros(len(held.day), dtype=np.int32 if len(of_cell) < 1 << 31 - _CELL else np.int64)
    facts[seen["place"]] = bits | seen["count_countries"].astype(np.int64) << _COUNTRIES | cell << _CELL
    # counted, not added up from parts of articles: 20 million of these are off by 1e-8
    totals = np.array([np.bincount(outlet[seen[name]], minlength=outlets) for name in ("is_earlier", "is_later")]).T
    totals = np.ascontiguousarray(totals, dtype=float)
    parts: dict[int, tuple[Floats, Floats]] = {}

    def mix(starts: Array, article: Array, part: int) -> None:
        parts[part] = np.zeros((len(of_cell), 4)), np.zeros((outlets, 2, 2, 2))
        _mix(starts, article, facts, _WEIGHTS, least, totals, of_cell, *parts[part])

    pairs.shared(held, lambda a, b: mix(held.starts[a : b + 1], held.article, a), parts=_PARTS)
    mix(*_alone(seen), len(held.dyads))
    ordered = [parts[part] for part in sorted(parts)]  # in one order: the same question has the same answer
    small, middle = (np.sum([part[kind] for part in ordered], axis=0) for kind in (0, 1))
    _add(np.flatnonzero(small.any(axis=1)), small, totals, of_cell, np.zeros((outlets, 6)), middle)
    return totals.T, middle


def filled(part: Floats, whole: Floats) -> Floats:
    """Return part / whole of both periods (rows); without a whole, the quotient of the other, and 0 without both."""
    quotient = statistics.share(part, whole)
    return np.nan_to_num(np.where(np.isnan(quotient), quotient[::-1], quotient), nan=0.0)


def _classes(outlet: Array, least: int) -> tuple[Array, int]:
    """The number of each article's outlet among those that have so many articles; 0 none, 1 all the small ones."""
    counts = np.bincount(outlet + 1, minlength=1)
    is_large = counts >= least
    is_large[0] = False
    number = np.where(is_large, np.cumsum(is_large) + 1, 1).astype(np.int64)
    number[0] = 0
    return number[outlet + 1], int(number.max()) + 1


def _cells(cell: Array) -> tuple[Array, Array]:
    """Number the cells that occur, so that their table stays near the processor; and the outlet of each."""
    occurs = np.zeros(int(cell.max(initial=-1)) + 1, dtype=bool)
    occurs[cell] = True
    return (np.cumsum(occurs) - 1)[cell], np.flatnonzero(occurs) // _SETS


def _alone(seen: dict[str, npt.NDArray[Any]]) -> tuple[Array, Array]:
    """The articles of one country, country by country, then those of none: where each begins, and the articles."""
    is_alone = (seen["only_country"] >= 0) | (seen["count_countries"] == 0)
    country = seen["only_country"][is_alone]
    order = np.lexsort((seen["place"][is_alone], country))
    counts = np.bincount(country + 1, minlength=1)
    return np.concatenate([[0], np.cumsum(counts)]), seen["place"][is_alone][order].astype(np.int32)


@compiled
def _add(cells: Array, table: Array, totals: Array, of_cell: Array, sums: Array, middle: Array) -> None:
    """Add the cells of one dyad to the sum of each outlet; `table` and `sums` hold 0 again.

    Of an outlet: its articles earlier and later, and these times the rate of each cell earlier and later, which is
    share(s) * rate but for the division by the former. Where a cell has no articles in a period, the rate of the other
    stands in: the product is what is selected in the other.
    """
    for cell in cells:
        earlier, later, of_earlier, of_later = table[cell]
        table[cell] = 0
        own = sums[of_cell[cell]]
        own[0] += earlier
        own[1] += later
        own[2] += of_earlier
        own[3] += earlier * of_later / later if later > 0 else of_earlier
        own[4] += later * of_earlier / earlier if earlier > 0 else of_later
        own[5] += of_later
    for cell in cells:
        outlet = of_cell[cell]
        own = sums[outlet]
        if own[0] == 0 and own[1] == 0:
            continue
        for dyads in range(2):
            share = _quotient(own[0], own[1], totals[outlet, 0], totals[outlet, 1], dyads)
            for sectors in range(2):
                for rate in range(2):
                    mean = _quotient(own[2 + rate], own[4 + rate], own[0], own[1], sectors)
                    middle[outlet, dyads, sectors, rate] += share * mean
        own[:] = 0


@compiled
def _quotient(earlier: Any, later: Any, whole_earlier: Any, whole_later: Any, period: int) -> Any:
    """The part of a whole in a period; where that has no whole, in the other."""
    if (period == 0 and whole_earlier > 0) or whole_later <= 0:
        return earlier / whole_earlier
    return later / whole_later


@compiled
def _mix(starts: Array, article: Array, facts: Array, weights: Array, least: int, totals: Array, of_cell: Array,
         small: Array, middle: Array) -> None:  # fmt: skip
    """Add the cells of each group that weighs `least` to `middle`, and those of all others to the one table `small`.

    A cell is earlier, later, and of these selected. An article weighs 1 in all its groups together.
    """
    table, touched = np.zeros_like(small), np.zeros(len(small) + 1, dtype=np.int64)
    sums = np.zeros((len(totals), 6))
    for group in range(len(starts) - 1):
        weight = 0.0
        for i in range(starts[group], starts[group + 1]):
            fact = facts[article[i]]
            weight += weights[fact >> _COUNTRIES & BYTE] if fact else 0.0
        if weight < least:
            _fill(starts[group], starts[group + 1], article, facts, weights, small, touched)
        else:
            size = _fill(starts[group], starts[group + 1], article, facts, weights, table, touched)
            _add(touched[:size], table, totals, of_cell, sums, middle)


@compiled
def _fill(first: int, last: int, article: Array, facts: Array, weights: Array, table: Array, touched: Array) -> int:
    """Add the articles of these rows to their cells; return how many that held nothing are now `touched`."""
    size = 0
    for i in range(first, last):
        fact = facts[article[i]]
        if fact == 0:
            continue
        cell, part = fact >> _CELL, weights[fact >> _COUNTRIES & BYTE]
        touched[size] = cell  # kept where it held nothing; a branch here is guessed wrongly half the time
        size += (table[cell, 0] == 0) & (table[cell, 1] == 0)
        earlier, later, selected = part * (fact & 1), part * (fact >> 1 & 1), fact >> 2 & 1
        table[cell, 0] += earlier
        table[cell, 1] += later
        table[cell, 2] += earlier * selected
        table[cell, 3] += later * selected
    return size

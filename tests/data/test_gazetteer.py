from __future__ import annotations

import time

import pytest

from data.ambiguity import Ambiguity
from data.cities import cities
from data.gazetteer import Gazetteer, _load, variants
from data.leaders import days_off, nearest, term_on, terms
from data.matching import Case, fold
from data.names import country_codes
from data.records import How, Kind
from data.senses import inflected
from data.vocabularies import rows


def senses_of(form: str) -> list[tuple[str, How]]:
    gazetteer = Gazetteer.load()
    pairs = zip(gazetteer.forms, gazetteer.senses, strict=True)
    return [(s.code, s.how) for f, held in pairs if fold(f.text) == fold(form) for s in held if s.kind == Kind.COUNTRY]


def test_every_territory_has_a_name() -> None:
    named = {
        code
        for held in Gazetteer.load().senses
        for sense in held
        if sense.how == How.NAME and sense.kind == Kind.COUNTRY
        for code in sense.countries
    }
    assert set(country_codes()) <= named


def test_every_code_of_our_files_is_a_territory() -> None:
    for name in ("countries.csv", "places.csv", "institutions.csv"):
        for row in rows(name):
            assert set(row["code"].split("+")) <= set(country_codes()), (name, row)
            assert all(form.strip() == form and form for form in row["forms"].split("|")), (name, row)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Myanmar (Burma)", {"Myanmar", "Burma"}),
        ("St. Lucia", {"St. Lucia", "Saint Lucia", "St Lucia"}),
        ("Hong Kong SAR China", {"Hong Kong"}),
        ("Congo - Kinshasa", set()),
        ("Peru", {"Peru"}),
    ],
)
def test_names_of_cldr_become_names_of_texts(name: str, expected: set[str]) -> None:
    assert variants(name) == expected


def test_ampersands_are_spelled_out() -> None:
    assert {"Bosnia & Herzegovina", "Bosnia and Herzegovina", "Bosnia-Herzegovina"} <= variants("Bosnia & Herzegovina")


@pytest.mark.parametrize(
    ("name", "form"),
    [("Казахстан", "Казахстаном"), ("Россия", "Россией"), ("Китай", "Китае"), ("Армения", "Армении"), ("Чили", "Чили")],
)
def test_russian_names_are_inflected(name: str, form: str) -> None:
    assert form in inflected(name)


def test_a_country_comes_before_the_capital_of_its_name() -> None:
    assert senses_of("Singapore") == [("SG", How.NAME)]
    assert senses_of("Astana") == [("KZ", How.CAPITAL)]
    assert senses_of("Kremlin") == [("RU", How.CAPITAL)]


def test_an_institution_that_names_its_country_is_left_to_the_name() -> None:
    assert senses_of("Bank of England") == []
    assert senses_of("Bundestag") == [("DE", How.INSTITUTION)]


def test_a_word_is_no_city() -> None:
    assert senses_of("Nice") == []
    assert senses_of("Reading") == []


def test_cities_know_their_namesakes() -> None:
    held = {fold(text): sense for text, _, sense in cities() if sense.group == "city"}
    assert held["tripoli"].bearers[:2] == ("LY", "LB")
    assert held["tripoli"].is_sure
    assert "US" in held["birmingham"].bearers


def test_abbreviations_are_exact() -> None:
    cases = {form.text: form.case for form in Gazetteer.load().forms}
    assert cases["US"] == Case.EXACT
    assert cases["ASEAN"] == Case.EXACT
    assert cases["peshmerga"] == Case.ANY


def test_rules_name_known_verdicts_and_all_rules_have_tests() -> None:
    for rule in Ambiguity.load().rules:
        assert rule.tests, rule.name
        assert rule.forms or rule.groups, rule.name
        for test in rule.tests:
            assert test.then in {"drop", "keep"} or test.then.split(":")[0] in country_codes(), rule.name


def test_rules_watch_forms_that_exist() -> None:
    known = {fold(form.text) for form in Gazetteer.load().forms}
    for rule in Ambiguity.load().rules:
        assert not rule.forms or rule.forms & known, rule.name


def test_terms_are_read() -> None:
    from datetime import date

    assert term_on("xi-jinping", date(2020, 1, 1)).country == "CN"
    assert days_off("xi-jinping", date(2020, 1, 1)) == 0
    assert nearest(["george-h-w-bush", "george-w-bush"], date(2003, 1, 1)) == "george-w-bush"
    assert all(terms().values())


def test_loading_takes_less_than_three_seconds_of_work() -> None:
    _load.cache_clear()
    begin = time.process_time()
    Gazetteer.load()
    assert time.process_time() - begin < 3.0

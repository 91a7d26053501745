from __future__ import annotations

from datetime import date

import pytest

from data import names
from data.records import SECTORS, THEMES


def test_all_territories_and_kosovo_have_names_and_map_codes() -> None:
    codes = names.country_codes()
    assert len(codes) == 250
    assert names.country_name("KZ") == "Kazakhstan"
    assert names.alpha3("XK") == "XKX"
    assert {len(names.alpha3(code)) for code in codes} == {3}
    assert len({names.country_name(code) for code in codes}) == 250


def test_positions_are_capitals() -> None:
    latitude, longitude = names.country_position("KZ") or (0.0, 0.0)
    assert abs(latitude - 51.2) < 0.5
    assert abs(longitude - 71.4) < 0.5
    assert names.country_position("AQ") is None


def test_every_code_of_the_codebook_is_explained_and_has_terms() -> None:
    for code in SECTORS + THEMES:
        assert names.label(code)
        assert names.definition(code).endswith(".")
        assert len(names.terms(code)) >= 10
    with pytest.raises(KeyError, match="no sector or theme"):
        names.label("weather")


def test_bloc_members_are_dated_and_known() -> None:
    blocs = {bloc.code: bloc for bloc in names.blocs()}
    assert {"SCO", "BRICS", "EAEU", "ASEAN", "EU", "C5", "G7"} <= set(blocs)
    for bloc in blocs.values():
        assert all(member.country in names.country_codes() for member in bloc.members)
        assert all(member.source for member in bloc.members)
    britain = next(member for member in blocs["EU"].members if member.country == "GB")
    assert britain.left_on == date(2020, 1, 31)
    assert {member.country for member in blocs["C5"].members} == {"KZ", "KG", "TJ", "TM", "UZ"}


def test_leaders_and_organisations_can_be_named() -> None:
    assert names.leader_country("xi-jinping") == "CN"
    assert names.organisation_name("SCO").startswith("Shanghai Cooperation")
    assert set(names.leader_codes()) >= {"kassym-jomart-tokayev", "vladimir-putin"}
    assert len(names.organisation_codes()) > 100

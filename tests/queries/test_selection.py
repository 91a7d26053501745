"""What a selection accepts, refuses and binds."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from queries.selection import EVERYTHING, Mark, Mode, Selection, SelectionError, Unit


def test_equal_questions_are_equal_keys() -> None:
    assert Selection(countries=("KZ", "CN", "CN")) == Selection(countries=("CN", "KZ"))
    assert Selection(words="  trade   talks ") == Selection(words="trade talks")
    assert Selection(interaction="any") == EVERYTHING  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("sectors", ("trad",), "The nearest is trade"),
        ("themes", ("connectivty",), "The nearest is connectivity"),
        ("countries", ("XX",), "“XX” is not among countries"),
        ("blocs", ("BRICKS",), "The nearest is BRICS"),
        ("interaction", "war", "Allowed: any, conflict, cooperation"),
        ("languages", ("English",), "two or three small letters"),
        ("words", "?!", "no letter or digit"),
        ("words", "a b c d e f g h i", "at most 8 words"),
        ("words", "x" * 300, "at most 200 letters"),
        ("outlets", "Gazette", "wants a list"),
        ("outlets", (3,), "wants texts"),
        ("since", date(2021, 1, 1), "is after the last"),
    ],
)
def test_a_bad_value_is_named_with_what_is_allowed(field: str, value: Any, said: str) -> None:
    with pytest.raises(SelectionError, match=said.replace("?", r"\?")) as caught:
        Selection(**({field: value} | ({"until": date(2020, 1, 1)} if field == "since" else {})))
    assert caught.value.field == field


@pytest.mark.parametrize("dyad", ["KZ-CN", "CN-CN", "CN", "CN-ZZ", "CN-KZ-RU", "' or 1=1"])
def test_a_dyad_is_two_known_countries_in_order(dyad: str) -> None:
    with pytest.raises(SelectionError):
        Mark(dyad=dyad)


def test_the_unit_follows_from_the_sides_that_are_asked_for() -> None:
    assert Selection().unit(Mark()) is Unit.ARTICLES
    assert Selection(countries=("CN",)).unit(Mark()) is Unit.PRESENCES
    assert Selection(partners=("CN",)).unit(Mark()) is Unit.PRESENCES
    assert Selection().unit(Mark(country="CN")) is Unit.PRESENCES
    assert Selection(blocs=("C5",), partner_blocs=("C5",)).unit(Mark()) is Unit.PAIRS
    assert Selection(countries=("CN",)).unit(Mark(country="KZ")) is Unit.PAIRS
    assert Selection().unit(Mark(dyad="CN-KZ")) is Unit.PAIRS


def test_partners_alone_are_one_side() -> None:
    assert Selection(partners=("CN",)).parameters() == Selection(countries=("CN",)).parameters()


def test_narrowing_is_exact_or_refused() -> None:
    selection = Selection(since=date(2020, 1, 1), sectors=("tech", "trade"))
    mark = Mark(sector="trade", since=date(2019, 1, 1), until=date(2020, 3, 31), dyad="CN-KZ")
    assert selection.narrow(mark) == Selection(
        since=date(2020, 1, 1), until=date(2020, 3, 31), sectors=("trade",), countries=("CN",), partners=("KZ",)
    )
    for stranger in (Mark(sector="customs"), Mark(none_found=True)):
        with pytest.raises(SelectionError):
            selection.narrow(stranger)
    with pytest.raises(SelectionError, match="Countries are chosen already"):
        Selection(countries=("CN",)).narrow(Mark(dyad="CN-KZ"))


def test_the_volume_keeps_date_outlet_collection_language_and_interaction_alone() -> None:
    selection = Selection(
        interaction=Mode.CONFLICT, since=date(2020, 1, 1), outlets=("Gazette",), languages=("en",), countries=("CN",),
        sectors=("trade",), words="wall",
    )  # fmt: skip
    assert selection.volume() == Selection(
        interaction=Mode.CONFLICT, since=date(2020, 1, 1), outlets=("Gazette",), languages=("en",)
    )

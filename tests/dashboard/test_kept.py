"""A kept selection is one value of the link: readable, whole or not at all."""

from __future__ import annotations

from datetime import date

import pytest

from dashboard import kept
from dashboard.state import ViewState, parse, serialise
from queries.selection import Mode, Selection


def test_a_kept_selection_is_readable_and_restores() -> None:
    one = Selection(interaction=Mode.ANY, countries=("KZ",), partners=("CN",), outlets=("BBC News",), words="a.b c")
    assert kept.token(one) == "interaction.any countries.KZ outlets.BBC%20News with.CN words.a.b%20c"
    assert kept.read(kept.token(one)) == one


def test_everything_can_be_kept_and_is_not_taken_for_nothing() -> None:
    assert serialise(ViewState(kept=Selection())) == {"kept": "interaction.cooperation"}


def test_the_days_are_those_of_the_page() -> None:
    view = ViewState(Selection(since=date(2020, 1, 1)), kept=Selection(since=date(1999, 1, 1)))
    assert view.kept == Selection()
    assert parse(serialise(view)) == (view, ())


@pytest.mark.parametrize(
    ("token", "said"),
    [
        ("contries.KZ", "The nearest is countries"),
        ("countries.KZ countries.XX", "XX"),
        ("countries", "no part of a kept selection"),
        ("interaction.any interaction.conflict", "twice"),
        ("words." + "x" * 1_000, "longer than 1000"),
    ],
)
def test_what_is_wrong_in_it_is_said_and_nothing_wider_takes_its_place(token: str, said: str) -> None:
    view, notices = parse({"kept": token})
    assert view.kept is None
    assert len(notices) == 1 and said in notices[0]


def test_another_page_gets_it_and_a_page_about_a_dyad_too() -> None:
    view = ViewState(Selection(countries=("KZ",)), kept=Selection(countries=("UZ",)), panel="labels")
    assert view.carry().kept == view.about("CN-KZ").kept == Selection(countries=("UZ",))


def test_a_selection_too_long_for_a_link_is_not_kept() -> None:
    assert kept.fits(Selection(countries=("KZ",)))
    assert not kept.fits(Selection(outlets=tuple(f"{'x' * 60} {i}" for i in range(20))))

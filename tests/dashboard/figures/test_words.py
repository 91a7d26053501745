"""Numbers, periods and strangers' texts as a reader sees them."""

from __future__ import annotations

from datetime import date

import pytest

from dashboard.figures import words


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("BBC <b>News</b>", "BBC &lt;b&gt;News&lt;/b&gt;"),
        ("a&b", "a&amp;b"),
        ("one\n two\tthree", "one two three"),
        ("x\u202ey\u200bz", "xyz"),
        ("w" * 60, "w" * 47 + "…"),
    ],
)
def test_plain_text_is_shown_letter_by_letter(text: str, shown: str) -> None:
    assert words.plain(text) == shown


@pytest.mark.parametrize(
    ("value", "shown"),
    [(0.028, "2.8 %"), (0.0004, "0.04 %"), (0, "0.0 %"), (1, "100 %"), (None, "–"), (float("nan"), "–")],
)
def test_percentages(value: float | None, shown: str) -> None:
    assert words.percent(value) == shown


@pytest.mark.parametrize(("value", "shown"), [(1204, "1,204"), (3.6, "3.6"), (36.2, "36"), (None, "–")])
def test_numbers(value: float | None, shown: str) -> None:
    assert words.number(value) == shown


@pytest.mark.parametrize(
    ("grain", "shown", "end"),
    [
        ("day", "1 October 2024", date(2024, 10, 1)),
        ("week", "week of 1 October 2024", date(2024, 10, 7)),
        ("month", "October 2024", date(2024, 10, 31)),
        ("quarter", "fourth quarter of 2024", date(2024, 12, 31)),
        ("year", "2024", date(2025, 9, 30)),
    ],
)
def test_periods(grain: str, shown: str, end: date) -> None:
    assert words.period(date(2024, 10, 1), grain) == shown
    assert words.period_end(date(2024, 10, 1), grain) == end


@pytest.mark.parametrize(
    ("first", "last", "shown"),
    [
        (date(2024, 1, 1), date(2024, 12, 31), "2024"),
        (date(2021, 1, 1), date(2024, 12, 31), "2021 to 2024"),
        (date(2024, 2, 1), date(2024, 2, 29), "February 2024"),
        (date(2026, 1, 1), date(2026, 3, 31), "January to March 2026"),
        (date(2025, 12, 1), date(2026, 2, 28), "December 2025 to February 2026"),
        (date(2026, 1, 1), date(2026, 3, 30), "1 January 2026 to 30 March 2026"),
    ],
)
def test_days_are_said_as_a_reader_says_them(first: date, last: date, shown: str) -> None:
    assert words.days(first, last) == shown


def test_an_unknown_grain_names_the_allowed_ones() -> None:
    with pytest.raises(ValueError, match="quarter"):
        words.period_end(date(2024, 1, 1), "decade")


def test_unknown_codes_are_shown_as_they_stand() -> None:
    assert words.country("<q>") == "&lt;q&gt;" and words.label("sport") == "sport"
    assert words.dyad("CN-KZ") == "China–Kazakhstan"

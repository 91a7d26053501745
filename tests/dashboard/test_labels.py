"""Codes become words, and a selection a sentence."""

from __future__ import annotations

import dataclasses
from datetime import date

import pandas as pd
import pytest

from dashboard import labels
from queries.selection import Mark, Mode, Selection
from queries.timeline import Grain


@pytest.mark.parametrize(
    ("selection", "sentence"),
    [
        (Selection(), "that report cooperation"),
        (Selection(interaction=Mode.ANY), "of every kind"),
        (Selection(countries=("KZ",)), "that report cooperation involving Kazakhstan"),
        (Selection(partners=("KZ",)), "that report cooperation involving Kazakhstan"),
        (Selection(countries=("CN",), partners=("KZ",)), "that report cooperation between China and Kazakhstan"),
        (Selection(interaction=Mode.CONFLICT, blocs=("C5",)), "that report conflict involving C5 members"),
        (
            Selection(interaction=Mode.ANY, countries=("CN",), partners=("KZ",), sectors=("trade", "customs")),
            "that mention China together with Kazakhstan, whatever they do with each other on customs or trade",
        ),
        (
            Selection(sectors=("trade",), themes=("diplomacy",), words="visa"),
            "that report cooperation on trade and also on diplomacy with the word “visa”",
        ),
        (Selection(outlets=("AFP",), languages=("en",)), "that report cooperation from AFP in English"),
        (Selection(words='"green corridor"'), "that report cooperation with the phrase “green corridor”"),
        (
            Selection(words='customs "green corridor"'),
            'that report cooperation with the words customs "green corridor"',
        ),
    ],
)
def test_a_selection_is_a_sentence(selection: Selection, sentence: str) -> None:
    assert labels.selection(selection) == sentence


def test_one_article_reports() -> None:
    assert labels.selection(Selection(), 1) == "that reports cooperation"


def test_a_long_list_is_counted() -> None:
    assert labels.listed(list("abcdef")) == "a, b, c or 3 more"
    assert labels.listed(["a", "b"], "and") == "a and b"
    assert labels.listed([]) == ""


def test_names_that_hold_commas_are_parted_by_semicolons() -> None:
    assert labels.listed(["The White House, briefing room", "Reuters"], "and") == (
        "The White House, briefing room; and Reuters"
    )
    assert labels.listed(["A, b", "C", "D"], "and") == "A, b; C; and D"


def test_countries_have_their_article_in_a_sentence_and_none_alone() -> None:
    said = labels.selection(Selection(countries=("US",), partners=("KZ", "GB"), interaction=Mode.CONFLICT))
    assert said == "that report conflict between the United States and the United Kingdom or Kazakhstan"
    assert labels.country("US") == "United States" and labels.dyad("KZ-US") == "Kazakhstan–United States"


def test_a_mark_is_named_in_full() -> None:
    mark = Mark(dyad="CN-KZ", sector="trade", since=date(2025, 6, 1), until=date(2025, 6, 30))
    assert labels.mark(mark) == "China–Kazakhstan, Trade, from 1 June 2025 to 30 June 2025"
    year = dataclasses.replace(mark, since=date(2025, 1, 1), until=date(2025, 12, 31))
    assert labels.mark(year) == "China–Kazakhstan, Trade, 2025"
    assert labels.mark(Mark(none_found=True)) == "No sector found"
    assert labels.mark(Mark(since=date(2025, 6, 1), until=date(2025, 6, 1))) == "1 June 2025"


@pytest.mark.parametrize(
    ("grain", "words"),
    [
        (Grain.DAY, "1 April 2025"), (Grain.WEEK, "week of 1 April 2025"), (Grain.MONTH, "April 2025"),
        (Grain.QUARTER, "second quarter of 2025"), (Grain.YEAR, "2025"),
    ],
)  # fmt: skip
def test_a_period_is_named_by_its_grain(grain: Grain, words: str) -> None:
    assert labels.period(date(2025, 4, 1), grain) == words


def test_a_period_in_a_sentence_has_its_article_and_preposition() -> None:
    said = [labels.when(date(2025, 4, 1), grain) for grain in Grain]
    assert said == ["on 1 April 2025", "in the week of 1 April 2025", "in April 2025",
                    "in the second quarter of 2025", "in 2025"]  # fmt: skip


def test_periods_are_said_in_words() -> None:
    first, last = date(2026, 4, 1), date(2026, 6, 30)
    assert labels.days(first, last) == "April to June 2026"
    assert labels.days(date(2025, 1, 1), date(2025, 12, 31)) == "2025"
    assert labels.days(first, first) == "1 April 2026"
    assert labels.span_of_days(date(2020, 1, 1), date(2024, 12, 31)) == "from 2020 to 2024"
    assert labels.span_of_days(first, last) == "from 1 April 2026 to 30 June 2026"
    assert labels.span_of_days(first, first) == "on 1 April 2026"


def test_an_unknown_code_is_shown_as_it_is() -> None:
    assert [labels.country("??"), labels.bloc("??"), labels.organisation("??"), labels.topic("??")] == ["??"] * 4


def test_a_table_has_words_and_its_first_columns_first() -> None:
    answer = pd.DataFrame(
        {"p": [0.1], "dyad": ["CN-KZ"], "country_a": ["CN"], "lift": [1.5], "count_articles": [3],
         "period_on": pd.to_datetime(["2025-04-01"])}
    )  # fmt: skip
    shown = labels.table(answer, Grain.MONTH)
    assert list(shown.columns) == ["Period", "Pair", "Articles", "Lift"]
    assert shown.iloc[0].tolist() == ["April 2025", "China–Kazakhstan", 3, 1.5]
    assert len(labels.table(answer.head(0), Grain.MONTH)) == 0


def test_a_table_of_pairs_shows_no_number_twice_and_first_what_it_is_ranked_by() -> None:
    answer = pd.DataFrame(
        {"dyad": ["CN-KZ", "KG-KZ"], "count_articles": [9, 4], "count_cooperation": [3, 2], "count_conflict": [1, 1]}
    )

    def headings(counted: str) -> list[str]:
        return list(labels.table(answer.assign(count_selected=answer[counted])).columns)

    assert headings("count_articles") == ["Pair", "Naming both", "Cooperating", "In conflict"]
    assert headings("count_cooperation") == ["Pair", "Cooperating", "Naming both", "In conflict"]
    assert headings("count_conflict") == ["Pair", "In conflict", "Naming both", "Cooperating"]
    other = answer.assign(count_selected=[3, 1])
    assert list(labels.table(other).columns)[:3] == ["Pair", "Articles shown", "Naming both"]


def test_a_table_of_organisations_and_leaders_has_their_names() -> None:
    answer = pd.DataFrame({"kind": ["organisation"], "code": ["SCO"], "count_articles": [3]})
    assert labels.table(answer).iloc[0].tolist() == ["Shanghai Cooperation Organisation", 3]

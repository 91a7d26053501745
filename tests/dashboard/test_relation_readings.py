"""The sentences of the pages about a dyad or a country: the largest mark with count and total, and nothing more."""

from __future__ import annotations

import pandas as pd
import pytest

from dashboard import relation_readings as readings
from queries.robustness import Verdict
from queries.timeline import Grain
from tests.dashboard.figures import answers
from tests.dashboard.figures.test_relations import over_time, steps


def test_the_ladder_says_how_far_the_two_get() -> None:
    said = readings.ladder(steps())
    assert said == "93 articles name both: 60 in one passage (65 %), 11 cooperating (12 %) and 1 in conflict (1.1 %)."
    assert readings.ladder(steps(together=(1, 9))).startswith("1 article names both")
    assert readings.ladder(answers.empty("relations/ladder")) == "No article names both countries."


def test_cooperation_and_conflict_are_said_apart() -> None:
    answer = over_time({"cooperation": [1, 9], "conflict": [0, 0]}, [100, 100])
    assert readings.interactions_over_time(answer, Grain.MONTH) == (
        "Most cooperation in February 2020, in 9 of 100 articles (9.0 %); no conflict is reported."
    )
    rare = over_time({"cooperation": [1], "conflict": [1]}, [9000])
    assert "1 of 9,000 articles (0.01 %)" in readings.interactions_over_time(rare, Grain.MONTH)
    tied = over_time({"cooperation": [2, 2], "conflict": [1, 0]}, [50, 50])
    assert readings.interactions_over_time(tied, Grain.YEAR).startswith(
        "Cooperation in no year in more than 2 articles; "
    )
    assert not readings.is_sparse(answer)
    assert readings.is_sparse(over_time({"cooperation": [4], "conflict": [4]}, [100]))


def test_the_largest_partner_is_named_with_its_period() -> None:
    answer = over_time({"CN-KZ": [1, 2], "KZ-RU": [3, 1]}, [50, 50], of="dyad")
    assert readings.partners_over_time(answer, "KZ", Grain.MONTH) == (
        "The largest count is with Russia in January 2020: 3 of 50 articles (6.0 %) of that period."
    )


def test_partners_are_counted_with_those_too_few_to_be_read() -> None:
    answer = answers.dyads(answers.dyad("CN-KZ", 40), answers.dyad("KZ-RU", 3))
    assert readings.partners(answer, "KZ") == (
        "China leads with 40 articles; 2 partners occur, 1 of them in too few articles to be read."
    )
    assert "No other country" in readings.partners(answers.empty("comentions/dyads"), "KZ")


def test_who_is_named_most_is_said() -> None:
    row = {"kind": "organisation", "code": "SCO", "count_articles": 6, "total_articles": 12, "share": 0.5,
           "share_low": 0.3, "share_high": 0.7}  # fmt: skip
    said = readings.named_with(answers.frame("relations/named_with", [row]), "organisation")
    assert said == "Named most: Shanghai Cooperation Organisation, in 6 of 12 articles (50 %)."
    told = answers.frame(
        "relations/named_with", [row, {**row, "code": "EAEU"}, {**row, "code": "CIS", "count_articles": 2}]
    )
    said = readings.named_with(told, "organisation")
    assert said.startswith("Named most: Shanghai Cooperation Organisation and Eurasian Economic Union, each in 6 of")
    assert "No leaders" in readings.named_with(answers.empty("relations/named_with"), "leader")


@pytest.mark.parametrize("verdict", Verdict)
def test_every_verdict_has_its_words(verdict: Verdict) -> None:
    robust = pd.DataFrame({"verdict": [str(verdict)], "count_articles": [30]})
    outlets = pd.DataFrame({"outlet": ["Courier", "Herald"], "count_articles": [20, 10]})
    said = readings.outlets(outlets, robust)
    assert said.endswith("2 outlets report it; the largest gives 20 of 30 articles.")
    assert said.startswith(("There are too few", "This count "))


def test_outlets_that_only_reprint_are_said_apart() -> None:
    names = ["count_articles", "count_stories", "count_outlets", "count_independent_outlets"]
    answer = pd.DataFrame([["any", 9, 4, 5, 2]], columns=["interaction", *names])
    assert readings.units(answer) == (
        "9 articles that name both tell 4 stories by 5 outlets; 2 of these told one first."
    )
    answer["count_independent_outlets"] = 5
    assert readings.units(answer) == "9 articles that name both tell 4 stories by 5 outlets."

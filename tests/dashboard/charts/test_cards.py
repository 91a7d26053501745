"""The cards of the Overview: every line that leads to articles leads to as many as it says."""

from __future__ import annotations

import dataclasses
import re
from datetime import date

import pandas as pd
import pytest

from dashboard.charts import cards, timelines
from dashboard.charts.chart import Scene
from queries import evidence, standouts
from queries.periods import Pair
from queries.selection import Mode, Selection
from queries.timeline import Grain

SELECTIONS = (
    Selection(), Selection(interaction=Mode.ANY, countries=("KZ",)), Selection(until=date(2022, 6, 30)),
    Selection(interaction=Mode.ANY, countries=("CN",), partners=("RU",)),
    Selection(since=date(2023, 1, 10), until=date(2023, 1, 30)), Selection(interaction=Mode.CONFLICT),
)  # fmt: skip


def of(scene: Scene, selection: Selection, **options: object) -> Scene:
    return dataclasses.replace(scene, view=dataclasses.replace(scene.view, selection=selection, **options))


@pytest.mark.parametrize("selection", SELECTIONS)
def test_a_line_leads_to_as_many_articles_as_it_says(scene: Scene, selection: Selection) -> None:
    here = of(scene, selection)
    pair = cards.pair(here)
    assert pair is not None
    for card in cards.cards(here, pair):
        for line in card.lines:
            if line.mark is None:
                continue
            count = here.ask(evidence.count, selection, line.mark)
            said = [int(n.replace(",", "")) for n in re.findall(r"\d[\d,]*", line.note or card.head)]
            assert count > 0 and count in said[:2], (card.key, line)


@pytest.mark.parametrize("grain", [Grain.MONTH, Grain.QUARTER, Grain.YEAR])
def test_the_reader_can_fix_the_length_of_the_periods(scene: Scene, grain: Grain) -> None:
    pair = cards.pair(of(scene, Selection(interaction=Mode.ANY), grain=grain))
    assert pair is not None and pair.grain is grain


def test_few_articles_get_no_percentage(scene: Scene) -> None:
    few = of(scene, Selection(countries=("IR",), partners=("TJ",)))
    pair = cards.pair(few)
    assert pair is not None
    card = cards.how_much(few, pair)
    assert "%" not in card.head and [line.text for line in card.lines][-1] == "Too few to compare"


def test_what_is_too_few_in_one_card_is_not_within_chance_in_the_next(scene: Scene) -> None:
    few = of(scene, Selection(countries=("IR",), partners=("TJ",)))
    pair = cards.pair(few)
    assert pair is not None
    heads = [cards.between_whom(few, pair).head, cards.on_what(few, pair).head]
    assert heads == ["No pair stands in enough articles to compare", "No sector stands in enough articles to compare"]


def test_of_all_articles_no_card_says_that_they_are_all_of_them(scene: Scene) -> None:
    for mode, told in ((Mode.ANY, False), (Mode.COOPERATION, True)):
        here = of(scene, Selection(interaction=mode))
        pair = cards.pair(here)
        assert pair is not None
        assert any("of all articles" in line.text for line in cards.how_much(here, pair).lines) is told


def test_a_source_that_is_in_one_period_only_is_named(scene: Scene) -> None:
    months = pd.DataFrame(
        [
            {"period_on": pd.Timestamp(2024, m, 1), "collection": code, "count_articles": 120,
             "total_articles": 200, "last_article_on": pd.Timestamp(2024, 3, 1)}
            for m, code in ((1, "old"), (2, "old"), (2, "new"))
        ]
    )  # fmt: skip
    told = dataclasses.replace(scene, ask=lambda *_, **__: months)
    pair = cards.pair(told)
    assert pair == Pair((date(2024, 1, 1), date(2024, 1, 31)), (date(2024, 2, 1), date(2024, 2, 29)), Grain.MONTH)
    assert "new is only in the later" in cards.coverage(told, pair)


@pytest.mark.parametrize(
    ("number", "head"),
    [(0, "No pair stands out against its own history"), (1, "One burst"), (2, "The latest of 2 bursts"),
     (60, "The latest of the 60 surest bursts")],
)  # fmt: skip
def test_bursts_that_were_cut_off_are_not_counted_as_all(scene: Scene, number: int, head: str) -> None:
    row = {"kind": "dyad", "code": "CN-KZ", "from_on": pd.Timestamp(2024, 1, 1), "to_on": pd.Timestamp(2024, 1, 31),
           "count_articles": 9, "expected": 1.5, "story_on": pd.NaT, "story_title": None,
           "story_countries": ""}  # fmt: skip
    told = dataclasses.replace(scene, ask=lambda *_, **__: pd.DataFrame([row] * number, columns=list(row)))
    assert cards.stood_out(told).head == head


def test_every_burst_of_a_line_that_is_drawn_is_asked_for(scene: Scene) -> None:
    asked: dict[str, object] = {}
    told = dataclasses.replace(scene, ask=lambda *_, **options: asked.update(options))
    timelines.standing(dataclasses.replace(told, view=dataclasses.replace(scene.view, grain=Grain.YEAR)))
    assert int(str(asked["limit"])) > standouts.SUREST


def test_a_story_without_a_title_is_told_by_whom_it_names() -> None:
    row = {"kind": "dyad", "code": "CN-KZ", "story_title": None, "story_countries": "KZ RU CN UZ KG",
           "story_on": pd.Timestamp(2025, 6, 17)}  # fmt: skip
    told = cards.story(pd.Series(row))
    assert told == "Begins 17 June 2025 naming also Russia and Uzbekistan"
    assert cards.story(pd.Series({**row, "story_title": " A  summit "})) == "“A summit”"

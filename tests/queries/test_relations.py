"""A relation's company, steps and periods, on articles written here: counted once, and where they are asked about."""

from __future__ import annotations

import dataclasses
from datetime import date

import pytest

from queries import evidence, relations
from queries.selection import Mark, Mode, Selection, SelectionError
from queries.timeline import Grain
from tests.queries.conftest import Opener
from tests.queries.rows import Article, Passage, named

PAIR = Selection(countries=("CN",), partners=("KZ",))
ANY = Selection(interaction=Mode.ANY, countries=("CN",), partners=("KZ",))
TOGETHER = Passage(countries=("CN", "KZ"), cooperation=("CN-KZ",), organisations=("SCO",), sectors=("trade",))
BESIDE = Passage(countries=("CN", "KZ"), organisations=("BRICS",), leaders=("vladimir-putin",))
ELSEWHERE = Passage(countries=("CN",), organisations=("EU",))
ARTICLES = [
    Article(passages=(TOGETHER, TOGETHER, BESIDE, ELSEWHERE), on=date(2020, 1, 5), story=1),
    Article(passages=(BESIDE,), on=date(2020, 3, 5), story=1),
    Article(passages=(ELSEWHERE, Passage(countries=("KZ",))), on=date(2021, 3, 5)),
]


@pytest.mark.parametrize(
    ("selection", "of", "expected"),
    [
        (PAIR, "organisation", {"SCO": (1, 1)}),  # of cooperation: not what another passage names
        (ANY, "organisation", {"BRICS": (2, 3), "SCO": (1, 3)}),  # the EU stands in no passage with both
        (Selection(interaction=Mode.ANY, countries=("CN",)), "organisation",
         {"BRICS": (2, 3), "EU": (2, 3), "SCO": (1, 3)}),
        (ANY, "leader", {"vladimir-putin": (2, 3)}),
        (PAIR, "leader", {}),
    ],
)  # fmt: skip
def test_names_are_those_of_the_passages_asked_about(
    opened: Opener, selection: Selection, of: str, expected: dict[str, tuple[int, int]]
) -> None:
    frame = relations.named_with(opened(ARTICLES), selection, of=of)  # type: ignore[arg-type]
    found = {row.code: (row.count_articles, row.total_articles) for row in frame.itertuples()}
    assert found == expected


def test_the_list_behind_a_name_shows_the_sentence_that_names_it(opened: Opener) -> None:
    connection = opened(ARTICLES)
    mark = Mark(organisation="SCO")
    keys = evidence.articles(connection, PAIR, mark)["article_key"].tolist()
    assert keys == [0]
    sentences = evidence.sentences(connection, keys, PAIR, mark)
    assert sentences["passage"].tolist() == [1, 2] and sentences["is_mention"].all()


def test_a_mark_of_a_name_is_no_filter_and_says_why() -> None:
    with pytest.raises(SelectionError, match="choose the name as a filter"):
        PAIR.narrow(Mark(organisation="SCO"))
    with pytest.raises(SelectionError, match="not among organisation"):
        Mark(organisation="no-such")


def test_the_ladder_has_its_steps_under_each_interaction(opened: Opener) -> None:
    frame = relations.ladder(opened(ARTICLES), PAIR, "CN-KZ")
    assert list(dict.fromkeys(frame["interaction"])) == ["cooperation", "conflict", "any"]
    steps = frame.set_index(["interaction", "step", "code"])["count_articles"]
    assert steps["any", "together", ""] == 3 and steps["any", "passage", ""] == 2
    assert steps["cooperation", "cooperation", ""] == 1 and steps["cooperation", "sector", "trade"] == 1
    assert steps["conflict", "sector", "trade"] == 0 and steps["any", "sector", "trade"] == 1


def test_units_stand_side_by_side_also_where_there_is_nothing(opened: Opener) -> None:
    frame = relations.units(opened(ARTICLES), PAIR, "CN-KZ").set_index("interaction")
    assert frame.loc["any", ["count_articles", "count_passages", "count_stories", "count_outlets"]].tolist() == [
        3, 4, 2, 1,
    ]  # fmt: skip
    assert frame.loc["conflict", "count_articles"] == 0


def test_periods_have_the_volume_as_their_total_and_a_gap_has_no_share(opened: Opener) -> None:
    frame = relations.interactions_over_time(opened([*ARTICLES, named("US")]), PAIR, grain=Grain.QUARTER)
    mine = frame[frame["interaction"] == "cooperation"]
    assert mine["count_articles"].tolist() == [1, 0, 0, 0, 0]
    assert mine["total_articles"].tolist() == [2, 1, 0, 0, 1]
    assert mine["share_of_volume"].isna().tolist() == [False, False, True, True, False]


def test_dyads_come_in_the_order_asked_for(opened: Opener) -> None:
    connection = opened(ARTICLES)
    frame = relations.dyads_over_time(connection, Selection(interaction=Mode.ANY), ["KZ-RU", "CN-KZ"], grain=Grain.YEAR)
    assert frame[["dyad", "count_articles"]].to_numpy().tolist() == [
        ["KZ-RU", 0], ["KZ-RU", 0], ["CN-KZ", 2], ["CN-KZ", 1],
    ]  # fmt: skip
    assert relations.dyads_over_time(connection, PAIR, []).empty


def test_two_selections_have_their_own_totals_and_the_days_of_the_first(opened: Opener) -> None:
    late = date(2021, 6, 1)
    connection = opened([*ARTICLES, *(named("US", collection="press", on=late) for _ in range(2))])
    press = Selection(interaction=Mode.ANY, collections=("press",), until=date(1990, 2, 1))
    frame = relations.against(connection, ANY, press, grain=Grain.YEAR)
    counts = frame[["count_articles", "total_articles", "count_articles_kept", "total_articles_kept"]]
    assert counts.to_numpy().tolist() == [[2, 2, 0, 0], [1, 3, 2, 2]]
    assert frame["share_of_volume_kept"].isna().tolist() == [True, False]
    recent = dataclasses.replace(ANY, since=date(2021, 1, 1))
    assert relations.against(connection, recent, press, grain=Grain.YEAR)["count_articles"].tolist() == [1]

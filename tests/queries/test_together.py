"""Sectors together: each pair once, counted in coded articles, beside what chance would give."""

from __future__ import annotations

import pytest

from queries import evidence, together
from queries.selection import EVERYTHING, Mark, Mode, Selection, SelectionError
from tests.queries.conftest import Opener
from tests.queries.rows import Article, Passage, named

ARTICLES = [
    named("CN", "KZ", sectors=("trade", "customs"), cooperation=("CN-KZ",)), named("CN", sectors=("trade", "customs")),
    named("CN", sectors=("trade",)), named("FR"), named("FR", sectors=("trade", "customs"), is_coded=False),
]  # fmt: skip


def test_a_pair_of_sectors_is_counted_with_what_chance_would_give(opened: Opener) -> None:
    frame = together.sectors(opened(ARTICLES), EVERYTHING)
    assert len(frame) == 10 and frame["count_articles"].sum() == 2
    row = frame[frame["count_articles"] > 0].iloc[0]
    assert {row["code_a"], row["code_b"]} == {"trade", "customs"}
    assert (row["total_a"], row["total_b"], row["total_articles"]) == (3, 2, 4)
    assert (row["expected"], row["lift"]) == pytest.approx((1.5, 4 / 3))


def test_under_cooperation_only_its_passages_count(opened: Opener) -> None:
    assert together.sectors(opened(ARTICLES), Selection())["count_articles"].sum() == 1


def test_without_articles_every_count_is_zero(opened: Opener) -> None:
    assert together.sectors(opened(ARTICLES), Selection(countries=("JP",)))["total_articles"].tolist() == [0] * 10


@pytest.mark.parametrize(
    "selection",
    [
        EVERYTHING, Selection(), Selection(interaction=Mode.ANY, countries=("KZ", "FR")),
        Selection(interaction=Mode.ANY, countries=("CN",), partners=("KZ", "RU")),
    ],
)  # fmt: skip
def test_the_mark_of_a_pair_of_sectors_has_as_many_articles(opened: Opener, selection: Selection) -> None:
    split = Article(passages=(
        Passage(countries=("CN", "KZ"), sectors=("trade",)), Passage(countries=("CN", "RU"), sectors=("customs",)),
    ))  # fmt: skip
    connection = opened([*ARTICLES, split])
    for row in together.sectors(connection, selection).to_dict("records"):
        mark = Mark(sector=row["code_a"], second_sector=row["code_b"])
        assert evidence.count(connection, selection, mark) == row["count_articles"]
        assert len(evidence.articles(connection, selection, mark)) == row["count_articles"]


def test_a_second_sector_wants_a_first_and_is_no_filter() -> None:
    with pytest.raises(SelectionError, match="wants a first"):
        Mark(second_sector="trade")
    with pytest.raises(SelectionError, match="two at once"):
        Selection().narrow(Mark(sector="trade", second_sector="customs"))

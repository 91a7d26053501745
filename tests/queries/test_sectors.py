"""Sector breakdown: overlap, `none`, denominators, baselines."""

from __future__ import annotations

import pandas as pd
import pytest

from queries import evidence, sectors
from queries.selection import EVERYTHING, Mark, Mode, Selection
from tests.queries.conftest import Opener
from tests.queries.rows import Article, Passage, named

ARTICLES = [
    named("CN", "KZ", sectors=("trade", "tech"), cooperation=("CN-KZ",), themes=("diplomacy",)),
    named("CN", "KZ", cooperation=("CN-KZ",)),
    named("CN", "RU", sectors=("trade",), cooperation=("CN-RU",)),
    named("FR", "DE", sectors=("security",), conflict=("DE-FR",)),
    named("CN", language="ky", is_coded=False),
]


def _cells(frame: pd.DataFrame, *columns: str) -> dict[str, list[int]]:
    return dict(zip(frame["code"], frame[list(columns)].to_numpy().tolist(), strict=True))


def test_an_article_in_two_sectors_is_counted_once_in_the_total(opened: Opener) -> None:
    frame = sectors.breakdown(opened(ARTICLES), Selection(partners=("KZ",)))
    cells = _cells(frame, "count_articles", "total_articles", "baseline_count", "baseline_total")
    assert list(cells) == ["trade", "tech", "tourism", "customs", "security", "none"]
    assert cells["trade"] == [1, 2, 2, 3]
    assert cells["tech"] == [1, 2, 1, 3]
    assert cells["customs"] == [0, 2, 0, 3]
    assert cells["none"] == [1, 2, 1, 3]
    assert frame["share"].tolist()[:2] == [0.5, 0.5]
    assert frame["baseline_share"].iloc[0] == pytest.approx(2 / 3)


def test_an_uncoded_article_is_not_one_without_a_sector(opened: Opener) -> None:
    cells = _cells(sectors.breakdown(opened(ARTICLES), EVERYTHING), "count_articles", "total_articles")
    assert cells["none"] == [1, 4]


def test_labels_are_those_of_the_passages_that_hold_the_unit(opened: Opener) -> None:
    split = Article(
        (
            Passage(("CN", "KZ"), sectors=("trade",), cooperation=("CN-KZ",)),
            Passage(("CN",), sectors=("tourism",)),
            Passage(("RU", "UA"), sectors=("security",), conflict=("RU-UA",)),
        )
    )
    connection = opened([split])

    def found(selection: Selection) -> set[str]:
        frame = sectors.breakdown(connection, selection)
        return set(frame[frame["count_articles"] > 0]["code"])

    assert found(EVERYTHING) == {"trade", "tourism", "security"}
    assert found(Selection()) == {"trade"}
    assert found(Selection(interaction=Mode.CONFLICT)) == {"security"}
    assert found(Selection(interaction=Mode.ANY, countries=("CN",))) == {"trade", "tourism"}
    assert found(Selection(interaction=Mode.ANY, countries=("CN",), partners=("KZ",))) == {"trade"}
    assert found(Selection(interaction=Mode.ANY, countries=("CN",), partners=("RU",))) == {"none"}


def test_themes_have_their_own_none(opened: Opener) -> None:
    cells = _cells(sectors.themes_breakdown(opened(ARTICLES), Selection()), "count_articles", "total_articles")
    assert len(cells) == 9
    assert cells["diplomacy"] == [1, 3]
    assert cells["none"] == [2, 3]


def test_by_dyad_ranks_dyads_and_compares_with_the_baseline(opened: Opener) -> None:
    connection = opened(ARTICLES)
    frame = sectors.by_dyad(connection, Selection())
    assert list(dict.fromkeys(frame["dyad"])) == ["CN-KZ", "CN-RU"]
    first = frame[frame["dyad"] == "CN-KZ"]
    assert _cells(first, "count_articles", "total_articles")["tech"] == [1, 2]
    assert first[first["code"] == "tech"]["ratio"].iloc[0] == pytest.approx(0.5 / (1 / 3))
    assert first[first["code"] == "customs"]["ratio"].isna().all()  # nothing to compare with
    assert set(sectors.by_dyad(connection, Selection(), limit=1)["dyad"]) == {"CN-KZ"}


def test_the_baseline_can_be_another_selection(opened: Opener) -> None:
    connection = opened(ARTICLES)
    chosen, other = Selection(countries=("KZ",)), Selection(interaction=Mode.ANY, countries=("RU",))
    frame, theirs = sectors.breakdown(connection, chosen, against=other), sectors.breakdown(connection, other)
    assert frame["count_articles"].tolist() == sectors.breakdown(connection, chosen)["count_articles"].tolist()
    assert frame["baseline_count"].tolist() == theirs["count_articles"].tolist()
    assert frame["baseline_total"].tolist() == theirs["total_articles"].tolist()


def test_no_rows(opened: Opener) -> None:
    connection = opened([])
    frame = sectors.breakdown(connection, Selection())
    assert frame["total_articles"].tolist() == [0] * 6
    assert frame["share"].isna().all()
    assert sectors.by_dyad(connection, Selection()).empty


@pytest.mark.parametrize(
    "selection",
    [
        EVERYTHING, Selection(), Selection(interaction=Mode.ANY, countries=("CN",)),
        Selection(interaction=Mode.ANY, countries=("CN", "KZ"), blocs=("SCO",)),
        Selection(interaction=Mode.CONFLICT, countries=("CN",), partners=("KZ", "RU")),
    ],
)  # fmt: skip
def test_a_cell_of_a_country_and_a_sector_has_as_many_articles(opened: Opener, selection: Selection) -> None:
    split = Article(passages=(
        Passage(countries=("CN", "KZ"), sectors=("trade",), conflict=("CN-KZ",)),
        Passage(countries=("CN", "RU"), sectors=("customs",), conflict=("CN-RU",)),
    ))  # fmt: skip
    connection = opened([*ARTICLES, split])
    found = sectors.by_country(connection, selection)
    assert len(found) and not found.duplicated(["country", "code"]).any()
    for row in found.to_dict("records"):
        code = {"none_found": True} if row["code"] == "none" else {"sector": row["code"]}
        assert evidence.count(connection, selection, Mark(country=row["country"], **code)) == row["count_articles"], row
    totals = found.drop_duplicates("country")
    for country, total in zip(totals["country"], totals["total_articles"], strict=True):
        assert total <= evidence.count(connection, selection, Mark(country=country))

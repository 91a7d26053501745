"""Lines of dyads and countries: each point's count is its evidence, every period is a row, and totals are shared."""

from __future__ import annotations

from datetime import date

import pytest

from queries import evidence, lines, timeline
from queries.selection import EVERYTHING, Mark, Selection
from queries.timeline import Grain
from tests.queries.conftest import Opener
from tests.queries.rows import Article, named

TRADE = {"sectors": ("trade",), "cooperation": ("CN-KZ",)}
ARTICLES = [
    named("CN", "KZ", on=date(2020, 1, 5), **TRADE),
    named("CN", "KZ", "UZ", on=date(2020, 1, 9), **TRADE),
    named("CN", "RU", on=date(2020, 3, 9), cooperation=("CN-RU",)),
    named("CN", "RU", on=date(2020, 3, 9)),
    named("FR", on=date(2020, 3, 10), language="fr", is_coded=False),
    Article(on=None),
]
SELECTIONS = (
    EVERYTHING, Selection(), Selection(countries=("CN",)), Selection(countries=("CN",), partners=("KZ", "RU")),
    Selection(sectors=("trade",)), Selection(interaction=EVERYTHING.interaction, since=date(2020, 1, 6)),
)  # fmt: skip


@pytest.mark.parametrize("of", ["dyads", "countries"])
@pytest.mark.parametrize("selection", SELECTIONS)
def test_the_count_of_a_point_is_that_of_its_evidence(opened: Opener, selection: Selection, of: str) -> None:
    connection = opened(ARTICLES)
    frame = lines.over_time(connection, selection, of=of)  # type: ignore[arg-type]
    assert frame["count_articles"].sum() > 0
    for row in frame.to_dict("records"):
        first = row["period_on"].date()
        who = {of.removesuffix("s").replace("countrie", "country"): row["code"]}
        mark = Mark(since=first, until=timeline.period_end(first, Grain.MONTH), **who)
        assert evidence.count(connection, selection, mark) == row["count_articles"], row


def test_every_period_is_a_row_of_each_line_and_the_total_holds_every_language(opened: Opener) -> None:
    frame = lines.over_time(opened(ARTICLES), EVERYTHING, of="dyads", codes=("CN-RU", "CN-KZ"))
    assert frame["code"].tolist() == ["CN-KZ", "CN-RU"] * 3
    assert frame["count_articles"].tolist() == [2, 0, 0, 0, 0, 2]
    assert frame["total_articles"].tolist() == [2, 2, 0, 0, 3, 3]
    assert frame["share_of_volume"].isna().tolist() == [False, False, True, True, False, False]
    assert frame["total_selected"].tolist() == [2, 2, 0, 0, 3, 3]


def test_the_most_frequent_are_taken_where_none_is_asked_for(opened: Opener) -> None:
    frame = lines.over_time(opened(ARTICLES), EVERYTHING, of="countries", limit=2)
    assert frame["code"].unique().tolist() == ["CN", "KZ"]


def test_who_does_not_occur_is_no_line(opened: Opener) -> None:
    assert lines.over_time(opened(ARTICLES), EVERYTHING, of="dyads", codes=("DE-FR",)).empty

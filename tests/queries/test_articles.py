"""What is counted from the articles in memory is what SQL and a count by hand give of the same selection."""

from __future__ import annotations

from datetime import date
from typing import Literal

import pytest

from queries import articles, evidence, relations
from queries.schema import fetch
from queries.selection import EVERYTHING, NO_MARK, Mark, Selection
from tests.queries.conftest import Opener
from tests.queries.rows import named
from tests.queries.test_pairs import SELECTIONS, _articles


@pytest.mark.parametrize(("selection", "mark"), SELECTIONS)
def test_the_articles_are_those_that_sql_takes_with_their_labels(
    opened: Opener, selection: Selection, mark: Mark
) -> None:
    connection = opened(_articles())
    listed = fetch(connection, "articles/selected", selection, mark)
    days = connection.sql("select article_key, published_on from articles").df()
    listed = listed.merge(days).sort_values(["published_on", "article_key"], ascending=[False, True])
    taken = articles.chosen(connection, selection, mark)
    places = taken.articles.places[listed["article_key"]]
    assert taken.newest(taken.places, None, 0).tolist() == places.tolist()
    assert taken.sector_bits[places].tolist() == listed["sector_bits"].tolist()
    assert taken.theme_bits[places].tolist() == listed["theme_bits"].tolist()


@pytest.mark.parametrize(("limit", "offset"), [(1, 0), (3, 2), (7, 30), (40, 0), (5, 38), (5, 99), (0, 0)])
def test_a_page_is_a_part_of_the_whole_list(opened: Opener, limit: int, offset: int) -> None:
    taken = articles.chosen(opened(_articles()), EVERYTHING, NO_MARK)
    places = taken.places
    whole = taken.newest(places, None, 0).tolist()
    assert taken.newest(places, limit, offset).tolist() == whole[offset : offset + limit]


def test_a_story_is_told_first_by_its_earliest_article_that_is_held(opened: Opener) -> None:
    days = (None, date(2020, 1, 3), date(2020, 1, 1), date(2020, 1, 2))
    connection = opened([named("CN", "KZ", on=on, story=4, outlet=str(on)) for on in days])
    whole = articles.chosen(connection, EVERYTHING)
    assert whole.firsts().tolist() == [0]
    assert whole.count_stories() == 1
    later = articles.chosen(connection, EVERYTHING, Mark(since=date(2020, 1, 2)))
    assert later.firsts().tolist() == [1]
    undated = articles.chosen(connection, EVERYTHING, Mark(outlet="None"))
    assert undated.firsts().tolist() == [3]


def test_a_snapshot_without_articles_holds_none(opened: Opener) -> None:
    taken = articles.chosen(opened([]), EVERYTHING)
    assert taken.count_stories() == 0
    assert taken.firsts().tolist() == taken.newest(taken.firsts(), 5, 0).tolist() == []
    assert {facet: taken.count(facet).tolist() for facet in taken.articles.options} == {
        "collections": [], "languages": [], "outlets": [], "leaders": [], "organisations": [],
    }  # fmt: skip


@pytest.mark.parametrize("selection", [selection for selection, mark in SELECTIONS if mark == NO_MARK])
@pytest.mark.parametrize("kind", ["organisation", "leader"])
def test_names_in_memory_are_those_of_the_passages(
    opened: Opener, selection: Selection, kind: Literal["organisation", "leader"]
) -> None:
    connection = opened(_articles())
    listed = relations.named_with(connection, selection, of=kind)
    asked = fetch(connection, "relations/named_with", selection, kind=kind)
    counts = ["code", "count_articles"]
    assert listed[counts].to_numpy().tolist() == asked[counts].to_numpy().tolist()
    assert (listed["total_articles"] == evidence.count(connection, selection)).all()

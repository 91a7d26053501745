"""One chart alone, as a link presents it."""

from __future__ import annotations

import re

import pytest

from tests.dashboard.conftest import Opener
from tests.dashboard.screens import DRAWN, charts, fine, listed


@pytest.mark.parametrize(("page", "key"), [("overview", "sectors"), ("timelines", "labels"), ("comentions", "dyads")])
def test_a_presented_chart_stands_alone_with_its_source(opened: Opener, page: str, key: str) -> None:
    app = opened(page, interaction="any", present=key)
    fine(app)
    assert len(charts(app)) == 1 and not app.sidebar.multiselect and not app.get("button_group")
    assert re.search(r"900 articles .*Source.*snapshot [0-9a-f]{16}", app.caption[0].value)


def test_the_source_of_a_presented_chart_counts_what_its_marks_count(opened: Opener) -> None:
    for page, key in (("timelines", "volume"), ("dyad", "ladder")):
        query = {"dyad": "CN-KZ"} if page == "dyad" else {"countries": "KZ"}
        app = opened(page, present=key, **query)
        fine(app)
        kind = "together with" if page == "dyad" else "articles of every kind"
        assert kind in app.caption[0].value and "articles that report" not in app.caption[0].value


def test_a_presented_table_is_large_and_says_what_it_leaves_out(opened: Opener) -> None:
    app = opened("comentions", present="dyads", view="table", interaction="any")
    fine(app)
    assert not app.dataframe and listed(app).count("<tr>") == 13
    assert re.search(r"The first 12 of \d+ rows", app.caption[0].value)


def test_presented_partners_over_time_are_few_enough_to_be_read(opened: Opener) -> None:
    rows = [
        sum(trace["type"] == "bar" for trace in charts(app)[key]["figure"]["data"]) - 1  # the last is the volume
        for app, key in (
            (opened("country", country="KZ", interaction="any"), "chart-time"),
            (opened("country", country="KZ", interaction="any", present="time"), "present-time"),
        )
    ]
    assert rows == [6, 3]


def test_a_presented_chart_that_is_none_is_named_and_the_page_shown(opened: Opener) -> None:
    app = opened("sectors", present="pie")
    assert "“pie”" in app.warning[0].value and "grid" in app.warning[0].value
    assert len(charts(app)) == DRAWN["sectors"]

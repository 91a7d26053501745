from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from dashboard.charts.chart import Scene, mark_of
from dashboard.charts.registry import CHARTS
from dashboard.options import Labels
from dashboard.state import ViewState
from data.snapshots import Snapshot
from queries import evidence
from queries.connection import connect
from queries.selection import Mode, Selection
from tests.dashboard.conftest import Opener
from tests.dashboard.screens import charts

ABOUT = {"dyad": {"dyad": "CN-KZ"}, "country": {"country": "KZ"}}


@pytest.mark.parametrize("page", sorted(CHARTS))
def test_every_chart_is_found_by_the_key_of_its_panel(page: str, store: tuple[Path, Snapshot]) -> None:
    connection = connect(store[1])
    view = ViewState(selection=Selection(interaction=Mode.ANY), focus="CN", kept=Selection(), **ABOUT.get(page, {}))
    scene = Scene(store[1], view, lambda function, *a, **o: function(connection, *a, **o))
    made = {key: maker(scene) for key, maker in CHARTS[page].items()}
    assert [chart.panel.key for chart in made.values()] == list(CHARTS[page])
    nobody = {"organisations", "leaders"}  # the made-up articles name no organisation and no leader
    assert all(len(chart.answer) or key in nobody for key, chart in made.items())
    assert all(chart.panel.reading is not None for chart in made.values())
    for panel in (chart.panel for chart in made.values()):  # these also stand on paper, where nothing is clicked
        assert "click" not in f"{panel.title} {panel.reading} {panel.whole} {panel.caption}".lower(), panel.key


@pytest.mark.parametrize("page", sorted(CHARTS))
def test_a_page_draws_the_charts_that_are_registered_for_it(page: str, opened: Opener) -> None:
    two = {"compare": "2019-01-01..2019-12-31", "kept": "interaction.cooperation"}
    app = opened(page, interaction="any", focus="CN", **two, **ABOUT.get(page, {}))
    assert not app.exception
    tables = {"units", "checks"} if page == "dyad" else set()  # charts without a figure
    assert [name.removeprefix("chart-") for name in charts(app)] == [key for key in CHARTS[page] if key not in tables]


@pytest.mark.parametrize(
    ("page", "options"), [(page, {}) for page in sorted(CHARTS)] + [("timelines", {"labels": Labels.DYADS})]
)
def test_a_row_of_a_table_leads_to_as_many_articles_as_it_counts(
    page: str, options: dict[str, Any], store: tuple[Path, Snapshot]
) -> None:
    connection = connect(store[1])
    about = {"kept": Selection(), **options, **ABOUT.get(page, {})}
    view = ViewState(selection=Selection(interaction=Mode.ANY), focus="CN", **about)
    scene = Scene(store[1], view, lambda function, *a, **o: function(connection, *a, **o))
    for maker in CHARTS[page].values():
        chart = maker(scene)
        chosen = chart.panel.selection or scene.chosen
        for row in chart.answer.head(8).to_dict("records"):
            mark = mark_of(row, chart.panel)
            if mark is not None:
                assert evidence.count(connection, chosen, mark) == row[chart.panel.count], (chart.panel.key, row)

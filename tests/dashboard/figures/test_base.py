from __future__ import annotations

from dashboard.figures.base import clickable, figure, trace, under
from dashboard.palette import Look


def test_names_beside_a_grid_have_room_for_the_longest_line() -> None:
    ticks = {"tickvals": [0, 1], "ticktext": ["Mali", "Kazakhstan–<br>United Kingdom"]}
    chart = figure(Look.LIGHT, 200, [], yaxis=ticks)
    clickable(chart)
    assert chart.layout.yaxis.automargin is False and 80 < chart.layout.margin.l < 120
    assert chart.layout.dragmode == "pan"
    clickable(chart, drags=True)
    assert chart.layout.dragmode == "select"


def test_names_beside_bars_have_room_for_the_longest_in_their_own_size() -> None:
    bars = trace("bar", x=[1, 2], y=["Trade", "No sector found"], orientation="h")
    chart = figure(Look.LIGHT, 200, [bars], yaxis={"type": "category", "tickfont": {"size": 13}})
    clickable(chart)
    assert chart.layout.yaxis.automargin is False and 105 < chart.layout.margin.l < 135


def test_a_title_of_two_lines_has_more_room_under_the_chart() -> None:
    assert under("Share of the articles") == 42 and under("Share of the articles<br>of two countries") == 58

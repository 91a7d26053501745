from __future__ import annotations

from dashboard.figures import base, dyad_bars
from dashboard.figures.base import clickable, figure, trace, under
from dashboard.palette import Look
from tests.dashboard.figures import answers


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


def test_a_chart_of_rows_can_be_shortened_to_its_first() -> None:
    answer = answers.dyads(*[answers.dyad(f"CN-K{letter}", 40 - i) for i, letter in enumerate("EGHIMNPRWYZ")])
    chart = dyad_bars.dyads(answer, mode="any")
    before = base.height(chart)
    assert base.shortened(chart, 12) == 11 and base.height(chart) == before
    assert base.shortened(chart, 4) == 11 and base.height(chart) == before - 7 * dyad_bars.ROW
    assert list(chart.layout.yaxis.range) == [3.3, -0.75]
    assert base.shortened(base.figure(Look.LIGHT, 300), 4) == 0

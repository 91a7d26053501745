from __future__ import annotations

from dashboard.figures.base import ABOVE_NAME, clickable, enlarged, figure, row_name, title, trace, under
from dashboard.palette import Look


def test_an_enlarged_figure_has_larger_letters_and_the_same_marks() -> None:
    marks = trace("scatter", x=[1, 2], y=[3, 4], marker={"size": [9, 8]}, textfont={"size": 10})
    plain = figure(Look.LIGHT, 300, [marks], annotations=[title("Above", Look.LIGHT)], font={"size": 20})
    large = enlarged(plain, 1.5, least=560)
    assert large.layout.height == 560 and enlarged(plain, 1.5, least=100).layout.height == 300
    assert large.layout.font.size == 30 and large.data[0].textfont.size == 15
    assert large.layout.annotations[0].font.size == round(plain.layout.annotations[0].font.size * 1.5)
    assert large.layout.template.layout.xaxis.tickfont.size == 18
    assert list(large.data[0].marker.size) == [9, 8] and list(large.data[0].y) == [3, 4]
    assert plain.layout.font.size == 20


def test_what_stands_above_an_enlarged_plot_moves_up_with_its_larger_letters() -> None:
    above = [row_name("Trade", Look.LIGHT, y=1.0), title("Share", Look.LIGHT, shift=ABOVE_NAME)]
    plain = figure(Look.LIGHT, 300, annotations=above, margin={"t": 60})
    for factor in (1.0, 1.35):
        name, note = enlarged(plain, factor, least=300).layout.annotations
        assert name.yanchor == note.yanchor == "bottom"  # so that a second line grows away from the plot
        assert note.yshift >= name.yshift + name.font.size * 1.3  # a line of letters and its air
    assert enlarged(plain, 1.35, least=300).layout.margin.t == 81


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

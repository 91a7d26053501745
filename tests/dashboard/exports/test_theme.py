"""A printed figure is the figure of the screen, on white, and can be read without colour."""

from __future__ import annotations

import json
from itertools import pairwise

import plotly.graph_objects as go
import pytest
from PIL import ImageColor

from dashboard import palette
from dashboard.exports import links, theme
from dashboard.palette import Look
from tests.dashboard.exports.conftest import Maker


def grey(colour: str) -> int:
    """Return a colour as a picture without colour holds it, from 0 (black) to 255."""
    found = ImageColor.getcolor(colour, "L")
    assert isinstance(found, int)
    return found


def test_marks_and_words_are_those_of_the_screen_and_the_figure_is_left_alone(scene_of: Maker) -> None:
    chart = links.maker("timelines", scene_of().view, "volume")(scene_of())
    before = chart.figure.to_json(validate=False)
    printed = theme.printed(chart.figure)
    assert chart.figure.to_json(validate=False) == before
    for ours, theirs in zip(printed["data"], json.loads(before)["data"], strict=True):
        for part in ("x", "y", "text", "customdata", "hovertemplate", "name"):
            assert ours.get(part) == theirs.get(part)
    assert printed["layout"]["paper_bgcolor"] == "#ffffff"


def test_stacked_collections_differ_in_lightness_and_keep_one_shade_each(scene_of: Maker) -> None:
    chart = links.maker("timelines", scene_of().view, "volume")(scene_of())
    bars = [trace for trace in theme.printed(chart.figure)["data"] if trace["type"] == "bar"]
    stacked = [bar["marker"]["color"] for bar in bars if bar.get("showlegend") is not False]
    shades = sorted(grey(colour) for colour in stacked)
    assert len(stacked) == 2 and min(b - a for a, b in pairwise(shades)) > 40
    rows = {bar["marker"]["color"] for bar in bars if bar.get("showlegend") is False}
    assert set(stacked) <= rows, "the row of a collection has the shade of its bars"


def test_lines_that_share_an_axis_get_dashes_and_a_line_alone_stays() -> None:
    lines = [go.Scatter(y=[1], mode="lines", name=name) for name in "ab"]
    alone = go.Scatter(y=[1], mode="lines", name="c", yaxis="y2")
    printed = theme.printed(go.Figure([*lines, alone]))["data"]
    assert [trace.get("line", {}).get("dash") for trace in printed] == ["solid", "dash", None]


@pytest.mark.parametrize(
    ("page", "query", "key"),
    [
        ("comentions", {"view": "matrix", "interaction": "any"}, "dyads"),
        ("comentions", {"view": "matrix"}, "dyads"),
        ("sectors", {"interaction": "any"}, "grid"),
        ("sectors", {"interaction": "any"}, "together"),
        ("timelines", {"interaction": "any", "layout": "grid"}, "labels"),
    ],
)
def test_a_scale_goes_from_light_to_dark_so_that_more_is_told_from_less(
    scene_of: Maker, page: str, query: dict[str, str], key: str
) -> None:
    scene = scene_of(**query)
    traces = theme.printed(links.maker(page, scene.view, key)(scene).figure)["data"]
    scales = [trace["colorscale"] for trace in traces if trace["type"] == "heatmap"]
    assert scales
    for scale in scales:
        greys = [grey(colour) for _, colour in scale]
        assert all(b < a - 5 for a, b in pairwise(greys)) and greys[0] - greys[-1] > 110


def test_the_scale_of_the_screen_is_not_greyscale_safe_so_it_is_the_print_that_makes_it_so() -> None:
    greys = [grey(colour) for _, colour in palette.diverging(Look.LIGHT)]
    assert min(greys[0], greys[-1]) < 120 and greys[2] > 200


def test_sectors_and_interactions_are_steps_of_lightness_wherever_they_are_drawn() -> None:
    for colours, least in ((palette.SECTOR_COLOURS, 20), (palette.INTERACTION_COLOURS, 30)):
        bars = go.Bar(y=[1] * len(colours), marker={"color": list(colours.values())})
        lines = [go.Scatter(y=[1], fillcolor=palette.translucent(hue, 0.2)) for hue in colours.values()]
        first, *others = theme.printed(go.Figure([bars, *lines]))["data"]
        greys = sorted(map(grey, first["marker"]["color"]))
        assert min(b - a for a, b in pairwise(greys)) >= least
        assert [trace["fillcolor"] for trace in others] == [
            palette.translucent(hue, 0.2) for hue in first["marker"]["color"]
        ]


def test_arcs_of_a_map_that_no_step_orders_get_dashes_and_symbols() -> None:
    weak, _, strong = palette.steps(Look.LIGHT)
    hues = {"No more than expected": "#59616d", "Above expected": weak, "At least 5 × expected": strong}
    traces = [
        trace
        for name, hue in hues.items()
        for trace in (
            go.Scattergeo(lat=[1], lon=[1], mode="lines", legendgroup=name, line={"color": "#000000"}),
            go.Scattergeo(lat=[1], lon=[1], mode="markers", legendgroup=name, marker={"color": hue}),
        )
    ]
    found = theme.printed(go.Figure(traces))["data"]
    assert [trace["line"].get("dash") for trace in found[::2]] == ["dash", None, None]
    assert [trace["marker"].get("symbol") for trace in found[1::2]] == ["square", None, None]


def test_a_bar_that_stands_for_less_is_lighter_and_has_an_edge() -> None:
    scale = palette.diverging(Look.LIGHT)
    figure = go.Figure(go.Bar(y=[1, 2], marker={"color": [scale[0][1], scale[-1][1]]}))
    marker = theme.printed(figure)["data"][0]["marker"]
    less, more = map(grey, marker["color"])
    assert less > more + 120 and marker["line"]["width"] == 1

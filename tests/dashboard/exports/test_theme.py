"""A printed figure is the figure of the screen, on white, and can be read without colour."""

from __future__ import annotations

import json
from itertools import pairwise

import plotly.graph_objects as go

from dashboard.exports import links, theme
from tests.dashboard.exports.conftest import Maker


def lightness(colour: str) -> float:
    red, green, blue = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
    return 0.299 * red + 0.587 * green + 0.114 * blue


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
    shades = sorted(lightness(colour) for colour in stacked)
    assert len(stacked) == 2 and min(b - a for a, b in pairwise(shades)) > 40
    rows = {bar["marker"]["color"] for bar in bars if bar.get("showlegend") is False}
    assert set(stacked) <= rows, "the row of a collection has the shade of its bars"


def test_lines_that_share_an_axis_get_dashes_and_a_line_alone_stays() -> None:
    lines = [go.Scatter(y=[1], mode="lines", name=name) for name in "ab"]
    alone = go.Scatter(y=[1], mode="lines", name="c", yaxis="y2")
    printed = theme.printed(go.Figure([*lines, alone]))["data"]
    assert [trace.get("line", {}).get("dash") for trace in printed] == ["solid", "dash", None]

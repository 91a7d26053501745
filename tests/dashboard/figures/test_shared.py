"""What holds for every figure: valid parts, the same axes when empty, no spline, no second scale, safe text."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import plotly.graph_objects as go
import pytest

from dashboard import palette
from dashboard.figures import dyad_bars, dyad_map, marks, matrix, sectors, timelines, volume
from dashboard.palette import Look
from data.records import SECTORS, THEMES
from tests.dashboard.figures import answers

TIMELINE = answers.timeline({code: [3, 4, 5] for code in SECTORS}, [50, 60, 70], partial=True)
DYADS = answers.dyads(
    answers.dyad("CN-KZ", 40, signed_g2=90.0), answers.dyad("KZ-RU", 30), answers.dyad("RU-US", 20, expected=40.0),
    answers.dyad("KG-TJ", 3), answers.dyad("CN-RU", 25),
)  # fmt: skip
Draw = Callable[..., go.Figure]
FULL: dict[str, tuple[Draw, tuple[Any, ...], dict[str, Any]]] = {
    "timelines": (timelines.label_lines, (TIMELINE,), {"grain": "month"}),
    "panel": (timelines.label_lines, (TIMELINE[TIMELINE["code"] == "trade"],), {"grain": "month"}),
    "themes": (
        timelines.label_lines, (answers.timeline({code: [3, 4, 5] for code in THEMES}, [50, 60, 70]),),
        {"grain": "month"},
    ),
    "volume": (volume.strip, (answers.volume({"kremlin": [5, 0, 4], "press": [9, 8, 7]}),), {"grain": "month"}),
    "map": (dyad_map.arcs, (DYADS,), {"mode": "any", "countries": answers.countries({"CN": 90, "KZ": 70})}),
    "region": (dyad_map.arcs, (DYADS,), {"mode": "any", "region": dyad_map.Region.CENTRAL_ASIA}),
    "ego": (dyad_map.arcs, (DYADS,), {"mode": "any", "ego": "KZ"}),
    "cooperation": (dyad_map.arcs, (DYADS,), {"mode": "cooperation"}),
    "bars": (dyad_bars.dyads, (DYADS,), {"mode": "any"}),
    "cooperation bars": (dyad_bars.dyads, (DYADS,), {"mode": "cooperation"}),
    "matrix": (matrix.dyads, (DYADS,), {"mode": "any"}),
    "conflict matrix": (matrix.dyads, (DYADS,), {"mode": "conflict"}),
    "sectors": (sectors.label_bars, (answers.breakdown({"trade": 5, "tech": 9, "none": 2}, 14),), {}),
    "grid": (sectors.grid, (answers.by_dyad({"CN-KZ": (20, {"trade": 12, "tech": 2})}),), {}),
}  # fmt: skip
EMPTY_OF = {"timelines": "timeline/labels_over_time", "panel": "timeline/labels_over_time",
            "themes": "timeline/labels_over_time", "volume": "timeline/volume", "sectors": "sectors/breakdown",
            "grid": "sectors/by_dyad"}  # fmt: skip


def drawn(name: str, look: Look = Look.LIGHT, *, empty: bool = False) -> go.Figure:
    draw, arguments, options = FULL[name]
    if empty:
        arguments = (answers.empty(EMPTY_OF.get(name, "comentions/dyads")),)
        options = {**options, "countries": answers.empty("comentions/countries")} if "countries" in options else options
    return draw(*arguments, **options, look=look)


@pytest.mark.parametrize("look", Look)
@pytest.mark.parametrize("empty", [False, True])
@pytest.mark.parametrize("name", FULL)
def test_every_part_is_one_that_plotly_knows(name: str, empty: bool, look: Look) -> None:
    chart = drawn(name, look, empty=empty)
    go.Figure(json.loads(chart.to_json()))  # validates each part, which the figures leave out for speed


@pytest.mark.parametrize("name", FULL)
def test_an_empty_answer_gives_the_same_axes_and_a_sentence(name: str) -> None:
    full, empty = drawn(name).to_plotly_json()["layout"], drawn(name, empty=True).to_plotly_json()["layout"]
    for axis in {"xaxis", "yaxis", "geo"} & set(full):
        for part in {"type", "tickformat", "side", "projection", "lonaxis", "showticklabels"} & set(full[axis]):
            assert empty[axis].get(part) == full[axis][part], (axis, part)
    assert any("No " in note["text"] for note in empty["annotations"])
    assert not any("No articles" in note["text"] for note in full.get("annotations", ()))


@pytest.mark.parametrize("name", FULL)
def test_no_spline_and_no_second_scale_over_the_first(name: str) -> None:
    text = drawn(name).to_json()
    assert "spline" not in text
    assert '"overlaying"' not in text


@pytest.mark.parametrize("name", FULL)
def test_every_mark_carries_its_words_its_count_and_its_total(name: str) -> None:
    clickable = 0
    for trace in drawn(name).data:
        for row in trace.customdata if trace.customdata is not None else ():
            if isinstance(row, str) or not row[0]:
                continue
            clickable += 1
            assert marks.read(row[0])
            assert isinstance(row[1], int) and (row[2] is None or row[1] <= row[2])
        if trace.customdata is not None:
            assert trace.hovertemplate and trace.hovertemplate.endswith("<extra></extra>")
    assert clickable


@pytest.mark.parametrize("name", FULL)
def test_nothing_asks_for_a_remote_file(name: str) -> None:
    assert "http" not in drawn(name).to_json()


def test_a_sector_has_one_colour_on_every_figure() -> None:
    lines = {t.name: t.line.color for t in drawn("timelines").data if t.name and "not complete" not in t.name}
    bars = drawn("sectors").data[0]
    ranked = dict(zip(bars.y, bars.marker.color, strict=True))
    leading = {"CN-KZ": "trade", "KZ-RU": "tech", "CN-RU": "tech"}
    arcs = dyad_map.arcs(DYADS, mode="any", colour_by=dyad_map.ColourBy.SECTOR, leading=leading)
    handles = {t.name: t.marker.color for t in arcs.data if t.showlegend}
    for word, code in (("Trade", "trade"), ("Technology", "tech")):
        assert {lines[word], ranked[word], handles[word]} == {palette.colour(code)}


HOSTILE = '<b>x</b><a href="javascript:alert(1)">\u202eevil %{y}'


def test_names_of_strangers_are_shown_letter_by_letter() -> None:
    chart = volume.strip(answers.volume({HOSTILE: [3, 0, 4]}), grain="month")
    text = chart.to_json().replace("\\u003c", "<")
    assert "<a" not in text and "<b>x" not in text and "\\u202e" not in text and "\u202e" not in text
    assert chart.data[0].name == '&lt;b&gt;x&lt;/b&gt;&lt;a href="javascript:alert(1)"&gt;evil %{y}'
    assert "%{y}" not in chart.data[0].hovertemplate
    assert marks.read(chart.data[0].customdata[0][0])["collection"] == HOSTILE  # type: ignore[index]

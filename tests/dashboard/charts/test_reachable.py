"""A mark that the mouse can click is also in the box below the chart or in the table behind it, where keys reach it."""

from __future__ import annotations

import dataclasses

import pytest

from dashboard.charts.chart import Scene, mark_of
from dashboard.charts.registry import CHARTS
from dashboard.figures import marks
from dashboard.options import Shape
from dashboard.panel import offered
from dashboard.state import parse, parse_mark
from queries.selection import Mark

QUERIES = {
    "overview": ("",), "timelines": ("", "labels=themes&layout=grid", "labels=dyads", "labels=countries",
                                   "kept=interaction.any"),
    "comentions": (*(f"view={shape}" for shape in Shape), "focus=KZ", "interaction=any"), "sectors": ("",),
    "dyad": ("dyad=CN-KZ",), "country": ("country=KZ",),
}  # fmt: skip
CASES = [(page, panel, query) for page, made in CHARTS.items() for query in QUERIES[page] for panel in made
         if panel != "ranked" or "focus" in query]  # fmt: skip


@pytest.mark.parametrize(("page", "panel", "query"), CASES)
def test_every_mark_of_a_chart_is_reached_without_the_mouse(scene: Scene, page: str, panel: str, query: str) -> None:
    view = parse(dict(part.split("=") for part in query.split("&") if part))[0]
    chart = CHARTS[page][panel](dataclasses.replace(scene, view=view))
    if chart.figure is None:
        return
    rows = ({str(name): value for name, value in row.items()} for row in chart.answer.to_dict("records"))
    reached = {mark_of(row, chart.panel) for row in rows} | {parse_mark(token) for token in offered(chart)}
    clickable = {Mark(**mark) for mark, count in marks.drawn(chart.figure.data) if count}
    if page == "comentions":  # the symbol of a country opens no list but its arcs, which a box above the chart does too
        clickable = {mark for mark in clickable if mark.dyad}
    assert clickable <= reached, list(clickable - reached)[:3]
    named_by_nobody = panel in ("organisations", "leaders")
    assert clickable or named_by_nobody or (page, query) == ("comentions", "interaction=any")

"""Country co-mentions: the map first, one country's own arcs on click, the matrix, the table."""

from __future__ import annotations

import dataclasses

import streamlit as st

from dashboard import controls, frame, labels, panel, readings
from dashboard.figures import dyad_bars, dyad_map, matrix, regions
from dashboard.panel import Panel
from dashboard.resources import ask
from dashboard.state import Region, Shape, Unit
from queries import comentions
from queries.selection import Mark, Mode

SHAPES = {Shape.MAP: "Map", Shape.MATRIX: "Matrix", Shape.TABLE: "Table"}
UNITS = {Unit.ARTICLES: "In one article", Unit.PASSAGES: "In one passage"}
REGIONS = {region: region.value.replace("-", " ").title().replace("Asean", "ASEAN") for region in Region}
WHOLE = {
    Mode.ANY: "Expected: what chance would give if the two countries were named independently.",
    Mode.COOPERATION: "Pairs are ranked by articles that report their cooperation; the share is of their co-mentions.",
    Mode.CONFLICT: "Pairs are ranked by articles that report their conflict; the share is of their co-mentions.",
}


def focus(mark: Mark) -> None:
    """Draw one country's own arcs when its symbol is clicked; open the list when an arc is."""
    if mark.country and not mark.dyad:
        controls.change(focus=mark.country, mark=None, panel="")
    else:
        panel.open_mark("dyads", mark)


shot, view = frame.current()
chosen, look, mode = view.selection, panel.look(), view.selection.interaction

with st.container(horizontal=True, vertical_alignment="bottom"):
    controls.choice("Drawn as", "shape", Shape, SHAPES.__getitem__)
    controls.choice("Counted", "unit", Unit, UNITS.__getitem__)
    found = ask(shot, comentions.countries, chosen)
    controls.pick("One country", "focus", [str(c) for c in found["country"]], labels.country, "All countries")
    if view.shape is Shape.MAP:
        controls.pick("Region", "region", list(Region), REGIONS.__getitem__)

options = {"unit": view.unit.value, "minimum_support": view.minimum}
if view.focus:
    answer = ask(shot, comentions.partners, chosen, view.focus, **options)
else:
    answer = ask(shot, comentions.dyads, chosen, **options)
title = f"Who {labels.country(view.focus)} is named with" if view.focus else "The strongest pairs"
about = Panel("dyads", title, readings.dyads(answer, mode), WHOLE[mode], count="count_selected")

if view.shape is Shape.TABLE:
    panel.draw_table(shot, view, about, answer)
elif view.shape is Shape.MATRIX:
    panel.draw(shot, view, about, answer, matrix.dyads(answer, mode=mode, look=look))
else:
    region = regions.Region(view.region.value)
    drawn = dyad_map.shown(answer, mode=mode, region=region, ego=view.focus or None)
    inside = None if region is regions.Region.WORLD else drawn
    reading = readings.dyads(answer, mode, len(drawn), inside)
    about = dataclasses.replace(about, reading=reading, is_map=True, caption=dyad_map.CAPTION)
    figure = dyad_map.arcs(
        drawn, mode=mode, region=region, ego=view.focus or None, countries=found, narrow=panel.is_phone(), look=look
    )
    if not view.focus:
        panel.draw(shot, view, about, answer, figure, clicked=focus)
    else:
        chart, beside = st.columns([5, 3], gap="large")
        with chart:
            panel.draw(shot, view, about, answer, figure, clicked=focus)
        with beside:
            bars = dataclasses.replace(about, key="ranked", title="Ranked", reading="", caption="", is_map=False)
            ranked = dyad_bars.dyads(answer, mode=mode, ego=view.focus, limit=20, look=look)
            panel.draw(shot, view, bars, answer, ranked)

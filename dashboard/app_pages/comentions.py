"""Country co-mentions: the map first, one country's own arcs on click, the matrix, the table."""

from __future__ import annotations

import streamlit as st

from dashboard import controls, frame, labels, panel, subjects
from dashboard.charts import comentions
from dashboard.state import Colour, Order, Region, Shape, Unit
from queries import comentions as answers
from queries.selection import Mark

SHAPES = {Shape.MAP: "Map", Shape.MATRIX: "Matrix", Shape.NETWORK: "Network", Shape.TABLE: "Table"}
UNITS = {
    Unit.ARTICLES: "Articles", Unit.PASSAGES: "Passages", Unit.STORIES: "Stories", Unit.WEIGHT: "Shared articles",
}  # fmt: skip
COLOURS = {Colour.EVIDENCE: "Strength of evidence", Colour.SECTOR: "Leading sector"}
ORDERS = {Order.CLUSTER: "Like beside like", Order.BLOC: "By bloc"}
LEAST = (1, 2, 3, 5, 10, 20, 50)
REGIONS = {region: region.value.replace("-", " ").title().replace("Asean", "ASEAN") for region in Region}


def focus(mark: Mark) -> None:
    """Draw one country's own arcs when its symbol is clicked; open the list when an arc is."""
    if mark.country and not mark.dyad:
        controls.change(focus=mark.country, mark=None, panel="")
    else:
        panel.open_mark("dyads", mark)


scene = frame.scene()
with st.container(horizontal=True, vertical_alignment="bottom"):
    controls.choice("Drawn as", "shape", SHAPES, SHAPES.__getitem__)
    controls.choice("Counted", "unit", UNITS, UNITS.__getitem__)
    found = scene.ask(answers.countries, scene.chosen)
    controls.number("Fewest stories", "minimum", LEAST, lambda n: f"{n} {'story' if n == 1 else 'stories'} or more")
    controls.pick("One country", "focus", [str(c) for c in found["country"]], labels.country, "All countries")
    if scene.view.shape is Shape.MAP:
        controls.pick("Region", "region", list(Region), REGIONS.__getitem__)
        controls.choice("Colour", "colour", COLOURS, COLOURS.__getitem__)
    if scene.view.shape is Shape.MATRIX:
        controls.choice("Order", "order", ORDERS, ORDERS.__getitem__)

if scene.view.focus:
    subjects.link(scene.view, scene.view.focus)
if scene.view.shape is Shape.NETWORK:
    panel.draw(scene, comentions.dyads, clicked=focus)
elif scene.view.shape is not Shape.MAP:
    panel.draw(scene, comentions.dyads)
elif not comentions.has_ranked(scene.view):
    panel.draw(scene, comentions.dyads, clicked=focus)
else:
    left, right = st.columns([5, 3], gap="large")
    with left:
        panel.draw(scene, comentions.dyads, clicked=focus)
    with right:
        panel.draw(scene, comentions.ranked)

"""Country co-mentions: the map first, one country's own arcs on click, the matrix, the table."""

from __future__ import annotations

import streamlit as st

from dashboard import controls, frame, labels, panel, subjects
from dashboard.charts import comentions
from dashboard.state import Colour, Order, Region, Shape, Unit
from dashboard.words import say, terms
from queries import comentions as answers
from queries.selection import Mark

SHAPES, UNITS = terms("pages.comentions.shapes"), terms("pages.comentions.units")
COLOURS, ORDERS = terms("pages.comentions.colours"), terms("pages.comentions.orders")
LEAST = (1, 2, 3, 5, 10, 20, 50)
REGIONS = terms("pages.comentions.regions")


def focus(mark: Mark) -> None:
    """Draw one country's own arcs when its symbol is clicked; open the list when an arc is."""
    if mark.country and not mark.dyad:
        controls.change(focus=mark.country, mark=None, panel="")
    else:
        panel.open_mark("dyads", mark)


scene = frame.scene()
with st.container(horizontal=True, vertical_alignment="center"):
    controls.choice(say("pages.comentions.shape"), "shape", Shape, SHAPES.__getitem__)
    controls.choice(say("pages.comentions.unit"), "unit", Unit, UNITS.__getitem__)
    found = scene.ask(answers.countries, scene.chosen)
    controls.number(say("pages.comentions.least"), "minimum", LEAST, lambda n: say("pages.comentions.or_more", n=n))
    controls.pick(
        say("pages.comentions.focus"),
        "focus",
        [str(c) for c in found["country"]],
        labels.country,
        say("pages.comentions.all_countries"),
    )
    if scene.view.shape is Shape.MAP:
        controls.pick(say("pages.comentions.region"), "region", list(Region), REGIONS.__getitem__)
        controls.choice(say("pages.comentions.colour"), "colour", Colour, COLOURS.__getitem__)
    if scene.view.shape is Shape.MATRIX:
        controls.choice(say("pages.comentions.order"), "order", Order, ORDERS.__getitem__)

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

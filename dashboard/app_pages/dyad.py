"""Two countries: from being named together to working together, over time, on what, who says so, and every article."""

from __future__ import annotations

import streamlit as st

from dashboard import controls, evidence, frame, panel, subjects
from dashboard.charts import dyad
from dashboard.state import Measure
from dashboard.words import say, terms
from queries.timeline import Grain

scene = frame.scene()
view = scene.view
if not scene.chosen.dyad:
    subjects.choose_dyad(scene)
else:
    subjects.change_dyad(scene)
    left, right = st.columns([5, 4], gap="large")
    with left:
        panel.draw(scene, dyad.ladder)
    with right:
        panel.draw(scene, dyad.sectors)
    with st.container(horizontal=True):
        controls.choice(
            say("pages.dyad.measure"),
            "measure",
            (Measure.VOLUME, Measure.COUNT),
            terms("pages.subjects.measures").__getitem__,
        )
        controls.choice(say("pages.dyad.period"), "grain", [None, *Grain], subjects.grain)
    panel.draw(scene, dyad.timeline)
    left, right = st.columns(2, gap="large")
    with left:
        panel.draw(scene, dyad.organisations)
        panel.draw(scene, dyad.outlets)
    with right:
        panel.draw(scene, dyad.leaders)
        panel.draw(scene, dyad.units)
    panel.draw(scene, dyad.checks)
    evidence.whole(scene.shot, view)

"""One country: with whom, on what, since when, and who is named with it."""

from __future__ import annotations

import streamlit as st

from dashboard import controls, frame, panel, subjects
from dashboard.charts import country, dyad
from dashboard.state import Measure
from dashboard.words import say, terms
from queries.timeline import Grain

scene = frame.scene()
subjects.follow_filter(scene.view)
if not scene.view.country:
    subjects.choose_country(scene)
else:
    subjects.change_country(scene)
    left, right = st.columns([4, 5], gap="large")
    with left:
        panel.draw(scene, country.partners)
    with right:
        panel.draw(scene, country.grid)
    with st.container(horizontal=True):
        controls.choice(
            say("pages.country.measure"),
            "measure",
            (Measure.VOLUME, Measure.COUNT),
            terms("pages.subjects.measures").__getitem__,
        )
        controls.choice(say("pages.country.period"), "grain", [None, *Grain], subjects.grain)
    panel.draw(scene, country.over_time)
    left, right = st.columns(2, gap="large")
    with left:
        panel.draw(scene, dyad.sectors)
    with right:
        panel.draw(scene, dyad.organisations)

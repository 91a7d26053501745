"""Overview: what happened lately, between whom and on what; each card and chart leads to the page that explains it."""

from __future__ import annotations

import streamlit as st

from dashboard import briefing, controls, frame, labels, panel
from dashboard.charts import overview
from dashboard.state import serialise
from queries import periods

scene = frame.scene()
onward = serialise(scene.view.carry())

controls.choice(
    "Period", "grain", [None, *periods.GRAINS], lambda g: f"By {labels.GRAINS[g].lower()}" if g else "Latest period"
)
briefing.draw(scene)

left, right = st.columns(2, gap="large")
with left:
    panel.draw(scene, overview.sectors)
    st.page_link("app_pages/sectors.py", label="Sectors by pair and over time →", query_params=onward)
with right:
    panel.draw(scene, overview.dyads)
    st.page_link("app_pages/comentions.py", label="The map of co-mentions →", query_params=onward)
panel.draw(scene, overview.volume)
st.page_link("app_pages/timelines.py", label="Sectors and themes over time →", query_params=onward)

"""Overview: what happened lately, between whom and on what; each card and chart leads to the page that explains it."""

from __future__ import annotations

import streamlit as st

from dashboard import briefing, controls, frame, panel
from dashboard.charts import overview
from dashboard.state import serialise
from dashboard.words import say, terms
from queries import periods

scene = frame.scene()
onward = serialise(scene.view.carry())

controls.choice(
    say("pages.overview.period"),
    "grain",
    [None, *periods.GRAINS],
    lambda g: terms("pages.overview.grains")[g] if g else say("pages.overview.latest"),
)
briefing.draw(scene)

left, right = st.columns(2, gap="large")
with left:
    panel.draw(scene, overview.sectors)
    st.page_link("app_pages/sectors.py", label=say("pages.overview.sectors"), query_params=onward)
with right:
    panel.draw(scene, overview.dyads)
    st.page_link("app_pages/comentions.py", label=say("pages.overview.map"), query_params=onward)
panel.draw(scene, overview.volume)
st.page_link("app_pages/timelines.py", label=say("pages.overview.timelines"), query_params=onward)

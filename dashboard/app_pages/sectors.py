"""Sector breakdown: the five sectors beside their baseline, by pair of countries, and over time."""

from __future__ import annotations

import streamlit as st

from dashboard import controls, frame, method, panel
from dashboard.charts import sectors
from dashboard.state import Rows
from dashboard.words import say
from data.records import SECTORS

ROWS = {Rows.DYADS: say("pages.sectors.dyads"), Rows.COUNTRIES: say("pages.sectors.countries")}

scene = frame.scene()
panel.draw(scene, sectors.bars)
with st.expander(say("pages.sectors.terms"), key="terms", on_change="rerun") as terms:
    if terms.open:
        st.markdown(method.definitions(SECTORS))
        st.markdown(method.terms(SECTORS))
controls.choice(say("pages.sectors.rows"), "rows", ROWS, ROWS.__getitem__)
panel.draw(scene, sectors.grid)
left, right = st.columns(2, gap="large")
with left:
    panel.draw(scene, sectors.together)
with right:
    panel.draw(scene, sectors.changed)
panel.draw(scene, sectors.over_time)

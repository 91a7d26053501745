"""Sector breakdown: the five sectors beside their baseline, by pair of countries, and over time."""

from __future__ import annotations

import streamlit as st

from dashboard import frame, method, panel
from dashboard.charts import sectors
from data.records import SECTORS

scene = frame.scene()
panel.draw(scene, sectors.bars(scene))
with st.expander("What counts as each sector"):
    st.markdown(method.definitions(SECTORS))
panel.draw(scene, sectors.grid(scene))
panel.draw(scene, sectors.over_time(scene))

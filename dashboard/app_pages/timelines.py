"""Theme timelines: sectors or themes over time, as shares of all articles, with that volume below."""

from __future__ import annotations

import streamlit as st

from dashboard import controls, frame, labels, panel
from dashboard.charts import scope, timelines
from dashboard.state import Measure
from queries.timeline import Grain

MEASURES = {
    Measure.VOLUME: "Share of all articles", Measure.SELECTION: "Share of the selection", Measure.COUNT: "Count",
}  # fmt: skip

scene = frame.scene()
with st.container(horizontal=True):
    controls.choice("Labels", "labels", timelines.LABELS, timelines.LABELS.__getitem__)
    controls.choice("Measure", "measure", Measure, MEASURES.__getitem__)
    controls.choice("Period", "grain", [None, *Grain], lambda g: labels.GRAINS[g] if g else "Automatic")
grain, is_coarser = scope.grain(scene.view, scene.shot)
if is_coarser:
    st.caption(
        f"So many periods cannot be read in one chart: drawn by {labels.GRAINS[grain].lower()}. Choose fewer days."
    )
panel.draw(scene, timelines.lines(scene))
panel.draw(scene, timelines.volume(scene))

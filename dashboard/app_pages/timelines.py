"""Theme timelines: labels, pairs or countries over time, what stands out, the volume, and two periods compared."""

from __future__ import annotations

import streamlit as st

from dashboard import briefing, comparing, controls, frame, keeping, labels, panel
from dashboard.charts import against, scope, timelines
from dashboard.state import Layout, Measure
from queries.timeline import Grain

MEASURES = {
    Measure.VOLUME: "Share of all articles", Measure.SELECTION: "Share of the selection", Measure.COUNT: "Count",
}  # fmt: skip
LAYOUTS = {None: "Automatic", Layout.ROWS: "Rows", Layout.PANEL: "One panel", Layout.GRID: "Heat grid"}

scene = frame.scene()
with st.container(horizontal=True):
    controls.choice("Lines", "labels", timelines.LABELS, timelines.LABELS.__getitem__)
    controls.choice("Measure", "measure", Measure, MEASURES.__getitem__)
    controls.choice("Period", "grain", [None, *Grain], lambda g: labels.GRAINS[g] if g else "Automatic")
    controls.choice("Layout", "layout", LAYOUTS, LAYOUTS.__getitem__)
if scene.view.labels not in timelines.CODED:
    of = scene.view.labels
    controls.several(
        f"Which {timelines.LABELS[of].lower()} (none: the most frequent)", "drawn", timelines.drawn(scene.view),
        timelines.drawable(scene), labels.line,
    )  # fmt: skip
grain, is_coarser = scope.grain(scene.view, scene.shot)
if is_coarser:
    st.caption(
        f"So many periods cannot be read in one chart: drawn by {labels.GRAINS[grain].lower()}. Choose fewer days."
    )
if scene.view.kept is not None:
    panel.draw(scene, against.over_time)
panel.draw(scene, timelines.over_time)
briefing.standing(scene, timelines.bursts(scene))
panel.draw(scene, timelines.volume)
comparing.draw(scene)
if scene.view.kept is None:
    keeping.offer(scene)

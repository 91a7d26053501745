"""Theme timelines: labels, pairs or countries over time, what stands out, the volume, and two periods compared."""

from __future__ import annotations

import streamlit as st

from dashboard import briefing, comparing, controls, frame, keeping, labels, panel, subjects
from dashboard.charts import against, scope, timelines
from dashboard.state import Labels, Layout, Measure
from dashboard.words import say, terms
from queries.timeline import Grain

MEASURES = terms("pages.timelines.measures")


def layout(code: Layout | None) -> str:
    """Return what a way to lay out the lines is called; without one it is chosen by their number."""
    return terms("pages.timelines.layouts")[code] if code else say("pages.timelines.automatic_layout")


scene = frame.scene()
with st.container(horizontal=True):
    controls.choice(say("pages.timelines.lines"), "labels", Labels, terms("charts.timelines.labels").__getitem__)
    controls.choice(say("pages.timelines.measure"), "measure", Measure, MEASURES.__getitem__)
    controls.choice(say("pages.timelines.period"), "grain", [None, *Grain], subjects.grain)
    controls.choice(say("pages.timelines.layout"), "layout", [None, *Layout], layout)
if scene.view.labels not in timelines.CODED:
    controls.several(
        say(f"pages.timelines.which.{scene.view.labels}"), "drawn", timelines.drawn(scene.view),
        timelines.drawable(scene), labels.line,
    )  # fmt: skip
grain, is_coarser = scope.grain(scene.view, scene.shot)
if is_coarser:
    st.caption(say("pages.timelines.coarser", by_grain=labels.by(grain)))
if scene.view.kept is not None:
    panel.draw(scene, against.over_time)
panel.draw(scene, timelines.over_time)
briefing.standing(scene, timelines.bursts(scene))
panel.draw(scene, timelines.volume)
comparing.draw(scene)
if scene.view.kept is None:
    keeping.offer(scene)

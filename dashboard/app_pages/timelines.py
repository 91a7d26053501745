"""Theme timelines: sectors or themes over time, as shares of all articles, with that volume below."""

from __future__ import annotations

import streamlit as st

from dashboard import controls, filters, frame, labels, panel, readings
from dashboard.figures import timelines, volume
from dashboard.panel import Panel
from dashboard.resources import ask
from dashboard.state import Labels, Measure
from queries import timeline

WORDS = {
    Labels.SECTORS: "Sectors", Labels.THEMES: "Themes",
    Measure.VOLUME: "Share of all articles", Measure.SELECTION: "Share of the selection", Measure.COUNT: "Count",
}  # fmt: skip
WHOLES = {
    Measure.VOLUME: "100 % is all articles of the period in a coded language (see Method), whatever they report.",
    Measure.SELECTION: "100 % is the selected articles of the period.",
    Measure.COUNT: "Articles of the selection in the period; the volume they come from stands below.",
}

shot, view = frame.current()
chosen, look = view.selection, panel.look()

with st.container(horizontal=True):
    controls.choice("Labels", "labels", Labels, WORDS.__getitem__)
    controls.choice("Measure", "measure", Measure, WORDS.__getitem__)
    controls.choice("Period", "grain", [None, *timeline.Grain], lambda g: labels.GRAINS[g] if g else "Automatic")

grain, is_coarser = filters.grain(view, shot)
if is_coarser:
    st.caption(
        f"So many periods cannot be read in one chart: drawn by {labels.GRAINS[grain].lower()}. Choose fewer days."
    )
strip = ask(shot, timeline.volume, chosen, grain=grain)
answer = ask(shot, timeline.labels_over_time, chosen, of=view.labels.value, grain=grain)
panel.draw(
    shot, view,
    Panel(
        "labels", f"{WORDS[view.labels]} by {labels.GRAINS[grain].lower()}", readings.over_time(answer, grain),
        f"{WHOLES[view.measure]} An article can hold several labels. Bands: 95 % intervals.", grain=grain,
        caption=readings.sources(strip, filters.collections(shot)),
    ),
    answer,
    timelines.label_lines(
        answer, grain=grain, measure=timelines.Measure(view.measure.value), mode=chosen.interaction, look=look
    ),
)  # fmt: skip

panel.draw(
    shot, view,
    Panel(
        "volume", "All articles of the period", readings.volume(strip),
        "Dates, outlets, collections and language are filtered; nothing else is.", grain=grain,
        selection=filters.volume(chosen),
    ),
    strip, volume.strip(strip, grain=grain, collections=filters.collections(shot), look=look),
)  # fmt: skip

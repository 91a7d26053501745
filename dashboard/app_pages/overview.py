"""Overview: how much, on what, between whom; each chart leads to the page that explains it."""

from __future__ import annotations

import streamlit as st

from dashboard import filters, frame, panel, readings
from dashboard.figures import dyad_bars, sectors, volume
from dashboard.panel import Panel
from dashboard.resources import ask
from dashboard.state import serialise
from queries import comentions, timeline
from queries import sectors as labels_of

PAIRS = 12  # bars: about as high as the panel beside them

shot, view = frame.current()
chosen, look = view.selection, panel.look()
onward = serialise(view.carry())

left, right = st.columns(2, gap="large")
with left:
    answer = ask(shot, labels_of.breakdown, chosen)
    panel.draw(
        shot, view,
        Panel("sectors", "On what", readings.breakdown(answer), filters.whole(chosen)),
        answer, sectors.label_bars(answer, narrow=panel.is_phone(), look=look),
    )  # fmt: skip
    st.page_link("app_pages/sectors.py", label="Sectors by pair and over time →", query_params=onward)
with right:
    # The options of the map page, so that the two share one answer.
    pairs = ask(shot, comentions.dyads, chosen, unit=view.unit.value, minimum_support=view.minimum)
    panel.draw(
        shot, view,
        Panel(
            "dyads", "Between whom", readings.dyads(pairs, chosen.interaction, min(PAIRS, len(pairs))),
            "An article counts once for every pair of countries in it.", count="count_selected",
        ),
        pairs, dyad_bars.dyads(pairs, mode=chosen.interaction, limit=PAIRS, look=look),
    )  # fmt: skip
    st.page_link("app_pages/comentions.py", label="The map of co-mentions →", query_params=onward)

grain, _ = filters.grain(view.carry(), shot)
strip = ask(shot, timeline.volume, chosen, grain=grain)
panel.draw(
    shot, view,
    Panel(
        "volume", "Since when: all articles of the period", readings.volume(strip),
        "Dates, outlets, collections and language are filtered; nothing else is.", grain=grain,
        selection=filters.volume(chosen),
    ),
    strip, volume.strip(strip, grain=grain, collections=filters.collections(shot), look=look),
)  # fmt: skip
st.page_link("app_pages/timelines.py", label="Sectors and themes over time →", query_params=onward)

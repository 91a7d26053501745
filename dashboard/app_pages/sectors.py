"""Sector breakdown: the five sectors beside their baseline, by pair of countries, and over time."""

from __future__ import annotations

import streamlit as st

from dashboard import filters, frame, labels, method, panel, readings
from dashboard.figures import sectors, timelines
from dashboard.panel import Panel
from dashboard.resources import ask
from data.records import SECTORS
from queries import sectors as labels_of
from queries import timeline

shot, view = frame.current()
chosen, look = view.selection, panel.look()

answer = ask(shot, labels_of.breakdown, chosen)
panel.draw(
    shot, view,
    Panel(
        "sectors", "The five sectors", readings.breakdown(answer),
        f"{filters.whole(chosen)} The tick is the share in all articles under the same interaction.",
    ),
    answer, sectors.label_bars(answer, look=look),
)  # fmt: skip
with st.expander("What counts as each sector"):
    st.markdown(method.definitions(SECTORS))

by_dyad = ask(shot, labels_of.by_dyad, chosen, limit=15)
panel.draw(
    shot, view,
    Panel(
        "grid", "By pair of countries", readings.grid(by_dyad),
        "Each row is one pair; 100 % is the articles of that pair under the interaction shown.",
    ),
    by_dyad, sectors.dyad_grid(by_dyad, look=look),
)  # fmt: skip

grain, _ = filters.grain(view.carry(), shot)
over_time = ask(shot, timeline.labels_over_time, chosen, of="sectors", grain=grain)
panel.draw(
    shot, view,
    Panel(
        "time", f"Over time, by {labels.GRAINS[grain].lower()}", readings.over_time(over_time, grain),
        "100 % is all articles of the period in a language with a codebook. Bands: 95 % intervals.", grain=grain,
    ),
    over_time, timelines.label_lines(over_time, grain=grain, mode=chosen.interaction, look=look),
)  # fmt: skip

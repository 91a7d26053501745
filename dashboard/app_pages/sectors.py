"""Sector breakdown: the five sectors beside their baseline, by pair of countries, and over time."""

from __future__ import annotations

import streamlit as st

from dashboard import filters, frame, labels, method, panel, readings
from dashboard.figures import sectors, timelines
from dashboard.figures.timelines import Measure
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
        f"{filters.whole(chosen)} {readings.baseline(answer)}".strip(),
    ),
    answer, sectors.label_bars(answer, narrow=panel.is_phone(), look=look),
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

WHOLES = {
    Measure.COUNT: "So few articles are drawn as counts: a share of them would be a line along zero.",
    Measure.SHARE_OF_VOLUME: "100 % is all articles of the period in a coded language (see Method). "
    "Bands: 95 % intervals.",
}
grain, _ = filters.grain(view.carry(), shot)
over_time = ask(shot, timeline.labels_over_time, chosen, of="sectors", grain=grain)
measure = Measure.COUNT if readings.is_sparse(over_time) else Measure.SHARE_OF_VOLUME
panel.draw(
    shot, view,
    Panel(
        "time", f"Over time, by {labels.GRAINS[grain].lower()}", readings.over_time(over_time, grain),
        WHOLES[measure], grain=grain,
    ),
    over_time, timelines.label_lines(over_time, grain=grain, measure=measure, mode=chosen.interaction, look=look),
)  # fmt: skip

"""Two periods beside each other: the control that names the earlier one, and what the change between them is made of.

It must not know how a change is split.
"""

from __future__ import annotations

from datetime import date, timedelta

import streamlit as st

from dashboard import controls, labels, panel
from dashboard.charts import cards, scope, timelines
from dashboard.charts.chart import Scene
from dashboard.words import say
from queries.periods import Period


def draw(scene: Scene) -> None:
    """Draw the control and, where two periods are named, the chart of the change between them."""
    later = _later(scene)
    if later is None:
        return
    st.markdown(f"#### {say('pages.comparing.heading')}")
    own = say("pages.comparing.own")
    offered = {
        say("pages.comparing.before"): _before(later), say("pages.comparing.year"): timelines.year_before(later),
    }  # fmt: skip
    chosen = scene.view.compare
    name = next((words for words, period in offered.items() if period == chosen), own if chosen else None)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.selectbox(
            say("pages.comparing.compared_with", period=labels.days(*later)), [*offered, own], index=None,
            width=320,
            key=controls.hold("compare-with", name), placeholder=say("pages.comparing.choose"),
            on_change=_chosen, args=(offered,),
        )  # fmt: skip
        if chosen:
            st.date_input(
                say("pages.comparing.earlier"), key=controls.hold("compare-days", chosen), min_value=date(1900, 1, 1),
                max_value=date(2100, 1, 1), format="YYYY-MM-DD", on_change=_days, width=260,
            )  # fmt: skip
    if chosen and timelines.compared(scene) is None:
        st.caption(say("pages.comparing.overlap"))
    elif chosen:
        panel.draw(scene, timelines.changed)


def _later(scene: Scene) -> Period | None:
    first = scene.chosen.since
    _, last = scope.days(scene.chosen, scene.shot)
    if first and last:
        return first, last
    pair = cards.pair(scene)
    return pair.later if pair else None


def _before(later: Period) -> Period:
    return later[0] - (later[1] - later[0]) - timedelta(days=1), later[0] - timedelta(days=1)


def _chosen(offered: dict[str, Period]) -> None:
    name = st.session_state["compare-with"]
    controls.change(compare=offered.get(name, offered[say("pages.comparing.before")]) if name else None)


def _days() -> None:
    days = st.session_state["compare-days"]
    if len(days) == 2:
        controls.change(compare=(days[0], days[1]))

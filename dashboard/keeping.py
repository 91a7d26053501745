"""Two selections beside each other: keep one, change the filters, swap the two, let the kept one go.

The kept selection lies in the address, so a link opens the same comparison. It must not know how two are compared.
"""

from __future__ import annotations

import dataclasses
from typing import Final

import streamlit as st

from dashboard import controls, kept, safe
from dashboard.charts import against
from dashboard.charts.chart import Scene
from dashboard.state import serialise
from dashboard.words import say

_PAGES: Final = {"timelines": "app_pages/timelines.py", "sectors": "app_pages/sectors.py"}


def sidebar(scene: Scene) -> None:
    """Draw the button that keeps the selection; where one is kept, what it is and what can be done with it."""
    view = scene.view
    if view.kept is None:
        if kept.fits(view.selection):
            st.button(
                say("pages.keeping.keep"), key="keep", on_click=_keep, help=say("pages.keeping.help"), width="stretch"
            )
        return
    st.markdown(f"**{say('pages.keeping.kept')}**")
    st.caption(safe.markdown(against.name(view.kept)))
    with st.container(horizontal=True, gap="small"):
        st.button(
            say("pages.keeping.swap"),
            key="keep-swap",
            type="tertiary",
            on_click=_swap,
            help=say("pages.keeping.swap_help"),
        )
        st.button(say("pages.keeping.let_go"), key="keep-drop", type="tertiary", on_click=_drop)
    if st.session_state.get(controls.PAGE) not in _PAGES:
        query = serialise(view.carry())
        st.page_link(_PAGES["timelines"], label=say("pages.keeping.over_time"), query_params=query)
        st.page_link(_PAGES["sectors"], label=say("pages.keeping.by_sector"), query_params=query)


def offer(scene: Scene) -> None:
    """Say how two selections are compared, with the button that keeps this one."""
    st.markdown(f"#### {say('pages.keeping.heading')}")
    with st.container(horizontal=True, vertical_alignment="center"):
        if kept.fits(scene.chosen):
            st.button(say("pages.keeping.keep_this"), key="keep-here", on_click=_keep, help=say("pages.keeping.help"))
        st.caption(say("pages.keeping.how"))


def _keep() -> None:
    controls.go(dataclasses.replace(controls.view().closed(), kept=controls.view().selection))


def _drop() -> None:
    controls.go(dataclasses.replace(controls.view(), kept=None))


def _swap() -> None:
    view = controls.view()
    if view.kept is not None:
        shown = dataclasses.replace(view.kept, since=view.selection.since, until=view.selection.until)
        controls.go(dataclasses.replace(view.with_selection(shown), kept=view.selection))

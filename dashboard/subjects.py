"""What the pages about one dyad or one country share: choosing it, changing it, and the links that lead there."""

from __future__ import annotations

import dataclasses
from functools import partial
from typing import Final

import streamlit as st

from dashboard import controls, labels
from dashboard.charts import comentions as pairs
from dashboard.charts.chart import Scene
from dashboard.state import ViewState, serialise
from dashboard.words import say
from data.records import dyad_of
from queries import comentions
from queries.timeline import Grain

_OFFERED: Final = 24  # pairs or countries to begin with
_PAGES: Final = {"dyad": "app_pages/dyad.py", "country": "app_pages/country.py"}


def link(view: ViewState, subject: str) -> None:
    """Draw the link to the page of a dyad (`CN-KZ`) or country (`KZ`), under the same other filters."""
    is_dyad = "-" in subject
    words = labels.dyad(subject) if is_dyad else labels.country(subject)
    page = _PAGES["dyad" if is_dyad else "country"]
    st.page_link(
        page, label=say("pages.subjects.everything", subject=words), query_params=serialise(view.about(subject))
    )


def grain(code: Grain | None) -> str:
    """Return what a grain is called where it can be chosen; without one it is chosen by the days."""
    return labels.grain(code) if code else say("pages.subjects.automatic")


def name(view: ViewState) -> str:
    """Return the name of what a page is about, or nothing; two countries that are filters are a pair as well."""
    if view.country:
        return labels.country(view.country)
    return labels.dyad(view.selection.dyad) if view.selection.dyad else ""


def change_dyad(scene: Scene) -> None:
    """Draw the two countries of the page as boxes, each offering the partners of the other, most articles first."""
    one, other = scene.chosen.dyad.split("-")
    with st.container(horizontal=True, vertical_alignment="bottom", key="both"):
        _partner(scene, say("pages.subjects.first"), one, other)
        _partner(scene, say("pages.subjects.second"), other, one)
        for code in (one, other):
            link(scene.view, code)


def _partner(scene: Scene, label: str, current: str, kept: str) -> None:
    """Draw the box of one country of a pair; the other stays."""
    rest = scene.chosen.without_countries()
    counts = scene.ask(comentions.counts_of_countries, dataclasses.replace(rest, countries=(kept,)))
    counts = {current: counts.get(current, 0), **counts}
    counts.pop(kept, None)
    key = _held(f"pair-{label}", current, counts)
    st.selectbox(
        label, list(counts), key=key, filter_mode="contains", width=260,
        format_func=lambda code: f"{labels.country(code)} ({labels.number(counts.get(code, 0))})",
        on_change=_changed, args=(key, kept),
    )  # fmt: skip


def _held(name: str, current: str, counts: dict[str, int]) -> str:
    """Set a box to a country and return its key, which is another one for another count.

    A browser keeps the chosen option by its words. Were they to change under it, it would go on sending the old ones,
    and they are no option any more.
    """
    return controls.hold(f"{name}-{current}-{counts[current]}", current)


def _changed(key: str, kept: str) -> None:
    _go(dyad_of(str(st.session_state[key]), kept))


def follow_filter(view: ViewState) -> None:
    """Make the page about the one country that is a filter, if it is about none; the script begins again."""
    if not view.country and not view.dyad and view.selection.country:
        controls.go(dataclasses.replace(view, country=view.selection.country))
        st.rerun()


def change_country(scene: Scene) -> None:
    """Draw the country of the page as a box of all countries, most articles first."""
    current = scene.view.country
    counts = scene.ask(comentions.counts_of_countries, scene.chosen.without_countries())
    counts = {current: counts.get(current, 0), **counts}
    key = _held("country-box", current, counts)
    st.selectbox(
        say("pages.subjects.country"), list(counts), key=key, filter_mode="contains", width=260,
        format_func=lambda code: f"{labels.country(code)} ({labels.number(counts.get(code, 0))})",
        on_change=lambda: _go(str(st.session_state[key])),
    )  # fmt: skip


def choose_dyad(scene: Scene) -> None:
    """Offer pairs where the address names none."""
    view = scene.view
    found = scene.ask(comentions.dyads, scene.chosen, unit=pairs.counted(view), minimum_support=view.minimum)
    top = found.nlargest(_OFFERED, "count_selected", keep="first")
    st.info(say("pages.subjects.choose_pair"))
    _offer([(str(d), labels.dyad(str(d)), int(n)) for d, n in zip(top["dyad"], top["count_selected"], strict=True)])


def choose_country(scene: Scene) -> None:
    """Offer countries where the address names none."""
    counts = scene.ask(comentions.counts_of_countries, scene.chosen)
    st.info(say("pages.subjects.choose_country"))
    _offer([(code, labels.country(code), count) for code, count in list(counts.items())[:_OFFERED]])


def _offer(found: list[tuple[str, str, int]]) -> None:
    with st.container(horizontal=True):
        for subject, words, count in found:
            text = f"{words}: {labels.articles(count)}"
            st.button(text, key=f"choose-{subject}", on_click=partial(_go, subject))


def _go(subject: str) -> None:
    controls.go(controls.view().about(subject))

"""The cards of the Overview on the screen: four side by side, and below them the articles behind the line that is open.

It must not know what a card says. Titles of stories are a stranger's text and go through `safe`.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from typing import Final

import streamlit as st

from dashboard import controls, evidence, safe
from dashboard.charts import cards
from dashboard.charts.cards import Card, Line
from dashboard.charts.chart import Scene
from dashboard.state import serialise

PANEL: Final = "cards"  # names the cards in the address


def draw(scene: Scene) -> None:
    """Draw the cards of a scene, and one line of what they rest on; nothing where no article is dated."""
    chosen = cards.pair(scene)
    if chosen is None:
        return
    with st.container(key=f"panel-{PANEL}"):
        for column, card in zip(st.columns(4), cards.cards(scene, chosen), strict=True):
            with column, st.container(border=True, height="stretch", gap="small"):
                _card(scene, card)
        st.caption(safe.unbroken(safe.markdown(f"{cards.coverage(scene, chosen)} {cards.meaning()}")))
        _opened(scene)


def standing(scene: Scene, lines: Sequence[Line]) -> None:
    """Draw lines side by side under a chart, such as what stands out in it; nothing where there are none."""
    if not lines:
        return
    with st.container(key=f"panel-{PANEL}"):
        for column, line in zip(st.columns(len(lines)), lines, strict=True):
            with column:
                _line(line, "timelines")
        _opened(scene)


def _opened(scene: Scene) -> None:
    if scene.view.mark and scene.view.panel == PANEL:
        evidence.behind(scene.shot, scene.view, scene.view.mark)


def _card(scene: Scene, card: Card) -> None:
    st.markdown(f":gray[{card.title}]  \n**{safe.markdown(card.head)}**")
    for line in card.lines:
        _line(line, "overview")
    carried = scene.view.carry()
    target = dataclasses.replace(carried, selection=card.selection) if card.selection else carried
    st.page_link(f"app_pages/{card.page}.py", label=f"{card.onward} →", query_params=serialise(target))


def _line(line: Line, page: str) -> None:
    """Draw a line: what it says leads to the articles behind it, if it has any; the note stands below."""
    note = f":gray[:small[{safe.unbroken(safe.markdown(line.note))}]]" if line.note else ""
    with st.container(gap=None):
        if line.mark is None:
            st.markdown(f"{safe.markdown(line.text)}  \n{note}" if note else safe.markdown(line.text))
            return
        target = dataclasses.replace(controls.view(), mark=line.mark, panel=PANEL, evidence=1)
        st.page_link(f"app_pages/{page}.py", label=safe.markdown(line.text), query_params=serialise(target))
        if note:
            st.markdown(note)

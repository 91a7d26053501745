"""The cards of the Overview on the screen: four side by side, and below them the articles behind the line that is open.

They are one element: as boxes, texts and links of Streamlit they were seventy, which the browser goes through at each
change of a filter. It must not know what a card says. Titles of stories are a stranger's text and go through `safe`.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from typing import Final

import streamlit as st

from dashboard import evidence, listed, safe
from dashboard.charts import cards
from dashboard.charts.cards import Card, Line
from dashboard.charts.chart import Scene
from dashboard.state import ViewState, serialise

PANEL: Final = "cards"  # names the cards in the address
_MOST_CARDS: Final = 300  # as many as charts are kept; 6 kB each


def draw(scene: Scene) -> None:
    """Draw the cards of a scene, and one line of what they rest on; nothing where no article is dated."""
    written = _written(scene.shot.id, repr(scene.view.closed()), scene)
    if written is None:
        return
    whole, rests_on = written
    with st.container(key=f"panel-{PANEL}"):
        listed.draw(PANEL, whole)
        st.caption(rests_on)
        _opened(scene)


@st.cache_data(max_entries=_MOST_CARDS, show_spinner=False)
def _written(snapshot_id: str, view: str, _scene: Scene) -> tuple[str, str] | None:
    """Return the cards as HTML and the line below them, written once: it takes 50 ms, the answers aside."""
    chosen = cards.pair(_scene)
    if chosen is None:
        return None
    whole = "".join(_card(_scene.view, card) for card in cards.cards(_scene, chosen))
    return _side_by_side(whole), safe.unbroken(safe.markdown(f"{cards.coverage(_scene, chosen)} {cards.meaning()}"))


def standing(scene: Scene, lines: Sequence[Line]) -> None:
    """Draw lines side by side under a chart, such as what stands out in it; nothing where there are none."""
    if not lines:
        return
    with st.container(key=f"panel-{PANEL}"):
        listed.draw("standing", _side_by_side("".join(f"<div>{_line(scene.view, line)}</div>" for line in lines)))
        _opened(scene)


def _side_by_side(written: str) -> str:
    return f'<div class="cards">{written}</div>'


def _opened(scene: Scene) -> None:
    if scene.view.mark and scene.view.panel == PANEL:
        evidence.behind(scene.shot, scene.view, scene.view.mark)


def _card(view: ViewState, card: Card) -> str:
    """Return a card as HTML: its heading, its lines, and the link to the page that explains it."""
    head = f"<p>{safe.HTML.gray(safe.HTML.text(card.title))}<br><strong>{safe.HTML.text(card.head)}</strong></p>"
    carried = view.carry()
    target = dataclasses.replace(carried, selection=card.selection) if card.selection else carried
    onward = listed.link(card.page, serialise(target), f"{card.onward} →", "onward")
    return f'<div class="card">{head}{"".join(_line(view, line) for line in card.lines)}{onward}</div>'


def _line(view: ViewState, line: Line) -> str:
    """Return a line as HTML: what it says leads to the articles behind it, if it has any; the note stands below."""
    said = safe.HTML.text(line.text)
    if line.mark is not None:
        target = dataclasses.replace(view, mark=line.mark, panel=PANEL, evidence=1)
        said = listed.link("", serialise(target), safe.plain(line.text), "mark")
    note = safe.HTML.gray(f"<small>{safe.unbroken(safe.HTML.text(line.note))}</small>")
    return f"<p>{said}<br>{note}</p>" if line.note else f"<p>{said}</p>"

"""Draws a figure in the page, again and again on the same element, and says what a reader does with it.

Why not `st.plotly_chart`: a chart that tells of clicks is another element there whenever its figure changes, so that
each change of a filter threw all charts away and drew new ones, which took the browser twice as long. Why the controls
below a chart belong to the same element: React took a third of a change for the select box, the menu and the table's
fold of eight charts, seen or not. It must not know which chart it draws. Its script is one of `browser`.
"""

from __future__ import annotations

import dataclasses
import json
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final, Literal

import streamlit as st

from dashboard.browser import loader

_LEVEL: Final = 5  # of compression: a twentieth smaller than 1, in 1 ms for 50 kB

_CONTROLS: Final = 52  # pixels below a chart, as in the script: nothing moves once they are drawn

_component = st.components.v2.component("chart", js=loader("canvas.js"), isolate_styles=False)


@dataclass(frozen=True)
class Controls:
    """What stands below a chart: a list of its marks, and buttons for its table and for its menu."""

    offered: dict[str, str]  # words of each mark, by what the address calls it
    chosen: str  # the mark whose list is open, or nothing; it stays the one that is not pale
    is_table: bool  # whether the table is open
    words: dict[str, str]  # what the controls are called


def packed(figure: str, config: dict[str, Any], words: str, *, alone: bool = False) -> bytes:
    """Return what the browser is told of a chart: the figure (given as JSON), how it behaves, and it in words.

    One that stands `alone` is enlarged until it fills the screen, whose size only the browser knows.
    """
    parts = f'"config":{json.dumps(config)},"words":{json.dumps(words)},"alone":{json.dumps(alone)},"figure":{figure}'
    told = f"{{{parts}}}"
    return zlib.compress(told.encode(), _LEVEL)


def draw(
    key: str,
    told: bytes,
    height: int | Literal["content"],
    controls: Controls | None = None,
    **heard: Callable[[Any], None],
) -> None:
    """Draw a chart, and the controls below it if there are any; what the browser says goes to the one who hears it.

    The height is in pixels, or "content" where the browser finds it (then there are no controls).
    `mark` hears the text of a mark that is clicked, `days` the ends of days that are dragged over, `chosen` a list of
    one of the offered values or of "", `pressed` "table" or "take". All of it comes from the browser: judge it.
    """

    def hears(name: str) -> Callable[[], None]:
        def changed() -> None:
            value = (st.session_state.get(key) or {}).get(name)
            if name in heard and value:
                heard[name](value)

        return changed

    shown = json.dumps(controls and {**dataclasses.asdict(controls), "height": height}).encode()  # on one line
    _component(
        key=key, data=shown + b"\n" + told,
        height=height if height == "content" else height + (_CONTROLS if controls else 0),
        on_mark_change=hears("mark"), on_days_change=hears("days"),
        on_chosen_change=hears("chosen"), on_pressed_change=hears("pressed"),
    )  # fmt: skip

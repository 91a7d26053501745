"""Draws a figure in the page, again and again on the same element, and says what a reader does with it.

Why not `st.plotly_chart`: a chart that tells of clicks is another element there whenever its figure changes, so that
each change of a filter threw all charts away and drew new ones, which took the browser twice as long. It must not know
which chart it draws. Its script is one of `browser`.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable
from typing import Any, Final, Literal

import streamlit as st

from dashboard.browser import loader

_LEVEL: Final = 5  # of compression: a twentieth smaller than 1, in 1 ms for 50 kB

_component = st.components.v2.component("chart", js=loader("canvas.js"), isolate_styles=False)


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
    *,
    is_open: bool = False,
    marked: Callable[[str], None] | None = None,
    dragged: Callable[[list[str]], None] | None = None,
) -> None:
    """Draw a chart; `marked` is given the text of a mark that is clicked, `dragged` the ends of days dragged over.

    The height is in pixels, or "content" where the browser finds it.

    `is_open` says that the list of one of its marks is open: the mark stays the one that is not pale.
    """

    def heard(name: str, hear: Callable[[Any], None] | None) -> Callable[[], None]:
        def changed() -> None:
            value = (st.session_state.get(key) or {}).get(name)
            if hear is not None and value:
                hear(value)

        return changed

    _component(
        key=key, data=bytes([is_open]) + told, height=height,
        on_mark_change=heard("mark", marked), on_days_change=heard("days", dragged),
    )  # fmt: skip

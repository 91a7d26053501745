"""One panel: title, what it says in a sentence, figure, denominator, evidence, table, download, empty state.

Every chart goes through here, so every chart has all of them. A mark opens its list by a click, by the
list below the figure (keyboard, phone) or by a row of the table. It must not know which chart it holds.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from functools import partial
from typing import Any, Final

import numpy as np
import pandas as pd
import streamlit as st

from dashboard import canvas, controls, evidence, labels, listed, palette, safe, small, taking
from dashboard.charts.chart import MARKED, Chart, Panel, Scene, mark_of
from dashboard.figures import base, marks
from dashboard.state import ViewState, mark_token, parse_mark, serialise
from dashboard.words import say
from queries import timeline
from queries.schema import by_row
from queries.selection import Mark

# A list is read, not searched through thousands of lines; the table has a row for every mark.
_MOST_OPTIONS: Final = 20
# Every rerun sends a table whole: the 5,171 pairs of the sample are 4.6 MB, of which 4,018 rest on too few articles;
# 500 of them made a rerun of 223 kB, and it should send 150 kB at most.
_MOST_ROWS: Final = 200
_MOST_CHARTS: Final = 300  # of half a megabyte at most, a tenth of it most often
Drawn = tuple[Chart, bytes, dict[str, str]]
"""A chart, what the browser is told of it, and its largest marks in words (none where the table is all)."""


def look() -> palette.Look:
    """Return whether the viewer's page is light or dark."""
    return palette.Look.DARK if st.context.theme.type == "dark" else palette.Look.LIGHT


def is_phone() -> bool:
    """Return whether the browser says it is a phone; the server cannot know how wide a page is."""
    return "Mobi" in (st.context.headers.get("User-Agent") or "")


@st.cache_resource(max_entries=_MOST_CHARTS, show_spinner=False)
def _kept(snapshot_id: str, maker: str, view: str, _scene: Scene, _make: Callable[[Scene], Chart]) -> Drawn:
    """Return a chart, made once; every reader shares it, so nobody changes it."""
    chart = _make(_scene)
    if chart.figure is None:
        return chart, _small(_scene.view.closed(), chart), {}
    base.clickable(chart.figure, drags=_zooms(_scene, chart.panel))
    told = canvas.packed(base.text(chart.figure), palette.config(map=chart.panel.is_map), _alternative(chart.panel))
    return chart, told, offered(chart)


def made(scene: Scene, make: Callable[[Scene], Chart]) -> Drawn:
    """Return the chart of a scene and what is drawn of it, the same whatever list is open in it."""
    seen = repr((scene.view.closed(), scene.look, scene.narrow))
    return _kept(scene.shot.id, f"{make.__module__}.{make.__qualname__}", seen, scene, make)


def draw(scene: Scene, make: Callable[[Scene], Chart], *, clicked: Callable[[Mark], None] | None = None) -> None:
    """Draw the chart of a scene; `clicked` may take a mark for itself instead of its list being opened."""
    chart, told, options = made(scene, make)
    panel, view = chart.panel, scene.view
    with st.container(key=f"panel-{panel.key}"):
        st.markdown(f"#### {panel.title}\n\n{safe.unbroken(panel.reading)}")
        if chart.figure is None:
            if told:
                listed.draw(f"few-{panel.key}", told.decode())
                st.caption(panel.whole)
            else:
                _rows(panel, chart.answer)
            st.button(say("pages.taking.take_out"), key=f"taking-{panel.key}", on_click=taking.ask, args=(panel.key,))
        else:
            _figure(view, chart, told, options, clicked)
            said = " ".join(part for part in (panel.whole, panel.clicks, panel.caption) if part)
            if _zooms(scene, panel):
                said += ("  \n" if "\n" in said else " ") + say("pages.panel.drag")
            st.caption(safe.unbroken(said))
        taking.offer(scene, chart)
        if view.mark and view.panel == panel.key:
            evidence.behind(scene.shot, view, view.mark, panel.selection)
        if chart.figure is not None and _has_table(panel.key):
            _rows(panel, chart.answer)


def _small(view: ViewState, chart: Chart) -> bytes:
    """Return a table of a few rows as HTML, each leading to the articles behind it; nothing for a longer one."""
    panel, answer = chart.panel, chart.answer
    if not 0 < len(answer) <= small.MOST:
        return b""
    found = [mark_of(row, panel) for row in by_row(answer)]
    queries = [serialise(dataclasses.replace(view, mark=mark, panel=panel.key)) if mark else None for mark in found]
    return small.table(answer, panel.grain, queries, panel.title).encode()


def _figure(
    view: ViewState, chart: Chart, told: bytes, offered: dict[str, str], clicked: Callable[[Mark], None] | None
) -> None:
    """Draw the figure, and below it the list of its largest marks and the buttons for table and menu."""
    panel, chosen = chart.panel, ""
    if view.mark and view.panel == panel.key:
        chosen = mark_token(view.mark)
        offered = {**offered, chosen: offered.get(chosen) or labels.mark(view.mark)}

    def marked(text: str) -> None:
        found = marks.read(text)
        if found:
            (clicked or partial(open_mark, panel.key))(Mark(**found))

    def chose(value: list[str]) -> None:
        token = value[0]
        if not token or token in offered:
            open_mark(panel.key, parse_mark(token) if token else None)

    words = {
        "marks": say("pages.panel.behind"), "choose": say("pages.panel.show_behind"),
        "table": say("pages.panel.table"), "take": say("pages.taking.take_out"),
    }  # fmt: skip
    canvas.draw(
        f"chart-{panel.key}", told, base.height(chart.figure),
        canvas.Controls(offered, chosen, _has_table(panel.key), words),
        mark=marked, days=partial(_dragged, panel), chosen=chose, pressed=partial(_pressed, panel.key),
    )  # fmt: skip


def _table_of(panel_key: str) -> str:
    return f"table-open-{st.session_state.get(controls.PAGE)}-{panel_key}"


def _has_table(panel_key: str) -> bool:
    """Return whether the reader has opened the table of a panel of this page."""
    return bool(st.session_state.get(_table_of(panel_key)))


def _pressed(panel_key: str, button: str) -> None:
    if button == "table":
        st.session_state[_table_of(panel_key)] = not _has_table(panel_key)
    elif button == "take":
        taking.ask(panel_key)


def _alternative(panel: Panel) -> str:
    return f"{panel.title}. {panel.reading} {panel.whole}"


def open_mark(panel_key: str, mark: Mark | None) -> None:
    """Write a mark to the address as open in a panel, or close what is open."""
    controls.change(mark=mark, panel=panel_key if mark else "", evidence=1)


def _zooms(scene: Scene, panel: Panel) -> bool:
    """Return whether days can be dragged over; on a phone a finger that drags scrolls the page."""
    return panel.grain is not None and not scene.narrow


def _dragged(panel: Panel, ends: list[str]) -> None:
    days = marks.days(ends)
    if days and panel.grain:
        first, last = (timeline.period_start(day, panel.grain) for day in days)
        controls.select(since=first, until=timeline.period_end(last, panel.grain))


def offered(chart: Chart) -> dict[str, str]:
    """Return the largest marks: what the address calls each, and its words with the count.

    A short table may have fewer rows than its chart has marks, such as one row for two periods: those are added.
    """
    panel, answer = chart.panel, chart.answer
    counts = answer[panel.count].to_numpy()
    order = np.argsort(-counts, kind="stable")[:_MOST_OPTIONS]
    columns = {name: answer[name].to_numpy()[order] for name in MARKED if name in answer}
    found = [
        (mark_of({name: values[i] for name, values in columns.items()}, panel), int(count))
        for i, count in enumerate(counts[order])
    ]
    if len(answer) < _MOST_OPTIONS and not panel.is_map:
        found += [(Mark(**mark), count) for mark, count in marks.drawn(chart.figure.data)]
    options: dict[str, str] = {}
    for mark, count in found:
        if mark is not None and count > 0:
            options.setdefault(mark_token(mark), f"{labels.mark(mark)}: {labels.articles(count)}")
    return options


def _rows(panel: Panel, answer: pd.DataFrame) -> None:
    key, leads = f"table-{panel.key}", any(name in answer for name in MARKED)
    choice: dict[str, Any] = {}
    if leads:
        choice = {"selection_mode": "single-row", "on_select": lambda: _row(key, panel, answer)}
    st.dataframe(
        cells(panel, answer.head(_MOST_ROWS)), key=key, hide_index=True, column_config=columns(answer),
        alt=_alternative(panel), **choice,
    )  # fmt: skip
    said = [panel.whole, say("pages.panel.row_opens") if leads else ""]
    if len(answer) > _MOST_ROWS:
        said.append(say("pages.panel.cut", shown=_MOST_ROWS, rows=len(answer)))
    st.caption(" ".join(text for text in said if text))


def cells(panel: Panel, answer: pd.DataFrame) -> pd.DataFrame:
    """Return the cells of a table as `columns` shows them: words for codes, shares times 100, a tiny q as such."""
    shown = labels.table(answer, panel.grain)
    for words in [words for name, words in labels.headings(answer).items() if labels.is_share(name)]:
        shown[words] = 100 * shown[words].astype(float)
    if "q" in answer:
        shown[labels.column("q")] = answer["q"].map(small.chance, na_action="ignore")
    return shown


def _row(key: str, panel: Panel, answer: pd.DataFrame) -> None:
    rows = st.session_state[key]["selection"]["rows"]
    if rows and rows[0] < len(answer):
        row = {str(name): value for name, value in answer.iloc[rows[0]].to_dict().items()}
        open_mark(panel.key, mark_of(row, panel))


def columns(answer: pd.DataFrame) -> dict[str, Any]:
    """Return how the columns are shown: shares, times 100, with one number of decimals a column; counts by thousands.

    Streamlit's own "percent" has two decimals, and shows 6 of 130,815 as 0 %; three digits showed 8 % under 12.5 %.
    """
    shown: dict[str, Any] = {}
    for name, words in labels.headings(answer).items():
        if labels.is_share(name):
            digits = small.decimals(answer[name].head(_MOST_ROWS), 1)
            shown[words] = st.column_config.NumberColumn(format=f"%.{digits}f %%")
        elif name == "q":
            shown[words] = st.column_config.TextColumn(alignment="right")
        elif pd.api.types.is_float_dtype(answer[name]):
            shown[words] = st.column_config.NumberColumn(format="%.2f")
        elif pd.api.types.is_integer_dtype(answer[name]):
            shown[words] = st.column_config.NumberColumn(format="localized")
    return shown

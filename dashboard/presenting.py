"""One chart alone, for a screen in a meeting or a frame in another page: title, words, figure, source; no controls.

It must not know which chart it shows. The figure is the one of the page; the browser enlarges it with the screen, and
the words around it grow too, so that both are read from the back of a room.
"""

from __future__ import annotations

from typing import Final

import pandas as pd
import streamlit as st

from dashboard import canvas, labels, listed, palette, safe, small, subjects
from dashboard.charts import scope
from dashboard.charts.chart import Chart, Panel, Scene
from dashboard.figures import base
from dashboard.words import say
from queries import evidence

_ROWS: Final = (
    12  # of a table, bars or a grid: what a screen of 16 : 9 holds in letters that are read from the back of a room
)
_COLUMNS: Final = 9
_LOWER: Final = 0.7  # of its height: how low `canvas` draws a chart first that stands alone

# With "html" before it a rule is stronger than that of every page (`style`).
# Letters follow the screen, the shorter way: a title of 2.2 % of a screen of 16 : 9.
STYLE: Final = """<style>
html [data-testid="stMainBlockContainer"] { padding: 2vmin 2.2vw; max-width: none; }
[data-testid="stMainBlockContainer"] h2 { font-size: max(1.3rem, min(2.2vw, 3.9vh)); padding: 0; }
[data-testid="stMainBlockContainer"] p { font-size: max(0.95rem, min(1.4vw, 2.5vh)); }
[data-testid="stMainBlockContainer"] [data-testid="stCaptionContainer"] p { font-size: max(0.8rem, min(0.9vw, 1.6vh)); }
[data-testid="stMainBlockContainer"] .few table { font-size: max(0.8rem, min(1.3vw, 2.3vh)); }
[data-testid="stSidebar"], [data-testid="stSidebarCollapsedControl"], [data-testid="stExpandSidebarButton"],
[data-testid="stHeader"] { display: none; }
html [data-testid="stSkipToContent"] + * { margin-left: 0; } /* the room that `style` keeps for filters */
</style>"""


def draw(scene: Scene, chart: Chart) -> None:
    """Draw a chart alone."""
    st.html(STYLE)
    about = chart.panel
    subject = subjects.name(scene.view)
    st.header(f"{subject}: {about.title}" if subject else about.title, anchor=False)
    st.markdown(safe.unbroken(about.reading))
    if chart.figure is None:
        _table(about, chart.answer)
    else:
        rows = 0 if scene.narrow else base.shortened(chart.figure, _ROWS)
        if rows:  # their names would stand in one another, were they drawn lower first
            chart.figure.layout.update(height=base.height(chart.figure) / _LOWER)
        words, config = f"{about.title}. {about.reading}", palette.config(map=about.is_map)
        told = canvas.packed(base.text(chart.figure), config, words, alone=not scene.narrow)
        canvas.draw(f"present-{about.key}", told, base.height(chart.figure) if scene.narrow else "content")
        _cut(rows)
    st.caption(" ".join(part for part in (safe.markdown(source(scene, about)), about.whole, about.caption) if part))


def _table(about: Panel, answer: pd.DataFrame) -> None:
    """Draw the first rows and columns of a table as large as the other words; what is left out is said."""
    shown = answer.head(_ROWS)
    table = small.table(shown, about.grain, [None] * len(shown), about.title, most=_COLUMNS)
    listed.draw(f"present-{about.key}", table)
    _cut(len(answer))


def _cut(rows: int) -> None:
    if rows > _ROWS:
        st.caption(say("pages.presenting.cut", shown=_ROWS, rows=labels.number(rows)))


def source(scene: Scene, about: Panel) -> str:
    """Return the line that says what the chart was made from: articles, days, collections, snapshot.

    The articles are those that its marks count; a chart of two periods draws parts of these, and says which.
    """
    counted = about.selection if about.selection and not about.parts else scene.chosen
    total = int(scene.ask(evidence.count, counted))
    first, last = scope.days(scene.chosen, scene.shot)
    what = labels.selection(counted, total)
    made = labels.listed(list(scope.collections(scene.ask).values()), "and", most=5)
    days = labels.span_of_days(first, last)
    return say(
        "pages.presenting.said",
        articles=labels.articles(total),
        what=what,
        days=days,
        sources=made,
        snapshot=scene.shot.id,
    )

"""One chart alone, for a screen in a meeting or a frame in another page: title, words, figure, source; no controls.

It must not know which chart it shows. The figure is the one of the page, with larger letters.
"""

from __future__ import annotations

from typing import Final

import streamlit as st

from dashboard import canvas, labels, palette, safe, subjects
from dashboard.charts import scope
from dashboard.charts.chart import Chart, Scene
from dashboard.figures import base
from dashboard.words import say

_LARGER: Final = 1.35
_LEAST: Final = 560  # pixels: what a projector of 720 lines leaves under a title
STYLE: Final = """<style>
[data-testid="stMainBlockContainer"] { padding: 1.5rem 2rem 1rem; }
[data-testid="stMainBlockContainer"] h2 { font-size: 2rem; padding: 0; }
[data-testid="stMainBlockContainer"] p { font-size: 1.2rem; }
[data-testid="stMainBlockContainer"] [data-testid="stCaptionContainer"] p { font-size: 0.9rem; }
[data-testid="stSidebar"], [data-testid="stSidebarCollapsedControl"], [data-testid="stExpandSidebarButton"],
[data-testid="stHeader"] { display: none; }
@media (max-width: 640px) {
  [data-testid="stMainBlockContainer"] { padding: 0.5rem; }
  [data-testid="stMainBlockContainer"] h2 { font-size: 1.3rem; }
  [data-testid="stMainBlockContainer"] p { font-size: 0.95rem; }
}
</style>"""


def draw(scene: Scene, chart: Chart, total: int) -> None:
    """Draw a chart of a selection of `total` articles, alone."""
    st.html(STYLE)
    about = chart.panel
    subject = subjects.name(scene.view)
    st.header(f"{subject}: {about.title}" if subject else about.title, anchor=False)
    st.markdown(safe.unbroken(about.reading))
    if chart.figure is None:
        st.dataframe(labels.table(chart.answer, about.grain), hide_index=True)
    else:
        figure = chart.figure if scene.narrow else base.enlarged(chart.figure, _LARGER, least=_LEAST)
        told = canvas.packed(base.text(figure), palette.config(map=about.is_map), f"{about.title}. {about.reading}")
        canvas.draw(f"present-{about.key}", told, base.height(figure))
    st.caption(" ".join(part for part in (safe.markdown(source(scene, total)), about.whole, about.caption) if part))


def source(scene: Scene, total: int) -> str:
    """Return the line that says what the chart was made from: articles, days, collections, snapshot."""
    first, last = scope.days(scene.chosen, scene.shot)
    what = labels.selection(scene.chosen, total)
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

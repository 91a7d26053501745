"""The options beside a list of articles, each with the number of articles that a click on it leaves.

It must not know what is listed. The counts are those of `queries/facets.py`: choosing the option alone in its facet.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import streamlit as st

from dashboard import controls, labels, safe
from dashboard.charts.chart import Scene
from dashboard.words import say
from queries import facets

SHOWN: Final = 6
_FACETS: Final[dict[str, Callable[[str], str]]] = {
    "countries": labels.country, "partners": labels.country, "organisations": labels.organisation,
    "leaders": labels.leader, "outlets": str, "collections": labels.collection, "languages": labels.language,
}  # fmt: skip


def draw(scene: Scene) -> None:
    """Draw the most frequent options of each facet in which nothing is chosen; a click narrows the selection."""
    answer = scene.ask(facets.facets, scene.chosen, limit=SHOWN)
    for facet, words in _FACETS.items():
        if getattr(scene.chosen, facet) or (facet == "partners" and not (scene.chosen.countries or scene.chosen.blocs)):
            continue
        rows = answer[answer["facet"] == facet].head(SHOWN)
        if len(rows) < 2:  # one option narrows nothing
            continue
        with st.container(gap=None):
            st.caption(say(f"pages.narrowing.facets.{facet}"))
            for code, count in zip(rows["code"], rows["count_articles"], strict=True):
                st.button(
                    f"{safe.markdown(words(str(code)), most=48)} :gray[{labels.number(int(count))}]",
                    key=f"narrow-{facet}-{code}", type="tertiary", on_click=_narrow, args=(facet, str(code)),
                )  # fmt: skip


def _narrow(facet: str, code: str) -> None:
    controls.select(**{facet: (code,)})

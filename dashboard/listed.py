"""Draws a list of articles as one element of the page, and says which of them a reader opens.

Why not a box, a text and a link of Streamlit an article: without ten of them the browser worked 324 instead of 446 ms
at a change on the page of a pair (medians of six, a loaded machine). A click leads to the page of articles by the
browser's history; on that page itself this would draw nothing, so there the server is told. Its script is one of
`browser`.
"""

from __future__ import annotations

import html
from collections.abc import Callable, Sequence
from typing import Final
from urllib.parse import urlencode

import streamlit as st

from dashboard.browser import loader

_component: Final = st.components.v2.component("listed", js=loader("listed.js"), isolate_styles=False)
Query = dict[str, str | list[str]]


def row(article_id: str, said: str, words: str, query: Query) -> str:
    """Return an article of a list as HTML: what is said of it (HTML from `safe`), and the link to it, called `words`.

    The link is a real one: it can be copied and opened in another tab.
    """
    address = html.escape(f"articles?{urlencode(query, doseq=True)}")
    key = html.escape(article_id)
    return f'<li>{said}<a class="whole" href="{address}" data-article="{key}">{html.escape(words)}</a></li>'


def draw(key: str, rows: Sequence[str], opened: Callable[[str], None]) -> None:
    """Draw rows written by `row`; `opened` is given the id of the article that is clicked on the page of articles."""

    def changed() -> None:
        article_id = (st.session_state.get(key) or {}).get("article")
        if isinstance(article_id, str):  # it comes from the browser
            opened(article_id)

    _component(key=key, data={"rows": "".join(rows)}, on_article_change=changed)

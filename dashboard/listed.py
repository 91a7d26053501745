"""Draws HTML of ours as one element of the page, such as a list of articles, whose links lead through the dashboard.

Why not a box, a text and a link of Streamlit an article: without ten of them the browser worked 324 instead of 446 ms
at a change on the page of a pair (medians of six, a loaded machine). A link to another page goes there by the browser's
history; on the page itself this would draw nothing, so there the server is told. Its script is one of `browser`.
"""

from __future__ import annotations

import html
from collections.abc import Sequence
from typing import Final
from urllib.parse import parse_qs, urlencode

import streamlit as st

from dashboard import controls
from dashboard.browser import loader
from dashboard.state import parse

_component: Final = st.components.v2.component("listed", js=loader("listed.js"), isolate_styles=False)
Query = dict[str, str | list[str]]


def link(page: str, query: Query, words: str, kind: str) -> str:
    """Return a link as HTML to a page ("" for the one it stands on) under a query; `kind` is its class.

    It is a real one: it can be copied and opened in another tab.
    """
    address = html.escape(f"{page}?{urlencode(query, doseq=True)}")
    return f'<a class="{kind}" href="{address}">{html.escape(words)}</a>'


def row(said: str, words: str, query: Query) -> str:
    """Return an article of a list as HTML: what is said of it (HTML from `safe`), and the link `words` to it."""
    return f"<li>{said}{link('articles', query, words, 'whole')}</li>"


def rows(key: str, written: Sequence[str]) -> None:
    """Draw rows written by `row` as a list."""
    # Without its numbers some readers would no longer call it a list.
    draw(key, f'<ol role="list">{"".join(written)}</ol>')


def draw(key: str, written: str) -> None:
    """Draw HTML made of escaped text; a click on a link to the page it stands on writes its view to the address."""

    def changed() -> None:
        query = (st.session_state.get(key) or {}).get("query")
        if isinstance(query, str):  # it comes from the browser
            controls.go(parse(parse_qs(query))[0])

    _component(key=key, data={"html": written}, on_query_change=changed)

"""A list of articles as HTML shows what strangers wrote as text, and its links are real ones."""

from __future__ import annotations

import html
import re

from hypothesis import given
from hypothesis import strategies as st

from dashboard import evidence, listed, safe
from dashboard.safe import HTML
from tests.dashboard.corpus import HOSTILE
from tests.dashboard.screens import elements

NOTHING: evidence.Rows = []


@given(st.text(st.characters(exclude_categories=("Cs",)), max_size=80))
def test_the_text_that_is_shown_is_the_text(text: str) -> None:
    written = HTML.text(text)
    assert html.unescape(written) == safe.plain(text) or "&" in text
    assert not re.search(r"[<>\"']", written)


def test_tints_and_links_are_the_only_elements() -> None:
    spans = [safe.Span(0, 4, "sector"), safe.Span(5, 9, "country")]
    tinted = safe.highlighted(HOSTILE, spans, HTML)
    assert elements(tinted) == [("span", {"class": "tint orange"}), ("span", {"class": "tint blue"})]
    address = 'https://news.example/"onclick="x'
    assert elements(HTML.link(HOSTILE, address)) == [
        ("a", {"href": safe.address(address), "target": "_blank", "rel": "noopener noreferrer"})
    ]
    assert elements(HTML.link(HOSTILE, "javascript:alert(1)")) == []


def test_titles_and_outlets_of_strangers_do_nothing() -> None:
    row = {"title": HOSTILE, "outlet": HOSTILE, "collection": "", "url": None, "published_on": None}
    for written in (evidence.title(row, NOTHING, HTML), evidence.byline(row, HTML), evidence.teller(row, HTML)):
        assert elements(written) == [] and "&lt;img src=x" in written


def test_an_article_has_a_link_that_can_be_opened_elsewhere() -> None:
    row = listed.row("<p>said</p>", "Whole & all", {"article": 'a"><b>1', "countries": ["CN", "KZ"]})
    link = {"class": "whole", "href": "articles?article=a%22%3E%3Cb%3E1&countries=CN&countries=KZ"}
    assert elements(row) == [("li", {}), ("p", {}), ("a", link)]
    assert "Whole &amp; all" in row

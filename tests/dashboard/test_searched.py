"""Searched words are marked where the search finds them: case and accents are alike."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard import safe, searched
from queries import words
from tests.dashboard.corpus import HOSTILE


@pytest.mark.parametrize(
    ("asked", "text", "found"),
    [
        ("rail", "Rail, RAILWAYS, monorail", ["Rail", "RAILWAYS"]),
        ('"rail"', "Rail, railways", ["Rail"]),
        ('"green corridor"', "a Green-corridor and green corridors", ["Green-corridor"]),
        ("gurlek", "Akın Gürlek says", ["Gürlek"]),
        ("gürlek", "Akın Gu\u0308rlek says", ["Gu\u0308rlek"]),
        ("合作", "两国合作项目", ["合作"]),
        ("a.b", "A b and a-b", ["A b", "a-b"]),
        ("", "anything", []),
    ],
)
def test_words_are_found_as_the_search_finds_them(asked: str, text: str, found: list[str]) -> None:
    assert [text[start:end] for start, end in searched.places(asked, text)] == found


@given(st.text(max_size=40))
def test_every_text_bears_it(text: str) -> None:
    for start, end in searched.places('an "b c"', text):
        assert re.fullmatch(r"an.*|b[\W_]+c", words.fold(text[start:end]), re.DOTALL)


def test_a_searched_word_stands_out_inside_a_tint_and_stays_text() -> None:
    text = f"railway link {HOSTILE}"
    spans = [safe.Span(0, 12, "theme"), safe.Span(0, 7, safe.SEARCHED)]
    shown = safe.highlighted(text, spans, safe.HTML)
    assert shown.startswith('<span class="tint violet"><mark>railway</mark> link</span>') and "<img" not in shown
    assert safe.highlighted("a railway", [safe.Span(2, 9, safe.SEARCHED)]) == "a **railway**"

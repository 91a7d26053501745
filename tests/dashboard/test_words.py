"""Texts by their keys: plurals by the language's own rule, no text that is not there, and a second language."""

from __future__ import annotations

import html
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pytest
import streamlit as st
import tomlkit

from dashboard import words
from data import names
from data.records import SECTORS, THEMES
from tests.dashboard.conftest import Opener
from tests.dashboard.screens import charts, fine

OPEN, CLOSE = "⟦", "⟧"
READ: Final = {"body", "label", "placeholder", "help", "options", "title", "text", "page_title"}
"""Fields of Streamlit's messages that a reader sees."""
DATA: Final = {"Courier", "Herald", "Steppe Post", "made-up", "second", "Report", "https://news.example", "English"}
"""Outlets, collections, titles, addresses and language of the made-up articles."""
SENTENCE: Final = "agreed"  # what every made-up sentence holds


@pytest.fixture
def language(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return an empty folder of strings that is spoken, under the code of Russian."""
    folder = tmp_path / "ru"
    folder.mkdir()
    monkeypatch.setattr(words, "FOLDER", folder)
    return folder


def test_a_text_is_filled_in_by_name() -> None:
    assert words.say("common.leader_of", leader="A", country="B") == "A (B)"
    assert words.say("common.articles", n=1, shown="1") == "1 article"
    assert words.say("common.articles", n=0, shown="0") == "0 articles"
    assert words.terms("common.modes")["any"] == "All co-mentions"


def test_what_is_not_there_is_an_error_and_never_said() -> None:
    with pytest.raises(KeyError, match=r"common\.nothing"):
        words.say("common.nothing")
    with pytest.raises(KeyError, match="country"):
        words.say("common.leader_of", leader="A")
    with pytest.raises(KeyError):
        words.terms("common.nothing")


def test_braces_in_what_is_filled_in_stay_as_they_are() -> None:
    assert words.say("common.two_of", bloc="{n} {0}") == "two of {n} {0}"


def test_another_language_brings_its_own_plurals(language: Path) -> None:
    one, few, many = "{n} статья", "{n} статьи", "{n} статей"
    text = f'[a]\narticles = {{one = "{one}", few = "{few}", many = "{many}", other = "{few}"}}\n'
    (language / "x.toml").write_text(text, encoding="utf-8")
    said = [words.say("x.a.articles", n=n) for n in (1, 2, 5, 11, 21, 104)]
    assert said == ["1 статья", "2 статьи", "5 статей", "11 статей", "21 статья", "104 статьи"]


@pytest.fixture
def pseudo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Speak a language in which each text of ours stands in brackets; nothing said before is kept."""
    folder = tmp_path / "en"
    folder.mkdir()
    for file in words.FOLDER.glob("*.toml"):
        bracketed = _bracketed(tomllib.loads(file.read_text(encoding="utf-8")))
        (folder / file.name).write_text(tomlkit.dumps(bracketed), encoding="utf-8")
    monkeypatch.setattr(words, "FOLDER", folder)
    st.cache_data.clear()
    st.cache_resource.clear()
    yield
    st.cache_data.clear()
    st.cache_resource.clear()


def _bracketed(table: Any) -> Any:
    if isinstance(table, dict):
        return {key: _bracketed(value) for key, value in table.items()}
    return f"{OPEN}{table}{CLOSE}"


@pytest.mark.usefixtures("pseudo")
@pytest.mark.parametrize("page", ["overview", "dyad"])
def test_a_page_in_another_language_has_no_word_left_in_this_one(opened: Opener, page: str) -> None:
    app = opened(page, **({"dyad": "CN-KZ"} if page == "dyad" else {}))
    fine(app)
    said = {*_said(app._tree), *(text for chart in charts(app).values() for text in _drawn(chart["figure"]))}
    assert sum(OPEN in text for text in said) > 20
    left = {text: rest for text in said if (rest := _outside(text))}
    assert left == {}


def _said(block: Any) -> Iterator[str]:
    """Yield what a reader sees of a page, whatever draws it."""
    for child in block.children.values():
        if hasattr(child, "children"):
            yield from _said(child)
        if getattr(child, "proto", None) is not None:
            for field, value in child.proto.ListFields():
                if field.name in READ:
                    yield from ([value] if isinstance(value, str) else [v for v in value if isinstance(v, str)])


def _drawn(figure: Any, key: str = "") -> Iterator[str]:
    """Yield the titles, notes and hovers of a figure."""
    if isinstance(figure, dict):
        for name, value in figure.items():
            if name != "template":
                yield from _drawn(value, name)
    elif isinstance(figure, list):
        for value in figure:
            yield from _drawn(value, key)
    elif isinstance(figure, str) and (key == "text" or "<br>" in figure):
        yield figure


def _outside(text: str) -> str:
    """Return the words of a text that stand in no bracket and are no name that the records hold."""
    depth, rest = 0, ""
    for letter in text:
        depth += (letter == OPEN) - (letter == CLOSE)
        rest += letter if depth == 0 or letter == "\n" else " "
    rest = "\n".join(line for line in rest.split("\n") if SENTENCE not in line and not text.startswith("<style>"))
    rest = re.sub(r"<[^>]*>|:[a-z]+-background|:(gray|small)\[", " ", html.unescape(rest)).replace("\\", "")
    for name in _names():
        rest = rest.replace(name, " ")
    return " ".join(re.findall(r"[^\W\d_]{3,}", rest))


def _names() -> list[str]:
    """Return what is data on the pages of the tests, the longest names first."""
    known = {names.country_name(code) for code in names.country_codes()}
    known |= {names.organisation_name(code) for code in names.organisation_codes()}
    known |= {names.leader_name(code) for code in names.leader_codes()}
    known |= {name for bloc in names.blocs() for name in (bloc.name, bloc.code)} | {"Concordance", *DATA}
    labels = {names.label(code) for code in (*SECTORS, *THEMES)}
    known |= labels | {label.lower() for label in labels}
    return sorted(known, key=len, reverse=True)

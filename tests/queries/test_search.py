"""Words: case, accents, all of them, beginnings, phrases, scripts, and articles without text."""

from __future__ import annotations

from datetime import date

import duckdb
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from queries import evidence, search, words
from queries.selection import EVERYTHING, Mode, Selection
from tests.queries.conftest import Opener
from tests.queries.rows import Article, Passage, named

ANY = Mode.ANY
PLAIN = duckdb.connect(":memory:")
TEXTS = [
    "Tariffs on Ürümqi's exports were cut.",
    "The EU met; Europe was glad.",
    "European leaders met in Алма‑Ата, as Казахстан wished.",
    "中国与哈萨克斯坦合作",
    "The Belt and Road (BRI) railway.",
]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("tariff", {0}), ("TARIFFS urumqi", {0}), ("tariff eu", set()), ("ariffs", set()), ("exports", {0}),
        ("eu", {1, 2}), ('"eu"', {1}), ("европа", set()), ("казахстан", {2}), ("КАЗАХ", {2}), ("алма-ата", {2}),
        ("合作", {3}), ("哈萨克斯坦", {3}), ('"belt and road"', {4}), ('"Belt road"', set()), ("belt road", {4}),
        ('"road bri"', {4}), ("met", {1, 2}),
    ],
)  # fmt: skip
def test_words_are_found(asked: str, found: set[int], opened: Opener) -> None:
    connection = opened([named("CN", text=text) for text in TEXTS])
    selection = Selection(interaction=ANY, words=asked)
    assert set(evidence.articles(connection, selection)["article_key"]) == found
    assert set(search.articles(connection, selection)["article_key"]) == found


def test_words_may_stand_in_different_sentences_and_in_the_title(opened: Opener) -> None:
    split = Article((Passage(text="One railway."), Passage(text="Two ports.")), title="Três Estradas")
    connection = opened([split, named("CN", text="One railway.")])
    assert evidence.count(connection, Selection(interaction=ANY, words="railway ports tres")) == 1
    assert evidence.count(connection, Selection(interaction=ANY, words='"railway two"')) == 0  # no phrase spans two


def test_the_rank_is_title_then_date(opened: Opener) -> None:
    twice = (Passage(text="A port."), Passage(text="The port."))
    connection = opened(
        [
            named("CN", text="A port.", on=date(2001, 1, 1)), Article(twice, on=date(2000, 1, 1)),
            named("CN", text="None.", title="Port", on=date(1999, 1, 1)),
            named("CN", text="A port.", on=date(2002, 1, 1)),
            named("CN", text="A port.", on=None), named("CN", text="Sport."),
        ]
    )  # fmt: skip
    frame = search.articles(connection, Selection(interaction=ANY, words="port"))
    assert frame["article_key"].tolist() == [2, 3, 0, 1, 4]
    assert frame["count_words_in_title"].tolist() == [1, 0, 0, 0, 0]
    assert frame["count_sentences_found"].tolist() == [0, 1, 1, 2, 1]
    paged = search.articles(connection, Selection(interaction=ANY, words="port"), limit=2, offset=1)
    assert paged["article_key"].tolist() == [3, 0]


def test_without_text_titles_and_forms_are_searched(opened: Opener) -> None:
    kept_out = named("CN", sectors=("trade",), cooperation=(), text=None, title="Visit")
    connection = opened([kept_out, named("CN", text="Other words.")])
    for asked, found in (("visit", [0]), ("form cn", [0]), ("term trade", [0]), ("other", [1]), ("tariffs", [])):
        frame = search.articles(connection, Selection(interaction=ANY, words=asked))
        assert frame["article_key"].tolist() == found
        assert frame["count_sentences_found"].tolist() == found  # 0 where there is no text, 1 in the other


@settings(max_examples=60, deadline=None)
@given(st.text(st.characters(categories=["L", "N"], max_codepoint=0x24FF), min_size=1, max_size=8))
@example("Σίσυφος")
@example("İstanbul")
@example("Ёлка")
def test_python_and_duckdb_fold_alike(text: str) -> None:
    folded = PLAIN.execute("select lower(strip_accents($text))", {"text": text}).fetchone()
    assert folded is not None
    assert words.fold(text) == folded[0]


def test_no_words_rank_by_date(opened: Opener) -> None:
    frame = search.articles(opened([named("CN"), named("CN", on=date(2021, 1, 1))]), EVERYTHING)
    assert frame["article_key"].tolist() == [1, 0]

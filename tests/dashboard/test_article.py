"""One article's page: what it is most about leads to more of it, and a story that is told again to its tellers."""

from __future__ import annotations

import pandas as pd

from dashboard import article
from queries.selection import Mode, Selection
from tests.dashboard.conftest import Opener

COLUMNS = ["passage", "kind", "code", "parties"]


def test_an_article_is_like_others_on_its_pairs_and_their_most_frequent_sector() -> None:
    rows = [
        (1, "interaction", "cooperation", "CN-KZ"), (1, "interaction", "cooperation", "CN-KZ"),
        (2, "interaction", "conflict", "CN-IN"), (2, "interaction", "cooperation", "CN SCO"),
        (1, "sector", "trade", ""), (1, "sector", "trade", ""), (1, "sector", "customs", ""),
        (3, "sector", "security", ""), (3, "sector", "security", ""),
    ]  # fmt: skip
    assert article.alike(pd.DataFrame(rows, columns=COLUMNS)) == [
        Selection(countries=("CN",), partners=("KZ",), sectors=("trade",)),
        Selection(interaction=Mode.CONFLICT, countries=("CN",), partners=("IN",)),
    ]
    assert article.alike(pd.DataFrame([], columns=COLUMNS).astype(str)) == []


def test_more_like_this_leads_to_as_many_articles_as_it_says(opened: Opener) -> None:
    app = opened("articles", article="a2")
    button = next(b for b in app.button if b.key == "alike-0")
    said = button.label.rpartition(": ")[2]
    button.click().run()
    assert not app.exception and any(text.value.startswith(f"**{said}**") for text in app.markdown)


def test_a_story_that_is_told_twice_leads_from_one_to_the_other(opened: Opener) -> None:
    app = opened("articles", article="a57")
    next(b for b in app.button if b.key == "again-a56").click().run()
    assert app.query_params["article"] == "a56"
    assert any(b.key == "again-a57" for b in app.button)


def test_each_story_can_be_listed_once(opened: Opener) -> None:
    app = opened("articles", interaction="any", listed="stories")
    assert any(text.value.startswith("882 stories in 900 articles") for text in app.caption)


def test_every_find_in_the_text_says_why(opened: Opener) -> None:
    app = opened("articles", article="a2")
    text = next(element for element in app.get("html") if "<p>" in element.proto.body)
    assert 'title="' in text.proto.body and "by " in text.proto.body

"""Articles: the list, the options beside it, the search, and one article whole."""

from __future__ import annotations

import re

from tests.dashboard.conftest import Opener
from tests.dashboard.screens import fine, total, url, words


def test_an_article_is_shown_with_all_that_was_found_in_it(opened: Opener) -> None:
    app = opened("articles", article="a12")
    fine(app)
    assert "**Countries**" in words(app)
    assert any('title="Country: ' in element.proto.body for element in app.get("html"))
    next(e for e in app.button if e.label == "Back to the list").click().run()
    assert url(app) == {}


def test_an_article_without_text_is_shown_by_its_facts(opened: Opener) -> None:
    app = opened("articles", article="a13")
    fine(app)
    assert "- Sentence 1: " in words(app) and any("licence" in c.value for c in app.caption)
    assert "a note read" not in words(app)


def test_an_article_that_is_not_there_is_said(opened: Opener) -> None:
    app = opened("articles", article="<b>gone</b>")
    fine(app)
    assert "gone" in app.warning[0].value and "<b>" not in app.warning[0].value


def test_words_are_searched_from_the_page_and_from_the_sidebar(opened: Opener) -> None:
    app = opened("articles")
    app.text_input(key="search-words").set_value("visa").run()
    fine(app)
    assert url(app) == {"words": ["visa"]}
    assert app.sidebar.text_input(key="filter-words").value == "visa"
    assert any("Best match first" in caption.value for caption in app.caption)


def test_an_option_beside_the_list_leaves_as_many_articles_as_it_says(opened: Opener) -> None:
    app = opened("articles", interaction="any")
    option = next(button for button in app.button if (button.key or "").startswith("narrow-countries-"))
    said = int(re.findall(r"gray\[([\d,]+)\]", option.label)[0].replace(",", ""))
    option.click().run()
    fine(app)
    assert total(app) == said > 0 and url(app)["countries"]

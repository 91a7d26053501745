"""Every page alike, run by Streamlit's own engine on real records: any link opens and says what it shows."""

from __future__ import annotations

import re

import pytest

from tests.dashboard.conftest import Opener
from tests.dashboard.screens import DRAWN, NARROW, PAGES, charts, elements, fine, listed, total, url, words


@pytest.mark.parametrize("page", PAGES)
def test_a_page_opens_without_a_query(opened: Opener, page: str) -> None:
    app = opened(page)
    fine(app)
    assert len(charts(app)) == DRAWN[page]
    assert app.title[0].value and total(app) > 100
    assert "that report cooperation" in words(app)
    assert re.search(r"last article \d+ \w+ \d{4}", words(app))
    assert not app.warning


@pytest.mark.parametrize("page", PAGES)
def test_the_interaction_is_the_first_control_and_starts_at_cooperation(opened: Opener, page: str) -> None:
    app = opened(page)
    first = app.main.get("button_group")[0]
    assert first.key == "filter-interaction" and first.value == "cooperation"


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("mode", ["conflict", "any"])
def test_every_interaction_is_shown_and_said(opened: Opener, page: str, mode: str) -> None:
    app = opened(page, interaction=mode)
    fine(app)
    assert ("report conflict" if mode == "conflict" else "of every kind") in words(app)


@pytest.mark.parametrize("page", PAGES)
def test_a_narrow_selection_is_drawn_and_said(opened: Opener, page: str) -> None:
    app = opened(page, **NARROW)
    fine(app)
    assert total(app) >= 5
    assert "between China and Kazakhstan on trade from 1 January 2019 to 30 June 2024" in words(app)


@pytest.mark.parametrize("page", PAGES)
def test_nothing_found_is_said_with_ways_to_more(opened: Opener, page: str) -> None:
    app = opened(page, words="xylophone", since="2020-01-01")
    fine(app)
    assert total(app) == 0 and not charts(app)
    assert app.info[0].value == "No article matches."


@pytest.mark.parametrize("page", ["overview", "timelines", "comentions", "sectors"])
def test_three_articles_are_listed_and_not_drawn(opened: Opener, page: str) -> None:
    app = opened(page, countries="IR", **{"with": "TJ"}, interaction="cooperation")
    fine(app)
    assert 0 < total(app) < 5
    assert not charts(app)
    assert f"Only {total(app)} article" in app.info[0].value
    assert listed(app).count("<li>") == listed(app).count(">source</a>") == total(app)
    assert any(button.label.startswith("All co-mentions: ") for button in app.button)


def test_a_way_to_more_leads_to_what_it_promised(opened: Opener) -> None:
    app = opened("sectors", countries="IR", **{"with": "TJ"})
    way = next(button for button in app.button if button.label.startswith("All co-mentions: "))
    promised = int(re.findall(r"\d+", way.label)[0])
    way.click().run()
    fine(app)
    assert total(app) == promised > 0 and url(app)["interaction"] == ["any"]


MALFORMED = {
    "countries": "KZ <script>", "sectors": "turism", "since": "yesterday", "mark": "dyad.KZ-CN", "evidence": "0",
    "interaction": "peace", "nothing": "x", "view": "globe", "grain": "hour",
}  # fmt: skip


@pytest.mark.parametrize("page", PAGES)
def test_what_is_wrong_in_a_link_is_named_in_one_notice(opened: Opener, page: str) -> None:
    app = opened(page, **MALFORMED)
    fine(app)
    assert len(app.warning) == 1
    for said in ("script", "turism", "tourism", "yesterday", "KZ\\-CN", "peace", "nothing", "globe", "hour"):
        assert said in app.warning[0].value
    assert "<script>" not in app.warning[0].value
    assert "cooperation involving Kazakhstan" in words(app)


@pytest.mark.parametrize("page", PAGES)
def test_what_strangers_wrote_is_escaped_on_every_page(opened: Opener, page: str) -> None:
    app = opened(page, interaction="any", mark="country.KZ", panel="sectors")
    fine(app)
    for element in (*app.markdown, *app.caption, *app.button, *app.get("page_link")):
        text = getattr(element, "value", None) or getattr(element, "label", "") or ""
        assert not re.search(r"(?<!\\)(<img|\[click|\$x)|www\.evil|a@b|->", text), text
        assert not getattr(element.proto, "allow_html", False)
    for name, attributes in elements(listed(app)):
        assert name in {"ol", "li", "div", "p", "br", "strong", "small", "span", "a",
                        "table", "thead", "tbody", "tr", "th", "td"}  # fmt: skip
        assert set(attributes) <= {"class", "href", "target", "rel", "role", "tabindex", "aria-label"}
        assert re.match(r"https?://|[a-z]*\?", attributes.get("href") or "?")


@pytest.mark.parametrize("page", PAGES)
def test_a_table_is_built_only_when_it_is_open(opened: Opener, page: str) -> None:
    app = opened(page)
    assert not app.dataframe


def test_every_chart_has_words_for_who_cannot_see_it(opened: Opener) -> None:
    for page in PAGES:
        for chart in charts(opened(page)).values():
            assert len(chart["words"]) > 40


def test_a_link_to_another_page_carries_the_selection_only(opened: Opener) -> None:
    app = opened("sectors", countries="KZ", mark="sector.trade", panel="sectors", interaction="any")
    links = [link.proto for link in app.get("page_link")]
    ahead = next(link for link in links if link.label == "Theme timelines")
    assert ahead.query_string == "countries=KZ&interaction=any"

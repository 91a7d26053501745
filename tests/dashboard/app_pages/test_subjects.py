"""The pages about one dyad or one country."""

from __future__ import annotations

import re

import pytest
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Selectbox

from tests.dashboard.conftest import Opener
from tests.dashboard.screens import ABOUT, charts, fine, heading, listed, total, url, words


def boxed(app: AppTest, name: str) -> Selectbox:
    """Return the box whose key begins with a name; the rest of the key is what it shows."""
    return next(box for box in app.selectbox if str(box.key).startswith(name))


@pytest.mark.parametrize("mode", ["cooperation", "conflict", "any"])
@pytest.mark.parametrize("page", ABOUT)
def test_a_page_about_a_subject_is_named_after_it_and_carries_it_along(opened: Opener, page: str, mode: str) -> None:
    app = opened(page, interaction=mode, sectors="trade", **ABOUT[page])
    fine(app)
    assert app.title[0].value == {"dyad": "China–Kazakhstan", "country": "Kazakhstan"}[page]
    ahead = next(link.proto for link in app.get("page_link") if link.proto.label == "Sector breakdown")
    assert ahead.query_string.startswith({"dyad": "countries=CN", "country": "countries=KZ"}[page])
    assert "sectors=trade" in ahead.query_string and "dyad=" not in ahead.query_string
    assert total(app) == total(opened("sectors", interaction=mode, sectors="trade", countries="KZ",
                                      **({"with": "CN"} if page == "dyad" else {})))  # fmt: skip


@pytest.mark.parametrize("page", ABOUT)
def test_a_page_without_its_subject_offers_some(opened: Opener, page: str) -> None:
    app = opened(page)
    fine(app)
    assert "Choose" in app.info[0].value and not charts(app)
    first = next(b for b in app.button if str(b.key).startswith("choose-"))
    promised = int(re.findall(r"([\d,]+) articles?$", first.label)[0].replace(",", ""))
    first.click().run()
    fine(app)
    assert set(url(app)) == {page} and total(app) == promised


def test_a_country_that_is_a_filter_is_what_its_page_is_about(opened: Opener) -> None:
    app = opened("country", countries="KZ", sectors="trade", **{"with": "CN"})
    fine(app)
    assert app.title[0].value == "Kazakhstan" and not app.info
    assert url(app) == {"country": ["KZ"], "sectors": ["trade"], "with": ["CN"]}
    app = opened("country", dyad="CN-KZ")
    fine(app)
    assert app.title[0].value == "One country"


def test_the_pair_of_a_page_is_changed_one_country_at_a_time(opened: Opener) -> None:
    app = opened("dyad", dyad="CN-KZ", sectors="trade")
    box = boxed(app, "pair-Second country")
    option = next(o for o in box.options if o.startswith("Russia ("))
    box.select("RU").run()
    fine(app)
    assert url(app) == {"dyad": ["CN-RU"], "sectors": ["trade"]}
    assert option == f"Russia ({total(app)})"
    app = opened("country", country="KZ")
    boxed(app, "country-box").select("RU").run()
    assert url(app) == {"country": ["RU"]}


def test_a_pair_leads_to_its_page_from_a_mark_and_from_the_filters(opened: Opener) -> None:
    for page, panel in (("overview", "dyads"), ("comentions", "dyads"), ("sectors", "grid"), ("country", "partners")):
        about = {"country": "KZ"} if page == "country" else {}
        app = opened(page, mark="dyad.CN-KZ", panel=panel, since="2019-01-01", **about)
        fine(app)
        ahead = next(e.proto for e in app.get("page_link") if e.proto.label == "China–Kazakhstan: everything →")
        assert ahead.query_string == "dyad=CN-KZ&since=2019-01-01"
    app = opened("sectors", countries="KZ", **{"with": "CN"})
    assert [e.proto.query_string for e in app.get("page_link")].count("dyad=CN-KZ") == 1
    app = opened("timelines", countries="KZ")
    assert [e.proto.query_string for e in app.get("page_link")].count("country=KZ") == 1
    app = opened("comentions", focus="KZ", interaction="any")
    assert [e.proto.query_string for e in app.get("page_link")].count("country=KZ&interaction=any") == 1


def test_a_mark_of_conflict_opens_its_list_on_a_page_about_cooperation(opened: Opener) -> None:
    app = opened("dyad", dyad="CN-KZ", mark="interaction.conflict", panel="ladder")
    fine(app)
    found = re.match(r"##### ([\d,]+) articles? behind In conflict", heading(app))
    assert found and int(found[1]) == total(opened("dyad", dyad="CN-KZ", interaction="conflict"))


def test_the_complete_list_stands_at_the_foot_and_gives_way_to_an_open_mark(opened: Opener) -> None:
    app = opened("dyad", dyad="CN-KZ")
    assert f"#### All {total(app)} articles" in words(app) and listed(app).count("<li>") == 10
    app = opened("dyad", dyad="CN-KZ", mark="sector.trade", panel="sectors")
    next(b for b in app.button if b.label == "Show all").click().run()
    assert url(app) == {"dyad": ["CN-KZ"]}


@pytest.mark.parametrize("page", ABOUT)
def test_a_box_whose_words_have_changed_is_another_box(opened: Opener, page: str) -> None:
    """A browser sends the chosen option back by its words, and those of before are no option any more."""
    app = opened(page, **ABOUT[page])
    before = {box.key: box.options for box in app.selectbox}
    app.main.get("button_group")[0].set_value("any").run()
    fine(app)
    after = {box.key: box.options for box in app.selectbox if str(box.key).startswith(("pair-", "country-box"))}
    assert after and not before.keys() & after.keys()

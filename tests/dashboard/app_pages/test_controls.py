"""The thread between address and widgets: each sets the other, on every page, and nothing is kept besides."""

from __future__ import annotations

from dashboard.state import parse
from tests.dashboard.conftest import Opener
from tests.dashboard.screens import NARROW, fine, total, url, words


def test_a_widget_changes_the_address_and_the_page(opened: Opener) -> None:
    app = opened("sectors")
    everything = total(app)
    app.sidebar.multiselect(key="filter-countries").set_value(["KZ", "bloc C5"]).run()
    fine(app)
    assert url(app) == {"blocs": ["C5"], "countries": ["KZ"]}
    assert 0 < total(app) < everything
    app.main.get("button_group")[0].set_value("any").run()
    assert url(app)["interaction"] == ["any"] and total(app) > 0
    app.sidebar.text_input(key="filter-words").set_value("visa").run()
    assert url(app)["words"] == ["visa"]
    next(b for b in app.sidebar.button if b.label == "Clear all filters").click().run()
    assert url(app) == {} and total(app) == everything


def test_the_address_sets_the_widgets(opened: Opener) -> None:
    app = opened("overview", **NARROW, blocs="C5", interaction="conflict", words="grain", outlets=["Courier"])
    fine(app)
    assert app.sidebar.multiselect(key="filter-countries").value == ["bloc C5", "CN"]
    assert app.sidebar.multiselect(key="filter-partners").value == ["KZ"]
    assert app.sidebar.multiselect(key="filter-outlets").value == ["Courier"]
    assert app.sidebar.text_input(key="filter-words").value == "grain"
    assert str(app.sidebar.date_input(key="filter-since").value) == "2019-01-01"
    assert app.main.get("button_group")[0].value == "conflict"


def test_an_address_that_changes_changes_the_widgets(opened: Opener) -> None:
    """The browser's back button sends the old address to the same session."""
    app = opened("sectors", countries="KZ")
    app.query_params["countries"] = "CN"
    app.run()
    assert app.sidebar.multiselect(key="filter-countries").value == ["CN"]
    assert "cooperation involving China" in words(app)


def test_dates_that_contradict_are_refused_in_a_sentence(opened: Opener) -> None:
    app = opened("sectors", since="2022-01-01")
    app.sidebar.date_input(key="filter-until").set_value("2020-01-01").run()
    fine(app)
    assert "is after the last" in app.warning[0].value
    assert url(app) == {"since": ["2022-01-01"]}
    app.run()
    assert not app.warning


def test_an_option_of_a_page_is_in_the_address(opened: Opener) -> None:
    app = opened("timelines", countries="KZ")
    group = next(g for g in app.main.get("button_group") if g.key == "option-grain")
    group.set_value("year").run()
    assert url(app) == {"countries": ["KZ"], "grain": ["year"]}
    next(g for g in app.main.get("button_group") if g.key == "option-grain").set_value("").run()
    assert url(app) == {"countries": ["KZ"]}


def test_links_that_are_restored_are_those_that_were_written(opened: Opener) -> None:
    query = {**NARROW, "interaction": "any", "mark": "sector.trade", "panel": "sectors"}
    app = opened("sectors", **query)
    view, notices = parse(url(app))
    assert not notices and view.mark is not None and view.selection.sectors == ("trade",)


def test_a_selection_is_kept_compared_swapped_and_let_go(opened: Opener) -> None:
    app = opened("timelines", countries="KZ")
    app.sidebar.button(key="keep").click().run()
    assert url(app) == {"countries": ["KZ"], "kept": ["interaction.cooperation countries.KZ"]}
    app.sidebar.multiselect(key="filter-countries").set_value(["CN"]).run()
    fine(app)
    assert "#### Two selections by month" in words(app)
    assert url(app)["kept"] == ["interaction.cooperation countries.KZ"]
    app.sidebar.button(key="keep-swap").click().run()
    assert url(app) == {"countries": ["KZ"], "kept": ["interaction.cooperation countries.CN"]}
    app.sidebar.button(key="keep-drop").click().run()
    fine(app)
    assert url(app) == {"countries": ["KZ"]} and "#### Compare two selections" in words(app)


def test_the_sectors_of_a_kept_selection_are_the_baseline(opened: Opener) -> None:
    app = opened("sectors", countries="KZ", kept="interaction.any countries.CN")
    fine(app)
    assert any("kept selection: articles that mention China" in caption.value for caption in app.caption)

"""Every page, run by Streamlit's own engine on real records: any link opens, and no count disagrees."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.state import ViewState, parse, serialise
from data.ingest import ingest
from data.snapshots import Snapshot, Store
from tests.dashboard import corpus
from tests.dashboard.conftest import APP, Opener

PAGES = ("overview", "timelines", "comentions", "sectors", "articles", "method")
DRAWN = {"overview": 3, "timelines": 2, "comentions": 1, "sectors": 5, "articles": 0, "method": 0}
MARKED = (
    ("overview", "sectors"), ("overview", "dyads"), ("overview", "volume"), ("timelines", "labels"),
    ("comentions", "dyads"), ("sectors", "sectors"), ("sectors", "grid"), ("sectors", "time"),
    ("dyad", "ladder"), ("dyad", "time"), ("dyad", "sectors"), ("dyad", "outlets"), ("country", "partners"),
    ("country", "time"),
)  # fmt: skip
ABOUT = {"dyad": {"dyad": "CN-KZ"}, "country": {"country": "KZ"}}


def words(app: AppTest) -> str:
    return "\n".join(element.value for element in app.markdown)


def fine(app: AppTest) -> None:
    assert not app.exception and not app.error, [e.value for e in (*app.exception, *app.error)]


def total(app: AppTest) -> int:
    found = re.search(r"^\*\*([\d,]+) articles?\*\*", words(app), re.MULTILINE)
    assert found, words(app)[:500]
    return int(found[1].replace(",", ""))


def url(app: AppTest) -> dict[str, list[str]]:
    """Return the address's query; AppTest gives one value as a text and several as a list."""
    return {key: [value] if isinstance(value, str) else list(value) for key, value in app.query_params.items()}


@pytest.mark.parametrize("page", PAGES)
def test_a_page_opens_without_a_query(opened: Opener, page: str) -> None:
    app = opened(page)
    fine(app)
    assert len(app.get("plotly_chart")) == DRAWN[page]
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


NARROW = {"countries": "CN", "with": "KZ", "sectors": "trade", "since": "2019-01-01", "until": "2024-06-30"}


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
    assert total(app) == 0 and not app.get("plotly_chart")
    assert app.info[0].value == "No article matches."


@pytest.mark.parametrize("page", ["overview", "timelines", "comentions", "sectors"])
def test_three_articles_are_listed_and_not_drawn(opened: Opener, page: str) -> None:
    app = opened(page, countries="IR", **{"with": "TJ"}, interaction="cooperation")
    fine(app)
    assert 0 < total(app) < 5
    assert not app.get("plotly_chart")
    assert f"Only {total(app)} article" in app.info[0].value
    assert words(app).count("[source](") == total(app)
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
    assert "cooperation of Kazakhstan" in words(app)


@pytest.mark.parametrize("page", PAGES)
def test_a_snapshot_that_is_not_there_is_said_and_nothing_is_put_in_its_place(opened: Opener, page: str) -> None:
    app = opened(page, snapshot="0123456789abcdef")
    assert len(app.error) == 1 and "0123456789abcdef" in app.error[0].value
    assert not app.exception and not app.get("plotly_chart") and not app.sidebar.multiselect


def test_a_link_that_names_its_snapshot_shows_it(opened: Opener, store: tuple[Path, Snapshot]) -> None:
    app = opened("sectors", snapshot=store[1].id)
    fine(app)
    assert total(app) == total(opened("sectors"))


def test_an_empty_store_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CONCORDANCE_STORE", str(tmp_path))
    app = AppTest.from_file(str(APP), default_timeout=60).run()
    assert "concordance ingest" in app.error[0].value.replace("\\", "") and not app.exception


def test_a_store_without_a_dated_article_is_shown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    article = corpus.Article(0, None, ("CN", "KZ"), "cooperation", ("trade",), "diplomacy")
    snapshot = corpus.write(tmp_path / "snapshots" / "x", [article])
    (tmp_path / "snapshots" / "x").rename(tmp_path / "snapshots" / snapshot.id)
    (tmp_path / "current").write_text(snapshot.id)
    monkeypatch.setenv("CONCORDANCE_STORE", str(tmp_path))
    app = AppTest.from_file(str(APP), default_timeout=60).run()
    fine(app)
    assert total(app) == 1 and "undated" in words(app)
    for page in PAGES[1:]:
        app.switch_page(f"app_pages/{page}.py").run()
        fine(app)


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
    assert "cooperation of China" in words(app)


def test_dates_that_contradict_are_refused_in_a_sentence(opened: Opener) -> None:
    app = opened("sectors", since="2022-01-01")
    app.sidebar.date_input(key="filter-until").set_value("2020-01-01").run()
    fine(app)
    assert "is after the last" in app.warning[0].value
    assert url(app) == {"since": ["2022-01-01"]}
    app.run()
    assert not app.warning


def heading(app: AppTest) -> str:
    return next(m.value for m in app.markdown if m.value.startswith("##### "))


@pytest.mark.parametrize(("page", "panel"), MARKED)
def test_the_list_behind_a_mark_is_complete(opened: Opener, page: str, panel: str) -> None:
    """The number in the select box is the one on the mark; every article of the list is paged through."""
    app = opened(page, **ABOUT.get(page, {}))
    box = app.selectbox(key=f"marks-{panel}")
    option = box.options[min(3, len(box.options) - 1)]
    promised = int(re.findall(r"([\d,]+) articles?$", option)[0].replace(",", ""))
    box.select(option).run()
    fine(app)
    assert heading(app).startswith(f"##### {promised:,} article")
    seen: set[str] = set()
    for number in range(1, -(-promised // 10) + 1):
        app.query_params["evidence"] = str(number)
        app.run()
        fine(app)
        seen |= {key for m in app.markdown for key in re.findall(r"news\.example/(\d+)", m.value)}
    assert len(seen) == promised


@pytest.mark.parametrize(("page", "panel"), MARKED)
def test_an_open_mark_is_in_the_address_and_restored_from_it(opened: Opener, page: str, panel: str) -> None:
    app = opened(page, **ABOUT.get(page, {}))
    box = app.selectbox(key=f"marks-{panel}")
    box.select(box.options[0]).run()
    link = {key: values[0] for key, values in url(app).items()}
    assert set(link) == {"mark", "panel", *ABOUT.get(page, {})}
    again = opened(page, **link)
    fine(again)
    assert heading(again) == heading(app)
    next(b for b in again.button if b.label == "Close").click().run()
    about = {key: [value] for key, value in ABOUT.get(page, {}).items()}
    assert url(again) == about and not [m for m in again.markdown if m.value.startswith("##### ")]


@pytest.mark.parametrize(("page", "panel"), MARKED)
def test_every_clickable_point_of_a_chart_has_the_count_of_its_list(opened: Opener, page: str, panel: str) -> None:
    app = opened(page, **ABOUT.get(page, {}))
    spec = next(
        json.loads(chart.proto.spec) for chart in app.get("plotly_chart") if f"chart-{panel}-" in chart.proto.id
    )
    options = {option.rsplit(": ", 1)[1] for option in app.selectbox(key=f"marks-{panel}").options}
    rows = [row for trace in spec["data"] for row in trace.get("customdata") or [] if isinstance(row, list) and row]
    # A country's symbol on the map opens its arcs; every other mark opens a list.
    counts = [int(row[1]) for row in rows if isinstance(row[0], str) and row[0] and not row[0].startswith("country=")]
    assert counts and any(option.startswith(f"{max(counts):,} article") for option in options)


def test_a_mark_can_become_a_filter(opened: Opener) -> None:
    app = opened("comentions", mark="dyad.CN-KZ", panel="dyads")
    promised = heading(app)
    next(b for b in app.button if b.label == "Keep as filter").click().run()
    fine(app)
    assert url(app) == {"countries": ["CN"], "with": ["KZ"]}
    assert promised.startswith(f"##### {total(app)} articles")


def test_a_mark_that_is_no_filter_says_why(opened: Opener) -> None:
    app = opened("sectors", mark="none_found", panel="sectors")
    next(b for b in app.button if b.label == "Keep as filter").click().run()
    fine(app)
    assert len(app.warning) == 1 and url(app) == {"mark": ["none_found"], "panel": ["sectors"]}


@pytest.mark.parametrize("shape", ["map", "matrix", "table"])
@pytest.mark.parametrize("extra", [{}, {"focus": "KZ"}, {"unit": "passages"}, {"interaction": "any"}])
def test_co_mentions_are_drawn_in_every_shape(opened: Opener, shape: str, extra: dict[str, str]) -> None:
    app = opened("comentions", view=shape, **extra)
    fine(app)
    charts = {"table": 0, "matrix": 1, "map": 2 if "focus" in extra else 1}[shape]
    assert len(app.get("plotly_chart")) == charts and len(app.dataframe) == (shape == "table")
    if shape == "map":
        assert any("Natural Earth" in caption.value for caption in app.caption)


@pytest.mark.parametrize("grain", ["day", "week", "month", "quarter", "year"])
@pytest.mark.parametrize("labels", ["sectors", "themes"])
def test_timelines_are_drawn_by_every_grain(opened: Opener, grain: str, labels: str) -> None:
    app = opened("timelines", grain=grain, labels=labels, measure="count", since="2023-06-01")
    fine(app)
    assert f"#### {labels.capitalize()} by {grain}" in words(app)


def test_a_line_has_at_most_600_points(opened: Opener) -> None:
    app = opened("timelines", grain="day")
    fine(app)
    assert "#### Sectors by week" in words(app)
    assert any("drawn by week" in caption.value for caption in app.caption)


def test_an_option_of_a_page_is_in_the_address(opened: Opener) -> None:
    app = opened("timelines", countries="KZ")
    group = next(g for g in app.main.get("button_group") if g.key == "option-grain")
    group.set_value("year").run()
    assert url(app) == {"countries": ["KZ"], "grain": ["year"]}
    next(g for g in app.main.get("button_group") if g.key == "option-grain").set_value("").run()
    assert url(app) == {"countries": ["KZ"]}


def test_a_link_to_another_page_carries_the_selection_only(opened: Opener) -> None:
    app = opened("sectors", countries="KZ", mark="sector.trade", panel="sectors", interaction="any")
    links = [link.proto for link in app.get("page_link")]
    ahead = next(link for link in links if link.label == "Theme timelines")
    assert ahead.query_string == "countries=KZ&interaction=any"


def test_an_article_is_shown_with_all_that_was_found_in_it(opened: Opener) -> None:
    app = opened("articles", article="a12")
    fine(app)
    assert "**Countries**" in words(app) and ":blue-background[" in words(app)
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


@pytest.mark.parametrize("page", PAGES)
def test_what_strangers_wrote_is_escaped_on_every_page(opened: Opener, page: str) -> None:
    app = opened(page, interaction="any", mark="country.KZ", panel="sectors")
    fine(app)
    for element in (*app.markdown, *app.caption, *app.button, *app.get("page_link")):
        text = getattr(element, "value", None) or getattr(element, "label", "") or ""
        assert not re.search(r"(?<!\\)(<img|\[click|\$x)|www\.evil|a@b|->", text), text
        assert not getattr(element.proto, "allow_html", False)


@pytest.mark.parametrize("page", PAGES)
def test_a_table_is_built_only_when_it_is_open(opened: Opener, page: str) -> None:
    app = opened(page)
    assert len(app.dataframe) == (1 if page == "method" else 0)


def test_every_chart_has_words_for_who_cannot_see_it(opened: Opener) -> None:
    for page in PAGES:
        for chart in opened(page).get("plotly_chart"):
            assert len(chart.proto.alt) > 40


def test_links_that_are_restored_are_those_that_were_written(opened: Opener) -> None:
    query = {**NARROW, "interaction": "any", "mark": "sector.trade", "panel": "sectors"}
    app = opened("sectors", **query)
    view, notices = parse(url(app))
    assert not notices and view.mark is not None and view.selection.sectors == ("trade",)


@pytest.mark.parametrize(("page", "key"), [("overview", "sectors"), ("timelines", "labels"), ("comentions", "dyads")])
def test_a_presented_chart_stands_alone_with_its_source(opened: Opener, page: str, key: str) -> None:
    app = opened(page, interaction="any", present=key)
    fine(app)
    assert len(app.get("plotly_chart")) == 1 and not app.sidebar.multiselect and not app.get("button_group")
    assert re.search(r"900 articles .*Source.*snapshot [0-9a-f]{16}", app.caption[0].value)


def test_a_presented_chart_that_is_none_is_named_and_the_page_shown(opened: Opener) -> None:
    app = opened("sectors", present="pie")
    assert "“pie”" in app.warning[0].value and "grid" in app.warning[0].value
    assert len(app.get("plotly_chart")) == DRAWN["sectors"]


def test_a_frozen_link_shows_what_was_published_and_offers_what_is_now(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = Store(tmp_path / "store")
    monkeypatch.setenv("CONCORDANCE_STORE", str(store.path))
    lines = [f'{{"id": "{i}", "text": "Peru signed a trade agreement with Chile.", "published": "2024-05-0{i}"}}'
             for i in range(1, 9)]  # fmt: skip
    shots = []
    for name, part in (("a", lines[:6]), ("b", lines[6:])):
        (tmp_path / f"{name}.jsonl").write_text("\n".join(part))
        shots.append(ingest([tmp_path / f"{name}.jsonl"], store).snapshot)
    first, second = (shot.id for shot in shots if shot)
    app = AppTest.from_file(str(APP), default_timeout=60)
    for key, value in serialise(ViewState().frozen(first)).items():
        app.query_params[key] = value
    app.run()
    assert total(app) == 6
    assert (
        first in app.info[0].value and "6 articles" in app.info[0].value and f"{second}, holds 8" in app.info[0].value
    )
    app.button(key="see-now").click().run()
    assert total(app) == 8 and not app.info and not url(app)


def test_a_link_of_other_answers_says_so(opened: Opener) -> None:
    app = opened("sectors", answers="7")
    assert "version 7" in app.warning[0].value and total(app) > 100


def test_an_option_beside_the_list_leaves_as_many_articles_as_it_says(opened: Opener) -> None:
    app = opened("articles", interaction="any")
    option = next(button for button in app.button if (button.key or "").startswith("narrow-countries-"))
    said = int(re.findall(r"gray\[([\d,]+)\]", option.label)[0].replace(",", ""))
    option.click().run()
    fine(app)
    assert total(app) == said > 0 and url(app)["countries"]


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
    assert "Choose" in app.info[0].value and not app.get("plotly_chart")
    first = next(b for b in app.button if str(b.key).startswith("choose-"))
    promised = int(re.findall(r"([\d,]+) articles?$", first.label)[0].replace(",", ""))
    first.click().run()
    fine(app)
    assert set(url(app)) == {page} and total(app) == promised


def test_the_pair_of_a_page_is_changed_one_country_at_a_time(opened: Opener) -> None:
    app = opened("dyad", dyad="CN-KZ", sectors="trade")
    box = app.selectbox(key="pair-Second country")
    option = next(o for o in box.options if o.startswith("Russia ("))
    box.select("RU").run()
    fine(app)
    assert url(app) == {"dyad": ["CN-RU"], "sectors": ["trade"]}
    assert option == f"Russia ({total(app)})"
    app = opened("country", country="KZ")
    app.selectbox(key="country-box").select("RU").run()
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
    assert f"#### All {total(app)} articles" in words(app) and words(app).count("[source](") == 10
    app = opened("dyad", dyad="CN-KZ", mark="sector.trade", panel="sectors")
    next(b for b in app.button if b.label == "Show all").click().run()
    assert url(app) == {"dyad": ["CN-KZ"]}

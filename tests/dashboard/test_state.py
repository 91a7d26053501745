"""A link restores the view it was made from, and what is wrong in it is said and ignored."""

from __future__ import annotations

import dataclasses
import string
from datetime import date
from urllib.parse import urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard import kept
from dashboard.figures import dyad_map, timelines
from dashboard.state import (
    KEYS,
    Colour,
    Labels,
    Layout,
    Measure,
    Order,
    Region,
    Shape,
    Unit,
    ViewState,
    mark_token,
    parse,
    parse_mark,
    serialise,
)
from data import names
from data.records import SECTORS, THEMES, dyad_of
from queries.selection import Mark, Mode, Selection, SelectionError
from queries.timeline import Grain

DAYS = st.dates(date(1900, 1, 1), date(2100, 1, 1))
COUNTRIES = st.sampled_from(names.country_codes())
TEXTS = st.text(st.characters(exclude_categories=("Cs", "Cc", "Z")), min_size=1, max_size=30)
IDS = st.text(string.ascii_letters + string.digits + "-_.", min_size=1, max_size=40)


def several(values: st.SearchStrategy[str]) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(values, max_size=4, unique=True).map(tuple)


@st.composite
def selections(draw: st.DrawFn) -> Selection:
    since, until = sorted((draw(DAYS), draw(DAYS)))
    blocs = several(st.sampled_from([bloc.code for bloc in names.blocs()]))
    return Selection(
        interaction=draw(st.sampled_from(Mode)),
        since=draw(st.sampled_from((None, since))),
        until=draw(st.sampled_from((None, until))),
        countries=draw(several(COUNTRIES)),
        blocs=draw(blocs),
        partners=draw(several(COUNTRIES)),
        partner_blocs=draw(blocs),
        sectors=draw(several(st.sampled_from(SECTORS))),
        themes=draw(several(st.sampled_from(THEMES))),
        organisations=draw(several(st.sampled_from(names.organisation_codes()))),
        leaders=draw(several(st.sampled_from(names.leader_codes()))),
        outlets=draw(several(TEXTS)),
        collections=draw(several(TEXTS)),
        languages=draw(several(st.sampled_from(("en", "ru", "kk", "und")))),
        words=draw(st.sampled_from(("", "customs union", '"green corridor"', "Қазақстан"))),
    )


@st.composite
def marks(draw: st.DrawFn) -> Mark:
    pair = draw(st.lists(COUNTRIES, min_size=2, max_size=2, unique=True))
    mark = Mark(
        sector=draw(st.sampled_from((None, *SECTORS))),
        theme=draw(st.sampled_from((None, *THEMES))),
        dyad=draw(st.sampled_from((None, dyad_of(*pair)))),
        country=draw(st.none() | COUNTRIES),
        since=draw(st.none() | DAYS),
        until=draw(st.none() | DAYS),
        outlet=draw(st.none() | TEXTS),
        collection=draw(st.none() | TEXTS),
        none_found=draw(st.booleans()),
        interaction=draw(st.none() | st.sampled_from(Mode)),
        in_one_passage=draw(st.booleans()),
        organisation=draw(st.none() | st.sampled_from(names.organisation_codes())),
        leader=draw(st.none() | st.sampled_from(names.leader_codes())),
    )
    return mark if mark != Mark() else Mark(sector="trade")


@st.composite
def views(draw: st.DrawFn) -> ViewState:
    return ViewState(
        selection=draw(selections()),
        answers=draw(st.integers(0, 20)),
        article=draw(st.just("") | TEXTS),
        colour=draw(st.sampled_from(Colour)),
        compare=draw(st.none() | st.tuples(DAYS, DAYS).map(lambda days: (min(days), max(days)))),
        drawn=draw(several(st.sampled_from(("CN-KZ", "KZ", "RU", "DE-FR")))),
        country=draw(st.just("") | COUNTRIES),
        dyad=draw(st.sampled_from(("", "", "CN-KZ", "IL-PS"))),
        evidence=draw(st.integers(1, 10_000)),
        focus=draw(st.just("") | COUNTRIES),
        grain=draw(st.none() | st.sampled_from(Grain)),
        kept=draw(st.none() | selections().filter(kept.fits)),
        labels=draw(st.sampled_from(Labels)),
        layout=draw(st.none() | st.sampled_from(Layout)),
        mark=draw(st.none() | marks()),
        measure=draw(st.sampled_from(Measure)),
        minimum=draw(st.integers(1, 500)),
        order=draw(st.sampled_from(Order)),
        panel=draw(st.just("") | IDS),
        present=draw(st.just("") | IDS),
        region=draw(st.sampled_from(Region)),
        shape=draw(st.sampled_from(Shape)),
        snapshot=draw(st.just("") | IDS),
        unit=draw(st.sampled_from(Unit)),
    )


@given(views())
def test_a_link_restores_its_view(view: ViewState) -> None:
    assert parse(serialise(view)) == (view, ())


@given(views())
def test_keys_are_alphabetical_and_known(view: ViewState) -> None:
    keys = list(serialise(view))
    assert keys == sorted(keys)


def test_a_default_view_has_an_empty_link() -> None:
    assert serialise(ViewState()) == {}


def test_every_field_of_a_selection_is_in_the_link() -> None:
    """A field that is added to the selection and forgotten here would be lost by every link."""
    samples = {
        "interaction": Mode.ANY, "since": date(2020, 1, 1), "until": date(2021, 1, 1), "countries": ("KZ",),
        "blocs": ("C5",), "partners": ("CN",), "partner_blocs": ("EU",), "sectors": ("trade",),
        "themes": ("diplomacy",), "organisations": (names.organisation_codes()[0],),
        "leaders": (names.leader_codes()[0],), "outlets": ("A B",), "collections": ("c d",), "languages": ("en",),
        "words": "visa",
    }  # fmt: skip
    assert set(samples) == {field.name for field in dataclasses.fields(Selection)}
    for field, value in samples.items():
        view = ViewState(selection=Selection(**{field: value}))
        assert parse(serialise(view)) == (view, ()), field


def test_a_link_is_readable() -> None:
    view = ViewState(
        selection=Selection(countries=("KZ", "CN"), outlets=("BBC News",), since=date(2025, 6, 16)),
        mark=Mark(dyad="CN-KZ", sector="trade"),
    )
    assert urlencode(serialise(view), doseq=True) == (
        "countries=CN+KZ&mark=dyad.CN-KZ+sector.trade&outlets=BBC+News&since=2025-06-16"
    )


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ({"countries": "KZ KX"}, "KX"),
        ({"sectors": "turism"}, "tourism"),
        ({"since": "16.06.2025"}, "2025-06-16"),
        ({"since": "2025-02-30"}, "2025-02-30"),
        ({"since": "20250616"}, "20250616"),
        ({"interaction": "cooperate"}, "cooperation"),
        ({"measure": "shares"}, "volume, selection, count"),
        ({"evidence": "-1"}, "-1"),
        ({"evidence": "٣"}, "٣"),
        ({"minimum": "9" * 400}, "Minimum"),
        ({"mark": "dyad.KZ-CN"}, "KZ-CN"),
        ({"mark": "sector.sport"}, "sport"),
        ({"mark": "colour.red"}, "colour"),
        ({"mark": "dyad."}, "dyad."),
        ({"focus": "Kazakhstan"}, "Kazakhstan"),
        ({"country": "Kazakhstan"}, "Kazakhstan"),
        ({"dyad": "CN"}, "CN"),
        ({"dyad": "CN-CN"}, "CN-CN"),
        ({"snapshot": "../../etc"}, "../../etc"),
        ({"panel": "<script>"}, "<script>"),
        ({"countires": "KZ"}, "countries"),
        ({"view": "globe"}, "map, matrix, network, table"),
        ({"compare": "2024"}, "2024-01-01..2024-12-31"),
        ({"compare": "2024-01-01..2023-01-01"}, "ends before it begins"),
        ({"drawn": "KZ-CN"}, "KZ-CN"),
        ({"drawn": "Nato"}, "Nato"),
        ({"languages": "English"}, "English"),
        ({"article": "x" * 201}, "Article"),
    ],
)
def test_a_wrong_value_is_named_once_and_ignored(query: dict[str, str], said: str) -> None:
    view, notices = parse(query)
    assert len(notices) == 1 and said in notices[0]
    expected = Selection(countries=("KZ",)) if query.get("countries") else Selection()
    assert view == ViewState(selection=expected)


def test_what_is_right_stays_when_something_is_wrong() -> None:
    view, notices = parse({"countries": "KZ XX CN", "sectors": "trade nothing", "until": "soon"})
    assert view.selection == Selection(countries=("CN", "KZ"), sectors=("trade",))
    assert len(notices) == 3


def test_dates_that_contradict_are_both_ignored() -> None:
    view, notices = parse({"since": "2025-01-01", "until": "2024-01-01", "countries": "KZ"})
    assert view.selection == Selection(countries=("KZ",)) and len(notices) == 1


def test_a_value_given_twice_is_said() -> None:
    view, notices = parse({"since": ["2025-01-01", "2024-01-01"]})
    assert view.selection.since == date(2025, 1, 1) and "2 times" in notices[0]


def test_lists_can_be_written_by_hand() -> None:
    assert parse({"countries": "KZ, CN"})[0] == parse({"countries": ["KZ", "CN"]})[0]


def test_too_many_values_are_cut_and_said() -> None:
    view, notices = parse({"countries": " ".join(names.country_codes())})
    assert len(view.selection.countries) == 30 and "first 30" in notices[0]


def test_an_outlet_that_the_snapshot_does_not_have_is_named() -> None:
    view, notices = parse({"outlets": ["BBC Nws", "AFP"]}, outlets={"BBC News", "AFP"})
    assert view.selection.outlets == ("AFP",) and "BBC News" in notices[0]


@given(st.dictionaries(st.text(max_size=12), st.lists(st.text(max_size=40), max_size=3), max_size=5))
def test_no_link_raises(query: dict[str, list[str]]) -> None:
    view, _ = parse(query)
    assert parse(serialise(view)) == (view, ())


@given(st.sampled_from(KEYS), st.text(max_size=60))
def test_no_value_of_a_known_key_raises(key: str, value: str) -> None:
    parse({key: value})


@given(marks())
def test_a_mark_restores(mark: Mark) -> None:
    assert parse_mark(mark_token(mark)) == mark


def test_another_page_gets_the_selection_and_nothing_that_is_open() -> None:
    view = ViewState(Selection(countries=("KZ",)), article="a1", mark=Mark(sector="trade"), panel="x", snapshot="s")
    assert view.carry() == ViewState(Selection(countries=("KZ",)), snapshot="s")


def test_a_page_about_a_dyad_asks_about_its_two_countries_and_names_them_once() -> None:
    view = parse({"dyad": "CN-KZ", "since": "2020-01-01"})[0]
    asked = Selection(countries=("CN",), partners=("KZ",), since=date(2020, 1, 1))
    assert view.selection == asked and view.carry() == ViewState(asked)
    assert serialise(view) == {"dyad": "CN-KZ", "since": "2020-01-01"}
    assert parse({"dyad": "KZ-CN"}) == parse({"dyad": "CN-KZ"})


def test_a_page_about_a_country_keeps_the_partners() -> None:
    view, notices = parse({"country": "KZ", "with_blocs": "EU"})
    assert view.selection == Selection(countries=("KZ",), partner_blocs=("EU",)) and not notices
    assert serialise(view) == {"country": "KZ", "with_blocs": "EU"}


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ({"dyad": "CN-KZ", "countries": "US"}, "countries"),
        ({"dyad": "CN-KZ", "with_blocs": "EU"}, "with blocs"),
        ({"dyad": "CN-KZ", "country": "US"}, "country"),
        ({"country": "KZ", "blocs": "EU"}, "blocs"),
    ],
)
def test_what_gives_way_to_the_subject_of_a_page_is_named(query: dict[str, str], said: str) -> None:
    view, notices = parse(query)
    assert len(notices) == 1 and "ignored" in notices[0] and said in notices[0]
    assert view.selection.country == (view.dyad or view.country).split("-")[0]


def test_a_page_about_a_dyad_follows_a_changed_filter() -> None:
    view = ViewState(dyad="CN-KZ")
    assert view.select(countries=("US",)).dyad == "KZ-US"
    assert view.select(partners=()) == ViewState(Selection(countries=("CN",)))
    assert view.select(sectors=("trade",)).dyad == "CN-KZ"
    assert ViewState(country="KZ").select(countries=("UZ",)) == ViewState(country="UZ")
    assert ViewState().select(countries=("UZ",)).country == ""


def test_a_link_to_a_subject_keeps_the_other_filters() -> None:
    view = ViewState(Selection(countries=("US",), sectors=("trade",)), mark=Mark(dyad="CN-KZ"), snapshot="s")
    assert serialise(view.about("CN-KZ")) == {"dyad": "CN-KZ", "sectors": "trade", "snapshot": "s"}
    assert serialise(view.about("KZ")) == {"country": "KZ", "sectors": "trade", "snapshot": "s"}


def test_a_changed_selection_closes_what_was_open() -> None:
    view = ViewState(mark=Mark(sector="trade"), panel="x", evidence=3, measure=Measure.COUNT)
    assert view.select(countries=("KZ",)) == ViewState(Selection(countries=("KZ",)), measure=Measure.COUNT)
    with pytest.raises(SelectionError):
        view.select(since=date(2025, 1, 1), until=date(2024, 1, 1))


def test_the_options_are_those_of_the_figures() -> None:
    assert {r.value for r in Region} == {r.value for r in dyad_map.Region}
    assert {m.value for m in Measure} == {m.value for m in timelines.Measure}
    assert {c.value for c in Colour} == {c.value for c in dyad_map.ColourBy}


def test_codes_may_be_written_in_small_letters() -> None:
    typed = {"countries": "kz", "blocs": "sco", "with": "cn", "languages": "EN", "sectors": "Trade", "drawn": "cn-kz"}
    view, notices = parse(typed)
    assert not notices and view.selection.countries == ("KZ",) and view.selection.partners == ("CN",)
    assert view.selection.blocs == ("SCO",) and view.selection.languages == ("en",)
    assert view.selection.sectors == ("trade",) and view.drawn == ("CN-KZ",)
    assert parse({"dyad": "kz-cn"})[0].dyad == "CN-KZ" and parse({"country": "kz"})[0].country == "KZ"


def test_what_is_allowed_is_told_by_codes_and_the_nearest_by_name() -> None:
    _, (notice,) = parse({"blocs": "UNO9"})
    assert notice.startswith("“UNO9” is not among blocs.") and notice.endswith(" RCEP, SCO. It was ignored.")
    _, (notice,) = parse({"country": "Kazakstan"})
    assert notice == "“Kazakstan” is not among countries. The nearest is KZ (Kazakhstan). It was ignored."

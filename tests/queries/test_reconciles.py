"""The count on a mark is the number of rows of its evidence, for random selections and marks.

The articles are random but fixed; an oracle in plain Python, which shares no code with the SQL, says which
articles each selection holds.
"""

from __future__ import annotations

import dataclasses
import random
from collections.abc import Iterator
from datetime import date, timedelta

import duckdb
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from data import names
from data.records import SECTORS, THEMES
from queries import comentions, evidence, facets, relations, sectors, timeline
from queries.connection import connect
from queries.selection import NO_MARK, Mark, Mode, Selection, SelectionError
from queries.timeline import Grain
from tests.queries.rows import Article, Passage, countries_of, write

COUNTRIES = ("CN", "GB", "IN", "KZ", "RU", "UZ")
BLOCS = ("C5", "EU", "SCO")
ORGANISATIONS = ("BRICS", "SCO")
FIRST, LAST = date(2015, 1, 1), date(2021, 12, 31)


def _passage(draw: random.Random) -> Passage:
    held = tuple(sorted(draw.sample(COUNTRIES, draw.choice((0, 1, 2, 2, 3)))))
    dyads = [f"{a}-{b}" for a in held for b in held if a < b]
    return Passage(
        countries=held,
        sectors=tuple(s for s in SECTORS if draw.random() < 0.25),
        themes=tuple(t for t in THEMES if draw.random() < 0.2),
        cooperation=tuple(d for d in dyads if draw.random() < 0.5),
        conflict=tuple(d for d in dyads if draw.random() < 0.3),
        organisations=tuple(o for o in ORGANISATIONS if draw.random() < 0.2),
        text=" ".join(draw.sample(("port", "rail", "visa", "chip"), 2)),
    )


def _articles() -> list[Article]:
    draw = random.Random(20260822)
    return [
        Article(
            passages=tuple(_passage(draw) for _ in range(draw.choice((1, 1, 2, 3)))),
            on=None if draw.random() < 0.08 else FIRST + timedelta(days=draw.randrange(2500)),
            outlet=draw.choice(("Gazette", "Courier", None)),
            collection=draw.choice(("first", "second")),
            is_coded=draw.random() < 0.95,
            story=draw.randrange(200) if draw.random() < 0.7 else None,
        )
        for _ in range(240)
    ]


ARTICLES = _articles()


@pytest.fixture(scope="module")
def connection(tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    opened = connect(write(tmp_path_factory.mktemp("random"), ARTICLES))
    yield opened
    opened.close()


def some(*codes: str) -> st.SearchStrategy[tuple[str, ...]]:
    """Mostly nothing, else one or two of the codes."""
    return st.one_of(st.just(()), st.just(()), st.lists(st.sampled_from(codes), min_size=1, max_size=2).map(tuple))


DAYS = st.one_of(st.none(), st.none(), st.dates(FIRST, LAST))
SELECTIONS = (
    st.fixed_dictionaries(
        {
            "interaction": st.sampled_from(Mode), "since": DAYS, "until": DAYS, "countries": some(*COUNTRIES),
            "blocs": some(*BLOCS), "partners": some(*COUNTRIES), "partner_blocs": some(*BLOCS),
            "sectors": some(*SECTORS), "themes": some(*THEMES), "organisations": some(*ORGANISATIONS),
            "outlets": some("Gazette", "Courier"), "collections": some("first", "second"),
            "words": st.sampled_from(("", "", "", "port", "rail visa")),
        }
    )
    .filter(lambda fields: not (fields["since"] and fields["until"] and fields["since"] > fields["until"]))
    .map(lambda fields: Selection(**fields))
)  # fmt: skip
DYADS = [f"{a}-{b}" for a in COUNTRIES for b in COUNTRIES if a < b]
MARKS = st.builds(
    Mark,
    sector=st.sampled_from((None, *SECTORS)),
    theme=st.sampled_from((None, None, None, *THEMES)),
    dyad=st.sampled_from((None, None, None, *DYADS)),
    country=st.sampled_from((None, None, None, *COUNTRIES)),
    since=DAYS,
    outlet=st.sampled_from((None, None, "Gazette")),
    collection=st.sampled_from((None, None, "first")),
    none_found=st.sampled_from((False, False, True)),
    no_theme_found=st.sampled_from((False, False, True)),
    interaction=st.sampled_from((None, None, None, *Mode)),
    in_one_passage=st.sampled_from((False, False, True)),
    organisation=st.sampled_from((None, None, *ORGANISATIONS)),
)
# Few examples with several marks each: a query costs some 10 ms to plan, and the suite shall stay quick.
QUICK = settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def _is_on_side(country: str, codes: tuple[str, ...], blocs: tuple[str, ...], on: date | None) -> bool:
    day = on or date(9999, 12, 31)
    terms = [m for bloc in names.blocs() if bloc.code in blocs for m in bloc.members if m.country == country]
    return country in codes or any((m.joined_on or day) <= day <= (m.left_on or date(9999, 12, 31)) for m in terms)


def _units(article: Article, selection: Selection, mark: Mark) -> list[tuple[str, ...]]:
    """The countries, dyads or () that are tested as one row each."""
    one, other = (selection.countries, selection.blocs), (selection.partners, selection.partner_blocs)
    if not any(one):
        one, other = other, one
    present = countries_of(article)
    if mark.dyad or (any(one) and any(other)) or (mark.country and any(one)):
        found = []
        for a in present:
            for b in present:
                fits = any(
                    (not any(one) or _is_on_side(x, *one, article.on))
                    and (not any(other) or _is_on_side(y, *other, article.on))
                    for x, y in ((a, b), (b, a))
                )
                if a < b and fits and mark.dyad in (None, f"{a}-{b}") and mark.country in (None, a, b):
                    found.append((a, b))
        return found
    if any(one) or mark.country:
        return [
            (c,) for c in present
            if (not any(one) or _is_on_side(c, *one, article.on)) and mark.country in (None, c)
        ]  # fmt: skip
    return [()]


def _labels(article: Article, unit: tuple[str, ...], mode: Mode) -> tuple[set[str], set[str], set[str], bool] | None:
    """Sectors, themes and organisations of the passages that hold the unit, and whether one does; None if the
    interaction is not there.
    """
    held = [p for p in article.passages if set(unit) <= set(p.countries)]
    if mode is not Mode.ANY:
        acts = {p: p.cooperation if mode is Mode.COOPERATION else p.conflict for p in held}
        held = [p for p in held if any(set(unit) <= set(dyad.split("-")) for dyad in acts[p])]
        if not held:
            return None
    sectors, themes = {s for p in held for s in p.sectors}, {t for p in held for t in p.themes}
    together = any(set(unit) <= set(p.countries) for p in article.passages)
    return sectors, themes, {o for p in held for o in p.organisations}, together


def _is_article_in(article: Article, selection: Selection, mark: Mark) -> bool:
    days = (selection.since, mark.since, selection.until, mark.until)
    if article.on is None and any(days):
        return False
    if article.on and any(first and article.on < first for first in days[:2]):
        return False
    if article.on and any(last and article.on > last for last in days[2:]):
        return False
    said = {o for p in article.passages for o in p.organisations}
    text = {word for p in article.passages for word in str(p.text).split()}
    return (
        (not selection.outlets or article.outlet in selection.outlets)
        and mark.outlet in (None, article.outlet)
        and (not selection.collections or article.collection in selection.collections)
        and mark.collection in (None, article.collection)
        and (not selection.organisations or bool(said & set(selection.organisations)))
        and set(selection.words.split()) <= text
    )


def holds(article: Article, selection: Selection, mark: Mark) -> bool:
    """Whether a selection and mark hold an article, said in plain Python."""
    if not _is_article_in(article, selection, mark):
        return False
    mode = mark.interaction or selection.interaction
    found = [_labels(article, unit, mode) for unit in _units(article, selection, mark)]
    kept = [
        (s, t, o) for s, t, o, is_together in filter(None, found)
        if (is_together or not mark.in_one_passage)
        and (not selection.sectors or s & set(selection.sectors))
        and (not selection.themes or t & set(selection.themes))
        and (mark.sector is None or (article.is_coded and mark.sector in s))
        and (mark.theme is None or (article.is_coded and mark.theme in t))
    ]  # fmt: skip
    no_sector = article.is_coded and not any(s for s, _, _ in kept)
    no_theme = article.is_coded and not any(t for _, t, _ in kept)
    is_named = mark.organisation is None or any(mark.organisation in o for _, _, o in kept)
    return bool(kept) and is_named and (no_sector or not mark.none_found) and (no_theme or not mark.no_theme_found)


@settings(QUICK, max_examples=80)
@given(SELECTIONS, MARKS)
def test_the_evidence_is_what_the_oracle_says(
    connection: duckdb.DuckDBPyConnection, selection: Selection, mark: Mark
) -> None:
    if mark.interaction not in (None, selection.interaction) and selection.interaction is not Mode.ANY:
        with pytest.raises(SelectionError, match="is not a part of"):
            evidence.count(connection, selection, mark)
        return
    expected = {key for key, article in enumerate(ARTICLES) if holds(article, selection, mark)}
    frame = evidence.articles(connection, selection, mark)
    assert frame["article_key"].is_unique
    assert set(frame["article_key"]) == expected
    assert evidence.count(connection, selection, mark) == len(expected)


def _sampled(frame: pd.DataFrame, rows: int = 4) -> pd.DataFrame:
    return frame.sample(min(rows, len(frame)), random_state=1)


@QUICK
@given(SELECTIONS)
def test_bars_and_cells_of_sectors_reconcile(connection: duckdb.DuckDBPyConnection, selection: Selection) -> None:
    for row in sectors.breakdown(connection, selection).itertuples():
        mark = Mark(none_found=True) if row.code == "none" else Mark(sector=row.code)
        assert row.count_articles <= row.total_articles <= evidence.count(connection, selection)
        assert row.count_articles == evidence.count(connection, selection, mark)
    for row in _sampled(sectors.by_dyad(connection, selection)).itertuples():
        mark = Mark(dyad=row.dyad, none_found=row.code == "none", sector=None if row.code == "none" else row.code)
        assert row.count_articles == evidence.count(connection, selection, mark)


@QUICK
@given(SELECTIONS)
def test_arcs_and_symbols_reconcile(connection: duckdb.DuckDBPyConnection, selection: Selection) -> None:
    for row in _sampled(comentions.dyads(connection, selection)).itertuples():
        assert row.count_selected == evidence.count(connection, selection, Mark(dyad=row.dyad))
        assert max(row.count_cooperation, row.count_conflict) <= row.count_articles <= min(row.total_a, row.total_b)
    for row in _sampled(comentions.countries(connection, selection)).itertuples():
        assert row.count_articles == evidence.count(connection, selection, Mark(country=row.country))
        assert row.count_articles <= row.total_articles


@QUICK
@given(SELECTIONS, st.sampled_from(("sectors", "themes")), st.sampled_from((Grain.MONTH, Grain.QUARTER, Grain.YEAR)))
def test_points_reconcile(connection: duckdb.DuckDBPyConnection, selection: Selection, of: str, grain: Grain) -> None:
    frame = timeline.labels_over_time(connection, selection, of=of, grain=grain)  # type: ignore[arg-type]
    assert (frame["count_articles"] <= frame["total_articles"]).all()
    for row in _sampled(frame[frame["count_articles"] > 0]).itertuples():
        first = row.period_on.date()
        label = {"sector": row.code} if of == "sectors" else {"theme": row.code}
        mark = Mark(since=first, until=timeline.period_end(first, grain), **label)
        assert row.count_articles == evidence.count(connection, selection, mark)


@QUICK
@given(SELECTIONS)
def test_the_count_beside_an_option_is_what_choosing_it_gives(
    connection: duckdb.DuckDBPyConnection, selection: Selection
) -> None:
    blocs = {"countries": ("blocs",), "partners": ("partner_blocs",)}
    for row in _sampled(facets.facets(connection, selection), 6).itertuples():
        fields = {row.facet: (row.code,)}
        rest = selection.without(*blocs.get(row.facet, ()), row.facet)
        chosen = Selection(**({f: getattr(rest, f) for f in Selection.__dataclass_fields__} | fields))
        assert row.count_articles == evidence.count(connection, chosen, NO_MARK)


@QUICK
@given(SELECTIONS, st.sampled_from(DYADS))
def test_the_steps_and_units_of_a_dyad_reconcile(
    connection: duckdb.DuckDBPyConnection, selection: Selection, dyad: str
) -> None:
    whole = dataclasses.replace(selection, interaction=Mode.ANY)
    one, other = dyad.split("-")
    both = dataclasses.replace(whole.without_countries(), countries=(one,), partners=(other,))
    for row in relations.ladder(connection, both, dyad).itertuples():
        if row.step == "sector":
            continue  # a mark of a sector is of coded articles; here some have sectors and are not coded
        mark = relations.mark_of_step(row.interaction, row.step, row.code)
        assert row.count_articles == evidence.count(connection, both, mark), row
    for row in relations.units(connection, selection, dyad).itertuples():
        mark = Mark(dyad=dyad, interaction=Mode(row.interaction))
        assert row.count_articles == evidence.count(connection, whole, mark), row
        assert row.count_stories <= row.count_articles


@QUICK
@given(SELECTIONS)
def test_names_and_periods_of_a_relation_reconcile(connection: duckdb.DuckDBPyConnection, selection: Selection) -> None:
    for row in relations.named_with(connection, selection, of="organisation").itertuples():
        assert row.count_articles == evidence.count(connection, selection, Mark(organisation=row.code))
        assert row.count_articles <= row.total_articles
    whole = dataclasses.replace(selection, interaction=Mode.ANY)
    months = relations.interactions_over_time(connection, selection, grain=Grain.QUARTER)
    for row in _sampled(months[months["count_articles"] > 0], 3).itertuples():
        first = row.period_on.date()
        mark = Mark(interaction=row.interaction, since=first, until=timeline.period_end(first, Grain.QUARTER))
        assert row.count_articles == evidence.count(connection, whole, mark)
    years = relations.dyads_over_time(connection, selection, ["CN-KZ", "KZ-RU"], grain=Grain.YEAR)
    for row in _sampled(years[years["count_articles"] > 0], 3).itertuples():
        first = row.period_on.date()
        mark = Mark(dyad=row.dyad, since=first, until=timeline.period_end(first, Grain.YEAR))
        assert row.count_articles == evidence.count(connection, selection, mark)

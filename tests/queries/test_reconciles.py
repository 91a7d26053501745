"""The count on a mark is the number of rows of its evidence, read page by page to the end, for random selections.

`CONCORDANCE_SELECTIONS=200 pytest tests/queries/test_reconciles.py tests/queries/test_totals.py` draws 200 selections
for each test instead of a few.
"""

from __future__ import annotations

import dataclasses
import os
from collections.abc import Iterator

import duckdb
import pandas as pd
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from queries import bursts, change, comentions, evidence, facets, lines, relations, sectors, standouts, timeline
from queries.connection import connect
from queries.selection import NO_MARK, Mark, Mode, Selection, SelectionError
from queries.timeline import Grain
from tests.queries.oracle import ARTICLES, DYADS, FIRST, LAST, MARKS, SELECTIONS, holds
from tests.queries.rows import write

DRAWN = int(os.environ.get("CONCORDANCE_SELECTIONS", "3"))
# Few examples with several marks each: a query costs some 10 ms to plan, and the suite shall stay quick.
# A failing example is not made smaller: that asks some thousand queries and takes five minutes.
QUICK = settings(
    max_examples=DRAWN,
    suppress_health_check=list(HealthCheck),
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
)
GRAINS = st.sampled_from((Grain.MONTH, Grain.QUARTER, Grain.YEAR))
PAGE = 60
EARLIER, LATER = (FIRST, FIRST.replace(year=2017, day=31)), (FIRST.replace(year=2018), LAST)


@pytest.fixture(scope="module")
def connection(tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    opened = connect(write(tmp_path_factory.mktemp("random"), ARTICLES))
    yield opened
    opened.close()


def behind(connection: duckdb.DuckDBPyConnection, selection: Selection, mark: Mark = NO_MARK) -> int:
    """The rows of the evidence of a mark, page by page to the end; they are as many as it says itself."""
    keys: list[int] = []
    while len(keys) % PAGE == 0:
        page = evidence.articles(connection, selection, mark, limit=PAGE, offset=len(keys))
        keys += page["article_key"].tolist()
        if page.empty:
            break
    assert len(keys) == len(set(keys)) == evidence.count(connection, selection, mark)
    return len(keys)


def _sampled(frame: pd.DataFrame, rows: int = 3) -> pd.DataFrame:
    """A few rows, and none that are 0 of nothing: no mark is drawn for these."""
    frame = frame[frame["count_articles"] > 0] if "count_articles" in frame else frame
    return frame.sample(min(rows, len(frame)), random_state=1)


def _all_of(selection: Selection) -> Selection:
    return dataclasses.replace(selection, interaction=Mode.ANY)


def _label(kind: str, code: str) -> Mark:
    if code == "none":
        return Mark(none_found=True) if kind == "sectors" else Mark(no_theme_found=True)
    return Mark(sector=code) if kind == "sectors" else Mark(theme=code)


@settings(QUICK, max_examples=max(60, DRAWN))
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


@QUICK
@given(SELECTIONS)
def test_bars_and_cells_reconcile(connection: duckdb.DuckDBPyConnection, selection: Selection) -> None:
    for kind, ask in (("sectors", sectors.breakdown), ("themes", sectors.themes_breakdown)):
        for row in _sampled(ask(connection, selection)).itertuples():
            assert row.count_articles == behind(connection, selection, _label(kind, row.code))
    for row in _sampled(sectors.by_dyad(connection, selection)).itertuples():
        mark = dataclasses.replace(_label("sectors", row.code), dyad=row.dyad)
        assert row.count_articles == behind(connection, selection, mark)


@QUICK
@given(SELECTIONS)
def test_arcs_and_symbols_reconcile(connection: duckdb.DuckDBPyConnection, selection: Selection) -> None:
    whole = _all_of(selection)
    frames = [comentions.dyads(connection, selection), comentions.partners(connection, selection, "CN")]
    for row in pd.concat([_sampled(frame, 2) for frame in frames]).itertuples():
        assert row.count_selected == behind(connection, selection, Mark(dyad=row.dyad))
        assert row.count_articles == behind(connection, whole, Mark(dyad=row.dyad))
        assert row.count_cooperation == behind(connection, whole, Mark(dyad=row.dyad, interaction=Mode.COOPERATION))
        assert row.count_conflict == behind(connection, whole, Mark(dyad=row.dyad, interaction=Mode.CONFLICT))
        assert max(row.count_cooperation, row.count_conflict) <= row.count_articles <= min(row.total_a, row.total_b)
        assert row.total_a == behind(connection, whole.without_countries(), Mark(country=row.country_a))
    listed = evidence.dyads(connection, selection)
    assert listed.groupby("dyad")["article_id"].nunique().to_dict() == dict(
        zip(frames[0]["dyad"], frames[0]["count_selected"], strict=True)
    )
    if len(listed):
        page = evidence.articles(connection, selection, Mark(dyad=listed["dyad"][0]))
        assert set(page["article_id"]) == set(listed["article_id"][listed["dyad"] == listed["dyad"][0]])
    for row in _sampled(comentions.countries(connection, selection)).itertuples():
        assert row.count_articles == behind(connection, selection, Mark(country=row.country))
    for row in _sampled(comentions.units(connection, selection)).itertuples():
        assert row.count_articles == behind(connection, selection, Mark(dyad=row.dyad))


@QUICK
@given(SELECTIONS, st.sampled_from(("sectors", "themes")), GRAINS)
def test_points_reconcile(connection: duckdb.DuckDBPyConnection, selection: Selection, of: str, grain: Grain) -> None:
    frame = timeline.labels_over_time(connection, selection, of=of, grain=grain)  # type: ignore[arg-type]
    for row in _sampled(frame).itertuples():
        first = row.period_on.date()
        mark = dataclasses.replace(_label(of, row.code), since=first, until=timeline.period_end(first, grain))
        assert row.count_articles == behind(connection, selection, mark)
    for kind, field in (("dyads", "dyad"), ("countries", "country")):
        frame = lines.over_time(connection, selection, of=kind, grain=grain)  # type: ignore[arg-type]
        for row in _sampled(frame, 2).itertuples():
            first = row.period_on.date()
            mark = Mark(since=first, until=timeline.period_end(first, grain), **{field: row.code})
            assert row.count_articles == behind(connection, selection, mark)


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
        assert row.count_articles == behind(connection, chosen)


@QUICK
@given(SELECTIONS, st.sampled_from(DYADS))
def test_the_steps_and_units_of_a_dyad_reconcile(
    connection: duckdb.DuckDBPyConnection, selection: Selection, dyad: str
) -> None:
    whole = _all_of(selection)
    one, other = dyad.split("-")
    both = dataclasses.replace(whole.without_countries(), countries=(one,), partners=(other,))
    for row in _sampled(relations.ladder(connection, both, dyad), 5).itertuples():
        mark = relations.mark_of_step(row.interaction, row.step, row.code)
        assert row.count_articles == behind(connection, both, mark), row
    for row in relations.units(connection, selection, dyad).itertuples():
        mark = Mark(dyad=dyad, interaction=Mode(row.interaction))
        assert row.count_articles == behind(connection, whole, mark), row


@QUICK
@given(SELECTIONS)
def test_names_and_periods_of_a_relation_reconcile(connection: duckdb.DuckDBPyConnection, selection: Selection) -> None:
    for row in relations.named_with(connection, selection, of="organisation").itertuples():
        assert row.count_articles == behind(connection, selection, Mark(organisation=row.code))
    months = relations.interactions_over_time(connection, selection, grain=Grain.QUARTER)
    for row in _sampled(months).itertuples():
        first = row.period_on.date()
        mark = Mark(interaction=row.interaction, since=first, until=timeline.period_end(first, Grain.QUARTER))
        assert row.count_articles == behind(connection, _all_of(selection), mark)
    years = relations.dyads_over_time(connection, selection, ["CN-KZ", "KZ-RU"], grain=Grain.YEAR)
    for row in _sampled(years).itertuples():
        first = row.period_on.date()
        mark = Mark(dyad=row.dyad, since=first, until=timeline.period_end(first, Grain.YEAR))
        assert row.count_articles == behind(connection, selection, mark)


@QUICK
@given(SELECTIONS, st.sampled_from(("sectors", "themes", "dyads")))
def test_two_periods_reconcile(connection: duckdb.DuckDBPyConnection, selection: Selection, of: str) -> None:
    undated = dataclasses.replace(selection, since=None, until=None)
    frame = change.change_by(connection, selection, of=of, earlier=EARLIER, later=LATER)  # type: ignore[arg-type]
    for row in _sampled(frame).itertuples():
        label = Mark(dyad=row.code) if of == "dyads" else _label(of, row.code)
        for count, (since, until) in ((row.count_earlier, EARLIER), (row.count_later, LATER)):
            assert count == behind(connection, undated, dataclasses.replace(label, since=since, until=until))


@QUICK
@given(SELECTIONS, st.sampled_from(bursts.Series), st.sampled_from((Grain.MONTH, Grain.QUARTER)))
def test_bursts_and_their_stories_reconcile(
    connection: duckdb.DuckDBPyConnection, selection: Selection, of: bursts.Series, grain: Grain
) -> None:
    found = bursts.bursts(connection, selection, of=of, grain=grain)
    stories = bursts.burst_stories(connection, selection, found, limit=1_000)
    named = standouts.standouts(connection, selection, of=of, grain=grain)
    for frame in (found, named):
        for row in _sampled(frame, 2).itertuples():
            assert row.count_articles == behind(connection, selection, bursts.mark_of(row))
    sums = stories.groupby("burst").agg(articles=("count_articles", "sum"), stories=("story_key", "size"))
    assert sums["articles"].tolist() == found["count_articles"].tolist()
    assert sums["stories"].tolist() == found["count_stories"].tolist()

"""Every total is that of the selection or its volume, and parts that exclude each other sum to their whole.

What a total should be is counted in plain Python over the articles (`oracle`), for random selections.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Sequence
from datetime import date

import duckdb
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from queries import (
    change,
    comentions,
    coverage,
    evidence,
    facets,
    lines,
    periods,
    relations,
    robustness,
    search,
    sectors,
    timeline,
    together,
)  # fmt: skip
from queries.connection import connect
from queries.selection import Mark, Mode, Selection
from tests.queries.oracle import ARTICLES, DYADS, SELECTIONS, held, volume
from tests.queries.rows import Article, countries_of, write
from tests.queries.test_reconciles import EARLIER, GRAINS, LATER, QUICK


@pytest.fixture(scope="module")
def connection(tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    opened = connect(write(tmp_path_factory.mktemp("random"), ARTICLES))
    yield opened
    opened.close()


def _coded(articles: Sequence[Article]) -> int:
    return sum(article.is_coded for article in articles)


def _dated(articles: Sequence[Article]) -> list[Article]:
    return [article for article in articles if article.on]


def _stories(articles: Sequence[Article]) -> int:
    told = {article.story for article in articles if article.story is not None}
    return len(told) + sum(article.story is None for article in articles)


def _independent(articles: Sequence[Article]) -> int:
    """Outlets that were the first of a story, by date and then as they stand in the list."""
    first: dict[object, str] = {}
    for article in sorted(articles, key=lambda article: (article.on or date.max, ARTICLES.index(article))):
        if article.outlet is not None:
            first.setdefault(id(article) if article.story is None else article.story, article.outlet)
    return len(set(first.values()))


def _all_same(column: pd.Series, value: int) -> bool:
    return set(column) <= {value}


@QUICK
@given(SELECTIONS)
def test_tables_of_a_selection_have_its_total(connection: duckdb.DuckDBPyConnection, selection: Selection) -> None:
    articles = held(selection)
    assert _all_same(comentions.countries(connection, selection)["total_articles"], len(articles))
    for of in ("organisation", "leader"):
        named = relations.named_with(connection, selection, of=of)  # type: ignore[arg-type]
        assert _all_same(named["total_articles"], len(articles))
    for ask in (sectors.breakdown, sectors.themes_breakdown, together.sectors):
        assert _all_same(ask(connection, selection)["total_articles"], _coded(articles))
    assert len(evidence.stories(connection, selection)) == evidence.count_stories(connection, selection)
    assert evidence.count_stories(connection, selection) == _stories(articles)
    evidenced = evidence.articles(connection, selection)
    keys = evidenced["article_key"].isin([key for key, article in enumerate(ARTICLES) if article.is_coded])
    for ask, labels in ((sectors.breakdown, "sectors"), (sectors.themes_breakdown, "themes")):
        frame = ask(connection, selection).set_index("code")
        without = (evidenced.loc[keys, labels] == "").sum()
        assert frame.loc["none", "count_articles"] == without
        assert frame["count_articles"].drop("none").max() <= keys.sum() - without
        assert frame["baseline_total"].iloc[0] == _coded(held(selection.volume()))
    words = evidenced.loc[keys, "sectors"].str.split()
    for row in together.sectors(connection, selection).itertuples():
        assert row.count_articles == sum({row.code_a, row.code_b} <= set(codes) for codes in words)
        assert row.total_a == sum(row.code_a in codes for codes in words)
    pages = [search.articles(connection, selection, limit=50, offset=start) for start in range(0, len(articles), 50)]
    assert sum(map(len, pages)) == len(articles)


@QUICK
@given(SELECTIONS)
def test_margins_and_population_are_the_selection_without_countries(
    connection: duckdb.DuckDBPyConnection, selection: Selection
) -> None:
    whole = dataclasses.replace(selection.without_countries(), interaction=Mode.ANY)
    frame = comentions.dyads(connection, selection)
    units = comentions.units(connection, selection).set_index("dyad")
    assert _all_same(frame["total_articles"], len(held(whole)))
    for row in frame.head(2).itertuples():
        articles = held(selection, Mark(dyad=row.dyad))
        assert row.count_stories == _stories(articles)
        assert row.count_outlets == len({article.outlet for article in articles} - {None})
        assert units.loc[row.dyad, "count_independent_outlets"] == _independent(articles)
    assert frame.set_index("dyad")["count_selected"].to_dict() == units["count_articles"].to_dict()
    assert frame.set_index("dyad")["count_stories"].to_dict() == units["count_stories"].to_dict()
    unlabelled = dataclasses.replace(whole, sectors=(), themes=())
    weights = comentions.units(connection, unlabelled)["weight"]
    assert weights.sum() == pytest.approx(sum(len(countries_of(article)) > 1 for article in held(unlabelled)))


@QUICK
@given(SELECTIONS, GRAINS)
def test_periods_sum_to_what_is_dated(
    connection: duckdb.DuckDBPyConnection, selection: Selection, grain: timeline.Grain
) -> None:
    chosen, whole = _dated(held(selection)), _dated(volume(selection))
    labelled = len(whole) if selection.interaction is Mode.ANY else _coded(whole)
    points = timeline.labels_over_time(connection, selection, grain=grain).drop_duplicates("period_on")
    assert (points["total_articles"].sum(), points["total_selected"].sum()) == (_coded(whole), _coded(chosen))
    volumes = timeline.volume(connection, selection, grain=grain).groupby("period_on")["count_articles"].sum()
    assert volumes.tolist() == points["total_articles"].tolist()
    for of in ("dyads", "countries"):
        frame = lines.over_time(connection, selection, of=of, grain=grain)  # type: ignore[arg-type]
        frame = frame.drop_duplicates("period_on")
        if len(frame):
            assert (frame["total_articles"].sum(), frame["total_selected"].sum()) == (labelled, len(chosen))
    apart = relations.interactions_over_time(connection, selection, grain=grain)
    for mode in comentions.APART:
        mine = apart[apart["interaction"] == mode]
        asked = dataclasses.replace(selection, interaction=mode)
        assert mine["total_articles"].sum() == _coded(whole)
        assert mine["count_articles"].sum() == len(_dated(held(asked)))
    dyads = relations.dyads_over_time(connection, selection, DYADS[:2], grain=grain)
    for dyad, mine in dyads.groupby("dyad"):
        assert mine["total_articles"].sum() == labelled
        assert mine["count_articles"].sum() == len(_dated(held(selection, Mark(dyad=str(dyad)))))
    months = periods.months(connection, selection)
    assert (months["count_articles"].sum(), months["total_articles"].sum()) == (len(chosen), len(whole))


@QUICK
@given(SELECTIONS)
def test_outlets_collections_and_languages_sum_to_the_whole(
    connection: duckdb.DuckDBPyConnection, selection: Selection
) -> None:
    options = facets.facets(connection, selection)
    for facet in ("collections", "languages", "outlets"):
        articles = held(selection.without(facet))
        counted = len(articles) if facet != "outlets" else sum(article.outlet is not None for article in articles)
        assert options.loc[options["facet"] == facet, "count_articles"].sum() == counted
    articles = held(selection)
    row = robustness.robustness(connection, selection)[0].iloc[0]
    assert (row["count_articles"], row["total_articles"]) == (len(articles), len(volume(selection)))
    assert (row["count_stories"], row["total_stories"]) == (_stories(articles), _stories(volume(selection)))
    outlets = robustness.robustness(connection, selection)[1]
    assert outlets["count_articles"].sum() == sum(article.outlet is not None for article in articles)
    assert _all_same(outlets["count_articles"] + outlets["count_without"], len(articles))
    assert _all_same(outlets["total_articles"] + outlets["total_without"], len(volume(selection)))


@QUICK
@given(SELECTIONS, GRAINS)
def test_the_ledger_sums_to_the_volume(
    connection: duckdb.DuckDBPyConnection, selection: Selection, grain: timeline.Grain
) -> None:
    whole = volume(selection)
    totals = coverage.totals(connection, selection).iloc[0]
    assert totals["count_articles"] == len(whole)
    assert (totals["count_dated"], totals["count_coded"]) == (len(_dated(whole)), _coded(whole))
    assert totals["count_with_dyad"] == sum(len(countries_of(article)) > 1 for article in whole)
    by_collection = coverage.by_collection(connection, selection)
    counts = [name for name in by_collection.columns if name.startswith("count_")]
    assert by_collection[counts].sum().to_dict() == totals[counts].to_dict()
    cells = coverage.by_period_and_outlet(connection, selection, grain=grain, limit=2)
    assert cells["count_articles"].sum() == len(_dated(whole))
    ledger = coverage.ledger(connection, selection, grain=grain, limit=2)
    steps = coverage.ledger_steps(connection, selection)
    names = [
        f"count_{step}" for step in ("read", "parsed", "dated", "coded", "with_country", "with_dyad", "with_sector")
    ]
    assert ledger[names].sum().tolist() == steps["count_articles"].tolist()
    assert steps["count_lost"].sum() == steps["count_articles"].iloc[0] - steps["count_articles"].iloc[-1]


@QUICK
@given(SELECTIONS, st.sampled_from(("sectors", "themes", "dyads")))
def test_the_parts_of_a_change_sum_to_it(connection: duckdb.DuckDBPyConnection, selection: Selection, of: str) -> None:
    undated = dataclasses.replace(selection, since=None, until=None)
    chosen = [held(undated, Mark(since=since, until=until)) for since, until in (EARLIER, LATER)]
    whole = [volume(dataclasses.replace(undated, since=since, until=until)) for since, until in (EARLIER, LATER)]
    parts = change.change(connection, selection, earlier=EARLIER, later=LATER)
    assert _all_same(parts["count_earlier"], len(chosen[0]))
    assert _all_same(parts["count_later"], len(chosen[1]))
    assert (parts["total_earlier"].iloc[0], parts["total_later"].iloc[0]) == (len(whole[0]), len(whole[1]))
    assert parts["change_articles"].sum() == pytest.approx(len(chosen[1]) - len(chosen[0]), abs=1e-6)
    frame = change.change_by(connection, selection, of=of, earlier=EARLIER, later=LATER)  # type: ignore[arg-type]
    counted = [len(articles) if of == "dyads" else _coded(articles) for articles in chosen]
    assert _all_same(frame["total_earlier"], counted[0])
    assert _all_same(frame["total_later"], counted[1])

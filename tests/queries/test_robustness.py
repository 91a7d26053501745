"""Robustness: each verdict from articles written for it, and what it is recomputed from."""

from __future__ import annotations

from datetime import date, timedelta

import duckdb
import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from queries import evidence, robustness
from queries.robustness import Verdict
from queries.schema import ANSWERS
from queries.selection import EVERYTHING, Mark, Mode, Selection
from tests.queries.conftest import Opener
from tests.queries.rows import Article, named

FIRST, LAST = date(2020, 1, 1), date(2020, 12, 31)
MIDDLE = date(2020, 6, 1)
MARK = Mark(dyad="CN-KZ")
PAPERS = ("Courier", "Gazette", "Herald")
# Three papers that publish from the first to the last day, each ten articles a date.
ALWAYS = [named("FR", outlet=paper, on=on) for paper in PAPERS for on in (FIRST, MIDDLE, LAST) for _ in range(10)]


def met(outlet: str | None = "Gazette", on: date | None = MIDDLE, **more: object) -> Article:
    """An article in which China and Kazakhstan cooperate on trade."""
    return named("CN", "KZ", outlet=outlet, on=on, sectors=("trade",), cooperation=("CN-KZ",), **more)


def _row(connection: duckdb.DuckDBPyConnection, mark: Mark = MARK, selection: Selection | None = None) -> pd.Series:
    return robustness.robustness(connection, selection or Selection(), mark)[0].iloc[0]


def test_a_robust_mark_and_its_figures(opened: Opener) -> None:
    articles = [*ALWAYS, *[met(paper) for paper in PAPERS for _ in range(3)], met("Courier"), met(None)]
    connection = opened(articles)
    row = _row(connection)
    assert row["verdict"] == Verdict.ROBUST
    assert row[["count_articles", "total_articles"]].tolist() == [11, 101]
    assert row[["worst_outlet", "count_without_outlet", "total_without_outlet"]].tolist() == ["Courier", 7, 67]
    assert row[["count_stories", "total_stories"]].tolist() == [11, 101]
    assert row[["count_constant_outlets", "count_on_constant", "total_on_constant"]].tolist() == [3, 10, 100]
    assert row["share"] == pytest.approx(11 / 101)
    assert row["share_without_outlet"] == pytest.approx(7 / 67)
    assert row["share_on_constant"] == pytest.approx(0.1)
    assert row["share_on_constant_low"] < 0.1 < row["share_on_constant_high"]
    assert not row[["is_vanishing", "is_on_one_outlet", "is_new_sources"]].any()
    each = robustness.robustness(connection, Selection(), MARK)[1]
    assert each["outlet"].tolist() == ["Courier", "Gazette", "Herald"]
    assert each["count_articles"].tolist() == [4, 3, 3]
    assert each["count_without"].tolist() == [7, 8, 8]
    assert each["total_without"].tolist() == [67, 68, 68]
    assert each["is_constant"].all()


def test_rests_on_one_outlet(opened: Opener) -> None:
    row = _row(opened([*ALWAYS, *[met("Herald")] * 12, *[met("Gazette")] * 7]))
    assert row[["verdict", "worst_outlet", "count_without_outlet"]].tolist() == [Verdict.ONE_OUTLET, "Herald", 7]
    half = _row(opened([*ALWAYS, *[met("Herald")] * 7, *[met("Gazette")] * 7]))
    assert half["verdict"] == Verdict.ROBUST  # half of it stays
    few = _row(opened([*ALWAYS, *[met(paper) for paper in PAPERS for _ in range(2)]]))
    assert few["verdict"] == Verdict.ONE_OUTLET  # 6 articles, 4 without any of the three: below the minimum
    alone = _row(opened([met(on=on) for on in (FIRST, LAST) for _ in range(9)]))
    assert alone[["verdict", "count_without_outlet", "total_without_outlet"]].tolist() == [Verdict.ONE_OUTLET, 0, 0]
    assert np.isnan(alone["share_without_outlet"])


def test_vanishes_without_duplicates(opened: Opener) -> None:
    copies = _row(opened([*ALWAYS, *[met(paper, story=1) for paper in PAPERS for _ in range(4)], met("Herald")]))
    assert copies[["verdict", "count_articles", "count_stories"]].tolist() == [Verdict.NO_DUPLICATES, 13, 2]
    assert copies["total_stories"] == 90 + 2
    many = [met(paper, story=story) for story in range(6) for paper in PAPERS]
    thirds = _row(opened([*ALWAYS, *many]))
    assert thirds[["verdict", "count_stories"]].tolist() == [Verdict.NO_DUPLICATES, 6]  # 6 of 18: below half
    pairs = [met(paper, story=story) for story in range(6) for paper in PAPERS[story % 3 :][:2] or PAPERS[:2]]
    assert _row(opened([*ALWAYS, *pairs, met("Courier")]))["verdict"] != Verdict.NO_DUPLICATES
    both = _row(opened([*ALWAYS, *[met("Herald", story=1)] * 9]))
    assert both[["is_vanishing", "is_on_one_outlet"]].all()  # the checks stand side by side, the first is the verdict
    assert both["verdict"] == Verdict.NO_DUPLICATES


def test_new_sources(opened: Opener) -> None:
    fresh = [met(f"Blog {number}", on=LAST) for number in range(12)]
    row = _row(opened([*ALWAYS, *fresh]))
    assert row[["verdict", "count_on_constant", "total_on_constant"]].tolist() == [Verdict.NEW_SOURCES, 0, 90]
    assert row["share_on_constant"] == 0
    kept = _row(opened([*ALWAYS, *fresh, *[met(paper) for paper in PAPERS for _ in range(4)]]))
    assert kept["verdict"] == Verdict.ROBUST  # 12 of 102 against 24 of 114: 0.56 of the share stays
    fell = _row(opened([*ALWAYS, *fresh, *[met(paper) for paper in PAPERS for _ in range(2)]]))
    assert fell["verdict"] == Verdict.NEW_SOURCES  # 6 of 96 against 18 of 108: 0.38


def test_the_range_is_the_selections_and_the_count_is_the_marks(opened: Opener) -> None:
    connection = opened([*ALWAYS, *[met(paper, on=MIDDLE) for paper in PAPERS for _ in range(4)]])
    row = _row(connection, Mark(dyad="CN-KZ", since=MIDDLE, until=MIDDLE))
    assert row[["verdict", "count_articles", "total_articles"]].tolist() == [Verdict.ROBUST, 12, 42]
    assert row[["count_constant_outlets", "total_on_constant"]].tolist() == [3, 42]
    elsewhere = _row(connection, Mark(dyad="CN-KZ", since=LAST))
    assert elsewhere[["verdict", "count_articles", "total_articles"]].tolist() == [Verdict.TOO_FEW, 0, 30]


def test_too_few_where_nothing_can_be_said(opened: Opener) -> None:
    for articles in ([], [Article(on=None)], ALWAYS, [*ALWAYS, *[met("Herald")] * 4]):
        row = _row(opened(articles))
        assert row["verdict"] == Verdict.TOO_FEW
        assert not row[["is_vanishing", "is_on_one_outlet", "is_new_sources"]].any()
    nothing, no_outlet = robustness.robustness(opened([]), EVERYTHING)
    assert list(nothing.columns) == ANSWERS["robustness/robustness"].names
    assert np.isnan(nothing["share"].iloc[0])
    assert no_outlet.empty
    undated = _row(opened([met(paper, on=None) for paper in PAPERS for _ in range(4)]))
    assert undated["verdict"] == Verdict.TOO_FEW  # no range, so no outlet can be constant
    # Six of new blogs among 700 articles; the constant papers published 90: fewer than five were to be expected.
    blogs = [named("FR", outlet=f"Blog {number}", on=LAST) for number in range(610)]
    rare = _row(opened([*ALWAYS, *blogs, *[met(f"Blog {number}", on=LAST) for number in range(6)]]))
    assert rare[["verdict", "count_articles", "count_on_constant"]].tolist() == [Verdict.TOO_FEW, 6, 0]


def test_labels_are_shares_of_coded_articles_and_dyads_of_all(opened: Opener) -> None:
    uncoded = [named("FR", outlet="Herald", is_coded=False)] * 5
    connection = opened([*ALWAYS, *uncoded, *[met(paper) for paper in PAPERS for _ in range(4)]])
    assert _row(connection)["total_articles"] == 107
    assert _row(connection, Mark(sector="trade"))["total_articles"] == 102
    assert _row(connection, Mark(none_found=True), EVERYTHING)["count_articles"] == 90


KINDS = st.sampled_from((MARK, Mark(), Mark(sector="trade"), Mark(country="KZ"), Mark(none_found=True)))
DRAWN = st.lists(
    st.builds(
        met,
        outlet=st.sampled_from((*PAPERS, None)),
        on=st.one_of(st.none(), st.integers(0, 360).map(lambda days: FIRST + timedelta(days=days))),
        story=st.one_of(st.none(), st.integers(0, 5)),
    ),
    max_size=12,
)


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(DRAWN, KINDS, st.sampled_from(Mode))
def test_the_counts_are_those_of_the_evidence(opened: Opener, drawn: list[Article], mark: Mark, mode: Mode) -> None:
    connection, selection = opened([*ALWAYS[:6], *drawn]), Selection(interaction=mode)
    row = _row(connection, mark, selection)
    found = evidence.articles(connection, selection, mark)
    assert row["count_articles"] == len(found)
    keys = found["article_key"] - 6
    stories = {drawn[k].story if k >= 0 and drawn[k].story is not None else f"own {k}" for k in keys}
    assert row["count_stories"] == len(stories)
    named_outlets = found["outlet"].dropna()
    most = named_outlets.value_counts().max() if len(named_outlets) else 0
    assert row["count_without_outlet"] == len(found) - most
    assert row["count_on_constant"] <= row["count_articles"] <= row["total_articles"]
    assert row["verdict"] in set(Verdict)
    assert (row["verdict"] == Verdict.TOO_FEW) or len(found) >= 5
    each = robustness.robustness(connection, selection, mark)[1]
    assert each["count_articles"].sum() == len(named_outlets)

"""Coverage: totals, undated, gaps of a collection, the largest outlets."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pandas as pd

from queries import coverage
from queries.schema import ANSWERS
from queries.selection import Selection
from queries.timeline import Grain
from tests.queries.conftest import Opener
from tests.queries.rows import named

ARTICLES = [
    named("CN", "KZ", on=date(2000, 5, 1), sectors=("trade",), cooperation=("CN-KZ",), collection="old"),
    named("CN", on=date(2004, 5, 1), collection="old"),
    named("CN", on=date(2004, 6, 1), collection="old", outlet=None),
    named(on=None, collection="new", language="ky", is_coded=False),
    named("RU", "UA", on=date(2020, 1, 1), conflict=("RU-UA",), collection="new", outlet="Courier"),
]


def test_totals_count_what_there_is_and_what_there_is_not(opened: Opener) -> None:
    connection = opened(ARTICLES)
    row = coverage.totals(connection).iloc[0]
    counts = {name: int(row[name]) for name in ANSWERS["coverage/totals"].names if name.startswith("count_")}
    assert counts == {
        "count_read": 7, "count_articles": 5, "count_dated": 4, "count_undated": 1, "count_coded": 4,
        "count_with_country": 4, "count_with_dyad": 2, "count_with_sector": 1, "count_cooperation": 1,
        "count_conflict": 1,
    }  # fmt: skip
    assert coverage.last_article_on(connection) == date(2020, 1, 1)
    assert coverage.last_article_on(connection, Selection(collections=("old",))) == date(2004, 6, 1)
    assert coverage.by_collection(connection)[["collection", "count_articles"]].to_numpy().tolist() == [
        ["old", 3], ["new", 2],
    ]  # fmt: skip


def test_empty_years_inside_a_collection_are_a_gap(opened: Opener) -> None:
    frame = coverage.gaps(opened(ARTICLES))
    assert frame["collection"].tolist() == ["old"]
    assert (frame["from_on"].iloc[0], frame["to_on"].iloc[0]) == (pd.Timestamp(2001, 1, 1), pd.Timestamp(2003, 12, 31))


def test_all_but_the_largest_outlets_are_one_row(opened: Opener) -> None:
    frame = coverage.by_period_and_outlet(opened(ARTICLES), grain=Grain.YEAR, limit=1)
    found = [(p.year, o, n) for p, o, n in frame[["period_on", "outlet", "count_articles"]].itertuples(index=False)]
    assert found == [(2000, "Gazette", 1), (2004, "", 1), (2004, "Gazette", 1), (2020, "", 1)]


def test_no_rows(opened: Opener) -> None:
    connection = opened([])
    assert coverage.totals(connection)["count_articles"].tolist() == [0]
    assert coverage.last_article_on(connection) is None
    for answer in (coverage.by_collection, coverage.by_period_and_outlet, coverage.gaps):
        assert answer(connection).empty


LEFT = ["count_read", "count_parsed", "count_dated", "count_coded", "count_with_country", "count_with_dyad"]
LEFT.append("count_with_sector")


def test_each_step_of_the_ledger_keeps_part_of_the_one_before(opened: Opener) -> None:
    undated = named("CN", "KZ", on=None, sectors=("trade",))  # falls out at its date, whatever it holds
    uncoded = named("CN", "KZ", language="ky", is_coded=False)
    connection = opened([*ARTICLES, undated, uncoded, named(sectors=("trade",))])
    steps = coverage.ledger_steps(connection, refused=2)
    assert list(zip(steps["step"], steps["count_articles"], steps["count_lost"], strict=True)) == [
        ("read", 10, 0), ("parsed", 8, 2), ("dated", 6, 2), ("coded", 5, 1), ("country", 4, 1), ("dyad", 2, 2),
        ("sector", 1, 1),
    ]  # fmt: skip
    for limit in (0, 1, 12):
        frame = coverage.ledger(connection, refused=2, limit=limit)
        assert frame[LEFT].sum().tolist() == steps["count_articles"].tolist()
        assert all((frame[after] <= frame[before]).all() for before, after in pairwise(LEFT))
        assert not frame.duplicated(["period_on", "outlet"]).any()


def test_the_ledger_sums_to_the_total_by_any_period_and_filter(opened: Opener) -> None:
    connection = opened(ARTICLES)
    old, recent, other = (
        Selection(collections=("old",)),
        Selection(since=date(2004, 1, 1)),
        Selection(languages=("ky",)),
    )
    for selection in (Selection(), old, recent, other):
        for grain in (Grain.MONTH, Grain.YEAR):
            steps = coverage.ledger_steps(connection, selection, refused=3)["count_articles"].tolist()
            assert coverage.ledger(connection, selection, grain=grain, refused=3)[LEFT].sum().tolist() == steps
            # what was refused has no date, collection or language: under a filter it is not counted
            assert steps[0] - steps[1] == (3 if selection == Selection() else 0)


def test_articles_without_a_date_and_refusals_have_no_period(opened: Opener) -> None:
    frame = coverage.ledger(opened(ARTICLES), refused=2)
    last = frame[frame["period_on"].isna()]
    assert last[["outlet", *LEFT]].to_numpy().tolist() == [["", 2, 0, 0, 0, 0, 0, 0], ["Gazette", 1, 1, 0, 0, 0, 0, 0]]


def test_an_empty_ledger(opened: Opener) -> None:
    assert coverage.ledger(opened([])).empty
    assert coverage.ledger_steps(opened([]))["count_articles"].tolist() == [0] * 7

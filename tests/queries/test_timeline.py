"""Timelines: denominators, gaps, undated and uncoded articles, partial periods."""

from __future__ import annotations

from datetime import date

import numpy as np
import pandas as pd
import pytest

from queries import timeline
from queries.schema import ANSWERS
from queries.selection import EVERYTHING, Mode, Selection
from queries.timeline import Grain
from tests.queries.conftest import Opener
from tests.queries.rows import Article, named

TRADE = {"sectors": ("trade",), "cooperation": ("CN-KZ",)}


def _cell(frame: pd.DataFrame, period: str, code: str) -> pd.Series:
    found = frame[(frame["period_on"] == period) & (frame["code"] == code)]
    assert len(found) == 1
    return found.iloc[0]


def test_shares_have_the_volume_as_denominator_and_a_gap_is_no_fall(opened: Opener) -> None:
    connection = opened(
        [
            named("CN", "KZ", on=date(2020, 1, 5), **TRADE),
            named("CN", "KZ", on=date(2020, 1, 31), sectors=("trade", "tech"), cooperation=("CN-KZ",)),
            named("FR", on=date(2020, 1, 9)),
            named("FR", on=date(2020, 1, 9), language="ky", is_coded=False),  # no codebook: in no denominator
            named("CN", "KZ", on=None, **TRADE),  # undated: in no period
            named("CN", "KZ", on=date(2020, 3, 31), sectors=("trade",)),  # no interaction
        ]
    )
    frame = timeline.labels_over_time(connection, Selection(), grain=Grain.MONTH)
    assert len(frame) == 3 * 5
    trade, tech = _cell(frame, "2020-01-01", "trade"), _cell(frame, "2020-01-01", "tech")
    assert (trade["count_articles"], trade["total_articles"], trade["total_selected"]) == (2, 3, 2)
    assert (tech["count_articles"], tech["total_selected"]) == (1, 2)  # one article, two sectors, once in the total
    assert trade["share_of_volume"] == pytest.approx(2 / 3)
    assert trade["share_low"] < 2 / 3 < trade["share_high"]
    gap = _cell(frame, "2020-02-01", "trade")
    assert (gap["count_articles"], gap["total_articles"]) == (0, 0)
    assert np.isnan([gap["share_of_volume"], gap["share_low"], gap["share_of_selection"]]).all()
    quiet = _cell(frame, "2020-03-01", "trade")
    assert quiet["share_of_volume"] == 0  # an article was there, and it was not about cooperation
    assert np.isnan(quiet["share_of_selection"])
    everything = timeline.labels_over_time(connection, EVERYTHING, grain=Grain.MONTH)
    assert _cell(everything, "2020-03-01", "trade")["share_of_volume"] == 1


def test_the_country_filter_leaves_the_denominator_and_the_outlet_filter_does_not(opened: Opener) -> None:
    connection = opened([named("CN", "KZ", **TRADE), named("FR", "RU"), named("FR", "RU", outlet="Courier")])
    by_country = timeline.labels_over_time(connection, Selection(countries=("KZ",)), grain=Grain.YEAR)
    assert _cell(by_country, "2020-01-01", "trade")[["count_articles", "total_articles"]].tolist() == [1, 3]
    by_outlet = timeline.labels_over_time(connection, Selection(outlets=("Gazette",)), grain=Grain.YEAR)
    assert _cell(by_outlet, "2020-01-01", "trade")[["count_articles", "total_articles"]].tolist() == [1, 2]


def test_only_the_chosen_labels_are_lines(opened: Opener) -> None:
    connection = opened([named("CN", "KZ", themes=("diplomacy",), **TRADE)])
    frame = timeline.labels_over_time(connection, Selection(themes=("diplomacy",)), of="themes")
    assert frame["code"].tolist() == ["diplomacy"]
    assert frame["count_articles"].tolist() == [1]
    assert len(timeline.labels_over_time(connection, Selection(), of="themes")) == 8


def test_a_period_that_is_cut_is_partial(opened: Opener) -> None:
    connection = opened([named("CN", on=date(2020, 1, 1)), named("CN", on=date(2020, 2, 28))])

    def partial(selection: Selection, grain: Grain) -> list[bool]:
        return timeline.volume(connection, selection, grain=grain)["is_partial"].tolist()

    assert partial(EVERYTHING, Grain.MONTH) == [False, True]  # February 2020 has 29 days
    assert partial(Selection(interaction=Mode.ANY, until=date(2020, 1, 31)), Grain.MONTH) == [False]
    assert partial(Selection(interaction=Mode.ANY, since=date(2019, 6, 1)), Grain.YEAR) == [True]
    assert partial(Selection(interaction=Mode.ANY, since=date(2020, 1, 1)), Grain.MONTH) == [False, True]
    assert partial(Selection(interaction=Mode.ANY, since=date(2020, 2, 2)), Grain.MONTH) == [True]


def test_the_volume_has_a_row_for_every_period_and_collection(opened: Opener) -> None:
    connection = opened(
        [
            named("CN", on=date(2018, 12, 31)),
            named("CN", on=date(2020, 1, 1)),
            named("CN", on=date(2020, 1, 1), collection="second"),
        ]
    )
    frame = timeline.volume(connection, Selection(), grain=Grain.YEAR)
    found = [(p.year, c, n) for p, c, n in frame[["period_on", "collection", "count_articles"]].itertuples(index=False)]
    assert found == [
        (2018, "first", 1), (2018, "second", 0), (2019, "first", 0), (2019, "second", 0), (2020, "first", 1),
        (2020, "second", 1),
    ]  # fmt: skip


def test_no_rows_give_no_periods_and_the_same_columns(opened: Opener) -> None:
    for articles in ([], [named("CN", on=None)]):
        connection = opened(articles)
        for grain in Grain:
            frame = timeline.labels_over_time(connection, Selection(), grain=grain)
            assert frame.empty
            assert list(frame.columns) == ANSWERS["timeline/labels_over_time"].names
            assert timeline.volume(connection, Selection(), grain=grain).empty


@pytest.mark.parametrize("grain", list(Grain))
def test_the_end_of_a_period_is_the_day_before_the_next(grain: Grain, opened: Opener) -> None:
    connection = opened([Article(on=date(2019, 11, 4)), Article(on=date(2020, 3, 31))])
    periods = [p.date() for p in timeline.volume(connection, EVERYTHING, grain=grain)["period_on"]]
    ends = [timeline.period_end(period, grain) for period in periods]
    assert all((after - end).days == 1 for end, after in zip(ends, periods[1:], strict=False))
    assert periods[-1] <= date(2020, 3, 31) <= ends[-1]


@pytest.mark.parametrize("grain", list(Grain))
def test_the_periods_of_many_days_are_those_of_each(grain: Grain) -> None:
    days = [date(year, month, day) for year in (2, 1899, 1970, 2024) for month in (1, 3, 12) for day in (1, 4, 29, 31)]
    starts = timeline.period_starts(np.array(days, dtype="datetime64[D]"), grain)
    assert starts.tolist() == [timeline.period_start(day, grain) for day in days]


def test_the_automatic_grain_coarsens_with_the_range() -> None:
    grains = [timeline.automatic_grain(date(2000, 1, 1), date(*end)) for end in
              ((2000, 1, 1), (2000, 6, 1), (2004, 1, 1), (2012, 1, 1), (2026, 1, 1))]  # fmt: skip
    assert grains == list(Grain)

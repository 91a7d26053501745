"""Bursts: a planted one is found and named, a flat series has none, a gap is no zero, and the counts reconcile."""

from __future__ import annotations

import dataclasses
from datetime import date

import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from queries import bursts, cells, evidence, statistics
from queries.bursts import Series
from queries.schema import ANSWERS
from queries.selection import EVERYTHING, Mode, Selection
from queries.timeline import Grain
from tests.queries.conftest import Opener
from tests.queries.rows import Article, named

TRADE = {"sectors": ("trade",), "themes": ("connectivity",), "cooperation": ("CN-KZ",)}


def _month(number: int, day: int = 5) -> date:
    """The months from January 2019 on."""
    return date(2019 + number // 12, number % 12 + 1, day)


def _steady(months: int = 24, volume: int = 10) -> list[Article]:
    """Each month: one article in which China and Kazakhstan trade, among ten."""
    found = []
    for number in range(months):
        found.append(named("CN", "KZ", on=_month(number), title=f"usual {number}", **TRADE))
        found += [named("FR", on=_month(number))] * (volume - 1)
    return found


def _trades(number: int, count: int, **more: object) -> list[Article]:
    return [named("CN", "KZ", on=_month(number, 9), title="summit", **TRADE, **more) for _ in range(count)]


# June and July 2020: 12 and 9 articles more, five of those of June one text that three outlets print.
PLANTED = [
    *_steady(), *_trades(17, 7), *_trades(18, 9, outlet="Courier"), *[named("FR", on=_month(5))] * 3,
    *_trades(17, 3, story=7, outlet="Courier"), *_trades(17, 1, story=7, outlet="Herald"), *_trades(17, 1, story=7),
]  # fmt: skip


@pytest.mark.parametrize("of", list(Series))
def test_a_planted_burst_is_found_and_named(of: Series, opened: Opener) -> None:
    connection = opened(PLANTED)
    frame = bursts.bursts(connection, Selection(), of=of)
    assert list(frame.columns) == ANSWERS["bursts/bursts"].names
    code = {Series.SECTORS: "trade", Series.THEMES: "connectivity", Series.DYADS: "CN-KZ"}[of]
    assert frame["code"].tolist() == [code]
    assert frame["kind"].tolist() == [str(of).removesuffix("s")]
    row = frame.iloc[0]
    assert (row["from_on"], row["to_on"]) == (pd.Timestamp(2020, 6, 1), pd.Timestamp(2020, 7, 31))  # merged
    assert row[["count_periods", "count_articles", "count_stories", "total_articles"]].tolist() == [2, 23, 19, 41]
    # 45 of 264 in all. June has 13 of 22, so 32 of 242 elsewhere; July 10 of 19, so 35 of 245 elsewhere.
    june, july = 22 * 32 / 242, 19 * 35 / 245
    assert row["expected"] == pytest.approx(june + july)
    assert row["ratio"] == pytest.approx(23 / (june + july))
    assert row["excess"] == pytest.approx(23 - june - july)
    assert row["q"] < 0.001
    assert row["count_tests"] == 24  # one series of 24 months
    assert len(evidence.articles(connection, Selection(), bursts.mark_of(next(frame.itertuples())))) == 23


@pytest.mark.parametrize("of", list(Series))
def test_the_stories_of_a_burst_are_listed_by_size(of: Series, opened: Opener) -> None:
    connection = opened(PLANTED)
    frame = bursts.bursts(connection, Selection(), of=of)
    stories = bursts.burst_stories(connection, Selection(), frame, limit=3)
    assert list(stories.columns) == ANSWERS["bursts/dyad_stories"].names
    first = stories.iloc[0]
    assert first[["burst", "story_key", "count_articles", "count_outlets"]].tolist() == [0, 7, 5, 3]
    assert first["outlets"] == "Courier; Gazette; Herald"
    assert (first["article_key"], first["title"]) == (len(PLANTED) - 5, "summit")
    assert stories["count_articles"].tolist() == [5, 1, 1]
    assert stories["title"].tolist()[1] == "usual 17"  # of equals, the first by date
    assert set(stories["count_stories"]) == {19}
    whole = bursts.burst_stories(connection, Selection(), frame, limit=100)
    assert len(whole) == 19
    assert whole["count_articles"].sum() == frame["count_articles"].iloc[0]


def test_stories_of_several_kinds_keep_the_place_of_their_burst(opened: Opener) -> None:
    connection = opened(PLANTED)
    found = pd.concat([bursts.bursts(connection, Selection(), of=of) for of in Series], ignore_index=True)
    stories = bursts.burst_stories(connection, Selection(), found, limit=1)
    assert stories["burst"].tolist() == [0, 1, 2]
    assert set(stories["story_key"]) == {7}


def test_a_flat_series_and_a_rise_of_everything_are_no_bursts(opened: Opener) -> None:
    assert bursts.bursts(opened(_steady()), Selection()).empty
    grown = [*_steady(), *_trades(17, 20), *[named("FR", on=_month(17))] * 180]  # twenty times as much was published
    assert bursts.bursts(opened(grown), Selection()).empty


def test_copies_of_one_text_are_no_burst(opened: Opener) -> None:
    assert bursts.bursts(opened([*_steady(), *_trades(17, 30, story=1)]), Selection()).empty  # 31 articles, 2 stories
    assert bursts.bursts(opened([*_steady(), *_trades(17, 3)]), Selection()).empty  # 4 stories: below the support
    assert len(bursts.bursts(opened([*_steady(), *_trades(17, 30, story=1), *_trades(17, 3)]), Selection())) == 1


def test_a_gap_is_no_zero_and_no_neighbour(opened: Opener) -> None:
    # The collection is silent for two years. If these were zeros, a share of one in ten would stand out after.
    late = [dataclasses.replace(a, on=date(a.on.year + 3, a.on.month, 5)) for a in _steady(12) if a.on]
    connection = opened([*_steady(12), *late])
    assert bursts.bursts(connection, Selection()).empty
    # Bursts on both sides of the gap stay two.
    again = [named("CN", "KZ", on=date(2022, 1, 9), **TRADE)] * 12
    frame = bursts.bursts(opened([*_steady(12), *late, *_trades(11, 12), *again]), Selection())
    assert sorted(frame["from_on"].dt.year) == [2019, 2022]
    assert frame["count_tests"].tolist() == [24, 24]  # the silent years are not tested


def test_each_collection_has_its_own_history(opened: Opener) -> None:
    # A collection that writes of nothing else falls silent for a year and returns: no burst, though the share is.
    talk = [
        named("CN", "KZ", on=_month(number, 3), collection="second", **TRADE)
        for number in range(24) if not 2 <= number < 14 for _ in range(6)
    ]  # fmt: skip
    assert bursts.bursts(opened([*_steady(), *talk]), Selection()).empty
    counts, totals = np.ones((2, 1, 24)), np.full((2, 24), 10.0)
    counts[1], totals[1] = 6, 6
    counts[1, :, 2:14], totals[1, 2:14] = 0, 0
    flat = np.ones((1, 24))
    expected = bursts._elsewhere(counts, totals, flat)[0][0]
    assert expected[[0, 5, 20]] == pytest.approx([7, 1, 7])  # 1 of 10 and 6 of 6; where the second is silent, 1 of 10
    counts[1, :, 8:], totals[1, 8:] = 0, 0  # it has two months: judged by the share in both collections together
    assert bursts._elsewhere(counts, totals, flat)[0][0, 0] == pytest.approx(1 + 6 * (23 + 6) / (230 + 6))


def test_too_short_a_history_and_no_rows_give_no_bursts(opened: Opener) -> None:
    short = [*_steady(8), *_trades(7, 12)]
    assert bursts.bursts(opened(short), Selection()).empty  # seven other months
    assert len(bursts.bursts(opened([*short, *_steady(9)[-10:]]), Selection())) == 1
    for articles in ([], [named("CN", on=None)], [named("CN")]):
        for of in Series:
            frame = bursts.bursts(opened(articles), EVERYTHING, of=of)
            assert frame.empty
            assert list(frame.columns) == ANSWERS["bursts/bursts"].names
            stories = bursts.burst_stories(opened(articles), EVERYTHING, frame)
            assert stories.empty
            assert list(stories.columns) == ANSWERS["bursts/dyad_stories"].names


def test_the_selection_holds_for_count_history_and_stories(opened: Opener) -> None:
    connection = opened(PLANTED)
    assert bursts.bursts(connection, Selection(interaction=Mode.CONFLICT)).empty
    assert bursts.bursts(connection, Selection(countries=("FR",))).empty
    assert bursts.bursts(connection, Selection(sectors=("tech",)), of=Series.SECTORS).empty
    courier = Selection(outlets=("Courier",))
    assert bursts.bursts(connection, courier).empty  # it published in two months: no history
    assert bursts.bursts(connection, Selection(until=date(2019, 12, 31))).empty
    by_quarter = bursts.bursts(connection, Selection(), grain=Grain.QUARTER)
    assert by_quarter.empty  # eight quarters
    assert len(bursts.bursts(connection, Selection(), limit=0)) == 0


QUICK = settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@QUICK
@given(st.sampled_from(Mode), st.sampled_from(Series), st.sampled_from((Grain.WEEK, Grain.MONTH)), st.booleans())
def test_the_count_is_the_evidence_behind_the_mark(
    opened: Opener, mode: Mode, of: Series, grain: Grain, is_sided: bool
) -> None:
    connection = opened([*PLANTED, *_trades(3, 9, story=8), *_trades(3, 8), named("CN", "KZ", on=None, **TRADE)])
    selection = Selection(interaction=mode, countries=("CN",) if is_sided else ())
    frame = bursts.bursts(connection, selection, of=of, grain=grain)
    assert frame.empty == (mode is Mode.CONFLICT)
    stories = bursts.burst_stories(connection, selection, frame, limit=1000)
    for place, row in enumerate(frame.itertuples()):
        assert row.count_articles == evidence.count(connection, selection, bursts.mark_of(row))
        own = stories[stories["burst"] == place]
        assert own["count_articles"].sum() == row.count_articles
        assert len(own) == row.count_stories


def _flagged(counts: statistics.Floats, totals: statistics.Floats) -> list[tuple[int, int]]:
    """The series and periods that the method flags, by the same steps as the answer."""
    periods = pd.date_range("2000-01-01", periods=counts.shape[1], freq="MS")
    history = bursts._History(periods, pd.Index(["first"]), totals[None])
    repeats = np.zeros(counts.shape, dtype=np.int64)
    names = [str(number) for number in range(len(counts))]
    found = cells.Cells(names, lambda first, last: (counts[None, first:last], repeats[first:last]))
    flagged = bursts._flagged(bursts._tested(found, history, 5), names, counts.size)
    return [(int(code), int(period)) for code, period in zip(flagged["code"], flagged["period"], strict=True)]


@settings(max_examples=8, deadline=None)
@given(st.integers(0, 2**32 - 1), st.sampled_from((24, 60, 240)), st.sampled_from((None, 500, 100)))
def test_of_200_flat_series_few_are_flagged(seed: int, periods: int, size: int | None) -> None:
    """Binomial, and scattering 1.5 and 3 times as wide: at most a tenth of the series is flagged."""
    draw = np.random.default_rng(seed)
    totals = draw.integers(100, 400, periods)
    share = np.repeat(draw.uniform(0.005, 0.2, (200, 1)), periods, axis=1)
    if size is not None:
        share = draw.beta(share * size, (1 - share) * size)
    counts = draw.binomial(totals, share).astype(float)
    assert len({series for series, _ in _flagged(counts, totals.astype(float))}) <= (2 if size is None else 20)


@settings(max_examples=6, deadline=None)
@given(
    st.integers(0, 2**32 - 1),
    st.sampled_from((24, 60, 240)),
    st.sampled_from((None, 500)),
    st.floats(0.2, 5),
)
def test_a_slow_trend_is_no_burst_and_hides_none(seed: int, periods: int, size: int | None, growth: float) -> None:
    """200 shares that rise (or fall) along a straight line to `growth` times the first; then one period of each x 4."""
    draw = np.random.default_rng(seed)
    totals = draw.integers(100, 400, periods)
    share = draw.uniform(0.02, 0.04, (200, 1)) * np.linspace(1, growth, periods)
    drawn = share if size is None else draw.beta(share * size, (1 - share) * size)
    counts = draw.binomial(totals, drawn).astype(float)
    assert len({series for series, _ in _flagged(counts, totals.astype(float))}) <= (4 if size is None else 20)
    spikes = draw.integers(0, periods, 200)
    places = (np.arange(200), spikes)
    counts[places] = 3 + draw.binomial(totals[spikes], np.minimum(4 * share[places], 0.9))
    found = set(_flagged(counts, totals.astype(float)))
    # Of 200, the fewest of 13 draws were 162, and 123 where they scatter wider and the share falls to a fifth: there a
    # spike is four articles against one. At most 220 periods were flagged.
    assert len(found & set(enumerate(spikes.tolist()))) >= (140 if size is None else 90)
    assert len(found) <= 1.2 * 200


def test_a_pair_that_grows_steadily_bursts_only_in_its_spike() -> None:
    counts = np.arange(1.0, 61.0)[None]  # 1 article in the first month, 60 in the last, of 600 each
    totals = np.full(60, 600.0)
    assert _flagged(counts, totals) == []
    counts[0, 20] = 60  # as many as in the last month, in which they are no news
    assert _flagged(counts, totals) == [(0, 20)]


def test_bursts_do_not_hide_each_other() -> None:
    counts = np.ones((1, 60))
    counts[0, [10, 11, 30]] = 40
    assert len(_flagged(counts, np.full(60, 400.0))) == 3

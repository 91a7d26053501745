"""The sentence over a chart names the largest mark with its count, and no pattern that is not there."""

from __future__ import annotations

import pandas as pd

from dashboard import readings
from queries.selection import Mode
from queries.timeline import Grain


def breakdown(**counts: int) -> pd.DataFrame:
    return pd.DataFrame(
        [{"code": code, "count_articles": count, "total_articles": 40} for code, count in counts.items()],
        columns=["code", "count_articles", "total_articles"],
    )


def test_the_leading_sector_is_named_with_count_and_total() -> None:
    assert readings.breakdown(breakdown(trade=8, tech=10, none=20)) == (
        "Technology occurs most, in 10 of 40 articles (25 %); no sector was found in 20."
    )


def test_sectors_that_occur_equally_often_all_lead_and_none_is_not_counted_as_a_number() -> None:
    assert readings.breakdown(breakdown(trade=10, tech=10, customs=2, none=0)) == (
        "Trade and technology occur most, each in 10 of 40 articles (25 %)."
    )


def test_no_label_at_all_is_said() -> None:
    assert readings.breakdown(breakdown(trade=0, none=40)).startswith("None of the labels")
    assert readings.breakdown(breakdown()).startswith("None of the labels")


def months(*rows: tuple[str, int, bool]) -> pd.DataFrame:
    return pd.DataFrame(
        [{"period_on": pd.Timestamp(on), "code": "trade", "count_articles": n, "total_articles": 50, "is_partial": p}
         for on, n, p in rows],
        columns=["period_on", "code", "count_articles", "total_articles", "is_partial"],
    )  # fmt: skip


def test_a_peak_is_named_but_not_the_unfinished_period() -> None:
    answer = months(("2025-01-01", 6, False), ("2025-02-01", 9, True))
    assert readings.over_time(answer, Grain.MONTH) == (
        "The largest count is Trade in January 2025: 6 of 50 articles (12 %) of that period."
    )
    said = readings.over_time(answer.assign(code="US"), Grain.MONTH)
    assert said.startswith("The largest count is the United States in January 2025")


def test_three_articles_are_no_peak() -> None:
    assert "read the counts" in readings.over_time(months(("2025-01-01", 3, False)), Grain.MONTH)
    assert "read the counts" in readings.over_time(months(), Grain.MONTH)


def dyads(*rows: tuple[str, int, float, bool]) -> pd.DataFrame:
    return pd.DataFrame(list(rows), columns=["dyad", "count_selected", "lift", "is_too_few"])


def test_the_leading_pair_is_named_with_the_number_of_pairs() -> None:
    answer = dyads(("CN-KZ", 12, 2.0, False), ("KZ-UZ", 2, 1.0, True))
    assert readings.dyads(answer, Mode.ANY) == (
        "China–Kazakhstan leads with 12 articles naming both, 2.0 times what chance would give. "
        "2 pairs occur; 1 rests on too few articles to be read."
    )
    assert "reporting cooperation. 1 of 2 pairs are drawn" in readings.dyads(answer, Mode.COOPERATION, 1)
    assert readings.dyads(dyads(), Mode.ANY).startswith("No two countries")


def test_of_pairs_that_are_all_too_few_none_leads() -> None:
    answer = dyads(("CN-KZ", 1, 5.0, True), ("KZ-UZ", 1, 5.0, True))
    assert readings.dyads(answer, Mode.ANY, 2) == "2 pairs occur, each in too few articles to be read."


def test_a_lift_without_a_number_is_left_out() -> None:
    answer = dyads(("CN-KZ", 12, float("nan"), False), ("KZ-UZ", 2, 1.0, True))
    assert "chance" not in readings.dyads(answer, Mode.ANY)


def test_one_pair_leads_nobody() -> None:
    said = readings.dyads(dyads(("CN-KZ", 12, 2.0, False)), Mode.COOPERATION, 1)
    assert said == "China–Kazakhstan is the only pair, with 12 articles reporting cooperation."


def test_a_share_of_nothing_is_a_dash() -> None:
    assert [readings.percent(1, 0), readings.percent(1, 8), readings.percent(1, 20)] == ["–", "12 %", "5.0 %"]


def strip(**years: tuple[int, int, int]) -> pd.DataFrame:
    return pd.DataFrame(
        [{"period_on": pd.Timestamp(year, 1, 1), "collection": code, "count_articles": count}
         for code, (first, last, count) in years.items() for year in range(first, last + 1)],
        columns=["period_on", "collection", "count_articles"],
    )  # fmt: skip


def test_a_change_of_sources_is_said_before_it_is_read_as_a_fall() -> None:
    text = readings.sources(strip(a=(2000, 2020, 50), b=(2010, 2026, 40)), {"a": "Kremlin", "b": "White House"})
    assert text.startswith("The sources change: Kremlin 2000–2020 and White House 2010–2026.")


def test_sources_that_stay_or_hardly_count_are_not_said() -> None:
    assert readings.sources(strip(a=(2000, 2020, 50)), {}) == ""
    assert readings.sources(strip(a=(2000, 2020, 50), b=(2000, 2020, 5)), {}) == ""
    assert readings.sources(strip(a=(2000, 2020, 500), b=(2025, 2025, 1)), {}) == ""
    assert readings.sources(strip(), {}) == ""


def test_the_ticks_are_explained_where_there_are_any() -> None:
    shares = pd.DataFrame({"share": [0.5, 0.2], "baseline_share": [0.4, 0.2]})
    assert readings.baseline(shares, Mode.CONFLICT) == "The tick is the share in all articles that report conflict."
    assert readings.baseline(shares.assign(baseline_share=shares["share"]), Mode.CONFLICT) == ""


def test_few_articles_in_every_period_make_no_line() -> None:
    assert readings.is_sparse(months(("2025-01-01", 4, False), ("2025-02-01", 9, True)))
    assert readings.is_sparse(months())
    assert not readings.is_sparse(months(("2025-01-01", 5, False)))


def pairs(*rows: tuple[str, int]) -> pd.DataFrame:
    return pd.DataFrame(
        [{"dyad": dyad, "count_selected": count, "is_too_few": count < 5, "lift": 2.0} for dyad, count in rows]
    )


def test_on_the_map_of_a_region_a_pair_of_the_region_leads() -> None:
    answer = pairs(("IL-PS", 90), ("KZ-RU", 20), ("KG-KZ", 9))
    text = readings.dyads(answer, Mode.COOPERATION, 2, answer.tail(2))
    assert text.startswith("Kazakhstan–Russia leads in this region with 20 articles") and "2 of 3 pairs" in text
    assert "No pair" in readings.dyads(answer, Mode.COOPERATION, 0, answer.head(0))

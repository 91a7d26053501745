"""The charts of a dyad's and a country's page: steps with their wholes, ranked names, columns with their volume."""

from __future__ import annotations

from datetime import date
from typing import Any

import numpy as np
import pandas as pd
import plotly.graph_objects as go
import pytest

from dashboard.figures import columns, ladder, marks, ranked
from dashboard.figures.columns import Note, Row
from data.records import SECTORS
from tests.dashboard.figures import answers

STEPS = {"together": (93, 1200), "passage": (60, 93), "cooperation": (11, 93), "conflict": (1, 93)}
SECTOR_COUNTS = {"cooperation": (4, 11), "conflict": (1, 1), "any": (20, 93)}
ROWS = [Row("cooperation", "Cooperation", "#1f7fa6"), Row("conflict", "Conflict", "#c2503a")]


def steps(**changed: tuple[int, int]) -> pd.DataFrame:
    rows = []
    for mode in ("cooperation", "conflict", "any"):
        found = [(step, "", *counts) for step, counts in {**STEPS, **changed}.items()]
        found += [("sector", code, *SECTOR_COUNTS[mode]) for code in SECTORS]
        for step, code, count, total in found:
            low, high = answers._wilson(count, total) if total else (np.nan, np.nan)
            share = count / total if total else np.nan
            rows.append({"interaction": mode, "step": step, "code": code, "count_articles": count,
                         "total_articles": total, "share": share, "share_low": low, "share_high": high})  # fmt: skip
    return answers.frame("relations/ladder", rows)


def test_the_ladder_has_its_steps_and_each_sector_under_three_interactions() -> None:
    chart = ladder.ladder(steps())
    assert go.Figure(chart.to_dict())  # valid
    bars = [trace for trace in chart.data if trace.type == "bar"]
    assert [bar.name for bar in bars] == ["Steps", "Of those cooperating", "Of those in conflict", "Of all naming both"]
    assert [len(bar.x) for bar in bars] == [4, 5, 5, 5]
    assert list(bars[0].x) == pytest.approx([1.0, 60 / 93, 11 / 93, 1 / 93])
    assert chart.layout.yaxis.ticktext[:2] == ("Named together", "In one passage")
    low, high = chart.layout.yaxis.range
    assert low > high and all(high < y < low for bar in bars for y in bar.y)


def test_a_step_says_count_total_and_interval_and_opens_its_own_articles() -> None:
    chart = ladder.ladder(steps())
    first, passage, cooperation, _ = chart.data[0].customdata
    assert marks.read(first[0]) == {"interaction": "any"} and "93 of 1,200 articles" in first[3]
    assert marks.read(passage[0]) == {"in_one_passage": True}
    assert marks.read(cooperation[0]) == {"interaction": "cooperation"}
    assert cooperation[1:3].tolist() == [11, 93]
    assert "11 of 93 articles that name both (11.8 %)" in cooperation[3] and "95 % interval" in cooperation[3]
    sector = chart.data[2].customdata[0]
    assert marks.read(sector[0]) == {"interaction": "cooperation", "sector": "trade"}
    assert "4 of 11 articles with cooperation" in sector[3]


def test_a_whole_of_one_article_is_pale_and_said_to_be_too_few() -> None:
    bars = [trace for trace in ladder.ladder(steps()).data if trace.type == "bar"]
    assert bars[2].marker.color[0].startswith("rgba") and "Too few to compare" in bars[2].customdata[0][3]
    assert bars[1].marker.color[0].startswith("#")
    assert np.isnan(bars[2].error_x.array[0]) and bars[1].error_x.array[0] > 0  # 0 to 79 % says nothing


def test_a_step_without_articles_opens_nothing_and_nobody_named_together_is_said() -> None:
    chart = ladder.ladder(steps(conflict=(0, 93)))
    assert chart.data[0].customdata[3][0] == ""
    nothing = ladder.ladder(steps(together=(0, 1200)))
    assert not nothing.data and nothing.layout.annotations[0].text
    assert not ladder.ladder(answers.empty("relations/ladder")).data


def named(*rows: tuple[str, int]) -> pd.DataFrame:
    low, high = answers._wilson(10, 40)
    return pd.DataFrame(
        [{"name": n, "mark": f"outlet={n}", "count": c, "total": 40, "low": low, "high": high} for n, c in rows],
        columns=list(ranked.COLUMNS),
    )


def test_ranked_bars_keep_their_order_and_name_count_and_total() -> None:
    chart = ranked.bars(named(("Courier", 20), ("Herald", 10)), hue="#59616d", whole="articles here", empty="None.")
    bar, written = chart.data
    assert list(bar.x) == [20, 10] and bar.y[0] < bar.y[1]
    assert chart.layout.yaxis.range[0] > chart.layout.yaxis.range[1]
    assert bar.customdata[0][:3].tolist() == ["outlet=Courier", 20, 40]
    assert "20 of 40 articles here (50.0 %)" in bar.customdata[0][3]
    assert written.text[1].startswith("Herald ") and "10 of 40" in written.text[1]
    assert bar.error_x.array[1] == pytest.approx(answers._wilson(10, 40)[1] * 40 - 10)


def test_ranked_bars_escape_names_and_say_when_there_is_none() -> None:
    chart = ranked.bars(named(("<b>x</b>", 2)), hue="#59616d", whole="articles", empty="None.")
    assert "<b>x" not in chart.data[1].text[0] and "<b>x" not in chart.data[0].customdata[0][3].removeprefix("<b>")
    nothing = ranked.bars(named(), hue="#59616d", whole="articles", empty="No outlet.")
    assert not nothing.data and nothing.layout.annotations[0].text == "No outlet."


def over_time(counts: dict[str, list[int]], totals: list[int], *, of: str = "interaction") -> pd.DataFrame:
    rows = []
    for key, values in counts.items():
        for on, count, total in zip(answers.months(date(2020, 1, 1), len(totals)), values, totals, strict=True):
            low, high = answers._wilson(count, total) if total else (np.nan, np.nan)
            rows.append({of: key, "period_on": pd.Timestamp(on), "count_articles": count, "total_articles": total,
                         "is_partial": False, "share_of_volume": count / total if total else np.nan,
                         "share_low": low, "share_high": high})  # fmt: skip
    name = "interactions" if of == "interaction" else "dyads"
    return answers.frame(f"relations/{name}_over_time", rows)


def drawn(counts: dict[str, list[int]], totals: list[int], **options: Any) -> go.Figure:
    return columns.columns(over_time(counts, totals), ROWS, of="interaction", grain="month", **options)


BOTH = {"cooperation": [2, 10, 4], "conflict": [1, 0, 2]}


def test_columns_have_a_row_an_interaction_and_the_volume_below() -> None:
    chart = drawn(BOTH, [100, 100, 200])
    assert go.Figure(chart.to_dict())
    cooperation, conflict, volume = chart.data
    assert list(cooperation.y) == pytest.approx([0.02, 0.1, 0.02]) and list(volume.y) == [100, 100, 200]
    assert [trace.yaxis for trace in chart.data] == ["y", "y2", "y3"]
    mark = marks.read(cooperation.customdata[1][0])
    assert mark == {"interaction": "cooperation", "since": date(2020, 2, 1), "until": date(2020, 2, 29)}
    assert cooperation.customdata[1][1:3].tolist() == [10, 100]
    assert "10 of 100 articles (10.0 %)" in cooperation.customdata[1][3]
    assert conflict.customdata[1][0] == "" and not any(row[0] for row in volume.customdata)


def test_cooperation_and_conflict_share_a_scale_and_partners_do_not() -> None:
    one, own = (drawn(BOTH, [100, 100, 200], one_scale=same) for same in (True, False))
    assert one.layout.yaxis.range == one.layout.yaxis2.range
    assert own.layout.yaxis.range[1] > own.layout.yaxis2.range[1]


def test_a_period_of_little_volume_is_pale_and_sets_no_scale() -> None:
    chart = drawn({"cooperation": [9, 10, 4, 4], "conflict": [0, 0, 0, 0]}, [30, 400, 400, 400])
    assert chart.data[0].marker.color[0].startswith("rgba") and chart.data[0].marker.color[1].startswith("#")
    assert chart.layout.yaxis.range[1] < 0.05
    cut = next(trace for trace in chart.data if trace.name == "Above the scale")
    assert list(cut.text) == ["↑"] and "9 of 30 articles (30.0 %)" in cut.customdata[0]


def test_counts_are_drawn_one_click_away() -> None:
    chart = drawn(BOTH, [100, 100, 200], counted=True)
    assert list(chart.data[0].y) == [2, 10, 4] and chart.layout.yaxis.tickformat == ",d"


def test_a_period_without_articles_is_shaded_and_has_no_share() -> None:
    chart = drawn({"cooperation": [2, 0, 4], "conflict": [0, 0, 0]}, [100, 0, 100])
    assert np.isnan(chart.data[0].y[1]) and len(chart.layout.shapes) == 1
    assert chart.layout.shapes[0].x0 == "2020-02-01"


def test_what_stands_out_is_numbered_and_its_story_is_plain_text() -> None:
    note = Note("cooperation", date(2020, 2, 1), date(2020, 2, 29), 1, "<b>Bridge</b> opened")
    chart = drawn(BOTH, [100, 100, 200], notes=[note])
    numbers = next(trace for trace in chart.data if trace.name == "Stands out")
    assert list(numbers.text) == ["<b>1</b>"] and numbers.y[0] == pytest.approx(0.1)
    assert "<b>Bridge" not in numbers.customdata[0]


def test_nothing_to_draw_is_said() -> None:
    empty = answers.empty("relations/interactions_over_time")
    chart = columns.columns(empty, ROWS, of="interaction", grain="month")
    assert not chart.data and chart.layout.annotations[0].text


def test_partners_are_drawn_in_the_order_given() -> None:
    answer = over_time({"CN-KZ": [1, 2], "KZ-RU": [3, 4]}, [50, 50], of="dyad")
    rows = [Row("KZ-RU", "Russia", "#6a7384"), Row("CN-KZ", "China", "#6a7384")]
    chart = columns.columns(answer, rows, of="dyad", grain="month")
    assert [trace.name for trace in chart.data] == ["Russia", "China", "All articles"]
    assert marks.read(chart.data[0].customdata[0][0])["dyad"] == "KZ-RU"  # type: ignore[index]

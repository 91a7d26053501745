"""Two selections over time: the own one leads to articles, the kept one is only beside it."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from dashboard.figures import marks, two_lines
from tests.dashboard.figures import answers


def rows(*counts: tuple[int, int, int, int]) -> pd.DataFrame:
    found: list[dict[str, Any]] = []
    for month, (count, total, other, whole) in enumerate(counts, start=1):
        row: dict[str, Any] = {"period_on": pd.Timestamp(2020, month, 1), "is_partial": month == len(counts)}
        for end, k, n in (("", count, total), ("_kept", other, whole)):
            low, high = answers._wilson(k, n) if n else (np.nan, np.nan)
            row |= {f"count_articles{end}": k, f"total_articles{end}": n, f"share_low{end}": low,
                    f"share_of_volume{end}": k / n if n else np.nan, f"share_high{end}": high}  # fmt: skip
        found.append(row)
    return answers.frame("relations/against", found)


ANSWER = rows((10, 100, 0, 90), (20, 110, 9, 80), (5, 90, 30, 100))


def test_both_lines_are_on_one_scale_and_only_the_own_leads_to_articles() -> None:
    chart = two_lines.two_lines(ANSWER, grain="month", names=("Kazakhstan", "Uzbekistan"))
    assert go.Figure(chart.to_dict())  # valid
    own, other = (trace for trace in chart.data if trace.mode == "lines+markers")
    assert (own.name, other.name) == ("Kazakhstan", "Uzbekistan")
    assert list(own.y) == [10 / 100, 20 / 110, 5 / 90] and list(other.y) == [0, 9 / 80, 30 / 100]
    assert own.yaxis == other.yaxis
    assert [count for _, count in marks.drawn([own])] == [10, 20, 5]
    assert not marks.drawn([other])


def test_a_hover_says_count_total_share_and_interval() -> None:
    chart = two_lines.two_lines(ANSWER, grain="month")
    hover = next(trace for trace in chart.data if trace.mode == "lines+markers").customdata[2][3]
    assert "5 of 90 articles (5.6 %)" in hover and "95 % interval" in hover and "not complete" in hover


def test_counts_have_no_bands_and_a_period_without_articles_is_a_gap() -> None:
    chart = two_lines.two_lines(rows((1, 40, 0, 0), (2, 50, 3, 50)), grain="month", counted=True)
    assert [trace.mode for trace in chart.data] == ["lines+markers", "lines+markers"]
    assert list(chart.data[0].y) == [1, 2]
    assert np.isnan(chart.data[1].y[0]) and chart.data[1].y[1] == 3


def test_nothing_is_said_where_neither_has_articles() -> None:
    chart = two_lines.two_lines(rows((0, 40, 0, 30)), grain="month")
    assert not chart.data and "No articles match" in chart.layout.annotations[1].text


def test_a_name_from_a_link_is_plain_text() -> None:
    chart = two_lines.two_lines(ANSWER, grain="month", names=("with the words <b>x</b>", "other"))
    assert all("<b>x" not in (trace.name or "") for trace in chart.data)

"""Lines over time: gaps stay gaps, the last period is marked when it is not complete."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import numpy as np
import pytest

from dashboard.figures import marks, timeline_rows, timelines, volume
from dashboard.figures.timelines import Measure
from data.records import SECTORS, THEMES
from tests.dashboard.figures import answers


def only(counts: list[int], totals: list[int], *, partial: bool = False, measure: str = "volume"):  # type: ignore[no-untyped-def]
    answer = answers.timeline({"trade": counts}, totals, partial=partial)
    return timelines.label_lines(answer, grain="month", measure=Measure(measure))


def lines(chart):  # type: ignore[no-untyped-def]
    return [t for t in chart.data if t.fill is None]


def test_up_to_four_labels_share_a_panel_and_more_get_a_row_each() -> None:
    few = timelines.label_lines(answers.timeline({c: [1, 2] for c in SECTORS[:4]}, [9, 9]), grain="month")
    many = timelines.label_lines(answers.timeline({c: [1, 2] for c in SECTORS}, [9, 9]), grain="month")
    assert {t.yaxis for t in few.data} == {"y"}
    assert [t.yaxis for t in lines(many)] == ["y", "y2", "y3", "y4", "y5"]
    assert {t.xaxis for t in many.data} == {"x"}
    domains = [many.layout[f"yaxis{i or ''}"].domain for i in ("", 2, 3, 4, 5)]
    assert all(upper[0] > lower[1] for upper, lower in pairwise(domains))


def test_labels_come_in_the_order_of_the_codebook() -> None:
    chart = timelines.label_lines(answers.timeline({c: [1, 2] for c in reversed(THEMES)}, [9, 9]), grain="month")
    assert [t.name for t in lines(chart)][:3] == ["Diplomacy", "Multilateralism", "Sovereignty"]


def test_a_period_without_articles_is_a_gap_and_not_zero() -> None:
    for measure in Measure:
        line = lines(only([40, 0, 0, 60], [400, 0, 300, 600], measure=measure))[0]
        assert np.isnan(line.y[1]) and line.y[2] == 0 and not line.connectgaps
    shapes = only([4, 0, 0, 6], [40, 0, 30, 60]).layout.shapes
    assert [(s.x0, s.x1, s.label.text) for s in shapes] == [("2020-02-01", "2020-02-29", "no articles")]


def test_neighbouring_empty_periods_are_one_stretch() -> None:
    answer = answers.timeline({"trade": [1, 0, 0, 2]}, [9, 0, 0, 9])
    assert timeline_rows.empty_stretches(answer, grain="month") == [(date(2020, 2, 1), date(2020, 3, 31))]


def test_the_band_is_one_closed_outline_a_run() -> None:
    answer = answers.timeline({"trade": [4, 5, 0, 6, 7]}, [40, 50, 0, 60, 70])
    line = timeline_rows.lines(answer, grain="month", measure=Measure.SHARE_OF_VOLUME)[0]
    days, edges = timeline_rows.band(line)
    assert len(days) == 2 * (2 * 2 + 1)
    assert np.isnat(days[4]) and np.isnat(days[9])
    assert (edges[:2] < line.values[:2]).all() and (edges[2:4][::-1] > line.values[:2]).all()


def test_there_is_no_band_where_there_is_no_interval() -> None:
    assert all(t.fill is None for t in only([4, 5], [40, 50], measure="count").data)


def test_a_period_that_is_not_complete_is_hollow_and_dotted() -> None:
    solid, open_ended = lines(only([4, 5, 2], [40, 50, 20], partial=True))
    assert np.isnan(solid.y[2]) and solid.line.dash is None
    assert open_ended.line.dash == "dot"
    assert list(open_ended.y) == [0.1, 0.1] and list(open_ended.marker.size) == [0, 8]
    assert open_ended.marker.color != open_ended.marker.line.color
    assert "not complete" in open_ended.hovertemplate


def test_a_first_period_that_is_not_complete_does_not_join_the_last() -> None:
    answer = answers.timeline({"trade": [4, 5, 6, 2]}, [40, 50, 60, 20], partial=True)
    answer.loc[answer["period_on"] == answer["period_on"].min(), "is_partial"] = True
    open_ended = lines(timelines.label_lines(answer, grain="month"))[1]
    assert np.isnan(open_ended.y).tolist() == [False, False, True, False, False]


def test_a_share_of_a_handful_of_articles_is_neither_joined_nor_sets_the_scale() -> None:
    chart = only([4, 1, 5, 1], [40, 1, 50, 19])
    joined, lone = lines(chart)
    assert np.isnan(joined.y).tolist() == [False, True, False, True]
    top = chart.layout.yaxis.range[1]
    assert top < 0.5
    assert lone.y.tolist() == [top, 1 / 19]
    assert lone.marker.symbol.tolist() == ["triangle-up-open", "circle-open"]
    assert lone.customdata[0][1:3].tolist() == [1, 1] and "Few articles in all" in lone.hovertemplate
    assert lines(only([1, 1], [1, 2]))[0].y.tolist() == [1.0, 0.5]  # nothing else to draw
    assert len(lines(only([4, 1], [40, 1], measure="count"))) == 1  # a count is a count


def test_a_period_with_little_beside_the_others_sets_no_scale() -> None:
    joined, lone = lines(only([50, 10, 12, 11], [90, 400, 400, 400]))  # only one collection had begun
    assert np.isnan(joined.y).tolist() == [True, False, False, False]
    assert lone.marker.symbol.tolist() == ["triangle-up-open"] and "50" in str(lone.customdata[0][1])


def test_lines_are_straight_or_stepped_and_carry_markers() -> None:
    answer = answers.timeline({"trade": [4, 5]}, [40, 50])
    for stepped, shape in ((False, "linear"), (True, "hv")):
        line = lines(timelines.label_lines(answer, grain="month", stepped=stepped))[0]
        assert line.line.shape == shape and "markers" in line.mode


def test_hover_and_click_name_count_total_and_days() -> None:
    line = lines(only([4, 5], [40, 50]))[0]
    assert marks.read(line.customdata[1][0]) == {
        "sector": "trade", "since": date(2020, 2, 1), "until": date(2020, 2, 29),
    }  # fmt: skip
    assert list(line.customdata[1][1:4]) == [5, 50, "February 2020"]
    assert "%{customdata[1]:,} of %{customdata[2]:,} articles" in line.hovertemplate
    selected = lines(only([4, 5], [40, 50], measure="selection"))[0]
    assert selected.customdata[1][2] == 25 and "selected articles" in selected.hovertemplate


@pytest.mark.parametrize(
    ("measure", "expected", "ticks"), [("volume", 0.1, "10 %"), ("selection", 0.2, "20 %"), ("count", 5, None)]
)
def test_each_measure_has_its_values_and_an_axis_that_is_written_like_a_sentence(
    measure: str, expected: float, ticks: str | None
) -> None:
    chart = only([4, 5], [40, 50], measure=measure)
    assert lines(chart)[0].y[1] == expected
    axis = chart.layout.yaxis
    assert axis.rangemode == "tozero" and (axis.tickformat == ",d" if ticks is None else ticks in axis.ticktext)


def test_the_strip_of_all_articles_has_the_days_and_the_margin_of_the_lines_above_it() -> None:
    periods = answers.timeline({"trade": [4, 5, 6]}, [40, 50, 60])
    strip = periods.assign(collection="a", count_articles=periods["total_articles"])
    above, below = timelines.label_lines(periods, grain="month"), volume.strip(strip, grain="month")
    assert above.layout.xaxis.range == below.layout.xaxis.range
    assert above.layout.margin.l == below.layout.margin.l and above.layout.yaxis.automargin is False


def test_themes_are_marked_as_themes() -> None:
    chart = timelines.label_lines(answers.timeline({"diplomacy": [4]}, [40]), grain="month")
    assert marks.read(lines(chart)[0].customdata[0][0])["theme"] == "diplomacy"  # type: ignore[index]


def test_up_to_three_articles_are_counted_one_by_one() -> None:
    few, many = (only(counts, [90, 90], measure="count").layout.yaxis for counts in ([0, 1], [0, 40]))
    assert few.dtick == 1  # the step of a half would be written as 1 too
    assert many.dtick is None and many.nticks

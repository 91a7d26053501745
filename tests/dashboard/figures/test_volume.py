"""The denominator strip: a gap in a collection is a gap in the collection."""

from __future__ import annotations

from datetime import date

from dashboard.figures import marks, volume
from tests.dashboard.figures import answers

ANSWER = answers.volume({"kremlin": [5, 0, 0, 4, 2], "press": [9, 8, 7, 9, 9], "late": [0, 0, 0, 3, 3]})


def test_gaps_lie_inside_the_range_of_a_collection() -> None:
    assert volume.gaps(ANSWER, grain="month") == [("kremlin", date(2020, 2, 1), date(2020, 3, 31))]


def test_a_period_that_no_row_speaks_of_is_a_gap_too() -> None:
    found = volume.gaps(ANSWER[ANSWER["period_on"] != "2020-03-01"], grain="month")
    assert ("press", date(2020, 3, 1), date(2020, 3, 31)) in found


def test_bars_are_stacked_with_the_largest_collection_first() -> None:
    chart = volume.strip(ANSWER, grain="month", collections={"kremlin": "Kremlin"})
    stacked = [t for t in chart.data if t.orientation is None]
    assert [t.name for t in stacked] == ["press", "Kremlin", "late"]
    assert chart.layout.barmode == "stack"
    assert list(stacked[1].y) == [5, 4, 2]  # an empty period has no bar


def test_a_bar_says_count_and_total_and_opens_its_days() -> None:
    bar = volume.strip(ANSWER, grain="month").data[0]
    assert marks.read(bar.customdata[0][0]) == {
        "collection": "press", "since": date(2020, 1, 1), "until": date(2020, 1, 31),
    }  # fmt: skip
    assert list(bar.customdata[0][1:]) == [9, 14, "January 2020"]
    assert "%{customdata[1]:,} of %{customdata[2]:,} articles" in bar.hovertemplate


def test_a_gap_is_hatched_named_and_explained() -> None:
    chart = volume.strip(ANSWER, grain="month")
    hatched = [t for t in chart.data if t.marker.pattern.shape and len(t.x)]
    assert [list(t.base) for t in hatched] == [["2020-02-01"]]
    assert hatched[0].x[0] == 60 * 86_400_000
    assert "no articles from 1 February 2020 to 31 March 2020" in hatched[0].customdata[0]
    assert "gap in the collection" in chart.layout.xaxis.title.text.replace("<br>", " ")


def test_without_gaps_nothing_is_explained() -> None:
    chart = volume.strip(answers.volume({"press": [9, 8]}), grain="month")
    assert not chart.layout.xaxis.title.text

"""What stands on and beside the lines: bursts, the heat grid and the steps of a change."""

from __future__ import annotations

from datetime import date

import numpy as np
import pandas as pd
import pytest

from dashboard.figures import change_bars, marks, timeline_grid, timelines
from dashboard.readings import change as reading
from queries.periods import Pair
from tests.dashboard.figures import answers

COUNTS = {"trade": (10, 12, 40, 9), "security": (5, 5, 5, 5)}
ANSWER = answers.timeline(COUNTS, (100, 100, 100, 100))
BURST = {
    "kind": "sector", "code": "trade", "from_on": pd.Timestamp(2020, 3, 1), "to_on": pd.Timestamp(2020, 3, 31),
    "count_periods": 1, "count_articles": 40, "count_stories": 38, "total_articles": 100, "expected": 10.3,
    "ratio": 3.9, "excess": 29.7, "dispersion": 1.0, "q": 1e-6, "count_tests": 8, "story_title": "A <b>summit</b>",
    "story_on": pd.Timestamp(2020, 3, 9), "story_articles": 3, "story_countries": "CN KZ",
}  # fmt: skip


def test_a_burst_is_a_star_on_its_line_with_count_total_and_story() -> None:
    bursts = answers.frame("standouts/standouts", [BURST, {**BURST, "code": "tourism"}])
    figure = timelines.label_lines(ANSWER, grain="month", bursts=bursts)
    stars = [t for t in figure.data if t.marker.symbol == "star"]
    assert len(stars) == 1 and stars[0].y.tolist() == [0.4]
    mark, count, total, hover = stars[0].customdata[0]
    assert marks.read(mark) == {"sector": "trade", "since": date(2020, 3, 1), "until": date(2020, 3, 31)}
    assert (count, total) == (40, 100) and "40 of 100 articles, 10 usual" in hover
    assert "A &lt;b&gt;summit" in hover


def test_dyads_and_countries_are_lines_with_their_own_marks() -> None:
    found = answers.timeline({"CN-KZ": (3, 4), "US": (5, 6)}, (50, 50))
    drawn = [
        t for t in timelines.label_lines(found, grain="month").data if t.name in ("China–Kazakhstan", "United States")
    ]
    assert [marks.read(t.customdata[0][0]) for t in drawn] == [
        {name: code, "since": date(2020, 1, 1), "until": date(2020, 1, 31)}
        for name, code in (("dyad", "CN-KZ"), ("country", "US"))
    ]
    assert drawn[0].line.color != drawn[1].line.color


@pytest.mark.parametrize(("alone", "axes"), [(True, 2), (False, 1), (None, 1)])
def test_the_reader_chooses_rows_or_one_panel(alone: bool | None, axes: int) -> None:
    figure = timelines.label_lines(ANSWER, grain="month", alone=alone)
    assert len({t.yaxis for t in figure.data}) == axes


def test_a_row_of_the_grid_is_coloured_by_its_own_average() -> None:
    heat, cells = timeline_grid.label_grid(ANSWER, grain="month").data
    assert heat.z[0][2] > 0 and (heat.z[1] == 0).all()  # a label that never moves is never coloured
    assert heat.z.shape == (2, 4)
    row = next(r for r in cells.customdata if r[1] == 40)
    assert marks.read(row[0]) == {"sector": "trade", "since": date(2020, 3, 1), "until": date(2020, 3, 31)}
    assert row[2] == 100 and "40 of 100 articles (40.0 %)" in row[3]


def test_a_period_without_articles_has_no_colour_in_the_grid() -> None:
    heat, cells = timeline_grid.label_grid(answers.timeline({"trade": (5, 0, 5)}, (50, 0, 50)), grain="month").data
    assert np.isnan(heat.z[0][1]) and len(cells.x) == 2


def test_a_period_with_little_beside_the_others_has_no_colour_in_the_grid_but_can_be_clicked() -> None:
    answer = answers.timeline({"trade": (20, 10, 10, 10)}, (30, 400, 400, 400))
    heat, cells = timeline_grid.label_grid(answer, grain="month").data
    assert np.isnan(heat.z[0]).tolist() == [True, False, False, False] and len(cells.x) == 4


def test_an_empty_grid_says_so() -> None:
    figure = timeline_grid.label_grid(answers.empty("timeline/labels_over_time"), grain="month")
    assert not figure.data and figure.layout.annotations[0].text


PAIR = Pair((date(2024, 1, 1), date(2024, 12, 31)), (date(2025, 1, 1), date(2025, 12, 31)), None)
PARTS = answers.frame(
    "change/change",
    [
        {"part": part, "change_articles": value, "count_earlier": 30, "count_later": 20, "total_earlier": 100,
         "total_later": 90, "change_total": -10}
        for part, value in zip(("volume", "outlets", "dyads", "sectors", "rate"), (-3.0, -9.5, 4.5, 0, -2), strict=True)
    ],
)  # fmt: skip


def test_the_steps_of_a_change_lead_from_the_one_total_to_the_other() -> None:
    _, totals, steps = change_bars.parts(PARTS, pair=PAIR).data
    assert totals.x.tolist() == [30, 20]
    assert steps.base[0] == 30 and steps.base[1:].tolist() == (steps.base + steps.x)[:-1].tolist()
    assert steps.base[-1] + steps.x[-1] == 20
    assert [marks.read(row[0]) for row in totals.customdata] == [
        {"since": days[0], "until": days[1]} for days in (PAIR.earlier, PAIR.later)
    ]
    assert [row[1:3].tolist() for row in totals.customdata] == [[30, 100], [20, 90]]
    assert "−9.5 of −10 articles" in steps.customdata[1][3]


def test_the_sentence_of_a_change_names_every_part_and_the_largest_first() -> None:
    assert reading(PARTS, PAIR) == (
        "From 2024: 30 articles; from 2025: 20 (−10). "
        "That is −9.5 by another mix of outlets, +4.5 by another mix of pairs, −3 by fewer articles at all and "
        "−2 by less of it within the same mix."
    )


def test_the_chart_and_the_sentence_of_a_change_round_alike() -> None:
    parts = PARTS.assign(change_articles=[-3.0, -105.47, 100.47, 0.0, -2.0])
    assert "−105 by another mix of outlets" in reading(parts, PAIR)
    assert list(change_bars.parts(parts, pair=PAIR).data[2].text)[1] == "−105"


def test_without_two_periods_nothing_is_compared() -> None:
    assert not change_bars.parts(pd.DataFrame(), pair=None).data
    assert reading(pd.DataFrame(), None) == "There are no two periods to compare."


def test_days_that_were_dragged_over_are_the_first_and_the_last_of_two_ends() -> None:
    assert marks.days(["2021-11-30 12:00", "2012-01-03"]) == (date(2012, 1, 3), date(2021, 11, 30))
    for nothing in ([], [0.4, 2.2], ["2012-01-03"]):
        assert marks.days(nothing) is None

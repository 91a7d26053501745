"""Bars and grid of sectors: ranked, with a baseline, and no pattern out of a handful of articles."""

from __future__ import annotations

import numpy as np
import pytest

from dashboard.figures import marks, sectors
from tests.dashboard.figures import answers

COUNTS = {"trade": 30, "tech": 60, "tourism": 0, "customs": 12, "security": 45, "none": 50}


def test_bars_are_ranked_and_no_sector_found_comes_last() -> None:
    bar = sectors.label_bars(answers.breakdown(COUNTS, 120)).data[0]
    assert list(bar.y) == ["Technology", "Security", "Trade", "Customs", "Tourism", "No sector found"]
    assert bar.x[0] == 0.5


def test_a_bar_says_count_total_interval_and_baseline() -> None:
    chart = sectors.label_bars(answers.breakdown(COUNTS, 120), whole="articles under cooperation", baseline="all news")
    bar, tick, written = chart.data
    assert bar.customdata[0][:3].tolist() == ["sector=tech", 60, 120]
    assert "60 of 120 articles under cooperation (50.0 %)" in bar.customdata[0][3]
    assert "In all news: 20.0 % (2,000 of 10,000)" in bar.customdata[0][3]
    assert written.text[0].strip() == "60 of 120"
    assert tick.name == "Share in all news" and set(tick.x) == {0.2}
    assert bar.error_x.array[0] > 0 and bar.error_x.arrayminus[0] > 0
    assert chart.layout.xaxis.title.text == "Share of the articles under cooperation"


def test_a_selection_that_is_its_own_baseline_has_no_ticks() -> None:
    answer = answers.breakdown(COUNTS, 120)
    chart = sectors.label_bars(answer.assign(baseline_share=answer["share"]))
    assert [trace.name for trace in chart.data] == ["Share", "Counts"]


def test_the_counts_have_their_room_beside_the_bars_however_narrow_the_chart() -> None:
    few, many = (sectors.label_bars(answers.breakdown(COUNTS, total)) for total in (120, 120_000))
    for chart in (few, many):
        longest = max(len(text) for text in chart.data[-1].text)
        assert chart.layout.margin.r >= 6 * longest  # pixels a letter; a long number on a phone was cut
        assert chart.layout.xaxis.range[1] > max(chart.data[-1].x)  # the margin begins behind all that is drawn


def test_no_sector_found_opens_its_own_list_and_no_theme_found_has_none() -> None:
    bar = sectors.label_bars(answers.breakdown(COUNTS, 120)).data[0]
    assert marks.read(bar.customdata[-1][0]) == {"none_found": True}
    themes = answers.breakdown({"diplomacy": 6, "none": 4}, 10, name="sectors/themes_breakdown")
    bar = sectors.label_bars(themes).data[0]
    assert marks.read(bar.customdata[0][0]) == {"theme": "diplomacy"}
    assert bar.customdata[-1][0] == ""


def test_a_handful_of_articles_is_drawn_pale() -> None:
    few = sectors.label_bars(answers.breakdown({"trade": 2, "none": 1}, 3)).data[0]
    enough = sectors.label_bars(answers.breakdown({"trade": 20, "none": 1}, 30)).data[0]
    assert few.marker.color[0].startswith("rgba") and enough.marker.color[0].startswith("#")


def test_text_of_pages_is_escaped() -> None:
    chart = sectors.label_bars(answers.breakdown(COUNTS, 120), whole="<b>all</b>", baseline="<i>x</i>")
    assert "<b>all" not in chart.layout.xaxis.title.text and "<i>" not in chart.data[1].name


def test_the_grid_keeps_the_order_of_the_answer_and_names_count_and_total() -> None:
    table = {"CN-RU": (40, {"trade": 30, "tech": 8}), "CN-KZ": (30, {"trade": 6, "security": 18})}
    chart = sectors.grid(answers.by_dyad(table))
    cells = next(trace for trace in chart.data if trace.name == "Cells")
    assert chart.layout.yaxis.ticktext[0] == "China–<br>Russia"
    low, high = chart.layout.yaxis.range
    assert low > high
    first = cells.customdata[0]
    assert first[:3].tolist() == ["dyad=CN-RU&sector=trade", 30, 40]
    assert "30 of 40 articles of the pair (75.0 %)" in first[3] and "Usual: 20.0 %" in first[3]


def test_too_few_articles_leave_a_cell_open() -> None:
    heat, cells, few = sectors.grid(answers.by_dyad({"KG-TJ": (4, {"trade": 4})})).data
    assert np.isnan(np.array(heat.z, dtype=float)).all() and len(cells.x) == 0
    assert [row[0] for row in few.customdata] == ["dyad=KG-TJ&sector=trade"]


@pytest.mark.parametrize(("total", "count", "sign"), [(7, 2, 0), (400, 160, 1), (400, 20, -1), (400, 80, 0)])
def test_a_cell_is_coloured_by_the_cautious_end_of_its_interval(total: int, count: int, sign: int) -> None:
    rows = answers.by_dyad({"CN-KZ": (total, {"trade": count})})
    value = float(sectors.cautious(rows)[0])
    assert np.sign(value) == sign
    assert abs(value) <= abs(np.log2(count / total / 0.2)) + 1e-9


def test_the_scale_ends_at_four_times() -> None:
    rows = answers.by_dyad({"CN-KZ": (4000, {"trade": 4000})}, usual=0.01)
    assert sectors.cautious(rows)[0] == sectors.FOUR_TIMES

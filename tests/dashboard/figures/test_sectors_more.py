"""Sectors in two periods, and sectors that stand together: order, counts with totals, and what a dot opens."""

from __future__ import annotations

from datetime import date

import numpy as np

from dashboard.figures import marks, sector_change, sectors_together
from dashboard.readings import moved, together
from data.records import SECTORS
from tests.dashboard.figures import answers

EARLIER, LATER = (date(2024, 1, 1), date(2024, 12, 31)), (date(2025, 1, 1), date(2025, 12, 31))


def _change(code: str, before: int, after: int, low: float, high: float) -> dict[str, object]:
    return {"code": code, "count_earlier": before, "total_earlier": 100, "count_later": after, "total_later": 200,
            "count_stories": before + after, "share_earlier": before / 100, "share_later": after / 200,
            "change_share": after / 200 - before / 100, "change_low": low, "change_high": high,
            "is_too_few": False}  # fmt: skip


CHANGE = answers.frame(
    "change/labels",
    [_change("trade", 40, 40, -0.3, -0.1), _change("tech", 0, 60, 0.2, 0.4), _change("none", 5, 10, -0.1, 0.1)],
)


def test_dumbbells_stand_largest_first_and_open_their_period() -> None:
    *keys, one, two, three, earlier, later = sector_change.dumbbells(CHANGE, earlier=EARLIER, later=LATER).data
    lines = (one, two, three)
    assert [(key.name, key.showlegend) for key in keys] == [("2024", None), ("2025", None)]
    assert not earlier.showlegend and not later.showlegend  # their colours are those of sectors
    assert list(later.y) == ["Technology", "Trade", "No sector found"]
    assert [line.line.width for line in lines] == [5, 5, 1.5]  # thin: within chance
    assert marks.read(later.customdata[0][0]) == {"sector": "tech", "since": LATER[0], "until": LATER[1]}
    assert marks.read(later.customdata[2][0]) == {"none_found": True, "since": LATER[0], "until": LATER[1]}
    assert later.customdata[0][1:3].tolist() == [60, 200] and "60 of 200 articles" in later.customdata[0][3]
    assert earlier.customdata[0][0] == ""  # nothing was there, so nothing opens


def test_a_change_of_too_few_stories_is_pale_and_never_thick() -> None:
    few = CHANGE.assign(is_too_few=[True, False, False])
    chart = sector_change.dumbbells(few, earlier=EARLIER, later=LATER)
    tech, trade, _ = (line for line in chart.data if line.mode == "lines")
    assert (tech.line.width, tech.line.dash, tech.opacity) == (5, "solid", 1)
    assert (trade.line.width, trade.line.dash) == (1.5, "dot") and trade.opacity < 0.5
    later = chart.data[-1]
    assert list(later.marker.opacity) == [1.0, trade.opacity, 1.0] and "Too few" in later.customdata[1][3]


def test_the_sentence_names_the_largest_change_beyond_chance() -> None:
    assert (
        moved(CHANGE.iloc[[1, 0, 2]]) == "Technology rose most, from – to 30 % (0 and 60 articles)."
        or moved(CHANGE.iloc[[1, 0, 2]]) == "Technology rose most, from 0 % to 30 % (0 and 60 articles)."
    )
    assert moved(CHANGE.iloc[[2]]) == "No share moved by more than chance between the two periods."


def test_a_period_without_articles_is_said_and_not_called_an_unmoved_share() -> None:
    empty = CHANGE.assign(share_earlier=None, change_share=None, change_low=None, change_high=None)
    assert moved(empty) == "One of the two periods holds no such article."
    chart = sector_change.dumbbells(empty, earlier=EARLIER, later=LATER)
    assert not chart.data and "holds no such article" in chart.layout.annotations[0].text.replace("<br>", " ")


def _pair(a: str, b: str, count: int, low: float, expected: float) -> dict[str, object]:
    return {"code_a": a, "code_b": b, "count_articles": count, "total_a": 100, "total_b": 50, "total_articles": 1000,
            "expected": expected, "lift": count / expected, "lift_low": low, "lift_high": 9.0,
            "share_of_a": count / 100, "share_of_b": count / 50}  # fmt: skip


TOGETHER = answers.frame(
    "sectors/together", [_pair("trade", "customs", 40, 4.0, 5.0), _pair("trade", "tourism", 1, 0.1, 2.0)]
)


def test_each_pair_of_sectors_is_one_cell_and_few_articles_paint_nothing() -> None:
    heat, cells, few = sectors_together.square(TOGETHER).data
    place = SECTORS.index("customs"), SECTORS.index("trade")
    assert heat.z[place] == 2.0 and np.isfinite(heat.z).sum() == 1
    assert (
        cells.customdata[0][1:3].tolist() == [40, 1000] and "40 of 1,000 articles hold both" in cells.customdata[0][3]
    )
    assert len(few.x) == 1


def test_the_sentence_of_the_square_names_the_pair_beyond_chance() -> None:
    assert together(TOGETHER) == (
        "Trade and customs go together most: in 40 articles of 1,000, 8.0 times what chance would give."
    )


def test_nothing_to_draw_is_said() -> None:
    empty = sector_change.dumbbells(answers.empty("change/labels"), earlier=EARLIER, later=LATER)
    assert not empty.data and not sectors_together.square(answers.empty("sectors/together")).data

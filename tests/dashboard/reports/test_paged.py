"""A chart of many rows goes on slides whose letters a room can read; no row is lost and none is there twice."""

from __future__ import annotations

from typing import Any

import pytest

from dashboard.exports import links, theme
from dashboard.exports.sizes import ON_SLIDE, SLIDE_HIGH
from dashboard.reports.paged import pages
from tests.dashboard.exports.conftest import Maker, scene_of

__all__ = ["scene_of"]
_LETTERS = 12  # pixels


def marks(figure: Any) -> list[Any]:
    rows = [tuple(row) for trace in figure["data"] for row in trace.get("customdata") or [] if row]
    return sorted(rows, key=repr)


def test_a_letter_of_a_chart_has_ten_points_on_a_slide() -> None:
    assert _LETTERS * ON_SLIDE.pixels / ON_SLIDE.width * 72 / 96 >= 10
    assert SLIDE_HIGH * ON_SLIDE.pixels / ON_SLIDE.width / 96 <= 7.01, "the picture is as wide as its room"


@pytest.mark.parametrize(
    ("page", "query", "key"),
    [
        ("comentions", {"focus": "KZ", "interaction": "any", "minimum": "1"}, "ranked"),
        ("comentions", {"view": "matrix", "interaction": "any", "minimum": "1"}, "dyads"),
        ("sectors", {"interaction": "any"}, "grid"),
    ],
)
def test_rows_are_parted_over_slides_and_none_is_lost(
    scene_of: Maker, page: str, query: dict[str, str], key: str
) -> None:
    scene = scene_of(**query)
    figure = theme.printed(links.maker(page, scene.view, key)(scene).figure)
    rows = 25
    figure["layout"] |= {"height": 150 + 36 * rows}
    figure["layout"]["yaxis"]["range"] = [rows + figure["layout"]["yaxis"]["range"][0] % 1 - 1, -0.75]
    found = pages(figure)
    assert len(found) > 1 and all(page.figure["layout"]["height"] <= SLIDE_HIGH for page in found)
    assert found[0].said.startswith("Rows 1 to 13 of 25") and found[-1].said.startswith("Rows 14 to 25 of 25")
    if key == "ranked":  # points of a grid are cut off by its frame, as those of bars are
        assert sorted((mark for page in found for mark in marks(page.figure)), key=repr) == marks(figure)


def test_panels_are_pressed_together_and_a_small_chart_is_left_as_it_is(scene_of: Maker) -> None:
    scene = scene_of(interaction="any", labels="themes")
    figure = theme.printed(links.maker("timelines", scene.view, "labels")(scene).figure)
    figure["layout"]["height"] = 900
    (page,) = pages(figure)
    assert page.figure["layout"]["height"] == SLIDE_HIGH and page.figure["data"] == figure["data"] and not page.said
    figure["layout"]["height"] = 300
    assert pages(figure)[0].figure["layout"]["height"] == 300


def test_numbers_without_room_in_their_cells_are_left_to_the_table() -> None:
    heat = {"type": "heatmap", "z": [[1] * 22], "text": [["4,125"] * 22], "texttemplate": "%{text}"}
    wide = {**heat, "z": [[1] * 5], "text": [["4,125"] * 5]}
    layout = {"height": 400, "yaxis": {"range": [0.5, -0.5]}}
    narrow_page, wide_page = (pages({"data": [data], "layout": layout})[0] for data in (heat, wide))
    assert "text" not in narrow_page.figure["data"][0] and "table" in narrow_page.said
    assert wide_page.figure["data"][0] == wide and not wide_page.said

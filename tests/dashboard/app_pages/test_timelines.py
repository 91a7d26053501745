"""Theme timelines by every grain."""

from __future__ import annotations

import pytest

from tests.dashboard.conftest import Opener
from tests.dashboard.screens import fine, words


@pytest.mark.parametrize("grain", ["day", "week", "month", "quarter", "year"])
@pytest.mark.parametrize("labels", ["sectors", "themes"])
def test_timelines_are_drawn_by_every_grain(opened: Opener, grain: str, labels: str) -> None:
    app = opened("timelines", grain=grain, labels=labels, measure="count", since="2023-06-01")
    fine(app)
    assert f"#### {labels.capitalize()} by {grain}" in words(app)


def test_a_line_has_at_most_600_points(opened: Opener) -> None:
    app = opened("timelines", grain="day")
    fine(app)
    assert "#### Sectors by week" in words(app)
    assert any("drawn by week" in caption.value for caption in app.caption)

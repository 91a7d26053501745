"""Country co-mentions in every shape."""

from __future__ import annotations

import pytest

from dashboard import panel
from tests.dashboard.conftest import Opener
from tests.dashboard.screens import charts as drawn
from tests.dashboard.screens import fine


@pytest.mark.parametrize("shape", ["map", "matrix", "table"])
@pytest.mark.parametrize("extra", [{}, {"focus": "KZ"}, {"unit": "passages"}, {"interaction": "any"}])
def test_co_mentions_are_drawn_in_every_shape(opened: Opener, shape: str, extra: dict[str, str]) -> None:
    app = opened("comentions", view=shape, **extra)
    fine(app)
    charts = {"table": 0, "matrix": 1, "map": 2 if "focus" in extra else 1}[shape]
    assert len(drawn(app)) == charts and len(app.dataframe) == (shape == "table")
    if shape == "map":
        assert any("Natural Earth" in caption.value for caption in app.caption)


def test_a_long_table_is_cut_and_says_where_the_rest_is(opened: Opener, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(panel, "_MOST_ROWS", 5)
    app = opened("comentions", view="table", interaction="any")
    assert len(app.dataframe[0].value) == 5
    assert any("The first 5 of" in caption.value for caption in app.caption)

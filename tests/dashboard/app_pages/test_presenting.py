"""One chart alone, as a link presents it."""

from __future__ import annotations

import re

import pytest

from tests.dashboard.conftest import Opener
from tests.dashboard.screens import DRAWN, charts, fine


@pytest.mark.parametrize(("page", "key"), [("overview", "sectors"), ("timelines", "labels"), ("comentions", "dyads")])
def test_a_presented_chart_stands_alone_with_its_source(opened: Opener, page: str, key: str) -> None:
    app = opened(page, interaction="any", present=key)
    fine(app)
    assert len(charts(app)) == 1 and not app.sidebar.multiselect and not app.get("button_group")
    assert re.search(r"900 articles .*Source.*snapshot [0-9a-f]{16}", app.caption[0].value)


def test_a_presented_chart_that_is_none_is_named_and_the_page_shown(opened: Opener) -> None:
    app = opened("sectors", present="pie")
    assert "“pie”" in app.warning[0].value and "grid" in app.warning[0].value
    assert len(charts(app)) == DRAWN["sectors"]

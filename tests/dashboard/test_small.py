"""A table of a few rows as HTML says what the answer says, and shows what strangers wrote as text."""

from __future__ import annotations

import pandas as pd

from dashboard import small
from tests.dashboard.corpus import HOSTILE
from tests.dashboard.screens import elements


def test_every_cell_is_there_in_the_form_of_its_column() -> None:
    answer = pd.DataFrame({"outlet": ["A", HOSTILE], "count_articles": [1234, 5], "share": [0.00377, float("nan")]})
    written = small.table(answer, None, [{"mark": "outlet.A"}, None], 'Who "says" so')
    assert all(f"<td>{cell}</td>" in written for cell in ("1,234", "5", "0.377\u00a0%", "–"))
    found = elements(written)
    assert [attributes["href"] for name, attributes in found if name == "a"] == ["?mark=outlet.A"]
    assert {name for name, _ in found} == {"div", "table", "thead", "tbody", "tr", "th", "td", "a"}
    assert found[0][1]["aria-label"] == 'Who "says" so' and "&lt;img src=x" in written

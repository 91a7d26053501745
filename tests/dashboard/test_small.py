"""A table of a few rows as HTML says what the answer says, and shows what strangers wrote as text."""

from __future__ import annotations

import pandas as pd

from dashboard import small
from tests.dashboard.corpus import HOSTILE
from tests.dashboard.screens import elements


def test_every_cell_is_there_in_the_form_of_its_column() -> None:
    answer = pd.DataFrame({"outlet": ["A", HOSTILE], "count_articles": [1234, 5], "share": [0.00377, float("nan")]})
    written = small.table(answer, None, [{"mark": "outlet.A"}, None], 'Who "says" so')
    assert all(f"<td>{cell}</td>" in written for cell in ("1,234", "5", "0.38\u00a0%", "–"))
    found = elements(written)
    assert [attributes["href"] for name, attributes in found if name == "a"] == ["?mark=outlet.A"]
    assert {name for name, _ in found} == {"div", "table", "thead", "tbody", "tr", "th", "td", "a"}
    assert found[0][1]["aria-label"] == 'Who "says" so' and "&lt;img src=x" in written


def test_the_shares_of_a_column_have_one_number_of_decimals_and_a_tiny_q_is_not_nought() -> None:
    answer = pd.DataFrame({"dyad": ["CN-KZ", "KG-KZ"], "share": [0.08, 0.125], "q": [3e-120, 0.0421]})
    written = small.table(answer, None, [None, None], "Pairs", most=2)
    assert all(f"<td>{cell}</td>" in written for cell in ("8.0\u00a0%", "12.5\u00a0%")) and "0.042" not in written
    written = small.table(answer.assign(share=[0.0000259, 0.000133]), None, [None, None], "Pairs")
    assert all(f"<td>{cell}</td>" in written for cell in ("0.0026\u00a0%", "0.0133\u00a0%", "&lt;\u00a00.001", "0.042"))
    assert small.decimals(pd.Series([0.0, float("nan")]), 2) == 1


def test_an_interval_is_not_cut_in_two() -> None:
    answer = pd.DataFrame({"dyad": ["CN-KZ"], "share": [0.5], "share_low": [0.4], "share_high": [0.6], "q": [0.5]})
    heads = [small.table(answer, None, [None], "Pairs", most=most).count("<th>") - 1 for most in (2, 3, 4, 5)]
    assert heads == [2, 4, 4, 5]

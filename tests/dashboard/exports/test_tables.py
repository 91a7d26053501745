"""A downloaded table opens in a spreadsheet without running anything."""

from __future__ import annotations

import io

import pandas as pd
import pytest

from dashboard.exports import tables


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1", "\n=1", "\u00a0=1"])
def test_text_that_could_be_a_formula_is_guarded(text: str) -> None:
    assert tables.guarded(text) == f"'{text}"


@pytest.mark.parametrize("value", [-3, -0.5, "a=b", "", "–5", None, "China"])
def test_what_is_no_formula_stays(value: object) -> None:
    assert tables.guarded(value) == value


def test_numbers_stay_numbers_and_days_are_days() -> None:
    answer = pd.DataFrame(
        {"on": pd.to_datetime(["2025-06-16", None]), "n": [-1, 2], "share": [-0.5, float("nan")],
         "outlet": pd.array(["=cmd()", None], dtype="str"), "codes": [["a", "b"], []]}
    )  # fmt: skip
    data = tables.csv(answer)
    assert data.startswith(b"\xef\xbb\xbf")
    lines = data.decode("utf-8-sig").splitlines()
    assert lines == ["on,n,share,outlet,codes", "2025-06-16,-1,-0.5,'=cmd(),a b", ",2,,,"]
    assert pd.read_csv(io.BytesIO(data))["n"].tolist() == [-1, 2]
    assert answer["outlet"].iloc[0] == "=cmd()", "the answer itself is not changed"

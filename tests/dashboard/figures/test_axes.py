from __future__ import annotations

import pytest

from dashboard.figures import axes


@pytest.mark.parametrize(
    ("top", "most", "first", "last"),
    [(0.43, 5, "10 %", "40 %"), (1.3, 4, "50 %", "100 %"), (0.0007, 3, "0.05 %", "0.05 %"), (0.21, 6, "5 %", "20 %")],
)
def test_percentages_of_an_axis_are_round_and_written_as_in_sentences(
    top: float, most: int, first: str, last: str
) -> None:
    ticks = axes.percents(top, most)
    assert ticks["ticktext"][0] == "0 %" and ticks["ticktext"][1] == first and ticks["ticktext"][-1] == last
    assert len(ticks["tickvals"]) == len(ticks["ticktext"]) <= most + 1

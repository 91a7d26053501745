"""Axes that several charts share: one stretch of time with one margin, and percentages as sentences write them.

Charts of the same days stand below one another, and a reader looks from one to the next: the same day stands at the
same place in all of them. It must not know what is drawn.
"""

from __future__ import annotations

from datetime import date
from typing import Any, Final

import pandas as pd

from dashboard.figures import words

# Pixels left of the days: "1,000,000" and "0.005 %" have room. Plotly's own margin is another one for each chart.
MARGIN: Final = 58


def days(starts: pd.Series, grain: str) -> dict[str, Any]:
    """Return an axis of the periods that begin on `starts`, whole, with a little air; without any it is a bare one."""
    axis = {"type": "date", "showgrid": False, "ticks": "outside", "ticklen": 4}
    if starts.empty:
        return axis
    first, last = starts.min().date(), words.period_end(starts.max().date(), grain)
    return {**axis, "range": [str(end) for end in _aired(first, last)]}


def _aired(first: date, last: date) -> tuple[date, date]:
    pad = (last - first) // 60
    return first - pad, last + pad


def percents(top: float, most: int) -> dict[str, Any]:
    """Return the ticks of an axis from 0 to the share `top`, about `most` of them: "40 %", where Plotly has "40%"."""
    steps = (digit * 10.0**power for power in range(-9, 1) for digit in (1, 2, 5))
    step = next((step for step in steps if step * most >= top), 1.0)
    values = [i * step for i in range(int(min(top, 1.0) / step + 1e-9) + 1)]
    return {"tickvals": values, "ticktext": [f"{round(100 * value, 9):g} %" for value in values]}

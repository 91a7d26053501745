"""Which sectors stand in the same articles: a square of cells, coloured by observed over expected, n in each.

The colour is the cautious end of the interval of the lift, so that a handful of articles paints nothing.
"""

from __future__ import annotations

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from dashboard.figures import marks, words
from dashboard.figures.base import LEGEND_BOTTOM, figure, notice
from dashboard.figures.grid import Cells, colour_bar, paint
from dashboard.figures.sectors import FOUR_TIMES, MINIMUM
from dashboard.palette import Look, diverging
from dashboard.words import say
from data.records import SECTORS
from queries.schema import by_row


def square(answer: pd.DataFrame, *, look: Look = Look.LIGHT) -> go.Figure:
    """Return the square of an answer of `together.sectors`; only the lower half is there, each pair once."""
    size = len(SECTORS)
    names = [words.label(code) for code in SECTORS]
    ticks = {"tickmode": "array", "tickvals": list(range(size)), "ticktext": names, "showgrid": False,
             "zeroline": False, "ticks": "", "showline": False}  # fmt: skip
    bar = colour_bar(say("figures.sectors_together.colour"),
                     [-2, -1, 0, 1, 2], ["¼ ×", "½ ×",
                      say("figures.sectors_together.as_expected"), "2 ×", "4 ×"])  # fmt: skip
    scale = {"colorscale": diverging(look), "zmin": -FOUR_TIMES, "zmax": FOUR_TIMES, "colorbar": bar}
    is_there = len(answer) > 0 and bool(answer["total_articles"].max() > 0)
    return figure(
        look, 170 + 40 * size, paint(_cells(answer), (size, size), look, **scale) if is_there else [],
        margin={"t": 8, "b": 104}, legend=LEGEND_BOTTOM, hoverdistance=-1,
        xaxis={**ticks, "side": "top", "range": [-0.5, size - 1.5]},
        yaxis={**ticks, "range": [size - 0.5, 0.5]},
        annotations=[] if is_there else [notice(look)],
    )  # fmt: skip


def _marks(answer: pd.DataFrame) -> list[str]:
    pairs = zip(answer["code_a"], answer["code_b"], strict=True)
    return [marks.written(sector=a, second_sector=b) for a, b in pairs]


def _cells(answer: pd.DataFrame) -> Cells:
    low, high, lift = (answer[name].to_numpy(dtype=float) for name in ("lift_low", "lift_high", "lift"))
    nearest = np.where(low > 1, low, np.where(high < 1, high, 1.0))
    few = (answer["expected"].to_numpy(dtype=float) < MINIMUM) & (answer["count_articles"].to_numpy() < MINIMUM)
    with np.errstate(divide="ignore", invalid="ignore"):
        value = np.clip(np.log2(nearest), -FOUR_TIMES, FOUR_TIMES)
    hover = [
        say(
            "figures.sectors_together.hover",
            first=words.label(row["code_a"]),
            second=words.label(row["code_b"]),
            count=words.number(row["count_articles"]),
            total=words.number(row["total_articles"]),
            expected=words.number(row["expected"]),
            share_of_a=words.percent(row["share_of_a"]),
            share_of_b=words.percent(row["share_of_b"]),
        )
        for row in by_row(answer)
    ]
    return Cells(
        column=np.array([SECTORS.index(code) for code in answer["code_a"]], dtype=np.int64),
        row=np.array([SECTORS.index(code) for code in answer["code_b"]], dtype=np.int64),
        value=np.where(few | np.isnan(lift), np.nan, value),
        count=answer["count_articles"].to_numpy(dtype=np.int64),
        data=marks.customdata(_marks(answer), answer["count_articles"], answer["total_articles"], hover),
    )

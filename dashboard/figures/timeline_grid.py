"""Many labels over time as a heat grid: a row a label, a column a period, each row against its own average.

Beyond eight lines neither rows nor colours of lines can be followed. A cell's colour is the ratio of its share to the
row's own share over all periods, taken at the end of its interval nearest to it, so that two of three articles in a
thin month are no peak. Periods without articles at all, or with few of them beside the others, have no colour.
"""

from __future__ import annotations

from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pandas as pd
import plotly.graph_objects as go

from dashboard.figures import marks, words
from dashboard.figures.base import Trace, figure, notice, trace
from dashboard.figures.grid import colour_bar
from dashboard.figures.sectors import FOUR_TIMES
from dashboard.figures.timeline_rows import has_little, ordered, part
from dashboard.palette import Look, diverging
from dashboard.words import say

ROW: Final = 34


def label_grid(answer: pd.DataFrame, *, grain: str, look: Look = Look.LIGHT) -> go.Figure:
    """Return the grid of an answer of `labels_over_time` or `lines.over_time`."""
    codes = ordered(answer) if len(answer) else []
    names = [words.line(code).replace("–", "–<br>") for code in codes]
    traces = _traces(answer, codes, grain, look) if codes else []
    return figure(
        look, 130 + ROW * max(len(codes), 3), traces, margin={"t": 28, "b": 90}, hoverdistance=-1,
        xaxis={"type": "date", "showgrid": False, "ticks": "", "side": "top"},
        yaxis={"tickmode": "array", "tickvals": list(range(len(codes))), "ticktext": names, "showgrid": False,
               "ticks": "", "zeroline": False, "range": [max(len(codes), 1) - 0.5, -0.5]},
        annotations=[] if traces else [notice(look)],
    )  # fmt: skip


def _traces(answer: pd.DataFrame, codes: list[str], grain: str, look: Look) -> list[Trace]:
    wide = {name: answer.pivot(index="code", columns="period_on", values=name).loc[codes] for name in
            ("count_articles", "total_articles", "share_low", "share_high")}  # fmt: skip
    on = wide["count_articles"].columns.to_numpy(dtype="datetime64[D]")
    count, total, low, high = (frame.to_numpy(dtype=float, na_value=np.nan) for frame in wide.values())
    little = has_little(wide["total_articles"].max())
    values = np.full(count.shape, np.nan)
    values[:, ~little] = ratios(*(part[:, ~little] for part in (count, total, low, high)))
    bar = colour_bar(say("figures.timeline_grid.colour"),
                     [-2, -1, 0, 1, 2], ["¼ ×", "½ ×",
                      say("figures.timeline_grid.as_usual"), "2 ×", "4 ×"])  # fmt: skip
    heat = trace(
        "heatmap", x=on, y=np.arange(len(codes)), z=values, hoverinfo="skip", xgap=0.5, ygap=2,
        colorscale=diverging(look), zmin=-FOUR_TIMES, zmax=FOUR_TIMES, colorbar=bar,
    )  # fmt: skip
    return [heat, _targets(codes, on, count, total, grain)]


def ratios(
    count: npt.NDArray[np.float64], total: npt.NDArray[np.float64], low: npt.NDArray[np.float64],
    high: npt.NDArray[np.float64],
) -> npt.NDArray[np.float64]:  # fmt: skip
    """Return log2 of each cell's share over its row's, at the nearest end of the interval; NaN where it is empty."""
    own = (count.sum(axis=1) / np.maximum(total.sum(axis=1), 1))[:, None]
    nearest = np.where(low > own, low, np.where(high < own, high, own))
    with np.errstate(divide="ignore", invalid="ignore"):
        found: npt.NDArray[np.float64] = np.clip(np.log2(nearest / own), -FOUR_TIMES, FOUR_TIMES)
    return np.where(total > 0, np.where(own > 0, found, 0.0), np.nan)


def _targets(
    codes: list[str], on: npt.NDArray[np.datetime64], count: npt.NDArray[np.float64],
    total: npt.NDArray[np.float64], grain: str,
) -> Trace:  # fmt: skip
    """Return an invisible square a cell with articles: it takes hover and click, which a heatmap does not give."""
    row, column = np.nonzero(count > 0)
    spans: list[tuple[str, str]] = []
    for stamp in on:
        start = stamp.item()
        spans.append((marks.written(since=start, until=words.period_end(start, grain)), words.period(start, grain)))
    texts = [f"{marks.written(**part(codes[r]))}&{spans[c][0]}" for r, c in zip(row, column, strict=True)]
    told = [
        say(
            "figures.timeline_grid.hover",
            line=words.line(codes[r]),
            period=spans[c][1],
            count=int(count[r, c]),
            total=int(total[r, c]),
            share=words.percent(count[r, c] / total[r, c]),
        )
        for r, c in zip(row, column, strict=True)
    ]
    data: Any = marks.customdata(texts, count[row, column].astype(int), total[row, column].astype(int), told)
    return trace(
        "scatter", x=on[column], y=row, mode="markers", name="Cells", showlegend=False,
        marker={"symbol": "square", "size": 12, "color": "rgba(0,0,0,0)", "line": {"width": 0}}, customdata=data,
        hovertemplate="%{customdata[3]}<extra></extra>", unselected={"marker": {"opacity": 1}},
    )  # fmt: skip

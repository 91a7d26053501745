"""Ranked bars of anything that has a name and a count of a whole: organisations, leaders, outlets.

The name stands above its bar, so that a long one costs a phone no width.
"""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd
import plotly.graph_objects as go

from dashboard.figures import marks, words
from dashboard.figures.base import Trace, figure, notice, trace
from dashboard.palette import Ink, Look, ink
from dashboard.words import say
from queries.schema import by_row

ROW: Final = 38
COLUMNS: Final = ("name", "mark", "count", "total", "low", "high")


def bars(rows: pd.DataFrame, *, hue: str, whole: str, empty: str, look: Look = Look.LIGHT) -> go.Figure:
    """Return bars of rows with the columns of `COLUMNS`, in their order.

    `low` and `high` are the ends of the interval of the share; `whole` says in the hover what `total` are, `empty`
    what the chart says where there is no row. Names are plain text.
    """
    at = np.arange(len(rows), dtype=float)
    traces: list[Trace] = [_bars(rows, at, hue, whole, look), _names(rows, at, look)] if len(rows) else []
    top = max([*(rows["high"] * rows["total"]), *rows["count"], 1]) if len(rows) else 1
    return figure(
        look, 64 + ROW * max(len(rows), 3), traces, bargap=0, margin={"t": 8, "r": 16}, showlegend=False,
        xaxis={"range": [0, top * 1.2], "title": {"text": say("figures.ranked.axis")}, "tickformat": ",d", "nticks": 5,
               **({"dtick": 1} if top < 4 else {})},
        yaxis={"range": [max(len(rows), 3) - 0.3, -0.75], "showticklabels": False, "showgrid": False,
               "zeroline": False},
        annotations=[] if traces else [notice(look, words.wrapped(empty))],
        meta={"rows": len(rows), "row": ROW, "end": 0.7},
    )  # fmt: skip


def _bars(rows: pd.DataFrame, at: npt.NDArray[np.float64], hue: str, whole: str, look: Look) -> Trace:
    hover = [
        say(
            "figures.ranked.hover",
            name=words.plain(row["name"]),
            count=words.number(row["count"]),
            total=words.number(row["total"]),
            whole=whole,
            share=words.percent(row["count"] / row["total"] if row["total"] else None),
            low=words.percent(row["low"]),
            high=words.percent(row["high"]),
        )
        for row in by_row(rows)
    ]
    count, total = rows["count"].to_numpy(dtype=float), rows["total"].to_numpy(dtype=float)
    return trace(
        "bar", x=rows["count"].to_numpy(), y=at, orientation="h", width=0.42, name="Articles",
        marker={"color": hue, "line": {"width": 0}}, cliponaxis=False,
        error_x={"type": "data", "symmetric": False, "array": rows["high"].to_numpy(dtype=float) * total - count,
                 "arrayminus": count - rows["low"].to_numpy(dtype=float) * total, "thickness": 1.2, "width": 3,
                 "color": ink(Ink.QUIET, look)},
        customdata=marks.customdata(rows["mark"], rows["count"], rows["total"], hover),
        hovertemplate="%{customdata[3]}<extra></extra>", unselected={"marker": {"opacity": 0.45}},
    )  # fmt: skip


def _of(count: int, total: int) -> str:
    return say("figures.ranked.count_of_total", count=words.number(count), total=words.number(total))


def _names(rows: pd.DataFrame, at: npt.NDArray[np.float64], look: Look) -> Trace:
    quiet = ink(Ink.QUIET, look)
    texts = [
        f'{words.plain(name)} <span style="color:{quiet}">{_of(count, total)}</span>'
        for name, count, total in zip(rows["name"], rows["count"], rows["total"], strict=True)
    ]
    return trace(
        "scatter", x=np.zeros(len(rows)), y=at - 0.42, mode="text", text=np.array(texts, dtype=object),
        textposition="middle right", textfont={"size": 13, "color": ink(Ink.TEXT, look)}, hoverinfo="skip",
        cliponaxis=False, name="Names",
    )  # fmt: skip

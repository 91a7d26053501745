"""Ranked bars of dyads, or of one country's partners, each with the tick or bar it must be compared with.

The name stands above its bar, not beside it: a phone is 390 pixels wide and "Bosnia and Herzegovina–United Arab
Emirates" would leave no room for the bar. Under "any" a tick marks what chance would give; under cooperation or
conflict a pale bar behind shows all articles that name both.
"""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd
import plotly.graph_objects as go

from dashboard.figures import dyad_rows, words
from dashboard.figures.base import LEGEND_TOP, Trace, beside, figure, notice, trace
from dashboard.palette import INTERACTION_COLOURS, Ink, Look, ink, translucent
from dashboard.words import say

ROW: Final = 38


def dyads(
    answer: pd.DataFrame, *, mode: str, ego: str | None = None, unit: str = "articles", limit: int = 20,
    look: Look = Look.LIGHT,
) -> go.Figure:  # fmt: skip
    """Return the bars of an answer of `dyads` or `partners`, strongest first; with `ego` by partner, most first.

    `unit` is what the answer's `size` counts: bars are always articles, but they are ranked by their size.
    """
    if ego is None:
        rows = dyad_rows.ranked(dyad_rows.prepare(answer, mode=mode), mode=mode)
        rows = rows[~rows["is_few"]].head(limit) if not rows["is_few"].all() else rows.head(limit)
    else:
        rows = dyad_rows.backbone(answer, mode=mode, ego=ego, limit=limit)
    ticked = mode == "any" and not dyad_rows.counts_passages(rows)
    reference = rows["total"] if mode != "any" else rows["expected"] if ticked else rows["count"]
    top = max([*rows["count"], *reference.fillna(0), 1])
    at = np.arange(len(rows), dtype=float)
    numbers = _numbers(rows, mode)
    traces: list[Trace] = []
    if len(rows):
        behind = [] if mode == "any" else [_whole(rows, at, numbers, look)]
        before = [_expected(rows, at, look)] if ticked else []
        traces = [*behind, _bars(rows, at, mode, numbers, look), *before, _names(rows, at, ego, look)]
    return figure(
        look, 84 + ROW * max(len(rows), 3), traces, barmode="overlay", bargap=0,
        legend={**LEGEND_TOP, "y": 1.0}, margin={"t": 36, "r": beside(numbers)},
        xaxis={"range": [0, top * 1.02], "title": {"text": _title(mode, ego, unit)}, "tickformat": ",d",
               **({"dtick": 1} if top < 4 else {"nticks": 5})},
        yaxis={"range": [max(len(rows), 3) - 0.3, -0.75], "showticklabels": False, "showgrid": False,
               "zeroline": False},
        annotations=[] if traces else [notice(look)], meta={"rows": len(rows), "row": ROW, "end": 0.7},
    )  # fmt: skip


def _title(mode: str, ego: str | None, unit: str) -> str:
    if mode == "any" and ego is None:
        return say("figures.dyad_bars.ranked.evidence")
    return (
        say("figures.dyad_bars.axis") if unit in ("articles", "passages") else say(f"figures.dyad_bars.ranked.{unit}")
    )


def _bars(rows: pd.DataFrame, at: npt.NDArray[np.float64], mode: str, numbers: list[str], look: Look) -> Trace:
    hue = INTERACTION_COLOURS[mode]
    fills = np.where(rows["is_few"], translucent(hue, 0.25), hue)
    return trace(
        "bar",
        x=rows["count"].to_numpy(), y=at, orientation="h", width=0.42, name=say(f"figures.dyad_bars.legends.{mode}"),
        marker={"color": fills, "line": {"width": np.where(rows["is_few"], 1, 0), "color": hue}},
        text=numbers if mode == "any" else None, textposition="outside" if mode == "any" else "none", cliponaxis=False,
        textfont={"size": 12, "color": ink(Ink.QUIET, look)},
        customdata=dyad_rows.data(rows, mode=mode),
        hovertemplate="%{customdata[3]}<extra></extra>", unselected={"marker": {"opacity": 0.45}},
    )  # fmt: skip


def _numbers(rows: pd.DataFrame, mode: str) -> list[str]:
    """Return what stands beside each bar: its articles, under an interaction of those that name both."""
    if mode == "any":
        return [words.number(count) for count in rows["count"]]
    return [say("figures.dyad_bars.count_of_total", count=words.number(count), total=words.number(total))
            for count, total in zip(rows["count"], rows["total"], strict=True)]  # fmt: skip


def _whole(rows: pd.DataFrame, at: npt.NDArray[np.float64], numbers: list[str], look: Look) -> Trace:
    return trace(
        "bar",
        x=rows["total"].to_numpy(), y=at, orientation="h", width=0.42, name=say("figures.dyad_bars.whole"),
        marker={"color": translucent(ink(Ink.QUIET, look), 0.22), "line": {"width": 0}}, hoverinfo="skip",
        text=numbers, textposition="outside", cliponaxis=False, textfont={"size": 12, "color": ink(Ink.QUIET, look)},
    )  # fmt: skip


def _expected(rows: pd.DataFrame, at: npt.NDArray[np.float64], look: Look) -> Trace:
    return trace(
        "scatter",
        x=rows["expected"].to_numpy(dtype=float, na_value=np.nan), y=at, mode="markers",
        name=say("figures.dyad_bars.expected"),
        marker={"symbol": "line-ns", "size": 13, "line": {"width": 2.5, "color": ink(Ink.TEXT, look)}},
        hoverinfo="skip",
    )  # fmt: skip


def _names(rows: pd.DataFrame, at: npt.NDArray[np.float64], ego: str | None, look: Look) -> Trace:
    if ego is None:
        text = [words.dyad(code) for code in rows["dyad"]]
    else:
        text = [words.country(b if a == ego else a)
                for a, b in zip(rows["country_a"], rows["country_b"], strict=True)]  # fmt: skip
    return trace(
        "scatter",
        x=np.zeros(len(rows)), y=at - 0.42, mode="text", text=np.array(text, dtype=object), showlegend=False,
        textposition="middle right", textfont={"size": 13, "color": ink(Ink.TEXT, look)}, hoverinfo="skip",
        cliponaxis=False, name="Names",
    )  # fmt: skip

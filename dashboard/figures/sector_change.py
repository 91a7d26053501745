"""Sectors in two periods: a pale dot for the earlier share, a full one for the later, a line between them.

Beside each the change with its interval; a change whose interval holds none is drawn thin, one that rests on too few
stories pale and dotted. Intervals are on the later
dot's own scale, so that a reader sees whether the two dots are apart.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from dashboard.figures import axes, marks, words
from dashboard.figures.base import LEGEND_TOP, Trace, figure, notice, trace, under
from dashboard.palette import Ink, Look, colour, ink
from dashboard.words import say
from queries.periods import Period
from queries.schema import by_row

ROW = 46
_PALE = 0.35  # of what rests on too few stories to be read


def dumbbells(answer: pd.DataFrame, *, earlier: Period, later: Period, look: Look = Look.LIGHT) -> go.Figure:
    """Return the dumbbells of an answer of `change_by` of sectors, the largest later share first."""
    rows = answer.sort_values(["share_later", "code"], ascending=[False, True], kind="stable")
    rows = rows[rows["share_later"].notna() & rows["share_earlier"].notna()]
    traces: list[Trace] = []
    if len(rows):
        periods = (("earlier", earlier), ("later", later))
        traces = [*(_key(when, days, look) for when, days in periods), *_lines(rows, look),
                  *(_dots(rows, when, days, look) for when, days in periods)]  # fmt: skip
    top = max([0.05, *rows["share_earlier"], *rows["share_later"]])
    measured = say("figures.sector_change.axis")
    empty = words.wrapped(say("figures.sector_change.no_pair"))
    return figure(
        look, 96 + ROW * max(len(rows), 3), traces, legend={**LEGEND_TOP, "y": 1.0},
        margin={"t": 36, "r": 16, "b": under(measured)},
        xaxis={"range": [-top / 50, min(1.0, top * 1.15)], **axes.percents(min(1.0, top * 1.15), 6),
               "title": {"text": measured}, "automargin": False},
        yaxis={"type": "category", "autorange": "reversed", "showgrid": False, "ticks": "",
               "tickfont": {"size": 13, "color": ink(Ink.TEXT, look)}},
        annotations=[] if traces else [notice(look, empty if len(answer) else None)],
    )  # fmt: skip


def _lines(rows: pd.DataFrame, look: Look) -> list[Trace]:
    found = []
    for row in by_row(rows):
        is_sure = not row["is_too_few"] and (row["change_low"] > 0 or row["change_high"] < 0)
        found.append(trace(
            "scatter", x=np.array([row["share_earlier"], row["share_later"]]), y=[words.label(row["code"])] * 2,
            mode="lines", line={"color": colour(row["code"], look), "width": 5 if is_sure else 1.5,
                                "dash": "dot" if row["is_too_few"] else "solid"},
            opacity=_PALE if row["is_too_few"] else 1,
            hoverinfo="skip", showlegend=False, name="Change",
        ))  # fmt: skip
    return found


def _key(when: str, days: Period, look: Look) -> Trace:
    """Return what the legend shows of a period: no dot of the chart has its colour, as each has that of its sector."""
    hue = ink(Ink.QUIET, look)
    fill = hue if when == "later" else ink(Ink.GROUND, look)
    return trace(
        "scatter", x=np.array([None]), y=np.array([None]), mode="markers", name=words.days(*days), hoverinfo="skip",
        marker={"size": 14, "color": fill, "line": {"width": 2.5, "color": hue}},
    )  # fmt: skip


def _dots(rows: pd.DataFrame, when: str, days: Period, look: Look) -> Trace:
    hues = [colour(code, look) for code in rows["code"]]
    counts, totals = rows[f"count_{when}"], rows[f"total_{when}"]
    texts = [
        marks.written(**_kind(code), since=days[0], until=days[1]) if count else ""
        for code, count in zip(rows["code"], counts, strict=True)
    ]
    return trace(
        "scatter", x=rows[f"share_{when}"].to_numpy(dtype=float), y=[words.label(code) for code in rows["code"]],
        mode="markers", name=words.days(*days), showlegend=False, cliponaxis=False,
        marker={"size": 14, "color": hues if when == "later" else ink(Ink.GROUND, look),
                "line": {"width": 2.5, "color": hues},
                "opacity": np.where(rows["is_too_few"].to_numpy(dtype=bool), _PALE, 1.0)},
        customdata=marks.customdata(texts, counts, totals, [_hover(row, when) for row in by_row(rows)]),
        hovertemplate="%{customdata[3]}<extra></extra>", unselected={"marker": {"opacity": 0.5}},
    )  # fmt: skip


def _kind(code: str) -> dict[str, Any]:
    return {"none_found": True} if code == "none" else {"sector": code}


def _hover(row: dict[Any, Any], when: str) -> str:
    told = say(
        f"figures.sector_change.hover.{when}",
        name=words.label(row["code"]),
        count=words.number(row[f"count_{when}"]),
        total=words.number(row[f"total_{when}"]),
        share=words.percent(row[f"share_{when}"]),
        change=100 * row["change_share"],
        low=100 * row["change_low"],
        high=100 * row["change_high"],
    )
    return told + (say("figures.hover.too_few") if row["is_too_few"] else "")

"""The denominator strip: how many articles there are at all, by collection, below every timeline.

Below the bars each collection has a row that is drawn only where the collection has articles: an empty stretch inside
its own range is a gap in the *collection*, hatched and named, and must not be read as a fall in the world.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from itertools import pairwise
from typing import Any, Final

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from dashboard.figures import axes, marks, words
from dashboard.figures.base import LEGEND_TOP, Trace, figure, notice, trace
from dashboard.palette import COLLECTION_COLOURS, Ink, Look, ink, translucent
from dashboard.words import say

_BARS: Final = 110
_ROW: Final = 18


def gaps(answer: pd.DataFrame, *, grain: str) -> list[tuple[str, date, date]]:
    """Return collection, first and last day of every empty stretch inside a collection's own range.

    A period that no row of the answer speaks of at all is empty for every collection.
    """
    found = []
    for collection, rows in answer[answer["count_articles"] > 0].groupby("collection", sort=True):
        starts = sorted(stamp.date() for stamp in pd.to_datetime(rows["period_on"]))
        for before, after in pairwise(starts):
            first = words.period_end(before, grain) + timedelta(days=1)
            if first < after:
                found.append((str(collection), first, after - timedelta(days=1)))
    return found


def strip(
    answer: pd.DataFrame,
    *,
    grain: str,
    collections: Mapping[str, str] | None = None,
    look: Look = Look.LIGHT,
) -> go.Figure:
    """Return the strip for an answer of `volume`; `collections` gives the words for codes."""
    order = list(answer.groupby("collection")["count_articles"].sum().sort_values(ascending=False).index)
    order = [str(code) for code in order]
    empty = gaps(answer, grain=grain)
    totals = answer.groupby("period_on")["count_articles"].sum()
    traces: list[Trace] = []
    for i, code in enumerate(order):
        hue = COLLECTION_COLOURS[i % len(COLLECTION_COLOURS)]
        name = words.plain((collections or {}).get(code, code), limit=60)
        rows = answer[(answer["collection"] == code) & (answer["count_articles"] > 0)].sort_values("period_on")
        traces.append(_bars(rows, totals, code, name, hue, grain))
        traces += _presence(rows, [g for g in empty if g[0] == code], i, name, hue, grain, look)
    return figure(
        look, _BARS + _ROW * len(order) + (108 if empty else 74), traces, barmode="stack", bargap=0.08,
        legend={**LEGEND_TOP, "y": 1.02, "traceorder": "normal"}, margin={"t": 30, "l": axes.MARGIN},
        **_axes(answer["period_on"], grain, len(order), bool(empty)),
        annotations=[] if order else [notice(look, say("figures.volume.empty"))],
    )  # fmt: skip


def _axes(starts: pd.Series, grain: str, rows: int, has_gaps: bool) -> dict[str, Any]:
    share = _ROW * rows / (_BARS + _ROW * rows)
    note = say("figures.volume.hatched")  # as long as a phone is wide
    return {
        "yaxis": {"domain": [share + (0.06 if rows else 0), 1], "nticks": 3, "tickformat": ",d",
                  "rangemode": "tozero", "automargin": False},
        "yaxis2": {"domain": [0, max(share, 0.01)], "showticklabels": False, "showgrid": False, "zeroline": False,
                   "range": [rows - 0.5, -0.5], "fixedrange": True, "automargin": False},
        "xaxis": {**axes.days(starts, grain), "anchor": "y2" if rows else "y",
                  "title": {"text": note if has_gaps else ""}},
    }  # fmt: skip


def _bars(rows: pd.DataFrame, totals: pd.Series, code: str, name: str, hue: str, grain: str) -> Trace:
    starts = [stamp.date() for stamp in pd.to_datetime(rows["period_on"])]
    ends = [words.period_end(start, grain) for start in starts]
    texts = [marks.written(collection=code, since=a, until=b) for a, b in zip(starts, ends, strict=True)]
    days = np.array([(b - a).days + 1 for a, b in zip(starts, ends, strict=True)], dtype=float)
    sums = totals.loc[rows["period_on"]].to_numpy(dtype=int)
    periods = [words.period(start, grain) for start in starts]
    told = say(
        "figures.volume.hover", name="%{fullData.name}", period="%{customdata[3]}", count="%{customdata[1]:,}",
        total="%{customdata[2]:,}",
    )  # fmt: skip
    return trace(
        "bar",
        x=rows["period_on"].to_numpy(dtype="datetime64[D]"), y=rows["count_articles"].to_numpy(),
        width=days * 86_400_000 * 0.92, offset=0, name=name,
        marker={"color": hue, "line": {"width": 0}, "opacity": np.where(rows["is_partial"], 0.5, 1.0)},
        customdata=marks.customdata(texts, rows["count_articles"], sums, periods),
        # The name is a stranger's: as part of the template, "%{y}" in it would be filled in.
        hovertemplate=f"{told}<extra></extra>",
        unselected={"marker": {"opacity": 0.45}},
    )  # fmt: skip


def _presence(
    rows: pd.DataFrame, empty: list[tuple[str, date, date]], row: int, name: str, hue: str, grain: str, look: Look
) -> list[Trace]:
    starts = [stamp.date() for stamp in pd.to_datetime(rows["period_on"])]
    runs = _runs(starts, grain)
    common: dict[str, Any] = {
        "orientation": "h", "yaxis": "y2", "showlegend": False, "hovertemplate": "%{customdata}<extra></extra>",
    }  # fmt: skip
    return [
        _spans(runs, row, [say("figures.volume.presence", name=name, first=_day(a), last=_day(b)) for a, b in runs],
               marker={"color": hue, "line": {"width": 0}}, **common),
        _spans([(a, b) for _, a, b in empty], row,
               [say("figures.volume.gap", name=name, first=_day(a), last=_day(b))
                for _, a, b in empty],
               marker={"color": translucent(hue, 0.10), "line": {"width": 0},
                       "pattern": {"shape": "/", "size": 5, "solidity": 0.25, "fgcolor": ink(Ink.HATCH, look)}},
               **common),
    ]  # fmt: skip


def _spans(spans: list[tuple[date, date]], row: int, hover: list[str], **style: Any) -> Trace:
    lengths = [((b - a).days + 1) * 86_400_000 for a, b in spans]
    return trace(
        "bar",
        base=np.array([a.isoformat() for a, _ in spans], dtype=object),
        x=np.array(lengths, dtype=float), y=np.full(len(spans), row), width=0.5,
        customdata=np.array(hover, dtype=object), **style,
    )  # fmt: skip


def _runs(starts: list[date], grain: str) -> list[tuple[date, date]]:
    runs: list[tuple[date, date]] = []
    for start in starts:
        end = words.period_end(start, grain)
        if runs and runs[-1][1] + timedelta(days=1) == start:
            runs[-1] = (runs[-1][0], end)
        else:
            runs.append((start, end))
    return runs


def _day(day: date) -> str:
    return f"{day.day} {day:%B} {day.year}"

"""What a change between two periods is made of: from the earlier count to the later one, a step a cause.

The steps are bars that begin where the one before ended, so that the eye adds them up and arrives at the total.
"""

from __future__ import annotations

from typing import Any, Final

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from dashboard.figures import marks, words
from dashboard.figures.base import Trace, figure, notice, trace
from dashboard.palette import Ink, Look, diverging, ink
from dashboard.words import say, terms
from queries.periods import Pair

_HEIGHT: Final = 320


def parts(answer: pd.DataFrame, *, pair: Pair | None, look: Look = Look.LIGHT) -> go.Figure:
    """Return the steps of an answer of `change`, from top to bottom; `pair` gives the days of the two totals."""
    traces = _traces(answer, pair, look) if pair and len(answer) else []
    return figure(
        look, _HEIGHT, traces, barmode="overlay", bargap=0.35, showlegend=False, margin={"t": 8, "r": 56},
        xaxis={"title": {"text": say("figures.change_bars.axis")}, "tickformat": ",d",
               **_axis(answer if traces else None)},
        yaxis={"type": "category", "autorange": "reversed", "showgrid": False, "ticks": "",
               "tickfont": {"size": 13, "color": ink(Ink.TEXT, look)}},
        annotations=[] if traces else [notice(look, say("figures.change_bars.no_periods"))],
    )  # fmt: skip


def _axis(answer: pd.DataFrame | None) -> dict[str, Any]:
    """Return range and ticks of the steps: from 0, with room beside the ends for a number, and no tick twice."""
    ends = [0.0, 1.0]
    if answer is not None:
        first = float(answer["count_earlier"].iloc[0])
        ends += [first, *(first + np.cumsum(answer["change_articles"].to_numpy(dtype=float)))]
    low, high = min(ends), max(ends)
    room = 0.14 * (high - low)
    ticks = {"nticks": 6} if high - low > 8 else {"dtick": 1 if high - low < 5 else 2}
    return {"range": [low - room, high + room], **ticks}


def _traces(answer: pd.DataFrame, pair: Pair, look: Look) -> list[Trace]:
    steps = answer["change_articles"].to_numpy(dtype=float)
    first, last = (int(answer[name].iloc[0]) for name in ("count_earlier", "count_later"))
    wholes = [int(answer[name].iloc[0]) for name in ("total_earlier", "total_later")]
    names = [terms("figures.change_bars.parts")[part] for part in answer["part"]]
    meant = terms("figures.change_bars.meant")
    ends = first + np.cumsum(steps)
    scale = diverging(look)
    hues = np.where(steps >= 0, scale[-1][1], scale[0][1])
    earlier, later = say("figures.change_bars.earlier"), say("figures.change_bars.later")
    totals = trace(
        "bar", orientation="h", y=[earlier, later], x=np.array([first, last]),
        marker={"color": ink(Ink.QUIET, look)}, name="Totals", text=[words.number(first), words.number(last)],
        textposition="outside", cliponaxis=False,
        customdata=marks.customdata(
            [marks.written(since=days[0], until=days[1]) if n else "" for days, n in
             ((pair.earlier, first), (pair.later, last))],
            (first, last), wholes,
            [say("figures.change_bars.hover_total", days=words.days(*days), count=n, total=whole)
             for days, n, whole in
             ((pair.earlier, first, wholes[0]), (pair.later, last, wholes[1]))],
        ),
        hovertemplate="%{customdata[3]}<extra></extra>", unselected={"marker": {"opacity": 0.6}},
    )  # fmt: skip
    moved = trace(
        "bar", orientation="h", y=names, x=steps, base=ends - steps, marker={"color": hues}, name="Steps",
        text=[_signed(step) for step in steps], textposition="outside", cliponaxis=False,
        customdata=marks.customdata(
            [""] * len(steps), [round(step, 1) for step in steps], [last - first] * len(steps),
            [say("figures.change_bars.hover_part", part=name, step=_signed(step),
                 whole=_signed(last - first), meant=meant[part])
             for part, name, step in zip(answer["part"], names, steps, strict=True)],
        ),
        hovertemplate="%{customdata[3]}<extra></extra>",
    )  # fmt: skip
    order = trace("bar", orientation="h", y=[earlier, *names, later], x=np.zeros(len(names) + 2),
                  hoverinfo="skip", name="Order")  # fmt: skip
    return [order, totals, moved]


def _signed(value: float) -> str:
    """Return +12 or −3.4, rounded once, as the sentence above the chart rounds it."""
    is_whole = abs(value) >= 10 or float(value).is_integer()
    size = f"{abs(value):,.0f}" if is_whole else f"{abs(value):.1f}"
    return f"{'+' if value > 0 else '−' if value < 0 else ''}{size}"

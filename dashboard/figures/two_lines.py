"""A selection over time beside another one that the reader has kept: two lines with their intervals on one scale.

The selection's own periods are full marks and lead to their articles; those of the kept one are open, dotted and only
for comparison, since a click asks the selection of the page.
"""

from __future__ import annotations

from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pandas as pd
import plotly.graph_objects as go

from dashboard.figures import axes, marks, words
from dashboard.figures.base import LEGEND_TOP, Trace, figure, notice, title, trace
from dashboard.figures.timeline_rows import has_little
from dashboard.palette import Look, line_colour, translucent
from dashboard.words import say
from queries.schema import by_row

_ENDS: Final = ("", "_kept")
_AIR: Final = 1.08
_LONGEST: Final = 150  # characters of a name in the legend
_SMALL: Final = 120  # periods; with more of them, smaller markers


def two_lines(
    answer: pd.DataFrame,
    *,
    grain: str,
    names: tuple[str, str] | None = None,
    counted: bool = False,
    look: Look = Look.LIGHT,
) -> go.Figure:
    """Return the lines of an answer of `relations.against`; `names` are plain text, the selection's first.

    `counted` draws counts in place of shares. A period with little volume is not joined and sets no scale.
    """
    heading = title(say("figures.two_lines.count") if counted else say("figures.two_lines.share"), look, quiet=True)
    if answer.empty or (not answer["count_articles"].any() and not answer["count_articles_kept"].any()):
        return figure(look, 300, annotations=[heading, notice(look)])
    top, traces = 0.0, []
    for i, (end, name) in enumerate(zip(_ENDS, names or _names(), strict=True)):
        values, low, high = _values(answer, end, counted)
        top = max([top, *values[np.isfinite(values)], *high[np.isfinite(high)]])
        said = words.wrapped(words.plain(name, limit=_LONGEST), 60)
        traces += _line(answer, end, said, (values, low, high), grain, line_colour("", i, look))
    return figure(
        look, 380, traces, margin={"t": 92}, legend={**LEGEND_TOP, "y": 1.1, "orientation": "v"}, annotations=[heading],
        xaxis={"type": "date", "showgrid": False, "showline": True, "ticks": "outside", "ticklen": 4},
        yaxis={"rangemode": "tozero", "range": [0, top * _AIR or 1.0],
               **({"tickformat": ",d", "nticks": 6} if counted else axes.percents(top * _AIR or 1.0, 6))},
    )  # fmt: skip


def _names() -> tuple[str, str]:
    return say("figures.two_lines.names.chosen"), say("figures.two_lines.names.kept")


def _values(answer: pd.DataFrame, end: str, counted: bool) -> tuple[npt.NDArray[np.float64], ...]:
    """Return values and interval of one line; NaN where there is nothing, or too little, to be a share of."""
    totals = answer[f"total_articles{end}"]
    if counted:
        count = np.where(totals > 0, answer[f"count_articles{end}"], np.nan).astype(float)
        return count, np.full(len(count), np.nan), np.full(len(count), np.nan)
    names = ("share_of_volume", "share_low", "share_high")
    little = has_little(totals)
    return tuple(
        np.where(little, np.nan, answer[f"{name}{end}"].to_numpy(dtype=float, na_value=np.nan)) for name in names
    )


def _line(
    answer: pd.DataFrame, end: str, name: str, drawn: tuple[npt.NDArray[np.float64], ...], grain: str, hue: str
) -> list[Trace]:
    values, low, high = drawn
    on = answer["period_on"].to_numpy(dtype="datetime64[D]")
    size = 7 if len(on) <= _SMALL else 4
    parts: dict[str, Any] = {"hoverinfo": "skip", "showlegend": False, "legendgroup": end, "mode": "lines"}
    found = [
        trace("scatter", x=on, y=high, line={"width": 0}, **parts),
        trace("scatter", x=on, y=low, line={"width": 0}, fill="tonexty", fillcolor=translucent(hue, 0.14), **parts),
    ] if np.isfinite(high).any() else []  # fmt: skip
    marker = {"size": size, "color": hue, "symbol": "circle-open" if end else "circle"}
    found.append(trace(
        "scatter", x=on, y=values, name=name, mode="lines+markers", legendgroup=end, connectgaps=False,
        line={"color": hue, "width": 2, "dash": "dot" if end else "solid"}, marker=marker, cliponaxis=False,
        customdata=_data(answer, end, name, grain), hovertemplate="%{customdata[3]}<extra></extra>",
        unselected={"marker": {"opacity": 0.35}},
    ))  # fmt: skip
    return found


def _data(answer: pd.DataFrame, end: str, name: str, grain: str) -> npt.NDArray[np.object_]:
    """Return mark, count, total and hover of each period; the kept selection's have no mark."""
    texts, hovers = [], []
    for row in by_row(answer):
        start = row["period_on"].date()
        is_mark = not end and row["count_articles"]
        texts.append(marks.written(since=start, until=words.period_end(start, grain)) if is_mark else "")
        text = say(
            "figures.two_lines.hover",
            name=name,
            period=words.period(start, grain),
            count=words.number(row[f"count_articles{end}"]),
            total=words.number(row[f"total_articles{end}"]),
            share=words.percent(row[f"share_of_volume{end}"]),
            low=words.percent(row[f"share_low{end}"]),
            high=words.percent(row[f"share_high{end}"]),
        )
        hovers.append(text + (say("figures.hover.not_complete") if row["is_partial"] else ""))
    return marks.customdata(texts, answer[f"count_articles{end}"], answer[f"total_articles{end}"], hovers)

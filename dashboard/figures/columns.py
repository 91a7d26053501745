"""Few series over time as columns, one row each: a pair's cooperation and conflict, a country's partners.

Columns, because most of these series are a handful of articles with nothing between them: a line would draw
values that do not exist. Cooperation and conflict share their scale, since their sizes are what a reader compares;
rows of different partners have their own. The last row is the volume that the shares are shares of: a period with
little of it is pale and does not set the scale (one collection says nothing about the others' years), one without any
is shaded.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pandas as pd
import plotly.graph_objects as go

from dashboard.figures import axes, marks, words
from dashboard.figures.base import ABOVE_NAME, Trace, figure, notice, row_name, title, trace
from dashboard.figures.timeline_rows import ENOUGH, empty_stretches, has_little
from dashboard.palette import Ink, Look, ink, translucent
from dashboard.words import say
from queries.schema import by_row

_ROW: Final = 116
_DAY: Final = 86_400_000  # milliseconds
_AIR: Final = 1.22  # of the highest column: room for a number above it


@dataclass(frozen=True)
class Row:
    """One series: its key in the answer, its name (plain text), its colour."""

    key: str
    name: str
    hue: str


@dataclass(frozen=True)
class Note:
    """A period that stands out: the row, its first and last day, and the number under which it is explained."""

    key: str
    first: date
    last: date
    number: int
    story: str  # plain text


def columns(
    answer: pd.DataFrame,
    rows: Sequence[Row],
    *,
    of: str,
    grain: str,
    counted: bool = False,
    one_scale: bool = False,
    notes: Sequence[Note] = (),
    look: Look = Look.LIGHT,
) -> go.Figure:
    """Return the columns of an answer whose column `of` (`interaction` or `dyad`) holds the keys of `rows`.

    `counted` draws counts instead of shares of all articles; `one_scale` gives all rows the same scale.
    """
    column = "count_articles" if counted else "share_of_volume"
    keys, order = answer[of].to_numpy(), np.argsort(answer["period_on"].to_numpy(), kind="stable")
    found = {row.key: answer.take(order[keys[order] == row.key]) for row in rows}
    drawn = [row for row in rows if len(found[row.key])]
    if not drawn:
        return figure(look, _ROW + 84, annotations=[notice(look)])
    some = found[drawn[0].key]
    pale = has_little(some["total_articles"])
    tops = {row.key: _top(found[row.key][column].to_numpy(dtype=float, na_value=np.nan), pale) for row in drawn}
    if one_scale:
        tops = dict.fromkeys(tops, max(tops.values()))
    traces: list[Trace] = []
    for i, row in enumerate(drawn):
        axis, mine = "y" if i == 0 else f"y{i + 1}", found[row.key]
        traces.append(_bars(mine, row, of, column, pale, axis, grain, look))
        traces += _cut(mine, row, column, tops[row.key], axis, grain, look)
        traces += _notes(mine, [n for n in notes if n.key == row.key], column, tops[row.key], axis, look)
    traces.append(_volume(some, f"y{len(drawn) + 1}", grain, look))
    axis_x = {**axes.days(some["period_on"], grain), "showline": True, "anchor": f"y{len(drawn) + 1}"}
    return figure(
        look, _ROW * (len(drawn) + 1) + 84, traces, xaxis=axis_x, bargap=0.1, showlegend=False,
        shapes=[_shade(*gap, look) for gap in empty_stretches(some, grain=grain)],
        **_layout(drawn, tops, int(some["total_articles"].max()), counted, one_scale, look),
    )  # fmt: skip


def _top(values: npt.NDArray[np.float64], pale: npt.NDArray[np.bool_]) -> float:
    """Return the upper end of a row's scale: the highest column that is not pale, or of all where those are nothing."""
    for kept in (values[~pale], values):
        most = float(np.nanmax(kept)) if np.isfinite(kept).any() else 0.0
        if most > 0:
            return most
    return 1.0


def _cut(rows: pd.DataFrame, row: Row, column: str, top: float, axis: str, grain: str, look: Look) -> list[Trace]:
    """Mark a pale column that ends above the scale; its value is in its hover."""
    is_over = rows[column].to_numpy(dtype=float, na_value=np.nan) > top * _AIR
    if not is_over.any():
        return []
    over = rows[is_over]
    starts = [stamp.date() for stamp in over["period_on"]]
    hover = [_hover(record, row.name, words.period(start, grain))
             for record, start in zip(by_row(over), starts, strict=True)]  # fmt: skip
    middles = [start + (words.period_end(start, grain) - start) / 2 for start in starts]
    return [
        trace(
            "scatter", x=np.array(middles, dtype="datetime64[D]"), y=np.full(len(over), top * 1.1), mode="text",
            text=np.full(len(over), "↑", dtype=object), textfont={"size": 13, "color": ink(Ink.TEXT, look)},
            customdata=np.array(hover, dtype=object), hovertemplate="%{customdata}<extra></extra>", yaxis=axis,
            name=say("figures.columns.above_the_scale"), cliponaxis=False,
        )
    ]  # fmt: skip


def _firsts(rows: pd.DataFrame) -> npt.NDArray[np.datetime64]:
    return rows["period_on"].to_numpy(dtype="datetime64[D]")


def _volume(rows: pd.DataFrame, axis: str, grain: str, look: Look) -> Trace:
    """Return the denominator, period by period."""
    starts = [stamp.date() for stamp in rows["period_on"]]
    totals = rows["total_articles"]
    hover = [say("figures.columns.hover_all", period=words.period(start, grain), count=words.number(n))
             for start, n in zip(starts, totals, strict=True)]  # fmt: skip
    return trace(
        "bar", x=_firsts(rows), offset=0, width=_widths(starts, grain), y=totals.to_numpy(),
        name=say("figures.columns.all_articles"),
        yaxis=axis, marker={"color": translucent(ink(Ink.QUIET, look), 0.45), "line": {"width": 0}},
        customdata=marks.customdata([""] * len(rows), totals, totals, hover),
        hovertemplate="%{customdata[3]}<extra></extra>", unselected={"marker": {"opacity": 1}},
    )  # fmt: skip


def _widths(starts: Sequence[date], grain: str) -> npt.NDArray[np.float64]:
    days = [(words.period_end(start, grain) - start).days + 1 for start in starts]
    return np.array(days, dtype=float) * _DAY * 0.9


def _bars(
    rows: pd.DataFrame, row: Row, of: str, column: str, little: npt.NDArray[np.bool_], axis: str, grain: str, look: Look
) -> Trace:
    starts = [stamp.date() for stamp in rows["period_on"]]
    ends = [words.period_end(start, grain) for start in starts]
    texts = [marks.written(**{of: row.key}, since=a, until=b) if n else ""
             for a, b, n in zip(starts, ends, rows["count_articles"], strict=True)]  # fmt: skip
    pale = little | rows["is_partial"].to_numpy(dtype=bool)
    hover = [_hover(record, row.name, words.period(start, grain))
             for record, start in zip(by_row(rows), starts, strict=True)]  # fmt: skip
    return trace(
        "bar", x=_firsts(rows), offset=0, width=_widths(starts, grain),
        y=rows[column].to_numpy(dtype=float, na_value=np.nan), name=words.plain(row.name), yaxis=axis,
        marker={"color": [translucent(row.hue, 0.35) if p else row.hue for p in pale],
                "line": {"width": np.where(pale & (rows["count_articles"].to_numpy() > 0), 1, 0), "color": row.hue}},
        customdata=marks.customdata(texts, rows["count_articles"], rows["total_articles"], hover),
        hovertemplate="%{customdata[3]}<extra></extra>", unselected={"marker": {"opacity": 0.45}},
    )  # fmt: skip


def _hover(row: Mapping[Any, Any], name: str, period: str) -> str:
    text = say(
        "figures.columns.hover",
        name=words.plain(name),
        period=period,
        count=words.number(row["count_articles"]),
        total=words.number(row["total_articles"]),
        share=words.percent(row["share_of_volume"]),
    )
    if not words.missing(row["share_low"]):
        text += words.interval(row["share_low"], row["share_high"])
    if row["is_partial"]:
        text += say("figures.hover.not_complete")
    return text + (say("figures.columns.few", enough=ENOUGH) if row["total_articles"] < ENOUGH else "")


def _notes(rows: pd.DataFrame, notes: Sequence[Note], column: str, top: float, axis: str, look: Look) -> list[Trace]:
    """Number the columns that stand out; what each number means stands below the chart."""
    if not notes:
        return []
    values = rows.set_index("period_on")[column].astype(float)
    heights, middles = [], []
    for note in notes:
        inside = values[pd.Timestamp(note.first) : pd.Timestamp(note.last)]
        heights.append(min(float(inside.max()), top))
        middles.append(np.datetime64(note.first) + (np.datetime64(note.last) - np.datetime64(note.first)) // 2)
    return [
        trace(
            "scatter", x=np.array(middles), y=np.array(heights), mode="text", yaxis=axis,
            name=say("figures.columns.stands_out"),
            text=np.array([f"<b>{note.number}</b>" for note in notes], dtype=object), textposition="top center",
            textfont={"size": 13, "color": ink(Ink.TEXT, look)}, cliponaxis=False,
            customdata=np.array([words.wrapped(words.plain(note.story, limit=160)) for note in notes], dtype=object),
            hovertemplate="%{customdata}<extra></extra>",
        )
    ]  # fmt: skip


def _layout(
    drawn: Sequence[Row], tops: Mapping[str, float], most: int, counted: bool, one_scale: bool, look: Look
) -> dict[str, Any]:
    """Return the axes and names of the rows; the last row is the volume, whose largest period has `most` articles."""
    scale = "one" if len(drawn) < 2 else "one_scale" if one_scale else "own_scales"
    measured = say(f"figures.columns.counts.{scale}") if counted else say(f"figures.columns.shares.{scale}")
    everything = say("figures.columns.all_articles" if counted else "figures.columns.all_the_100")
    rows = [*((row.name, tops[row.key], counted) for row in drawn), (everything, float(most), True)]
    layout: dict[str, Any] = {"margin": {"t": 60, "l": axes.MARGIN}, "annotations": []}
    gap = 0.30 / len(rows)
    step = (1 + gap) / len(rows)
    for i, (name, highest, is_count) in enumerate(rows):
        top = 1 - i * step
        few = {"dtick": 1} if highest < 4 else {"nticks": 3}
        layout["yaxis" if i == 0 else f"yaxis{i + 1}"] = {
            "domain": [max(0.0, top - step + gap), top], "anchor": "x", "range": [0, highest * _AIR],
            **({"tickformat": ",d", **few} if is_count else axes.percents(highest * _AIR, 3)), "automargin": False,
        }  # fmt: skip
        layout["annotations"].append(row_name(words.plain(name), look, y=top))
    layout["annotations"].append(title(words.wrapped(measured, 60), look, shift=ABOVE_NAME, quiet=True))
    return layout


def _shade(start: date, end: date, look: Look) -> dict[str, Any]:
    return {
        "type": "rect", "xref": "x", "yref": "paper", "x0": start.isoformat(), "x1": end.isoformat(), "y0": 0, "y1": 1,
        "layer": "below", "line": {"width": 0}, "fillcolor": translucent(ink(Ink.HATCH, look), 0.12),
    }  # fmt: skip

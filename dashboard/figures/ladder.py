"""The ladder of a dyad: named together, in one passage, cooperating, in conflict, and on which sectors.

Being named together is not cooperating, and cooperating at large is not cooperating on something. So each step stands
as a share of the step that it is a part of, with its interval and its count; the sectors stand three times, of the
articles that report cooperation, conflict, and anything, because an average of these is no fact.
"""

from __future__ import annotations

from typing import Any, Final

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from dashboard.figures import axes, marks, words
from dashboard.figures.base import LEGEND_TOP, Trace, figure, notice, trace
from dashboard.palette import INTERACTION_COLOURS, Ink, Look, ink, translucent
from dashboard.words import say, terms
from data.records import SECTORS
from queries.schema import by_row

MINIMUM: Final = 5  # articles of the whole; below it a bar is pale
_HUES: Final = {"together": "any", "passage": "any", "cooperation": "cooperation", "conflict": "conflict"}
_MODES: Final = ("cooperation", "conflict", "any")
_FIRST: Final = len(_HUES) + 1.0  # where the first sector stands: a row is left for the legend
_RULE: Final = len(_HUES) - 0.62  # between the steps and the legend of the sectors
_THIN: Final = 0.26  # of a row: three bars of a sector and a gap
_ROW: Final = 54


def ladder(answer: pd.DataFrame, *, narrow: bool = False, look: Look = Look.LIGHT) -> go.Figure:
    """Return the ladder of an answer of `relations.ladder`; `narrow` leaves the counts more room beside the bars."""
    is_sector, modes = (answer["step"] == "sector").to_numpy(), answer["interaction"].to_numpy()
    steps = answer[~is_sector & (modes == "any")]
    traces = []
    if len(steps) and steps["count_articles"].iloc[0] > 0:
        traces = [*_group(steps, np.arange(len(steps), dtype=float), 0.46, look)]
        for i, mode in enumerate(_MODES):
            rows = answer[is_sector & (modes == mode)]
            at = _FIRST + np.arange(len(rows)) + (i - 1) * _THIN
            traces += _group(rows, at, _THIN * 0.8, look, name=say(f"figures.ladder.legends.{mode}"))
    low, high = _FIRST + len(SECTORS) - 0.45, -0.6
    ticks = [*range(len(_HUES)), *(_FIRST + i for i in range(len(SECTORS)))]
    return figure(
        look, int(_ROW * (low - high) + 60), traces, barmode="overlay", bargap=0, margin={"t": 8, "r": 16},
        legend={**LEGEND_TOP, "y": (low - _RULE - 0.02) / (low - high), "yanchor": "top",
                **({"orientation": "v"} if narrow else {})},
        xaxis={"range": [0, 1.62 if narrow else 1.25], **axes.percents(1.0, 4),
               "title": {"text": words.wrapped(say("figures.ladder.axis"))}},
        yaxis={"range": [low, high], "tickvals": ticks, "showgrid": False, "zeroline": False, "ticks": "",
               "ticktext": [*terms("figures.ladder.steps").values(), *(words.label(code) for code in SECTORS)],
               "tickfont": {"size": 13, "color": ink(Ink.TEXT, look)}},
        shapes=[_rule(look)] if traces else [], annotations=[] if traces else [notice(look)],
    )  # fmt: skip


def _rule(look: Look) -> dict[str, Any]:
    """Part the steps from the sectors: their shares are of different wholes."""
    return {"type": "line", "xref": "paper", "x0": 0, "x1": 1, "y0": _RULE, "y1": _RULE,
            "line": {"width": 1, "color": ink(Ink.BORDER, look)}}  # fmt: skip


def _group(rows: pd.DataFrame, at: Any, width: float, look: Look, *, name: str = "") -> list[Trace]:
    """Return bars with intervals, and their counts to the right of both."""
    is_base = (rows["step"] == "together").to_numpy()
    share = np.where(is_base, 1.0, rows["share"].to_numpy(dtype=float, na_value=np.nan))
    low, high = (np.where(is_base, 1.0, rows[c].to_numpy(dtype=float, na_value=np.nan))
                 for c in ("share_low", "share_high"))  # fmt: skip
    few = rows["total_articles"].to_numpy() < MINIMUM
    low, high = np.where(few, np.nan, low), np.where(few, np.nan, high)
    hues = [INTERACTION_COLOURS[_HUES.get(step, mode)]
            for step, mode in zip(rows["step"], rows["interaction"], strict=True)]  # fmt: skip
    fills = [translucent(hue, 0.25) if f or base else hue
             for hue, f, base in zip(hues, few, is_base, strict=True)]  # fmt: skip
    told = by_row(rows)
    texts, hover = [_mark(row) for row in told], [_hover(row) for row in told]
    bars = trace(
        "bar", x=share, y=at, orientation="h", width=width, name=name or "Steps", showlegend=bool(name),
        marker={"color": fills, "line": {"width": np.where(few, 1, 0), "color": hues}},
        error_x={"type": "data", "symmetric": False, "array": high - share, "arrayminus": share - low,
                 "thickness": 1.2, "width": 3, "color": ink(Ink.TEXT, look)},
        customdata=marks.customdata(texts, rows["count_articles"], rows["total_articles"], hover),
        hovertemplate="%{customdata[3]}<extra></extra>", unselected={"marker": {"opacity": 0.45}},
    )  # fmt: skip
    counts = [f"  {words.number(c)}" if base
              else say("figures.ladder.count_of_total", count=words.number(c), total=words.number(t))
              if t else say("figures.ladder.none")
              for c, t, base in zip(rows["count_articles"], rows["total_articles"], is_base, strict=True)]  # fmt: skip
    ends = np.nan_to_num(np.fmax(share, high))
    numbers = trace(
        "scatter", x=ends, y=at, mode="text", text=np.array(counts, dtype=object), name="Counts", showlegend=False,
        textposition="middle right", textfont={"size": 11 if name else 12, "color": ink(Ink.QUIET, look)},
        hoverinfo="skip", cliponaxis=False,
    )  # fmt: skip
    return [bars, numbers]


def _mark(row: dict[Any, Any]) -> str:
    if not row["count_articles"]:
        return ""
    if row["step"] == "sector":
        return marks.written(interaction=row["interaction"], sector=row["code"])
    if row["step"] == "passage":
        return marks.written(in_one_passage=True)
    return marks.written(interaction="any" if row["step"] == "together" else row["step"])


def _hover(row: dict[Any, Any]) -> str:
    count, total = words.number(row["count_articles"]), words.number(row["total_articles"])
    share = words.percent(row["share"])
    if row["step"] == "together":
        return say("figures.ladder.together", count=count, total=total, share=share)
    is_sector = row["step"] == "sector"
    head = words.label(row["code"]) if is_sector else terms("figures.ladder.steps")[row["step"]]
    whole = row["interaction"] if is_sector else "any"
    text = say(f"figures.ladder.hover.{whole}", name=head, count=count, total=total, share=share)
    if not words.missing(row["share_low"]):
        text += words.interval(row["share_low"], row["share_high"])
    return text + (say("figures.hover.too_few") if row["total_articles"] < MINIMUM else "")

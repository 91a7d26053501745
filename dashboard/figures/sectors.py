"""How often each sector or theme occurs, beside what is usual; and how it differs from dyad to dyad.

No pies and no stacks: labels overlap, so their shares do not sum to anything. "No sector found" is a bar of its own.
The size of a label follows the breadth of its vocabulary, so each bar carries a tick for its own baseline, and the
grid is coloured by the ratio to that baseline, not by the share.
"""

from __future__ import annotations

from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pandas as pd
import plotly.graph_objects as go

from dashboard.figures import axes, marks, words
from dashboard.figures.base import LEGEND_BOTTOM, LEGEND_TOP, Trace, beside, figure, notice, trace, under
from dashboard.figures.grid import Cells, colour_bar, paint
from dashboard.palette import Ink, Look, colour, diverging, ink, translucent
from dashboard.words import say
from data.records import SECTORS
from queries.schema import by_row

ROW: Final = 46
_CELL: Final = 36  # pixels: two lines of a pair's name
SAME: Final = 1e-12  # shares closer than this are one number
MINIMUM: Final = 5  # articles of the whole, as the minimum support of the answers; below it nothing is coloured
FOUR_TIMES: Final = 2.0  # the scale of the grid ends at a quarter and at four times, as powers of two


def label_bars(
    answer: pd.DataFrame,
    *,
    whole: str | None = None,
    baseline: str | None = None,
    look: Look = Look.LIGHT,
) -> go.Figure:
    """Return ranked bars for an answer of `breakdown` or `themes_breakdown`; `whole` and `baseline` are words.

    Where the selection is the baseline itself, every tick would stand on the end of its bar: none is drawn then.
    """
    shares = answer[answer["code"] != "none"].sort_values(["share", "code"], ascending=[False, True])
    rows = pd.concat([shares, answer[answer["code"] == "none"]])
    whole = words.plain(whole or say("figures.sectors.of_the_selection"), limit=120)
    baseline = words.plain(baseline or say("figures.sectors.all_articles"), limit=90)
    top = max([0.05, *rows["share_high"].fillna(0), *rows["baseline_share"].fillna(0)])
    wide = min(1.0, top) * 1.02
    counted = _counts(rows, look)
    measured = words.wrapped(say("figures.sectors.share_of", whole=whole))
    traces: list[Trace] = []
    if len(rows) and rows["total_articles"].max() > 0:
        traces = [_bars(rows, whole, baseline, look), counted]
        if not (rows["share"].astype(float) - rows["baseline_share"].astype(float)).abs().max() < SAME:
            traces.insert(1, _baseline(rows, baseline, look))
    return figure(
        look, 96 + ROW * max(len(rows), 3), traces, bargap=0.42,
        legend={**LEGEND_TOP, "y": 1.0}, margin={"t": 36, "r": beside(counted["text"]), "b": under(measured)},
        # On a phone five ticks stand so close that they are written aslant.
        xaxis={"range": [0, wide], **axes.percents(wide, 4),
               "title": {"text": measured}, "automargin": False},
        yaxis={"type": "category", "autorange": "reversed", "showgrid": False, "ticks": "",
               "tickfont": {"size": 13, "color": ink(Ink.TEXT, look)}},
        annotations=[] if traces else [notice(look)],
    )  # fmt: skip


def _bars(rows: pd.DataFrame, whole: str, baseline: str, look: Look) -> Trace:
    share = rows["share"].to_numpy(dtype=float, na_value=np.nan)
    few = rows["total_articles"].to_numpy() < MINIMUM
    hues = [colour(code, look) for code in rows["code"]]
    of_sectors = set(rows["code"]) <= {*SECTORS, "none"}
    texts = [_mark(code, of_sectors) for code in rows["code"]]
    hover = [_bar_hover(row, whole, baseline) for row in by_row(rows)]
    high, low = (rows[name].to_numpy(dtype=float, na_value=np.nan) for name in ("share_high", "share_low"))
    return trace(
        "bar",
        x=share, y=[words.label(code) for code in rows["code"]], orientation="h", showlegend=False, name="Share",
        marker={"color": [translucent(h, 0.25) if f else h for h, f in zip(hues, few, strict=True)],
                "line": {"width": np.where(few, 1, 0), "color": hues}},
        error_x={"type": "data", "symmetric": False, "array": high - share, "arrayminus": share - low,
                 "thickness": 1.4, "width": 4, "color": ink(Ink.TEXT, look)},
        customdata=marks.customdata(texts, rows["count_articles"], rows["total_articles"], hover),
        hovertemplate="%{customdata[3]}<extra></extra>", unselected={"marker": {"opacity": 0.45}},
    )  # fmt: skip


def _mark(code: str, of_sectors: bool) -> str:
    if code == "none":
        return marks.written(none_found=True) if of_sectors else ""
    return marks.written(**{"sector" if of_sectors else "theme": code})


def _bar_hover(row: dict[Any, Any], whole: str, baseline: str) -> str:
    text = say(
        "figures.sectors.hover_bar",
        label=words.label(row["code"]),
        count=words.number(row["count_articles"]),
        total=words.number(row["total_articles"]),
        whole=whole,
        share=words.percent(row["share"]),
        low=words.percent(row["share_low"]),
        high=words.percent(row["share_high"]),
    )
    if not words.missing(row["baseline_share"]):
        text += say(
            "figures.sectors.hover_baseline",
            baseline=baseline,
            share=words.percent(row["baseline_share"]),
            count=words.number(row["baseline_count"]),
            total=words.number(row["baseline_total"]),
        )
    return text


def _baseline(rows: pd.DataFrame, baseline: str, look: Look) -> Trace:
    return trace(
        "scatter",
        x=rows["baseline_share"].to_numpy(dtype=float, na_value=np.nan), y=[words.label(c) for c in rows["code"]],
        mode="markers", name=say("figures.sectors.share_in", baseline=baseline), hoverinfo="skip",
        marker={"symbol": "line-ns", "size": 24, "line": {"width": 2.5, "color": ink(Ink.TEXT, look)}},
    )  # fmt: skip


def _counts(rows: pd.DataFrame, look: Look) -> Trace:
    """Write the counts to the right of bar, interval and tick alike, so that nothing crosses a number."""
    ends = rows[["share", "share_high", "baseline_share"]].astype(float).max(axis=1).to_numpy()
    text = [say("figures.sectors.count_of_total", count=words.number(c), total=words.number(t))
            for c, t in zip(rows["count_articles"], rows["total_articles"], strict=True)]  # fmt: skip
    return trace(
        "scatter",
        x=ends, y=[words.label(c) for c in rows["code"]], mode="text", text=np.array(text, dtype=object), name="Counts",
        textposition="middle right", textfont={"size": 12, "color": ink(Ink.QUIET, look)}, hoverinfo="skip",
        showlegend=False, cliponaxis=False,
    )  # fmt: skip


def grid(answer: pd.DataFrame, *, ego: str = "", look: Look = Look.LIGHT) -> go.Figure:
    """Return the grid of an answer of `by_dyad` or `by_country`: its rows in their order, a column a sector.

    With `ego`, a country of all these dyads, the rows are named by the other country.
    """
    known = answer[answer["code"].isin(SECTORS)] if len(answer) else answer
    of = "country" if "country" in known else "dyad"
    codes = list(dict.fromkeys(known[of]))
    ticks = {"tickmode": "array", "showgrid": False, "zeroline": False, "ticks": "", "showline": False}
    names = [words.partner(code, ego) if ego else words.line(code).replace("–", "–<br>") for code in codes]
    bar = colour_bar(say("figures.sectors.colour"),
                     [-2, -1, 0, 1, 2], ["¼ ×", "½ ×",
                      say("figures.sectors.as_usual"), "2 ×", "4 ×"])  # fmt: skip
    scale = {"colorscale": diverging(look), "zmin": -FOUR_TIMES, "zmax": FOUR_TIMES, "colorbar": bar}
    traces = paint(_cells(known, of, codes), (len(codes), len(SECTORS)), look, **scale) if codes else []
    return figure(
        look, 170 + _CELL * max(len(codes), 3), traces, margin={"t": 8, "b": 120}, legend=LEGEND_BOTTOM,
        meta={"rows": len(codes), "row": _CELL, "end": 0.5},
        hoverdistance=-1,  # cells are up to 160 pixels wide and all are there: the nearest one is meant
        xaxis={**ticks, "side": "top", "tickvals": list(range(len(SECTORS))), "autotickangles": [0, -90],
               "ticktext": [words.label(code) for code in SECTORS], "range": [-0.5, len(SECTORS) - 0.5]},
        yaxis={**ticks, "tickvals": list(range(len(codes))), "ticktext": names,
               "range": [max(len(codes), 1) - 0.5, -0.5]},
        annotations=[] if traces else [notice(look)],
    )  # fmt: skip


def _cells(rows: pd.DataFrame, of: str, codes: list[str]) -> Cells:
    few = (rows["total_articles"].to_numpy() < MINIMUM) | ~np.isfinite(rows["ratio"].to_numpy(dtype=float))
    places = {code: i for i, code in enumerate(codes)}
    hover = [_cell_hover(row, of) for row in by_row(rows)]
    texts = [marks.written(**{of: r}, sector=c) for r, c in zip(rows[of], rows["code"], strict=True)]
    return Cells(
        column=np.array([SECTORS.index(c) for c in rows["code"]], dtype=np.int64),
        row=np.array([places[r] for r in rows[of]], dtype=np.int64),
        value=np.where(few, np.nan, cautious(rows)),
        count=rows["count_articles"].to_numpy(dtype=np.int64),
        data=marks.customdata(texts, rows["count_articles"], rows["total_articles"], hover),
    )


def cautious(rows: pd.DataFrame) -> npt.NDArray[np.float64]:
    """Return the logarithm (base 2) of the ratio to the baseline, taken at the end of the interval nearest to it.

    An interval that holds the baseline gives 0: seven of seven articles are no pattern, and must not be painted as one.
    """
    low, high, usual = (rows[n].to_numpy(dtype=float, na_value=np.nan) for n in
                        ("share_low", "share_high", "baseline_share"))  # fmt: skip
    nearest = np.where(low > usual, low, np.where(high < usual, high, usual))
    with np.errstate(divide="ignore", invalid="ignore"):
        value: npt.NDArray[np.float64] = np.clip(np.log2(nearest / usual), -FOUR_TIMES, FOUR_TIMES)
    return value


def _cell_hover(row: dict[Any, Any], of: str) -> str:
    text = say(
        f"figures.sectors.hover_cell.{of}",
        row=words.line(row[of]),
        label=words.label(row["code"]),
        count=words.number(row["count_articles"]),
        total=words.number(row["total_articles"]),
        share=words.percent(row["share"]),
        low=words.percent(row["share_low"]),
        high=words.percent(row["share_high"]),
        usual=words.percent(row["baseline_share"]),
    )
    if row["total_articles"] < MINIMUM:
        return text + say("figures.hover.too_few")
    if words.missing(row["ratio"]):
        return text
    return text + say("figures.sectors.usual_times", times=words.times(row["ratio"]))

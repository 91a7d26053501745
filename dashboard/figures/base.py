"""What every chart shares: an empty figure with its chrome, and the sentence for an empty answer."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Final

import plotly.graph_objects as go
import plotly.io as pio

from dashboard.palette import Ink, Look, ink, template
from dashboard.words import say

LEGEND_BOTTOM = {"orientation": "h", "x": 0.5, "xanchor": "center", "y": 0, "yanchor": "bottom", "yref": "container"}
LEGEND_TOP = {"orientation": "h", "x": 0, "xanchor": "left", "y": 1, "yanchor": "bottom"}

# Pixels: a letter of a tick (5.9 on average in Source Sans at 12; other fonts are wider), and the tick's distance.
_LETTER: Final = 6.6
_SIZE: Final = 12
_TICK: Final = 14

ABOVE_NAME: Final = 21  # pixels above a plot: what the name of its row takes

Trace = dict[str, Any]


def trace(kind: str, **parts: Any) -> Trace:
    """Return one trace as plain parts; the figure is made of all of them at once."""
    return {"type": kind, **parts}


def figure(look: Look, height: int, traces: Sequence[Trace] = (), **layout: Any) -> go.Figure:
    """Return a figure; `height` is in pixels, the width is the page's.

    Everything goes in at once: each `add_trace` or `update_layout` costs 2 to 5 ms, and a page draws several
    figures. Parts are not validated again on a reader's time; the tests validate every figure.
    """
    whole = {"template": template(Look(look)), "height": height, **layout}
    return go.Figure(data=list(traces), layout=whole, _validate=False)


def clickable(chart: go.Figure, *, drags: bool = False) -> None:
    """Let clicks tell of a mark, and with `drags` a drag from left to right of the days under it.

    Names beside a grid or bars get their room here, where the size of the letters is known: Plotly would find it by
    drawing the chart several times, which took half of a grid's 80 ms and of the bars' 20.
    """
    way = {"dragmode": "select", "selectdirection": "h"} if drags else {"dragmode": "pan"}
    chart.layout.update(clickmode="event+select", hovermode="closest", **way)
    names = _names(chart)
    if names and chart.layout.margin.l is None:  # a margin that is given is shared with other charts
        letter = _LETTER * (chart.layout.yaxis.tickfont.size or _SIZE) / _SIZE
        longest = max(len(line) for name in names for line in name.split("<br>"))
        chart.layout.update(margin_l=round(letter * longest) + _TICK, yaxis_automargin=False)


def beside(numbers: Iterable[str]) -> int:
    """Return the pixels that small numbers need to the right of the longest bar, however narrow the chart."""
    return 8 + round(_LETTER * max(map(len, numbers), default=0))


def under(title: str) -> int:
    """Return how many pixels the numbers of an axis and its title take below the plot.

    Where this is known, Plotly need not draw the whole chart twice to find it: 10 ms instead of 20.
    """
    return 26 + 16 * len(title.split("<br>"))


def _names(chart: go.Figure) -> list[str]:
    """Return the names of the rows of a chart, empty where its rows are numbers."""
    axis = chart.layout.yaxis
    if axis.type == "category":
        return [str(name) for trace in chart.data if trace.y is not None for name in trace.y]
    return [str(name) for name in axis.ticktext or ()]


def text(chart: go.Figure) -> str:
    """Return a figure as JSON, not validated again."""
    written: str = pio.to_json(chart, validate=False)
    return written


def height(chart: go.Figure) -> int:
    """Return how high a figure is, in pixels."""
    return int(chart.layout.height)


def shortened(chart: go.Figure, most: int) -> int:
    """Leave the first `most` rows of a chart whose rows are lower than its letters let be, and return how many it had.

    Such a chart says in its `meta` how many rows it has, how many pixels one takes, and where the last one ends before
    the name of the next begins; of any other 0 is returned.
    """
    meta = chart.layout.meta or {}
    rows = int(meta.get("rows", 0))
    if rows > most:
        high = chart.layout.yaxis.range[1]
        chart.layout.update(height=height(chart) - meta["row"] * (rows - most), yaxis_range=[most - meta["end"], high])
    return rows


def title(text: str, look: Look, *, y: float = 1.0, shift: int = 6, quiet: bool = False) -> dict[str, Any]:
    """Return a heading inside a chart as an annotation that stands `shift` pixels above a height of the plot."""
    size, hue = (12, Ink.QUIET) if quiet else (13, Ink.TEXT)
    return {
        "text": text, "xref": "paper", "yref": "paper", "x": 0, "y": y, "xanchor": "left", "yanchor": "bottom",
        "yshift": shift, "showarrow": False, "align": "left", "font": {"size": size, "color": ink(hue, look)},
    }  # fmt: skip


def row_name(text: str, look: Look, *, y: float) -> dict[str, Any]:
    """Return the name of a row of a chart, standing on the row's upper end in whatever size it is written."""
    return title(f"<b>{text}</b>", look, y=y, shift=1)


def halo(hue: str) -> str:
    """Return the shadow that keeps a name legible over arcs and lines, as printed maps do: an edge in a colour.

    Two rings, at one and two pixels: with the inner one alone a wide dark arc touched the letters.
    """
    around = [(x, y) for x in (-1, 0, 1) for y in (-1, 0, 1) if x or y]
    rings = [*around, *((x * (1.5 if x and y else 2), y * (1.5 if x and y else 2)) for x, y in around)]
    sides = [" ".join((f"{x:g}px", f"{y:g}px", "0", hue)) for x, y in rings]
    return ", ".join([*sides, *[f"0 0 3px {hue}"] * 4])


def notice(look: Look, text: str | None = None, *, y: float = 0.5) -> dict[str, Any]:
    """Return the one sentence of a chart that has nothing to draw, as an annotation."""
    return {
        "text": say("figures.base.empty") if text is None else text,
        "xref": "paper", "yref": "paper", "x": 0.5, "y": y, "showarrow": False,
        "font": {"color": ink(Ink.QUIET, look), "size": 14},
    }  # fmt: skip

"""A heat grid that can be clicked and that fits a phone: colour from a heatmap, clicks from markers on top.

Streamlit returns no selection for heatmaps, and markers have a size in pixels that fits no unknown width. So the
heatmap paints the cells and writes n where it is legible, and an invisible square in each cell takes hover and click.
A cell with too few articles is never painted: it is struck out (an open square looked like a box to be ticked).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from dashboard.figures.base import Trace, trace
from dashboard.palette import Ink, Look, ink
from dashboard.words import say

_TARGET: Final = 16  # pixels: as large as the smallest cell on a phone, so that neighbours do not overlap


@dataclass(frozen=True)
class Cells:
    """The cells of a grid, one entry each: where, how strong, what it says. `value` is NaN for too few."""

    column: npt.NDArray[np.int64]
    row: npt.NDArray[np.int64]
    value: npt.NDArray[np.float64]
    count: npt.NDArray[np.int64]
    data: npt.NDArray[np.object_]


def paint(cells: Cells, shape: tuple[int, int], look: Look, **style: Any) -> list[Trace]:
    """Return the traces of a grid of `shape` (rows, columns); `style` goes to the heatmap (scale, range, bar)."""
    values = np.full(shape, np.nan)
    values[cells.row, cells.column] = cells.value
    texts = np.full(shape, "", dtype=object)
    texts[cells.row, cells.column] = [f"{n:,}" for n in cells.count]
    few = np.isnan(cells.value)
    on_dark = wants_white(values, style["colorscale"], style["zmin"], style["zmax"])
    heats = [_heat(np.where(mask, values, np.nan), texts, tone, style)
             for mask, tone in ((~on_dark, "#000000"), (on_dark, "#ffffff"))
             if np.isfinite(values[mask]).any()]  # fmt: skip
    for heat in heats[1:]:
        heat["showscale"] = False
    nothing = [] if heats else [_heat(values, texts, ink(Ink.TEXT, look), style)]  # its colour bar stays
    return [*heats, *nothing, _targets(cells, ~few), _open(cells, few, look)]


def _heat(values: npt.NDArray[np.float64], texts: npt.NDArray[np.object_], tone: str, style: dict[str, Any]) -> Trace:
    return trace(
        "heatmap",
        z=values, text=np.where(np.isnan(values), "", texts), texttemplate="%{text}", hoverinfo="skip",
        textfont={"color": tone}, xgap=2, ygap=2, x=np.arange(values.shape[1]), y=np.arange(values.shape[0]), **style,
    )  # fmt: skip


def wants_white(
    values: npt.NDArray[np.float64], scale: Sequence[tuple[float, str]], least: float, most: float
) -> npt.NDArray[np.bool_]:
    """Return in which cells white letters stand out more than black ones (WCAG 2.2), each then at least 4.58 : 1.

    Plotly's own choice, white or a dark grey by another measure, is as low as 3 : 1 between.
    """
    stops = np.array([place for place, _ in scale])
    rgb = np.array([[int(hue[i : i + 2], 16) / 255 for i in (1, 3, 5)] for _, hue in scale])
    place = np.clip((values - least) / (most - least), 0, 1)
    light = np.zeros(values.shape)
    for channel, weight in zip(rgb.T, (0.2126, 0.7152, 0.0722), strict=True):
        part = np.interp(place, stops, channel)
        light += weight * np.where(part <= 0.04045, part / 12.92, ((part + 0.055) / 1.055) ** 2.4)
    found: npt.NDArray[np.bool_] = (light + 0.05) ** 2 < 1.05 * 0.05
    return found


def _targets(cells: Cells, chosen: npt.NDArray[np.bool_]) -> Trace:
    return trace(
        "scatter",
        x=cells.column[chosen], y=cells.row[chosen], mode="markers", name="Cells", showlegend=False,
        marker={"symbol": "square", "size": _TARGET, "color": "rgba(0,0,0,0)", "line": {"width": 0}},
        customdata=cells.data[chosen], hovertemplate="%{customdata[3]}<extra></extra>",
        unselected={"marker": {"opacity": 1}},
    )  # fmt: skip


def _open(cells: Cells, chosen: npt.NDArray[np.bool_], look: Look) -> Trace:
    return trace(
        "scatter",
        x=cells.column[chosen], y=cells.row[chosen], mode="markers", name=say("figures.grid.too_few"),
        showlegend=bool(chosen.any()),
        marker={"symbol": "line-ne-open", "size": 12, "color": ink(Ink.HATCH, look), "line": {"width": 1.5}},
        customdata=cells.data[chosen], hovertemplate="%{customdata[3]}<extra></extra>",
        unselected={"marker": {"opacity": 1}},
    )  # fmt: skip


def colour_bar(title: str, ticks: list[float], labels: list[str]) -> dict[str, Any]:
    """Return a flat colour bar under the grid, labelled in words."""
    return {
        "orientation": "h", "y": 0, "yanchor": "top", "ypad": 14, "x": 0.5, "xanchor": "center",
        "len": 0.95, "thickness": 8,
        "title": {"text": title, "side": "top", "font": {"size": 12}}, "tickvals": ticks, "ticktext": labels,
        "tickfont": {"size": 12}, "outlinewidth": 0, "tickmode": "array",
    }  # fmt: skip

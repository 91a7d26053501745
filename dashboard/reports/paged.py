"""A figure of many rows -> figures of as many rows as a slide can show in letters that a room can read.

The rows are parted over slides, so that none is lost. What is no list of rows, such as panels above one another, is
pressed together, and its letters stay. Numbers that have no room in their cells in that size are left to the table.
Pure: it takes plain data of a figure (`theme.printed`) and must not know a format.
"""

from __future__ import annotations

import base64
import copy
import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from dashboard.exports.sizes import ON_SLIDE, SLIDE_HIGH
from dashboard.words import say

_SQUEEZED: Final = 0.84  # how far rows may be pressed together, as `sheet.js` does
_DIGIT: Final = 6.5  # pixels of a digit that is 11.5 high, 10 points on a slide
_BESIDE: Final = 130  # pixels of the names of rows
_AROUND: Final = 150  # pixels of axes, legend and bar around the rows


@dataclass(frozen=True)
class Page:
    """A figure for one slide, and what it shows of the whole in a sentence (nothing where it shows all)."""

    figure: Mapping[str, Any]
    said: str


def pages(figure: Mapping[str, Any]) -> list[Page]:
    """Return the figures of the slides that a figure needs, in their order; one where all fits."""
    height = float(figure["layout"]["height"])
    rows, needed = _rows(figure["layout"]), math.ceil(height * _SQUEEZED / SLIDE_HIGH)
    if not rows or needed == 1:
        return [_fitted(figure, height, "")]
    step = math.ceil(rows / needed)
    each = (height - _AROUND) / rows
    found = []
    for first in range(0, rows, step):
        last = min(first + step, rows)
        said = say("reports.paged.rows", first=first + 1, last=last, rows=rows)
        found.append(_fitted(_window(figure, first, last, rows), _AROUND + each * (last - first), said))
    return found


def _rows(layout: Mapping[str, Any]) -> int:
    """Return how many rows one axis lists from 0 downwards; 0 where the figure is no such list."""
    axes = [axis for name, axis in layout.items() if name.startswith("yaxis")]
    span = axes[0].get("range") if len(axes) == 1 else None
    is_list = span and span[0] > span[1] and -1 <= span[1] < 0 and axes[0].get("type") != "category"
    return math.ceil(span[0]) if span and is_list else 0


def _fitted(figure: Mapping[str, Any], height: float, said: str) -> Page:
    """Return a figure no higher than a slide has room, without numbers that are too small there."""
    data, few = [], False
    for trace in figure["data"]:
        if trace["type"] == "heatmap" and not _is_legible(trace):
            trace, few = {key: value for key, value in trace.items() if key not in ("text", "texttemplate")}, True
        data.append(trace)
    whole = say("reports.paged.numbers_in_the_table", said=said) if few else said
    layout = {**figure["layout"], "height": round(min(height, SLIDE_HIGH))}
    return Page({"data": data, "layout": layout}, whole.strip())


def _is_legible(heat: Mapping[str, Any]) -> bool:
    """Return whether the longest number of a grid has room in its cell."""
    rows = heat.get("text") or []
    longest = max((len(str(text)) for row in rows for text in row), default=0)
    return not rows or (ON_SLIDE.width - _BESIDE) / len(rows[0]) >= _DIGIT * longest


def _window(figure: Mapping[str, Any], first: int, last: int, rows: int) -> dict[str, Any]:
    """Return a copy of a figure that holds the rows from `first` to before `last`."""
    layout = copy.deepcopy(dict(figure["layout"]))
    high, low = layout["yaxis"]["range"]
    layout["yaxis"]["range"] = [last + high - rows, first + low]
    span = first + low, last + low  # the name of a row may stand above it
    for kind in ("annotations", "shapes"):
        layout[kind] = [part for part in layout.get(kind, []) if _is_inside(part, span)]
    return {"data": [_cut(trace, span) for trace in figure["data"]], "layout": layout}


def _is_inside(part: Mapping[str, Any], span: tuple[float, float]) -> bool:
    ends = [part[name] for name in ("y", "y0", "y1") if isinstance(part.get(name), (int, float))]
    return part.get("yref") != "y" or all(span[0] <= end < span[1] for end in ends)


def _cut(trace: Mapping[str, Any], span: tuple[float, float]) -> dict[str, Any]:
    """Return a trace with its points inside a span of rows alone: words may stand outside of their axes."""
    y = _values(trace.get("y"))
    if trace["type"] == "heatmap" or y is None or y.dtype.kind not in "fiu":
        return dict(trace)
    with np.errstate(invalid="ignore"):
        kept = np.isnan(y.astype(float)) | ((y >= span[0]) & (y < span[1]))
    found: dict[str, Any] = _kept(trace, kept)
    return found


def _kept(value: Any, kept: npt.NDArray[np.bool_]) -> Any:
    """Return a part of a trace with only the chosen entries of every list that has one entry a point."""
    if isinstance(value, Mapping) and "bdata" not in value:
        return {name: _kept(inside, kept) for name, inside in value.items()}
    if isinstance(value, (list, Mapping)):
        whole = _values(value) if isinstance(value, Mapping) else value
        if whole is not None and len(whole) == len(kept):
            return [_plain(part) for part, is_kept in zip(whole, kept, strict=True) if is_kept]
    return value


def _plain(value: Any) -> Any:
    return (None if np.isnan(value) else value.item()) if isinstance(value, np.generic) else value


def _values(given: Any) -> npt.NDArray[Any] | None:
    """Return a list of a figure as an array, also one that Plotly has packed; None where there is none."""
    if isinstance(given, Mapping) and "bdata" in given:
        found = np.frombuffer(base64.b64decode(given["bdata"]), dtype=np.dtype(given["dtype"]))
        return found if "shape" not in given else None
    return np.array(given, dtype=float) if isinstance(given, list) and _is_numeric(given) else None


def _is_numeric(given: list[Any]) -> bool:
    return all(value is None or isinstance(value, (int, float)) for value in given)

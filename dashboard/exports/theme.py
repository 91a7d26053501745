"""A figure as it is printed: plain data of a copy, on white, told apart without colour.

Lines that share a panel get dashes by their names, and the colours of stacked bars are moved apart in lightness, the
hue kept; so a page from a black-and-white printer can be read. Marks, numbers and words stay those of the screen. Pure.
"""

from __future__ import annotations

import json
from typing import Any, Final

import plotly.graph_objects as go

_DASHES: Final = ("solid", "dash", "dot", "dashdot", "longdash", "longdashdot", "3px,2px", "10px,2px,2px,2px")
# How far a stacked colour goes to white (above 0) or to black: neighbours in a stack differ most. Hatching says
# "no articles", and patterns over whole bars made a PDF of 4 MB.
_SHADES: Final = (-0.3, 0.55, -0.65, 0.2, 0.8, -0.1)


def printed(figure: go.Figure) -> dict[str, Any]:
    """Return `{"data": …, "layout": …}` of a figure for paper; the figure itself stays as it is."""
    plain: dict[str, Any] = json.loads(figure.to_json(validate=False))
    layout, traces = plain["layout"], plain["data"]
    layout["paper_bgcolor"] = layout["plot_bgcolor"] = "#ffffff"
    _dashed([trace for trace in traces if trace["type"] == "scatter" and trace.get("name") and _is_line(trace)])
    if layout.get("barmode") == "stack":
        _shaded([trace for trace in traces if trace["type"] == "bar"])
    return {"data": traces, "layout": layout}


def _is_line(trace: dict[str, Any]) -> bool:
    line = trace.get("line") or {}
    return "lines" in str(trace.get("mode", "")) and not line.get("dash") and line.get("width", 2) != 0


def _dashed(traces: list[dict[str, Any]]) -> None:
    """Give each line that shares its axis with one of another name a dash of its own, in the order of the names."""
    axes: dict[str, list[str]] = {}
    for trace in traces:
        names = axes.setdefault(str(trace.get("yaxis", "y")), [])
        if trace["name"] not in names:
            names.append(trace["name"])
    for trace in traces:
        names = axes[str(trace.get("yaxis", "y"))]
        if len(names) > 1:
            dash = _DASHES[names.index(trace["name"]) % len(_DASHES)]
            trace["line"] = {**(trace.get("line") or {}), "dash": dash}


def _shaded(bars: list[dict[str, Any]]) -> None:
    """Move the colours of bars apart in lightness, each the same wherever it occurs."""
    colours = [bar["marker"]["color"] for bar in bars if isinstance((bar.get("marker") or {}).get("color"), str)]
    hexadecimal = [colour for colour in dict.fromkeys(colours) if colour.startswith("#")]
    shades = {colour: _shade(colour, _SHADES[i % len(_SHADES)]) for i, colour in enumerate(hexadecimal)}
    for bar in bars:
        marker = bar.get("marker") or {}
        if isinstance(marker.get("color"), str):
            marker["color"] = shades.get(marker["color"], marker["color"])


def _shade(colour: str, towards: float) -> str:
    end = 255 if towards > 0 else 0
    parts = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
    return "#" + "".join(f"{round(part + (end - part) * abs(towards)):02x}" for part in parts)

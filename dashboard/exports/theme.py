"""A figure as it is printed: plain data of a copy, on white, told apart without colour.

A black-and-white printer keeps lightness alone, so that is what differs here, the hue kept: a scale with two dark ends
becomes one from light (less) to dark (more), the sectors and the kinds of interaction are steps of lightness, stacked
bars are moved apart, and lines that share a panel or a map get dashes. Marks, numbers and words are the screen's. Pure.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from itertools import pairwise
from typing import Any, Final

import plotly.graph_objects as go

from dashboard.palette import INTERACTION_COLOURS, NONE_COLOUR, SECTOR_COLOURS, Look, diverging, steps, translucent

_DASHES: Final = ("solid", "dash", "dot", "dashdot", "longdash", "longdashdot", "3px,2px", "10px,2px,2px,2px")
_SYMBOLS: Final = ("circle", "square", "diamond", "triangle-up", "x", "star", "triangle-down", "cross")
# How far a stacked colour goes to white (above 0) or to black: neighbours in a stack differ most. Hatching says
# "no articles", and patterns over whole bars made a PDF of 4 MB.
_SHADES: Final = (-0.3, 0.55, -0.65, 0.2, 0.8, -0.1)
_LESS: Final = "#ffdfa6"  # the light end; an edge keeps a bar of it apart from the paper
# Black numbers are read on all of it (4.5 : 1 on its dark end); those that the screen picks are lost on its middle.
_DIVERGING: Final = ((0.0, _LESS), (0.3, "#e2cfae"), (0.5, "#bcbdba"), (0.7, "#86a6c4"), (1.0, "#4278ac"))
# Screen colour -> printed colour. Lightness, of 255: security 45, trade 69, customs 97, tourism 123, technology 153,
# none 189; cooperation 71, all 114, conflict 153. The least step is 24.
_PRINTED: Final[Mapping[str, str]] = {
    SECTOR_COLOURS["security"]: "#4d2214", SECTOR_COLOURS["trade"]: "#234a80", SECTOR_COLOURS["customs"]: "#1f7f70",
    SECTOR_COLOURS["tourism"]: "#c96a06", SECTOR_COLOURS["tech"]: "#a781ea", NONE_COLOUR: "#b9bdc3",
    INTERACTION_COLOURS["cooperation"]: "#0f5a7a", INTERACTION_COLOURS["conflict"]: "#e07a64",
    diverging(Look.LIGHT)[0][1]: _LESS, diverging(Look.LIGHT)[-1][1]: "#173f6d",
}  # fmt: skip
_ORDERED: Final = {colour for mode in ("any", "conflict") for colour in steps(Look.LIGHT, mode=mode)}
_DATA: Final = frozenset({"x", "y", "z", "lat", "lon", "locations", "text", "customdata", "hovertemplate", "name"})
_RGBA: Final = re.compile(r"rgba\((\d+), ?(\d+), ?(\d+), ?([\d.]+)\)")


def printed(figure: go.Figure) -> dict[str, Any]:
    """Return `{"data": …, "layout": …}` of a figure for paper; the figure itself stays as it is."""
    plain: dict[str, Any] = json.loads(figure.to_json(validate=False))
    layout, traces = plain["layout"], plain["data"]
    layout["paper_bgcolor"] = layout["plot_bgcolor"] = "#ffffff"
    _dashed([trace for trace in traces if trace["type"] == "scatter" and trace.get("name") and _is_line(trace)])
    _mapped([trace for trace in traces if trace["type"] == "scattergeo" and trace.get("legendgroup")])
    if layout.get("barmode") == "stack":
        _shaded([trace for trace in traces if trace["type"] == "bar"])
    for trace in traces:
        _edged(trace)
        if not _is_ordered(trace.get("colorscale", [])):
            trace |= {"colorscale": _DIVERGING, "textfont": {**trace.get("textfont", {}), "color": "#000000"}}
    return {"data": _recoloured(traces), "layout": _recoloured(layout)}


def lightness(colour: str) -> float:
    """Return how light `#rrggbb` is without colour, from 0 to 255 (Rec. ITU-R BT.601, as printers and PIL weigh it)."""
    red, green, blue = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
    return 0.299 * red + 0.587 * green + 0.114 * blue


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


def _mapped(traces: list[dict[str, Any]]) -> None:
    """Give the arcs of each group of a map a dash and their dots a symbol; ordered steps differ in lightness alone."""
    hues = {t["legendgroup"]: t["marker"]["color"] for t in traces if "markers" in str(t.get("mode"))}
    names = [name for name, hue in hues.items() if hue not in _ORDERED]
    for trace in (trace for trace in traces if trace["legendgroup"] in names):
        place = 1 + names.index(trace["legendgroup"])
        if "markers" in str(trace.get("mode")):
            trace["marker"]["symbol"] = _SYMBOLS[place % len(_SYMBOLS)]
        else:
            trace["line"]["dash"] = _DASHES[place % len(_DASHES)]


def _shaded(bars: list[dict[str, Any]]) -> None:
    """Move the colours of bars apart in lightness, each the same everywhere; sectors have steps of their own."""
    colours = [bar["marker"]["color"] for bar in bars if isinstance((bar.get("marker") or {}).get("color"), str)]
    others = [colour for colour in dict.fromkeys(colours) if colour.startswith("#") and colour not in _PRINTED]
    shades = {colour: _shade(colour, _SHADES[i % len(_SHADES)]) for i, colour in enumerate(others)}
    for bar in bars:
        marker = bar.get("marker") or {}
        if isinstance(marker.get("color"), str):
            marker["color"] = shades.get(marker["color"], marker["color"])


def _shade(colour: str, towards: float) -> str:
    end = 255 if towards > 0 else 0
    parts = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
    return "#" + "".join(f"{round(part + (end - part) * abs(towards)):02x}" for part in parts)


def _edged(trace: dict[str, Any]) -> None:
    """Draw an edge around bars that stand for less, which are nearly as light as the paper."""
    marker = trace.get("marker") or {}
    colours = marker.get("color")
    if trace["type"] == "bar" and isinstance(colours, list) and diverging(Look.LIGHT)[0][1] in colours:
        marker["line"] = {"width": 1, "color": "#59616d"}


def _recoloured(value: Any, key: str = "") -> Any:
    """Return a part of a figure with its colours as they are printed; data and words are left alone."""
    if key in _DATA:
        return value
    if isinstance(value, dict):
        return {name: _recoloured(inside, name) for name, inside in value.items()}
    if isinstance(value, list):
        return [_recoloured(inside) for inside in value]
    return _printed(value) if isinstance(value, str) else value


def _is_ordered(scale: list[tuple[float, str]]) -> bool:
    """Return whether a scale of `#rrggbb` goes only darker or only lighter."""
    moves = [b - a for a, b in pairwise(lightness(colour) for _, colour in scale)]
    return all(move <= 0 for move in moves) or all(move >= 0 for move in moves)


def _printed(colour: str) -> str:
    """Return a colour as it is printed, `rgba()` with its opacity; any other text as it is."""
    if found := _RGBA.fullmatch(colour):
        *parts, opacity = found.groups()
        solid = _PRINTED.get("#" + "".join(f"{int(part):02x}" for part in parts))
        return colour if solid is None else translucent(solid, float(opacity))
    return _PRINTED.get(colour, colour)

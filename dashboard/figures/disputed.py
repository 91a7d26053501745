"""Disputed areas belong to nobody on our maps: outlined with a broken line and hatched.

The shapes that plotly.js draws follow who holds an area; a dashboard for foreign ministries takes no side. So the
areas of `static/topojson/disputed.json` are drawn over them, all in the same way. The file can be replaced by another.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt

from dashboard.figures.base import Trace, trace
from dashboard.figures.regions import FRAMES, Frame, Region
from dashboard.palette import Ink, Look, ink
from dashboard.words import say

SHAPES: Final = Path(__file__).parent.parent / "static" / "topojson" / "disputed.json"
_LINES_ACROSS: Final = 190  # hatch lines over the width of a map: 5 pixels apart at 950, 2 on a phone

_Coordinates = npt.NDArray[np.float64]


@cache
def areas(path: Path = SHAPES) -> dict[str, _Coordinates]:
    """Return name -> closed ring, one row a point: longitude, latitude."""
    rings = json.loads(path.read_text(encoding="utf-8"))["areas"]
    return {name: np.array(ring, dtype=float) for name, ring in rings.items()}


def hatching(region: Region, look: Look) -> list[Trace]:
    """Return what is drawn over the disputed areas of a region: outlines over the old border, and hatch lines."""
    rings = [ring for ring in areas().values() if _touches(ring, FRAMES[region])]
    west, east = FRAMES[region].longitudes
    outline, lines = _joined(rings), _joined([part for r in rings for part in hatch(r, (east - west) / _LINES_ACROSS)])
    land, hue = ink(Ink.LAND, look), ink(Ink.HATCH, look)
    styles = [(outline, land, 1.8, "solid"), (outline, hue, 0.8, "dot"), (lines, hue, 0.5, "solid")]
    return [
        trace(
        "scattergeo",
            lon=points[:, 0], lat=points[:, 1], mode="lines", hoverinfo="skip", showlegend=False,
            name=say("figures.disputed.areas"), line={"color": colour, "width": width, "dash": dash},
        )
        for points, colour, width, dash in styles
    ]  # fmt: skip


def hatch(ring: _Coordinates, spacing: float) -> list[_Coordinates]:
    """Return the parts of parallel diagonals inside a ring, `spacing` degrees apart, two points each.

    Coordinates are turned by 45 degrees; every level then cuts the edges an even number of times. Levels are multiples
    of the spacing, so that the hatches of neighbouring areas meet.
    """
    turn = np.array([[1.0, 1.0], [-1.0, 1.0]]) / np.sqrt(2)
    u, v = (ring @ turn.T).T
    parts = []
    first, last = np.ceil(v.min() / spacing), np.floor(v.max() / spacing)
    for level in np.arange(first, last + 1) * spacing:
        cut = (v[:-1] > level) != (v[1:] > level)
        share = (level - v[:-1][cut]) / (v[1:][cut] - v[:-1][cut])
        crossings = np.sort(u[:-1][cut] + share * (u[1:][cut] - u[:-1][cut]))
        for a, b in crossings.reshape(-1, 2):
            parts.append(np.array([[a, level], [b, level]]) @ turn)
    return parts


def _touches(ring: _Coordinates, frame: Frame) -> bool:
    longitudes, latitudes = ring[:, 0], ring[:, 1]
    return bool(
        (longitudes.max() >= frame.longitudes[0]) and (longitudes.min() <= frame.longitudes[1])
        and (latitudes.max() >= frame.latitudes[0]) and (latitudes.min() <= frame.latitudes[1])
    )  # fmt: skip


def _joined(parts: list[_Coordinates]) -> _Coordinates:
    gap = np.full((1, 2), np.nan)
    pieces = [piece for part in parts for piece in (part, gap)]
    return np.concatenate(pieces) if pieces else np.empty((0, 2))

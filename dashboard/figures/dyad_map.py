"""The map of co-mentions: a backbone of the strongest dyads, or one country's own, never everything.

Arcs are great circles between capitals, bent where those would cross the edge of the map. A width belongs to a whole
trace, so counts fall into four widths, and one trace holds all arcs of one width and colour. Lines give no selection,
so each arc carries a dot, which is what a reader hovers and clicks. Countries are symbols, not fills: a fill drowns
Kyrgyzstan under Kazakhstan.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pandas as pd
import plotly.graph_objects as go

from dashboard.figures import dyad_rows, geometry, symbols, words
from dashboard.figures.base import Trace, figure, notice, trace
from dashboard.figures.disputed import hatching
from dashboard.figures.regions import FRAMES, Frame, Region, aspect, geo
from dashboard.palette import Ink, Look, colour, ink, steps, translucent
from dashboard.words import say, terms
from data.records import SECTORS

_POINTS: Final = 25  # of a bent arc
WIDTHS: Final = (1.2, 2.2, 3.6, 5.5)
_PHONE: Final = 358  # pixels across
_BESIDE: Final = 108  # pixels of a phone's map for its buttons and legend


class ColourBy(StrEnum):
    """What the colour of an arc says."""

    EVIDENCE = "evidence"
    SECTOR = "sector"


def shown(
    answer: pd.DataFrame, *, mode: str, region: Region = Region.WORLD, ego: str | None = None, limit: int | None = None
) -> pd.DataFrame:
    """Return the rows of the answer that the map draws as arcs, in order, for the words beside the map.

    In a region only dyads of its countries are drawn: an arc that merely passes over drowns its neighbours, and the
    pairs of those who are only in the frame are not the region's.
    `limit` defaults to what the frame can bear.
    """
    ready = dyad_rows.backbone(answer, mode=mode, ego=ego, limit=len(answer))
    placed = geometry.placed(ready)
    most = limit if limit is not None else FRAMES[Region(region)].arcs
    return placed[geometry.touches(placed, Region(region))].head(most)


def arcs(
    answer: pd.DataFrame,
    *,
    mode: str,
    region: Region = Region.WORLD,
    ego: str | None = None,
    limit: int | None = None,
    countries: pd.DataFrame | None = None,
    colour_by: ColourBy = ColourBy.EVIDENCE,
    leading: Mapping[str, str] | None = None,
    unit: str = "articles",
    narrow: bool = False,
    look: Look = Look.LIGHT,
) -> go.Figure:
    """Return the map of an answer of `dyads` or `partners`.

    `countries` (an answer of `countries`) sizes the symbols and makes them clickable; without it they only mark places.
    `leading` names the leading sector of each dyad, for `ColourBy.SECTOR`; `unit` is what widths count; `narrow` is for
    phones. Draw it with `palette.config(..., map=True)`.
    """
    region = Region(region)
    frame = FRAMES[region]
    rows = shown(answer, mode=mode, region=region, ego=ego, limit=limit)
    by = ColourBy(colour_by)
    widths = np.digitize(rows["size"].to_numpy(dtype=float), _edges(rows["size"]))
    traces = hatching(region, look)
    for name, hue, mask in _groups(rows, mode, by, leading or {}, look):
        for width in range(len(WIDTHS)):
            if (chosen := mask & (widths == width)).any():
                traces.append(_lines(rows[chosen], frame, hue, WIDTHS[width], name))
        if mask.any():
            traces.append(_handles(rows[mask], mode, name, hue, frame, look))
    traces.append(symbols.dots(symbols.places(rows, countries, ego), frame, look, narrow=narrow))
    return figure(
        look, _height(region, narrow, ego), traces, geo=_ground(region, look), legend=_legend(mode, by, unit),
        margin={"l": 0, "r": 0, "t": 0, "b": 0},
        annotations=[] if len(rows) else [notice(look, say("figures.dyad_map.empty"), y=0.05)],
    )  # fmt: skip


def _height(region: Region, narrow: bool, ego: str | None) -> int:
    """A world is twice as wide as high, a region about square; on a phone the width is 360 pixels, the legend's 60.

    Bars stand beside the map of one country's pairs, which leave it 520 to 900 pixels of the width.
    """
    if narrow:  # at 330 for a world and 460 for a region a third of the chart was empty
        return min(460, round(_PHONE * aspect(region)) + _BESIDE)
    if region is Region.WORLD:
        return 400 if ego else 530
    return 620


def caption(region: Region = Region.WORLD) -> str:
    """Return what a map owes its reader: whose pairs it shows, where shapes come from, and that it takes no side."""
    whose = "" if region is Region.WORLD else terms("figures.dyad_map.regions")[region] + " "
    return whose + say("figures.dyad_map.caption")


def _legend(mode: str, by: ColourBy, unit: str) -> dict[str, Any]:
    title = say("figures.dyad_map.width", size=terms("figures.dyad_rows.sizes")[unit])
    if by is ColourBy.SECTOR or mode != "any":
        title += say(f"figures.dyad_map.colours.{'sector' if by is ColourBy.SECTOR else mode}")
    return {"orientation": "h", "x": 0, "xanchor": "left", "y": 0, "yanchor": "top", "yref": "paper",
            "font": {"size": 12}, "itemsizing": "constant",
            "title": {"text": title, "side": "top", "font": {"size": 12}}}  # fmt: skip


def _ground(region: Region, look: Look) -> dict[str, Any]:
    return {
        **geo(region),
        "domain": {"x": [0, 1], "y": [0, 1]},
        "bgcolor": "rgba(0,0,0,0)",
        "showframe": False,
        "showland": True,
        "landcolor": ink(Ink.LAND, look),
        "showcountries": True,
        "countrycolor": ink(Ink.BORDER, look),
        "countrywidth": 0.6,
        "showcoastlines": True,
        "coastlinecolor": ink(Ink.BORDER, look),
        "coastlinewidth": 0.6,
        "showlakes": False,
        "showocean": False,
    }


def _edges(counts: pd.Series) -> npt.NDArray[np.float64]:
    """Return three edges between four widths: even steps of the logarithm from the least to the largest count."""
    if not len(counts) or counts.min() == counts.max():
        return np.full(len(WIDTHS) - 1, np.inf)
    return np.geomspace(counts.min(), counts.max(), len(WIDTHS) + 1)[1:-1]


_Group = tuple[str, str, npt.NDArray[np.bool_]]


def _groups(rows: pd.DataFrame, mode: str, by: ColourBy, leading: Mapping[str, str], look: Look) -> list[_Group]:
    """Return name, colour and members of each colour of arcs, weak before strong so that strong lies on top."""
    few = rows["is_few"].to_numpy(dtype=bool)
    groups: list[_Group] = [(say("figures.dyad_map.too_few"), ink(Ink.HATCH, look), few)]
    if by is ColourBy.SECTOR:
        codes = np.array([leading.get(dyad, "none") for dyad in rows["dyad"]], dtype=object)
        chosen = [("none", say("figures.dyad_map.no_sector")), *((code, words.label(code)) for code in SECTORS)]
        groups += [(name, colour(code, look), ~few & (codes == code)) for code, name in chosen]
        return groups
    if mode == "any":
        values = rows["lift_low"].to_numpy(dtype=float, na_value=np.nan)
        below = ~few & ~(values > 1)
        groups.append((say("figures.dyad_map.not_above"), ink(Ink.QUIET, look), below))
        edges, labels = (2.0, 5.0), terms("figures.dyad_map.above_expected")
    else:
        values = rows["portion"].to_numpy(dtype=float, na_value=np.nan)
        below = np.zeros(len(rows), dtype=bool)
        edges = (0.25, 0.5)
        labels = terms("figures.dyad_map.portions")
    classes = np.digitize(values, edges)
    groups += [
        (name, steps(look, mode=mode)[i], ~few & ~below & (classes == i)) for i, name in enumerate(labels.values())
    ]
    return groups


def _lines(rows: pd.DataFrame, frame: Frame, hue: str, width: float, group: str) -> Trace:
    """Return arcs of one width: two points each, between which the map draws the great circle; bent ones have more."""
    bent_lat, bent_lon = geometry.drawn(rows, frame, np.linspace(0, 1, _POINTS))
    great = np.array(geometry.along(rows, np.linspace(0, 1, _POINTS)))
    is_bent = np.abs(np.stack([bent_lat, bent_lon]) - great).max(axis=(0, 2)) > 1e-6
    parts = []
    for lat, lon, bent in zip(bent_lat, bent_lon, is_bent, strict=True):
        kept = slice(None) if bent else [0, -1]
        parts.append(np.column_stack([np.append(lat[kept], np.nan), np.append(lon[kept], np.nan)]))
    latitudes, longitudes = np.concatenate(parts).T
    return trace(
        "scattergeo",
        lat=latitudes, lon=longitudes, mode="lines", line={"width": width, "color": translucent(hue, 0.72)},
        hoverinfo="skip", showlegend=False, legendgroup=group,
    )  # fmt: skip


def _handles(rows: pd.DataFrame, mode: str, name: str, hue: str, frame: Frame, look: Look) -> Trace:
    latitudes, longitudes = geometry.handles(rows, frame)
    return trace(
        "scattergeo",
        lat=latitudes, lon=longitudes, mode="markers", name=name, legendgroup=name, showlegend=True,
        marker={"size": 7, "color": hue, "opacity": 1, "line": {"width": 1, "color": ink(Ink.GROUND, look)}},
        customdata=dyad_rows.data(rows, mode=mode),
        hovertemplate="%{customdata[3]}<extra></extra>", unselected={"marker": {"opacity": 0.5}},
    )  # fmt: skip

"""Where arcs begin, where they run, and where a reader can take hold of them."""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from dashboard.figures.regions import FRAMES, Frame, Region, members
from data import names

_STEPS: Final = 41  # points looked at along an arc; a step is at most 4.5 degrees
_BEND: Final = 0.2  # degrees of latitude that a bent arc's corner rises for each degree of longitude it spans
_STEEPEST: Final = 84.0  # degrees; the map ends at 80, and a curve stays below its corner

_Array = npt.NDArray[np.float64]


def placed(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the dyads whose two countries have a place, with it; a territory without a town cannot be drawn."""
    # Columns of text are Arrow's: walking through 20,000 of their rows takes 100 ms, looking up their codes takes 5.
    places = {}
    for side in "ab":
        index, codes = pd.factorize(rows[f"country_{side}"])
        found = [names.country_position(str(code)) or (np.nan, np.nan) for code in codes]
        places[side] = np.array(found, dtype=float).reshape(-1, 2)[index]
    known = np.isfinite(places["a"][:, 0]) & np.isfinite(places["b"][:, 0])
    kept: pd.DataFrame = rows[known].copy()
    for side in "ab":
        kept[f"latitude_{side}"], kept[f"longitude_{side}"] = places[side][known].T
    return kept


def touches(rows: pd.DataFrame, region: Region) -> npt.NDArray[np.bool_]:
    """Return which of the placed dyads have at least one country of the region, with its capital inside the frame."""
    frame, own = FRAMES[region], list(members(region))
    inside = [
        frame.contains(rows[f"latitude_{s}"].to_numpy(), rows[f"longitude_{s}"].to_numpy())
        & rows[f"country_{s}"].isin(own).to_numpy()
        for s in "ab"
    ]
    return np.asarray(inside[0] | inside[1])


def along(rows: pd.DataFrame, shares: _Array) -> tuple[_Array, _Array]:
    """Return latitude and longitude at shares of the way along each great circle; one row a dyad.

    Spherical linear interpolation between unit vectors (Shoemake 1985).
    """
    ends = []
    for side in "ab":
        phi, lam = (np.radians(rows[f"{name}_{side}"].to_numpy(dtype=float)) for name in ("latitude", "longitude"))
        ends.append(np.stack([np.cos(phi) * np.cos(lam), np.cos(phi) * np.sin(lam), np.sin(phi)], axis=-1))
    angle = np.arccos(np.clip((ends[0] * ends[1]).sum(axis=-1), -1, 1))[:, None]
    angle = np.where(angle < 1e-9, 1e-9, angle)
    first, second = np.sin((1 - shares) * angle) / np.sin(angle), np.sin(shares * angle) / np.sin(angle)
    x, y, z = np.moveaxis(first[..., None] * ends[0][:, None] + second[..., None] * ends[1][:, None], -1, 0)
    return np.degrees(np.arctan2(z, np.hypot(x, y))), np.degrees(np.arctan2(y, x))


def drawn(rows: pd.DataFrame, frame: Frame, shares: _Array) -> tuple[_Array, _Array]:
    """Return latitude and longitude at shares of the way along each arc as the map draws it; one row a dyad.

    A map of the whole world is cut somewhere. A great circle that crosses the cut would leave at one edge and come back
    at the other, which reads as a loop; such an arc is bent over the map's own middle instead (a quadratic Bézier curve
    in degrees, away from the equator). It is no route anyway.
    """
    latitudes, longitudes = along(rows, shares)
    west, east = frame.longitudes
    if east - west < 360:
        return latitudes, longitudes
    turned = (longitudes - west) % 360
    cut = (np.abs(np.diff(turned, axis=1)) > 180).any(axis=1)
    ends_lat, ends_lon = latitudes[cut][:, [0, -1]], turned[cut][:, [0, -1]]
    side = np.where(ends_lat.sum(axis=1) < 0, -1.0, 1.0)
    top = side * (np.abs(ends_lat).max(axis=1) + _BEND * np.abs(np.diff(ends_lon, axis=1))[:, 0])
    t = np.asarray(shares)[None, :]
    corner = np.clip(top, -_STEEPEST, _STEEPEST)[:, None]
    latitudes[cut] = (1 - t) ** 2 * ends_lat[:, :1] + 2 * t * (1 - t) * corner + t**2 * ends_lat[:, 1:]
    longitudes[cut] = ends_lon[:, :1] + t * np.diff(ends_lon, axis=1) + west
    return latitudes, longitudes


def handles(rows: pd.DataFrame, frame: Frame) -> tuple[_Array, _Array]:
    """Return latitude and longitude of a point of each arc to hover and click: the middle of its part in the frame."""
    latitudes, longitudes = drawn(rows, frame, np.linspace(0, 1, _STEPS))
    inside = frame.contains(latitudes, longitudes)
    inside[~inside.any(axis=1)] = True
    order = inside.cumsum(axis=1)
    places = (order * 2 >= order[:, -1:]).argmax(axis=1)
    index = np.arange(len(rows))
    return latitudes[index, places], longitudes[index, places]

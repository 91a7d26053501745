"""The frames a map can have: ranges of degrees, a centre, how fine the coastline is, and whose pairs they show.

Ranges are given, never fitted: with `fitbounds` plotly.js 4 turns and crops a world map.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from data import names


class Region(StrEnum):
    """The frames a reader can choose."""

    WORLD = "world"
    CENTRAL_ASIA = "central-asia"
    EURASIA = "eurasia"
    ASEAN = "asean"
    EUROPE = "europe"
    AFRICA = "africa"
    AMERICAS = "americas"
    MIDDLE_EAST = "middle-east"


NAME: Final = 13  # letters; "United States" has as many


@dataclass(frozen=True)
class Frame:
    """What a map shows: degrees east and north, how far apart names of NAME letters must be, how many it bears."""

    longitudes: tuple[float, float]
    latitudes: tuple[float, float]
    spacing: tuple[float, float]
    names: int
    arcs: int

    def contains(self, latitude: npt.NDArray[np.float64], longitude: npt.NDArray[np.float64]) -> npt.NDArray[np.bool_]:
        """Return which places lie inside the frame; longitudes may be given from -180 or from 0."""
        west, east = self.longitudes
        turned = (longitude - west) % 360
        return (turned <= east - west) & (latitude >= self.latitudes[0]) & (latitude <= self.latitudes[1])


FRAMES: Final = {
    Region.WORLD: Frame((-169, 191), (-56, 80), (42, 9), 12, 45),
    Region.CENTRAL_ASIA: Frame((44, 92), (33, 57), (6.0, 1.1), 14, 30),
    Region.EURASIA: Frame((10, 150), (5, 72), (17, 4.5), 16, 45),
    Region.ASEAN: Frame((88, 145), (-13, 30), (8, 2.6), 14, 30),
    Region.EUROPE: Frame((-13, 46), (34, 68), (7, 2.2), 18, 30),
    Region.AFRICA: Frame((-22, 56), (-37, 39), (12, 4), 18, 30),
    Region.AMERICAS: Frame((-140, -30), (-56, 66), (17, 6), 16, 30),
    Region.MIDDLE_EAST: Frame((24, 66), (10, 44), (6, 2), 16, 30),
}


_MIDDLE_EAST: Final = frozenset(
    ("AE", "BH", "EG", "IL", "IQ", "IR", "JO", "KW", "LB", "OM", "PS", "QA", "SA", "SY", "TR", "YE")
)
_BLOCS: Final = {Region.CENTRAL_ASIA: "C5", Region.ASEAN: "ASEAN"}
_CONTINENTS: Final = {
    Region.EUROPE: ("EU",), Region.AFRICA: ("AF",), Region.AMERICAS: ("NA", "SA"), Region.EURASIA: ("AS", "EU"),
}  # fmt: skip


@cache
def members(region: Region) -> frozenset[str]:
    """Return the codes of the countries of a region: a frame also holds neighbours, as Africa's holds Jerusalem.

    Blocs with all who ever belonged, continents after GeoNames, the Middle East as the caption of its map lists it.
    """
    if region is Region.MIDDLE_EAST:
        return _MIDDLE_EAST
    if region in _BLOCS:
        found = next(bloc for bloc in names.blocs() if bloc.code == _BLOCS[region])
        return frozenset(member.country for member in found.members)
    of = _CONTINENTS.get(region)
    return frozenset(code for code in names.country_codes() if of is None or names.continent(code) in of)


def aspect(region: Region) -> float:
    """Return how high a region is drawn, as a part of how wide; of the world as it was measured on a screen."""
    if region is Region.WORLD:
        return 0.44
    (west, east), (south, north) = FRAMES[region].longitudes, np.radians(FRAMES[region].latitudes)
    return float((np.arcsinh(np.tan(north)) - np.arcsinh(np.tan(south))) / np.radians(east - west))


def geo(region: Region) -> dict[str, Any]:
    """Return the part of `layout.geo` that frames a region.

    The world is cut at 169° west, in the Bering Strait, so that no country is torn. Regions need the
    1:50 million shapes: Singapore, Bahrain, the Maldives and Malta are not in the coarse ones.
    """
    frame = FRAMES[Region(region)]
    west, east = frame.longitudes
    world = region is Region.WORLD
    return {
        "resolution": 110 if world else 50,
        "projection": {"type": "natural earth" if world else "mercator", "rotation": {"lon": (west + east) / 2}},
        "lonaxis": {"range": [west, east]},
        "lataxis": {"range": list(frame.latitudes)},
        "fitbounds": False,
    }

"""The countries on the map: a symbol at each capital, sized by articles, and names that do not collide."""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from dashboard.figures import marks, words
from dashboard.figures.base import Trace, halo, trace
from dashboard.figures.regions import NAME, Frame
from dashboard.palette import Ink, Look, ink, translucent
from dashboard.words import say
from data import names

LARGEST: Final = 30  # pixels across
SMALLEST: Final = 5
_LARGE: Final = 0.25  # of the most articles on the map: half as far across as the largest symbol
UNCONNECTED: Final = 30  # countries without an arc that are shown for their count


def places(rows: pd.DataFrame, countries: pd.DataFrame | None, ego: str | None) -> pd.DataFrame:
    """Return one row a symbol: code, latitude, longitude, count (NaN if not given), total, is_connected, is_ego.

    Countries with an arc are always there; of the others the most frequent, so that a reader sees
    who is in the news without standing in any strong dyad.
    """
    connected = {*rows["country_a"], *rows["country_b"]} | ({ego} if ego else set())
    counts: dict[str, float] = {}
    total = 0
    if countries is not None and len(countries):
        counts = {str(c): float(n) for c, n in zip(countries["country"], countries["count_articles"], strict=True) if n}
        total = int(countries["total_articles"].iloc[0])
    others = sorted((c for c in counts if c not in connected), key=lambda c: (-counts[c], c))[:UNCONNECTED]
    found = []
    for code in sorted(connected) + others:
        position = names.country_position(code)
        if position is not None:
            found.append((code, *position, counts.get(code, np.nan), total, code in connected, code == ego))
    columns = ["code", "latitude", "longitude", "count", "total", "is_connected", "is_ego"]
    table = pd.DataFrame(found, columns=columns)
    return table.sort_values(["is_ego", "is_connected", "count", "code"], ascending=[True, True, False, True])


def dots(table: pd.DataFrame, frame: Frame, look: Look, *, narrow: bool = False) -> Trace:
    """Return the symbols with the names that fit; those with a count can be clicked."""
    counts = table["count"].to_numpy(dtype=float)
    largest = np.nanmax(counts) if np.isfinite(counts).any() else 1.0
    scaled = (0.6 if narrow else 1.0) * LARGEST * np.sqrt(counts / largest)
    quiet, strong = ink(Ink.QUIET, look), ink(Ink.TEXT, look)
    fills = np.where(table["is_ego"], strong,
                     np.where(table["is_connected"], translucent(quiet, 0.55), translucent(quiet, 0.18)))  # fmt: skip
    named = fitting(table, frame, narrow=narrow)
    return trace(
        "scattergeo",
        lat=table["latitude"].to_numpy(), lon=table["longitude"].to_numpy(), mode="markers+text", showlegend=False,
        name="Countries",
        marker={"size": np.where(np.isfinite(counts), np.maximum(SMALLEST, scaled), SMALLEST + 1), "color": fills,
                "opacity": 1, "line": {"width": 1, "color": ink(Ink.GROUND, look)}},
        text=np.array([words.country(c) if c in named else "" for c in table["code"]], dtype=object),
        textposition="top center", textfont={"size": 12, "color": strong, "shadow": halo(ink(Ink.LAND, look))},
        customdata=_data(table, counts), hovertemplate="%{customdata[3]}<extra></extra>",
        unselected={"marker": {"opacity": 0.6}},
    )  # fmt: skip


def _data(table: pd.DataFrame, counts: npt.NDArray[np.float64]) -> npt.NDArray[np.object_]:
    known = np.isfinite(counts)
    texts = [marks.written(country=code) if k else "" for code, k in zip(table["code"], known, strict=True)]
    hover = [
        f"<b>{words.country(code)}</b>" + (_of(n, total) if k else "")
        for code, n, total, k in zip(table["code"], counts, table["total"], known, strict=True)
    ]
    shown = [int(count) if k else None for count, k in zip(counts, known, strict=True)]
    totals = [int(total) if k else None for total, k in zip(table["total"], known, strict=True)]
    return marks.customdata(texts, shown, totals, hover)


def _of(count: float, total: float) -> str:
    return say("figures.symbols.hover", count=words.number(count), total=words.number(total))


def fitting(table: pd.DataFrame, frame: Frame, *, narrow: bool = False) -> set[str]:
    """Return the countries whose names are written: the chosen one first, then by count, none over another.

    Also those without an arc whose symbol is large: the largest of a map must not be the one without a name. A name at
    a dot with no arc is a riddle (Venezuela on the map of who cooperates).
    """
    limit = frame.names // 2 if narrow else frame.names
    apart = np.array(frame.spacing) * (2.0 if narrow else 1.0)
    order = table.sort_values(["is_ego", "count", "is_connected", "code"], ascending=[False, False, False, True])
    kept: dict[str, npt.NDArray[np.float64]] = {}
    widths = {str(code): (len(words.country(code)) + 1) / NAME for code in order["code"]}
    # A name is centred on its symbol, so near an edge half of it would be cut off.
    longitudes, latitudes = (order[name].to_numpy(dtype=float) for name in ("longitude", "latitude"))
    inside = np.logical_and.reduce(
        [frame.contains(latitudes, longitudes + side * frame.spacing[0] / 2) for side in (-1, 1)]
    )
    counts = order["count"].to_numpy(dtype=float)
    largest = np.nanmax(counts[inside], initial=0.0)
    inside &= order["is_connected"].to_numpy(dtype=bool) | (counts >= _LARGE * largest)
    for code, lon, lat, seen in zip(order["code"], longitudes, latitudes, inside, strict=True):
        place = np.array([lon, lat])
        clear = all(
            (np.abs(place - kept[other]) > apart * [(widths[str(code)] + widths[other]) / 2, 1]).any() for other in kept
        )
        if seen and clear and len(kept) < limit:
            kept[str(code)] = place
    return set(kept)

"""Colours and chart chrome: one colour a sector on every page and in every export.

It must not know a query, a widget or a page. All colours were chosen for contrast of at least 3 : 1 on
the light and on the dark page alike (relative luminance 0.135 to 0.295), so that a colour in a light export is the
colour on a dark screen. Within sectors the distance in OKLab stays above 0.10 for full colour vision and
for simulated protanopia, deuteranopia and tritanopia (Machado et al. 2009); `tests/dashboard` checks both.
"""

from __future__ import annotations

from enum import StrEnum
from functools import cache
from typing import Any, Final

import plotly.graph_objects as go


class Look(StrEnum):
    """The two grounds a chart can stand on; the values are those of `st.context.theme.type`."""

    LIGHT = "light"
    DARK = "dark"


SECTOR_COLOURS: Final = {
    "trade": "#466a9a",
    "tech": "#a277ea",
    "tourism": "#df7607",
    "customs": "#43a293",
    "security": "#95573f",
}
# Eight hues cannot all stay apart for every eye; themes are drawn in panels of their own, each named.
THEME_COLOURS: Final = {
    "diplomacy": "#7d8fe3",
    "multilateralism": "#2d7c6b",
    "sovereignty": "#996f9b",
    "connectivity": "#cb4363",
    "green-development": "#6a8a13",
    "economic-integration": "#9d9651",
    "regional-stability": "#945b00",
    "people-to-people": "#b38381",
}
# "any" is every co-mention: neither good nor bad, hence a plain slate.
INTERACTION_COLOURS: Final = {"cooperation": "#1f7fa6", "conflict": "#c2503a", "any": "#6a7384"}
NONE_COLOUR: Final = "#7d838c"
# Collections are told apart by lightness of one quiet hue; they carry volume, not meaning.
COLLECTION_COLOURS: Final = ("#8494a8", "#5f7a63", "#a07f5c", "#7a6a93", "#4f8a94", "#9a6a74")

# Dyads and countries have no colour of their own; these are the hues of the sectors in another order, so that no reader
# takes one for a sector: lines of sectors and of countries never share a chart.
LINE_COLOURS: Final = ("#1f7fa6", "#df7607", "#43a293", "#a277ea", "#95573f", "#cb4363", "#6a8a13", "#7d8fe3")

FONT: Final = '"Source Sans", system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif'


class Ink(StrEnum):
    """Names of the neutral inks, so that no figure invents a grey."""

    TEXT = "text"
    QUIET = "quiet"
    GRID = "grid"
    GROUND = "ground"
    LAND = "land"
    BORDER = "border"
    MIDDLE = "middle"
    HATCH = "hatch"


_INKS: Final[dict[Look, dict[Ink, str]]] = {
    Look.LIGHT: {
        Ink.TEXT: "#262b33",
        Ink.QUIET: "#59616d",
        Ink.GRID: "#e4e7eb",
        Ink.GROUND: "#ffffff",
        Ink.LAND: "#eceef1",
        Ink.BORDER: "#c3c9d1",
        Ink.MIDDLE: "#f2f2ef",
        Ink.HATCH: "#98a0ab",
    },
    Look.DARK: {
        Ink.TEXT: "#eef0f3",
        Ink.QUIET: "#a9b1bd",
        Ink.GRID: "#2b313b",
        Ink.GROUND: "#0e1117",
        Ink.LAND: "#262b34",
        Ink.BORDER: "#454d59",
        Ink.MIDDLE: "#2a2f38",
        Ink.HATCH: "#6d7683",
    },
}
# Ordered steps, weak to strong: towards the ink on light, towards the light on dark.
_STEPS: Final = {
    Look.LIGHT: ("#8fb3cf", "#4a86b3", "#123f6b"),
    Look.DARK: ("#3f6685", "#6fa5cf", "#cfe6f8"),
}
_CONFLICT_STEPS: Final = {
    Look.LIGHT: ("#e0a997", "#c2503a", "#7c1f12"),
    Look.DARK: ("#81453a", "#d4715c", "#f8cfc4"),
}


def ink(name: Ink, look: Look) -> str:
    """Return a neutral colour of one ground."""
    return _INKS[Look(look)][name]


def colour(code: str, look: Look = Look.LIGHT) -> str:
    """Return the colour of a sector, a theme, "none" or an interaction; KeyError on a stranger.

    It is the same on both grounds; `look` is part of the signature so that a page need not know that.
    """
    del look
    known = {**SECTOR_COLOURS, **THEME_COLOURS, **INTERACTION_COLOURS, "none": NONE_COLOUR}
    return known[code]


def line_colour(code: str, place: int, look: Look = Look.LIGHT) -> str:
    """Return the colour of a line: a label's own; that of a dyad or country follows its place in the chart."""
    if code in SECTOR_COLOURS or code in THEME_COLOURS:
        return colour(code, look)
    return LINE_COLOURS[place % len(LINE_COLOURS)]


def steps(look: Look, *, mode: str = "any") -> tuple[str, str, str]:
    """Return three ordered colours, weak to strong, for what is counted under `mode`."""
    chosen = _CONFLICT_STEPS if mode == "conflict" else _STEPS
    return chosen[Look(look)]


def diverging(look: Look) -> list[tuple[float, str]]:
    """Return the scale for less (ochre) and more (blue) than expected; the middle is nearly the ground."""
    middle = ink(Ink.MIDDLE, look)
    ends = ("#a8560f", "#e0b27c", "#86b4d6", "#1c5a94")
    if Look(look) is Look.DARK:
        ends = ("#f0ab5e", "#7d5528", "#2f5f86", "#8cc6f0")
    return [(0.0, ends[0]), (0.3, ends[1]), (0.5, middle), (0.7, ends[2]), (1.0, ends[3])]


def sequential(look: Look, *, mode: str = "any") -> list[tuple[float, str]]:
    """Return the scale for a share from 0 to 1 of what is counted under `mode`."""
    weak, medium, strong = steps(look, mode=mode)
    return [(0.0, ink(Ink.MIDDLE, look)), (0.25, weak), (0.6, medium), (1.0, strong)]


def translucent(hexadecimal: str, opacity: float) -> str:
    """Return `#rrggbb` as an `rgba()` of that opacity."""
    red, green, blue = (int(hexadecimal[i : i + 2], 16) for i in (1, 3, 5))
    return f"rgba({red},{green},{blue},{opacity:g})"


@cache
def template(look: Look) -> go.layout.Template:
    """Return the chart chrome of one ground: transparent, quiet grid, system fonts, nothing remote."""
    axis = {
        "gridcolor": ink(Ink.GRID, look),
        "linecolor": ink(Ink.BORDER, look),
        "zerolinecolor": ink(Ink.BORDER, look),
        "tickfont": {"color": ink(Ink.QUIET, look), "size": 12},
        "title": {"font": {"color": ink(Ink.QUIET, look), "size": 12}, "standoff": 8},
        "automargin": True,
        "fixedrange": True,
    }
    layout = {
        "font": {"family": FONT, "size": 13, "color": ink(Ink.TEXT, look)},
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "colorway": list(SECTOR_COLOURS.values()),
        "margin": {"l": 8, "r": 12, "t": 12, "b": 8},
        "xaxis": axis,
        "yaxis": {**axis, "ticklabelstandoff": 4},  # names of bars do not touch them
        "hovermode": "closest",
        "hoverlabel": {
            "bgcolor": ink(Ink.GROUND, look),
            "bordercolor": ink(Ink.BORDER, look),
            "font": {"family": FONT, "size": 13, "color": ink(Ink.TEXT, look)},
            "align": "left",
            "namelength": -1,
        },
        "legend": {"font": {"size": 12}, "bgcolor": "rgba(0,0,0,0)", "itemclick": False, "itemdoubleclick": False},
        # Made from a transparent ground, Plotly's own is a dark box over the map.
        "modebar": {"bgcolor": "rgba(0,0,0,0)", "color": ink(Ink.QUIET, look), "activecolor": ink(Ink.TEXT, look)},
        "dragmode": False,
        "separators": ".,",
    }  # fmt: skip
    return go.layout.Template(layout=layout)


def config(*, map: bool = False) -> dict[str, Any]:
    """Return the `config` of a chart in the page: no logo, nothing that leaves the machine, and no camera.

    Plotly's camera saves the bare chart; *Take out* saves it with title, source, n and snapshot. Only maps have
    buttons, to zoom. For them the address of the shapes is relative, so that it survives a base path and any page;
    Plotly's default is a server on the internet.
    """
    chosen: dict[str, Any] = {
        "displaylogo": False,
        "showSendToCloud": False,
        "showEditInChartStudio": False,
        "responsive": True,
        "scrollZoom": False,
        "doubleClick": "reset",
        "displayModeBar": False,
    }  # fmt: skip
    if map:
        del chosen["displayModeBar"]
        chosen["modeBarButtons"] = [["zoomInGeo", "zoomOutGeo", "resetGeo"]]
        chosen["topojsonURL"] = "app/static/topojson/"
    return chosen

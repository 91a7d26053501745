"""The scripts and map shapes that draw a sheet in a browser, as files of ours and of the Plotly package.

Apart from `html`, so that a browser can be started before anything is loaded that knows a record: this module loads
neither pandas nor Plotly. It must not know Streamlit.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final

ASSETS: Final = Path(__file__).parent / "assets"
SHAPES: Final = Path(__file__).parents[1] / "static" / "topojson"
PLOTLY: Final = Path(str((spec := find_spec("plotly")) and spec.origin)).parent / "package_data" / "plotly.min.js"


@cache
def asset(name: str) -> str:
    """Return the text of a file that goes into every page."""
    return (ASSETS / name).read_text(encoding="utf-8")


def shapes(figures: Iterable[Mapping[str, Any]]) -> str:
    """Return the script with the map shapes of figures, where plotly.js looks for them; nothing without a map."""
    names = sorted({name for figure in figures for name in _maps(figure)})
    if not names:
        return ""
    files = ",".join(f'"{name}":{(SHAPES / f"{name}.json").read_text(encoding="utf-8")}' for name in names)
    return f"window.PlotlyGeoAssets = {{topojson: {{{files}}}}};"


def _maps(figure: Mapping[str, Any]) -> Iterable[str]:
    """Yield the shapes that a figure's maps need, as plotly.js names them."""
    if any(str(trace.get("type", "")).endswith("geo") or trace.get("type") == "choropleth" for trace in figure["data"]):
        for key, layout in figure["layout"].items():
            if key.startswith("geo"):
                yield f"{layout.get('scope', 'world')}_{layout.get('resolution', 110)}m"

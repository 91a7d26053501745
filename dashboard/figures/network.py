"""The network of co-mentions: the same backbone as the map, placed by who stands close to whom instead of by place.

Only the strongest dyads that stand above expected are drawn; a network of everything is a ball of wool. The places are
the same for the same answer: the start is a circle in the order of the codes, and no step is random.
"""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd
import plotly.graph_objects as go

from dashboard.figures import dyad_rows, marks, words
from dashboard.figures.base import LEGEND_BOTTOM, Trace, figure, halo, notice, trace
from dashboard.palette import Ink, Look, ink, steps, translucent
from dashboard.words import say, terms

_ROUNDS: Final = 250
_WIDTHS: Final = (1.0, 2.2, 4.0, 6.5)

_Array = npt.NDArray[np.float64]


def dyads(
    answer: pd.DataFrame, *, mode: str, ego: str | None = None, limit: int = 45, unit: str = "articles",
    narrow: bool = False, look: Look = Look.LIGHT,
) -> go.Figure:  # fmt: skip
    """Return the network of an answer of `dyads` or `partners`; each line carries a dot that opens its articles.

    `unit` is what the widths of lines count, as on the map.
    """
    rows = dyad_rows.backbone(answer, mode=mode, ego=ego, limit=limit // 2 if narrow else limit)
    codes = sorted({*rows["country_a"], *rows["country_b"]})
    traces: list[Trace] = []
    if codes:
        index = {code: i for i, code in enumerate(codes)}
        ends = np.array([[index[a], index[b]] for a, b in zip(rows["country_a"], rows["country_b"], strict=True)])
        places = layout(len(codes), ends, rows["size"].to_numpy(dtype=float))
        traces = [*_lines(rows, ends, places, mode, look), _handles(rows, ends, places, mode, look),
                  _nodes(rows, codes, places, ego, look)]  # fmt: skip
    plain = {"visible": False, "showgrid": False, "zeroline": False}
    return figure(
        look, 420 if narrow else 600, traces, margin={"l": 0, "r": 0, "t": 8, "b": 64},
        legend={**LEGEND_BOTTOM, "x": 0, "xanchor": "left",
                "title": {"text": say("figures.network.line_width", size=terms("figures.dyad_rows.sizes")[unit]),
                          "side": "top"}},
        xaxis={**plain, "range": [-1.22, 1.22]}, yaxis={**plain, "range": [-1.15, 1.15]},
        annotations=[] if traces else [notice(look, say("figures.network.empty"))],
    )  # fmt: skip


def layout(count: int, ends: npt.NDArray[np.int64], sizes: _Array) -> _Array:
    """Return the places of `count` nodes in [-1, 1]²: all push, joined ones pull (Fruchterman and Reingold 1991)."""
    turn = np.linspace(0, 2 * np.pi, count, endpoint=False)
    places = np.column_stack([np.cos(turn), np.sin(turn)])
    ideal = 1.6 / np.sqrt(max(count, 1))
    pull = 0.4 + 0.6 * np.sqrt(sizes / sizes.max())
    for heat in np.linspace(0.2, 0.004, _ROUNDS):
        apart = places[:, None] - places[None, :]
        distance = np.maximum(np.hypot(apart[..., 0], apart[..., 1]), 0.01)
        push = (apart * (ideal**2 / distance**2)[..., None]).sum(axis=1)
        along = places[ends[:, 0]] - places[ends[:, 1]]
        force = along * (np.hypot(along[:, 0], along[:, 1]) / ideal * pull)[:, None]
        np.add.at(push, ends[:, 0], -force)
        np.add.at(push, ends[:, 1], force)
        push -= 0.6 * places  # parts that nothing joins would drift away
        length = np.maximum(np.hypot(push[:, 0], push[:, 1]), 1e-9)
        places = places + push / length[:, None] * np.minimum(length, heat)[:, None]
    places -= (places.max(axis=0) + places.min(axis=0)) / 2
    scaled: _Array = places / np.maximum(np.abs(places).max(axis=0), 1e-9)
    return scaled


def _lines(rows: pd.DataFrame, ends: npt.NDArray[np.int64], places: _Array, mode: str, look: Look) -> list[Trace]:
    sizes = rows["size"].to_numpy(dtype=float)
    least, most = sizes.min(), sizes.max()
    edges = np.geomspace(least, most, len(_WIDTHS) + 1)[1:-1] if least < most else np.full(3, np.inf)
    classes, found = np.digitize(sizes, edges), []
    for i, width in enumerate(_WIDTHS):
        chosen = ends[classes == i]
        if not len(chosen):
            continue
        points = np.full((3 * len(chosen), 2), np.nan)
        points[0::3], points[1::3] = places[chosen[:, 0]], places[chosen[:, 1]]
        hue = translucent(steps(look, mode=mode)[1], 0.55)
        found.append(trace("scatter", x=points[:, 0], y=points[:, 1], mode="lines", hoverinfo="skip",
                           name=_span(sizes[classes == i]), line={"width": width, "color": hue}))  # fmt: skip
    return found


def _span(sizes: _Array) -> str:
    """Return what a width stands for: the least and the most of its lines."""
    least, most = words.number(sizes.min()), words.number(sizes.max())
    return least if least == most else say("figures.network.from_to", least=least, most=most)


def _handles(rows: pd.DataFrame, ends: npt.NDArray[np.int64], places: _Array, mode: str, look: Look) -> Trace:
    middle = (places[ends[:, 0]] + places[ends[:, 1]]) / 2
    return trace(
        "scatter", x=middle[:, 0], y=middle[:, 1], mode="markers", name="Pairs", showlegend=False,
        marker={"size": 8, "color": steps(look, mode=mode)[2], "line": {"width": 1, "color": ink(Ink.GROUND, look)}},
        customdata=dyad_rows.data(rows, mode=mode), hovertemplate="%{customdata[3]}<extra></extra>",
        unselected={"marker": {"opacity": 0.5}},
    )  # fmt: skip


def _nodes(rows: pd.DataFrame, codes: list[str], places: _Array, ego: str | None, look: Look) -> Trace:
    sums = dict.fromkeys(codes, 0)
    for a, b in zip(rows["country_a"], rows["country_b"], strict=True):
        sums[a] += 1
        sums[b] += 1
    degree = np.array([sums[code] for code in codes], dtype=float)
    strong, quiet = ink(Ink.TEXT, look), ink(Ink.QUIET, look)
    texts = [marks.written(country=code) for code in codes]
    hover = [
        say("figures.network.hover", country=words.country(code), count=sums[code], total=len(rows)) for code in codes
    ]
    return trace(
        "scatter", x=places[:, 0], y=places[:, 1], mode="markers+text", name="Countries", showlegend=False,
        marker={"size": 8 + 22 * np.sqrt(degree / degree.max()), "opacity": 1,
                "color": [strong if code == ego else quiet for code in codes],
                "line": {"width": 1.5, "color": ink(Ink.GROUND, look)}},
        text=[words.country(code) for code in codes], textposition="top center", cliponaxis=False,
        textfont={"size": 12, "color": strong, "shadow": halo(ink(Ink.GROUND, look))},
        # No count: a count on a mark is that of its list, and these sizes count pairs.
        customdata=marks.customdata(texts, [None] * len(codes), [None] * len(codes), hover),
        hovertemplate="%{customdata[3]}<extra></extra>", unselected={"marker": {"opacity": 0.7}},
    )  # fmt: skip

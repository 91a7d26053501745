"""The dyad matrix: many dyads at once, ordered so that countries with the same partners stand together.

Above about twenty countries a matrix beats a drawing of nodes and links for everything but following paths. Under
"any" the colour is the signed G² (its root, with the sign kept), so the middle of the scale is what chance would
give; under cooperation or conflict it is the share of the articles that name both.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
import plotly.graph_objects as go
from scipy.cluster.hierarchy import leaves_list, linkage, optimal_leaf_ordering
from scipy.spatial.distance import pdist

from dashboard.figures import dyad_rows, words
from dashboard.figures.base import LEGEND_BOTTOM, Trace, figure, notice
from dashboard.figures.grid import Cells, colour_bar, paint
from dashboard.palette import Look, diverging, sequential
from dashboard.words import say, terms
from data.names import Bloc


def dyads(
    answer: pd.DataFrame, *, mode: str, limit: int = 22, blocs: Sequence[Bloc] = (), look: Look = Look.LIGHT
) -> go.Figure:
    """Return the matrix of the `limit` most frequent countries in an answer of `dyads`.

    Countries with like partners stand together; with `blocs`, those of one bloc do, in the order of the blocs.
    """
    rows = dyad_rows.prepare(answer, mode=mode)
    codes = order(rows, mode=mode, limit=limit)
    if blocs:
        codes = by_bloc(codes, blocs)
    size = len(codes)
    names = [words.country(code) for code in codes]
    ticks = {"tickmode": "array", "tickvals": list(range(size)), "ticktext": names, "showgrid": False,
             "zeroline": False, "ticks": "", "showline": False}  # fmt: skip
    traces: list[Trace] = []
    if size:
        cells = _cells(rows, codes, mode)
        traces = paint(cells, (size, size), look, **_scale(cells.value, mode, look))
    return figure(
        look, 190 + 26 * max(size, 6), traces, margin={"t": 8, "b": 112}, legend=LEGEND_BOTTOM,
        xaxis={**ticks, "side": "top", "tickangle": -90, "range": [-0.5, max(size, 1) - 0.5]},
        yaxis={**ticks, "range": [max(size, 1) - 0.5, -0.5]},
        annotations=[] if traces else [notice(look)],
    )  # fmt: skip


def by_bloc(codes: Sequence[str], blocs: Sequence[Bloc]) -> list[str]:
    """Return the countries by the first bloc that holds each, today or before; those of none last."""
    place: dict[str, int] = {}
    for i, bloc in enumerate(blocs):
        for member in bloc.members:
            place.setdefault(member.country, i)
    return sorted(codes, key=lambda code: (place.get(code, len(blocs)), code))


def strength(rows: pd.DataFrame, *, mode: str) -> npt.NDArray[np.float64]:
    """Return what colours a cell: the signed root of G², or the share; NaN where there are too few."""
    if mode == "any":
        g2 = rows["signed_g2"].to_numpy(dtype=float, na_value=np.nan)
        values = np.sign(g2) * np.sqrt(np.abs(g2))
    else:
        values = rows["portion"].to_numpy(dtype=float, na_value=np.nan)
    return np.where(rows["is_few"], np.nan, values)


def order(rows: pd.DataFrame, *, mode: str, limit: int) -> list[str]:
    """Return the countries with the most articles in common with others, those with like partners side by side.

    Average linkage over the rows of strengths, with the leaves turned so that neighbours are most alike.
    """
    sums = rows.groupby("country_a")["count"].sum().add(rows.groupby("country_b")["count"].sum(), fill_value=0)
    codes = [str(code) for code in sorted(sums.index, key=lambda code: (-sums[code], code))[:limit]]
    codes.sort()
    if len(codes) < 3:
        return codes
    index = {code: i for i, code in enumerate(codes)}
    table = np.zeros((len(codes), len(codes)))
    for a, b, value in zip(rows["country_a"], rows["country_b"], strength(rows, mode=mode), strict=True):
        if a in index and b in index and np.isfinite(value):
            table[index[a], index[b]] = table[index[b], index[a]] = value
    distances = pdist(table + np.eye(len(codes)) * np.abs(table).max())
    tree = linkage(distances, method="average")
    return [codes[i] for i in leaves_list(optimal_leaf_ordering(tree, distances))]


def _cells(rows: pd.DataFrame, codes: list[str], mode: str) -> Cells:
    index = {code: i for i, code in enumerate(codes)}
    chosen = rows[rows["country_a"].isin(codes) & rows["country_b"].isin(codes)]
    a = np.array([index[c] for c in chosen["country_a"]], dtype=np.int64)
    b = np.array([index[c] for c in chosen["country_b"]], dtype=np.int64)
    data = dyad_rows.data(chosen, mode=mode)
    values, counts = strength(chosen, mode=mode), chosen["count"].to_numpy(dtype=np.int64)
    return Cells(
        np.concatenate([a, b]), np.concatenate([b, a]), np.tile(values, 2), np.tile(counts, 2),
        np.concatenate([data, data]),
    )  # fmt: skip


def _scale(values: npt.NDArray[np.float64], mode: str, look: Look) -> dict[str, Any]:
    known = values[np.isfinite(values)]
    if mode == "any":
        # The 90th percentile keeps one pair of neighbours from bleaching all others.
        end = max(3.0, float(np.percentile(np.abs(known), 90))) if len(known) else 3.0
        bar = colour_bar(say("figures.matrix.colour"), [-end, 0, end],
                         list(terms("figures.matrix.ends").values()))  # fmt: skip
        return {"colorscale": diverging(look), "zmin": -end, "zmax": end, "colorbar": bar}
    bar = colour_bar(say(f"figures.matrix.colours.{mode}"), [0, 0.25, 0.5, 0.75, 1],
                     ["0 %", "25 %", "50 %", "75 %", "100 %"])  # fmt: skip
    return {"colorscale": sequential(look, mode=mode), "zmin": 0, "zmax": 1, "colorbar": bar}

"""Sectors or themes over time: straight lines with markers, intervals as bands, gaps as gaps.

Up to four labels share one panel; more get one row each on the same time axis, because beyond four lines a
reader follows colours instead of developments. Each row has its own scale from zero: the size of a
label is driven by the breadth of its vocabulary, so a label is compared with its own past, not with its neighbour.
Markers are needed twice: lines give no selection in Streamlit, and a lone period between two gaps has no line.
"""

from __future__ import annotations

from datetime import date
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pandas as pd
import plotly.graph_objects as go

from dashboard.figures import axes, standing, words
from dashboard.figures.base import ABOVE_NAME, LEGEND_TOP, Trace, figure, notice, row_name, title, trace
from dashboard.figures.timeline_rows import Line, band, empty_stretches, lines
from dashboard.figures.timeline_rows import Measure as Measure  # part of the signature below
from dashboard.palette import Ink, Look, ink, line_colour, translucent
from dashboard.words import say

PANEL_LINES: Final = 4
ROW_HEIGHT: Final = 104
# Up to so many periods a marker has so many pixels; larger ones would hide the line.
_MARKERS: Final = ((80, 7.0), (160, 4.0))
_SMALLEST: Final = 2.5


def _hover(code: str, measure: Measure, mode: str, note: str) -> str:
    """Return the template of a hover; percentages keep three digits, so that 0.04 % is not 0."""
    of = "selection" if measure is Measure.SHARE_OF_SELECTION else "all"
    text = say(
        f"figures.timelines.hover.{of}.{mode}", name=words.line(code), period="%{customdata[3]}",
        count="%{customdata[1]:,}", total="%{customdata[2]:,}", share="%{customdata[4]:.3~r} %",
    )  # fmt: skip
    if measure is Measure.SHARE_OF_VOLUME:
        text += say("figures.hover.interval", low="%{customdata[5]:.3~r} %", high="%{customdata[6]:.3~r} %")
    return f"{text}{note}<extra></extra>"


def _notes() -> tuple[str, ...]:
    """Return what a hover adds to a whole period, to one that is not complete, and to one with few articles."""
    return ("", say("figures.hover.not_complete"), say("figures.timelines.few_articles"))


def label_lines(
    answer: pd.DataFrame,
    *,
    grain: str,
    measure: Measure = Measure.SHARE_OF_VOLUME,
    mode: str = "any",
    stepped: bool = False,
    alone: bool | None = None,
    bursts: pd.DataFrame | None = None,
    look: Look = Look.LIGHT,
) -> go.Figure:
    """Return the timeline of an answer of `labels_over_time` or of `lines.over_time`.

    `stepped` draws each value as a level over its period instead of joining periods by straight lines. `alone` gives
    each line a row of its own; without it, more than `PANEL_LINES` get one. `bursts` (an answer of `standouts`) are
    marked on their lines.
    """
    measure = Measure(measure)
    drawn = lines(answer, grain=grain, measure=measure) if len(answer) else []
    alone = len(drawn) > PANEL_LINES if alone is None else alone and len(drawn) > 1
    rows = len(drawn) if alone else 1
    traces = []
    for i, line in enumerate(drawn):
        hovers = tuple(_hover(line.code, measure, mode, note) for note in _notes())
        axis_of_line = "y" if not alone or i == 0 else f"y{i + 1}"
        hue = line_colour(line.code, i, look)
        traces += _traces(line, hovers, axis_of_line, alone, stepped, hue, look)
        if bursts is not None:
            traces += standing.marked(line, bursts, axis_of_line, hue, look)
    gaps = _shades(empty_stretches(answer, grain=grain), look) if drawn else []
    layout = _rows(drawn, measure, look) if alone else _panel(drawn, measure, look)
    axis = {**axes.days(answer["period_on"], grain), "showline": True, "anchor": f"y{rows}" if alone else "y"}
    height = ROW_HEIGHT * rows + 56 if alone else 360
    return figure(look, height, traces, xaxis=axis, shapes=gaps, **layout)


def _traces(
    line: Line, hovers: tuple[str, ...], axis: str, alone: bool, stepped: bool, hue: str, look: Look
) -> list[Trace]:
    size = next((size for most, size in _MARKERS if len(line.on) <= most), _SMALLEST)
    axes = {"xaxis": "x", "yaxis": axis, "legendgroup": line.code}
    shape = "hv" if stepped else "linear"
    unselected = {"marker": {"opacity": 0.35}}
    band_x, band_y = band(line)
    traces = [] if not len(band_x) else [
        trace("scatter", x=band_x, y=band_y, mode="lines", fill="toself", fillcolor=translucent(hue, 0.16),
                   line={"width": 0}, hoverinfo="skip", showlegend=False, **axes)
    ]  # fmt: skip
    values = np.where(line.partial | line.thin, np.nan, line.values)
    traces.append(
        trace(
        "scatter",
            x=line.on, y=values, customdata=line.data, name=words.line(line.code),
            mode="lines+markers", line={"color": hue, "width": 2 if size == _MARKERS[0][1] else 1.5, "shape": shape},
            marker={"color": hue, "size": size}, hovertemplate=hovers[0],
            connectgaps=False, showlegend=not alone, cliponaxis=False, unselected=unselected, **axes,
        )
    )  # fmt: skip
    if np.isfinite(line.values[line.partial]).any():
        joined = _joined(line.partial)
        sizes = np.where(line.partial[joined], 8, 0)
        traces.append(
            trace(
        "scatter",
                x=line.on[joined], y=np.where((joined < 0) | line.thin[joined], np.nan, line.values[joined]),
                customdata=line.data[joined], mode="lines+markers",
                name=say("figures.timelines.not_complete_line", line=words.line(line.code)),
                line={"color": hue, "width": 1.5, "dash": "dot", "shape": shape},
                marker={"color": ink(Ink.GROUND, look), "size": sizes, "line": {"color": hue, "width": 2}},
                hovertemplate=hovers[1], showlegend=False, connectgaps=False,
                cliponaxis=False, unselected=unselected, **axes,
            )
        )  # fmt: skip
    if np.isfinite(line.values[line.thin]).any():
        traces.append(_lone(line, hovers[2], hue, axes))
    return traces


def _lone(line: Line, hover: str, hue: str, axes: dict[str, Any]) -> Trace:
    """Return the periods with too few articles: pale open marks, at the edge of the scale where they exceed it."""
    top = _top(line)
    values = line.values[line.thin]
    return trace(
        "scatter", x=line.on[line.thin], y=np.minimum(values, top), customdata=line.data[line.thin], mode="markers",
        name=say("figures.timelines.few_articles_line", line=words.line(line.code)),
        marker={"symbol": np.where(values > top, "triangle-up-open", "circle-open"), "size": 7, "color": hue,
                "opacity": 0.55},
        hovertemplate=hover, showlegend=False, cliponaxis=False, **axes,
    )  # fmt: skip


def _top(line: Line) -> float:
    """Return the upper end of a line's scale: what is joined, with its intervals; a twentieth of air."""
    joined = np.concatenate([line.values[~line.thin], line.high[~line.thin]])
    most = float(np.nanmax(joined)) if np.isfinite(joined).any() else 0.0
    return most * 1.05 if most > 0 else 1.0


def _joined(partial: npt.NDArray[np.bool_]) -> npt.NDArray[np.int64]:
    """Return the places of partial periods with their neighbours, -1 between two of them as a break."""
    places: list[int] = []
    for i in np.flatnonzero(partial).tolist():
        places += [j for j in (i - 1, i, i + 1) if 0 <= j < len(partial)] + [-1]
    return np.array(places[:-1], dtype=np.int64)


def _common(measure: Measure, ticks: int, top: float) -> dict[str, Any]:
    """Return the scale of a line; up to three articles are counted one by one: half of one would read 1."""
    common = {"rangemode": "tozero", "range": [0, top], "automargin": False}
    if measure is not Measure.COUNT:
        return {**common, **axes.percents(top, ticks)}
    return {**common, "tickformat": ",d", **({"dtick": 1} if top < 4 else {"nticks": ticks})}


def _panel(drawn: list[Line], measure: Measure, look: Look) -> dict[str, Any]:
    """Return the layout of one panel: legend, then what is measured, then the lines."""
    note = words.wrapped(say(f"figures.timelines.titles.{measure}") + _open_marks(drawn), 60)
    heading = title(note, look, quiet=True)
    top = max(map(_top, drawn), default=1.0)
    return {
        "yaxis": _common(measure, 6, top),
        "legend": {**LEGEND_TOP, "y": 1.16 if "<br>" in note else 1.1},
        "margin": {"t": 64, "l": axes.MARGIN},
        "annotations": [heading] if drawn else [heading, notice(look)],
    }


def _open_marks(drawn: list[Line]) -> str:
    """Say what open marks are, where there are any."""
    known = any(np.isfinite(line.values[line.thin]).any() for line in drawn)
    return say("figures.timelines.open_marks") if known else ""


def _rows(drawn: list[Line], measure: Measure, look: Look) -> dict[str, Any]:
    """Return the layout of one row a label, each with its name above and its own scale."""
    gap = 0.30 / len(drawn)
    step = (1 + gap) / len(drawn)
    layout: dict[str, Any] = {"margin": {"t": 60, "l": axes.MARGIN}, "annotations": []}
    for i, line in enumerate(drawn):
        top = 1 - i * step
        layout["yaxis" if i == 0 else f"yaxis{i + 1}"] = {
            **_common(measure, 3, _top(line)), "domain": [max(0.0, top - step + gap), top], "anchor": "x",
        }  # fmt: skip
        layout["annotations"].append(row_name(words.line(line.code), look, y=top))
    # The words below the chart name the whole; a phone has no room for them twice.
    note = say(f"figures.timelines.titles_of_rows.{measure}") + _open_marks(drawn)
    layout["annotations"].append(title(words.wrapped(note, 60), look, shift=ABOVE_NAME, quiet=True))
    return layout


def _shades(stretches: list[tuple[date, date]], look: Look) -> list[dict[str, Any]]:
    """Return the marks of stretches without articles, so that a broken line is not taken for a fall to nothing.

    The longest says what it is; words over each of several narrow ones would cover one another.
    """
    longest = max(stretches, key=lambda ends: ends[1] - ends[0], default=None)
    label = {
        "text": say("figures.timelines.no_articles"),
        "textposition": "top center",
        "font": {"size": 11, "color": ink(Ink.QUIET, look)},
    }
    return [
        {
            "type": "rect", "xref": "x", "yref": "paper", "x0": ends[0].isoformat(), "x1": ends[1].isoformat(),
            "y0": 0, "y1": 1, "layer": "below", "line": {"width": 0},
            "fillcolor": translucent(ink(Ink.HATCH, look), 0.12), **({"label": label} if ends == longest else {}),
        }
        for ends in stretches
    ]  # fmt: skip

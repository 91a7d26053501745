"""Bursts on a timeline: a star over the period that stands out, and what made it in the hover.

A star stands on the burst's highest period, so that it is on the line it speaks of; a click opens its articles.
"""

from __future__ import annotations

from datetime import date
from typing import Any

import numpy as np
import pandas as pd

from dashboard.figures import marks, words
from dashboard.figures.base import Trace, trace
from dashboard.figures.timeline_rows import Line, part
from dashboard.palette import Ink, Look, ink
from dashboard.words import say
from queries.schema import by_row


def marked(line: Line, bursts: pd.DataFrame, axis: str, hue: str, look: Look) -> list[Trace]:
    """Return the stars of the bursts of one line, in the order of the answer (the surest first)."""
    rows = bursts[bursts["code"] == line.code]
    kept = [(place, row) for row in by_row(rows) if (place := _highest(line, row)) is not None]
    if not kept:
        return []
    at = np.array([place for place, _ in kept])
    texts = [
        marks.written(**part(line.code), since=row["from_on"].date(), until=row["to_on"].date()) for _, row in kept
    ]
    data = marks.customdata(
        texts, [int(row["count_articles"]) for _, row in kept], [int(row["total_articles"]) for _, row in kept],
        [hover(row) for _, row in kept],
    )  # fmt: skip
    return [
        trace(
            "scatter", x=line.on[at], y=line.values[at], mode="markers",
            name=say("figures.standing.bursts", line=words.line(line.code)),
            marker={"symbol": "star", "size": 13, "color": hue, "line": {"width": 1.2, "color": ink(Ink.GROUND, look)}},
            customdata=data, hovertemplate="%{customdata[3]}<extra></extra>", showlegend=False, xaxis="x", yaxis=axis,
            cliponaxis=False, unselected={"marker": {"opacity": 0.6}},
        )
    ]  # fmt: skip


def hover(row: dict[Any, Any]) -> str:
    """Return what a burst says of itself: its days, count and total, what was usual, and its largest story."""
    first, last = row["from_on"].date(), row["to_on"].date()
    text = say(
        "figures.standing.hover",
        line=words.line(row["code"]),
        days=_days(first, last),
        count=words.number(row["count_articles"]),
        total=words.number(row["total_articles"]),
        expected=words.number(row["expected"]),
    )
    if isinstance(row["story_title"], str) and row["story_title"].strip():
        return f"{text}<br>{words.plain(row['story_title'], limit=64)}"
    named = [words.country(code) for code in str(row["story_countries"]).split()[:4]]
    return text + say("figures.standing.begins_with", countries=", ".join(named)) if named else text


def _highest(line: Line, row: dict[str, Any]) -> int | None:
    inside = (line.on >= np.datetime64(row["from_on"], "D")) & (line.on <= np.datetime64(row["to_on"], "D"))
    inside &= np.isfinite(line.values)
    if not inside.any():
        return None
    return int(np.flatnonzero(inside)[np.argmax(line.values[inside])])


def _days(first: date, last: date) -> str:
    return say("figures.standing.from_to", first=words.day(first), last=words.day(last))

"""What a chart is made from (a scene) and what it is (words, answer, figure, and what a mark on it leads to).

It must not know Streamlit or any one chart.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

import pandas as pd

from dashboard import labels
from dashboard.palette import Look
from dashboard.state import ViewState
from data import names
from data.records import SECTORS, THEMES
from data.snapshots import Snapshot
from queries import relations, timeline
from queries.blocs import PREFIX
from queries.selection import Mark, Selection
from queries.timeline import Grain

# The columns that make a mark.
MARKED: Final = (
    "dyad", "country", "collection", "outlet", "interaction", "step", "kind", "code", "code_a", "code_b", "period_on",
)  # fmt: skip
Ask = Callable[..., Any]
"""Calls a query function with arguments and options on the records of a scene, and returns its answer."""


@dataclass(frozen=True)
class Scene:
    """What charts are made from: records, the reader's view, the ground they stand on, and a way to ask.

    `ask(function, *arguments, **options)` calls a query function on the records; the pages give one that
    remembers answers, a program without a browser one that asks directly.
    """

    shot: Snapshot
    view: ViewState
    ask: Ask
    look: Look = Look.LIGHT
    narrow: bool = False  # the screen is a phone's

    @property
    def chosen(self) -> Selection:
        """The selection that the view asks about."""
        return self.view.selection


@dataclass(frozen=True)
class Panel:
    """What one panel says about its chart."""

    key: str  # names the panel in the address and in file names
    title: str
    reading: str  # the chart in one sentence, also its alternative text
    whole: str  # the denominator, in words
    count: str = "count_articles"  # the column whose number the mark's list has
    grain: Grain | None = None  # of `period_on`, where there is one
    is_map: bool = False
    caption: str = ""  # source and disclaimer that stand under the figure
    clicks: str = ""  # what a click leads to, for the page alone: on paper and in a meeting nothing is clicked
    selection: Selection | None = None  # whose articles the marks count, if it is not the view's
    days: tuple[date, date] | None = None  # the days that every mark counts, where they are not in the answer
    parts: tuple[Mark, ...] = ()  # which of those articles the chart draws, if not all; no article is in two parts


@dataclass(frozen=True)
class Chart:
    """One chart whole: what it says, the answer that it draws, and the figure (None where the table is all)."""

    panel: Panel
    answer: pd.DataFrame
    figure: Any = None


def mark_of(row: Mapping[str, Any], panel: Panel) -> Mark | None:
    """Return the mark that a row of a panel's answer stands for, or None if no list can be behind it."""
    if "step" in row:
        return relations.mark_of_step(row["interaction"], row["step"], row["code"])
    columns = ("dyad", "country", "collection", "outlet", "interaction")
    found: dict[str, Any] = {name: row[name] for name in columns if row.get(name)}
    code = row.get("code")
    if isinstance(code, str) and code.startswith(PREFIX):
        found["bloc"] = code.removeprefix(PREFIX)
    if row.get("kind") in ("organisation", "leader"):
        found[str(row["kind"])] = code
    elif code in SECTORS:
        found["sector"] = code
    elif code in THEMES:
        found["theme"] = code
    elif code == labels.NONE_FOUND:
        found["none_found"] = True
    elif code and set(str(code).split("-")).issubset(names.country_codes()):  # a line of a timeline
        found["dyad" if "-" in str(code) else "country"] = code
    if row.get("code_a") in SECTORS and row.get("code_b") in SECTORS:
        found |= {"sector": row["code_a"], "second_sector": row["code_b"]}
    if "period_on" in row and panel.grain is not None:
        first: date = pd.Timestamp(row["period_on"]).date()
        found |= {"since": first, "until": timeline.period_end(first, panel.grain)}
    elif panel.days is not None and found:
        found |= {"since": panel.days[0], "until": panel.days[1]}
    return Mark(**found) if found else None

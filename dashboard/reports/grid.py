"""An answer -> a table that a page can hold: few columns in words, the first rows, and a sentence on what was left out.

A share keeps its count, its total and its interval. Numbers are those of the answer, written as people read them; the
data file beside the report has all columns with all digits. Pure.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import Any, Final

import pandas as pd

from dashboard import labels
from dashboard.charts.chart import Panel
from dashboard.words import say

_GOOD_COLUMNS: Final = 8
_MOST_COLUMNS: Final = 9
_BREAK: Final = re.compile(r"[ –-]")
# What a page can do without, the first to go first.
_SPARE: Final = (
    "is_partial", "total_dyads", "observed", "p", "q", "signed_g2", "count_stories", "last_on", "count_outlets",
    "count_passages", "share_of_a", "share_of_b", "is_too_few", "baseline_total", "baseline_count", "total_selected",
    "share_of_selection", "is_constant", "total_a total_b", "count_cooperation", "lift",
)  # fmt: skip
_NUMBERS: Final = ("expected", "lift", "signed_g2", "p", "q", "ratio")
_OF_INTERVAL: Final = ("share", "share_of_volume", "share_cooperation", "share_without")


@dataclass(frozen=True)
class Grid:
    """A table as it is printed; `right` says which columns are numbers, `note` what was left out."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    right: tuple[bool, ...]
    note: str


def grid(answer: pd.DataFrame, panel: Panel, most: int) -> Grid:
    """Return the first `most` rows of an answer (the latest periods first) with at most nine columns."""
    ordered = answer
    if panel.grain is not None and "period_on" in answer:
        ordered = answer.sort_values("period_on", ascending=False, kind="stable")
    shown = ordered.head(most)
    words, headings = labels.table(shown, panel.grain), labels.headings(shown)
    names = {heading: name for name, heading in headings.items()}
    cells, header, right = [], [], []
    for heading, name in _columns([names.get(str(column), str(column)) for column in words], headings):
        values = words[headings.get(name, name)].tolist()
        numeric = pd.api.types.is_numeric_dtype(answer[name]) and not pd.api.types.is_bool_dtype(answer[name])
        if heading.startswith(say("reports.grid.interval")):
            ends = (words[headings[end]].tolist() for end in _ends(name))
            cells.append([_interval(low, high, labels.is_share(name)) for low, high in zip(*ends, strict=True)])
        else:
            cells.append([cell(value, labels.is_share(name)) for value in values])
        header.append(heading)
        right.append(bool(numeric))
    note = _left_out(len(answer), len(shown), ordered is not answer)
    return Grid(tuple(header), tuple(zip(*cells, strict=True)), tuple(right), note)


def widths(table: Grid, room: float) -> list[float]:
    """Return the width of each column in letters for a page of `room` letters: no number or word is torn."""
    wanted = []
    for column, heading in enumerate(table.header):
        longest = max((len(row[column]) for row in table.rows), default=0)
        head = 1.2 * max(map(len, heading.split()), default=0)  # headers are bold
        words = max((len(word) for row in table.rows for word in _BREAK.split(row[column])), default=0)
        wanted.append((max(head, longest if table.right[column] else words) + 2.5, max(head, longest) + 2.5))
    spare = max(room - sum(least for least, _ in wanted), 0)
    asked = sum(most - least for least, most in wanted)
    factor = min(1.0, spare / asked) if asked else 0.0
    found = [least + factor * (most - least) for least, most in wanted]
    return [width * room / sum(found) for width in found]


def _columns(names: list[str], headings: dict[str, str]) -> list[tuple[str, str]]:
    """Return heading and name of the columns that are printed; an interval stands behind what it is of."""
    ends = [name for name in names if name.endswith(("_low", "_high"))]
    kept = sorted((name for name in names if name not in ends), key=_is_number)  # what a row is about comes first
    for spare in _SPARE:
        if len(kept) + len(_with_interval(kept, ends)) > _GOOD_COLUMNS:
            kept = [name for name in kept if name not in spare.split()]
    with_interval = _with_interval(kept, ends)
    found = []
    for name in kept:
        found.append((headings.get(name, name), name))
        if name in with_interval:
            found.append((say("reports.grid.interval" if name != "lift" else "reports.grid.interval_of_lift"), name))
    return found[:_MOST_COLUMNS]


def _is_number(name: str) -> bool:
    return name.startswith(("count_", "total_", "share", "baseline_", "change_", "is_")) or name in _NUMBERS


def _with_interval(kept: list[str], ends: list[str]) -> set[str]:
    return {base for base in _bases(kept) if set(_ends(base)) <= set(ends)}


def _bases(kept: list[str]) -> list[str]:
    """Return the columns that can have an interval: one share, the lift, the change."""
    share = next((name for name in _OF_INTERVAL if name in kept), None)
    return [name for name in (share, "lift", "change_share") if name in kept and name is not None]


def _ends(base: str) -> tuple[str, str]:
    stem = {"lift": "lift", "change_share": "change"}.get(base, "share")
    return f"{stem}_low", f"{stem}_high"


def _interval(low: Any, high: Any, is_share: bool) -> str:
    if _unknown(low) or _unknown(high):
        return "–"
    if not is_share:
        return say("reports.grid.from_to", low=low, high=high)
    return say("reports.grid.share_from_to", low=100 * low, high=100 * high)


def cell(value: Any, is_share: bool = False) -> str:
    """Return one value as it is printed; what is unknown is a dash."""
    if _unknown(value):
        return "–"
    if isinstance(value, bool):
        return say("reports.grid.yes" if value else "reports.grid.no")
    if is_share:
        return f"{100 * value:.3g} %"
    if isinstance(value, int):
        return labels.number(value)
    return f"{value:,.2f}" if isinstance(value, float) else str(value)


def _unknown(value: Any) -> bool:
    return value is None or value is pd.NaT or value is pd.NA or (isinstance(value, float) and not math.isfinite(value))


def _left_out(rows: int, shown: int, latest: bool) -> str:
    if rows == shown:
        return ""
    return say(
        "reports.grid.latest_rows" if latest else "reports.grid.first_rows",
        shown=labels.number(shown),
        rows=labels.number(rows),
    )

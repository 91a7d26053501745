"""Which articles each number of a table counts: a row of the table and an article it counts, one line each.

A mark of a day is one of its label whose articles are parted by date, so a timeline costs one question a label; a table
of thousands of pairs costs one question in all. It must not know Streamlit or a file format.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import pandas as pd

from dashboard.charts.chart import mark_of
from dashboard.reports.report import Exhibit
from queries import evidence
from queries.selection import Mark

MOST: Final = 500  # marks, other than of pairs, whose articles are named: each is a question


@dataclass(frozen=True)
class Members:
    """`rows` holds `row` (from 1, as in the data file) and `article_id`; `is_whole` says that every row is named."""

    rows: pd.DataFrame
    count: str  # the column of the table that they are counted in
    is_whole: bool


def members(part: Exhibit) -> Members | None:
    """Return the articles that each row of a chart's table counts; None where its rows are no sets of articles."""
    if part.taken is None:
        return None
    answer, panel = part.taken.chart.answer, part.taken.chart.panel
    if panel.count not in answer:
        return None
    groups: dict[Mark | None, list[tuple[int, Mark, int]]] = {}
    for number, row in enumerate(answer.to_dict("records"), start=1):
        mark = mark_of({str(k): v for k, v in row.items()}, panel)
        if mark is None:
            return None
        groups.setdefault(_undated(mark), []).append((number, mark, int(row[panel.count])))
    pairs = {str(mark.dyad): rows[0][0] for mark, rows in groups.items() if mark and rows[0][1] == Mark(dyad=mark.dyad)}
    if len(pairs) == len(groups) == len(answer) > 1:
        return Members(_of_dyads(part, pairs), panel.count, True)
    largest = sorted(groups.items(), key=lambda group: -sum(count for *_, count in group[1]))
    named = [_named(part, base, rows) for base, rows in largest[:MOST] if any(count for *_, count in rows)]
    empty = pd.DataFrame({"row": pd.Series(dtype="int64"), "article_id": pd.Series(dtype="str")})
    rows = pd.concat([empty, *named], ignore_index=True).sort_values(["row", "article_id"], ignore_index=True)
    return Members(rows, panel.count, len(groups) <= MOST)


def _of_dyads(part: Exhibit, numbers: Mapping[str, int]) -> pd.DataFrame:
    """Return row and article of a table whose rows are pairs, by the number of the row of each."""
    found = part.scene.ask(evidence.dyads, part.counted or part.scene.chosen)
    rows = pd.DataFrame({"row": found["dyad"].map(numbers), "article_id": found["article_id"].astype("str")})
    return rows.dropna().astype({"row": "int64"}).sort_values(["row", "article_id"], ignore_index=True)


def _undated(mark: Mark) -> Mark | None:
    """Return a mark without its days; None if it has nothing else."""
    plain = dataclasses.replace(mark, since=None, until=None)
    return None if plain == Mark() else plain


def _named(part: Exhibit, base: Mark | None, rows: list[tuple[int, Mark, int]]) -> pd.DataFrame:
    """Return row and article of the rows that differ in their days alone."""
    found = part.scene.ask(evidence.articles, part.counted or part.scene.chosen, base)
    days, ids = found["published_on"], found["article_id"].astype("str")
    pieces = []
    for number, mark, _ in rows:
        inside = pd.Series(True, index=found.index)
        if mark.since is not None:
            inside &= days >= pd.Timestamp(mark.since)
        if mark.until is not None:
            inside &= days <= pd.Timestamp(mark.until)
        pieces.append(pd.DataFrame({"row": number, "article_id": ids[inside]}))
    return pd.concat(pieces, ignore_index=True)

"""The numbers of a view are the same on its chart, in its table, in CSV, XLSX, Parquet and JSON, when its link is
opened again, on the page, in a report (`reported`), and in the lists behind its marks.

Not compared, as nothing counts them: points without a count, such as the countries of a network, whose size is how many
of the drawn pairs a country has; a click on one opens the country's articles, of which the network states no number.
"""

from __future__ import annotations

import dataclasses
import io
import json
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import openpyxl
import pandas as pd
from streamlit.testing.v1 import AppTest

from dashboard.charts.chart import Chart, Scene, mark_of
from dashboard.exports import links, tables
from dashboard.figures import marks
from dashboard.state import serialise
from queries import evidence
from queries.selection import Mark
from tests.benchmarks.exports import reported
from tests.benchmarks.exports.views import Records
from tests.dashboard.screens import charts

APP = Path(__file__).parents[3] / "dashboard" / "app.py"
_COUNTS = ("count_earlier", "count_later")  # of a row of two periods
_LISTS = 3  # marks of a view whose list is counted; each is a query


def mismatches(
    records: Records, address: str, key: str, *, on_page: bool = True, in_bundle: bool = False
) -> Iterator[str]:
    """Yield a sentence for each number of a view that differs from one place to another.

    Opening its page and making its bundle are slow.
    """
    link = links.read(address)
    scene = records.scene(link.view)
    chart = links.maker(link.page, link.view, key)(scene)
    drawn = points(chart)
    yield from against_table(chart, drawn)
    symbols = [point for point in drawn if chart.panel.is_map and str(point[0]).startswith("country=")]
    yield from _against_lists(scene, chart, [*symbols, *random.Random(1).sample(drawn, min(_LISTS, len(drawn)))])
    yield from _against_files(tables.table(chart.answer))
    again = links.read(links.frozen(link.page, link.view, records.shot.id))
    reopened = links.maker(again.page, again.view, key)(records.scene(again.view))
    if points(reopened) != drawn:
        yield "the frozen link draws other numbers"
    try:  # sums of fractions over two threads differ in their last bit
        pd.testing.assert_frame_equal(reopened.answer, chart.answer, rtol=1e-9)
    except AssertionError as error:
        yield f"the frozen link answers otherwise: {error}"
    yield from reported.mismatches(records, link, chart, drawn, in_bundle=in_bundle)
    if on_page:
        yield from _against_page(link, key, drawn)


def points(chart: Chart) -> list[tuple[str, Any, Any]]:
    """Return mark, count and total of every point of a chart, in the order of its traces."""
    spec = json.loads(chart.figure.to_json()) if chart.figure is not None else {"data": []}
    return _points(spec)


def _points(spec: dict[str, Any]) -> list[tuple[str, Any, Any]]:
    rows = [row for trace in spec["data"] for row in trace.get("customdata") or [] if isinstance(row, list)]
    return [(row[0], row[1], row[2]) for row in rows if len(row) > 2]


def against_table(chart: Chart, drawn: list[tuple[str, Any, Any]]) -> Iterator[str]:
    """Hold each point with a mark against the row of the table that stands for the same mark."""
    rows = _rows(chart)
    for text, count, total in drawn:
        found = marks.read(text) if isinstance(text, str) and text else None
        if not found:
            continue
        mark = Mark(**found)
        if count is None:
            continue  # nothing is counted, as at a country of a network
        if chart.panel.is_map and mark == Mark(country=mark.country):
            continue  # a symbol of the map counts a country's articles, and a row of its table is a pair
        row = rows.get(mark) or _summed(rows, mark) or rows.get(_timeless(mark))
        if row is None:
            yield f"{text}: on the chart, and in no row of the table"
        elif count not in {row.get(name) for name in (chart.panel.count, *_COUNTS)}:
            yield f"{text}: {count} on the chart, {row} in the table"
        elif total is not None and not any(value == total for name, value in row.items() if _is_whole(name)):
            yield f"{text}: of {total} on the chart, {row} in the table"


def _rows(chart: Chart) -> dict[Mark, dict[str, Any]]:
    """Return the rows of the table that is handed out, with the answer's own names too, by their marks."""
    answer = chart.answer.to_dict("records")
    handed = tables.table(chart.answer).to_dict("records")
    found: dict[Mark, dict[str, Any]] = {}
    for own, out in zip(answer, handed, strict=True):
        row = {str(name): value for name, value in {**out, **own}.items()}
        mark = mark_of(row, chart.panel) or Mark()
        found.setdefault(mark if chart.panel.days is None else _timeless(mark), row)  # a row of two periods
    return found


def _summed(rows: dict[Mark, dict[str, Any]], mark: Mark) -> dict[str, Any] | None:
    """Return counts of the rows that a mark of several periods is made of, such as a burst; None where there are none.

    An article stands in one period, so that their counts sum to the mark's.
    """
    if mark.since is None or mark.until is None:
        return None
    inside = [
        row for part, row in rows.items()
        if part.since and part.until and mark.since <= part.since and part.until <= mark.until
        and _timeless(part) == _timeless(mark)
    ]  # fmt: skip
    names = [name for name in inside[0] if _is_whole(name)] if inside else []
    return {name: sum(row[name] for row in inside) for name in names} or None


def _timeless(mark: Mark) -> Mark:
    """Return a mark without its days."""
    return dataclasses.replace(mark, since=None, until=None)


def _is_whole(name: object) -> bool:
    return str(name).startswith(("total", "count"))


def _against_lists(scene: Scene, chart: Chart, drawn: list[tuple[str, Any, Any]]) -> Iterator[str]:
    for text, count, _ in drawn:
        if not isinstance(text, str) or not text or not count:
            continue
        listed = scene.ask(evidence.count, chart.panel.selection or scene.chosen, Mark(**(marks.read(text) or {})))
        if listed != count:
            yield f"{text}: {count} on the chart, {listed} articles in its list"


def _against_files(table: pd.DataFrame) -> Iterator[str]:
    """Hold the numbers of a table against those of each of its files."""
    about = {"Title": "t"}
    book = openpyxl.load_workbook(io.BytesIO(tables.xlsx(table, about)), read_only=True)["Data"]
    head, *rows = book.iter_rows(values_only=True)
    back = {
        "CSV": pd.read_csv(io.BytesIO(tables.csv(table)), keep_default_na=False),
        "XLSX": pd.DataFrame(rows, columns=list(head)),
        "Parquet": pd.read_parquet(io.BytesIO(tables.parquet(table, about))),
        "JSON": pd.DataFrame(json.loads(tables.rows(table, about))["rows"], columns=list(table.columns)),
    }
    for form, other in back.items():
        if list(other.columns) != list(table.columns) or len(other) != len(table):
            yield f"{form}: {other.shape} instead of {table.shape}"
            continue
        for name in (name for name in table if pd.api.types.is_numeric_dtype(table[name])):
            got = pd.to_numeric(other[name].replace("", None)).to_numpy(dtype=float, na_value=np.nan)
            if not np.array_equal(got, table[name].to_numpy(dtype=float, na_value=np.nan), equal_nan=True):
                yield f"{form}: {name} differs"


def _against_page(link: links.Link, key: str, drawn: list[tuple[str, Any, Any]]) -> Iterator[str]:
    """Open the page of a link and hold the points of its chart against ours."""
    app = AppTest.from_file(str(APP), default_timeout=120)
    for name, value in serialise(link.view).items():
        app.query_params[name] = value
    if link.page != links.START:
        app.switch_page(f"app_pages/{link.page}.py")
    app.run()
    if app.exception or app.error:
        yield f"the page fails: {[e.value for e in (*app.exception, *app.error)]}"
    told = charts(app).get(f"chart-{key}")
    if told is None:
        if drawn:
            yield "the page draws no such chart"
    elif _points(told["figure"]) != drawn:
        yield "the page draws other numbers"

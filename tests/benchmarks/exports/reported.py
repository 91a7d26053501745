"""The numbers of a view as its report tells them: each cell that a reader sees, read back and held against the answer.

The report is made by the product's own path, from a frozen link. What is read: the figure in the HTML, the tables in
DOCX, PPTX, HTML and Markdown, and the data, members and count of the bundle. A printed number is rounded, so that a
cell agrees when the answer rounds to it: half a unit of its last digit is allowed, and nothing more.
"""

from __future__ import annotations

import contextlib
import importlib.util
import io
import json
import re
import tempfile
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from html import unescape
from pathlib import Path
from typing import Any

import docx
import lxml.html
import pandas as pd
import pptx

from dashboard import labels
from dashboard.charts.chart import Chart, Panel
from dashboard.exports import links, tables
from dashboard.reports import bundle, draft, report
from dashboard.reports.document import docx as as_docx
from dashboard.reports.gallery import Gallery
from dashboard.reports.markdown import markdown
from dashboard.reports.page import html
from dashboard.reports.slides import pptx as as_pptx
from dashboard.words import say
from tests.benchmarks.exports.views import Records

ROWS = 40  # of a table in the report that is checked; the bundle has them all
Table = list[list[str]]
_NUMBER = re.compile(r"-?\d[\d,]*(?:\.\d+)?(?:e[+-]?\d+)?")
_ENDS = {"lift": ("lift_low", "lift_high"), "change_share": ("change_low", "change_high")}


def mismatches(
    records: Records, link: links.Link, chart: Chart, drawn: Sequence[Any], *, in_bundle: bool = False
) -> Iterator[str]:
    """Yield a sentence for each number of a report of a view that is not the answer's; a bundle is slow."""
    made = report.build(_draft(records, link, chart), lambda name: (records.shot, records.ask), today=date(2026, 1, 1))
    yield from made.problems
    if made.problems:
        return
    gallery = Gallery(None)  # pictures are drawn from the figure that the HTML holds, and have no numbers to read
    page = html(made, gallery)
    if chart.figure is not None and _points(page) != list(drawn):
        yield "report.html draws other numbers"
    for form, found in written(made, gallery, page).items():
        if not found:
            yield f"report.{form} has no table"
        for table in found:
            yield from (f"report.{form}: {wrong}" for wrong in against(table, chart.answer, chart.panel))
    if in_bundle:
        yield from _bundled(bundle.bundle(made, gallery, {}), chart)


def _draft(records: Records, link: links.Link, chart: Chart) -> draft.Draft:
    """Return a report of the chart and of its table, as the *Add to report* buttons make it and its file keeps it."""
    address = links.frozen(link.page, link.view, records.shot.id)
    blocks = [
        draft.Block(kind, link=address, panel=chart.panel.key, most=ROWS if kind == "table" else 0)
        for kind in ("chart", "table")
    ]
    return draft.read(draft.write(draft.Draft(title="T", blocks=tuple(blocks))))


def _points(page: bytes) -> list[tuple[Any, Any, Any]]:
    """Return mark, count and total of every point of the first chart of a page, in the order of its traces."""
    (spec,) = lxml.html.fromstring(page).xpath("//script[@id='figure-0']/text()")
    rows = [row for trace in json.loads(spec)["data"] for row in trace.get("customdata") or [] if isinstance(row, list)]
    return [(row[0], row[1], row[2]) for row in rows if len(row) > 2]


def written(made: report.Report, gallery: Gallery, page: bytes) -> dict[str, list[Table]]:
    """Return the tables of a report as each format holds them, the header first; a table parted over slides is one."""
    word = docx.Document(io.BytesIO(as_docx(made, gallery)))
    slides = pptx.Presentation(io.BytesIO(as_pptx(made, gallery))).slides
    return {
        "docx": [_cells(table.rows) for table in word.tables],
        "pptx": _joined(shape for slide in slides for shape in slide.shapes if shape.has_table),
        "html": [
            [[cell.text_content() for cell in row.iterchildren()] for row in table.iter("tr")]
            for table in lxml.html.fromstring(page).iter("table")
        ],
        "md": _of_markdown(markdown(made, {}).decode()),
    }


def _cells(rows: Any) -> Table:
    return [[cell.text for cell in row.cells] for row in rows]


def _joined(shapes: Iterable[Any]) -> list[Table]:
    """Return the tables of slides; one that goes on on the next slide bears the same name and is joined."""
    found: dict[str, Table] = {}
    for shape in shapes:
        part = _cells(shape.table.rows)
        found.setdefault(shape.name, part[:1]).extend(part[1:])
    return list(found.values())


def _of_markdown(text: str) -> list[Table]:
    found: list[Table] = []
    is_inside = False
    for line in text.splitlines():
        if line.startswith("| "):
            shown = unescape(line).replace("\u200b", "")  # what keeps an address from becoming a link
            row = [re.sub(r"\\(.)", r"\1", cell) for cell in shown.removeprefix("| ").removesuffix(" |").split(" | ")]
            if not is_inside:
                found.append([])
            if not all(re.fullmatch("-+:?", cell) for cell in row):
                found[-1].append(row)
        is_inside = line.startswith("| ")
    return found


def against(table: Table, answer: pd.DataFrame, panel: Panel) -> Iterator[str]:
    """Hold the cells of a printed table against the rows of the answer, the latest period first."""
    head, *rows = table
    ordered = answer
    if panel.grain is not None and "period_on" in answer:
        ordered = answer.sort_values("period_on", ascending=False, kind="stable")
    columns, words = _columns(head, answer), labels.table(ordered.head(len(rows)), panel.grain)
    unknown = [heading for heading, name in zip(head, columns, strict=True) if name is None]
    if unknown:
        yield f"columns {unknown} are none of the answer's"
    if len(rows) > len(answer) or (not rows and len(answer)):
        yield f"{len(rows)} rows of {len(answer)}"
        return
    for place, (cells, row) in enumerate(zip(rows, ordered.to_dict("records"), strict=False)):
        for cell, heading, names in zip(cells, head, columns, strict=True):
            values = [row[name] for name in names or ()]
            told = words[heading].iloc[place] if heading in words else ""
            if values and not _agrees(cell, values, names or (), told):
                yield f"row {place + 1}, {heading}: {cell!r} printed, {values} in the answer"


def _columns(head: Sequence[str], answer: pd.DataFrame) -> list[tuple[str, ...] | None]:
    """Return which columns of the answer stand below each heading: one, or the two ends of an interval."""
    names = {heading: name for name, heading in labels.headings(answer).items()}
    found: list[tuple[str, ...] | None] = []
    for heading in head:
        name = names.get(heading)
        if heading.startswith(say("reports.grid.interval")) and found and found[-1]:
            found.append(_ENDS.get(found[-1][0], ("share_low", "share_high")))
        else:
            found.append((name,) if name else None)
    return found


def _agrees(cell: str, values: Sequence[Any], names: Sequence[str], told: Any) -> bool:
    """Return whether a printed cell says its values; what is no number must be the words that the page shows."""
    if any(_is_unknown(value) for value in values):
        return cell == "–"
    if isinstance(values[0], bool):
        return cell == ("yes" if values[0] else "no")
    if not all(isinstance(value, (int, float)) for value in values):
        return cell.split() == str(told).split()
    printed = _NUMBER.findall(cell)
    factor = 100 if labels.is_share(names[0]) else 1
    return len(printed) == len(values) and all(
        _rounds(text, factor * float(value)) for text, value in zip(printed, values, strict=True)
    )


def _is_unknown(value: Any) -> bool:
    return value is None or value is pd.NaT or value is pd.NA or (isinstance(value, float) and value != value)


def _rounds(text: str, value: float) -> bool:
    """Return whether a number rounds to a printed one: half a unit of the last printed digit, which may be a zero."""
    plain = text.replace(",", "")
    digits, _, power = plain.partition("e")
    unit = 10.0 ** (int(power or 0) - len(digits.partition(".")[2]))
    if "." not in digits and not power and value == int(value):
        return float(plain) == value  # a count is printed whole
    return abs(float(plain) - value) <= unit / 2 * (1 + 1e-9)


def _bundled(data: bytes, chart: Chart) -> Iterator[str]:
    """Hold the data of a bundle against the answer, and let its own program count it again."""
    with tempfile.TemporaryDirectory() as folder, zipfile.ZipFile(io.BytesIO(data)) as file:
        file.extractall(folder)
        table = tables.table(chart.answer)
        for path in sorted(Path(folder).glob("data/*.csv")):
            found = pd.read_csv(path, keep_default_na=False)
            for name in (name for name in table if pd.api.types.is_numeric_dtype(table[name])):
                got = pd.to_numeric(found[name].replace("", None)).astype(float).tolist()
                if not pd.Series(got).equals(pd.Series(table[name].astype(float).tolist())):
                    yield f"report.zip: {name} differs"
        told = io.StringIO()
        with contextlib.redirect_stdout(told):
            code = _program(Path(folder) / "recompute.py").main()
        if code:
            yield f"report.zip: recompute.py says {told.getvalue().splitlines()[:3]}"


def _program(path: Path) -> Any:
    spec = importlib.util.spec_from_file_location("recompute", path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module

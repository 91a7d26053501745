"""A report with all that it rests on, in one ZIP: figures, data, evidence, links, checksums, and a program that counts.

Whoever has the ZIP and Python can count the numbers of its tables again (`recompute.py`), without Concordance. A list
that several blocks share is written once. It must not know Streamlit.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Final

import pandas as pd

from dashboard.charts.chart import Scene
from dashboard.exports import citations, dictionary, evidence, tables
from dashboard.reports import draft
from dashboard.reports.gallery import Gallery
from dashboard.reports.members import MOST, members
from dashboard.reports.packing import packed
from dashboard.reports.report import Exhibit, Report
from dashboard.words import say
from queries.selection import Mark, Selection

_RECOMPUTE: Final = (Path(__file__).parent / "recompute.py").read_text(encoding="utf-8")
_ARTICLE: Final = (
    "article_id", "published_on", "dated", "title", "outlet", "url", "collection", "language", "countries", "sectors",
    "themes",
)  # fmt: skip
_MOST_CITED: Final = 20_000  # articles in one RIS file; reference managers take no more
_MOST_SENTENCES: Final = 2_000  # articles of which every sentence and find is written


class _Files:
    """Collects the files of a bundle and the rows of its list of links."""

    def __init__(self, report: Report, gallery: Gallery) -> None:
        self.files: dict[str, bytes] = {}
        self.rows: list[dict[str, object]] = []
        self._resources: list[dict[str, object]] = []
        self._lists: dict[tuple[str, Selection, Mark | None], tuple[str, int]] = {}
        self._gallery = gallery
        for number, part in enumerate(report.exhibits, start=1):
            self._exhibit(f"{number:02}", part)
        about = {"Title": report.title, "Description": report.made_from, "Snapshot": " ".join(report.snapshots)}
        if self._resources:
            self.files["data/datapackage.json"] = dictionary.package(self._resources, "report", about)

    def _exhibit(self, number: str, part: Exhibit) -> None:
        listed, count = self._evidence(number, part)
        row: dict[str, object] = {
            "name": part.name, "title": part.title, "link": part.link, "snapshot": part.scene.shot.id,
            "articles": count, "evidence": listed, "data": "", "counted": "", "members": "", "rows_named": "",
        }  # fmt: skip
        self.rows.append(row)
        for form in ("svg", "png") if part.figure is not None else ():
            if image := self._gallery.sheet(part, form):
                self.files[figure(part, number, form)] = image
        if part.taken is None:
            return
        stem, about = _stem(part, number), part.taken.sheet.metadata()
        table = tables.table(part.taken.chart.answer)
        row["data"] = f"data/{stem}.csv"
        for form in ("csv", "xlsx"):
            self.files[f"data/{stem}.{form}"] = tables.WRITERS[form](table, about)
        self._resources.append(dictionary.resource(table, f"{stem}.csv", about))
        found = members(part)
        if found is not None:
            handed_out = {"count_articles": "count"} if "date" in table else {}
            row |= {
                "counted": handed_out.get(found.count, found.count), "members": f"members/{stem}.csv",
                "rows_named":
                say("reports.bundle.all_marks") if found.is_whole else say("reports.bundle.largest_marks", most=MOST),
            }  # fmt: skip
            self.files[f"members/{stem}.csv"] = tables.csv(found.rows)

    def _evidence(self, number: str, part: Exhibit) -> tuple[str, int]:
        """Write the list of articles behind an exhibit, once for all that share it; return its path and length."""
        scene, counted = part.scene, part.counted
        key = (scene.shot.id, counted or scene.chosen, part.mark)
        if key in self._lists:
            return self._lists[key]
        found = evidence.articles(scene, part.mark, counted)
        path = f"evidence/{number}-articles.csv"
        self._lists[key] = path, len(found)
        self.files[path] = tables.csv(found[[name for name in _ARTICLE if name in found]])
        if len(found) <= _MOST_CITED:
            self.files[f"evidence/{number}-articles.ris"] = citations.ris(citations.sources(found, scene.shot.id))
        if len(found) <= _MOST_SENTENCES:
            self.files[f"evidence/{number}-sentences.csv"] = _sentences(scene, part.mark, counted)
        return self._lists[key]


def _sentences(scene: Scene, mark: Mark | None, counted: Selection | None) -> bytes:
    return tables.csv(evidence.complete(scene, mark, counted).finds)


def figure(part: Exhibit, number: str, form: str) -> str:
    """Return the path of a chart's picture in a bundle, or beside a report in Markdown."""
    return f"figures/{_stem(part, number)}.{form}"


def _stem(part: Exhibit, number: str) -> str:
    panel = part.taken.chart.panel.key if part.taken else "list"
    return f"{number}-{part.page}-{panel}"


def bundle(report: Report, gallery: Gallery, documents: Mapping[str, bytes]) -> bytes:
    """Return the ZIP; `documents` are the report's other formats by file name."""
    made = _Files(report, gallery)
    files = {
        **documents,
        "report.toml": draft.write(report.frozen).encode(),
        "links.csv": tables.csv(pd.DataFrame(made.rows)) if made.rows else b"",
        **made.files,
        "recompute.py": _RECOMPUTE.encode(),
        "README.txt": say("reports.bundle.readme", sentences=_MOST_SENTENCES, marks=MOST).encode(),
    }
    sums = "".join(f"{hashlib.sha256(files[name]).hexdigest()}  {name}\n" for name in sorted(files))
    return packed({**dict(sorted(files.items())), "SHA256SUMS": sums.encode()})

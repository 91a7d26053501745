"""A report -> the bytes of any of its formats: the one way for terminal and page. It must not know Streamlit."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from dashboard.charts.chart import Ask
from dashboard.exports.images import NoImage, Studio, chrome
from dashboard.reports import bundle, draft
from dashboard.reports.document import docx
from dashboard.reports.gallery import Gallery
from dashboard.reports.markdown import markdown
from dashboard.reports.packing import packed
from dashboard.reports.page import html, pdf
from dashboard.reports.report import Open, Report
from dashboard.reports.slides import pptx
from dashboard.words import say
from data.snapshots import Snapshot, chosen
from queries.connection import connect, kept_in

FORMATS: Final[Mapping[str, str]] = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "pdf": "application/pdf",
    "html": "text/html",
    "md": "text/markdown",
    "zip": "application/zip",
}
"""Format -> its media type, in the order in which they are offered."""
NEEDS_BROWSER: Final = ("pdf",)


class UnknownFormat(ValueError):
    """A format that no report has; the message is a sentence."""


def without_browser() -> str:
    """Say what a report lacks where nothing draws images."""
    return say("reports.making.without_browser")


class Maker:
    """Makes the formats of one report; a picture is drawn once, whatever asks for it."""

    def __init__(self, report: Report, studio: Studio) -> None:
        self.report = report
        self._studio = studio if chrome() else None
        self._gallery = Gallery(self._studio)

    @property
    def said(self) -> list[str]:
        """What could not be drawn, in sentences."""
        return self._gallery.said

    def files(self, form: str, others: Collection[str] = ()) -> dict[str, bytes]:
        """Return the files of a format by path: Markdown brings its pictures, the bundle the `others` within it.

        NoImage where a PDF is asked for and no browser prints.
        """
        if form == "zip":
            inside: dict[str, bytes] = {}
            for other in (name for name in others if name != "zip"):
                inside |= self.files(other)
            return {"report.zip": bundle.bundle(self.report, self._gallery, inside)}
        if form == "md":
            return self._markdown()
        return {f"report.{form}": self._one(form)}

    def one(self, form: str, others: Collection[str] = ()) -> bytes:
        """Return a format as one file: Markdown with its pictures is a ZIP."""
        files = self.files(form, others)
        return packed(files) if form == "md" else next(iter(files.values()))

    def _one(self, form: str) -> bytes:
        if form == "pdf":
            if self._studio is None:
                raise NoImage(without_browser())
            return pdf(self.report, self._gallery, self._studio)
        return {"docx": docx, "pptx": pptx, "html": html}[form](self.report, self._gallery)

    def _markdown(self) -> dict[str, bytes]:
        pictures: dict[str, bytes] = {}
        paths: dict[str, str] = {}
        for number, part in enumerate(self.report.exhibits, start=1):
            image = self._gallery.sheet(part, "png")
            if image is not None:
                paths[part.name] = bundle.figure(part, f"{number:02}", "png")
                pictures[paths[part.name]] = image
        return {"report.md": markdown(self.report, paths), **pictures}


@contextmanager
def records(store: Path | None) -> Iterator[Open]:
    """Give a way to open snapshots of a store (the embedded sample for None); each is opened, and asked, once."""
    connections = []

    def open_(snapshot_id: str) -> tuple[Snapshot, Ask]:
        shot = chosen(store, snapshot_id)
        connection = connect(shot, kept=kept_in(store))
        connections.append(connection)
        known: dict[Any, Any] = {}

        def ask(function: Callable[..., Any], *arguments: Any, **options: Any) -> Any:
            question = function, repr((arguments, sorted(options.items())))
            if question not in known:
                known[question] = function(connection.cursor(), *arguments, **options)
            return known[question]

        return shot, ask

    try:
        yield open_
    finally:
        for connection in connections:
            connection.close()


def formats(text: str) -> tuple[str, ...]:
    """Return the formats that a list such as `docx,pptx` names, once each; UnknownFormat for one that is none."""
    wanted = [part.strip().lower().removeprefix(".") for part in text.split(",") if part.strip()]
    for form in wanted:
        if form not in FORMATS:
            near = draft.nearest(form, FORMATS)
            raise UnknownFormat(
                say("reports.making.unknown_format", shown=draft.shown(form), formats=", ".join(FORMATS), nearest=near)
            )
    if not wanted:
        raise UnknownFormat(say("reports.making.no_format", formats=", ".join(FORMATS)))
    return tuple(dict.fromkeys(wanted))

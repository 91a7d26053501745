"""A link -> the bytes of any form of it: the one way from an address to a file, for terminal, page and report.

The chart is made by the function that the page calls, on the same records. It must not know Streamlit.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from dashboard import labels
from dashboard.charts import scope
from dashboard.charts.chart import Chart, Scene
from dashboard.exports import citations, dictionary, evidence, html, links, sheet, tables, theme
from dashboard.exports.images import FORMATS as IMAGES
from dashboard.exports.images import Studio
from dashboard.exports.links import Link, LinkError
from dashboard.exports.sizes import Size
from dashboard.words import say
from data.snapshots import chosen
from queries import evidence as records
from queries.connection import connect, kept_in

FIGURE, TABLE, EVIDENCE = "figure", "table", "evidence"
FORMATS: Final[Mapping[str, tuple[str, ...]]] = {
    FIGURE: (*IMAGES, "html"),
    TABLE: tables.FORMATS,
    EVIDENCE: ("ris", "bib", "json", "csv", "xlsx", "parquet"),
}


@dataclass(frozen=True)
class Taken:
    """A chart with its words, as it is taken out; `name` begins its files' names."""

    scene: Scene
    chart: Chart
    sheet: sheet.Sheet
    name: str


@contextmanager
def opened(address: str, store: Path | None) -> Iterator[tuple[Scene, Link]]:
    """Give the scene and the page of an address on a store (the embedded sample for None).

    Raises LinkError or SnapshotError with a sentence.
    """
    link = links.read(address)
    shot = chosen(store, link.view.snapshot)
    connection = connect(shot, kept=kept_in(store))
    try:

        def ask(function: Callable[..., Any], *arguments: Any, **options: Any) -> Any:
            return function(connection.cursor(), *arguments, **options)

        if link.view.selection.outlets:
            link = links.read(address, outlets=frozenset(scope.options(ask)["outlets"]))
        yield Scene(shot, link.view, ask), link
    finally:
        connection.close()


def taken(scene: Scene, page: str, panel: str = "") -> Taken:
    """Return the chart of a panel (of the link's open mark, else the page's first) with its sheet.

    LinkError where there is none, or where so few articles match that the page draws no pattern.
    """
    count = int(scene.ask(records.count, scene.chosen))
    if count < scope.TOO_FEW:
        raise LinkError(say("exports.making.too_few", articles=labels.articles(count).capitalize()))
    chart = links.maker(page, scene.view, panel or scene.view.panel)(scene)
    return Taken(scene, chart, sheet.sheet(scene, chart, page), f"concordance-{page}-{chart.panel.key}")


def figure(found: Taken, form: str, studio: Studio, *, size: Size = Size.SLIDE, scale: int = 2) -> bytes:
    """Return a chart as svg, png, pdf (NoImage where no browser draws) or html; LinkError for a bare table."""
    if found.chart.figure is None:
        raise LinkError(say("exports.making.no_figure"))
    drawn = theme.printed(found.chart.figure)
    if form == "html":
        return html.page(found.sheet, drawn, found.name).encode()
    return studio.image(found.sheet, drawn, form, size=size, scale=scale)


def table(found: Taken, form: str) -> bytes:
    """Return a chart's table in a form of `tables.FORMATS`."""
    return tables.WRITERS[form](tables.table(found.chart.answer), found.sheet.metadata())


def described(found: Taken, path: str) -> bytes:
    """Return the data package that explains the columns of a chart's CSV at a path."""
    about = found.sheet.metadata()
    return dictionary.package([dictionary.resource(tables.table(found.chart.answer), path, about)], found.name, about)


def listed(scene: Scene, page: str, form: str, panel: str = "") -> bytes:
    """Return the complete list of articles behind the view, or behind its open mark, in a form of EVIDENCE."""
    view = scene.view
    counted = None
    if view.mark and (panel or view.panel):
        counted = links.maker(page, view, panel or view.panel)(scene).panel.selection
    if form in citations.WRITERS:
        found = evidence.articles(scene, view.mark, counted)
        return citations.WRITERS[form](citations.sources(found, scene.shot.id))
    about = {
        "Title": say("exports.making.evidence"),
        "Snapshot": scene.shot.id,
        "Link": links.frozen(page, view, scene.shot.id),
    }
    return tables.WRITERS[form](evidence.complete(scene, view.mark, counted).finds, about)

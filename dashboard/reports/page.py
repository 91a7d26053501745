"""A report -> self-contained HTML whose charts answer to the pointer, and the PDF that is printed from the same words.

The HTML needs no browser to be made: its charts are drawn where it is read. The PDF holds the charts as SVG, so that it
needs no script; where one could not be drawn, its table stands. All words are escaped.
"""

from __future__ import annotations

import base64
from collections.abc import Callable
from html import escape
from typing import Final

from dashboard.exports import html as sheets
from dashboard.exports import scripts
from dashboard.exports.images import Studio
from dashboard.reports.cited import Cited
from dashboard.reports.gallery import Gallery
from dashboard.reports.grid import Grid
from dashboard.reports.report import Exhibit, Missing, Report, Words
from dashboard.words import say

_STYLE: Final = scripts.asset("report.css")


def html(report: Report, gallery: Gallery) -> bytes:
    """Return the report as one HTML file that asks no machine for anything."""
    figures = [part.figure for part in report.exhibits if part.figure is not None]
    numbers = {part.name: number for number, part in enumerate(e for e in report.exhibits if e.figure is not None)}

    def plotted(part: Exhibit) -> str:
        assert part.figure is not None
        return sheets.plot(part.figure, numbers[part.name], part.alternative)

    body = _body(report, plotted)
    return sheets.whole(report.title, body, figures, meta=metadata(report), language=report.language).encode()


def pdf(report: Report, gallery: Gallery, studio: Studio) -> bytes:
    """Return the report as a PDF of A4 pages; NoImage where no browser prints."""

    def pictured(part: Exhibit) -> str:
        image = gallery.bare(part, "svg")
        if image is None:
            return _table(part.table) if part.table else ""
        source = base64.b64encode(image).decode()
        return f'<img class="picture" alt="{escape(part.alternative)}" src="data:image/svg+xml;base64,{source}">'

    text = sheets.whole(report.title, _body(report, pictured), [], meta=metadata(report), language=report.language)
    return studio.document(text, metadata(report))


def metadata(report: Report) -> dict[str, str]:
    """Return name -> words for the metadata of a file."""
    return {
        "Title": report.title, "Author": report.author, "Description": report.made_from,
        "Date": report.on.isoformat(), "Snapshot": " ".join(report.snapshots), "Software": "Concordance",
    }  # fmt: skip


def _body(report: Report, draw: Callable[[Exhibit], str]) -> str:
    """Return the whole report as mark-up; `draw` gives the picture of a chart."""
    pieces = [
        f"<style>{_STYLE}</style>\n<main class=report>\n<h1>{escape(report.title)}</h1>",
        f'<p class="byline">{escape(report.byline)}</p>\n<p class="note">{escape(report.made_from)}</p>',
    ]
    for part in report.parts:
        if isinstance(part, Words):
            pieces.append(_words(part))
        elif isinstance(part, Missing):
            pieces.append(f'<p class="missing">{escape(say("reports.parts.left_out", why=part.why))}</p>')
        else:
            pieces.append(_exhibit(part, draw))
    return "\n".join((*pieces, _ending(report), "</main>"))


def _words(part: Words) -> str:
    level = part.level + 1
    heading = f"<h{level}>{escape(part.heading)}</h{level}>\n" if part.heading else ""
    return heading + "\n".join(f"<p>{escape(text)}</p>" for text in part.paragraphs)


def _exhibit(part: Exhibit, draw: Callable[[Exhibit], str]) -> str:
    inside = draw(part) if part.kind == "chart" else _table(part.table) if part.table else _list(part.articles)
    caption = f"<figcaption>{escape(part.captioned)}</figcaption>"
    notes = "".join(f'<p class="note">{escape(note)}</p>' for note in part.notes)
    reading = f'<p class="reading">{escape(part.reading)}</p>' if part.reading else ""
    held = ' class="held"' if part.kind == "chart" else ""  # with its notes; a table may go on on the next page
    return (
        f"<section{held}>\n<h3>{escape(part.title)}</h3>\n{reading}\n<figure>{inside}{caption}</figure>\n{notes}"
        f'<p class="note">{say("reports.parts.link", address=_link(part.link))}</p>\n</section>'
    )


def _table(grid: Grid) -> str:
    """Return a table with a header row; numbers stand on the right."""
    sides = [' class="number"' if right else "" for right in grid.right]
    head = "".join(f'<th scope="col"{side}>{escape(text)}</th>' for text, side in zip(grid.header, sides, strict=True))
    rows = "\n".join(
        "<tr>" + "".join(f"<td{side}>{escape(text)}</td>" for text, side in zip(row, sides, strict=True)) + "</tr>"
        for row in grid.rows
    )
    note = f'<p class="note">{escape(grid.note)}</p>' if grid.note else ""
    return f"<table><thead><tr>{head}</tr></thead><tbody>\n{rows}</tbody></table>{note}"


def _list(articles: tuple[Cited, ...]) -> str:
    return "<ul>" + "".join(
        f"<li><b>{escape(article.title)}</b>. {escape(article.byline)}. "
        + (_link(article.url) if article.url else "")
        + "".join(f"<br><span class=quoted>{escape(text)}</span>" for text in article.lines)
        + "</li>\n"
        for article in articles
    ) + "</ul>"  # fmt: skip


def _link(address: str) -> str:
    if not address.startswith(("http://", "https://")):
        return escape(address)
    return f'<a href="{escape(address)}" rel="noreferrer">{escape(address)}</a>'


def _ending(report: Report) -> str:
    numbered = "".join(f"<p>[{number}] {escape(source)}</p>" for number, source in enumerate(report.sources, start=1))
    pieces = [f"<h2>{escape(say('reports.parts.sources'))}</h2>\n{numbered}" if numbered else ""]
    for heading, texts, tag in (
        (say("reports.parts.data"), report.data, "p"),
        (say("reports.parts.method"), report.methods if report.exhibits else (), "p"),
        (say("reports.parts.limits"), report.limits if report.exhibits else (), "li"),
        (say("reports.parts.notes"), (*report.notices, *report.problems), "li"),
    ):  # fmt: skip
        if texts:
            inside = "\n".join(f"<{tag}>{escape(text)}</{tag}>" for text in texts)
            pieces.append(f"<h2>{escape(heading)}</h2>\n" + (f"<ul>{inside}</ul>" if tag == "li" else inside))
    return "\n".join(piece for piece in pieces if piece)

"""A report -> Markdown, with its pictures as files beside it. Texts are escaped, so that they show as they stand."""

from __future__ import annotations

from collections.abc import Mapping

from dashboard.reports.cited import Cited
from dashboard.reports.grid import Grid
from dashboard.reports.report import Exhibit, Missing, Report, Words
from dashboard.reports.words import markdown as _plain
from dashboard.words import say


def markdown(report: Report, pictures: Mapping[str, str]) -> bytes:
    """Return the report as Markdown; `pictures` gives the path of the picture of an exhibit by its name."""
    lines = [f"# {_plain(report.title)}", _plain(report.byline), _plain(report.made_from)]
    for part in report.parts:
        if isinstance(part, Words):
            lines += [f"{'#' * (part.level + 1)} {_plain(part.heading)}"] if part.heading else []
            lines += map(_plain, part.paragraphs)
        elif isinstance(part, Missing):
            lines.append(say("reports.parts.left_out_marked", why=_plain(part.why)))
        else:
            lines += _exhibit(part, pictures.get(part.name))
    lines += _ending(report)
    return ("\n\n".join(line for line in lines if line) + "\n").encode()


def _exhibit(part: Exhibit, picture: str | None) -> list[str]:
    lines = [f"### {_plain(part.title)}", _plain(part.reading)]
    if part.kind == "chart" and picture:
        lines.append(f"![{_plain(part.alternative)}]({picture})")
    elif part.table is not None:
        lines.append(_table(part.table))
        lines.append(_plain(part.table.note))
    lines += [_article(article) for article in part.articles]
    lines.append(f"*{_plain(part.captioned)}*")
    return [*lines, *map(_plain, part.notes), say("reports.parts.link", address=_address(part.link))]


def _table(grid: Grid) -> str:
    marks = ["---:" if right else "---" for right in grid.right]
    rows = [[_plain(text) for text in grid.header], marks, *([_plain(text) for text in row] for row in grid.rows)]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def _article(article: Cited) -> str:
    parts = [f"- **{_plain(article.title)}**. {_plain(article.byline)}."]
    parts += [_address(article.url)] if article.url else []
    return "  \n  ".join([" ".join(parts), *map(_plain, article.lines)])


def _address(address: str) -> str:
    """Return an address that can be clicked (it holds no angle bracket: `safe.address` encodes them), or as code."""
    if address.startswith(("http://", "https://")) and not set("<> ") & set(address):
        return f"<{address}>"
    return f"`{address.replace('`', '')}`"


def _ending(report: Report) -> list[str]:
    lines = [f"## {say('reports.parts.sources')}"] if report.sources else []
    lines += [_plain(f"[{number}] {source}") for number, source in enumerate(report.sources, start=1)]
    for heading, texts, mark in (
        (say("reports.parts.data"), report.data, ""),
        (say("reports.parts.method"), report.methods if report.exhibits else (), ""),
        (say("reports.parts.limits"), report.limits if report.exhibits else (), "- "),
        (say("reports.parts.notes"), (*report.notices, *report.problems), "- "),
    ):  # fmt: skip
        if texts:
            lines += [f"## {heading}", *(f"{mark}{_plain(text)}" for text in texts)]
    return lines

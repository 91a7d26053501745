"""A report -> PPTX: one chart a slide with its title, reading, source and alternative text; methods in the notes.

The picture stands on the left as large as the slide lets it, the words on the right. What does not fit on one slide
goes on to the next; nothing is made smaller than a room can read. It must not know Streamlit.
"""

from __future__ import annotations

import io
import math
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any, Final

from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.util import Inches, Pt

from dashboard.reports.cited import Cited
from dashboard.reports.gallery import Gallery
from dashboard.reports.grid import Grid, widths
from dashboard.reports.packing import repacked
from dashboard.reports.report import Exhibit, Missing, Report, Words
from dashboard.words import say

_INK, _QUIET, _HEAD, _WHITE = (
    RGBColor(*bytes.fromhex(code))  # type: ignore[no-untyped-call]
    for code in ("1A1D22", "454B55", "E8EDF2", "FFFFFF")
)
_FONT: Final = "Arial"
_WIDE, _HIGH = 13.333, 7.5  # inches
_EDGE: Final = 0.45
_PICTURE: Final = (0.3, 0.25, 8.5, 7.0)  # left, top, width, height
_ASIDE: Final = (9.0, 0.45, 3.95, 6.75)
_RUNNING: Final = (16.0, 18, 100)  # points, lines of a slide, letters of a line
_SMALL: Final = (13.0, 18, 122)
_TABLE_LETTERS: Final = 150  # of 11 points on a line of a table
_ROWS: Final = 14  # of a table on one slide
_CONTENT: Final = 1000  # characters of a paragraph of small print on one slide
_TITLE_ONLY: Final = 5  # layout of the template: a title and nothing else
_OPENING: Final = 0


def pptx(report: Report, gallery: Gallery) -> bytes:
    """Return the report as a presentation (16:9)."""
    file = Presentation()
    file.slide_width, file.slide_height = Inches(_WIDE), Inches(_HIGH)
    _about(file, report)
    _opening(file, report)
    notes = "\n\n".join((report.made_from, *report.methods))
    for part in report.parts:
        if isinstance(part, Words):
            _text(file, part.heading or report.title, part.paragraphs)
            if not part.paragraphs:
                _slide(file, part.heading, (_EDGE, 2.9, _WIDE - 2 * _EDGE, 1.6), _fitting(part.heading, 36, 48, 2))
        elif isinstance(part, Missing):
            _text(file, say("reports.parts.left_out_head"), (part.why,))
        else:
            _exhibit(file, part, gallery, notes)
    numbered = tuple(f"[{number}] {source}" for number, source in enumerate(report.sources, start=1))
    _text(file, say("reports.parts.sources"), numbered, _SMALL)
    _text(file, say("reports.parts.data"), report.data, _SMALL)
    _text(file, say("reports.parts.limits"), report.limits if report.exhibits else (), _SMALL)
    _text(file, say("reports.parts.notes"), (*report.notices, *report.problems), _SMALL)
    out = io.BytesIO()
    file.save(out)
    return repacked(out.getvalue())


def _about(file: Any, report: Report) -> None:
    about = file.core_properties
    about.title, about.author, about.language = report.title, report.author, report.language
    about.subject, about.comments, about.keywords = report.made_from, " ".join(report.notices)[:250], "Concordance"
    about.created = about.modified = datetime.combine(report.on, datetime.min.time())
    about.last_modified_by, about.revision = report.author, 1


def _opening(file: Any, report: Report) -> None:
    slide = file.slides.add_slide(file.slide_layouts[_OPENING])
    title, below = slide.shapes.title, slide.placeholders[1]
    _place(title, (_EDGE, 0.9, _WIDE - 2 * _EDGE, 2.9))  # a long one grows upwards, away from what stands below it
    _place(below, (_EDGE, 4.0, _WIDE - 2 * _EDGE, 1.2))
    _write(title.text_frame, [(report.title, _fitting(report.title, 40, 45, 3), True, _INK)], low=True)
    _write(below.text_frame, [(report.byline, 20, False, _INK), (report.made_from, 14, False, _QUIET)])


def _slide(file: Any, title: str, box: tuple[float, float, float, float], size: float) -> Any:
    """Return a new slide with its title in a box."""
    slide = file.slides.add_slide(file.slide_layouts[_TITLE_ONLY])
    _place(slide.shapes.title, box)
    _write(slide.shapes.title.text_frame, [(title, size, True, _INK)])
    return slide


def _headed(file: Any, title: str) -> Any:
    return _slide(file, title, (_EDGE, 0.3, _WIDE - 2 * _EDGE, 0.9), _fitting(title, 28, 62, 2))


def _text(file: Any, title: str, paragraphs: Sequence[str], of: tuple[float, int, int] = _RUNNING) -> None:
    """Write paragraphs on as many slides as they need."""
    for number, page in enumerate(_paged(paragraphs, of)):
        slide = _headed(file, title if number == 0 else say("reports.parts.continued", title=title))
        frame = _box(slide, (_EDGE, 1.3, _WIDE - 2 * _EDGE, 5.8))
        _write(frame, [(text, of[0], False, _INK) for text in page], after=6)


def _paged(paragraphs: Sequence[str], of: tuple[float, int, int]) -> Iterator[list[str]]:
    """Yield the paragraphs of each slide; one that is too long for a slide is parted between words."""
    page: list[str] = []
    _, most, letters = of
    room = float(most)
    for text in (piece for whole in paragraphs for piece in _pieces(whole)):
        lines = len(text) // letters + 1.5
        if page and lines > room:
            yield page
            page, room = [], float(most)
        page.append(text)
        room -= lines
    if page:
        yield page


def _pieces(text: str) -> Iterator[str]:
    while len(text) > _CONTENT:
        cut = text.rfind(" ", 1, _CONTENT)
        cut = cut if cut > 0 else _CONTENT
        yield text[:cut]
        text = text[cut:].lstrip()
    yield text


def _exhibit(file: Any, part: Exhibit, gallery: Gallery, notes: str) -> None:
    pictures = gallery.slides(part) if part.kind == "chart" else []
    for number, (picture, said) in enumerate(pictures):
        title = part.title if number == 0 else say("reports.parts.continued", title=part.title)
        _charted(file, part, picture, notes, title, said)
    if pictures:
        return
    if part.table is not None:
        _tabled(file, part, part.table, notes)
    else:
        _listed(file, part, notes)


def _charted(file: Any, part: Exhibit, picture: bytes, notes: str, heading: str, said: str) -> None:
    left, top, wide, high = _ASIDE
    slide = _slide(file, heading, (left, top, wide, 1.35), _fitting(heading, 24, 24, 3))
    drawn = slide.shapes.add_picture(io.BytesIO(picture), 0, 0)
    x, y, width, height = map(Inches, _PICTURE)
    factor = min(width / drawn.width, height / drawn.height)
    drawn.width, drawn.height = int(drawn.width * factor), int(drawn.height * factor)
    drawn.left, drawn.top = int(x + (width - drawn.width) / 2), int(y + (height - drawn.height) / 2)
    drawn.name = part.name
    drawn._element.nvPicPr.cNvPr.set("descr", part.alternative)
    words = [(part.reading, _fitting(part.reading, 18, 34, 7), False, _INK)]
    if part.caption:
        words.append((part.caption, _fitting(part.caption, 14, 44, 6), False, _INK))
    if said:
        words.append((said, 12, False, _INK))
    _write(_box(slide, (left, top + 1.45, wide, 2.6)), words, after=8)
    # The denominator can be long; whole it stands in the notes.
    source = [
        (f"{part.name}. {part.notes[-1]}", 10, False, _QUIET),
        (say("reports.parts.link", address=part.link), 9, False, _QUIET),
    ]
    frame = _box(slide, (left, top + 4.1, wide, high - 4.1))
    short = [(part.notes[0], 10, False, _QUIET)] if len(part.notes) > 1 and len(part.notes[0]) <= 420 else []
    _write(frame, [*short, *source], after=4, low=True)
    _noted(slide, part, notes)


def _tabled(file: Any, part: Exhibit, grid: Grid, notes: str) -> None:
    """Write a table on as many slides as its rows need, each with the header row."""
    slides = math.ceil(max(len(grid.rows), 1) / _ROWS)
    step = math.ceil(max(len(grid.rows), 1) / slides)  # no last slide with one row
    for first in range(0, max(len(grid.rows), 1), step):
        rows = grid.rows[first : first + step]
        slide = _headed(file, part.title if first == 0 else say("reports.parts.continued", title=part.title))
        _write(_box(slide, (_EDGE, 1.15, _WIDE - 2 * _EDGE, 0.6)), [(part.reading, 14, False, _INK)])
        height = Inches(0.3 * (len(rows) + 1))
        shape = slide.shapes.add_table(
            len(rows) + 1, len(grid.header), Inches(_EDGE), Inches(1.8), Inches(_WIDE - 2 * _EDGE), height
        )
        shape.name = part.name
        shape._element.nvGraphicFramePr.cNvPr.set("descr", part.alternative)
        shape.table.first_row = True
        for column, width in zip(shape.table.columns, widths(grid, _TABLE_LETTERS), strict=True):
            column.width = int(Inches(_WIDE - 2 * _EDGE) * width / _TABLE_LETTERS)
        for row, texts in enumerate((grid.header, *rows)):
            for column, text in enumerate(texts):
                _cell(shape.table.cell(row, column), text, is_head=row == 0, right=grid.right[column])
        last = " ".join(note for note in (f"{part.name}. {part.caption}".strip(), grid.note, part.notes[-1]) if note)
        small = [(last, 10, False, _QUIET), (say("reports.parts.link", address=part.link), 9, False, _QUIET)]
        _write(_box(slide, (_EDGE, 6.6, _WIDE - 2 * _EDGE, 0.75)), small, low=True)
        _noted(slide, part, notes)


def _cell(cell: Any, text: str, *, is_head: bool, right: bool) -> None:
    cell.margin_top = cell.margin_bottom = Inches(0.02)
    _write(cell.text_frame, [(text, 11, is_head, _INK)])
    cell.text_frame.paragraphs[0].alignment = PP_ALIGN.RIGHT if right else PP_ALIGN.LEFT
    cell.fill.solid()
    cell.fill.fore_color.rgb = _HEAD if is_head else _WHITE


def _listed(file: Any, part: Exhibit, notes: str) -> None:
    """Write the articles of a list on as many slides as they need."""
    whole = [_said(article) for article in part.articles]
    for number, page in enumerate(_paged(whole, _SMALL)):
        slide = _headed(file, part.title if number == 0 else say("reports.parts.continued", title=part.title))
        _write(_box(slide, (_EDGE, 1.15, _WIDE - 2 * _EDGE, 0.6)), [(part.reading, 14, False, _INK)])
        frame = _box(slide, (_EDGE, 1.75, _WIDE - 2 * _EDGE, 4.8))
        _write(frame, [(text, _SMALL[0], False, _INK) for text in page], after=5)
        last = " ".join(note for note in (f"{part.name}. {part.caption}".strip(), part.notes[-1]) if note)
        small = [(last, 10, False, _QUIET), (say("reports.parts.link", address=part.link), 9, False, _QUIET)]
        _write(_box(slide, (_EDGE, 6.6, _WIDE - 2 * _EDGE, 0.75)), small, low=True)
        _noted(slide, part, notes)


def _said(article: Cited) -> str:
    parts = (f"{article.title}.", f"{article.byline}.", *article.lines, article.url or "")
    return " ".join(part for part in parts if part)


def _noted(slide: Any, part: Exhibit, notes: str) -> None:
    own = "\n\n".join(
        (f"{part.name}. {part.title}", part.reading, *part.notes, say("reports.parts.link", address=part.link))
    )
    slide.notes_slide.notes_text_frame.text = f"{own}\n\n{notes}"


def _place(shape: Any, box: tuple[float, float, float, float]) -> None:
    shape.left, shape.top, shape.width, shape.height = map(Inches, box)


def _box(slide: Any, box: tuple[float, float, float, float]) -> Any:
    return slide.shapes.add_textbox(*map(Inches, box)).text_frame


def _write(
    frame: Any, texts: Sequence[tuple[str, float, bool, Any]], *, after: float = 0, low: bool = False
) -> None:  # fmt: skip
    """Write paragraphs of text, size in points, boldness and colour; `low` puts them at the foot of the box."""

    frame.word_wrap = True
    frame.vertical_anchor = MSO_ANCHOR.BOTTOM if low else MSO_ANCHOR.TOP
    frame.margin_left = frame.margin_right = Inches(0.05)
    for number, (text, size, bold, colour) in enumerate(texts):
        paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
        paragraph.alignment = PP_ALIGN.LEFT
        paragraph.space_after = Pt(after)
        head, _, address = text.partition(say("reports.parts.link", address=""))
        linked = not head and address.startswith(("http://", "https://"))
        run = paragraph.add_run()
        run.text = text
        if linked:
            run.hyperlink.address = address
        run.font.name, run.font.size, run.font.bold, run.font.color.rgb = _FONT, Pt(size), bold, colour


def _fitting(text: str, size: float, letters: int, lines: int) -> float:
    """Return the size in points at which a text has room: `letters` a line and `lines` of them at the size given."""
    factor: float = (letters * lines / max(len(text), 1)) ** 0.5
    return round(size * min(1.0, max(factor, 0.5)), 1)

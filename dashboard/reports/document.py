"""A report -> DOCX: contents, real headings, captions, alternative text, tables with header rows, numbered sources.

Every text goes in as text of a run, so that no title is mark-up, a field or a formula. It must not know Streamlit.
"""

from __future__ import annotations

import io
from datetime import datetime
from typing import Any, Final

from docx import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from dashboard.reports import contents
from dashboard.reports.gallery import Gallery
from dashboard.reports.grid import Grid, widths
from dashboard.reports.packing import repacked
from dashboard.reports.report import Exhibit, Missing, Report, Words
from dashboard.words import say

_INK, _QUIET, _BLUE, _RED = (RGBColor.from_string(code) for code in ("1A1D22", "454B55", "1B5F8C", "9B1C1C"))
_FONT: Final = "Arial"  # on every system, and of the same widths where a free font stands in for it
_WIDE, _HIGH = Cm(17.0), Cm(18.5)  # room for a picture: the text's width, and a page less its words
_PAPER: Final = (Cm(21.0), Cm(29.7), Cm(2.0))
_SIZES: Final = {"Normal": 10, "Title": 22, "Subtitle": 12, "Heading 1": 16, "Heading 2": 12.5, "Caption": 9.5}
_SHORT: Final = 15  # rows of a table that stands on one page
_LETTERS: Final = 112  # of 8 points on a line of a table
_MANY: Final = 10  # entries of the contents from which on the text begins on a page of its own
_SMALL: Final = "Note"
_BEGUN: Final = 4  # rows of a long table, its header among them, that stand together with its caption


def docx(report: Report, gallery: Gallery) -> bytes:
    """Return the report as a Word document (A4)."""
    file = Document()
    _set_up(file, report)
    file.add_paragraph(report.title, style="Title")
    file.add_paragraph(report.byline, style="Subtitle")
    opening = file.add_paragraph(report.made_from, style=_SMALL)
    for part in report.parts:
        if isinstance(part, Words):
            _words(file, part)
        elif isinstance(part, Missing):
            _missing(file, part.why)
        else:
            _exhibit(file, part, gallery)
    _ending(file, report)
    _contents(file, opening)
    out = io.BytesIO()
    file.save(out)
    return repacked(out.getvalue())


def _contents(file: Any, opening: Any) -> None:
    """Put the contents behind the first lines; long ones have the first page for themselves."""
    first = next((paragraph for paragraph in file.paragraphs if paragraph.style.name.startswith("Heading")), None)
    if contents.fill(file, opening, say("reports.parts.contents")) >= _MANY and first is not None:
        first.paragraph_format.page_break_before = True


def _set_up(file: Any, report: Report) -> None:
    """Set paper, styles, language, properties and the foot of the page."""
    section = file.sections[0]
    section.page_width, section.page_height = _PAPER[:2]
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = _PAPER[2]
    note = file.styles.add_style(_SMALL, 1)
    note.base_style = file.styles["Normal"]
    note.font.size, note.font.color.rgb, note.paragraph_format.space_after = Pt(8.5), _QUIET, Pt(3)
    for name, size in _SIZES.items():
        style = file.styles[name]
        style.font.name, style.font.size, style.font.color.rgb, style.font.italic = _FONT, Pt(size), _INK, False
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for key in list(fonts.attrib):
            del fonts.attrib[key]  # fonts of a theme would win
        for kind in ("ascii", "hAnsi", "cs", "eastAsia"):
            fonts.set(qn(f"w:{kind}"), _FONT)
    file.styles["Heading 1"].paragraph_format.space_before = Pt(20)
    file.styles["Heading 2"].paragraph_format.space_before = Pt(16)
    file.styles["Caption"].font.bold = False
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), report.language)
    file.styles["Normal"].element.get_or_add_rPr().append(language)
    about = file.core_properties
    about.title, about.author, about.language = report.title, report.author, report.language
    about.subject, about.comments, about.keywords = report.made_from, " ".join(report.notices)[:250], "Concordance"
    about.created = about.modified = datetime.combine(report.on, datetime.min.time())
    about.last_modified_by, about.revision = report.author, 1
    _foot(section.footer.paragraphs[0], report.title)


def _foot(paragraph: Any, title: str) -> None:
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.style = _SMALL
    paragraph.add_run(f"{title[:90]}  ·  ")
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    run = OxmlElement("w:r")
    field.append(run)
    paragraph._p.append(field)


def _words(file: Any, part: Words) -> None:
    if part.heading:
        file.add_heading(part.heading, level=part.level)
    for text in part.paragraphs:
        file.add_paragraph(text)


def _missing(file: Any, why: str) -> None:
    run = file.add_paragraph().add_run(say("reports.parts.left_out", why=why))
    run.font.color.rgb = _RED


def _exhibit(file: Any, part: Exhibit, gallery: Gallery) -> None:
    """Write a chart, table or list: heading, reading, body, caption, notes and link, held together on the page."""
    file.add_heading(part.title, level=2)
    if part.reading:
        file.add_paragraph(part.reading).paragraph_format.keep_with_next = True
    picture = gallery.bare(part, "png") if part.kind == "chart" else None
    if picture is not None:
        _picture(file, picture, part.alternative)
    _caption(file, part.captioned)  # of a table it stands above
    if picture is None and part.table is not None:
        if part.kind == "chart":
            file.add_paragraph(
                say("reports.document.without_picture"), style=_SMALL
            ).paragraph_format.keep_with_next = True
        _table(file, part.table, part.title)
    for article in part.articles:
        _article(file, article)
    for note in part.notes:  # a link alone on the next page would be nobody's
        file.add_paragraph(note, style=_SMALL).paragraph_format.keep_with_next = True
    _linked(file.add_paragraph(say("reports.parts.link", address=""), style=_SMALL), part.link)


def _picture(file: Any, image: bytes, alternative: str) -> None:
    paragraph = file.add_paragraph()
    paragraph.paragraph_format.keep_with_next = True
    paragraph.paragraph_format.space_after = Pt(2)
    drawn = paragraph.add_run().add_picture(io.BytesIO(image), width=_WIDE)
    if drawn.height > _HIGH:
        drawn.width, drawn.height = int(drawn.width * _HIGH / drawn.height), _HIGH
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    drawn._inline.docPr.set("descr", alternative)


def _caption(file: Any, text: str) -> None:
    paragraph = file.add_paragraph(text, style="Caption")
    paragraph.paragraph_format.keep_with_next = True
    paragraph.paragraph_format.space_after = Pt(3)


def _table(file: Any, grid: Grid, title: str) -> None:
    """Write a real table: its first row is the header on every page, no row is torn."""
    table = file.add_table(rows=1, cols=len(grid.header), style="Table Grid")
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    table._tbl.tblPr.append(_named("w:tblDescription", title))
    table.autofit = False
    wide = [int(_WIDE * width / _LETTERS) for width in widths(grid, _LETTERS)]
    for column, width in zip(table.columns, wide, strict=True):
        column.width = width
    for place, row in enumerate((grid.header, *grid.rows)):
        cells = table.rows[0].cells if row is grid.header else table.add_row().cells
        for column, (cell, text) in enumerate(zip(cells, row, strict=True)):
            cell.width = wide[column]
            paragraph = cell.paragraphs[0]
            run = paragraph.add_run(text)
            run.font.size, run.bold = Pt(8), row is grid.header
            paragraph.paragraph_format.space_after = Pt(1)
            paragraph.paragraph_format.keep_with_next = len(grid.rows) <= _SHORT or place < _BEGUN
            if grid.right[column]:
                paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
            if row is grid.header:
                cell._tc.get_or_add_tcPr().append(_shade("E8EDF2"))
    for row in table.rows:
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    if grid.note:
        file.add_paragraph(grid.note, style=_SMALL).paragraph_format.space_before = Pt(3)


def _shade(colour: str) -> Any:
    shade = OxmlElement("w:shd")
    for key, value in (("val", "clear"), ("color", "auto"), ("fill", colour)):
        shade.set(qn(f"w:{key}"), value)
    return shade


def _named(name: str, value: str) -> Any:
    element = OxmlElement(name)
    element.set(qn("w:val"), value)
    return element


def _article(file: Any, article: Any) -> None:
    paragraph = file.add_paragraph(style="List Bullet")
    paragraph.paragraph_format.space_after = Pt(3)
    paragraph.add_run(article.title).bold = True
    paragraph.add_run(f". {article.byline}. ")
    if article.url:
        _linked(paragraph, article.url)
    for text in article.lines:
        paragraph.add_run().add_break()
        run = paragraph.add_run(text)
        run.font.size, run.font.color.rgb = Pt(9.5), _QUIET


def _linked(paragraph: Any, address: str) -> None:
    """Append an address; one of the web can be clicked."""
    if not address.startswith(("http://", "https://")):
        paragraph.add_run(address)
        return
    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), paragraph.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
    run = paragraph.add_run(address)
    run.font.color.rgb = _BLUE
    link.append(run._r)
    paragraph._p.append(link)


def _ending(file: Any, report: Report) -> None:
    """Write sources, data, method, limits and what was ignored."""
    if report.sources:
        file.add_heading(say("reports.parts.sources"), level=1)
        for number, source in enumerate(report.sources, start=1):
            file.add_paragraph(f"[{number}] {source}")
    for heading, texts, style in (
        (say("reports.parts.data"), report.data, None),
        (say("reports.parts.method"), report.methods if report.exhibits else (), None),
        (say("reports.parts.limits"), report.limits if report.exhibits else (), "List Bullet"),
        (say("reports.parts.notes"), (*report.notices, *report.problems), "List Bullet"),
    ):  # fmt: skip
        if texts:
            file.add_heading(heading, level=1)
        for text in texts:
            file.add_paragraph(text, style=style)

"""All formats say the same; they open again with headings, alternative text and tables; text is only text."""

from __future__ import annotations

import io
import re
import xml.etree.ElementTree as ET
import zipfile
from html import unescape
from html.parser import HTMLParser

import pytest
from docx import Document
from docx.oxml.ns import qn
from pptx import Presentation

from dashboard.exports.images import Studio
from dashboard.reports import document, markdown, page, slides
from dashboard.reports.gallery import Gallery
from dashboard.reports.report import Report
from tests.dashboard.reports.conftest import Builder, blocks

VIEWS = [
    ("sectors?interaction=any", "sectors"),
    ("comentions?countries=CN+KZ&interaction=any", "dyads"),
    ("timelines?interaction=any&since=2019-01-01", "labels"),
    ("country?country=KZ&interaction=any", "grid"),
]
HOSTILE = "=cmd|' /C calc'!A1 <script>alert(1)</script> **b** [x](javascript:x) \u0000\u0007\u202e\ufffe &amp; {{x}}"


def report_of(built: Builder, link: str, panel: str) -> Report:
    where = f'link = "{link}"\npanel = "{panel}"'
    listed = 'kind = "evidence"\nlink = "?interaction=any&mark=dyad.CN-KZ&panel=dyads"\nmost = 3'
    return built(blocks('kind = "text"\nheading = "H"\ntext = "one\\n\\ntwo"', f'kind = "chart"\n{where}',
                        f'kind = "table"\n{where}\nmost = 12', listed))  # fmt: skip


class Cells(HTMLParser):
    """The cells of the tables of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._inside = False

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if tag in ("td", "th"):
            self._inside = True
            self.found.append("")

    def handle_endtag(self, tag: str) -> None:
        self._inside = self._inside and tag not in ("td", "th")

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.found[-1] += data


@pytest.mark.parametrize(("link", "panel"), VIEWS)
def test_all_formats_hold_the_same_numbers(built: Builder, link: str, panel: str) -> None:
    report = report_of(built, link, panel)
    assert not report.problems
    chart, table, listed = report.exhibits
    grid = table.table
    assert grid is not None and chart.taken is not None
    told = [text for row in (grid.header, *grid.rows) for text in row]
    counts = chart.taken.chart.answer.sort_values("period_on", ascending=False, kind="stable") if (
        "period_on" in chart.taken.chart.answer) else chart.taken.chart.answer  # fmt: skip
    count = chart.taken.chart.panel.count
    where = next(i for i, (head, right) in enumerate(zip(grid.header, grid.right, strict=True)) if right)
    assert [row[where] for row in grid.rows] == [f"{value:,}" for value in counts[count].head(12)]

    word = Document(io.BytesIO(document.docx(report, Gallery(None))))
    assert [cell.text for row in word.tables[-1].rows for cell in row.cells] == told
    shown = Presentation(io.BytesIO(slides.pptx(report, Gallery(None))))
    tables = [s.table for slide in shown.slides for s in slide.shapes if s.has_table and s.name == table.name]
    assert [cell.text for t in tables for row in t.rows for cell in row.cells] == told
    cells = Cells()
    cells.feed(page.html(report, Gallery(None)).decode())
    assert cells.found == told
    marked = markdown.markdown(report, {chart.name: "x.png"}).decode()
    rows = [line[2:-2].split(" | ") for line in marked.splitlines() if line.startswith("| ") and "---" not in line]
    assert [re.sub(r"\\(.)", r"\1", text) for row in rows for text in row] == told
    said = [part for part in (chart.reading, *chart.notes, listed.reading, *report.data, *report.sources) if part]
    texts = {
        "docx": "\n".join(paragraph.text for paragraph in word.paragraphs),
        "pptx": "\n".join(s.text_frame.text for slide in shown.slides for s in slide.shapes if s.has_text_frame)
        + "\n".join(slide.notes_slide.notes_text_frame.text for slide in shown.slides if slide.has_notes_slide),
        "html": unescape(re.sub(r"<[^>]*>", "", page.html(report, Gallery(None)).decode().partition("<script>")[0])),
        "md": re.sub(r"\\(.)", r"\1", marked.replace("&#8203;", "")),
    }
    for form, text in texts.items():
        assert [line for line in said if line not in text] == [], form


def test_word_and_slides_have_headings_alternative_text_captions_and_header_rows(
    built: Builder, studio: Studio
) -> None:
    report = report_of(built, *VIEWS[0])
    chart = report.exhibits[0]
    gallery = Gallery(studio)
    word = Document(io.BytesIO(document.docx(report, gallery)))
    styles = [(p.style.name, p.text) for p in word.paragraphs]
    assert ("Title", "T") in styles and ("Heading 1", "H") in styles and ("Heading 2", chart.title) in styles
    assert ("Caption", "Figure 1. The five sectors") in styles and ("Heading 1", "Sources") in styles
    drawn = word.element.body.xpath(".//wp:docPr")
    assert [node.get("descr") for node in drawn] == [chart.alternative]
    assert word.tables[0].rows[0]._tr.xpath(".//w:tblHeader")
    assert word.core_properties.title == "T" and "snapshot" in word.core_properties.subject
    shown = Presentation(io.BytesIO(slides.pptx(report, gallery)))
    assert all(slide.shapes.title is not None and slide.shapes.title.text for slide in shown.slides)
    pictures = [(slide, s) for slide in shown.slides for s in slide.shapes if s.shape_type == 13]
    assert [s._element.nvPicPr.cNvPr.get("descr") for _, s in pictures] == [chart.alternative]
    slide = pictures[0][0]
    text = " ".join(s.text_frame.text for s in slide.shapes if s.has_text_frame)
    assert slide.shapes.title.text == chart.title and chart.reading in text and chart.notes[-1] in text
    assert report.methods[0] in slide.notes_slide.notes_text_frame.text
    assert document.docx(report, gallery) == document.docx(report, gallery)
    printed = page.pdf(report, gallery, studio)
    assert printed.startswith(b"%PDF") and b"/StructTreeRoot" in printed


def test_a_stranger_s_text_is_only_text(built: Builder) -> None:
    written = HOSTILE.encode("unicode_escape").decode().replace("\\x", "\\u00").replace('"', '\\"')
    caption = f'kind = "table"\nlink = "sectors?interaction=any"\ncaption = "{written}"'
    report = built(blocks(f'kind = "text"\nheading = "{written}"\ntext = "{written}"', caption,
                          head=f'title = "{written}"\nauthor = "{written}"\n'))  # fmt: skip
    assert not report.problems
    word, deck = document.docx(report, Gallery(None)), slides.pptx(report, Gallery(None))
    for made in (word, deck):
        with zipfile.ZipFile(io.BytesIO(made)) as parts:
            for name in parts.namelist():
                if name.endswith((".xml", ".rels")):
                    ET.fromstring(parts.read(name))
    seen = Document(io.BytesIO(word)).paragraphs[0].text
    assert seen.startswith("=cmd|' /C calc'!A1 <script>alert(1)</script>") and not set("\x00\x07\u202e\ufffe") & set(
        seen
    )
    text = page.html(report, Gallery(None)).decode()
    assert "<script>alert" not in text and "<script src" not in text
    marked = markdown.markdown(report, {}).decode()
    assert "<script>" not in marked.replace("\\<", "") and "](javascript" not in marked
    with zipfile.ZipFile(io.BytesIO(word)) as parts:
        fields = re.findall(rb"<w:instrText[^>]*>(.*?)</w:instrText>", parts.read("word/document.xml"))
    assert [field.split()[0] for field in fields] == [b"TOC"], "no field but the contents"


def test_the_contents_of_a_word_document_are_filled_in_and_lead_to_its_headings(built: Builder) -> None:
    same = 'kind = "chart"\nlink = "sectors?interaction=any"\npanel = "sectors"'
    report = built(blocks('kind = "text"\nheading = "Қазақстан & 中国"\ntext = "one"', same, same))
    file = Document(io.BytesIO(document.docx(report, Gallery(None))))
    headings = [p for p in file.paragraphs if p.style.name.startswith("Heading") and p.text]
    (field,) = file.element.xpath("//w:sdt[.//w:docPartGallery[@w:val='Table of Contents']]//w:instrText")
    assert field.text.split()[0] == "TOC"
    entries = file.element.xpath("//w:sdt//w:hyperlink")
    shown = [text.text for text in file.element.xpath("//w:sdt//w:hyperlink//w:t")]
    assert shown == [heading.text for heading in headings]
    assert len({heading.text for heading in headings}) == len(headings) >= 6, "two charts of one title are told apart"
    marks = [heading._p.xpath("./w:bookmarkStart/@w:name") for heading in headings]
    assert [[entry.get(qn("w:anchor"))] for entry in entries] == marks
    kinds = file.element.xpath("//w:sdt//w:fldChar/@w:fldCharType")
    assert kinds == ["begin", "separate", "end"]

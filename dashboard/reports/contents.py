"""The table of contents of a Word document: a real field, filled in, so that it stands there before anybody updates it.

It names no pages: where a page ends is known to the program that lays the document out, and a number that is wrong
until a reader presses a key is worse than none. Each entry leads to its heading; *Update field* in Word keeps the form.
Source: ECMA-376 part 1, 17.16.5.68 (TOC). It must not know a report.
"""

from __future__ import annotations

from typing import Any, Final

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

_LEVELS: Final = {"Heading 1": 1, "Heading 2": 2}
_FIELD: Final = ' TOC \\o "1-2" \\n \\h \\z \\u '  # two levels of headings, no pages, links


def fill(file: Any, after: Any, title: str) -> int:
    """Put the contents of a whole document behind a paragraph; return the number of entries (0: nothing is put)."""
    headings = [paragraph for paragraph in file.paragraphs if paragraph.style.name in _LEVELS and paragraph.text]
    if not headings:
        return 0
    for level in sorted(set(_LEVELS.values())):
        style = file.styles.add_style(f"toc {level}", 1, builtin=True)
        style.base_style = file.styles["Normal"]
        style.paragraph_format.left_indent = Cm(0.6 * (level - 1))
        style.paragraph_format.space_after = Pt(2)
    entries = [_entry(file, number, heading) for number, heading in enumerate(headings, start=1)]
    _before(entries[0], _mark("begin"), _instruction(), _mark("separate"))
    entries[-1].append(_run(_mark("end")))
    inside = _element("w:sdtContent", _named(file, title), *entries)
    gallery = _element("w:docPartObj", _valued("w:docPartGallery", "Table of Contents"), OxmlElement("w:docPartUnique"))
    after._p.addnext(_element("w:sdt", _element("w:sdtPr", gallery), inside))
    return len(entries)


def _entry(file: Any, number: int, heading: Any) -> Any:
    """Return a paragraph of the contents that leads to a heading, which gets the bookmark."""
    name = f"_Toc{number:08}"
    start, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
    for mark in (start, end):
        mark.set(qn("w:id"), str(number))
    start.set(qn("w:name"), name)
    heading._p.insert(1 if heading._p.pPr is not None else 0, start)
    heading._p.append(end)
    link = _element("w:hyperlink", _run(_text(heading.text)))
    link.set(qn("w:anchor"), name)
    link.set(qn("w:history"), "1")
    style = file.styles[f"toc {_LEVELS[heading.style.name]}"]
    return _element("w:p", _element("w:pPr", _valued("w:pStyle", style.style_id)), link)


def _named(file: Any, title: str) -> Any:
    """Return the line above the contents, which is no heading: it would stand in them."""
    style = file.styles["TOC Heading"]
    style.base_style = file.styles["Normal"]
    style.font.size, style.font.bold = Pt(13), True
    style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(14), Pt(6)
    return _element("w:p", _element("w:pPr", _valued("w:pStyle", style.style_id)), _run(_text(title)))


def _before(paragraph: Any, *inside: Any) -> None:
    for place, element in enumerate(inside, start=1):  # behind the paragraph's properties
        paragraph.insert(place, _run(element))


def _mark(kind: str) -> Any:
    mark = OxmlElement("w:fldChar")
    mark.set(qn("w:fldCharType"), kind)
    return mark


def _instruction() -> Any:
    text = OxmlElement("w:instrText")
    text.set(qn("xml:space"), "preserve")
    text.text = _FIELD
    return text


def _text(words: str) -> Any:
    text = OxmlElement("w:t")
    text.set(qn("xml:space"), "preserve")
    text.text = words
    return text


def _run(element: Any) -> Any:
    return _element("w:r", element)


def _element(name: str, *inside: Any) -> Any:
    element = OxmlElement(name)
    for part in inside:
        element.append(part)
    return element


def _valued(name: str, value: str) -> Any:
    element = OxmlElement(name)
    element.set(qn("w:val"), value)
    return element

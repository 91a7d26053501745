"""PDF -> one article: the text boxes of its pages as paragraphs, without what is repeated on every page.

pdfminer.six finds the boxes that look like paragraphs; pypdf, as free and as robust, gives lines only.
"""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Iterator
from typing import Any, Final

from pdfminer.converter import PDFPageAggregator
from pdfminer.layout import LAParams, LTTextContainer
from pdfminer.pdfdocument import PDFDocument, PDFPasswordIncorrect
from pdfminer.pdfexceptions import PDFException
from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
from pdfminer.pdfpage import PDFPage
from pdfminer.pdfparser import PDFParser
from pdfminer.psexceptions import PSException
from pdfminer.utils import decode_text

from data.articles import Article
from data.readers import dates
from data.readers.about import About, Item, Step
from data.readers.encoding import clean
from data.readers.limits import Limits
from data.readers.refusals import Reason
from data.records import Dated

_HYPHEN: Final = re.compile(r"(?<=[^\W\d])[-\u00ad]\n(?=[^\W\d_A-ZА-ЯЁ])")
_STAMP: Final = re.compile(r"D:(\d{8})")
_TITLE: Final = 200
_FILE_NAME: Final = re.compile(r"\.(?:docx?|pdf|indd|qxd|pptx?|xlsx?)$|^(?:untitled|microsoft word)\b", re.IGNORECASE)


def read(content: bytes, about: About, limits: Limits) -> Iterator[Item | Step]:
    """Yield the article of a PDF after a step a page, or why there is none."""
    try:
        document = PDFDocument(PDFParser(io.BytesIO(content)))
        pages: list[list[str]] = []
        for boxes in _pages(document):
            pages.append(boxes)
            if len(pages) > limits.pages:
                yield about.refuse(Reason.TOO_MANY)
                return
            yield Step()
    except PDFPasswordIncorrect:
        yield about.refuse(Reason.LOCKED)
        return
    except (PDFException, PSException, ValueError, TypeError, KeyError, IndexError, AttributeError, AssertionError):
        yield about.refuse(Reason.DAMAGED)  # pdfminer meets broken files with whatever the breakage leads to
        return
    yield _article(pages, document.info, about)


def _pages(document: PDFDocument) -> Iterator[list[str]]:
    resources = PDFResourceManager()
    device = PDFPageAggregator(resources, laparams=LAParams())
    interpreter = PDFPageInterpreter(resources, device)
    for page in PDFPage.create_pages(document):
        interpreter.process_page(page)
        boxes = [item.get_text() for item in device.get_result() if isinstance(item, LTTextContainer)]
        yield [words for box in boxes if (words := " ".join(_HYPHEN.sub("", clean(box)).split()))]


def _article(pages: list[list[str]], info: list[dict[str, Any]], about: About) -> Item:
    paragraphs = _paragraphs(pages)
    if not paragraphs:
        return about.refuse(Reason.ONLY_PICTURES if pages else Reason.DAMAGED)
    title = _stated(info, "Title")
    if title is not None and _FILE_NAME.search(title):
        title = None
    if title is None and len(paragraphs) > 1 and len(paragraphs[0]) <= _TITLE:
        title = paragraphs[0]
    if title is not None and len(paragraphs) > 1 and paragraphs[0].casefold() == title.casefold():
        del paragraphs[0]
    stamp = _STAMP.match(_stated(info, "CreationDate") or "")
    made = dates.parsed(stamp[1]) if stamp else None
    author = _stated(info, "Author")
    return Article(
        "\n\n".join(paragraphs),
        title=title,
        published=made[0] if made else None,
        precision=made[1] if made else None,
        dated=Dated.CREATED if made else Dated.NONE,
        extra={"author": author} if author else {},
    )


def _paragraphs(pages: list[list[str]]) -> list[str]:
    """Return the boxes as paragraphs: headers, footers and page numbers dropped, a sentence over two pages joined."""
    keys = [{re.sub(r"\d+", "", box) for box in boxes if len(box) < _TITLE} for boxes in pages]
    repeated = {key for key, count in Counter(k for page in keys for k in page).items() if count >= 3}
    found: list[str] = []
    for boxes in pages:
        for place, box in enumerate(boxes):
            key = re.sub(r"\d+", "", box)
            if not key.strip(" -–—/|.") or (len(box) < _TITLE and key in repeated):
                continue
            if found and place <= 1 and box[:1].islower() and found[-1][-1:] not in ".!?…:":
                found[-1] = f"{found[-1]} {box}"
            else:
                found.append(box)
    return found


def _stated(info: list[dict[str, Any]], name: str) -> str | None:
    """Return an entry of the document's information as one line, or None."""
    for entries in info:
        value = entries.get(name)
        if isinstance(value, bytes):
            return " ".join(clean(decode_text(value)).split()) or None
    return None

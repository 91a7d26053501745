"""DOCX -> one article: paragraphs and tables in their order."""

from __future__ import annotations

from datetime import date
from typing import Any, Final

from docx import Document
from docx.table import Table

from data.articles import Article
from data.readers import dates
from data.readers.about import About, Item
from data.readers.encoding import clean
from data.readers.refusals import Reason
from data.records import Dated

_TEMPLATE: Final = date(2013, 12, 23)  # stands in every file that was made from python-docx's own template
_TITLE: Final = 200


def read(stream: Any, about: About) -> Item:
    """Return the article of a DOCX file, or why there is none."""
    document = Document(stream)
    blocks: list[str] = []
    title = None
    for block in document.iter_inner_content():
        if isinstance(block, Table):
            rows = ([cell.text.strip() for cell in row.cells] for row in block.rows)
            blocks += [" | ".join(dict.fromkeys(filter(None, row))) for row in rows]
            continue
        words = clean(block.text).strip()
        style = block.style.name if block.style is not None else ""
        if title is None and words and style in ("Title", "Heading 1") and len(words) <= _TITLE:
            title = words
            continue
        blocks.append(words)
    paragraphs = [block for block in blocks if block]
    if not paragraphs:
        return about.refuse(Reason.NO_TEXT)
    facts = document.core_properties
    title = title or clean(facts.title or "").strip() or None
    if title is None and len(paragraphs) > 1 and len(paragraphs[0]) <= _TITLE:
        title = paragraphs.pop(0)
    created = facts.created
    made = dates.parsed(created) if created is not None and created.date() != _TEMPLATE else None
    author = clean(facts.author or "").strip()
    return Article(
        "\n\n".join(paragraphs),
        title=" ".join(title.split()) if title else None,
        published=made[0] if made else None,
        precision=made[1] if made else None,
        dated=Dated.CREATED if made else Dated.NONE,
        extra={"author": author} if author and author != "python-docx" else {},
    )

"""Plain text -> one article: the first line is the title, the rest the body."""

from __future__ import annotations

from data.articles import Article
from data.readers.about import About, Item
from data.readers.encoding import decode, remedy_for
from data.readers.refusals import Reason


def read(content: bytes, about: About) -> Item:
    """Return the article in a text file; a file of a single line is a text without a title."""
    text = decode(content, about.charset)
    if text is None:
        return about.refuse(Reason.NOT_TEXT, remedy_for(content))
    text = text.strip("\ufeff \t\n\f\v\u00a0")
    if not text:
        return about.refuse(Reason.NO_TEXT, "put the title on the first line and the text below it")
    title, _, body = text.partition("\n")
    if not body.strip():
        return Article(text)
    return Article(text, title=title.strip(), body_start=len(title) + 1)

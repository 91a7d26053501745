"""Plain text -> one article: the first line is the title, the rest the body."""

from __future__ import annotations

import codecs

from data.articles import Article
from data.readers.refusals import Reason, Refusal

_MARKS = (codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16")


def decode(content: bytes) -> str | None:
    """Return the text of UTF-8 or marked UTF-16 bytes with `\\n` as line end, or None if it is neither."""
    encoding = next((name for mark, name in _MARKS if content.startswith(mark)), "utf-8")
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError:
        return None
    return None if "\x00" in text else text.replace("\r\n", "\n").replace("\r", "\n")


def read(content: bytes, name: str) -> Article | Refusal:
    """Return the article in a text file; a file of a single line is a text without a title."""
    text = decode(content)
    if text is None:
        return Refusal(name, None, Reason.NOT_TEXT, "save it as UTF-8")
    text = text.strip()
    if not text:
        return Refusal(name, None, Reason.NO_TEXT, "put the title on the first line and the text below it")
    title, _, body = text.partition("\n")
    if not body.strip():
        return Article(text)
    return Article(text, title=title.strip(), body_start=len(title) + 1)

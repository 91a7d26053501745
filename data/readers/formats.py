"""The first bytes of a document -> its format. The name decides only where the content leaves it open."""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import StrEnum
from typing import Final

import orjson

from data.readers.encoding import decode_start
from data.readers.headers import is_table_header

HEAD_BYTES: Final = 1 << 16
"""How much of a document `detect` wants to see."""


class Format(StrEnum):
    """What is read; the value is how people call it."""

    TEXT = "plain text"
    JSONL = "JSON lines"
    JSON = "JSON"
    HTML = "HTML"
    MHTML = "MHTML (a page saved as one file)"
    FEED = "RSS, Atom or JSON Feed"
    OPML = "OPML (a list of feeds)"
    TABLE = "CSV or TSV"
    PARQUET = "Parquet"
    ZIP = "ZIP, DOCX or XLSX"
    GZIP = "gzip"
    PDF = "PDF"


TRUSTED: Final = frozenset({Format.TEXT, Format.JSONL})
"""Formats that are read where the caller is: linear in their size, without a parser that can be led astray."""

_MAGIC: Final = (
    (b"PK\x03\x04", Format.ZIP), (b"PK\x05\x06", Format.ZIP), (b"PAR1", Format.PARQUET), (b"\x1f\x8b", Format.GZIP),
)  # fmt: skip
_UNREAD: Final = (
    b"\xd0\xcf\x11\xe0",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"Rar!",
    b"7z\xbc\xaf",
    b"\x7fELF",
    b"RIFF",
    b"{\\rtf",
)
_MARKUP: Final = re.compile(
    r"\s*(?:<\?.*?\?>|<!--.*?-->|<!(?!doctype\s+html)[^\[>]*(?:\[.*?\]\s*)?>)", re.DOTALL | re.IGNORECASE
)
_ROOT: Final = re.compile(r"\s*<!?([a-zA-Z][\w:.-]*)")
_ROOTS: Final = {"rss": Format.FEED, "feed": Format.FEED, "rdf:rdf": Format.FEED, "opml": Format.OPML}
# A feed is one too when what stands before its root is damaged; else its markup would pass for a text.
_TORN: Final = re.compile(rb"<(rss|rdf:rdf|opml)\s[^<>]*(?:version|xmlns)[^<>]*>", re.IGNORECASE)
_TAGS: Final = frozenset(
    "doctype html head body div p table article section main header span h1 h2 h3 meta title a ul center font".split()
)
_MESSAGE: Final = re.compile(r"(?:^|\n)content-type:\s*multipart/related", re.IGNORECASE)
# Names that promise what is no plain text: text under such a name is damage, or code that came along with a page.
_NEVER_TEXT: Final = frozenset(
    ".pdf .docx .xlsx .xls .doc .zip .gz .parquet .png .jpg .jpeg .gif .webp .js .css .svg .ico .woff .xml"
    " .opml .rss .atom".split()
)
_DELIMITERS: Final = {".csv": ",", ".tsv": "\t", ".tab": "\t"}


def detect(head: bytes, name: str, columns: Mapping[str, str]) -> Format | None:
    """Return the format of a document that starts with `head`, or None if it is none that is read."""
    found = _detected(head, name, columns)
    if found in (Format.TEXT, None) and (torn := _TORN.search(head[:300])) is not None:
        return _ROOTS[torn[1].decode().lower()]
    return found


def _detected(head: bytes, name: str, columns: Mapping[str, str]) -> Format | None:
    for magic, found in _MAGIC:
        if head.startswith(magic):
            return found
    if b"%PDF-" in head[:1024]:
        return Format.PDF
    if head.startswith(_UNREAD):
        return None
    start = decode_start(head)
    if start is None:
        return None
    start = start.lstrip("\ufeff \t\r\n")
    suffix = "." + name.lower().rpartition(".")[2]
    if start[:1] in ("{", "["):
        return _json(start, suffix)
    if start[:1] == "<":
        return _markup(start, suffix)
    if _MESSAGE.search(start[:4000]) and start[:80].lower().startswith(("from:", "mime-version:", "subject:", "date:")):
        return Format.MHTML
    if suffix == ".jsonl":
        return Format.JSONL
    if suffix in _DELIMITERS or is_table_header(start.partition("\n")[0], columns):
        return Format.TABLE
    return Format.TEXT if suffix not in _NEVER_TEXT else None


def _json(start: str, suffix: str) -> Format:
    """Tell JSON lines (an object a line) from one JSON document over many lines."""
    if suffix == ".jsonl":
        return Format.JSONL
    first, _, rest = start.partition("\n")
    try:
        value = orjson.loads(first)
    except orjson.JSONDecodeError:
        # A feed over many lines says what it is; a very long first line of JSON lines is cut off by the head.
        return Format.FEED if "jsonfeed.org/version" in start[:2000] else Format.JSON
    if isinstance(value, dict) and "jsonfeed.org/version" in str(value.get("version")):
        return Format.FEED
    is_lines = isinstance(value, dict) and (rest.strip() or isinstance(value.get("text"), str))
    return Format.JSONL if is_lines else Format.JSON


def _markup(start: str, suffix: str) -> Format | None:
    """Name the root of XML or HTML behind declarations and comments; other XML is not read."""
    position = 0
    while (skipped := _MARKUP.match(start, position)) is not None:
        position = skipped.end()
    root = _ROOT.match(start, position)
    if root is None:
        if "<html" in start.lower():
            return Format.HTML
        return None if suffix in _NEVER_TEXT or start.startswith("<?xml") else Format.TEXT
    tag = root[1].lower()
    if tag in _ROOTS:
        return _ROOTS[tag]
    return Format.HTML if tag in _TAGS or "<html" in start[position:].lower() else None

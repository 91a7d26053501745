"""How many rows, entries or documents stand in a mutated document, by a reading that is not ours.

The count is of what is left after the mutation: lines by their ends, rows by `csv`, by the elements of a workbook's
sheets, by pyarrow, objects by `json`, entries of feeds and addresses by an XML parser that forgives nothing, entries
of archives by `zipfile` (each is then read alone and counted in its turn). Where a mutation destroyed the container
(the file cannot be opened so), the whole file is one piece, and one refusal of it, or a reading of what is left, is
enough. A refusal of a whole file or entry stands for all the rows that were not read.

What no count can tell: a quote that opens in one row of a CSV and closes in another makes one row of them by the
rules of CSV, for every reader; a start tag that is no longer one may make two entries of a feed into one that is
well-formed; an entry whose record in the directory of a ZIP is gone is not in it any more; a line break lost between
two JSON objects makes one line that is no JSON. Such a loss is inside the mutated bytes, not made by a reader.
"""

from __future__ import annotations

import csv
import gzip
import io
import json
import re
import zipfile
import zlib
from collections.abc import Callable, Sequence
from typing import Any, Final

import pyarrow.parquet as pq
from lxml import etree

from data.readers import Item, Reader, Reason, Refusal

Count = Callable[[bytes], int | None]
"""Bytes -> the pieces in them; None where they cannot be told apart."""


def lost(reader: Reader, name: str, content: bytes, items: Sequence[Item]) -> str:
    """Return what is missing among the items of a document, in words; nothing where all is accounted for."""
    if not items:
        return "nothing came out"
    if name.endswith(".zip"):
        return _lost_of_archive(reader, content, items)
    there = rows_there(name, content)
    if there is None or there == len(items) or is_refused_whole(items):
        return ""
    if there < len(items) and name.endswith((".xml", ".opml")) and not _is_well_formed(content):
        return ""  # of broken XML the count is what is left at least
    return f"{there} there, {len(items)} items"


def rows_there(name: str, content: bytes) -> int | None:
    """Return the pieces in a document by its name's end; None where the container is destroyed."""
    count = _COUNTS.get(name.rpartition(".")[2] if name != "feed.json" else name)
    try:
        return count(content) if count is not None else None
    except Exception:  # whatever a library makes of it, it cannot be opened
        return None


def is_refused_whole(items: Sequence[Item]) -> bool:
    """Whether a refusal among the items stands for all that is not there: one of no place, or of the only place."""
    refused = [item for item in items if isinstance(item, Refusal)]
    return any(item.place is None for item in refused) or (len(items) == 1 and refused[:1] == list(items) and
        refused[0].reason in (Reason.NOT_JSON, Reason.TOO_LARGE))  # fmt: skip


def _lost_of_archive(reader: Reader, content: bytes, items: Sequence[Item]) -> str:
    if is_refused_whole(items):
        return ""
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
    except Exception:
        return ""
    expected = 0
    for info in archive.infolist():
        if info.is_dir() or any(part.startswith(".") and part.strip(".") for part in info.filename.split("/")):
            continue
        try:
            alone = archive.read(info)
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, RuntimeError, ValueError):
            expected += 1
            continue
        found = list(reader.content(alone, info.filename))
        if missing := lost(reader, info.filename, alone, found):
            return f"{info.filename}: {missing}"
        expected += len(found)
    return "" if expected == len(items) else f"{expected} pieces in the entries, {len(items)} items"


def _lines(content: bytes) -> int:
    return sum(1 for line in content.removeprefix(b"\xef\xbb\xbf").split(b"\n") if line.strip())


def _unzipped_lines(content: bytes) -> int | None:
    text = gzip.decompress(content)
    return _lines(text) if text.strip() else None


def _delimited(delimiter: str) -> Count:
    def count(content: bytes) -> int | None:
        # Every byte is a character of Latin-1, and what makes rows is ASCII in all encodings but UTF-16.
        rows = csv.reader(io.StringIO(content.decode("latin-1"), newline=""), delimiter=delimiter, strict=True)
        found = -1  # the header
        while True:
            try:
                found += any(next(rows))
            except StopIteration:
                return found or None
            except csv.Error:
                found += 1

    return count


def _sheet(content: bytes) -> int | None:
    """Return the rows with words in the sheets' XML but for a header each; openpyxl is what the reader uses."""
    found = 0
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        for name in book.namelist():
            if not name.startswith("xl/worksheets/") or not name.endswith(".xml"):
                continue
            rows = (element for element in _elements(book.read(name)) if _named(element, "row"))
            filled = sum(any(_named(e, "v", "t") and e.text for e in row.iter("{*}*")) for row in rows)
            found += max(filled - 1, 0)
    return found or None


def _parquet(content: bytes) -> int | None:
    rows = pq.read_table(io.BytesIO(content)).to_pylist()
    return sum(any(cell not in (None, "") for cell in row.values()) for row in rows) or None


def _json_array(content: bytes) -> int | None:
    value = json.loads(content.decode("utf-8-sig"))
    found: Any = value.get("articles") if isinstance(value, dict) else value
    return len(found) or None if isinstance(found, list) else None


def _json_feed(content: bytes) -> int | None:
    items = json.loads(content.decode("utf-8-sig")).get("items")
    return len(items) or None if isinstance(items, list) else None


def _elements(content: bytes) -> list[Any]:
    tree = etree.fromstring(content.lstrip(), etree.XMLParser(resolve_entities=False, no_network=True))
    return [element for element in tree.iter() if isinstance(element.tag, str)]


def _named(element: Any, *names: str) -> bool:
    return etree.QName(element).localname in names


def _is_well_formed(content: bytes) -> bool:
    try:
        return bool(_elements(content))
    except (etree.XMLSyntaxError, ValueError):
        return False


def _entries(content: bytes) -> int | None:
    """Return the entries of a feed; one that is not well-formed has as many as it has ends or starts of them."""
    try:
        return sum(_named(element, "item", "entry") for element in _elements(content)) or None
    except etree.XMLSyntaxError:
        starts = len(re.findall(rb"<(?:item|entry)[\s>]", content))
        return max(starts, len(re.findall(rb"</(?:item|entry)>", content))) or None


def _outlines(content: bytes) -> int | None:
    """Return the leaves of a list of feeds; of one that is not well-formed, the addresses that it names."""
    try:
        leaves = [element for element in _elements(content) if not len(element)]
        return sum(_named(leaf, "outline") or "xmlUrl" in leaf.attrib for leaf in leaves) or None
    except etree.XMLSyntaxError:
        return len(re.findall(rb"\sxmlUrl\s*=", content)) or None


_COUNTS: Final[dict[str, Count]] = {
    "jsonl": _lines, "gz": _unzipped_lines, "csv": _delimited(","), "tsv": _delimited("\t"), "xlsx": _sheet,
    "parquet": _parquet, "json": _json_array, "feed.json": _json_feed, "xml": _entries, "opml": _outlines,
    "html": lambda _: 1, "mhtml": lambda _: 1, "pdf": lambda _: 1, "docx": lambda _: 1, "txt": lambda _: 1,
}  # fmt: skip

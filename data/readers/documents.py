"""One document -> its items: finds the format by the content and hands it to that format's reader."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterator
from dataclasses import replace
from typing import IO

from data.readers import archives, jsonl, text
from data.readers.about import About, Item, Step
from data.readers.archives import Archive
from data.readers.completing import finished
from data.readers.formats import HEAD_BYTES, Format, detect
from data.readers.limits import Limits
from data.readers.refusals import Reason

Stream = IO[bytes] | gzip.GzipFile


def read(stream: Stream, about: About, limits: Limits, done: int = 0, size: int | None = None) -> Iterator[Item | Step]:
    """Yield the items of one document, completed, with the steps between them.

    Of an archive the first `done` documents are passed over; `size` is the number of bytes of a compressed file. May
    raise what a library raises.
    """
    if size is None:
        size = stream.seek(0, 2)
        stream.seek(0)
    yield from _read(stream, about, limits, Archive(done), size)


def _read(
    stream: Stream, about: About, limits: Limits, archive: Archive, size: int | None = None
) -> Iterator[Item | Step]:
    """Unpack what is packed, and read what is not. Libraries load only where they are needed."""
    head = stream.read(HEAD_BYTES)
    if not head:
        yield about.refuse(Reason.EMPTY)
        return
    stream.seek(0)
    found = detect(head, about.file_name, about.columns)
    if found is None:
        yield about.refuse(Reason.UNKNOWN_FORMAT)
    elif found is Format.GZIP:
        yield from _unzipped(stream, about, limits, archive, size)
    elif found is Format.ZIP:
        yield from archives.read(stream, about, limits, archive, _read)
    else:
        yield from finished(_rows(found, stream, about, limits), about, limits)


def _rows(
    found: Format, stream: Stream, about: About, limits: Limits, most_bytes: int | None = None
) -> Iterator[Item | Step]:
    """Yield the items of a format that is read row by row, or of one that is read as a whole."""
    if found is Format.JSONL:
        yield from jsonl.read(stream, about, limits, most_bytes)
    elif found in (Format.TABLE, Format.PARQUET):
        from data.readers import tables

        of = tables.read_csv if found is Format.TABLE else tables.read_parquet
        yield from of(stream, about, limits)
    else:
        yield from _document(found, stream, about, limits)


def _document(found: Format, stream: Stream, about: About, limits: Limits) -> Iterator[Item | Step]:
    """Yield the items of a format that is read as a whole."""
    content = stream.read(limits.document_bytes + 1)
    if len(content) > limits.document_bytes:
        yield about.refuse(Reason.TOO_LARGE)
    elif found is Format.TEXT:
        yield text.read(content, about)
    elif found in (Format.HTML, Format.MHTML):
        from data.readers import html

        yield html.read(content, about) if found is Format.HTML else html.read_mhtml(content, about)
    elif found in (Format.FEED, Format.OPML):
        from data.readers import feeds

        yield from feeds.read(content, about) if found is Format.FEED else feeds.read_opml(content, about)
    elif found is Format.PDF:
        from data.readers import pdf

        yield from pdf.read(content, about, limits)
    else:
        from data.readers import tables

        yield from tables.read_json(content, about, limits)


def _unzipped(
    stream: Stream, about: About, limits: Limits, archive: Archive, size: int | None
) -> Iterator[Item | Step]:
    """Read what a gzip file holds; of JSON lines what comes before the damage counts."""
    inner = replace(about, entry=about.file_name.removesuffix(".gz"))
    try:
        with gzip.open(stream, "rb") as unpacked:
            found = detect(unpacked.read(HEAD_BYTES), inner.file_name, about.columns)
            unpacked.seek(0)
            if found is Format.GZIP:
                yield about.refuse(Reason.TOO_DEEP)
            elif found is Format.JSONL:
                yield from finished(_rows(found, unpacked, inner, limits, limits.most_unpacked(size)), inner, limits)
            else:
                yield from _read(unpacked, inner, limits, archive)
    except (gzip.BadGzipFile, EOFError, zlib.error):
        yield about.refuse(Reason.DAMAGED)

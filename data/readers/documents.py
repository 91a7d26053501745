"""One document -> its items: finds the format by the content and hands it to that format's reader."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterator
from dataclasses import replace
from typing import IO

from data.articles import Article
from data.readers import jsonl, text
from data.readers.about import About, Item, Step
from data.readers.completing import completed
from data.readers.formats import HEAD_BYTES, Format, detect
from data.readers.limits import Limits
from data.readers.refusals import Reason

Stream = IO[bytes] | gzip.GzipFile


def read(stream: Stream, about: About, limits: Limits, done: int = 0, size: int | None = None) -> Iterator[Item | Step]:
    """Yield the items of one document, completed, with the steps between them.

    Of an archive the first `done` entries are passed over; `size` is the number of bytes of a compressed file. May
    raise what a library raises.
    """
    for item in _raw(stream, about, limits, done, size):
        if not isinstance(item, Article):
            yield item
        elif len(item.text) > limits.text_characters:
            yield about.refuse(Reason.TOO_LARGE)
        else:
            yield completed(item, about)


def _raw(stream: Stream, about: About, limits: Limits, done: int, size: int | None) -> Iterator[Item | Step]:
    """Yield what the format's own reader finds. Libraries load only where they are needed."""
    head = stream.read(HEAD_BYTES)
    if not head:
        yield about.refuse(Reason.EMPTY)
        return
    stream.seek(0)
    found = detect(head, about.file_name, about.columns)
    if found is None:
        yield about.refuse(Reason.UNKNOWN_FORMAT)
    elif found is Format.GZIP:
        yield from _unzipped(stream, about, limits, done, size)
    elif found is Format.JSONL:
        yield from jsonl.read(stream, about, limits)
    else:
        yield from _document(found, stream, about, limits)


def _document(found: Format, stream: Stream, about: About, limits: Limits) -> Iterator[Item | Step]:
    """Yield the items of a format that is read as a whole."""
    content = stream.read(limits.document_bytes + 1)
    if len(content) > limits.document_bytes:
        yield about.refuse(Reason.TOO_LARGE)
    elif found is Format.TEXT:
        yield text.read(content, about)
    else:
        yield about.refuse(Reason.UNKNOWN_FORMAT)


def _unzipped(stream: Stream, about: About, limits: Limits, done: int, size: int | None) -> Iterator[Item | Step]:
    """Read what a gzip file holds; of JSON lines what comes before the damage counts."""
    name = about.file_name.removesuffix(".gz")
    inner = replace(about, entry=name)
    try:
        with gzip.open(stream, "rb") as unpacked:
            head = unpacked.read(HEAD_BYTES)
            unpacked.seek(0)
            found = detect(head, name, about.columns)
            if found is Format.GZIP:
                yield about.refuse(Reason.TOO_DEEP)
            elif found is Format.JSONL:
                yield from jsonl.read(unpacked, about, limits, limits.most_unpacked(size))
            else:
                yield from _raw(unpacked, inner, limits, done, None)
    except (gzip.BadGzipFile, EOFError, zlib.error):
        yield about.refuse(Reason.DAMAGED)

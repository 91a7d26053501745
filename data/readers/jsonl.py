"""JSON lines -> articles, a line each. Of our own fields only `text` is needed; unknown ones are kept aside."""

from __future__ import annotations

import gzip
import io
from collections.abc import Iterator
from typing import IO, cast

import orjson

from data.readers.about import About, Item
from data.readers.encoding import wide_encoding_of
from data.readers.fields import article_of
from data.readers.headers import FIELDS, mapped
from data.readers.limits import Limits
from data.readers.refusals import Reason

_OWN = {field: field for field in FIELDS if field not in ("author", "summary")}

_ELSEWHERE = ("published", "title", "url")
_PROBE = 1 << 12

Lines = IO[bytes] | gzip.GzipFile


def read(source: Lines, about: About, limits: Limits, most_bytes: int | None = None) -> Iterator[Item]:
    """Yield an article or a refusal for each line that is not blank; `most_bytes` bounds what is unpacked."""
    total = number = 0
    is_blank = True
    lines = _in_utf_8(source)
    while line := lines.readline(limits.line_bytes + 1):
        number += 1
        total += len(line)
        if most_bytes is not None and total > most_bytes:
            yield about.within(f"line {number}").refuse(Reason.TOO_LARGE)
            return
        if len(line) > limits.line_bytes:
            is_blank = False
            yield about.within(f"line {number}").refuse(Reason.TOO_LARGE, "split it into several articles")
            while line and not line.endswith(b"\n"):
                line = lines.readline(limits.line_bytes)
                total += len(line)
            continue
        line = line.removeprefix(b"\xef\xbb\xbf") if number == 1 else line
        if line.strip():
            is_blank = False
            yield _article(line, about, number)
    if is_blank:
        yield about.refuse(Reason.NO_ARTICLES)


class _Recoded:
    """Lines in UTF-16 or UTF-32, given out in UTF-8."""

    def __init__(self, lines: Lines, encoding: str) -> None:
        self._text = io.TextIOWrapper(cast("IO[bytes]", lines), encoding, "replace", newline="\n")

    def readline(self, most: int) -> bytes:
        """Return the next line, cut after `most` characters."""
        return self._text.readline(most).encode("utf-8", "replace")

    def __del__(self) -> None:
        """Leave the stream to whoever opened it."""
        self._text.detach()


def _in_utf_8(lines: Lines) -> Lines | _Recoded:
    head = lines.read(_PROBE)
    lines.seek(0)
    wide = wide_encoding_of(head)
    return _Recoded(lines, wide) if wide is not None else lines


def _article(line: bytes, about: About, number: int) -> Item:
    try:
        record = orjson.loads(line)
    except orjson.JSONDecodeError:
        return about.within(f"line {number}").refuse(Reason.NOT_JSON)
    place = about.within(f"line {number}")
    if not isinstance(record, dict):
        return place.refuse(Reason.NOT_AN_OBJECT)
    fields = mapped(record, about.columns)
    if not about.columns and "text" in record:
        # Our own names win; what goes under another name (`date`, `headline`, `link`) is not lost for that.
        fields = _OWN | {field: fields[field] for field in _ELSEWHERE if field not in record and field in fields}
    return article_of(record, fields, place)

"""CSV, TSV, XLSX, Parquet and JSON documents -> an article a row, by the names of the columns."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import Any, Final

import orjson

from data.readers.about import About, Item, Step
from data.readers.encoding import as_utf_8, encoding_of, remedy_for
from data.readers.fields import article_of
from data.readers.formats import HEAD_BYTES
from data.readers.headers import delimiter_of, has_words, mapped
from data.readers.limits import Limits
from data.readers.refusals import Reason, Refusal

_LISTS: Final = ("articles", "items", "results", "data", "docs", "stories", "records", "response", "value")
_BATCH: Final = 256


def read_csv(stream: Any, about: About, limits: Limits) -> Iterator[Item | Step]:
    """Yield an article or a refusal for each row of a CSV or TSV file that is not blank."""
    head = stream.read(HEAD_BYTES)
    stream.seek(0)
    end = head.rfind(b"\n") + 1  # a cut inside a character would look like another encoding
    encoding = encoding_of(head[:end] if end and len(head) == HEAD_BYTES else head, about.charset)
    if encoding is None:
        yield about.refuse(Reason.NOT_TEXT, remedy_for(head))
        return
    lines = io.TextIOWrapper(stream, "utf-8-sig" if encoding == "utf-8" else encoding, "replace", newline="")
    first = codecs.decode(head, encoding, "replace").lstrip("\ufeff\r\n").partition("\n")[0]
    csv.field_size_limit(limits.line_bytes)
    rows = csv.reader(lines, delimiter=delimiter_of(first) or ",", strict=True)
    try:
        yield from _rows(_csv_rows(rows, about), about, limits, is_ragged=False)
    finally:
        lines.detach()


def _csv_rows(rows: Any, about: About) -> Iterator[Sequence[Any] | Item]:
    """Yield rows; one that breaks the rules of quoting is refused, with what an open quote swallowed."""
    while True:
        began = rows.line_num + 1
        try:
            yield next(rows)
        except StopIteration:
            return
        except csv.Error as error:
            remedy = f"mend the quotes of lines {began} to {rows.line_num} ({error})"
            yield about.within(f"line {began}").refuse(Reason.DAMAGED, remedy)


def read_xlsx(stream: Any, about: About, limits: Limits) -> Iterator[Item | Step]:
    """Yield an article or a refusal for each row of each sheet that is not blank."""
    from openpyxl import load_workbook  # heavy; only workbooks need it

    book = load_workbook(stream, read_only=True, data_only=True, keep_links=False)
    several = len(book.worksheets) > 1
    count = 0
    for sheet in book.worksheets:
        sheet.reset_dimensions()  # a stated size of a million columns would be filled with nothing
        place = about.within(f"sheet {sheet.title}") if several else about
        yield Step()
        found: list[Item | Step] = []
        for item in _rows(sheet.iter_rows(values_only=True), place, limits):
            count += 1
            if several and isinstance(item, Refusal) and item.reason in (Reason.NO_COLUMN, Reason.NO_ARTICLES):
                found.append(item)  # a sheet of notes beside the articles is no fault
                continue
            yield item
        yield from found
    if not count:
        yield about.refuse(Reason.NO_ARTICLES)


def read_parquet(stream: Any, about: About, limits: Limits) -> Iterator[Item | Step]:
    """Yield an article or a refusal for each row of a Parquet file."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        file = pq.ParquetFile(stream, pre_buffer=False)
        rows = _parquet_rows(file)
        yield from _rows(rows, about, limits)
    except (pa.ArrowInvalid, pa.ArrowNotImplementedError, pa.ArrowTypeError, OSError, ValueError) as error:
        yield about.failed(error, Reason.DAMAGED)


def _parquet_rows(file: Any) -> Iterator[Sequence[Any] | Step]:
    yield file.schema_arrow.names
    for batch in file.iter_batches(_BATCH, use_threads=False):
        yield Step()
        yield from zip(*(column.to_pylist() for column in batch.columns), strict=True)


def read_json(content: bytes, about: About, limits: Limits) -> Iterator[Item | Step]:
    """Yield an article or a refusal for each object in a JSON array, or in the array that an object holds."""
    try:
        value = orjson.loads(as_utf_8(content))
    except orjson.JSONDecodeError as error:
        if "memory" in error.msg:
            raise MemoryError from error
        yield about.within(f"line {error.lineno}").refuse(Reason.NOT_JSON, "mend it, or write one JSON object a line")
        return
    if isinstance(value, dict):
        named = next((value[name] for name in _LISTS if isinstance(value.get(name), list)), None)
        value = named if named is not None else [value]
    if not isinstance(value, list):
        yield about.refuse(Reason.NOT_AN_OBJECT)
        return
    for number, record in enumerate(value, 1):
        place = about.within(f"entry {number}")
        if not isinstance(record, dict):
            yield place.refuse(Reason.NOT_AN_OBJECT)
        elif number > limits.rows:
            yield place.refuse(Reason.TOO_MANY)
            return
        else:
            yield article_of(record, mapped(record, about.columns), place)
    if not value:
        yield about.refuse(Reason.NO_ARTICLES)


def _rows(rows: Iterable[Any], about: About, limits: Limits, *, is_ragged: bool = True) -> Iterator[Item | Step]:
    """Yield the items of rows of which the first that is not blank holds the headers.

    Where rows may not be ragged, one with more cells than there are headers is refused: a text was cut in it.
    """
    headers: list[str] | None = None
    fields: dict[str, str] = {}
    count = 0
    for number, row in enumerate(rows, 1):
        if not isinstance(row, tuple | list):
            yield row
            continue
        if not any(cell is not None and cell != "" for cell in row):
            continue
        if headers is None:
            headers = [str(cell).strip() if cell is not None else "" for cell in row]
            fields = mapped(filter(None, headers), about.columns)
            if not has_words(fields):
                there = ", ".join(filter(None, headers))[:200]
                yield about.refuse(Reason.NO_COLUMN, f"name it: --map text=HEADER, with one of: {there}")
                return
            continue
        count += 1
        if count > limits.rows:
            yield about.within(f"row {number}").refuse(Reason.TOO_MANY)
            return
        if not is_ragged and any(row[len(headers) :]):
            yield about.within(f"row {number}").refuse(
                Reason.DAMAGED, f"it has {len(row)} cells under {len(headers)} headers: quote the cells with delimiters"
            )
            continue
        record = {name: _plain(cell) for name, cell in zip(headers, row, strict=False) if name}
        yield article_of(record, fields, about.within(f"row {number}"))
    if not count:
        yield about.refuse(Reason.NO_ARTICLES)


def _plain(cell: Any) -> Any:
    """Return a cell as what an article's `extra` can hold: text, number, date or None."""
    if isinstance(cell, datetime | date):
        return cell.isoformat()
    if cell is None or isinstance(cell, str | int | float | bool | list | dict):
        return cell
    return str(cell)

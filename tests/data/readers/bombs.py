"""Small documents that would cost much if they were read without limits.

`python -m tests.data.readers.bombs FOLDER` makes them there; with `--read` it reads each with the real limits and
prints, as JSON lines, what became of it, the seconds that it took, and the most memory (MB) of the process and of its
workers so far. Two processes, because a worker's peak counts from that of the process that starts it.
"""

from __future__ import annotations

import gzip
import io
import os
import re
import resource
import sys
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from time import perf_counter
from typing import Any

import orjson
import pyarrow as pa
import pyarrow.parquet as pq

from data.articles import Article
from data.readers import Reader, Refusal
from data.readers.limits import LIMITS, Limits
from tests.data.readers.making import assembled, docx, xlsx, zipped

_MB = 1 << 20


def _many_zeros() -> bytes:
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED) as archive, archive.open("a.txt", "w") as entry:
        for _ in range(100):
            entry.write(b"a" * _MB)
    return sink.getvalue()


def _lying_zip() -> bytes:
    """Say 100 bytes of an entry of 100 MB, in the directory and before the entry."""
    whole = bytearray(_many_zeros())
    for mark, at in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        place = whole.find(mark) + at
        whole[place : place + 4] = (100).to_bytes(4, "little")
    return bytes(whole)


def _nested_zips() -> bytes:
    content = b"text " * 1000
    for level in range(12):
        content = zipped({f"{level}.zip" if level else "a.txt": content})
    return content


def _replaced(office: bytes, name: str, content: bytes) -> bytes:
    """Return an office file with one of its parts replaced."""
    sink = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(office)) as old, zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            new.writestr(info.filename, content if info.filename == name else old.read(info))
    return sink.getvalue()


def _sheet(rows: bytes) -> bytes:
    head = (
        b'<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    )
    return _replaced(xlsx(), "xl/worksheets/sheet1.xml", head + rows + b"</sheetData></worksheet>")


def _workbook_of_repeats() -> bytes:
    return _sheet(b'<row r="1"><c t="inlineStr"><is><t>aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa</t></is></c></row>' * 6_000_000)


def _entities() -> bytes:
    lines = "".join(f'<!ENTITY e{i} "{f"&e{i - 1};" * 10}">' for i in range(1, 12))
    doctype = f'<!DOCTYPE opml [<!ENTITY e0 "lollollol">{lines}]>'
    return f'<?xml version="1.0"?>{doctype}<opml><body><outline text="&e11;"/></body></opml>'.encode()


def _entities_in_docx() -> bytes:
    lines = "".join(f'<!ENTITY e{i} "{f"&e{i - 1};" * 10}">' for i in range(1, 12))
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    body = f'<w:document xmlns:w="{space}"><w:body><w:p><w:r><w:t>&e11;</w:t></w:r></w:p></w:body></w:document>'
    part = f'<?xml version="1.0"?><!DOCTYPE w [<!ENTITY e0 "lollollol">{lines}]>{body}'
    return _replaced(docx(), "word/document.xml", part.encode())


def _pdf_of_loops() -> bytes:
    """Return pages that are their own grandparents, and a drawing that draws itself."""
    draw = b"q /X Do /X Do Q " * 50
    return assembled(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [2 0 R 3 0 R 2 0 R] /Count 9 >>",
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 4 0 R "
            b"/Resources << /XObject << /X 5 0 R >> >> >>",
            b"<< /Length %d >>\nstream\n%s\nendstream" % (len(draw), draw),
            b"<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X 6 0 R >> >> /Length %d >>\n"
            b"stream\n%s\nendstream" % (len(draw), draw),
            b"<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X 5 0 R >> >> /Length %d >>\n"
            b"stream\n%s\nendstream" % (len(draw), draw),
        ],
        b"/Root 1 0 R",
    )


def _pdf_of_zeros() -> bytes:
    """Return a page whose stream unpacks to 500 MB, three times packed."""
    import zlib

    packer = zlib.compressobj(9)
    packed = b"".join(packer.compress(b"0 0 m " * 200_000) for _ in range(420)) + packer.flush()
    packed = zlib.compress(packed, 9)
    return assembled(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 4 0 R /Resources << >> >>",
            b"<< /Length %d /Filter [/FlateDecode /FlateDecode] >>\nstream\n%s\nendstream" % (len(packed), packed),
        ],
        b"/Root 1 0 R",
    )


def _wide_parquet() -> bytes:
    """Return a column of one long text that a dictionary repeats a million times."""
    table = pa.table(
        {"text": pa.DictionaryArray.from_arrays(pa.array([0] * 1_000_000, pa.int32()), ["a b " * 500_000])}
    )
    sink = io.BytesIO()
    pq.write_table(table, sink, compression="zstd")
    return sink.getvalue()


BOMBS: dict[str, Callable[[], bytes]] = {
    "zip of 100 MB": _many_zeros,
    "zip that lies about 100 MB": _lying_zip,
    "zips in zips": _nested_zips,
    "gzip of 100 MB": lambda: gzip.compress(b"a" * (100 * _MB), 1),
    "gzip of one endless line of JSON": lambda: gzip.compress(b'{"text": "' + b"a" * (100 * _MB), 1),
    "entities in a list of feeds": _entities,
    "entities in a docx": _entities_in_docx,
    "a page with 240,000 cells": lambda: b"<html><body><table>" + b"<tr><td>a cell</td><td>of it</td></tr>" * 120_000,
    "a page nested 300,000 deep": lambda: b"<html><body>" + b"<div><b>" * 150_000 + b"text",
    "JSON nested 5 million deep": lambda: b'[{"text": ' + b"[" * 5_000_000,
    "JSON of 24 million lists": lambda: b"[" + b"[]," * 12_000_000 + b"[]]",
    "a workbook of 400 MB": _workbook_of_repeats,
    "a pdf of loops": _pdf_of_loops,
    "a pdf of 500 MB": _pdf_of_zeros,
    "Parquet of 2 TB": _wide_parquet,
}


def measured(folder: Path, limits: Limits = LIMITS) -> Iterator[dict[str, Any]]:
    """Yield for each bomb its name, reasons, articles, seconds of clock and processor, and peaks of memory."""
    for path in sorted(folder.iterdir()):
        used = _processor()
        with Reader(limits=limits) as reader:
            began = perf_counter()
            items = list(reader.path(path))
            seconds = perf_counter() - began
        yield {
            "name": path.name,
            "bytes": path.stat().st_size,
            "refused": [item.reason.name for item in items if isinstance(item, Refusal)],
            "articles": sum(isinstance(item, Article) for item in items),
            "longest": max((len(item.text) for item in items if isinstance(item, Article)), default=0),
            "seconds": round(seconds, 2),
            "processor": round(_processor() - used, 2),
            "mb": _peak_megabytes(),
            "worker_mb": resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss >> 10,
        }


def _processor() -> float:
    """Return the seconds of processor time of this program and its ended workers: what no busy machine can change."""
    return sum(os.times()[:4])


def _peak_megabytes() -> int:
    """Return this program's own peak; `ru_maxrss` begins with that of the process it was forked from."""
    status = Path("/proc/self/status")
    found = re.search(r"VmHWM:\s+(\d+) kB", status.read_text()) if status.exists() else None
    return int(found[1]) >> 10 if found else resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10


def main(folder: Path, *, reads: bool) -> None:
    """Make the bombs in a folder, or read what is there."""
    for name, make in BOMBS.items() if not reads else ():
        (folder / name).write_bytes(make())
    for row in measured(folder) if reads else ():
        sys.stdout.write(orjson.dumps(row).decode() + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main(Path(sys.argv[1]), reads="--read" in sys.argv)

"""ZIP -> what is in it: a DOCX, a workbook, or an archive of documents of any format.

Sizes are believed only as a reason to refuse: each entry is read up to its limit and no further. Nothing is written
to disk, so no name can point anywhere.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any, Final

from data.readers.about import About, Item, Step
from data.readers.completing import finished
from data.readers.limits import Limits
from data.readers.refusals import Reason

Read = Callable[[Any, About, Limits, "Archive"], Iterator[Item | Step]]
_LOCKED: Final = 0x1
_ZIP: Final = b"PK\x03\x04"


class Archive:
    """Where we are in an archive and those within it: how deep, and how many documents were met.

    The first `done` documents are passed over: an earlier worker dealt with them, and died of the last.
    """

    def __init__(self, done: int = 0) -> None:
        self._done = done
        self._met = 0
        self.depth = 0

    def is_done(self) -> bool:
        """Count a document and say whether it is to be passed over."""
        self._met += 1
        return self._met <= self._done


def read(stream: Any, about: About, limits: Limits, archive: Archive, each: Read) -> Iterator[Item | Step]:
    """Yield the items of an archive; `each` reads an entry."""
    try:
        file = zipfile.ZipFile(stream)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        yield about.refuse(Reason.DAMAGED)
        return
    with file:
        entries = [info for info in file.infolist() if not info.is_dir()]
        names = {info.filename for info in entries}
        if {"word/document.xml", "xl/workbook.xml"} & names:
            if archive.depth == 0:
                yield from _office(stream, entries, names, about, limits)
            elif not archive.is_done():
                yield Step(about.place)
                yield from _office(stream, entries, names, about, limits)
        elif "mimetype" in names:
            yield about.refuse(Reason.UNKNOWN_FORMAT, "save it as DOCX, PDF or plain text")
        elif (reason := _too_much(entries, archive, limits)) is not None:
            yield about.refuse(reason)
        else:
            archive.depth += 1
            yield from _entries(file, entries, about, limits, archive, each)
            archive.depth -= 1


def _too_much(entries: list[zipfile.ZipInfo], archive: Archive, limits: Limits) -> Reason | None:
    """Say what an archive has too much of, by what it says of itself."""
    if archive.depth >= limits.nesting:
        return Reason.TOO_DEEP
    if len(entries) > limits.entries:
        return Reason.TOO_MANY
    if not entries:
        return Reason.NO_ARTICLES
    packed, unpacked = sum(info.compress_size for info in entries), sum(info.file_size for info in entries)
    return Reason.TOO_LARGE if unpacked > limits.most_unpacked(packed) else None


def _office(
    stream: Any, entries: list[zipfile.ZipInfo], names: set[str], about: About, limits: Limits
) -> Iterator[Item | Step]:
    """Read a document or workbook, which are archives themselves, if it unpacks to a sane size."""
    packed, unpacked = sum(info.compress_size for info in entries), sum(info.file_size for info in entries)
    if unpacked > min(limits.workbook_bytes, limits.most_unpacked(packed)) or len(entries) > limits.entries:
        yield about.refuse(Reason.TOO_LARGE)
        return
    stream.seek(0)
    try:
        if "word/document.xml" in names:
            from data.readers import docx

            yield from finished([docx.read(stream, about)], about, limits)
        else:
            from data.readers import tables

            yield from finished(tables.read_xlsx(stream, about, limits), about, limits)
    except Exception as error:  # the libraries meet broken files with whatever the breakage leads to
        yield about.failed(error, Reason.DAMAGED)


def _entries(
    file: zipfile.ZipFile, entries: list[zipfile.ZipInfo], about: About, limits: Limits, archive: Archive, each: Read
) -> Iterator[Item | Step]:
    stems = {name.rpartition(".")[0] for info in entries if (name := info.filename).lower().endswith((".html", ".htm"))}
    entries = [info for info in entries if not _is_part(info.filename, stems)]
    if not entries:
        yield about.refuse(Reason.NO_ARTICLES)
    for info in entries:
        inner = replace(about.within(f"entry {info.filename}"), entry=info.filename)
        content = _content(file, info, limits)
        if isinstance(content, bytes) and content.startswith(_ZIP):
            yield from read(io.BytesIO(content), inner, limits, archive, each)
            continue
        if archive.is_done():
            continue
        yield Step(inner.place)
        if isinstance(content, Reason):
            yield inner.refuse(content)
        else:
            try:
                yield from each(io.BytesIO(content), inner, limits, archive)
            except Exception as error:  # whatever a library makes of one document, the next is read
                yield inner.failed(error)


def _content(file: zipfile.ZipFile, info: zipfile.ZipInfo, limits: Limits) -> bytes | Reason:
    """Return an entry's bytes, or why it has none."""
    if info.flag_bits & _LOCKED:
        return Reason.LOCKED
    if info.file_size > limits.most_unpacked(info.compress_size):
        return Reason.TOO_LARGE
    try:
        with file.open(info) as stream:
            content = stream.read(limits.document_bytes + 1)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, RuntimeError, ValueError):
        return Reason.DAMAGED
    return content if len(content) <= limits.document_bytes else Reason.TOO_LARGE


def _is_part(name: str, stems: set[str]) -> bool:
    """Whether an entry is a hidden file, macOS's shadow of one, or an image or script of a saved page."""
    folders = name.split("/")
    if "__MACOSX" in folders or any(part.startswith(".") and part.strip(".") for part in folders):
        return True
    ends = (i for i, folder in enumerate(folders[:-1], 1) if folder.endswith("_files"))
    return any("/".join(folders[:end]).removesuffix("_files") in stems for end in ends)

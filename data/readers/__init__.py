"""Files, folders and bytes -> articles. One module a format; formats live here and nowhere else.

The format is told by the content. What is neither plain text nor JSON lines is read in a worker process that can be
killed. Nothing that is wrong with an input raises: each piece becomes an article or a refusal that says in one
sentence where, why and what to do, and the rest goes on. Feeds' addresses in a list of feeds are handed on, because
fetching is not this package's business.
"""

from __future__ import annotations

import gzip
import io
import zlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import IO, Any

from data.articles import Article
from data.readers import documents
from data.readers.about import About, FeedAddress, Hints, Item, Step
from data.readers.formats import HEAD_BYTES, TRUSTED, Format, detect
from data.readers.limits import LIMITS, Limits
from data.readers.refusals import Reason, Refusal
from data.readers.worker import Worker
from data.records import Dated, Precision

__all__ = ["FeedAddress", "Hints", "Item", "Reader", "Reason", "Refusal", "files_of", "read", "size_of"]


def files_of(path: Path) -> list[Path]:
    """Return the files below a folder in order of name, or the path itself.

    Hidden files are passed over, and so are the images and scripts that a browser saved beside a page
    (`page_files/` beside `page.html`): they are parts of the page.
    """
    if not path.is_dir():
        return [path]
    return sorted(p for p in path.rglob("*") if p.is_file() and not _is_part(p.relative_to(path), path))


def _is_part(inner: Path, root: Path) -> bool:
    if any(part.startswith(".") for part in inner.parts):
        return True
    for folder in inner.parents:
        stem = folder.name.removesuffix("_files")
        if stem != folder.name and any((root / folder.parent / f"{stem}{end}").exists() for end in (".html", ".htm")):
            return True
    return False


def size_of(path: Path) -> int:
    """Return the bytes below a path as they will unpack (gzip keeps that number in its last four bytes)."""
    total = 0
    for file in files_of(path):
        try:
            total += file.stat().st_size
            if file.name.lower().endswith(".gz"):
                with file.open("rb") as stream:
                    stream.seek(-4, 2)
                    total += int.from_bytes(stream.read(4), "little")
        except OSError:
            continue
    return total


def read(path: Path, hints: Hints | None = None) -> Iterator[Item]:
    """Yield the items of a file or folder with a worker of its own; see `Reader.path`."""
    with Reader(hints) as reader:
        yield from reader.path(path)


class Reader:
    """Reads any number of documents with one worker, which is ended with the reader."""

    def __init__(self, hints: Hints | None = None, limits: Limits = LIMITS) -> None:
        self._hints = hints or Hints()
        self._limits = limits
        self._worker = Worker(limits)

    def __enter__(self) -> Reader:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._worker.close()

    def path(self, path: Path) -> Iterator[Item]:
        """Yield the items of a file, or of every file below a folder."""
        found = files_of(path)
        if not found:
            yield Refusal(str(path), None, Reason.EMPTY_FOLDER)
        for file in found:
            about = About(str(file), columns=self._hints.columns, collection=_collection(file, path))
            try:
                if not file.is_file():
                    yield about.refuse(Reason.NOT_A_FILE if file.exists() else Reason.MISSING)
                    continue
                with file.open("rb") as stream:
                    yield from self._items(stream, file, file.stat().st_size, about)
            except OSError as error:
                yield about.refuse(Reason.UNREADABLE, f"make the file readable ({error.strerror})")

    def content(
        self, content: bytes, name: str, *, url: str | None = None, charset: str | None = None, collection: str = ""
    ) -> Iterator[Item]:
        """Yield the items of a document in memory: an upload, or what was fetched from `url`, sent as `charset`."""
        about = About(name, url=url, charset=charset, columns=self._hints.columns, collection=collection or name)
        yield from self._items(io.BytesIO(content), content, len(content), about)

    def _items(self, stream: IO[bytes], source: Path | bytes, size: int, about: About) -> Iterator[Item]:
        for item in self._raw(stream, source, size, about):
            yield self._hinted(item, about.collection) if isinstance(item, Article) else item

    def _raw(self, stream: IO[bytes], source: Path | bytes, size: int, about: About) -> Iterator[Item]:
        """Read what is safe here, and leave the rest to the worker."""
        found = _format(stream, about)
        if found is not None and found not in TRUSTED:
            yield from self._worker.read(about, source)
            return
        try:
            for item in documents.read(stream, about, self._limits, size=size):
                if not isinstance(item, Step):
                    yield item
        except OSError as error:
            yield about.refuse(Reason.UNREADABLE, f"make the file readable ({error.strerror})")

    def _hinted(self, article: Article, collection: str) -> Article:
        """Add what the caller knows to an article that does not say it."""
        more: dict[str, Any] = {} if article.collection else {"collection": collection}
        if article.published is None and self._hints.published is not None:
            more |= {"published": self._hints.published, "dated": Dated.GIVEN, "precision": Precision.DAY}
        if article.outlet is None and self._hints.outlet is not None:
            more["outlet"] = self._hints.outlet
        return replace(article, **more) if more else article


def _format(stream: IO[bytes], about: About) -> Format | None:
    """Return the format of a document, of a compressed one that of what is in it."""
    head = stream.read(HEAD_BYTES)
    stream.seek(0)
    found = detect(head, about.file_name, about.columns)
    if found is not Format.GZIP:
        return found
    try:
        with gzip.open(stream, "rb") as inner:
            found = detect(inner.read(HEAD_BYTES), about.file_name.removesuffix(".gz"), about.columns)
    except (OSError, EOFError, zlib.error):
        found = None  # damaged at its start: reading it says so
    stream.seek(0)
    return found


def _collection(file: Path, path: Path) -> str:
    """Return what an article was ingested with: its folder, or the name of the file that holds many."""
    many = (".jsonl", ".gz", ".csv", ".tsv", ".xlsx", ".parquet", ".zip", ".xml", ".json", ".rss", ".atom")
    if file.suffix.lower() in many:
        return file.name.split(".")[0] or path.name
    return file.parent.resolve().name or path.name

"""Files -> articles. One module a format; formats live here and nowhere else.

A reader takes bytes and yields articles and refusals; it never raises for what is in a file. A refusal says
in one sentence where, why and what to do, and everything else goes on.
"""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Final

from data.articles import Article
from data.readers import jsonl, text
from data.readers.refusals import Reason, Refusal
from data.records import Dated

SUFFIXES: Final = (".txt", ".jsonl", ".jsonl.gz")
"""The formats that are read, by the end of the file's name."""

_MOST_BYTES: Final = 4 << 30  # what one compressed file may unpack to before it counts as a bomb


def files_of(path: Path) -> list[Path]:
    """Return the readable files below a folder in order of name, or the path itself."""
    if not path.is_dir():
        return [path]
    return sorted(p for p in path.rglob("*") if p.is_file() and p.name.lower().endswith(SUFFIXES))


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


def read(path: Path, *, published: date | None = None, outlet: str | None = None) -> Iterator[Article | Refusal]:
    """Yield the articles of a file or folder, and a refusal for each piece that is none.

    `published` dates the articles that bring no date; `outlet` names the publisher of those that bring none.
    """
    found = files_of(path)
    if not found:
        wanted = ", ".join(SUFFIXES)
        yield Refusal(str(path), None, Reason.EMPTY_FOLDER, f"put files that end in {wanted} into it")
    for file in found:
        for item in _read_file(file):
            yield _complete(item, file, path, published, outlet) if isinstance(item, Article) else item


def _complete(article: Article, file: Path, path: Path, published: date | None, outlet: str | None) -> Article:
    """Add what the caller knows, and an identity: its own id, else its address, else a digest."""
    folder = file.parent if file.suffix.lower() == ".txt" else None
    collection = (folder.resolve().name if folder else file.name.split(".")[0]) or path.name
    if article.published is None and published is not None:
        article = replace(article, published=published, dated=Dated.GIVEN)
    return replace(
        article,
        id=article.id or article.url or f"text-{article.digest()}",
        outlet=article.outlet or outlet,
        collection=article.collection or collection,
    )


def _read_file(file: Path) -> Iterator[Article | Refusal]:
    name = file.name.lower()
    try:
        if name.endswith(".txt"):
            yield text.read(file.read_bytes(), str(file))
        elif name.endswith(".jsonl"):
            with file.open("rb") as lines:
                yield from jsonl.read(lines, str(file))
        elif name.endswith(".jsonl.gz"):
            with gzip.open(file, "rb") as lines:
                yield from jsonl.read(lines, str(file), most_bytes=_MOST_BYTES)
        else:
            allowed = ", ".join(SUFFIXES)
            yield Refusal(str(file), None, Reason.UNKNOWN_FORMAT, f"give a file that ends in {allowed}")
    except FileNotFoundError:
        yield Refusal(str(file), None, Reason.MISSING, "check the path")
    except (gzip.BadGzipFile, EOFError, zlib.error):
        yield Refusal(str(file), None, Reason.DAMAGED_GZIP, "compress the file again; what came before was read")
    except OSError as error:
        yield Refusal(str(file), None, Reason.UNREADABLE, f"make the file readable ({error.strerror})")

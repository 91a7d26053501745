"""`concordance bench`: how fast each step is here, beside a yardstick measured in the same run.

Stages are timed by the processor's clock: what else the machine does counts for less.
"""

from __future__ import annotations

import gc
import resource
import sys
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter, process_time
from typing import Final

import click
from rich import box
from rich.console import Console
from rich.table import Table

from data.articles import Article
from data.extraction import Extractor
from data.ingest import ingest
from data.matching import Characters
from data.readers import read
from data.snapshots import Store

_CHARACTERS: Final = 400_000  # as an ingest cuts its batches
_MEGA: Final = 1e6


def extract(paths: Sequence[Path], most_megabytes: float) -> None:
    """Print MB/s and articles/s of each stage on one core, file by file, beside a raw scan of the same text."""
    extractor = Extractor()
    extractor.extract([Article("Warm up.")])  # loads the language model
    gc.freeze()  # as an ingest does
    for path in paths:
        began = process_time()
        articles = _some(path, most_megabytes)
        reading = process_time() - began
        if articles:
            _one(path.name, articles, reading, extractor)
    # Linux counts in kilobytes, macOS in bytes.
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 if sys.platform != "darwin" else 1 << 20)
    click.echo(f"Peak memory of this process: {peak:,.0f} MB.")


def processes(paths: Sequence[Path], most: int) -> None:
    """Ingest the whole files into a store that is thrown away, with one process and with several; print both.

    Beside the time by the clock stands the processor's time of this process, which reads and writes, and of the
    workers, which extract: on a busy machine these tell how far more processes can help.
    """
    table = Table(title="whole files to a snapshot", title_justify="left", box=box.SIMPLE_HEAD, pad_edge=False)
    for column in ("processes", "seconds", "CPU here", "CPU of workers", "snapshot"):
        table.add_column(column, justify="right", no_wrap=True)
    for count in (1, most):
        began, own, others = perf_counter(), process_time(), _of_children()
        with TemporaryDirectory() as folder:
            snapshot = ingest(list(paths), Store(Path(folder)), processes=count).snapshot
        seconds, own, others = perf_counter() - began, process_time() - own, _of_children() - others
        named = snapshot.id if snapshot is not None else "none"
        table.add_row(str(count), f"{seconds:.1f}", f"{own:.1f}", f"{others:.1f}", named)
    Console(highlight=False).print(table)


def _of_children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _some(path: Path, most_megabytes: float) -> list[Article]:
    articles: list[Article] = []
    size = 0.0
    for item in read(path):
        if not isinstance(item, Article):
            continue
        articles.append(item)
        size += len(item.text)
        if size >= most_megabytes * _MEGA:
            break
    return articles


def _batches(articles: Sequence[Article]) -> list[list[Article]]:
    batches: list[list[Article]] = [[]]
    size = 0
    for article in articles:
        batches[-1].append(article)
        size += len(article.text)
        if size >= _CHARACTERS:
            batches.append([])
            size = 0
    return [batch for batch in batches if batch]


def _one(name: str, articles: Sequence[Article], reading: float, extractor: Extractor) -> None:
    size = sum(len(article.text.encode()) for article in articles) / _MEGA
    texts = [Characters.of("\n\n".join(a.text for a in batch)).marked()[0] for batch in _batches(articles)]
    gc.collect()
    began = process_time()
    hits = sum(map(extractor.scan_bare, texts))
    bare = process_time() - began
    extractor.seconds.clear()
    began = process_time()
    for batch in _batches(articles):
        extractor.extract(batch)
    whole = process_time() - began
    title = f"{name}: {len(articles):,} articles, {size:.1f} MB, {hits:,} raw hits"
    table = Table(title=title, title_justify="left", box=box.SIMPLE_HEAD, pad_edge=False)
    for column in ("stage, one core", "CPU seconds", "MB/s", "articles/s", "× raw scan"):
        table.add_column(column, justify="left" if column.startswith("stage") else "right", no_wrap=True)
    rows = {"raw scan": bare, "read": reading, **extractor.seconds, "text to records": whole}
    for stage, seconds in rows.items():
        per = [f"{size / seconds:,.1f}", f"{len(articles) / seconds:,.0f}", f"{seconds / bare:,.1f}"]
        table.add_row(stage, f"{seconds:.2f}", *per)
    Console(highlight=False).print(table)

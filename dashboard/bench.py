"""`concordance bench`: how fast each step is here, beside a yardstick measured in the same run."""

from __future__ import annotations

import gc
import resource
import sys
from collections.abc import Sequence
from pathlib import Path
from time import perf_counter
from typing import Final

import click
from rich import box
from rich.console import Console
from rich.table import Table

from data.articles import Article
from data.extraction import Extractor
from data.matching import Characters
from data.readers import read

_CHARACTERS: Final = 400_000  # as an ingest cuts its batches
_MEGA: Final = 1e6


def extract(paths: Sequence[Path], most_megabytes: float) -> None:
    """Print MB/s and articles/s of each stage on one core, file by file, beside a raw scan of the same text."""
    extractor = Extractor()
    extractor.extract([Article("Warm up.")])  # loads the language model
    gc.freeze()  # as an ingest does
    for path in paths:
        began = perf_counter()
        articles = _some(path, most_megabytes)
        reading = perf_counter() - began
        if articles:
            _one(path.name, articles, reading, extractor)
    # Linux counts in kilobytes, macOS in bytes.
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 if sys.platform != "darwin" else 1 << 20)
    click.echo(f"Peak memory of this process: {peak:,.0f} MB.")


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
    began = perf_counter()
    hits = sum(map(extractor.scan_bare, texts))
    bare = perf_counter() - began
    extractor.seconds.clear()
    began = perf_counter()
    for batch in _batches(articles):
        extractor.extract(batch)
    whole = perf_counter() - began
    title = f"{name}: {len(articles):,} articles, {size:.1f} MB, {hits:,} raw hits"
    table = Table(title=title, title_justify="left", box=box.SIMPLE_HEAD, pad_edge=False)
    for column in ("stage, one core", "seconds", "MB/s", "articles/s", "× raw scan"):
        table.add_column(column, justify="left" if column.startswith("stage") else "right", no_wrap=True)
    rows = {"raw scan": bare, "read": reading, **extractor.seconds, "text to records": whole}
    for stage, seconds in rows.items():
        per = [f"{size / seconds:,.1f}", f"{len(articles) / seconds:,.0f}", f"{seconds / bare:,.1f}"]
        table.add_row(stage, f"{seconds:.2f}", *per)
    Console(highlight=False).print(table)

"""How fast documents are read, beside a yardstick of the same run.

`python -m tests.benchmarks.readers ARTICLES.jsonl.gz [--count 400]` makes saved pages of the articles and compares
reading them, in the worker, with trafilatura alone in this process; then it compares reading and extracting the JSON
lines with extracting articles that are in memory already. Medians of five rounds, taken in turns.
"""

from __future__ import annotations

import argparse
import gzip
import itertools
import sys
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from statistics import median
from time import perf_counter

import orjson
from trafilatura import bare_extraction

from data.articles import Article
from data.extraction import Extractor
from data.readers import Reader, read
from tests.data.readers.making import page

_ROUNDS = 5
_HEAD = (
    '<meta property="article:published_time" content="{day}T08:00:00Z">'
    '<link rel="canonical" href="https://faro.example/{n}">'
)


def pages(rows: list[dict[str, str]]) -> list[bytes]:
    """Return each article as a saved page."""
    return [
        page(
            title=row.get("title") or "Untitled",
            head=_HEAD.format(day=row.get("published", "2024-05-01")[:10], n=number),
            paragraphs=[part for part in row["text"].split("\n") if part.strip()],
        )
        for number, row in enumerate(rows)
    ]


def html(rows: list[dict[str, str]]) -> None:
    """Print seconds and MB/s of trafilatura alone and of the reader, and their ratio."""
    documents = pages(rows)
    size = sum(map(len, documents)) / 1e6
    alone, ours = [], []
    with Reader() as reader:
        list(reader.content(documents[0], "a.html"))  # starts the worker
        bare_extraction(documents[0], with_metadata=True)
        for _ in range(_ROUNDS):
            began = perf_counter()
            found = sum(bare_extraction(document, with_metadata=True) is not None for document in documents)
            alone.append(perf_counter() - began)
            began = perf_counter()
            kept = sum(isinstance(item, Article) for d in documents for item in reader.content(d, "a.html"))
            ours.append(perf_counter() - began)
    _print("trafilatura alone", f"{found} of {len(documents)} pages", size, median(alone))
    _print("saved HTML, read", f"{kept} of {len(documents)} pages", size, median(ours))
    _ratio(median(alone) / median(ours), 0.8)


def json_lines(path: Path) -> None:
    """Print seconds and MB/s of the bare extraction and of reading and extracting, and their ratio."""
    extractor = Extractor()
    articles = [item for item in read(path) if isinstance(item, Article)]
    size = sum(len(article.text.encode()) for article in articles) / 1e6
    extractor.extract(articles[:10])
    bare, whole = [], []
    for _ in range(_ROUNDS):
        began = perf_counter()
        for batch in _batched(articles):
            extractor.extract(batch)
        bare.append(perf_counter() - began)
        began = perf_counter()
        for batch in _batched(item for item in read(path) if isinstance(item, Article)):
            extractor.extract(batch)
        whole.append(perf_counter() - began)
    _print("bare extraction", f"{len(articles)} articles", size, median(bare))
    _print("JSON lines, read and extracted", f"{len(articles)} articles", size, median(whole))
    _ratio(median(bare) / median(whole), 0.7)


def _batched(articles: Iterable[Article]) -> Iterator[list[Article]]:
    source = iter(articles)
    while batch := list(itertools.islice(source, 200)):
        yield batch


def _print(what: str, count: str, size: float, seconds: float) -> None:
    sys.stdout.write(f"{what:<32}{count:<22}{size:6.1f} MB {seconds:7.2f} s {size / seconds:7.2f} MB/s\n")


def _ratio(value: float, wanted: float) -> None:
    sys.stdout.write(f"{'ratio':<32}{value:.2f} (wanted: at least {wanted})\n")


def main() -> None:
    """Read some articles of a corpus and run both comparisons."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("articles", type=Path)
    parser.add_argument("--count", type=int, default=400)
    options = parser.parse_args()
    with gzip.open(options.articles) as lines, tempfile.TemporaryDirectory() as folder:
        some = list(itertools.islice(lines, options.count))
        path = Path(folder) / "some.jsonl"
        path.write_bytes(b"".join(some))
        html([orjson.loads(line) for line in some])
        json_lines(path)


if __name__ == "__main__":
    main()

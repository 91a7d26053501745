"""Files and addresses -> snapshot: readers, extraction in several processes, a ledger of what went in and what did not.

The same inputs give the same snapshot, whatever the number of processes: batches are handed out and taken
back in order, and rows are sorted by date and id before they get their keys.
"""

from __future__ import annotations

import gc
import itertools
import multiprocessing
import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Final

from data import building, vocabularies
from data.articles import Article
from data.extraction import Extractor
from data.fetching import Fetcher
from data.known import Known, number_of
from data.readers import Hints, Reason, Refusal
from data.snapshots import Snapshot, Store
from data.sources import Intake, Source
from data.tables import Tables
from data.version import source_digest, version

_BATCH_CHARACTERS: Final = 400_000  # a batch takes about half a second; smaller ones lose to overhead
_BATCH_ARTICLES: Final = 2_500  # short items: a batch costs the same work on arrays however little it holds
_ALONE: Final = 2 * _BATCH_CHARACTERS  # below this, starting processes costs more than it saves


@dataclass(slots=True)
class Ledger:
    """What went in and what became of it. read = kept + unchanged + refused by the extraction."""

    read: int = 0
    undated: int = 0
    excerpts: int = 0
    replaced: int = 0
    duplicate: int = 0
    refused: list[Refusal] = field(default_factory=list)

    def counts(self) -> dict[str, int]:
        """Return the ledger as numbers, for the snapshot's facts."""
        return {
            "read": self.read,
            "refused": len(self.refused),
            "undated": self.undated,
            "excerpts": self.excerpts,
            "replaced": self.replaced,
            "duplicate": self.duplicate,
        }


@dataclass(frozen=True, slots=True)
class Ingested:
    """The outcome of an ingest: the current snapshot (None in a store that stays empty) and the ledger."""

    snapshot: Snapshot | None
    ledger: Ledger
    is_new: bool


@dataclass(frozen=True, slots=True)
class Surveyed:
    """What an ingest would do: its ledger, and the first articles that it would keep."""

    ledger: Ledger
    first: tuple[Article, ...]


Progress = Callable[[int, int, int], None]
"""Called with (articles done, bytes of input read, bytes of input in all)."""


def ingest(
    sources: Sequence[Source],
    store: Store,
    *,
    hints: Hints | None = None,
    fetcher: Fetcher | None = None,
    processes: int | None = None,
    progress: Progress | None = None,
) -> Ingested:
    """Read files, folders and addresses into a new snapshot of the store and make it current.

    Refused pieces are in the ledger; nothing that is wrong with the input raises. An article whose id is
    in the store already replaces it when its text changed, and is a duplicate when it did not. Raises SnapshotError
    where the store cannot be written; the store then stays as it was.
    """
    ledger = Ledger()
    intake = Intake(sources, hints, fetcher)
    intake.ask()
    with store.writing():
        parent = store.current()
        articles = _fresh(_articles(intake, ledger), building.identities(parent), ledger)
        with store.building() as directory, building.Builder(directory, parent) as builder:
            done = 0
            for batch, tables in _extracted(articles, processes or os.cpu_count() or 1, ledger):
                builder.add([article.id for article in batch], tables)
                done += len(batch)
                if progress is not None:
                    progress(done, intake.done, intake.total)
            if not builder.has_changed:
                return Ingested(parent, ledger, False)
            builder.finish()
            facts = _facts(parent, intake, builder, ledger)
            snapshot = store.publish(directory, facts)
    return Ingested(snapshot, ledger, True)


def survey(
    sources: Sequence[Source],
    store: Store,
    *,
    hints: Hints | None = None,
    fetcher: Fetcher | None = None,
    first: int = 0,
    progress: Progress | None = None,
) -> Surveyed:
    """Read everything as an ingest would and write nothing; keep the first few articles to be looked at."""
    ledger = Ledger()
    intake = Intake(sources, hints, fetcher)
    kept: list[Article] = []
    fresh = _fresh(_articles(intake, ledger), building.identities(store.current()), ledger)
    for done, article in enumerate(fresh, 1):
        kept += [article] if len(kept) < first else []
        if progress is not None:
            progress(done, intake.done, intake.total)
    return Surveyed(ledger, tuple(kept))


def _articles(intake: Intake, ledger: Ledger) -> Iterator[Article]:
    """Yield the articles of an intake, and write down what was refused."""
    for item in intake.items():
        if isinstance(item, Article):
            ledger.read += 1
            yield item
        else:
            ledger.refused.append(item)


def _fresh(articles: Iterable[Article], seen: Known, ledger: Ledger) -> Iterator[Article]:
    """Yield the articles that are new or changed, and count the others."""
    for article in articles:
        digest = number_of(article.digest())
        known = seen.get(article.id)
        if known == digest or (known is not None and article.is_excerpt):
            ledger.duplicate += 1
            continue
        ledger.replaced += known is not None
        ledger.undated += article.published is None
        ledger.excerpts += article.is_excerpt
        seen.put(article.id, digest)
        yield article


def _batches(articles: Iterable[Article]) -> Iterator[list[Article]]:
    batch: list[Article] = []
    size = 0
    for article in articles:
        batch.append(article)
        size += len(article.text)
        if size >= _BATCH_CHARACTERS or len(batch) >= _BATCH_ARTICLES:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


@cache
def _extractor() -> Extractor:
    """Return this process's extractor; the first call compiles the vocabularies."""
    extractor = Extractor()
    gc.freeze()  # its half a million objects live as long as the process: looking at them again cost 13 % of the time
    # A batch makes millions of objects and hardly a cycle: looking for cycles after every 700 of them cost 8 %.
    gc.set_threshold(100_000, 20, 20)
    return extractor


def _extract(batch: list[Article]) -> Tables:
    return _extractor().extract(batch)


def _rescue(batch: list[Article], ledger: Ledger) -> Iterator[tuple[list[Article], Tables]]:
    """Extract a batch that failed one article at a time, so that only the bad one is lost, and says so."""
    _extractor()  # as above; a process that only hands out batches compiles nothing unless one fails
    for article in batch:
        try:
            yield [article], _extract([article])
        except Exception as error:  # whatever it is, the batch goes on
            remedy = f"report it with this article ({type(error).__name__})"
            ledger.refused.append(Refusal(article.collection, f"article {article.id}", Reason.FAILED, remedy))


def _extracted(articles: Iterable[Article], processes: int, ledger: Ledger) -> Iterator[tuple[list[Article], Tables]]:
    """Yield batches with their records, in the order of the input."""
    batches = _batches(articles)
    head = list(itertools.islice(batches, 2))
    small = sum(len(article.text) for batch in head for article in batch) < _ALONE
    if processes == 1 or len(head) < 2 or small:
        _extractor()  # a vocabulary that cannot be compiled is our fault, not an article's: let it raise here
        for batch in itertools.chain(head, batches):
            try:
                yield batch, _extract(batch)
            except Exception:
                yield from _rescue(batch, ledger)
        return
    # "spawn" costs a second a process and is safe where the caller has threads (progress bars, Streamlit).
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(processes, mp_context=context) as pool:
        source = itertools.chain(head, batches)
        waiting = deque((batch, _handed(pool, batch)) for batch in itertools.islice(source, 2 * processes))
        while waiting:
            batch, future = waiting.popleft()
            try:
                yield batch, future.result() if future else _extract(batch)
            except Exception:
                yield from _rescue(batch, ledger)
            waiting.extend((following, _handed(pool, following)) for following in itertools.islice(source, 1))


def _handed(pool: ProcessPoolExecutor, batch: list[Article]) -> Future[Tables] | None:
    """Hand a batch to another process; none where one was killed (memory): the rest is then extracted in this one."""
    try:
        return pool.submit(_extract, batch)
    except BrokenProcessPool:
        return None


def extracted(sources: Sequence[Source], *, hints: Hints | None = None, refused: list[Refusal]) -> Iterator[Tables]:
    """Yield the records of the articles in files, folders and addresses, batch by batch; nothing is kept."""
    ledger = Ledger(refused=refused)
    for _, tables in _extracted(_articles(Intake(sources, hints), ledger), 1, ledger):
        yield tables


def records_of(articles: Sequence[Article]) -> Tables:
    """Return the records of some articles; nothing is kept."""
    return _extract(list(articles))


def _facts(parent: Snapshot | None, intake: Intake, builder: building.Builder, ledger: Ledger) -> dict[str, Any]:
    before = parent.facts if parent is not None else {}
    known = {entry["code"]: entry for entry in before.get("collections", [])}
    for code in sorted(builder.collections):
        known.setdefault(code, building.collection_facts(code))
    return {
        "parent": parent.id if parent is not None else None,
        "version": version(),
        "vocabularies": vocabularies.digest(),
        "parts": builder.parts,
        "inputs": [*before.get("inputs", []), *intake.inputs],
        "period": builder.period(),
        "collections": [known[code] for code in sorted(known)],
        "ledger": ledger.counts(),
        "quality": _still_valid(before.get("quality")),
    }


def _still_valid(quality: dict[str, Any] | None) -> dict[str, Any] | None:
    """Return the parent's measured quality if it was measured on this very code and these vocabularies."""
    if quality is None:
        return None
    now = (source_digest(), vocabularies.digest())
    return quality if (quality.get("code_digest"), quality.get("vocabularies")) == now else None

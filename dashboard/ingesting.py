"""`concordance ingest` behind its options: progress, what was refused, going on and on, and how it ends.

Talk goes to standard error; standard output carries the ledger as JSON when asked. It must not know formats.
"""

from __future__ import annotations

import csv
import re
import signal
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import FrameType
from typing import Any, Final

import click
import orjson
from rich.console import Console
from rich.progress import (
    BarColumn,
    DownloadColumn,
    Progress,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
    TransferSpeedColumn,
)
from rich.table import Table

from dashboard.exports.guard import guarded
from data.readers import Hints, Refusal, files_of
from data.snapshots import Snapshot, SnapshotError, Store
from data.sources import Source

SOME_REFUSED: Final = 3
STOPPED: Final = 130  # as shells have it for Ctrl-C
_SHOWN: Final = 20
_GLANCE: Final = 2.0  # seconds between two looks at a watched folder
_COLUMNS: Final = ("file", "place", "code", "reason", "remedy")
_WORDS: Final = {"undated": "without date", "excerpts": "only a headline or summary", "duplicate": "unchanged"}

talk: Final = Console(stderr=True, highlight=False, soft_wrap=True)


@dataclass(frozen=True, slots=True)
class Order:
    """One call of `concordance ingest`."""

    sources: tuple[Source, ...]
    store: Path
    hints: Hints
    processes: int | None = None
    is_dry: bool = False
    as_json: bool = False
    refusals: Path | None = None


def once(order: Order) -> int:
    """Ingest (or survey) once, say what became of it, and return the exit code."""
    with _stoppable(order.store):
        refused = _round(order, order.sources)
    return SOME_REFUSED if refused else 0


def watch(order: Order) -> int:
    """Ingest, then again whatever is added to or changed in the folders, until Ctrl-C."""
    return _again(order, _changes([source for source in order.sources if isinstance(source, Path)]))


def every(order: Order, seconds: float) -> int:
    """Ingest all sources again and again with a pause between, until Ctrl-C."""

    def rounds() -> Iterator[Sequence[Source]]:
        while True:
            yield order.sources
            time.sleep(seconds)

    return _again(order, rounds())


def _again(order: Order, rounds: Iterator[Sequence[Source]]) -> int:
    refused = 0
    talk.print("Going on until Ctrl-C.")
    try:
        with _heard() as is_asked:
            for sources in rounds:
                with _stoppable(order.store):
                    refused += _round(order, sources)
                if is_asked():
                    raise KeyboardInterrupt
    except KeyboardInterrupt:  # while waiting: nothing was under way
        talk.print("Ended. What was read so far is in the store.")
    return SOME_REFUSED if refused else 0


@contextmanager
def _heard() -> Iterator[Callable[[], bool]]:
    """Remember a Ctrl-C: Python ignores one that falls into a finalizer or a callback, and the watch would go on."""
    asked = False

    def hear(number: int, frame: FrameType | None) -> None:
        nonlocal asked
        asked = True
        signal.default_int_handler(number, frame)

    before = signal.signal(signal.SIGINT, hear)
    try:
        yield lambda: asked
    finally:
        signal.signal(signal.SIGINT, before)


def _changes(folders: Sequence[Path]) -> Iterator[Sequence[Source]]:
    """Yield the files that are new or changed, once they have stopped growing."""
    taken: dict[Path, tuple[int, int]] = {}
    before: dict[Path, tuple[int, int]] = {}
    while True:
        now = {file: state for folder in folders for file in files_of(folder) if (state := _state(file))}
        ready = sorted(file for file, state in now.items() if taken.get(file) != state and before.get(file) == state)
        if ready:
            yield ready
            taken |= {file: now[file] for file in ready}
        before = now
        time.sleep(_GLANCE)


def _state(file: Path) -> tuple[int, int] | None:
    try:
        facts = file.stat()
    except OSError:
        return None
    return facts.st_mtime_ns, facts.st_size


@contextmanager
def _stoppable(store: Path) -> Iterator[None]:
    """Turn Ctrl-C into how to go on, and what the store cannot do into a sentence."""
    try:
        yield
    except KeyboardInterrupt:
        held = Store(store).current()
        state = f"snapshot {held.id} stays as it was" if held is not None else "the store is as it was"
        talk.print(f"\nStopped. Nothing of this run was kept; {state}. To go on, give the same command again.")
        raise SystemExit(STOPPED) from None
    except SnapshotError as error:
        raise click.ClickException(str(error)) from error


def _round(order: Order, sources: Sequence[Source]) -> int:
    """Ingest or survey some sources and report; return how many pieces were refused."""
    from data import ingest  # compiles vocabularies; not needed by `--help`

    store = Store(order.store)
    with _progress() as progress:
        if order.is_dry:
            ledger = ingest.survey(sources, store, hints=order.hints, progress=progress).ledger
            snapshot, is_new = store.current(), False
        else:
            done = ingest.ingest(
                sources, store, hints=order.hints, processes=order.processes, progress=progress
            )  # fmt: skip
            ledger, snapshot, is_new = done.ledger, done.snapshot, done.is_new
    counts = ledger.counts()
    _tell(order, counts, snapshot, is_new=is_new)
    report(ledger.refused, is_saved=order.refusals is not None)
    if order.refusals is not None:
        save_refusals(order.refusals, ledger.refused)
    if order.as_json:
        facts = {"snapshot": snapshot.id if snapshot else None, "is_new": is_new, "is_dry_run": order.is_dry}
        line = {**facts, "ledger": counts, "refusals": [refusal.row() for refusal in ledger.refused]}
        sys.stdout.buffer.write(orjson.dumps(line) + b"\n")
        sys.stdout.buffer.flush()
    return len(ledger.refused)


@contextmanager
def _progress() -> Iterator[Callable[[int, int, int], None]]:
    """Show bytes, rate, articles and the time left while something is read."""
    columns = (
        TextColumn("Reading"), BarColumn(), DownloadColumn(), TransferSpeedColumn(),
        TextColumn("{task.fields[articles]:,} articles"), TimeElapsedColumn(), TextColumn("left:"),
        TimeRemainingColumn(),
    )  # fmt: skip
    with Progress(*columns, console=talk, transient=True) as bar:
        task = bar.add_task("", total=None, articles=0)
        yield lambda articles, done, total: bar.update(task, completed=done, total=max(total, 1), articles=articles)


def _tell(order: Order, counts: dict[str, int], snapshot: Snapshot | None, *, is_new: bool) -> None:
    table = Table(title="Ledger", title_justify="left", show_header=False)
    for name, count in counts.items():
        table.add_row(_WORDS.get(name, name), f"{count:,}")
    talk.print(table)
    if order.is_dry:
        kept = counts["read"] - counts["duplicate"]
        new = kept - counts["replaced"]
        talk.print(f"Nothing was written. An ingest would add {new:,} articles and replace {counts['replaced']:,}.")
    elif snapshot is None:
        talk.print("Nothing was read, so there is no snapshot yet.", style="bold")
    elif not is_new:
        talk.print(f"Nothing new: snapshot {snapshot.id} of {order.store} stays as it is.")
    else:
        total = snapshot.facts["counts"]["articles"]
        talk.print(f"Snapshot {snapshot.id} of {order.store} holds {total:,} articles.", style="bold")
        where = "" if str(order.store) == "store" else f" --store {order.store}"
        talk.print(f"See it with: concordance serve{where}")


def report(refused: Sequence[Refusal], *, is_saved: bool = False) -> None:
    """Say what was refused: file, place, reason, what to do; a long list is cut where it can be saved."""
    for refusal in refused[:_SHOWN]:
        talk.print(f"Refused: {refusal.sentence()}", markup=False)
    if len(refused) > _SHOWN:
        where = "the file names them all" if is_saved else "--refusals refused.csv saves them all"
        talk.print(f"… and {len(refused) - _SHOWN:,} more; {where}.")


def save_refusals(path: Path, refused: Sequence[Refusal]) -> None:
    """Write what was refused as CSV that a spreadsheet opens without running anything."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, _COLUMNS)
        writer.writeheader()
        writer.writerows({name: guarded(cell) for name, cell in refusal.row().items()} for refusal in refused)


class Pause(click.ParamType[float]):
    """A span of time written as `45s`, `30m`, `2h` or `1d`."""

    name = "time"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float:
        """Return the seconds, or end with a sentence that shows the form."""
        if isinstance(value, float):
            return value
        found = re.fullmatch(r"(\d+)\s*([smhd])", value)
        if found is None or not int(found[1]):
            self.fail(f"{value!r} is no span of time. Write it as 45s, 30m, 2h or 1d.", param, ctx)
        return float(found[1]) * {"s": 1, "m": 60, "h": 3600, "d": 86400}[found[2]]

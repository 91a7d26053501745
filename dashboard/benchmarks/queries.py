"""`concordance bench queries`: how long every answer takes on a synthetic store, beside other means, in one run.

Why it exists: a promise of speed is a number with its machine, size and yardstick. Each answer is asked under eight
filters, several times each; medians and 95th percentiles are over all of them, so the slowest filter shows.
Beside wall time stands CPU time over the cores: on a machine that does other work too, it is what the answer costs.
"""

from __future__ import annotations

import os
import resource
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from multiprocessing import get_context
from pathlib import Path
from time import perf_counter
from typing import Any, Final

import click
import duckdb
import numpy as np
import pandas as pd
from rich import box
from rich.console import Console
from rich.table import Table

from dashboard.benchmarks import rivals, store
from data.snapshots import FACTS_FILE, Snapshot, open_snapshot
from queries import (
    bursts,
    change,
    comentions,
    coverage,
    evidence,
    facets,
    lines,
    periods,
    relations,
    robustness,
    search,
    sectors,
    standouts,
    timeline,
    together,
)  # fmt: skip
from queries.connection import connect
from queries.selection import EVERYTHING, Mark, Mode, Selection

Ask = Callable[[duckdb.DuckDBPyConnection, Selection], Any]

MEMORY: Final = "12GB"
_ANY: Final = Mode.ANY
_MOST_SECONDS: Final = 300.0  # what is too slow shall be measured, not broken off
_EARLIER, _LATER = (store.FIRST, date(2014, 12, 31)), (date(2015, 1, 1), store.LAST)
_DYAD: Final = Mark(dyad="CN-US")
_KEYS: Final = tuple(range(60, 80))
# Pandas needs some 60 bytes for each pair of presences of an article, SQLite a minute a million articles.
_MOST_FOR_RIVALS: Final = 2_000_000

FILTERS: Final = {
    "no filter": EVERYTHING,
    "cooperation": Selection(),
    "ten years, English": Selection(_ANY, since=date(2012, 3, 7), until=date(2022, 3, 6), languages=("en",)),
    "China": Selection(_ANY, countries=("CN",)),
    "C5 with China or Russia": Selection(blocs=("C5",), partners=("CN", "RU")),
    "trade": Selection(_ANY, sectors=("trade",)),
    "one outlet": Selection(_ANY, outlets=(store.OUTLETS[3],)),
    "an organisation": Selection(_ANY, organisations=("EU",)),
}


@dataclass(frozen=True)
class Question:
    """One public function of `queries`, as pages ask it; `most` is the time it may take, in ms."""

    name: str
    ask: Ask
    most: int = 100


QUESTIONS: Final = (
    Question("timeline.labels_over_time, sectors", lambda c, s: timeline.labels_over_time(c, s)),
    Question("timeline.labels_over_time, themes", lambda c, s: timeline.labels_over_time(c, s, of="themes")),
    Question("timeline.volume", timeline.volume),
    Question("comentions.dyads", comentions.dyads),
    Question("comentions.partners of China", lambda c, s: comentions.partners(c, s, "CN")),
    Question("comentions.countries", comentions.countries),
    Question("comentions.counts_of_countries", comentions.counts_of_countries),
    Question("comentions.units", comentions.units),
    Question("comentions.dyad_ladder", lambda c, s: comentions.dyad_ladder(c, s, "CN-US")),
    Question("comentions.ladders", lambda c, s: comentions.ladders(c, s, "CN-US")),
    Question("sectors.breakdown", sectors.breakdown),
    Question("sectors.themes_breakdown", sectors.themes_breakdown),
    Question("sectors.by_dyad", sectors.by_dyad),
    Question("sectors.by_country", sectors.by_country),
    Question("evidence.count", evidence.count),
    Question("evidence.articles, newest 50", lambda c, s: evidence.articles(c, s, limit=50)),
    Question("evidence.articles of a dyad", lambda c, s: evidence.articles(c, s, _DYAD, limit=50)),
    Question("evidence.stories, newest 50", lambda c, s: evidence.stories(c, s, limit=50)),
    Question("evidence.heads, newest 10", lambda c, s: evidence.heads(c, s, limit=10)),
    Question("evidence.extent", evidence.extent),
    Question("evidence.count_stories", evidence.count_stories),
    Question("evidence.retold of 20", lambda c, s: evidence.retold(c, _KEYS)),
    Question("evidence.sentences of 20", lambda c, s: evidence.sentences(c, _KEYS, s)),
    Question("evidence.spans of 20", lambda c, s: evidence.spans(c, _KEYS)),
    Question("evidence.article", lambda c, s: evidence.article(c, "synthetic-77")),
    Question("facets.facets", facets.facets),
    Question("search.articles", search.articles),
    Question("coverage.totals", coverage.totals),
    Question("coverage.by_collection", coverage.by_collection),
    Question("coverage.by_period_and_outlet", coverage.by_period_and_outlet),
    Question("coverage.gaps", lambda c, s: coverage.gaps(c)),
    Question("coverage.ledger", coverage.ledger),
    Question("coverage.ledger_steps", coverage.ledger_steps),
    Question("change.change", lambda c, s: change.change(c, s, earlier=_EARLIER, later=_LATER), 1_000),
    Question("change.change_by, sectors", lambda c, s: change.change_by(c, s, earlier=_EARLIER, later=_LATER), 1_000),
    Question(
        "change.change_by, dyads",
        lambda c, s: change.change_by(c, s, of="dyads", earlier=_EARLIER, later=_LATER),
        1_000,
    ),
    Question("bursts.bursts, sectors", lambda c, s: bursts.bursts(c, s, of="sectors"), 1_000),
    Question("bursts.bursts, dyads", bursts.bursts, 1_000),
    Question("robustness.robustness", robustness.robustness, 1_000),
    Question("standouts.standouts", standouts.standouts, 1_000),
    Question("together.sectors", together.sectors),
    Question("lines.over_time, dyads", lines.over_time),
    Question("lines.over_time, countries", lambda c, s: lines.over_time(c, s, of="countries")),
    Question("periods.months", periods.months),
    Question("relations.ladder", lambda c, s: relations.ladder(c, s, "CN-US")),
    Question("relations.units", lambda c, s: relations.units(c, s, "CN-US")),
    Question("relations.interactions_over_time", relations.interactions_over_time),
    Question("relations.against", lambda c, s: relations.against(c, s, Selection(countries=("CN",)))),
    Question("relations.dyads_over_time", lambda c, s: relations.dyads_over_time(c, s, ["CN-US", "CN-RU"])),
    Question("relations.named_with", lambda c, s: relations.named_with(c, s, of="organisation")),
)


@dataclass(frozen=True)
class Timed:
    """Seconds of each time that a question was asked, and CPU seconds over the cores."""

    wall: tuple[float, ...]
    cpu: tuple[float, ...]
    slowest: str  # the filter with the largest median


def run(articles: int, profile: str, repeats: int, folder: Path | None) -> None:
    """Print the tables for a store of `articles` and, for growth, of a tenth of them."""
    with tempfile.TemporaryDirectory() as temporary:
        base = folder or Path(temporary)
        small = _snapshot(base, articles // 10, profile)
        large = _snapshot(base, articles, profile)
        click.echo(f"{articles:,} articles, profile {profile}, {os.cpu_count()} cores: {_counts(large)}")
        for shot in (small, large):
            for how in ("Made the tables of", "Opened"):
                seconds, peak = opening(shot)
                click.echo(f"{how} {_counts(shot)} in {seconds:.2f} s; peak memory of that process {peak:,.0f} MB.")
        few, many = _asked(small, repeats), _asked(large, repeats)
        _print(few, many, articles)
        compare(large, repeats)


def _counts(shot: Snapshot) -> str:
    counts = shot.facts["counts"]
    return ", ".join(f"{counts[name]:,} {name}" for name in ("articles", "presences", "pairs"))


def _snapshot(base: Path, articles: int, profile: str) -> Snapshot:
    """The store of that size and profile: made, or found in a folder that was kept."""
    path = base / f"{profile}-{articles}"
    return open_snapshot(path) if (path / FACTS_FILE).exists() else store.write(path, articles, profile)


def opening(shot: Snapshot) -> tuple[float, float]:
    """Return the seconds of opening a snapshot in a process of its own, and that process's peak memory in MB."""
    with get_context("spawn").Pool(1) as pool:
        return pool.apply(_open, (shot,))


def _kept(shot: Snapshot) -> Path:
    """A folder a store: one folder keeps the tables of three stores, and a fourth would have them made anew."""
    return shot.path.parent / "opened" / shot.path.name


def _open(shot: Snapshot) -> tuple[float, float]:
    began = perf_counter()
    connect(shot, memory_limit=MEMORY, kept=_kept(shot), most_seconds=_MOST_SECONDS).close()
    seconds = perf_counter() - began
    # Linux counts in kilobytes, macOS in bytes.
    return seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 if sys.platform != "darwin" else 1 << 20)


def _asked(shot: Snapshot, repeats: int) -> dict[str, Timed]:
    connection = connect(shot, memory_limit=MEMORY, kept=_kept(shot), most_seconds=_MOST_SECONDS)
    found = {question.name: timed(connection, question, repeats) for question in QUESTIONS}
    connection.close()
    return found


def timed(connection: duckdb.DuckDBPyConnection, question: Question, repeats: int) -> Timed:
    """Ask one question under every filter, once before the clock runs, then `repeats` times."""
    wall: dict[str, list[float]] = {}
    cpu: list[float] = []
    for name, selection in FILTERS.items():
        question.ask(connection, selection)
        for _ in range(repeats):
            began, used = perf_counter(), _cpu()
            question.ask(connection, selection)
            cpu.append((_cpu() - used) / (os.cpu_count() or 1))
            wall.setdefault(name, []).append(perf_counter() - began)
    slowest = max(wall, key=lambda name: float(np.median(wall[name])))
    return Timed(tuple(second for seconds in wall.values() for second in seconds), tuple(cpu), slowest)


def _cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def _print(few: dict[str, Timed], many: dict[str, Timed], articles: int) -> None:
    title = f"{len(FILTERS)} filters, ms; growth: CPU time of {articles:,} over that of {articles // 10:,} articles"
    table = Table(title=title, title_justify="left", box=box.SIMPLE_HEAD, pad_edge=False)
    table.add_column("answer", no_wrap=True)
    for column in ("median", "p95", "CPU/cores", "p95", "may take", "growth", "slowest filter"):
        table.add_column(column, justify="right", no_wrap=True)
    for question in QUESTIONS:
        one, before = many[question.name], few[question.name]
        figures = [np.median(one.wall), np.quantile(one.wall, 0.95), np.median(one.cpu), np.quantile(one.cpu, 0.95)]
        growth = sum(one.cpu) / max(sum(before.cpu), 1e-9)
        row = [f"{figure * 1e3:,.0f}" for figure in figures]
        table.add_row(question.name, *row, f"{question.most:,}", f"{growth:.1f}", one.slowest)
    Console(highlight=False, width=140).print(table)


def compare(shot: Snapshot, repeats: int) -> None:
    """Print how long the co-mention answer takes by other means; AssertionError if one of them differs."""
    connection = connect(shot, memory_limit=MEMORY, kept=_kept(shot), most_seconds=_MOST_SECONDS)
    spans = {"all days": (store.FIRST, store.LAST), "one year": (date(2020, 1, 1), date(2020, 12, 31))}
    ours = {name: _ours(connection, span, repeats) for name, span in spans.items()}
    for name, (seconds, frame) in ours.items():
        click.echo(f"Co-mentions of {name}: {len(frame):,} dyads in {seconds * 1e3:,.0f} ms.")
    if shot.facts["counts"]["articles"] > _MOST_FOR_RIVALS:
        return
    for rival, ask in rivals.rivals(shot):
        for name, span in spans.items():
            began = perf_counter()
            frame = ask(*span)
            seconds = perf_counter() - began
            assert_equal(ours[name][1], frame)
            ratio = seconds / ours[name][0]
            click.echo(f"  {rival}, {name}: {seconds * 1e3:,.0f} ms, the same counts and lifts; ours is {ratio:.1f} x.")


def _ours(connection: duckdb.DuckDBPyConnection, span: tuple[date, date], repeats: int) -> tuple[float, pd.DataFrame]:
    selection = Selection(_ANY, since=span[0], until=span[1])
    frame, seconds = comentions.dyads(connection, selection), []
    for _ in range(repeats):
        began = perf_counter()
        frame = comentions.dyads(connection, selection)
        seconds.append(perf_counter() - began)
    return float(np.median(seconds)), frame


def assert_equal(ours: pd.DataFrame, other: pd.DataFrame) -> None:
    """AssertionError unless both hold the same dyads, counts and lifts."""
    columns = ["dyad", "count_articles", "lift"]
    mine = ours[columns].sort_values("dyad", ignore_index=True)
    pd.testing.assert_frame_equal(mine, other[columns], check_dtype=False, check_index_type=False, rtol=1e-9)

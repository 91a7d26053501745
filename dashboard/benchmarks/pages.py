"""`concordance bench pages`: how long a reader waits for each page, on the real server and in a real browser.

Why it exists: a promise about waiting is kept where a person waits, not where a query ends. A reader opens each page
in a fresh browser and changes its filters by clicks: first to selections that nobody asked for (the answers are
computed), then back through the same ones (they are remembered). "Painted" is from the click to the frame that shows
the last change of a chart; of the last change in the page, where it has no chart. The script's time is the server's.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from time import monotonic
from typing import Any, Final

import click
import numpy as np
from rich import box
from rich.console import Console
from rich.table import Table

from dashboard.exports.images import chrome
from dashboard.server import arguments
from dashboard.serving import STORE_VARIABLE, answers, free_port

_OPTIONS: Final = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip
_CLOCK: Final = Path(__file__).with_name("clock.js")
_QUIET: Final = 400  # ms without a change after which a page is taken as finished
_PATIENCE: Final = 180_000  # ms

# A page, and the query that its form begins with.
PAGES: Final = {
    "overview": ("", ""), "timelines": ("timelines", ""), "co-mentions, map": ("comentions", ""),
    "co-mentions, one country": ("comentions", "focus=CN"), "co-mentions, matrix": ("comentions", "view=matrix"),
    "co-mentions, network": ("comentions", "view=network"), "co-mentions, table": ("comentions", "view=table"),
    "sectors": ("sectors", ""), "articles": ("articles", ""), "dyad": ("dyad", "dyad=CN-US"),
    "country": ("country", "country=CN"), "method": ("method", ""),
}  # fmt: skip
# Two rounds under different filters; each begins at cooperation of all dates and meets all nine combinations.
ROUNDS: Final = ("languages=en", "themes=diplomacy&languages=en")
_MODES: Final = {name: f".st-key-filter-interaction button >> nth={i}" for i, name in enumerate("abc")}
_DATES: Final = {name: f".st-key-dates-{years} button" for name, years in (("5", 5), ("1", 1), ("0", 0))}
_WALK: Final = tuple((_MODES | _DATES)[step] for step in "bc5ba1bc")
_BACK: Final = tuple((_MODES | _DATES)[step] for step in "ba5bc0ba")


class CannotBrowse(RuntimeError):
    """Why no page can be measured, in a sentence that says what to install."""


@dataclass(frozen=True)
class Change:
    """What one change of a filter, or one first load, cost: milliseconds, bytes, and how far things jumped."""

    painted: float
    reacted: float  # until the first thing on the screen had changed
    script: float
    cpu: float  # of the script's thread
    renderer: float  # processor time of the page's own thread: what else the machine does counts for less
    browser: float  # processor time of all its processes
    bytes: int
    jumps: float  # cumulative layout shift, https://web.dev/articles/cls
    runs: int


@dataclass(frozen=True)
class Measured:
    """One page: its first load, and its changes to selections never asked for, and to selections asked before."""

    page: str
    load: Change
    first: tuple[Change, ...]
    again: tuple[Change, ...]


def run(store: Path | None, only: Sequence[str], rounds: int, *, as_json: bool) -> None:
    """Measure the pages and print a table, or JSON with every change; CannotBrowse says what is missing."""
    browser = _browser()
    with tempfile.TemporaryDirectory() as folder, _served(store, Path(folder) / "runs") as (address, runs):
        measured = []
        with browser as launched:
            for page in only or PAGES:
                click.echo(f"{page} …", err=True)
                measured.append(_page(launched, address, runs, page, rounds))
    if as_json:
        facts = {"cores": os.cpu_count(), "load": os.getloadavg(), "pages": [asdict(page) for page in measured]}
        click.echo(json.dumps(facts, indent=1))
    else:
        _print(measured)


@contextmanager
def _browser() -> Iterator[Any]:
    path = chrome()
    if path is None:
        raise CannotBrowse("Pages are measured in Chromium, and none was found. On Debian: apt install chromium")
    try:
        from playwright.sync_api import sync_playwright
    except ImportError as error:
        raise CannotBrowse("Pages are measured with Playwright: pip install playwright") from error
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(_OPTIONS))
        yield browser
        browser.close()


@contextmanager
def _served(store: Path | None, runs: Path) -> Iterator[tuple[str, Path]]:
    """Start the server with its clock; give its address and the file that it writes a line a run to."""
    port = free_port(0)
    environment = {**os.environ, STORE_VARIABLE: str(store.resolve()) if store is not None else ""}
    command = [sys.executable, "-m", "dashboard.benchmarks.timed", str(runs), *arguments(server_port=port)]
    server = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL)
    try:
        if not answers(f"http://127.0.0.1:{port}/_stcore/health", server):
            raise CannotBrowse("The dashboard's server did not start; `concordance serve` says more.")
        yield f"http://127.0.0.1:{port}", runs
    finally:
        server.terminate()
        server.wait()


def _page(browser: Any, address: str, runs: Path, name: str, rounds: int) -> Measured:
    path, query = PAGES[name]
    loads, first, again = [], [], []
    for filters in ROUNDS[:rounds]:
        context = browser.new_context(viewport={"width": 1440, "height": 900})
        context.add_init_script(path=_CLOCK)
        reader = Reader(context.new_page(), runs)
        loads.append(reader.open(f"{address}/{path}?{'&'.join(part for part in (query, filters) if part)}"))
        first += [reader.change(target) for target in _WALK]
        again += [reader.change(target) for target in _BACK]
        context.close()
    return Measured(name, loads[0], tuple(first), tuple(again))


class Reader:
    """A reader with one tab, who waits for each page until nothing moves any more."""

    def __init__(self, tab: Any, runs: Path) -> None:
        self._tab, self._runs = tab, runs
        self._tools = tab.context.browser.new_browser_cdp_session()
        self._thread = tab.context.new_cdp_session(tab)
        self._thread.send("Performance.enable", {"timeDomain": "threadTicks"})

    def open(self, address: str) -> Change:
        """Go to an address and return what that cost."""
        return self._waited(lambda: self._tab.goto(address))

    def change(self, target: str) -> Change:
        """Click a control and return what that cost."""
        self._tab.evaluate("clock.begin()")
        return self._waited(lambda: self._tab.locator(target).first.click())

    def _waited(self, act: Callable[[], object]) -> Change:
        before, used, worked = len(self._lines()), self._used(), self._worked()
        act()
        until = monotonic() + _PATIENCE / 1e3
        while len(self._lines()) == before:  # a page cannot tell the end of this run from the end of the one before
            if monotonic() > until:
                raise CannotBrowse(f"{self._tab.url} was not drawn again after a change of its filters.")
            self._tab.wait_for_timeout(10)
        self._tab.wait_for_function(f"window.clock && clock.ended({_QUIET})", timeout=_PATIENCE, polling=50)
        seen = self._tab.evaluate("({...clock})")
        took = [json.loads(line) for line in self._lines()[before:]]
        return Change(
            painted=(seen["charts"] or seen["all"]) - seen["since"],
            reacted=seen["first"] - seen["since"],
            script=1e3 * sum(one["seconds"] for one in took),
            cpu=1e3 * sum(one["cpu"] for one in took),
            renderer=1e3 * (self._worked() - worked),
            browser=1e3 * (self._used() - used),
            bytes=seen["bytes"],
            jumps=seen["jumps"],
            runs=len(took),
        )

    def _lines(self) -> list[str]:
        return self._runs.read_text(encoding="utf-8").splitlines() if self._runs.exists() else []

    def _used(self) -> float:
        """Return the processor seconds of all processes of the browser so far."""
        return sum(float(one["cpuTime"]) for one in self._tools.send("SystemInfo.getProcessInfo")["processInfo"])

    def _worked(self) -> float:
        """Return the processor seconds of the page's own thread so far."""
        metrics = self._thread.send("Performance.getMetrics")["metrics"]
        return next(float(one["value"]) for one in metrics if one["name"] == "TaskDuration")


def _print(measured: Sequence[Measured]) -> None:
    few = len(measured[0].first)
    title = (
        f"ms from a click to the last chart painted; {few} changes never asked before, {few} asked before; "
        f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}"
    )
    table = Table(title=title, title_justify="left", box=box.SIMPLE_HEAD, pad_edge=False)
    table.add_column("page", no_wrap=True)
    columns = "load,new,p95,script,CPU,again,p95,script,CPU,renderer,browser,reacts,kB,jumps".split(",")
    for column in columns:
        table.add_column(column, justify="right", no_wrap=True)
    for page in measured:
        both = page.first + page.again
        cells = [f"{page.load.painted:,.0f}"]
        for changes in (page.first, page.again):
            waits = [change.painted for change in changes]
            cells += [f"{np.median(waits):,.0f}", f"{np.quantile(waits, 0.95):,.0f}"]
            cells += [f"{np.median([getattr(c, field) for c in changes]):,.0f}" for field in ("script", "cpu")]
        cells += [
            f"{np.median([getattr(c, field) for c in both]):,.0f}" for field in ("renderer", "browser", "reacted")
        ]
        cells.append(f"{np.max([change.bytes for change in both]) / 1e3:,.0f}")
        cells.append(f"{np.median([change.jumps for change in both]):.2f}")
        table.add_row(page.page, *cells)
    Console(highlight=False, width=140).print(table)

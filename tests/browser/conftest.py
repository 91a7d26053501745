"""The real server in a process of its own, and a real browser that may speak to nobody else.

A page that asks another machine for anything, or writes an error to the console, fails its test. Streamlit's own
look for its server beside a page (`…/comentions/_stcore/health`, answered by 404) is no error of ours.

Scripts are fetched and compiled once for all tests of a process: they share a browser context for each size of window,
and have a tab each. So requests are not intercepted, which would switch the browser's cache off.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

import pytest

MISSING: Final = "No Chromium here, so nothing was looked at. On Debian: apt install chromium"
NAMES: Final = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
OPTIONS: Final = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",  # no other machine is ever found
)  # fmt: skip
# A store to look at instead of the embedded sample, such as one with all three corpora.
STORE_VARIABLE: Final = "CONCORDANCE_TEST_STORE"
PATIENCE: Final = 240_000  # milliseconds; a shared machine with two cores can take long for a first page


def chromium() -> str:
    """Return the browser's path; without one skip, or fail where the tests must not be skipped."""
    found = next((path for path in map(shutil.which, NAMES) if path), None)
    if found is None:
        if os.environ.get("CI"):
            pytest.fail(MISSING, pytrace=False)
        pytest.skip(MISSING)
    return found


@pytest.fixture(scope="session")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Start `concordance serve` as a reader would, in an empty directory, and return the address it prints."""
    chromium()
    store = os.environ.get(STORE_VARIABLE)
    command = [sys.executable, "-m", "dashboard.cli", "serve", "--port", "0"]
    command += ["--store", str(Path(store).resolve())] if store else []
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2]), "PYTHONUNBUFFERED": "1"}
    server = subprocess.Popen(
        command, cwd=tmp_path_factory.mktemp("empty"), env=environment, stdout=subprocess.PIPE, text=True
    )
    overdue = threading.Timer(PATIENCE / 1000, server.terminate)  # ends the wait for a line that never comes
    overdue.start()
    try:
        line = server.stdout.readline() if server.stdout else ""
        found = re.search(r"http://127\.0\.0\.1:\d+", line)
        assert found, f"The server printed no address: {line!r}"
        overdue.cancel()
        yield found[0]
    finally:
        overdue.cancel()
        server.terminate()
        server.wait(timeout=20)


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """Return one headless browser for all tests."""
    path = chromium()
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=path, args=list(OPTIONS))
        yield running
        running.close()


# Between a click and its run, and between connecting and the first run, the state says "not running" too. The end is
# when the server has answered what was last sent to it, nothing is stale or still to be loaded, all charts are drawn,
# and four looks in a row have found nothing sent, heard or changed. Looks, not seconds: a browser that has to wait for
# the machine looks later too.
LISTENING: Final = """() => {
  const Plain = window.WebSocket;
  const stir = () => { window.looks = 0; };
  window.sent = window.heard = window.looks = 0;
  window.WebSocket = class extends Plain {
    constructor(...given) {
      super(...given);
      this.addEventListener('message', () => { window.heard = performance.now(); stir(); });
    }
    send(data) {
      window.sent = performance.now();
      stir();
      super.send(data);
    }
  };
  new MutationObserver(stir).observe(document, {subtree: true, childList: true, attributes: true});
  window.shifted = 0;
  const add = (list) => list.getEntries().forEach((one) => { window.shifted += one.value; });
  new PerformanceObserver(add).observe({type: 'layout-shift', buffered: true});
}"""
QUIET: Final = """() => {
  const app = document.querySelector('[data-testid=stApp]');
  const drawn = [...document.querySelectorAll('.stBidiComponent')].every(c => c.querySelector('.main-svg, .listed'));
  const ended = app && app.dataset.testScriptState === 'notRunning' && drawn && window.heard > window.sent
    && !document.querySelector('[data-stale=true], [data-testid=stSkeleton]');
  window.looks = ended ? window.looks + 1 : 0;
  return window.looks > 4;
}"""


@dataclass
class Visitor:
    """A reader with one tab: opens pages of the dashboard and waits until they are drawn."""

    tab: Any
    address: str
    strayed: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.tab.add_init_script(f"({LISTENING})()")
        self.tab.on("request", lambda request: self._judge(request.url))
        self.tab.on("websocket", lambda socket: self._judge(socket.url))
        self.tab.on("console", self._hear)
        self.tab.on("pageerror", lambda error: self.errors.append(f"uncaught: {error}"))

    def open(self, page: str = "", query: str = "") -> None:
        """Go to a page under a query and wait until it is drawn."""
        self.tab.goto(f"{self.address}/{page}" + (f"?{query}" if query else ""))
        self.tab.wait_for_selector("h1, h2", timeout=PATIENCE)
        self.settle()

    def settle(self) -> None:
        """Wait until the script has ended and every chart has been drawn."""
        self.tab.evaluate("window.looks = 0")
        self.tab.wait_for_function(QUIET, timeout=PATIENCE, polling=100)

    def said(self) -> str:
        """Return the sentence that says what is shown and from how many articles."""
        text: str = self.tab.locator("p", has_text=re.compile(r"^[\d,]+ articles? ")).first.inner_text()
        return text

    def _judge(self, asked: str) -> None:
        """Write down a request that would leave the machine; the browser finds no other."""
        url = urlsplit(asked)
        if url.scheme not in ("data", "blob") and url.netloc != urlsplit(self.address).netloc:
            self.strayed.append(asked)

    def _hear(self, message: Any) -> None:
        where = (message.location or {}).get("url", "")
        if message.type == "error" and not re.search(r"/[a-z]+/_stcore/", where):
            self.errors.append(f"{message.text} ({where})")


@pytest.fixture(params=[(1440, 900), (390, 844)], ids=["desk", "phone"])
def size(request: pytest.FixtureRequest) -> tuple[int, int]:
    """Return the width and height of the window."""
    width, height = request.param
    return int(width), int(height)


@pytest.fixture(scope="session")
def windows(browser: Any) -> Callable[[tuple[int, int]], Any]:
    """Return a function that gives the browser context of a size, the same one each time."""
    agent = "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/140 Mobile Safari/537.36"

    @cache
    def window(size: tuple[int, int]) -> Any:
        phone = {"user_agent": agent, "has_touch": True} if size[0] < 600 else {}
        return browser.new_context(viewport={"width": size[0], "height": size[1]}, **phone)

    return window


@pytest.fixture
def visitor(windows: Callable[[tuple[int, int]], Any], address: str, size: tuple[int, int]) -> Iterator[Visitor]:
    """Return a reader with a new tab; afterwards nothing may have left the machine, failed, or been kept."""
    context = windows(size)
    reader = Visitor(context.new_page(), address)
    yield reader
    reader.tab.evaluate("localStorage.clear()")
    for tab in context.pages:
        tab.close()
    context.clear_permissions()
    context.clear_cookies()
    assert reader.strayed == []
    assert reader.errors == []

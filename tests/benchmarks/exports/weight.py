"""What the *Take out* menu weighs: bytes between server and browser for a rerun with it closed and open."""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
from typing import Any

from dashboard.exports.images import chrome
from tests.browser.conftest import OPTIONS, PATIENCE, Visitor


def rerun(page: str, query: str, key: str) -> dict[str, int]:
    """Return bytes received for the first load of a page, for opening the menu, and for closing it again."""
    from playwright.sync_api import sync_playwright

    command = [sys.executable, "-m", "dashboard.cli", "serve", "--port", "0"]
    with tempfile.TemporaryDirectory() as folder:
        server = subprocess.Popen(command, cwd=folder, stdout=subprocess.PIPE, text=True)
        try:
            found = re.search(r"http://127\.0\.0\.1:\d+", server.stdout.readline() if server.stdout else "")
            assert found, "the server printed no address"
            with sync_playwright() as playwright:
                browser = playwright.chromium.launch(executable_path=chrome(), args=list(OPTIONS))
                return _measured(Visitor(browser.new_page(), found[0]), page, query, key)
        finally:
            server.terminate()
            server.wait(timeout=20)


def _measured(visitor: Visitor, page: str, query: str, key: str) -> dict[str, int]:
    received: list[int] = []

    def listen(socket: Any) -> None:
        socket.on("framereceived", lambda frame: received.append(len(frame)))

    visitor.tab.on("websocket", listen)
    weights = {}

    def step(name: str, act: Any) -> None:
        received.clear()
        act()
        visitor.settle()
        weights[name] = sum(received)

    button = visitor.tab.locator(f".st-key-chart-{key} .take")
    step("page", lambda: visitor.open(page, query))
    step("menu opened", lambda: button.click(timeout=PATIENCE))
    step("menu closed", lambda: visitor.tab.keyboard.press("Escape"))
    step("opened again", lambda: button.click(timeout=PATIENCE))
    return weights

"""A new user's first five clicks: twenty saved pages, looked at, kept, and on the map."""

from __future__ import annotations

import re
import threading
from pathlib import Path
from typing import Any

from tests.browser.conftest import PATIENCE, Visitor
from tests.browser.test_paths import concordance
from tests.data.pages import PAGES, write


def test_twenty_saved_pages_are_on_the_map_after_five_clicks(tmp_path: Path, browser: Any) -> None:
    write(tmp_path / "saved")
    server = concordance("serve", "--port", "0", cwd=tmp_path)
    overdue = threading.Timer(PATIENCE / 1000, server.terminate)
    overdue.start()
    found = re.search(r"http://127\.0\.0\.1:\d+", server.stdout.readline() if server.stdout else "")
    overdue.cancel()
    assert found
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    reader = Visitor(context.new_page(), found[0])
    try:
        reader.open("")
        reader.tab.locator(".st-key-header").get_by_text("Add articles", exact=True).click()  # 1
        chooser = reader.tab.locator(".st-key-adding-files input[type=file]")
        chooser.wait_for(state="attached", timeout=PATIENCE)
        chooser.set_input_files(sorted((tmp_path / "saved").iterdir()))  # 2
        look = reader.tab.locator(".st-key-adding-look button:not([disabled])")
        look.click(timeout=PATIENCE)  # 3
        reader.tab.locator(".st-key-adding-keep button").click(timeout=PATIENCE)  # 4
        assert not (tmp_path / "store" / "current").exists()
        reader.tab.locator(".st-key-adding-map button").click(timeout=PATIENCE)  # 5
        reader.tab.wait_for_url("**/comentions*", timeout=PATIENCE)
        reader.settle()
        arcs = reader.tab.locator(".geo .scatterlayer path.js-line, .geo .scattergeo path.js-line").count()
        assert "report cooperation" in reader.said() and arcs >= 3
        reader.open("articles", "interaction=any")
        assert reader.said().startswith(f"{len(PAGES) - 1} articles")
    finally:
        context.close()
        server.terminate()
        server.wait(timeout=20)

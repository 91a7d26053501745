"""A new user's first five clicks: twenty saved pages, looked at, kept, and on the map; the same as a ZIP, a folder."""

from __future__ import annotations

import re
import threading
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.browser.conftest import PATIENCE, Visitor
from tests.browser.test_paths import concordance
from tests.data.pages import PAGES, write


@pytest.fixture
def visitor_of_a_new_store(tmp_path: Path, browser: Any) -> Iterator[Visitor]:
    """Start `concordance serve` in an empty folder and return a reader on its Overview."""
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
        yield reader
    finally:
        context.close()
        server.terminate()
        server.wait(timeout=20)


def give(reader: Visitor, key: str, files: Any) -> None:
    chooser = reader.tab.locator(f".st-key-{key} input[type=file]")
    chooser.wait_for(state="attached", timeout=PATIENCE)
    chooser.set_input_files(files)


def look(reader: Visitor) -> str:
    """Click *Look at them* and return what the page says would be added."""
    reader.tab.locator(".st-key-adding-look button:not([disabled])").click(timeout=PATIENCE)
    reader.tab.locator(".st-key-adding-keep button").wait_for(timeout=PATIENCE)
    return str(reader.tab.get_by_text("would be added").first.inner_text())


def test_twenty_saved_pages_are_on_the_map_after_five_clicks(visitor_of_a_new_store: Visitor, tmp_path: Path) -> None:
    reader = visitor_of_a_new_store
    write(tmp_path / "saved")
    reader.tab.locator(".st-key-header").get_by_text("Add articles", exact=True).click()  # 1
    give(reader, "adding-files", sorted((tmp_path / "saved").iterdir()))  # 2
    look(reader)  # 3
    reader.tab.locator(".st-key-adding-keep button").click(timeout=PATIENCE)  # 4
    assert not (tmp_path / "store" / "current").exists()
    reader.tab.locator(".st-key-adding-map button").click(timeout=PATIENCE)  # 5
    reader.tab.wait_for_url("**/comentions*", timeout=PATIENCE)
    reader.settle()
    arcs = reader.tab.locator(".geo .scatterlayer path.js-line, .geo .scattergeo path.js-line").count()
    assert "report cooperation" in reader.said() and arcs >= 3
    reader.open("articles", "interaction=any")
    assert reader.said().startswith(f"{len(PAGES) - 1} articles")


def test_a_zip_and_a_folder_of_the_pages_give_what_the_pages_give(
    visitor_of_a_new_store: Visitor, tmp_path: Path
) -> None:
    reader = visitor_of_a_new_store
    folder = tmp_path / "saved"
    write(folder)
    with zipfile.ZipFile(tmp_path / "saved.zip", "w") as archive:
        for file in sorted(folder.iterdir()):
            archive.write(file, f"saved/{file.name}")
    reader.open("adding")
    give(reader, "adding-files", tmp_path / "saved.zip")
    expected = f"{len(PAGES) - 1} articles would be added"
    assert look(reader).startswith(expected)
    reader.tab.locator(".st-key-adding-clear button").click()
    reader.tab.locator(".st-key-adding-kind").get_by_text("A folder", exact=True).click(timeout=PATIENCE)
    give(reader, "adding-folder", folder)
    assert look(reader).startswith(expected)

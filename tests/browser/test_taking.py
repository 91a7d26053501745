"""What the *Take out* menu gives is whole in a browser: one click copies, and a saved page saves itself as an image.

And no other button saves a chart: Plotly's camera would leave out title, source, n and snapshot.
"""

from __future__ import annotations

import io
import xml.etree.ElementTree as ET
from itertools import chain
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from dashboard.exports import links
from tests.browser.conftest import PATIENCE, Visitor
from tests.browser.test_dashboard import desk_only

QUERY = "countries=CN&interaction=any&with=KZ"


def downloaded(tab: Any, button: Any) -> bytes:
    with tab.expect_download(timeout=PATIENCE) as waiting:
        button.click(timeout=PATIENCE)
    return Path(waiting.value.path()).read_bytes()


@desk_only
def test_links_frame_and_citation_are_copied_with_one_click_each(visitor: Visitor) -> None:
    tab = visitor.tab
    tab.context.grant_permissions(["clipboard-read", "clipboard-write"])
    visitor.open("sectors", QUERY)
    assert tab.locator(".modebar-btn").count() == 0
    tab.locator(".st-key-chart-grid .take").click()
    fields = tab.locator("[data-testid=stDialog] [data-testid=stCode]")
    fields.nth(3).wait_for(timeout=PATIENCE)
    copied = []
    for i in range(4):
        fields.nth(i).hover()
        fields.nth(i).get_by_label("Copy to clipboard").click(timeout=PATIENCE)
        copied.append(tab.evaluate("navigator.clipboard.readText()"))
    frozen, live, frame, cited = copied
    assert links.read(frozen).view.snapshot and links.read(frozen).page == links.read(live).page == "sectors"
    assert not links.read(live).view.snapshot and frozen.startswith(visitor.address)
    assert frame.startswith(f'<iframe src="{visitor.address}/sectors?') and "present=grid" in frame
    assert (
        cited.startswith("Concordance, “Sectors by pair of countries”: ") and links.read(frozen).view.snapshot in cited
    )


@desk_only
def test_a_page_without_a_clipboard_of_its_own_copies_too(visitor: Visitor) -> None:
    """As over plain http from another machine, where browsers give a page no `navigator.clipboard`."""
    tab = visitor.tab
    tab.add_init_script("Object.defineProperty(navigator, 'clipboard', {value: undefined, configurable: true})")
    visitor.open("sectors", QUERY)
    tab.locator(".st-key-chart-grid .take").click()
    fields = tab.locator("[data-testid=stDialog] [data-testid=stCode]")
    fields.nth(3).wait_for(timeout=PATIENCE)
    fields.nth(3).hover()
    fields.nth(3).get_by_label("Copy to clipboard").click(timeout=PATIENCE)
    tab.keyboard.press("Escape")
    tab.evaluate("document.body.append(Object.assign(document.createElement('textarea'), {id: 'pasted'}))")
    tab.locator("#pasted").focus()
    tab.keyboard.press("Control+V")
    assert tab.locator("#pasted").input_value().startswith("Concordance, “Sectors by pair of countries”: ")


@desk_only
def test_a_saved_page_saves_itself_as_an_image_with_all_its_words(visitor: Visitor, tmp_path: Path) -> None:
    visitor.open("comentions", QUERY)
    buttons = visitor.tab.locator(".modebar-btn")
    assert [buttons.nth(i).get_attribute("data-title") for i in range(buttons.count())] == [
        "Zoom in", "Zoom out", "Reset",
    ]  # fmt: skip
    visitor.tab.locator(".st-key-chart-dyads .take").click()
    saved = tmp_path / "saved.html"
    saved.write_bytes(downloaded(visitor.tab, visitor.tab.locator(".st-key-download-dyads-html button")))
    alone = visitor.tab.context.new_page()
    asked: list[str] = []
    alone.on("request", lambda request: asked.append(request.url))
    alone.goto(saved.as_uri())
    words = chain(*(alone.locator(f".sheet {part}").all_inner_texts() for part in ("h2", "header p", "footer p")))
    svg = ET.fromstring(downloaded(alone, alone.get_by_text("Save SVG")))
    drawn = "".join("".join(node.itertext()) for node in svg.iter("{http://www.w3.org/2000/svg}text"))
    assert not [line for line in words if "".join(line.split()) not in "".join(drawn.split())]
    image = Image.open(io.BytesIO(downloaded(alone, alone.get_by_text("Save PNG", exact=True))))
    assert image.width == 2560 and image.width / image.height == pytest.approx(16 / 9, rel=0.01)
    assert not [url for url in asked if not url.startswith(("file:", "data:", "blob:"))]

"""Images carry their words, inside the picture and inside the file, and a browser that hangs is ended."""

from __future__ import annotations

import io
import re
import threading
import time
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from PIL import Image
from pypdf import PdfReader

from dashboard.exports import images, links, sheet, theme
from dashboard.exports.sizes import FORMS, Size
from tests.benchmarks.exports import svgs
from tests.dashboard.exports.conftest import Maker

CHARTS = [
    ("overview", "sectors"),
    ("overview", "volume"),
    ("timelines", "labels"),
    ("timelines", "change"),
    ("comentions", "dyads"),
    ("comentions", "ranked"),
    ("sectors", "grid"),
    ("sectors", "together"),
]
QUERY = {"countries": "CN KZ", "interaction": "any", "since": "2019-01-01"}


def made(scene_of: Maker, page: str, key: str, **query: str) -> tuple[sheet.Sheet, dict]:
    scene = scene_of(**query)
    chart = links.maker(page, scene.view, key)(scene)
    return sheet.sheet(scene, chart, page), theme.printed(chart.figure)


def letters(text: str) -> str:
    return re.sub(r"\s", "", text)


@pytest.mark.parametrize(("page", "key"), CHARTS)
def test_an_svg_shows_and_carries_title_source_period_n_and_snapshot(
    scene_of: Maker, studio: images.Studio, page: str, key: str
) -> None:
    words, figure = made(scene_of, page, key, **QUERY, focus="CN")
    svg = studio.image(words, figure, "svg", size=Size.HALF)
    assert svgs.missing(svg, words) == []
    root = ET.fromstring(svg)
    drawn = letters("".join(node.text or "" for node in root.iter("{http://www.w3.org/2000/svg}text")))
    for line in (words.title, words.said, words.reading, *words.notes()):
        assert letters(line) in drawn
    assert root.findtext("{http://www.w3.org/2000/svg}title") == words.title
    kept = {node.tag.rpartition("}")[2]: node.text for node in root.iter() if "urn:concordance" in node.tag}
    assert (
        kept["snapshot"] == words.snapshot
        and kept["n"].split()[0] == str(words.count)
        and kept["source"] == words.sources
    )


def test_a_png_has_the_size_that_was_asked_for_and_its_words(scene_of: Maker, studio: images.Studio) -> None:
    words, figure = made(scene_of, "overview", "sectors", **QUERY)
    for scale in (1, 3):
        image = Image.open(io.BytesIO(studio.image(words, figure, "png", size=Size.SLIDE, scale=scale)))
        assert abs(image.width - FORMS[Size.SLIDE].pixels * scale) <= 2
        assert image.width / image.height == pytest.approx(16 / 9, rel=0.01)
        assert {key: image.text[key] for key in words.metadata() if words.metadata()[key]} == {
            key: value for key, value in words.metadata().items() if value
        }


def test_a_map_holds_its_shapes(scene_of: Maker, studio: images.Studio) -> None:
    words, figure = made(scene_of, "comentions", "dyads", **QUERY)
    svg = studio.image(words, figure, "svg").decode()
    land = max(re.findall(r' d="([^"]+)"', svg), key=len)
    assert land.count("L") > 2_000, "coastlines are drawn"


def test_a_pdf_is_one_page_of_words_with_metadata(scene_of: Maker, studio: images.Studio) -> None:
    words, figure = made(scene_of, "sectors", "sectors", **QUERY)
    pdf = PdfReader(io.BytesIO(studio.image(words, figure, "pdf", size=Size.HALF)))
    assert len(pdf.pages) == 1 and pdf.metadata is not None
    assert float(pdf.pages[0].mediabox.width) == pytest.approx(642 * 0.75, abs=2)
    assert pdf.metadata["/Title"] == words.title and pdf.metadata["/Snapshot"] == words.snapshot
    assert letters(words.sources) in letters(pdf.pages[0].extract_text())


def test_letters_of_other_scripts_and_a_strangers_mark_up_are_words(scene_of: Maker, studio: images.Studio) -> None:
    words, figure = made(scene_of, "overview", "sectors", **QUERY)
    title = "中国与哈萨克斯坦, Қазақстан, Сотрудничество <script>alert(1)</script>"
    strange = sheet.Sheet(**{**words.__dict__, "title": title})
    svg = ET.fromstring(studio.image(strange, figure, "svg"))
    assert svg.findtext("{http://www.w3.org/2000/svg}title") == title
    assert not [node for node in svg.iter() if node.tag.endswith("script")]
    png = Image.open(io.BytesIO(studio.image(strange, figure, "png", scale=1)))
    assert png.text["Title"] == title


def test_what_takes_too_long_is_ended_and_said(scene_of: Maker, studio: images.Studio) -> None:
    del studio  # so that the test is skipped where no browser is
    words, figure = made(scene_of, "overview", "sectors", **QUERY)
    with images.Studio(limit=0.01) as hasty:
        with pytest.raises(images.NoImage, match="took longer"):
            hasty.image(words, figure, "png")
        assert hasty._process is None


def test_a_browser_that_does_not_start_or_dies_is_told_from_one_that_is_late(
    scene_of: Maker, studio: images.Studio, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    words, figure = made(scene_of, "overview", "sectors", **QUERY)
    with images.Studio() as dying:

        def kill() -> None:
            while not dying._is_ready:
                time.sleep(0.001)
            assert dying._process is not None
            dying._process.kill()

        killer = threading.Thread(target=kill)
        killer.start()
        with pytest.raises(images.NoImage, match=r"ended while it drew.*HTML"):
            dying.image(words, figure, "png", scale=3)
        killer.join()
    monkeypatch.setenv("CHROME_PATH", str(tmp_path / "no-browser"))
    with images.Studio() as none, pytest.raises(images.NoImage, match=r"no-browser did not start.*CHROME_PATH.*HTML"):
        none.image(words, figure, "svg")


def test_without_a_browser_the_message_offers_the_html(scene_of: Maker, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(images, "chrome", lambda: None)
    words, figure = made(scene_of, "overview", "sectors", **QUERY)
    with images.Studio() as none, pytest.raises(images.NoImage, match=r"apt install chromium.*HTML"):
        none.image(words, figure, "svg")


def test_a_chart_whose_drawing_fails_is_said_and_the_next_is_drawn(scene_of: Maker, studio: images.Studio) -> None:
    words, figure = made(scene_of, "overview", "sectors", **QUERY)
    with pytest.raises(images.NoImage, match="could not draw"):
        studio.image(words, {"data": 1, "layout": None}, "svg")
    assert studio.image(words, figure, "svg").startswith(b"<svg")


def test_programs_other_than_browsers_can_draw_it(scene_of: Maker, studio: images.Studio) -> None:
    words, figure = made(scene_of, "sectors", "grid", **QUERY)
    root = ET.fromstring(studio.image(words, figure, "svg"))
    lines = [node for node in root.iter("{http://www.w3.org/2000/svg}tspan") if node.get("class") == "line"]
    assert lines and not [line for line in lines if line.get("dy")] and len({line.get("y") for line in lines}) > 1
    assert not [node for node in root.iter() if "url(" in node.get("style", "") and "gradient" in node.get("class", "")]
    assert all(float(node.get("textLength", 0)) > 0 for node in root.findall("{http://www.w3.org/2000/svg}text"))


def test_a_browser_that_died_is_started_again(scene_of: Maker, studio: images.Studio) -> None:
    words, figure = made(scene_of, "overview", "sectors", **QUERY)
    studio.image(words, figure, "svg")
    assert studio._process is not None
    studio._process.kill()
    assert studio.image(words, figure, "svg").startswith(b"<svg")
    assert images.shared() is images.shared()

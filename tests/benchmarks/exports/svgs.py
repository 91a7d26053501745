"""SVG files as a reader's programs open them: their text, their look in Chromium and in LibreOffice.

A contact sheet with both pictures of each file is for a person to look at; what a program can check is checked.
"""

from __future__ import annotations

import dataclasses
import io
import re
import subprocess
import xml.etree.ElementTree as ET
from pathlib import Path

import click
import numpy as np
from PIL import Image, ImageDraw

from dashboard.exports import images, links, sheet, theme
from dashboard.exports.sizes import FORMS, Size
from tests.benchmarks.exports.views import Records

TITLES = ("中国与哈萨克斯坦的合作", "Сотрудничество и торговля", "Қазақстан мен Өзбекстанның ынтымақтастығы: ңғүұқөһ")
_SVG = "{http://www.w3.org/2000/svg}"


def letters(text: str) -> str:
    """Return a text without its white space, which line breaks eat."""
    return re.sub(r"\s", "", text)


def missing(svg: bytes, words: sheet.Sheet) -> list[str]:
    """Return which of title, period, source, n, snapshot and link the drawn text of an SVG lacks."""
    root = ET.fromstring(svg)
    drawn = letters("".join("".join(node.itertext()) for node in root.iter(f"{_SVG}text")))
    wanted = {
        "title": words.title, "period": words.period, "source": words.sources, "denominator": words.whole,
        "n": f"n = {words.count:,}", "snapshot": words.snapshot, "link": words.link,
    }  # fmt: skip
    return [name for name, text in wanted.items() if letters(text) not in drawn]


def made(records: Records, views: list[tuple[str, str]], folder: Path, studio: images.Studio) -> list[Path]:
    """Write an SVG of each view, in turn in each size; every fifth gets a title in another script. Return the paths."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for number, (address, key) in enumerate(views):
        link = links.read(address)
        scene = records.scene(link.view)
        chart = links.maker(link.page, link.view, key)(scene)
        if chart.figure is None:
            continue
        words = sheet.sheet(scene, chart, link.page)
        if number % 5 == 4:
            words = dataclasses.replace(words, title=f"{TITLES[number // 5 % len(TITLES)]}: {words.title}")
        size = (Size.SLIDE, Size.HALF, Size.FULL)[number % 3]
        svg = studio.image(words, theme.printed(chart.figure), "svg", size=size)
        lacks = missing(svg, words)
        click.echo(
            f"{number:3} {size:10} {len(svg) // 1000:5} kB {key:13} lacks: {', '.join(lacks) or 'nothing'}  {address}"
        )
        path = folder / f"{number:02}-{link.page}-{key}-{size}.svg"
        path.write_bytes(svg)
        paths.append(path)
    return paths


def in_office(paths: list[Path], folder: Path) -> list[Path]:
    """Return the PNGs that LibreOffice makes of some SVGs, those that it opened."""
    folder.mkdir(parents=True, exist_ok=True)
    profile = f"-env:UserInstallation={(folder / 'profile').absolute().as_uri()}"
    subprocess.run(
        ["soffice", profile, "--headless", "--convert-to", "png", "--outdir", str(folder), *map(str, paths)],
        check=True, capture_output=True, timeout=600,
    )  # fmt: skip
    return [folder / f"{path.stem}.png" for path in paths if (folder / f"{path.stem}.png").exists()]


def in_chromium(paths: list[Path], folder: Path) -> list[Path]:
    """Return PNGs of some SVGs opened as pages in Chromium, those without an error."""
    from playwright.sync_api import sync_playwright

    folder.mkdir(parents=True, exist_ok=True)
    drawn = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=images.chrome(), args=["--no-sandbox", "--disable-gpu"])
        for path in paths:
            tab = browser.new_page(viewport={"width": 1300, "height": 980})
            errors: list[str] = []
            tab.on("pageerror", lambda error, told=errors: told.append(str(error)))
            tab.on("console", lambda message, told=errors: told.append(message.text) if message.type == "error" else 0)
            tab.goto(path.absolute().as_uri())
            box = tab.evaluate(
                "(({width, height}) => ({width, height}))(document.documentElement.getBoundingClientRect())"
            )
            if tab.locator("parsererror").count() or errors:
                click.echo(f"{path.name}: {errors or 'not well-formed'}")
            else:
                target = folder / f"{path.stem}.png"
                tab.screenshot(path=target, clip={"x": 0, "y": 0, **box})
                drawn.append(target)
            tab.close()
        browser.close()
    return drawn


def ink(path: Path) -> float:
    """Return which part of a picture is not white."""
    return float((np.asarray(Image.open(path).convert("L")) < 245).mean())


def contact(paths: list[Path], other: Path, target: Path, *, across: int = 2, width: int = 640) -> None:
    """Write one picture of some PNGs, each beside the one of its name in another folder."""
    pairs = [[Image.open(p).convert("RGB") for p in (path, other / path.name) if p.exists()] for path in paths]
    tiles = []
    for path, pair in zip(paths, pairs, strict=True):
        small = [im.resize((width, round(im.height * width / im.width)), Image.Resampling.LANCZOS) for im in pair]
        tile = Image.new("RGB", (width * 2 + 10, max(im.height for im in small) + 24), "#bbbbbb")
        for place, im in enumerate(small):
            tile.paste(im, (place * (width + 10), 24))
        ImageDraw.Draw(tile).text((4, 6), path.stem, fill="black")
        tiles.append(tile)
    rows = [tiles[i : i + across] for i in range(0, len(tiles), across)]
    whole = Image.new("RGB", (across * (width * 2 + 30), sum(max(t.height for t in row) for row in rows)), "#888888")
    top = 0
    for row in rows:
        for place, tile in enumerate(row):
            whole.paste(tile, (place * (width * 2 + 30), top))
        top += max(tile.height for tile in row)
    buffer = io.BytesIO()
    whole.save(buffer, "PNG")
    target.write_bytes(buffer.getvalue())


def run(records: Records, views: list[tuple[str, str]], folder: Path) -> None:
    """Make the files, open them in both programs, and print what failed."""
    with images.Studio() as studio:
        paths = made(records, views, folder / "svg", studio)
    chromium, office = in_chromium(paths, folder / "chromium"), in_office(paths, folder / "office")
    for start in range(0, len(chromium), 6):
        contact(chromium[start : start + 6], folder / "office", folder / f"contact-{start // 6}.png")
    bare = [path.name for path in (*chromium, *office) if ink(path) < 0.005]
    click.echo(
        f"{len(paths)} SVGs, {len(chromium)} drawn by Chromium, {len(office)} by LibreOffice; bare: {bare or 'none'}"
    )
    click.echo(
        f"sizes asked for: {sorted({form.pixels for form in FORMS.values()})} pixels wide; look at {folder}/contact-*"
    )

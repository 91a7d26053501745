"""A process of its own that turns sheets into images and PDFs with one browser, until its input ends.

Why a process: a browser can hang, and what hangs can be ended from outside without harm to a server (`images`).
A job is one line of JSON on standard input, its answer one line on standard output. The browser is driven through
choreographer, Kaleido's own layer: Kaleido draws a bare figure, and this draws the page around it. No request can
leave the machine: the browser's way out is a port where nobody listens.
"""

from __future__ import annotations

import asyncio
import base64
import json
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from choreographer import Browser
from choreographer.browsers import Chromium

from dashboard.exports import scripts

_NOWHERE: Final = "127.0.0.1:9"  # the "discard" port
_INCH: Final = 96
_MAPS: Final = ({"data": [{"type": "scattergeo"}], "layout": {"geo": {"resolution": r}}} for r in (110, 50))


def _blank() -> str:
    """Return the page that all sheets are shown on: scripts loaded once, no sheet yet."""
    loaded = f"<script>{scripts.shapes(_MAPS)}</script><script src={scripts.PLOTLY.as_uri()!r}></script>"
    style, layout = scripts.asset("sheet.css"), scripts.asset("sheet.js")
    return (
        f'<!doctype html><meta charset="utf-8"><style>{style}</style>{loaded}<script>{layout}</script>'
        "<body><script>window.ready = true</script>"
    )


class Painter:
    """One tab in which sheets are laid out, one after another."""

    def __init__(self, tab: Any) -> None:
        self._tab = tab

    async def evaluate(self, expression: str) -> Any:
        """Return the value of an expression in the page, awaited; RuntimeError with the page's own words."""
        wanted = {"expression": expression, "awaitPromise": True, "returnByValue": True}
        answer = await self.command("Runtime.evaluate", **wanted)
        if "exceptionDetails" in answer:
            raise RuntimeError(str(answer["exceptionDetails"].get("exception", {}).get("description", answer)))
        return answer["result"].get("value")

    async def command(self, name: str, **parameters: Any) -> dict[str, Any]:
        """Send a command to the tab and return its result; RuntimeError if the browser refuses it."""
        answer = await self._tab.send_command(name, parameters)
        if "error" in answer:
            raise RuntimeError(f"{name}: {answer['error']}")
        result: dict[str, Any] = answer["result"]
        return result

    async def open(self, page: Path) -> None:
        """Load the blank page and wait until its scripts have run."""
        await self.command("Page.navigate", url=page.as_uri())
        while not await self.evaluate("window.ready === true && typeof Plotly === 'object'"):
            await asyncio.sleep(0.02)

    async def paint(self, job: Mapping[str, Any]) -> bytes:
        """Return the bytes of a job: `section`, `size` (a form), `format` (svg, png, pdf) and `scale`."""
        if job["format"] == "document":
            return await self._document(Path(job["path"]))
        body, size = json.dumps(job["section"]), json.dumps(job["size"])
        laid = await self.evaluate(
            f"document.body.innerHTML = {body}; window.sheet = document.querySelector('.sheet'); lay(sheet, {size})"
        )
        if job["format"] == "svg":
            drawn: str = await self.evaluate(f"picture(sheet, {json.dumps(laid)})")
            return drawn.encode()
        width, height, factor = int(laid["width"]), int(laid["height"]), float(laid["factor"])
        if job["format"] == "pdf":
            return await self._pdf(width * factor / _INCH, height * factor / _INCH, factor)
        ratio = factor * job["scale"]
        await self.command(
            "Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=ratio, mobile=False
        )
        answer = await self.command("Page.captureScreenshot", format="png", captureBeyondViewport=True)
        return base64.b64decode(answer["data"])

    async def _pdf(self, width: float, height: float, factor: float) -> bytes:
        sheet = {"paperWidth": width, "paperHeight": height, "scale": factor, "pageRanges": "1"}
        return await self._print(marginTop=0, marginBottom=0, marginLeft=0, marginRight=0, **sheet)

    async def _print(self, **options: Any) -> bytes:
        answer = await self.command("Page.printToPDF", printBackground=True, **options)
        return base64.b64decode(answer["data"])

    async def _document(self, path: Path) -> bytes:
        """Return a whole HTML file as an A4 PDF with page numbers, once all that it holds is drawn."""
        await self.command("Page.navigate", url=path.as_uri())
        while not await self.evaluate("document.readyState === 'complete' && window.drawn !== false"):
            await asyncio.sleep(0.02)
        return await self._print(
            paperWidth=8.27, paperHeight=11.69, marginTop=0.7, marginBottom=0.8, marginLeft=0.75, marginRight=0.75,
            displayHeaderFooter=True, headerTemplate="<span></span>", generateTaggedPDF=True,
            generateDocumentOutline=True, footerTemplate='<div style="font-size:8px;width:100%;text-align:center">'
            '<span class="pageNumber"></span> / <span class="totalPages"></span></div>',
        )  # fmt: skip


async def _serve(path: str) -> None:
    """Answer jobs until the input ends."""
    chrome = Browser(path, browser_cls=Chromium, enable_extensions=False, proxy_server=_NOWHERE)
    async with chrome as browser:
        with tempfile.TemporaryDirectory() as folder:
            page = Path(folder) / "blank.html"
            page.write_text(_blank(), encoding="utf-8")
            painter = Painter(await browser.create_tab("about:blank"))
            await painter.open(page)
            _say({"ready": True})
            while line := await asyncio.to_thread(sys.stdin.readline):
                await _answer(painter, json.loads(line), page)


async def _answer(painter: Painter, job: Mapping[str, Any], page: Path) -> None:
    try:
        Path(job["to"]).write_bytes(await painter.paint(job))
        _say({"done": True})
    except Exception as error:  # the parent says it; the next job is tried all the same
        _say({"failed": f"{type(error).__name__}: {error}"})
    if job["format"] == "document":
        await painter.open(page)


def _say(answer: Mapping[str, Any]) -> None:
    sys.stdout.write(json.dumps(answer) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    asyncio.run(_serve(sys.argv[1]))

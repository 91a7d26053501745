"""A chart with its sheet -> SVG, PNG, PDF, by a browser in a process of its own, and words inside the file.

One `Studio` keeps one browser open for a batch: the first image costs seconds, each further a fraction. A server has
one for all its readers (`shared`), who queue. Whatever takes longer than the limit is ended and said, and a browser
that died is started again. It must not know Streamlit.
"""

from __future__ import annotations

import atexit
import io
import json
import os
import shutil
import struct
import subprocess
import sys
import tempfile
import threading
import zlib
from collections.abc import Mapping
from functools import cache
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from dashboard.exports import html
from dashboard.exports.sizes import COLUMN, FORMS, Form, Size
from dashboard.words import say

if TYPE_CHECKING:
    from dashboard.exports.sheet import Sheet  # loads the answers, and the browser shall start before them

FORMATS: Final = ("svg", "png", "pdf")
_NAMES: Final = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge")
_LIMIT: Final = 60.0  # seconds for one image; a loaded machine took 3 for the slowest map
_IDLE: Final = 300.0  # seconds after which a server's browser, which holds a quarter of a gigabyte, is ended
_PNG_HEAD: Final = 33  # signature and IHDR chunk, which metadata must follow


class NoImage(RuntimeError):
    """An image could not be made; the message is a sentence that says what can be done instead."""


def chrome() -> str | None:
    """Return the path of a browser that can draw images, or None; `CHROME_PATH` names another."""
    named = os.environ.get("CHROME_PATH")
    return named or next((path for path in map(shutil.which, _NAMES) if path), None)


class Studio:
    """Makes images with one browser, one after another, for any number of threads; use it in a `with`."""

    def __init__(self, *, limit: float = _LIMIT, idle: float | None = None) -> None:
        self._limit, self._idle = limit, idle
        self._process: subprocess.Popen[str] | None = None
        self._folder = tempfile.TemporaryDirectory(prefix="concordance-", ignore_cleanup_errors=True)
        self._lock = threading.RLock()
        self._rest: threading.Timer | None = None
        self._is_ready = False  # whether this browser has ever answered

    def __enter__(self) -> Studio:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()
        self._folder.cleanup()

    def close(self) -> None:
        """End the browser; the next image starts another."""
        with self._lock:
            self._end()

    def start(self) -> subprocess.Popen[str]:
        """Start the browser without waiting for it; NoImage where there is none."""
        path = chrome()
        if path is None:
            raise NoImage(say("exports.images.no_browser", instead=say("exports.images.instead")))
        command = [sys.executable, "-m", "dashboard.exports.painter", path]
        # A browser that is ended leaves its profile behind: in our folder, which goes with us.
        own = {**os.environ, **dict.fromkeys(("TMPDIR", "TEMP", "TMP"), self._folder.name)}
        self._is_ready = False
        self._process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
            encoding="utf-8", start_new_session=True, env=own,
        )  # fmt: skip
        return self._process

    def image(
        self, sheet: Sheet, figure: Mapping[str, Any], form: str, *, size: Size = Size.SLIDE, scale: int = 2
    ) -> bytes:
        """Return a chart as `svg`, `png` or `pdf` with its words and metadata; NoImage says why not."""
        job = {"section": html.section(sheet, figure), "size": FORMS[size].as_json(), "format": form, "scale": scale}
        return _WITH_METADATA[form](self._asked(job), sheet.metadata())

    def bare(self, sheet: Sheet, figure: Mapping[str, Any], form: str, *, size: Form = COLUMN, scale: int = 2) -> bytes:
        """Return a chart as `svg` or `png` without words in it, as wide as a page's text; NoImage says why not."""
        job = {"section": html.plot(figure), "size": size.as_json(), "format": form, "scale": scale}
        return _WITH_METADATA[form](self._asked(job), sheet.metadata())

    def document(self, text: str, metadata: Mapping[str, str]) -> bytes:
        """Return an HTML file as a PDF of A4 pages; NoImage says why not."""
        with self._lock:  # the file is one for all
            path = Path(self._folder.name) / "document.html"
            path.write_text(text, encoding="utf-8")
            return pdf_with(self._asked({"format": "document", "path": str(path)}), metadata)

    def _asked(self, job: Mapping[str, Any]) -> bytes:
        if not self._lock.acquire(timeout=self._limit):
            raise NoImage(say("exports.images.busy", seconds=self._limit, instead=say("exports.images.instead")))
        try:
            return self._made(job)
        finally:
            self._wait()
            self._lock.release()

    def _made(self, job: Mapping[str, Any]) -> bytes:
        process, is_old = self._process, self._process is not None
        if process is None or process.poll() is not None:
            self._end()
            process, is_old = self.start(), False
        target = Path(self._folder.name) / "made"
        alarm = threading.Timer(self._limit, self._end)
        alarm.start()
        try:
            answer = self._exchanged(process, {**job, "to": str(target)})
        finally:
            alarm.cancel()
        if "done" in answer:
            return target.read_bytes()
        is_late = self._process is None
        self._end()
        if is_old and not is_late:  # its browser may have died since the last image; a new one tells
            return self._made(job)
        if "failed" in answer:
            raise NoImage(
                say("exports.images.failed", why=answer["failed"][:300], instead=say("exports.images.instead"))
            )
        raise NoImage(self._why(is_late))

    def _why(self, is_late: bool) -> str:
        """Say what became of a browser that gave no answer, and what can be done."""
        if is_late:
            return say("exports.images.late", seconds=self._limit, instead=say("exports.images.instead"))
        if self._is_ready:
            return say("exports.images.ended", instead=say("exports.images.instead"))
        return say("exports.images.not_started", browser=chrome(), instead=say("exports.images.instead"))

    def _wait(self) -> None:
        """Let the browser end when nothing has been asked of it for a while."""
        if self._rest is not None:
            self._rest.cancel()
        if self._idle is not None:
            self._rest = threading.Timer(self._idle, self.close)
            self._rest.daemon = True
            self._rest.start()

    def _exchanged(self, process: subprocess.Popen[str], job: Mapping[str, Any]) -> dict[str, Any]:
        """Send a job and return its answer, past the word that the browser is ready; nothing if the process ended."""
        assert process.stdin is not None and process.stdout is not None
        try:
            process.stdin.write(json.dumps(job) + "\n")
            process.stdin.flush()
            for line in process.stdout:
                answer: dict[str, Any] = json.loads(line)
                if "ready" not in answer:
                    return answer
                self._is_ready = True
        except (OSError, ValueError):
            pass
        return {}

    def _end(self) -> None:
        """End the process; the browser that it started ends when its pipe closes."""
        process, self._process = self._process, None
        if process is None:
            return
        process.terminate()
        try:
            process.wait(timeout=5)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        for stream in (process.stdin, process.stdout):
            if stream is not None:
                stream.close()


@cache
def shared() -> Studio:
    """Return the one studio of a server, which ends with it."""
    studio = Studio(idle=_IDLE)
    atexit.register(studio.close)
    return studio


def svg_with(image: bytes, metadata: Mapping[str, str]) -> bytes:
    """Return an SVG with title, description and metadata as its first elements."""
    rows = "".join(f"<c:{key.lower()}>{escape(value)}</c:{key.lower()}>" for key, value in metadata.items() if value)
    head = (
        f"<title>{escape(metadata['Title'])}</title><desc>{escape(metadata['Description'])}</desc>"
        f'<metadata><c:sheet xmlns:c="urn:concordance">{rows}</c:sheet></metadata>'
    )
    text = image.decode()
    end = text.index(">") + 1
    return (text[:end] + head + text[end:]).encode()


def png_with(image: bytes, metadata: Mapping[str, str]) -> bytes:
    """Return a PNG with a text chunk for each entry: tEXt where Latin-1 holds it, iTXt (UTF-8) where not."""
    return image[:_PNG_HEAD] + b"".join(_chunk(k, v) for k, v in metadata.items() if v) + image[_PNG_HEAD:]


def _chunk(key: str, value: str) -> bytes:
    try:
        kind, content = b"tEXt", key.encode() + b"\0" + value.encode("latin-1")
    except UnicodeEncodeError:
        kind, content = b"iTXt", key.encode() + b"\0\0\0\0\0" + value.encode()
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def pdf_with(image: bytes, metadata: Mapping[str, str]) -> bytes:
    """Return a PDF with the entries in its document information (title and subject where readers show them)."""
    from pypdf import PdfReader, PdfWriter  # a tenth of a second that only a PDF needs

    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(image)))
    names = {"Title": "/Title", "Description": "/Subject", "Software": "/Creator"}
    writer.add_metadata({names.get(key, f"/{key}"): value for key, value in metadata.items() if value})
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


_WITH_METADATA: Final = {"svg": svg_with, "png": png_with, "pdf": pdf_with}

"""The pictures of a report's charts, each drawn once in a form and with one browser; without a browser there are none.

What could not be drawn is said once a reason, and the table stands in the picture's place. It must not know a format.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, Final

from dashboard.exports.images import NoImage, Studio
from dashboard.exports.sheet import Sheet
from dashboard.exports.sizes import ON_SLIDE, Size
from dashboard.reports.paged import pages
from dashboard.reports.report import Exhibit
from dashboard.words import say

SCALE: Final = 3  # 288 dots an inch at the width of a page


class Gallery:
    """Draws pictures when they are asked for and keeps them; `said` holds why some are missing."""

    def __init__(self, studio: Studio | None) -> None:
        self._studio = studio
        self._kept: dict[tuple[str, str, str], bytes | None] = {}
        self.said: list[str] = []

    def bare(self, exhibit: Exhibit, form: str) -> bytes | None:
        """Return the chart alone as `png` or `svg`, for a document that says its words; None if it cannot be drawn."""
        return self._drawn(exhibit, form, "bare", lambda studio: studio.bare(*_of(exhibit), form, scale=SCALE))

    def sheet(self, exhibit: Exhibit, form: str) -> bytes | None:
        """Return the chart with its words inside, as it is taken out alone; None if it cannot be drawn."""
        return self._drawn(exhibit, form, "sheet", lambda studio: studio.image(*_of(exhibit), form, size=Size.OWN))

    def slides(self, exhibit: Exhibit) -> list[tuple[bytes, str]]:
        """Return the chart alone as a PNG a slide, and what each shows of it; none if it cannot be drawn."""
        found = []
        for number, page in enumerate(pages(exhibit.figure) if exhibit.figure is not None else []):
            image = self._drawn(exhibit, "png", f"slide {number}", partial(_on_slide, exhibit, page.figure))
            if image is None:
                return []
            found.append((image, page.said))
        return found

    def _drawn(self, exhibit: Exhibit, form: str, what: str, draw: Callable[[Studio], bytes]) -> bytes | None:
        key = (exhibit.name, form, what)
        if key not in self._kept:
            self._kept[key] = self._made(draw, exhibit)
        return self._kept[key]

    def _made(self, draw: Callable[[Studio], bytes], exhibit: Exhibit) -> bytes | None:
        if self._studio is None or exhibit.figure is None:
            return None
        try:
            return draw(self._studio)
        except NoImage as error:
            self.said.append(say("reports.gallery.not_drawn", name=exhibit.name, why=error))
            return None


def _of(exhibit: Exhibit) -> tuple[Sheet, Mapping[str, Any]]:
    """Return the words and the figure of a chart."""
    assert exhibit.figure is not None and exhibit.sheet is not None
    return dataclasses.replace(exhibit.sheet, title=exhibit.title), exhibit.figure


def _on_slide(exhibit: Exhibit, figure: Mapping[str, Any], studio: Studio) -> bytes:
    return studio.bare(_of(exhibit)[0], figure, "png", size=ON_SLIDE, scale=SCALE)

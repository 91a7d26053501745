"""The pictures of a report's charts, each drawn once in a form and with one browser; without a browser there are none.

What could not be drawn is said once a reason, and the table stands in the picture's place. It must not know a format.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import Final

from dashboard.exports.images import NoImage, Studio
from dashboard.exports.sizes import Size
from dashboard.reports.report import Exhibit

SCALE: Final = 3  # 288 dots an inch at the width of a page


class Gallery:
    """Draws pictures when they are asked for and keeps them; `said` holds why some are missing."""

    def __init__(self, studio: Studio | None) -> None:
        self._studio = studio
        self._kept: dict[tuple[str, str, bool], bytes | None] = {}
        self.said: list[str] = []

    def bare(self, exhibit: Exhibit, form: str) -> bytes | None:
        """Return the chart alone as `png` or `svg`, for a document that says its words; None if it cannot be drawn."""
        return self._drawn(exhibit, form, True)

    def sheet(self, exhibit: Exhibit, form: str) -> bytes | None:
        """Return the chart with its words inside, as it is taken out alone; None if it cannot be drawn."""
        return self._drawn(exhibit, form, False)

    def _drawn(self, exhibit: Exhibit, form: str, is_bare: bool) -> bytes | None:
        key = (exhibit.name, form, is_bare)
        if key not in self._kept:
            self._kept[key] = self._made(lambda studio: _draw(studio, exhibit, form, is_bare), exhibit)
        return self._kept[key]

    def _made(self, draw: Callable[[Studio], bytes], exhibit: Exhibit) -> bytes | None:
        if self._studio is None or exhibit.figure is None:
            return None
        try:
            return draw(self._studio)
        except NoImage as error:
            self.said.append(f"{exhibit.name} was not drawn: {error}")
            return None


def _draw(studio: Studio, exhibit: Exhibit, form: str, is_bare: bool) -> bytes:
    assert exhibit.figure is not None and exhibit.sheet is not None
    words = dataclasses.replace(exhibit.sheet, title=exhibit.title)
    if is_bare:
        return studio.bare(words, exhibit.figure, form, scale=SCALE)
    return studio.image(words, exhibit.figure, form, size=Size.OWN)

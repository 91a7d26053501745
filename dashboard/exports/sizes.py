"""The forms that an image can have. Pure numbers.

The print theme's larger type comes from here: a chart is laid out on a canvas narrower than a screen (960 pixels for a
slide of 13.33 inches, 640 for a page of 17 cm) and drawn up to its size, so that 13 pixels become 13 points on a slide
and 10 on a page. A chart that needs more room gets a larger canvas of the same ratio, and no mark is left out.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Size(StrEnum):
    """Names of the forms."""

    SLIDE = "slide"
    HALF = "half-page"
    FULL = "full-page"
    OWN = "own"


@dataclass(frozen=True)
class Form:
    """A canvas in pixels (no height: the chart's own) and the width in pixels of 1/96 inch that it becomes."""

    width: int
    height: int | None
    pixels: int

    def as_json(self) -> dict[str, int | None]:
        """Return the form as the layout in the browser reads it."""
        return {"width": self.width, "height": self.height, "pixels": self.pixels}


FORMS: Final = {
    Size.SLIDE: Form(960, 540, 1280),  # 16:9, 13.33 inches
    Size.HALF: Form(640, 450, 642),  # 17 × 12 cm, half of an A4 page inside its margins
    Size.FULL: Form(640, 905, 642),  # 17 × 24 cm
    Size.OWN: Form(900, None, 900),
}
COLUMN: Final = Form(640, None, 642)  # in a document that says the words itself: 17 cm wide, as high as it needs
ON_SLIDE: Final = Form(700, None, 816)  # the room for a picture on a slide: 8.5 inches wide; 12 pixels are 10.5 points
SLIDE_HIGH: Final = 576  # pixels of such a picture: 7 inches

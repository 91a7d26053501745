"""The version of the answers: it rises when the same selection of the same snapshot gives other numbers,
or a chart that draws other pairs.

A frozen link carries it, so that a reader is told when a number may have changed for that reason.
"""

from __future__ import annotations

from typing import Final

ANSWERS: Final = 3

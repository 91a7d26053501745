"""A cell that begins with = + - @ or a control character is a formula to a spreadsheet (THREATS E1).

Apart from `tables`, so that the command line can save a table without loading pandas.
"""

from __future__ import annotations

from typing import Any, Final

# Full-width signs are the same to a spreadsheet that reads Japanese or Chinese.
_FORMULA: Final = frozenset("=+-@＝＋－＠")
_CONTROLS: Final = ("\t", "\r", "\n")


def guarded(value: Any) -> Any:
    """Return a cell that is no formula: text gets an apostrophe where it could be one.

    What stands first is the first letter that can be seen: programs drop spaces, controls and marks of no width.
    """
    if isinstance(value, str) and (value.startswith(_CONTROLS) or _first(value) in _FORMULA):
        return f"'{value}"
    return value


def _first(text: str) -> str:
    return next((letter for letter in text if letter.isprintable() and not letter.isspace()), "")

"""A cell that begins with = + - @ or a control character is a formula to a spreadsheet (THREATS E1).

Apart from `tables`, so that the command line can save a table without loading pandas.
"""

from __future__ import annotations

from typing import Any, Final

_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n")


def guarded(value: Any) -> Any:
    """Return a cell that is no formula: text gets an apostrophe where it could be one."""
    if isinstance(value, str) and value.lstrip(" \u00a0").startswith(_FORMULA):
        return f"'{value}"
    return value

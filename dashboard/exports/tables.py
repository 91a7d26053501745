"""An answer -> CSV that a spreadsheet opens without running anything.

A cell that begins with = + - @ or a control character is a formula to a spreadsheet; text cells of that
kind get an apostrophe in front, numbers stay numbers (THREATS E1). It must not know Streamlit.
"""

from __future__ import annotations

from typing import Any, Final

import pandas as pd

_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n")
_BOM: Final = b"\xef\xbb\xbf"  # without it Excel reads UTF-8 as the code page of the machine


def guarded(value: Any) -> Any:
    """Return a cell that is no formula: text gets an apostrophe where it could be one."""
    if isinstance(value, str) and value.lstrip(" \u00a0").startswith(_FORMULA):
        return f"'{value}"
    return value


def csv(answer: pd.DataFrame) -> bytes:
    """Return an answer as CSV with its own column names, ISO days and guarded text."""
    safe = answer.copy()
    for column in safe.columns:
        if pd.api.types.is_datetime64_any_dtype(safe[column]):
            safe[column] = safe[column].dt.strftime("%Y-%m-%d")
        elif not pd.api.types.is_numeric_dtype(safe[column]):
            safe[column] = safe[column].map(_flat).map(guarded)
    return _BOM + safe.to_csv(index=False).encode("utf-8")


def _flat(value: Any) -> Any:
    """Return a list as one cell, codes parted by spaces."""
    return " ".join(map(str, value)) if isinstance(value, (list, tuple)) or hasattr(value, "tolist") else value

"""What a click on a chart means: the words that a mark carries, and the way back from a click.

The browser hands back the first entry of a clicked point's `customdata`, a text such as `dyad=CN-KZ&sector=trade`;
the second is the count on the mark, the third the total. So a page needs to know no chart to turn a
click into the list of articles behind it.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from typing import Any, Final
from urllib.parse import parse_qsl, quote

import numpy as np
import numpy.typing as npt

_FLAGS: Final = ("none_found", "in_one_passage")
KEYS: Final = (
    "sector", "theme", "dyad", "country", "since", "until", "outlet", "collection", "interaction", "organisation",
    "leader", "bloc", "second_sector", *_FLAGS,
)  # fmt: skip


def written(**parts: object) -> str:
    """Return the text of one mark; None is left out, an unknown key is a KeyError."""
    strange = set(parts) - set(KEYS)
    if strange:
        raise KeyError(f"{sorted(strange)} cannot be part of a mark. Allowed: {', '.join(KEYS)}.")
    return "&".join(f"{key}={_quoted(str(value))}" for key, value in parts.items() if value is not None)


@lru_cache(maxsize=4096)
def _quoted(value: str) -> str:
    return quote(value, safe="")


def read(text: str) -> dict[str, Any] | None:
    """Return the keyword arguments of a `Mark`, or None if the text is not one of ours."""
    found: dict[str, Any] = {}
    for key, value in parse_qsl(text):
        if key not in KEYS:
            return None
        if key in ("since", "until"):
            try:
                found[key] = date.fromisoformat(value)
            except ValueError:
                return None
        else:
            found[key] = value == "True" if key in _FLAGS else value
    return found or None


def drawn(traces: Iterable[Any]) -> list[tuple[dict[str, Any], int]]:
    """Return the arguments of every mark of a figure that has a list behind it, with its count, in drawing order."""
    found = []
    for trace in traces:
        for data in () if trace.customdata is None else trace.customdata:
            mark = read(data[0]) if isinstance(data[0], str) else None
            if mark:
                found.append((mark, int(data[1] or 0)))
    return found


def days(ends: Iterable[object]) -> tuple[date, date] | None:
    """Return the first and last day of two ends that a reader has dragged over; None if they are no days."""
    try:
        first, last = sorted(date.fromisoformat(str(end)[:10]) for end in ends)  # no two ends are a ValueError too
    except ValueError:
        return None
    return first, last


def customdata(
    texts: Iterable[str], counts: Iterable[object], totals: Iterable[object], *more: Iterable[object]
) -> npt.NDArray[np.object_]:
    """Return the `customdata` of a trace, one row a point: mark, count, total, and what the hover needs."""
    rows = list(zip(texts, counts, totals, *more, strict=True))
    table = np.empty((len(rows), 3 + len(more)), dtype=object)
    for i, row in enumerate(rows):
        table[i] = [v.item() if isinstance(v, np.generic) else v for v in row]
    return table

"""Single values of a link, read from their text, and the sentences that say what is wrong with one.

Split from `state`, which knows the keys; pure like it: no Streamlit, no SQL.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from typing import TypeVar

from dashboard.words import say

_Option = TypeVar("_Option", bound=StrEnum)

Period = tuple[date, date]
"""First and last day, both inclusive."""


def period(text: str) -> Period:
    """Return the days of `2024-01-01..2024-12-31`."""
    first, dots, last = text.partition("..")
    if not dots:
        raise ValueError(say("pages.state.no_period", shown=shown(text)))
    found = day(first), day(last)
    if found[0] > found[1]:
        raise ValueError(say("pages.state.backward", shown=shown(text)))
    return found


def day(text: str) -> date:
    """Return the day of `2024-01-31`; ValueError says what is wrong with it."""
    try:
        if len(text) != 10:
            raise ValueError
        return date.fromisoformat(text)
    except ValueError:
        raise ValueError(say("pages.state.no_day", shown=shown(text))) from None


def option(key: str, text: str, options: type[_Option]) -> _Option:
    """Return one of the options; ValueError names what is allowed and the nearest."""
    try:
        return options(text)
    except ValueError:
        allowed = ", ".join(options)
        near = nearest(text, options)
        told = say("pages.state.no_option", name=said(key), allowed=allowed, shown=shown(text), nearest=near)
        raise ValueError(told) from None


def said(key: str) -> str:
    """Return the name of a key in words."""
    return key.replace("_", " ")


def shown(text: str) -> str:
    """Return a stranger's value fit for a sentence: quoted, short, on one line."""
    flat = "".join(c if c.isprintable() else "�" for c in text)
    return f"“{flat[:40]}…”" if len(flat) > 40 else f"“{flat}”"


def nearest(text: str, known: Iterable[str]) -> str:
    """Return the end of a sentence that names the nearest known value, or nothing."""
    near = difflib.get_close_matches(text[:40], list(known), n=1, cutoff=0.5)
    return say("common.nearest", name=near[0]) if near else ""

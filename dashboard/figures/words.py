"""The words on a chart: names, numbers, periods, and text that Plotly must not read as markup.

Plotly reads labels and hovers as a small HTML (bold, links, line breaks). Names of outlets and collections come from
strangers, so every text that is not ours goes through `plain` before it gets near a figure.
"""

from __future__ import annotations

import html
import math
import textwrap
import unicodedata
from datetime import date, timedelta
from functools import cache, lru_cache
from typing import Any

from dashboard import safe
from dashboard.words import say, terms
from data import names
from queries.blocs import PREFIX


def plain(text: object, *, limit: int = 48) -> str:
    """Return the text as Plotly will show it letter by letter: escaped, on one line, at most `limit` long.

    Control and format characters (bidi overrides, zero-width) are dropped: they let a name rewrite its neighbours.
    """
    spaced = " ".join(str(text).split())
    kept = "".join(c for c in spaced if unicodedata.category(c) not in ("Cc", "Cf", "Co", "Cs"))
    return html.escape(safe.cut(kept, limit), quote=False)


def wrapped(text: str, width: int = 44) -> str:
    """Return an escaped text on lines of at most `width` letters, so that a title fits a phone."""
    return "<br>".join(textwrap.wrap(text, width, break_long_words=False))


def country(code: object) -> str:
    """Return a country's name, or the code as it stands when there is no such country."""
    try:
        return plain(names.country_name(str(code)))
    except KeyError:
        return plain(code)


def dyad(code: object) -> str:
    """Return "China–Kazakhstan" for `CN-KZ`, as the text beside a chart writes it."""
    return "–".join(country(part) for part in str(code).split("-", 1))


@cache
def _bloc_names() -> dict[str, str]:
    return {bloc.code: bloc.name for bloc in names.blocs()}


def partner(dyad: object, ego: str) -> str:
    """Return the name of the country of a dyad that is not `ego`."""
    one, _, other = str(dyad).partition("-")
    return country(other if one == ego else one)


def label(code: object) -> str:
    """Return the words of a sector, theme or "none"."""
    if code == "none":
        return say("figures.words.no_sector")
    try:
        return plain(names.label(str(code)))
    except KeyError:
        return plain(code)


def line(code: object) -> str:
    """Return the words of what a line is of: a label, a dyad or a country."""
    text = str(code)
    if text.startswith(PREFIX):
        return plain(_bloc_names().get(text.removeprefix(PREFIX), text))
    if text in names.country_codes():
        return country(text)
    return dyad(text) if text[:2] in names.country_codes() and text[2:3] == "-" else label(text)


def number(value: Any) -> str:
    """Return 1,204 for a count, one decimal below 10 for what is no whole number, "–" for a missing one."""
    if missing(value):
        return "–"
    as_float = float(value)
    return f"{as_float:,.0f}" if as_float == int(as_float) or as_float >= 10 else f"{as_float:,.1f}"


def percent(value: Any) -> str:
    """Return 2.8 % for 0.028; two digits below one percent, so that 0.04 % is not 0."""
    if missing(value):
        return "–"
    shown = 100 * float(value)
    digits = 2 if 0 < shown < 1 else 1 if shown < 99.95 else 0
    return f"{shown:.{digits}f} %"


def times(value: Any) -> str:
    """Return "2.4 times" for a ratio."""
    if missing(value):
        return "–"
    return say("figures.words.times", number=f"{float(value):.{1 if float(value) >= 0.1 else 2}f}")


def interval(low: Any, high: Any) -> str:
    """Return the line of a hover that gives the ends of the interval of a share."""
    return say("figures.hover.interval", low=percent(low), high=percent(high))


def day(value: date) -> str:
    """Return "5 May 2021"."""
    return say("common.day", day=value.day, month=month(value), year=value.year)


def month(value: date) -> str:
    """Return "May"."""
    return terms("common.months")[str(value.month)]


def missing(value: Any) -> bool:
    """Return whether a cell of an answer holds nothing."""
    if value is None:
        return True
    try:
        return math.isnan(float(value))
    except (TypeError, ValueError):
        return True


@lru_cache(maxsize=4096)  # every line of a chart has the same periods
def period(start: date, grain: str) -> str:
    """Return a period as a reader says it: "5 May 2021", "May 2021", "second quarter of 2021", "2021"."""
    if grain == "year":
        return f"{start.year}"
    if grain == "quarter":
        return say(f"figures.words.quarters.{(start.month + 2) // 3}", year=start.year)
    if grain == "month":
        return say("common.month", month=month(start), year=start.year)
    return say("figures.words.week", day=day(start)) if grain == "week" else day(start)


def days(first: date, last: date) -> str:
    """Return a stretch of days as a reader says it: "2021", "January to March 2026", "5 May 2021 to 9 May 2021"."""
    if first == last:
        return day(first)
    if (first.day, last) != (1, period_end(last.replace(day=1), "month")):
        return say("figures.words.from_to", first=day(first), last=day(last))
    if (first.month, last.month) == (1, 12):
        if first.year == last.year:
            return f"{first.year}"
        return say("figures.words.from_to", first=first.year, last=last.year)
    end = period(last, "month")
    if (first.year, first.month) == (last.year, last.month):
        return end
    opened = month(first) if first.year == last.year else period(first, "month")
    return say("figures.words.from_to", first=opened, last=end)


@lru_cache(maxsize=4096)
def period_end(start: date, grain: str) -> date:
    """Return the last day of the period that starts on `start`; ValueError for an unknown grain."""
    if grain == "day":
        return start
    if grain == "week":
        return start + timedelta(days=6)
    months = {"month": 1, "quarter": 3, "year": 12}.get(grain)
    if months is None:
        raise ValueError(f"{grain!r} is no grain. Allowed: day, week, month, quarter, year.")
    years, month = divmod(start.month - 1 + months, 12)
    return date(start.year + years, month + 1, 1) - timedelta(days=1)

"""When an article was published: strings, addresses, lines of text and file names -> days, with their precision.

A day before 1900 or after tomorrow is refused as a date, and so is one that can be read in two ways (05/06/2024).
The names of months come from CLDR, in the languages of the regions that we cover. The date in a text is taken only
from a line that is made for it (a dateline, a byline), never from a sentence: articles speak of many days.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from email.utils import parsedate_to_datetime
from functools import cache
from typing import Any, Final
from urllib.parse import unquote, urlsplit

from data.records import Precision

Found = tuple[date, Precision]
EARLIEST: Final = date(1900, 1, 1)

_LANGUAGES: Final = (
    "en ru zh de fr es it pt nl pl cs sk uk be bg ro tr az kk ky uz tk tg mn sr hr bs sl hu fi sv da nb et lv lt el "
    "sq mk ka hy id ms vi ar fa he hi ur ja ko"
).split()
_HEAD: Final = 2_000  # characters of a text in which a dateline stands
_LINES: Final = 14
_LONGEST: Final = 90  # characters of a line that is made for the date

_ISO: Final = re.compile(r"(?<![\d])((?:19|20)\d\d)([-./_]?)(0[1-9]|1[0-2])\2(0[1-9]|[12]\d|3[01])(?!\d)")
_DOTTED: Final = re.compile(r"(?<![\d.])(0?[1-9]|[12]\d|3[01])\.\s?(0?[1-9]|1[0-2])\.\s?((?:19|20)\d\d)(?!\d)")
_SLASHED: Final = re.compile(r"(?<![\d/])(\d{1,2})([/-])(\d{1,2})\2((?:19|20)\d\d)(?!\d)")
_CJK: Final = re.compile(r"((?:19|20)\d\d)\s*[年년]\s*(\d{1,2})\s*[月월]\s*(?:(\d{1,2})\s*[日일号])?")
_URL_DAY: Final = re.compile(
    r"(?:^|[/_-])((?:19|20)\d\d)([-/_]?)(0?[1-9]|1[0-2]|[a-z]{3,9})\2(0?[1-9]|[12]\d|3[01])(?=[/_.-]|$)"
)
_URL_MONTH: Final = re.compile(r"/((?:19|20)\d\d)[-/]?(0[1-9]|1[0-2])(?=/)")
_NAME_MONTH: Final = re.compile(r"(?<!\d)((?:19|20)\d\d)[-_. ](0[1-9]|1[0-2])(?!\d|[-_. ]\d)")
_STAMP: Final = re.compile(r"((?:19|20)\d\d)(\d\d)(\d\d)(?:T?\d{4,6}Z?)?")
_SENTENCE_END: Final = re.compile(r"[.!?…。！？][\"'”’»)]*$")
_LABEL: Final = re.compile(
    r"^(?:published|updated|posted|date|on|last updated|опубликовано|дата|publié|veröffentlicht|publicado|yayınlanma|"
    r"发布时间|时间|日期)\b|^(?:发布|时间|日期)", re.IGNORECASE,
)  # fmt: skip
_DATELINE: Final = re.compile(
    r"^[^.!?\n]{2,70}?\s*[—–:]\s|^[^.!?\n]{2,70}?\)\s*[—–-]|^[A-ZА-ЯЁ ,.]{3,40},[^.!?\n]{3,40}\s+[—–-]+\s"
)


def day_of(year: int, month: int, day: int) -> date | None:
    """Return the day if there is such a one between 1900 and tomorrow (an article may come from a zone ahead)."""
    try:
        found = date(year, month, day)
    except ValueError:
        return None
    return found if EARLIEST <= found <= datetime.now(UTC).date() + timedelta(days=1) else None


def parsed(value: Any) -> Found | None:
    """Return the day of a field made for a date: ISO, RFC 2822, `20240501T103000Z`, a cell, or words."""
    if isinstance(value, datetime):
        value = value.date()
    if isinstance(value, date):
        return _with(day_of(value.year, value.month, value.day))
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    if not isinstance(value, str) or not 4 <= len(value := value.strip()) <= 100:
        return None
    try:
        moment = datetime.fromisoformat(value)
        return _with(day_of(moment.year, moment.month, moment.day))
    except ValueError:
        pass
    if (stamp := _STAMP.fullmatch(value)) is not None:
        return _with(day_of(int(stamp[1]), int(stamp[2]), int(stamp[3])))
    try:
        moment = parsedate_to_datetime(value)
        return _with(day_of(moment.year, moment.month, moment.day))
    except (ValueError, TypeError, IndexError, OverflowError):
        return written(value) or _month_only(value)


def in_url(url: str | None) -> Found | None:
    """Return the day (or month) that stands in the path of an address: `/2024/05/01/`, `/2024/may/01`, `-20240501-`."""
    if not url:
        return None
    try:
        path = unquote(urlsplit(url).path).lower()
    except ValueError:
        return None
    for match in _URL_DAY.finditer(path):
        month = int(match[3]) if match[3].isdigit() else _months().get(match[3], 0)
        if match[2] == "" and not (match[3].isdigit() and len(match[3]) == len(match[4]) == 2):
            continue
        if (day := day_of(int(match[1]), month, int(match[4]))) is not None:
            return day, Precision.DAY
    month_only = _URL_MONTH.search(path)
    return _with(day_of(int(month_only[1]), int(month_only[2]), 1), Precision.MONTH) if month_only else None


def in_file_name(name: str) -> Found | None:
    """Return the day (or month) that stands in a file's name: `2024-05-01 Talks.pdf`, `talks_20240501.txt`."""
    if (found := written(name.replace("_", " "))) is not None:
        return found
    match = _NAME_MONTH.search(name)
    return _with(day_of(int(match[1]), int(match[2]), 1), Precision.MONTH) if match else None


def in_text(text: str) -> Found | None:
    """Return the day of a line made for it among the first of a text: a short line, a label, or a dateline."""
    for line in text[:_HEAD].split("\n")[:_LINES]:
        line = line.strip()
        if not line:
            continue
        if len(line) <= _LONGEST and (_LABEL.match(line) or not _SENTENCE_END.search(line)):
            if (found := written(line)) is not None and _is_made_for_it(line):
                return found
        elif (head := _DATELINE.match(line)) is not None and (found := written(head[0])) is not None:
            return found
    return None


def written(text: str) -> Found | None:
    """Return the only full date that is written out in a short text; None if there is none, or several."""
    found = {day for day in _all(text.casefold()) if day is not None}
    return (found.pop(), Precision.DAY) if len(found) == 1 else None


def _is_made_for_it(line: str) -> bool:
    """A headline can hold a date too ("The crisis of 9 May 2020"): beside the date stand few other words."""
    rest = re.sub(r"[\d.,:;/|()·•—–-]+", " ", line)
    return _LABEL.match(line) is not None or len(rest.split()) <= 7


def _with(day: date | None, precision: Precision = Precision.DAY) -> Found | None:
    return (day, precision) if day is not None else None


def _all(text: str) -> list[date | None]:
    """Return every date in a text (in lower case); None stands for one that cannot be or is ambiguous."""
    found = [day_of(int(m[1]), int(m[3]), int(m[4])) for m in _ISO.finditer(text)]
    found += [day_of(int(m[3]), int(m[2]), int(m[1])) for m in _DOTTED.finditer(text)]
    found += [day_of(int(m[1]), int(m[2]), int(m[3])) for m in _CJK.finditer(text) if m[3]]
    for match in _SLASHED.finditer(text):
        one, other, year = int(match[1]), int(match[3]), int(match[4])
        if one == other or one > 12 >= other:
            found.append(day_of(year, other, one))
        elif other > 12 >= one:
            found.append(day_of(year, one, other))
    for match in _by_name().finditer(text):
        parts = match.groupdict()
        name = parts["m1"] or parts["m2"] or parts["m3"]
        number, of = (next(parts[f"{kind}{i}"] for i in "123" if parts[f"{kind}{i}"]) for kind in "dy")
        found.append(day_of(int(of), _months()[name.rstrip(".")], int(number)))
    return found


def _month_only(text: str) -> Found | None:
    """Return the month of a field such as `May 2024` or `2024-05`."""
    text = text.casefold()
    match = re.fullmatch(r"((?:19|20)\d\d)[-/.](0?[1-9]|1[0-2])", text)
    if match is not None:
        return _with(day_of(int(match[1]), int(match[2]), 1), Precision.MONTH)
    match = re.fullmatch(r"([^\W\d]+)\.?,?\s+((?:19|20)\d\d)", text)
    month = _months().get(match[1]) if match else None
    return _with(day_of(int(match[2]), month, 1), Precision.MONTH) if match and month else None


@cache
def _months() -> dict[str, int]:
    """Return name -> month in all languages, without names that mean two months (Croatian and Czech "listopad")."""
    from babel import Locale  # reads files; most articles bring a date in digits

    names: dict[str, set[int]] = {}
    for language in _LANGUAGES:
        months = Locale.parse(language).months
        for context in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                for number, name in months[context][width].items():
                    plain = name.casefold().rstrip(".")
                    if len(plain) >= 3 and not any(character.isdigit() for character in plain):
                        names.setdefault(plain, set()).add(number)
    names["sept"] = {9}
    return {name: numbers.pop() for name, numbers in names.items() if len(numbers) == 1}


@cache
def _by_name() -> re.Pattern[str]:
    """Match `16 June 2025`, `June 16, 2025` and `2025 June 16`, with ordinals and "de", in all languages."""
    month = "|".join(re.escape(name) for name in sorted(_months(), key=len, reverse=True))
    day, year = r"(?<!\d)(?P<d{}>[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th|er|º|ª|\.)?", r"(?P<y{}>(?:19|20)\d\d)(?!\d)"
    between = r"(?:\s+|\s*,\s*|-|\s+(?:de|of|del)\s+)"
    named = rf"(?<!\w)(?P<m{{}}>{month})(?!\w)\.?"
    return re.compile(
        rf"{day.format(1)}{between}{named.format(1)}{between}{year.format(1)}"
        rf"|{named.format(2)}\s+{day.format(2)}(?:,?\s+){year.format(2)}"
        rf"|(?<!\d){year.format(3)}{between}{named.format(3)}{between}{day.format(3)}(?!\d)"
    )

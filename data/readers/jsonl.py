"""JSON lines -> articles, a line each. All fields but `text` are optional; unknown ones are kept aside."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final

import orjson

from data.articles import Article
from data.readers.refusals import Reason, Refusal
from data.records import Dated

_KNOWN: Final = frozenset({"id", "url", "title", "published", "text", "outlet", "cited", "section", "language"})
_EARLIEST: Final = date(1900, 1, 1)


def read(lines: Iterable[bytes], name: str, *, most_bytes: int | None = None) -> Iterator[Article | Refusal]:
    """Yield an article or a refusal for each line that is not blank."""
    total = 0
    for number, line in enumerate(lines, 1):
        total += len(line)
        if most_bytes is not None and total > most_bytes:
            yield Refusal(name, number, Reason.TOO_LARGE, f"split it into files below {most_bytes >> 30} GB")
            return
        line = line.removeprefix(b"\xef\xbb\xbf") if number == 1 else line
        if line.strip():
            yield _article(line, name, number)


def _article(line: bytes, name: str, number: int) -> Article | Refusal:
    try:
        fields = orjson.loads(line)
    except orjson.JSONDecodeError:
        return Refusal(name, number, Reason.NOT_JSON, "write one JSON object a line, in UTF-8")
    if not isinstance(fields, dict):
        return Refusal(name, number, Reason.NOT_AN_OBJECT, 'write {"text": "…"} with the fields you have')
    text = fields.get("text")
    if text is not None and not isinstance(text, str):
        return Refusal(name, number, Reason.TEXT_NOT_A_STRING, "put the article's text there as a string")
    if text is None or not text.strip():
        return Refusal(name, number, Reason.NO_TEXT, "add a field 'text' with the article's text")
    published = date_of(fields.get("published"))
    title = _string(fields.get("title"))
    extra = {key: value for key, value in fields.items() if key not in _KNOWN and value is not None}
    if published is None and fields.get("published") is not None:
        extra["published"] = fields["published"]  # refused as a date, not lost
    return Article(
        text,
        id=_string(fields.get("id")) or "",
        title=" ".join(title.split()) if title else None,
        url=_string(fields.get("url")),
        published=published,
        dated=Dated.METADATA if published else Dated.NONE,
        language=_language(fields.get("language")),
        outlet=_string(fields.get("outlet")),
        cited=tuple(_cited(fields.get("cited"))),
        section=_string(fields.get("section")),
        extra=extra,
    )


def _string(value: Any) -> str | None:
    """Return a trimmed string or number as text, and None for nothing or anything else."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    return str(value).strip() or None


def _language(value: Any) -> str | None:
    """Return `en` for `en`, `EN-us` or `en_GB`; None if it is no language code, so that it is detected."""
    code = (_string(value) or "").replace("_", "-").split("-")[0].lower()
    return code if len(code) == 2 and code.isalpha() else None


def _cited(value: Any) -> Iterator[str]:
    for entry in value if isinstance(value, list) else []:
        name = _string(entry.get("name") if isinstance(entry, dict) else entry)
        if name:
            yield name


def date_of(value: Any) -> date | None:
    """Return the day of an ISO date or time (`2025-06-16`, `2025-06-16T08:00:00Z`), else None.

    A day before 1900 or after tomorrow (an article may come from a time zone ahead) is refused as a date.
    """
    if not isinstance(value, str):
        return None
    try:
        day = datetime.fromisoformat(value.strip()).date()
    except ValueError:
        return None
    return day if _EARLIEST <= day <= datetime.now(UTC).date() + timedelta(days=1) else None

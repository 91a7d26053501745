"""A record with known fields (a line of JSON, a row of a table) -> an article or a refusal."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any, Final

from data.articles import Article
from data.readers import dates
from data.readers.about import About, Item
from data.readers.encoding import clean
from data.readers.refusals import Reason
from data.records import Dated

_SCRIPTS: Final = (
    (re.compile("[а-яёіїєґқңғүұһөә]", re.IGNORECASE), frozenset("ru uk be bg mk sr kk ky tg mn tt ba os ab".split())),
    (re.compile("[\u3040-\u9fff]"), frozenset(["zh", "ja"])),
    (re.compile("[\uac00-\ud7af]"), frozenset(["ko"])),
    (re.compile("[\u0600-\u06ff]"), frozenset("ar fa ur ps ug ku sd".split())),
)
_PAGE_TITLE: Final = re.compile(r"<PAGE_TITLE>(.{1,2000}?)</PAGE_TITLE>", re.DOTALL)  # in GDELT's knowledge graph


def article_of(record: Mapping[str, Any], fields: Mapping[str, str], about: About) -> Item:
    """Return the article in a record; `fields` says under which key each field of an article stands.

    Without a text the summary is the text, and without that the title (lists of stories hold no more); such an
    article is marked as an excerpt. Keys that stand for no field are kept aside.
    """
    value = {field: record.get(key) for field, key in fields.items()}
    text = value.get("text")
    if text is not None and not isinstance(text, str):
        return about.refuse(Reason.TEXT_NOT_A_STRING)
    title = string(value.get("title")) or _page_title(record)
    summary = string(value.get("summary"))
    is_excerpt = not (text and text.strip())
    text = (summary or title) if is_excerpt else text
    if not text or not text.strip():
        return about.refuse(Reason.NO_TEXT)
    found = dates.parsed(value.get("published"))
    used = {key for field, key in fields.items() if field not in ("author", "summary")}
    extra = {key: kept for key, kept in record.items() if key not in used and kept is not None and kept != ""}
    if found is None and value.get("published"):
        extra["published"] = str(value["published"])  # refused as a date, not lost
    return Article(
        clean(text),
        id=string(value.get("id")) or "",
        title=" ".join(title.split()) if title and not (is_excerpt and not summary) else None,
        url=string(value.get("url")),
        published=found[0] if found else None,
        dated=Dated.METADATA if found else Dated.NONE,
        precision=found[1] if found else None,
        language=language(value.get("language")),
        outlet=string(value.get("outlet")),
        cited=tuple(_cited(value.get("cited"))),
        section=string(value.get("section")),
        collection=about.collection,
        extra=extra,
        is_excerpt=is_excerpt,
    )


def string(value: Any) -> str | None:
    """Return a trimmed string or number as text, and None for nothing or anything else."""
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    if isinstance(value, float) and value.is_integer():
        value = int(value)  # spreadsheets hold every number as a float
    return clean(str(value)).strip() or None


_NAMES: Final = {
    "english": "en", "russian": "ru", "chinese": "zh", "german": "de", "french": "fr", "spanish": "es", "arabic": "ar",
    "turkish": "tr", "persian": "fa", "kazakh": "kk", "portuguese": "pt", "italian": "it", "ukrainian": "uk",
}  # fmt: skip


def language(value: Any) -> str | None:
    """Return `en` for `en`, `EN-us`, `en_GB` or `English`; None if it is no language, so that it is detected."""
    return _language(string(value) or "")


@lru_cache(maxsize=1 << 10)
def _language(said: str) -> str | None:
    code = said.replace("_", "-").split("-")[0].lower()
    if code in _NAMES:
        return _NAMES[code]
    return code if len(code) == 2 and code.isalpha() and code.isascii() else None


def fits(code: str, text: str) -> bool:
    """Whether a stated language can be right: pages in Russian say lang="en" more often than one thinks."""
    probe = text[:1_000]
    letters = sum(map(str.isalpha, probe)) or 1
    for script, languages in _SCRIPTS:
        share = len(script.findall(probe)) / letters
        if (share > 0.5 and code not in languages) or (share < 0.1 and code in languages and code not in ("sr", "kk")):
            return False
    return True


def _cited(value: Any) -> Iterator[str]:
    for entry in value if isinstance(value, list) else []:
        name = string(entry.get("name") if isinstance(entry, dict) else entry)
        if name:
            yield name


def _page_title(record: Mapping[str, Any]) -> str | None:
    extras = record.get("Extras") or record.get("V2EXTRASXML")
    found = _PAGE_TITLE.search(extras) if isinstance(extras, str) else None
    return string(html.unescape(found[1])) if found else None

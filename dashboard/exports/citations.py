"""A list of articles -> RIS, BibTeX and CSL-JSON for a reference manager. Pure; it must not know Streamlit.

Sources of the forms: RIS of Reference Manager as Zotero and EndNote read it; BibTeX entries `@misc` with biblatex's
`date`; CSL-JSON 1.0.2. Text of strangers goes in on one line and escaped, so that no title ends its field.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

import pandas as pd

from dashboard import labels, safe
from dashboard.exports import evidence
from dashboard.words import say

FORMATS: Final = ("ris", "bib", "json")
# BibTeX counts braces also behind a backslash: those of a title are written without one.
_TEX: Final = {
    "\\": r"\textbackslash{}", "{": r"\ensuremath{\lbrace}", "}": r"\ensuremath{\rbrace}",
    "~": r"\textasciitilde{}", "^": r"\textasciicircum{}", **{mark: f"\\{mark}" for mark in "&%$#_"},
}  # fmt: skip
_KEY: Final = re.compile(r"[^A-Za-z0-9:._-]+")


@dataclass(frozen=True)
class Source:
    """One article as it is cited."""

    id: str
    title: str
    outlet: str
    url: str | None
    on: date | None
    language: str
    note: str


def sources(articles: pd.DataFrame, snapshot: str) -> list[Source]:
    """Return one source an article of an answer of `evidence.articles`, in its order."""
    return [_source(row, snapshot) for row in articles.to_dict("records")]


def _source(row: Mapping[Any, Any], snapshot: str) -> Source:
    outlet = row.get("outlet") if isinstance(row.get("outlet"), str) else ""
    when = row.get("published_on")
    language = str(row.get("language") or "und")
    return Source(
        id=str(row["article_id"]),
        title=evidence.title(row),
        outlet=safe.plain(str(outlet or labels.collection(str(row.get("collection") or "")))),
        url=safe.address(row["url"]) if isinstance(row.get("url"), str) else None,
        on=None if when is None or pd.isna(when) else pd.Timestamp(when).date(),
        language="" if language == "und" else language,
        note=say("exports.citations.note", snapshot=snapshot, article_id=safe.plain(str(row["article_id"]))),
    )


def ris(found: list[Source]) -> bytes:
    """Return the sources as RIS (UTF-8, lines end as the form wants them)."""
    lines = []
    for source in found:
        lines += ["TY  - NEWS", f"ID  - {safe.plain(source.id)}", f"TI  - {source.title}", f"T2  - {source.outlet}"]
        if source.on:
            lines += [f"PY  - {source.on.year}", f"DA  - {source.on:%Y/%m/%d}"]
        lines += [f"UR  - {source.url}"] if source.url else []
        lines += [f"LA  - {source.language}"] if source.language else []
        lines += [f"N1  - {source.note}", "ER  - ", ""]
    return "\r\n".join(lines).encode()


def bib(found: list[Source]) -> bytes:
    """Return the sources as BibTeX; double braces keep the capitals of titles and names."""
    entries, keys = [], _keys(found)
    for source, key in zip(found, keys, strict=True):
        fields = {"title": f"{{{_tex(source.title)}}}", "organization": f"{{{_tex(source.outlet)}}}"}
        if source.on:
            fields |= {"date": source.on.isoformat(), "year": str(source.on.year), "month": str(source.on.month)}
        if source.url:
            fields["url"] = source.url  # verbatim by its definition; `safe.address` left no brace in it
        if source.language:
            fields["language"] = source.language
        fields["note"] = _tex(source.note)
        inside = ",\n".join(f"  {name} = {{{value}}}" for name, value in fields.items())
        entries.append(f"@misc{{{key},\n{inside}\n}}\n")
    return "\n".join(entries).encode()


def _keys(found: list[Source]) -> list[str]:
    """Return one key a source, of the letters that BibTeX allows, none twice."""
    keys: list[str] = []
    taken: set[str] = set()
    for number, source in enumerate(found):
        key = _KEY.sub("-", source.id) or "article"
        key = f"{key}-{number}" if key in taken else key
        taken.add(key)
        keys.append(key)
    return keys


def _tex(text: str) -> str:
    return "".join(_TEX.get(letter, letter) for letter in text)


def csl(found: list[Source]) -> bytes:
    """Return the sources as CSL-JSON."""
    items: list[dict[str, Any]] = []
    for source in found:
        item: dict[str, Any] = {"id": source.id, "type": "article-newspaper", "title": source.title}
        item["container-title"] = source.outlet
        if source.on:
            item["issued"] = {"date-parts": [[source.on.year, source.on.month, source.on.day]]}
        if source.url:
            item["URL"] = source.url
        if source.language:
            item["language"] = source.language
        items.append({**item, "note": source.note})
    return json.dumps(items, ensure_ascii=False, indent=1).encode()


WRITERS: Final[Mapping[str, Callable[[list[Source]], bytes]]] = {"ris": ris, "bib": bib, "json": csl}

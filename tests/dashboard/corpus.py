"""A small made-up corpus as records: every row agrees with its sentences, and all text is ours.

Kept apart from the pipeline on purpose: pages are tested against the records' contract, not against
what today's vocabularies happen to find.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import combinations
from pathlib import Path
from typing import Any

from data import names
from data.records import SECTORS, THEMES, bits
from data.snapshots import Snapshot, rows_of, write_tables

COUNTRIES = ("CN", "KZ", "RU", "UZ", "KG", "TJ", "US", "DE", "TR", "IN", "JP", "IR")
WEIGHTS = (9, 8, 8, 4, 3, 2, 6, 3, 3, 3, 2, 2)
PHRASES = {
    "trade": "exports of grain grew", "tech": "a satellite programme began", "tourism": "visitors need no visa",
    "customs": "the border crossing was widened", "security": "joint exercises were held",
}  # fmt: skip
HOSTILE = "<img src=x onerror=alert(1)> [click](javascript:alert(1)) www.evil.example a@b.example $x$ :red[y] -> z"


@dataclass
class Article:
    """One article of the corpus, before it becomes rows."""

    key: int
    on: date | None
    countries: tuple[str, ...]
    interaction: str
    sectors: tuple[str, ...]
    theme: str
    collection: str = "made-up"
    outlet: str | None = "Courier"
    title: str | None = None
    url: str | None = None
    with_text: bool = True
    tables: dict[str, list[dict[str, Any]]] = field(default_factory=dict)


def articles(count: int, seed: int = 7) -> Iterator[Article]:
    """Yield articles from 2018 to 2024, more in some years than others, a few without a date."""
    chance = random.Random(seed)
    for key in range(count):
        found = tuple(sorted(set(chance.choices(COUNTRIES, WEIGHTS, k=chance.choice((1, 2, 2, 2, 3, 4))))))
        on = date(2018, 1, 1) + timedelta(days=int(chance.triangular(0, 2500, 2200)))
        sectors = tuple(s for s in SECTORS if chance.random() < 0.22)
        yield Article(
            key, None if key % 97 == 5 else on, found,
            chance.choice(("cooperation", "cooperation", "conflict", "none")), sectors,
            chance.choice(THEMES), outlet=chance.choice(("Courier", "Herald", "Steppe Post", None)),
            title=f"Report {key}" if key % 3 else None, url=f"https://news.example/{key}",
            with_text=key % 2 == 0, collection=chance.choice(("made-up", "made-up", "second")),
        )  # fmt: skip


def tables(chosen: list[Article]) -> dict[str, list[dict[str, Any]]]:
    """Return the rows of all tables."""
    rows: dict[str, list[dict[str, Any]]] = {
        name: []
        for name in ("articles", "sentences", "mentions", "codings", "interactions", "stories", "presences", "pairs")
    }
    for article in chosen:
        _rows(article, rows)
    return rows


def _labels(article: Article) -> dict[str, Any]:
    sectors, themes = bits(SECTORS, article.sectors), bits(THEMES, (article.theme,))
    cooperates = article.interaction == "cooperation" and len(article.countries) > 1
    clashes = article.interaction == "conflict" and len(article.countries) > 1
    return {
        "is_cooperation": cooperates, "is_conflict": clashes, "sectors": sectors, "themes": themes,
        "cooperation_sectors": sectors * cooperates, "conflict_sectors": sectors * clashes,
        "cooperation_themes": themes * cooperates, "conflict_themes": themes * clashes,
    }  # fmt: skip


def _rows(article: Article, rows: dict[str, list[dict[str, Any]]]) -> None:
    labels, base = _labels(article), {"article_key": article.key}
    place = {**base, "passage": 1, "sentence": 0}
    text, spans = _sentence(article)
    rows["articles"].append(
        {
            **base, "article_id": f"a{article.key}", "title": article.title, "url": article.url,
            "published_on": article.on, "dated": "metadata" if article.on else "none", "language": "en",
            "is_coded": True, "outlet": article.outlet, "outlets": [article.outlet] if article.outlet else [],
            "section": None, "collection": article.collection, "count_passages": 1, "count_sentences": 1,
            "count_countries": len(article.countries), **labels, "text_digest": str(article.key), "extra": None,
        }
    )  # fmt: skip
    kept = text if article.with_text else None
    rows["sentences"].append({**place, "start": 0, "end": len(text), "text": kept})
    rows["stories"].append({**base, "story_key": article.key - (article.key % 50 == 7)})  # a few are told twice
    for kind, code, start, end in spans:
        span = {**place, "start": start, "end": end, "form": text[start:end]}
        if kind == "country":
            rows["mentions"].append({**span, "kind": kind, "code": code, "how": "name"})
        elif kind != "interaction":
            rows["codings"].append({**span, "kind": kind, "code": code, "rule": f"{code}:made-up"})
        else:
            for a, b in combinations(article.countries, 2):
                parties = {"dyad": f"{a}-{b}", "country_a": a, "country_b": b, "organisation": None}
                rows["interactions"].append({**span, **parties, "interaction": code, "rule": "made-up"})
    for country in article.countries:
        rows["presences"].append(
            {**base, "published_on": article.on, "country": country, "count_mentions": 1, "count_named": 1,
             "count_passages": 1, "is_salient": True, **labels}
        )  # fmt: skip
    for a, b in combinations(article.countries, 2):
        rows["pairs"].append(
            {**base, "published_on": article.on, "dyad": f"{a}-{b}", "country_a": a, "country_b": b,
             "count_passages": 1, "count_sentences": 1, "count_countries": len(article.countries), "language": "en",
             "outlet": article.outlet, **labels, "article_sectors": labels["sectors"]}
        )  # fmt: skip


def _sentence(article: Article) -> tuple[str, list[tuple[str, str, int, int]]]:
    """Return the article's one sentence and the spans in it: kind, code, start, end."""
    parts: list[tuple[str, str, str]] = []
    for i, code in enumerate(article.countries):
        parts += [("", "", " and " if i else ""), ("country", code, names.country_name(code))]
    verb = {"cooperation": "agreed", "conflict": "accused each other"}.get(article.interaction, "were named")
    parts += [("", "", " "), ("interaction" if verb != "were named" else "", article.interaction, verb)]
    parts += [("", "", ", "), ("theme", article.theme, f"in a matter of {article.theme}")]
    for code in article.sectors:
        parts += [("", "", ", while "), ("sector", code, PHRASES[code])]
    text, spans = "", []
    for kind, code, words in [*parts, ("", "", f"; a note read: {HOSTILE}.")]:
        if kind:
            spans.append((kind, code, len(text), len(text) + len(words)))
        text += words
    return text, spans


def write(path: Path, chosen: list[Article]) -> Snapshot:
    """Write the articles as a snapshot and return it."""
    rows = tables(chosen)
    days = sorted(article.on for article in chosen if article.on)
    facts = {
        "parent": None, "inputs": [], "vocabularies": "none", "version": "test", "quality": None,
        "ledger": {"read": len(chosen) + 1, "refused": 1, "undated": sum(a.on is None for a in chosen),
                   "replaced": 0, "duplicate": 0},
        "collections": [{"code": "made-up", "name": "Made up", "license": "MIT", "source": "these tests", "note": ""}],
        "period": [days[0].isoformat(), days[-1].isoformat()] if days else None,
    }  # fmt: skip
    return write_tables(path, {name: rows_of(name, found) for name, found in rows.items()}, facts)


def write_store(path: Path, count: int) -> Snapshot:
    """Write a store with one snapshot, the current one."""
    building = path / "building"
    snapshot = write(building, list(articles(count)))
    target = path / "snapshots" / snapshot.id
    target.parent.mkdir(parents=True, exist_ok=True)
    building.rename(target)
    (path / "current").write_text(snapshot.id, encoding="utf-8")
    return Snapshot(target, snapshot.facts)

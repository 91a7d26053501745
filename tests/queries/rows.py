"""Articles written by hand -> a snapshot of real Parquet, with presences and pairs derived from passages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import combinations
from pathlib import Path
from typing import Any

from data.records import SECTORS, THEMES, bits
from data.snapshots import Snapshot, rows_of, write_tables


@dataclass(frozen=True)
class Passage:
    """One paragraph of one sentence: who is named, what it is about, who cooperates (c) or clashes (x)."""

    countries: tuple[str, ...] = ()
    sectors: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    cooperation: tuple[str, ...] = ()
    conflict: tuple[str, ...] = ()
    organisations: tuple[str, ...] = ()
    leaders: tuple[str, ...] = ()
    text: str | None = "Somebody said something."


@dataclass(frozen=True)
class Article:
    """One article; keys are given in the order of the list."""

    passages: tuple[Passage, ...] = (Passage(),)
    on: date | None = date(2020, 6, 1)
    outlet: str | None = "Gazette"
    collection: str = "first"
    language: str = "en"
    title: str | None = None
    story: int | None = None
    is_coded: bool = True
    extra: dict[str, Any] = field(default_factory=dict)


def named(*countries: str, **more: Any) -> Article:
    """An article of one passage that names these countries; the rest as in Passage and Article."""
    inside = {key: more.pop(key) for key in list(more) if key in Passage.__dataclass_fields__}
    return Article(passages=(Passage(countries=countries, **inside),), **more)


def write(path: Path, articles: Sequence[Article]) -> Snapshot:
    """Write a snapshot of the articles (keys 0, 1, …; ids a0, a1, …)."""
    tables: dict[str, list[dict[str, Any]]] = {
        name: []
        for name in (
            "articles", "sentences", "mentions", "codings", "interactions", "stories", "presences", "pairs",
        )
    }  # fmt: skip
    for key, article in enumerate(articles):
        _facts(tables, key, article)
        for number, passage in enumerate(article.passages, start=1):
            _found(tables, key, number, passage)
        _derived(tables, key, article)
    facts = {"ledger": {"read": len(articles) + 2}}
    return write_tables(path, {name: rows_of(name, rows) for name, rows in tables.items()}, facts)


def _labels(passages: Sequence[Passage], cooperates: Sequence[Passage], clashes: Sequence[Passage]) -> dict[str, Any]:
    return {
        "is_cooperation": bool(cooperates),
        "is_conflict": bool(clashes),
        "sectors": bits(SECTORS, [s for p in passages for s in p.sectors]),
        "cooperation_sectors": bits(SECTORS, [s for p in cooperates for s in p.sectors]),
        "conflict_sectors": bits(SECTORS, [s for p in clashes for s in p.sectors]),
        "themes": bits(THEMES, [t for p in passages for t in p.themes]),
        "cooperation_themes": bits(THEMES, [t for p in cooperates for t in p.themes]),
        "conflict_themes": bits(THEMES, [t for p in clashes for t in p.themes]),
    }


def countries_of(article: Article) -> list[str]:
    """The countries of an article, in order."""
    return sorted({c for p in article.passages for c in p.countries})


def _facts(tables: dict[str, list[dict[str, Any]]], key: int, article: Article) -> None:
    passages = article.passages
    row = {
        "article_key": key, "article_id": f"a{key}", "title": article.title, "url": f"https://example.org/{key}",
        "published_on": article.on, "dated": "metadata" if article.on else "none", "language": article.language,
        "is_coded": article.is_coded, "outlet": article.outlet, "outlets": [article.outlet] if article.outlet else [],
        "collection": article.collection, "count_passages": len(passages), "count_sentences": len(passages),
        "count_countries": len(countries_of(article)), "text_digest": str(key),
        **_labels(passages, [p for p in passages if p.cooperation], [p for p in passages if p.conflict]),
    }  # fmt: skip
    tables["articles"].append(row | article.extra)
    if article.story is not None:
        tables["stories"].append({"article_key": key, "story_key": article.story})


def _found(tables: dict[str, list[dict[str, Any]]], key: int, number: int, passage: Passage) -> None:
    place = {"article_key": key, "passage": number, "sentence": number - 1, "start": number * 100}
    tables["sentences"].append(place | {"end": number * 100 + 50, "text": passage.text})
    names = [("country", c) for c in passage.countries] + [("organisation", c) for c in passage.organisations]
    for kind, code in [*names, *(("leader", c) for c in passage.leaders)]:
        found = {"kind": kind, "code": code, "how": "name", "form": f"form of {code}", "end": place["start"] + 5}
        tables["mentions"].append(place | found)
    for kind, codes in (("sector", passage.sectors), ("theme", passage.themes)):
        for code in codes:
            found = {"kind": kind, "code": code, "form": f"term of {code}", "rule": "r", "end": place["start"] + 9}
            tables["codings"].append(place | found)
    for interaction, dyads in (("cooperation", passage.cooperation), ("conflict", passage.conflict)):
        for dyad in dyads:
            a, b = dyad.split("-")
            found = {"dyad": dyad, "country_a": a, "country_b": b, "interaction": interaction, "form": "agreed"}
            tables["interactions"].append(place | found | {"rule": "r", "end": place["start"] + 6})


def _derived(tables: dict[str, list[dict[str, Any]]], key: int, article: Article) -> None:
    for country in countries_of(article):
        held = [p for p in article.passages if country in p.countries]
        row = {
            "article_key": key, "published_on": article.on, "country": country, "count_mentions": len(held),
            "count_named": len(held), "count_passages": len(held), "is_salient": True,
            **_labels(
                held,
                [p for p in held if any(country in d.split("-") for d in p.cooperation)],
                [p for p in held if any(country in d.split("-") for d in p.conflict)],
            ),
        }  # fmt: skip
        tables["presences"].append(row)
    for a, b in combinations(countries_of(article), 2):
        both, dyad = [p for p in article.passages if {a, b} <= set(p.countries)], f"{a}-{b}"
        row = {
            "article_key": key, "published_on": article.on, "dyad": dyad, "country_a": a, "country_b": b,
            "count_passages": len(both), "count_sentences": len(both), "count_countries": len(countries_of(article)),
            "language": article.language, "outlet": article.outlet, "article_sectors": 0,
            **_labels(both, [p for p in both if dyad in p.cooperation], [p for p in both if dyad in p.conflict]),
        }  # fmt: skip
        tables["pairs"].append(row)

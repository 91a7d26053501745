"""Records -> one JSON object an article, as `concordance extract` prints them.

`start` and `end` are code points in the article's `text` (the whole file of a `.txt`), or in its `title` for
passage 0 of an article whose title came apart from the text.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import Any, Final

from data.records import How, Interaction, Kind
from data.tables import Tables

_SPAN: Final = ("passage", "sentence", "start", "end", "form")


def _by_article(tables: Tables, name: str) -> dict[int, list[dict[str, Any]]]:
    rows: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for row in tables[name].to_pylist():
        rows[row["article_key"]].append(row)
    return rows


def _interaction(is_cooperation: bool, is_conflict: bool) -> str:
    if is_cooperation and is_conflict:
        return Interaction.MIXED.value
    if is_cooperation:
        return Interaction.COOPERATION.value
    return Interaction.CONFLICT.value if is_conflict else Interaction.NONE.value


def json_records(tables: Tables) -> Iterator[dict[str, Any]]:
    """Yield the record of each article in order."""
    names = ("mentions", "codings", "interactions", "presences")
    found = {name: _by_article(tables, name) for name in names}
    for article in tables["articles"].to_pylist():
        key = article["article_key"]
        mentions, codings = found["mentions"][key], found["codings"][key]
        acts = found["interactions"][key]
        yield {
            "id": article["article_id"],
            "published": article["published_on"].isoformat() if article["published_on"] else None,
            "dated": article["dated"],
            "language": article["language"],
            "is_coded": article["is_coded"],
            "countries": [
                {
                    "code": row["country"],
                    "mentions": row["count_mentions"],
                    "named": row["count_named"],
                    "salient": row["is_salient"],
                }
                for row in found["presences"][key]
            ],
            "organisations": [
                {"code": code, "mentions": count} for code, count in _counts(mentions, Kind.ORGANISATION)
            ],
            "leaders": [{"code": code, "mentions": count} for code, count in _counts(mentions, Kind.LEADER)],
            "sectors": _codes(codings, Kind.SECTOR),
            "themes": _codes(codings, Kind.THEME),
            "interaction": _interaction(article["is_cooperation"], article["is_conflict"]),
            "dyads": _dyads(acts),
            "mentions": _spans(mentions, codings, acts),
        }


def _counts(mentions: list[dict[str, Any]], kind: Kind) -> list[tuple[str, int]]:
    return sorted(Counter(row["code"] for row in mentions if row["kind"] == kind).items())


def _codes(codings: list[dict[str, Any]], kind: Kind) -> list[dict[str, Any]]:
    passages: dict[str, set[int]] = defaultdict(set)
    for row in codings:
        if row["kind"] == kind:
            passages[row["code"]].add(row["passage"])
    return [{"code": code, "passages": len(passages[code])} for code in sorted(passages)]


def _dyads(acts: list[dict[str, Any]]) -> list[dict[str, Any]]:
    passages: dict[str, set[int]] = defaultdict(set)
    types: dict[str, set[str]] = defaultdict(set)
    for row in acts:
        if row["dyad"] is not None:
            passages[row["dyad"]].add(row["passage"])
            types[row["dyad"]].add(row["interaction"])
    return [
        {
            "dyad": dyad,
            "interaction": _interaction(
                Interaction.COOPERATION.value in types[dyad], Interaction.CONFLICT.value in types[dyad]
            ),
            "passages": len(passages[dyad]),
        }
        for dyad in sorted(passages)
    ]


def _spans(
    mentions: list[dict[str, Any]], codings: list[dict[str, Any]], acts: list[dict[str, Any]]
) -> list[dict[str, Any]]:
    rows = [{"kind": r["kind"], "code": r["code"], "how": r["how"]} | _where(r) for r in mentions]
    rows += [{"kind": r["kind"], "code": r["code"], "how": How.TERM.value} | _where(r) for r in codings]
    for row in acts:
        parties = row["dyad"] or "-".join(filter(None, (row["country_a"], row["organisation"])))
        what = {"kind": Kind.INTERACTION.value, "code": row["interaction"], "how": How.TERM.value}
        rows.append(what | {"dyad": row["dyad"], "parties": parties} | _where(row))
    return sorted(rows, key=lambda r: (r["sentence"], r["start"], r["end"], r["kind"], r["code"]))


def _where(row: dict[str, Any]) -> dict[str, Any]:
    return {name: row[name] for name in _SPAN}

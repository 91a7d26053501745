"""Records of articles that are not kept yet -> what a person looks at before keeping them. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Final

from data.articles import Article
from data.json_records import json_records
from data.tables import Tables

_SENTENCES: Final = 3  # of an article
_LONGEST: Final = 600  # characters of a sentence; whole pages without a full stop exist
_WEIGHTS: Final = {"interaction": 100, "sector": 10, "theme": 10}  # what says most about an article comes first


def described(articles: Sequence[Article], tables: Tables) -> Iterator[dict[str, Any]]:
    """Yield for each article title, address, date and how it was found, outlet, codes, and its telling sentences.

    A sentence is `{"text", "spans": [{"start", "end", "kind"}]}` with spans in characters of the text; all of it is
    JSON.
    """
    sentences: dict[tuple[int, int], dict[str, Any]] = {}
    for row in tables["sentences"].to_pylist():
        sentences[row["article_key"], row["sentence"]] = row
    for key, (article, record) in enumerate(zip(articles, json_records(tables), strict=True)):
        yield {
            "title": article.title or " ".join(article.text.split())[:120],
            "url": article.url,
            "outlet": article.outlet,
            "words": len(article.text.split()),
            **{name: record[name] for name in ("published", "dated", "language", "is_coded", "interaction")},
            "countries": [row["code"] for row in record["countries"] if row["salient"]],
            "dyads": [row["dyad"] for row in record["dyads"]],
            "sectors": [row["code"] for row in record["sectors"]],
            "sentences": list(_telling(key, record["mentions"], sentences)),
        }


def _telling(
    key: int, mentions: Sequence[dict[str, Any]], sentences: dict[tuple[int, int], dict[str, Any]]
) -> Iterator[dict[str, Any]]:
    weight: dict[int, int] = {}
    for mention in mentions:
        number = mention["sentence"]
        weight[number] = weight.get(number, 0) + _WEIGHTS.get(mention["kind"], 1)
    best = sorted(weight, key=lambda number: (-weight[number], number))[:_SENTENCES]
    for number in sorted(best):
        row = sentences[key, number]
        inside = [mention for mention in mentions if mention["sentence"] == number]
        yield {
            "text": (row["text"] or "")[:_LONGEST],
            "spans": [
                {"start": m["start"] - row["start"], "end": m["end"] - row["start"], "kind": m["kind"]} for m in inside
            ],
        }

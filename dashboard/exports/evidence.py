"""The complete list of articles behind a view or one of its marks, with every sentence and find that carries it.

The same query functions as the list on the page, without its page size. It must not know Streamlit.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from dashboard import labels, safe
from dashboard.charts.chart import Scene
from dashboard.words import say
from queries import evidence
from queries.selection import Mark, Selection

_ARTICLE = ["article_id", "published_on", "outlet", "title", "url", "collection", "language"]
_SENTENCE = ["sentence", "passage", "sentence_start", "text"]
_FIND = ["kind", "code", "form", "how", "rule", "parties", "start", "end"]


@dataclass(frozen=True)
class Evidence:
    """All articles behind something, newest first, and one row a find in the sentences that carry it."""

    articles: pd.DataFrame
    finds: pd.DataFrame


def articles(scene: Scene, mark: Mark | None = None, counted: Selection | None = None) -> pd.DataFrame:
    """Return every article of a view (or of `counted`) and mark: as many rows as the count on the mark."""
    found: pd.DataFrame = scene.ask(evidence.articles, counted or scene.chosen, mark)
    return found


def complete(scene: Scene, mark: Mark | None = None, counted: Selection | None = None) -> Evidence:
    """Return the articles with their sentences and finds; an article without any is there with empty columns."""
    chosen = counted or scene.chosen
    found = articles(scene, mark, counted)
    keys = tuple(int(key) for key in found["article_key"])
    sentences = scene.ask(evidence.sentences, keys, chosen, mark).rename(columns={"start": "sentence_start"})
    spans = scene.ask(evidence.spans, keys).drop(columns="passage")
    finds = (
        found.reset_index(names="place")
        .merge(sentences[["article_key", *_SENTENCE]], on="article_key", how="left")
        .merge(spans, on=["article_key", "sentence"], how="left")
        .sort_values(["place", "sentence", "start", "end"], kind="stable", ignore_index=True)
    )
    whole = dict.fromkeys(("sentence", "passage", "sentence_start", "start", "end"), "Int64")
    return Evidence(found, finds[[*_ARTICLE, *_SENTENCE, *_FIND]].astype(whole))


def title(row: Mapping[Any, Any]) -> str:
    """Return an article's title on one line; without one its beginning, or the countries that it names."""
    for field in ("title", "lead"):
        if isinstance(row.get(field), str) and row[field].strip():
            return safe.plain(row[field])
    codes = str(row.get("countries") or "").split()
    if codes:
        return say(
            "exports.evidence.untitled", countries=labels.listed([labels.in_sentence(code) for code in codes], "and")
        )
    return say("exports.evidence.without_title")

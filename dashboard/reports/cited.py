"""The articles of a list as a report cites them: title, outlet, date, address, and the sentences that carry the find.

The same queries as the list on the page. Where a snapshot holds no text, the words that were found are named.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

import pandas as pd

from dashboard import labels
from dashboard.charts.chart import Scene
from dashboard.exports import citations, evidence
from dashboard.reports.words import line
from dashboard.words import say
from queries import evidence as records
from queries.selection import Mark, Selection

_MOST_LINES: Final = 2  # sentences of one article
_MOST_FINDS: Final = 8  # words found in a sentence whose text is not kept
_LONGEST: Final = 600  # characters of a sentence


@dataclass(frozen=True)
class Cited:
    """One article of a list."""

    title: str
    byline: str
    url: str | None
    lines: tuple[str, ...]


def newest(scene: Scene, chosen: Selection, mark: Mark | None, most: int) -> tuple[Cited, ...]:
    """Return the newest `most` articles of a selection and mark."""
    found = scene.ask(records.articles, chosen, mark, limit=most)
    keys = tuple(int(key) for key in found["article_key"])
    sentences = scene.ask(records.sentences, keys, chosen, mark)
    spans = scene.ask(records.spans, keys)
    sources = citations.sources(found, scene.shot.id)
    return tuple(
        Cited(
            line(evidence.title(row)), line(_byline(source)), source.url,
            tuple(_lines(sentences[sentences["article_key"] == row["article_key"]], spans)),
        )
        for row, source in zip(found.to_dict("records"), sources, strict=True)
    )  # fmt: skip


def _byline(source: citations.Source) -> str:
    return ", ".join(
        part for part in (source.outlet, labels.day(source.on) if source.on else say("reports.cited.undated")) if part
    )


def _lines(sentences: pd.DataFrame, spans: pd.DataFrame) -> list[str]:
    return [text for row in sentences.head(_MOST_LINES).to_dict("records") if (text := _line(row, spans))]


def _line(row: Mapping[Any, Any], spans: pd.DataFrame) -> str:
    """Return a sentence in quotes, or the words found in it."""
    text = row.get("text")
    if isinstance(text, str) and text.strip():
        flat = line(text)
        return f"“{flat[: _LONGEST - 1]}…”" if len(flat) > _LONGEST else f"“{flat}”"
    mine = spans[(spans["article_key"] == row["article_key"]) & (spans["sentence"] == row["sentence"])]
    forms = list(dict.fromkeys(line(str(form)) for form in mine.sort_values("start")["form"]))[:_MOST_FINDS]
    return say("reports.cited.names", number=int(row["sentence"]) + 1, forms="; ".join(forms)) if forms else ""

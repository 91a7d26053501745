"""What a report says of its own numbers: how they are made, what they rest on, how good they are, what is not known.

Plain sentences whose figures come from the facts of the snapshot and from queries, none from a template; the texts on
method and limits are those of the Method page. It must not know Streamlit or a file format.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from typing import Any, Final

import pandas as pd

from dashboard import labels, method
from dashboard.charts.chart import Ask
from dashboard.reports.words import line
from data.evaluation import judged
from data.snapshots import Snapshot
from queries import coverage, facets
from queries.selection import EVERYTHING
from queries.version import ANSWERS

_MOST_OUTLETS: Final = 100_000
_MOST_LANGUAGES: Final = 6
_SCORES: Final = {
    "named": "countries named", "sectors": "sectors", "themes": "themes", "cooperation": "cooperation",
    "conflict": "conflict", "dyads": "pairs that interact",
}  # fmt: skip
_MEASURES: Final = {  # the head of a measure on the Method page -> a column of answers that needs it
    "Expected": "expected", "Lift": "lift", "**q**": "q", "Too few": "is_too_few", "pale column": "is_partial",
    "Organisations and leaders": "kind",
}  # fmt: skip
_NUMBERING: Final = re.compile(r" \d\. ")
_ALWAYS: Final = ("Cooperation, conflict", "Shares")


def methods(columns: Collection[str]) -> tuple[str, ...]:
    """Return the paragraphs on method: how records are made, and the measures that the tables' columns need."""
    made = _NUMBERING.sub(" ", f" {_plain(method.MADE)}").strip()
    heads = [*_ALWAYS, *(head for head, column in _MEASURES.items() if column in columns)]
    bullets = [bullet for bullet in _bullets(method.MEASURES) if any(head in bullet for head in heads)]
    return (made, _plain(method.LABELS), *map(_plain, bullets))


def limits() -> tuple[str, ...]:
    """Return the known limits, one a paragraph."""
    return tuple(map(_plain, _bullets(method.LIMITS)))


def data(shot: Snapshot, ask: Ask) -> tuple[str, ...]:
    """Return the paragraphs on the records of a snapshot."""
    totals = {str(k): v for k, v in ask(coverage.totals, EVERYTHING).iloc[0].to_dict().items()}
    return tuple(
        line(paragraph)
        for paragraph in (
            f"{_identity(shot)} {_extent(totals, ask)}", _use(totals), _refused(shot.facts), _gaps(ask),
            *_collections(shot.facts, ask(coverage.by_collection, EVERYTHING)), quality(shot.facts),
        )
        if paragraph
    )  # fmt: skip


def _identity(shot: Snapshot) -> str:
    built = str(shot.facts.get("built_at", ""))[:10]
    when = f", built on {built}" if built else ""
    version, vocabularies = (shot.facts.get(key, "unknown") for key in ("version", "vocabularies"))
    return (
        f"All numbers are counted from snapshot {shot.id} of Concordance{when} by version {version} of the extraction "
        f"(vocabularies {vocabularies}) with version {ANSWERS} of the answers. A snapshot never changes, so they "
        "can be counted again."
    )


def _extent(totals: Mapping[str, Any], ask: Ask) -> str:
    options: pd.DataFrame = ask(facets.facets, EVERYTHING, limit=_MOST_OUTLETS)
    outlets = int((options["facet"] == "outlets").sum())
    spoken = options[options["facet"] == "languages"]
    told = [
        f"{labels.language(str(code))} ({labels.number(int(count))})"
        for code, count in zip(spoken["code"], spoken["count_articles"], strict=True)
    ]
    dated = [totals[key] for key in ("first_on", "last_on")]
    days = "" if any(pd.isna(day) for day in dated) else labels.span_of_days(*(day.date() for day in dated))
    undated = int(totals["count_undated"])
    return (
        f"It holds {labels.articles(int(totals['count_articles']))} of {labels.number(outlets)} outlets"
        f"{f', dated {days}' if days else ''}"
        f"{f'; {labels.number(undated)} have no date and stand on no timeline' if undated else ''}. "
        f"Languages: {labels.listed(told, 'and', most=_MOST_LANGUAGES)}."
    )


def _use(totals: Mapping[str, Any]) -> str:
    parts = {
        "count_with_country": "name a country", "count_with_dyad": "name at least two", "count_with_sector":
        "have a sector", "count_cooperation": "report cooperation", "count_conflict": "report conflict",
    }  # fmt: skip
    told = [f"{labels.number(int(totals[key]))} {words}" for key, words in parts.items()]
    return (
        f"Of these articles {labels.listed(told, 'and', most=9)}; {labels.number(int(totals['count_coded']))} are in a "
        "language in which sectors, themes and interactions are looked for."
    )


def _refused(facts: Mapping[str, Any]) -> str:
    counts = dict(facts.get("ledger") or {})
    if not counts:
        return ""
    told = [
        f"{labels.number(int(counts[key]))} {words}"
        for key, words in (("refused", "were refused"), ("duplicate", "were exact duplicates and kept once"),
                           ("replaced", "replaced an older version of themselves"))
        if counts.get(key) is not None
    ]  # fmt: skip
    return f"The last ingest read {labels.articles(int(counts.get('read', 0)))}; {labels.listed(told, 'and')}."


def _gaps(ask: Ask) -> str:
    told = [
        f"{labels.collection(str(row['collection']))} holds no article "
        f"{labels.span_of_days(row['from_on'].date(), row['to_on'].date())}"
        for row in ask(coverage.gaps).to_dict("records")
    ]
    return f"Gaps: {'; '.join(told)}. A gap is one of the collection, not of the world." if told else ""


def _collections(facts: Mapping[str, Any], held: pd.DataFrame) -> list[str]:
    known = {str(row.get("code")): row for row in facts.get("collections") or []}
    return [
        f"{name(known.get(code, {}), code)}: {labels.articles(int(count))}. "
        + ". ".join(
            f"{words}{str(known.get(code, {})[key]).rstrip('.')}"
            for key, words in (("license", "Licence: "), ("source", "Source: "), ("note", ""))
            if known.get(code, {}).get(key)
        ).strip()
        + ("." if known.get(code) else "")
        for code, count in zip(map(str, held["collection"]), held["count_articles"], strict=True)
    ]


def name(known: Mapping[str, Any], code: str) -> str:
    """Return the name of a collection of a snapshot's facts."""
    return line(str(known.get("name") or labels.collection(code)))


def quality(facts: Mapping[str, Any]) -> str:
    """Return the measured quality of the labels with its intervals, or that none was measured."""
    measured = facts.get("quality") or {}
    part = (measured.get("parts") or {}).get("held-out")
    if not part:
        return "The quality of the labels was not measured on this snapshot."
    scores = [
        f"{words} {row['f1']:.2f}{_between(row)}"
        for key, words in _SCORES.items()
        if (row := part["labels"].get(key)) and row.get("f1") is not None
    ]
    drawn = judged()
    right = [f"{words} {drawn[key][0]} of {drawn[key][1]}" for key, words in _SCORES.items() if key in drawn]
    return (
        f"Labels are found by rules and are sometimes wrong. On {labels.number(part['passages'])} English passages "
        f"held out from tuning, F1 with its 95 % interval was: {'; '.join(scores)} (measured on "
        f"{measured.get('measured_on', 'an unknown day')})."
        + (f" Of labels drawn at random from the corpora, right were: {'; '.join(right)}." if right else "")
    )


def _between(row: Mapping[str, Any]) -> str:
    ends = row.get("f1_interval") or [None]
    return "" if None in ends else f" ({ends[0]:.2f} to {ends[1]:.2f})"


def _bullets(text: str) -> list[str]:
    return [bullet for bullet in text.removeprefix("- ").split("\n- ") if bullet.strip()]


def _plain(text: str) -> str:
    """Return our own Markdown as plain words on one line."""
    return " ".join(text.replace("**", "").replace("*", "").split())

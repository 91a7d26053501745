"""What a report says of its own numbers: how they are made, what they rest on, how good they are, what is not known.

Plain sentences whose figures come from the facts of the snapshot and from queries, none from a template; the texts on
method and limits are those of the Method page. It must not know Streamlit or a file format.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any, Final

import pandas as pd

from dashboard import labels
from dashboard.charts.chart import Ask
from dashboard.reports.words import line
from dashboard.words import say, terms
from data.evaluation import judged
from data.snapshots import Snapshot
from queries import coverage, facets
from queries.selection import EVERYTHING
from queries.version import ANSWERS

_MOST_OUTLETS: Final = 100_000
_MOST_LANGUAGES: Final = 6
_ALWAYS: Final = ("interaction", "shares")
_MEASURES: Final = {  # a measure of the Method page -> a column of answers that needs it
    "expected": "expected", "lift": "lift", "q": "q", "too_few": "is_too_few", "pale": "is_partial", "named": "kind",
}  # fmt: skip


def methods(columns: Collection[str]) -> tuple[str, ...]:
    """Return the paragraphs on method: how records are made, and the measures that the tables' columns need."""
    needed = {*_ALWAYS, *(key for key, column in _MEASURES.items() if column in columns)}
    measures = [text for key, text in terms("method.measures").items() if key in needed]
    made = " ".join(terms("method.made").values())
    return tuple(map(_plain, (made, say("method.labels.meaning"), *measures)))


def limits() -> tuple[str, ...]:
    """Return the known limits, one a paragraph."""
    return tuple(map(_plain, terms("method.limits").values()))


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
    unknown = say("reports.statement.unknown")
    version, vocabularies = (shot.facts.get(key, unknown) for key in ("version", "vocabularies"))
    return say(
        "reports.statement.identity",
        snapshot=shot.id,
        built=say("reports.statement.built", day=built) if built else "",
        version=version,
        vocabularies=vocabularies,
        answers=ANSWERS,
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
    return say(
        "reports.statement.extent",
        articles=labels.articles(int(totals["count_articles"])),
        outlets=labels.number(outlets),
        dated=say("reports.statement.dated", days=days) if days else "",
        undated=say("reports.statement.undated", count=labels.number(undated)) if undated else "",
        languages=labels.listed(told, "and", most=_MOST_LANGUAGES),
    )


def _use(totals: Mapping[str, Any]) -> str:
    told = [f"{labels.number(int(totals[key]))} {words}" for key, words in terms("reports.statement.used").items()]
    parts, coded = labels.listed(told, "and", most=9), labels.number(int(totals["count_coded"]))
    return say("reports.statement.use", parts=parts, coded=coded)


def _refused(facts: Mapping[str, Any]) -> str:
    counts = dict(facts.get("ledger") or {})
    if not counts:
        return ""
    told = [
        f"{labels.number(int(counts[key]))} {words}"
        for key, words in terms("reports.statement.refused").items()
        if counts.get(key) is not None
    ]
    articles = labels.articles(int(counts.get("read", 0)))
    return say("reports.statement.ingest", articles=articles, parts=labels.listed(told, "and"))


def _gaps(ask: Ask) -> str:
    told = [
        say(
            "reports.statement.gap",
            collection=labels.collection(str(row["collection"])),
            days=labels.span_of_days(row["from_on"].date(), row["to_on"].date()),
        )
        for row in ask(coverage.gaps).to_dict("records")
    ]
    return say("reports.statement.gaps", gaps="; ".join(told)) if told else ""


def _collections(facts: Mapping[str, Any], held: pd.DataFrame) -> list[str]:
    known = {str(row.get("code")): row for row in facts.get("collections") or []}
    return [
        f"{name(known.get(code, {}), code)}: {labels.articles(int(count))}. "
        + ". ".join(_stated(known.get(code, {}))).strip()
        + ("." if known.get(code) else "")
        for code, count in zip(map(str, held["collection"]), held["count_articles"], strict=True)
    ]


def _stated(known: Mapping[str, Any]) -> list[str]:
    """Return licence, source and note of a collection, without full stops; what is not known is left out."""
    licence, source, note = (str(known.get(key) or "").rstrip(".") for key in ("license", "source", "note"))
    found = [say("reports.statement.licence", text=licence)] if known.get("license") else []
    found += [say("reports.statement.source", text=source)] if known.get("source") else []
    return [*found, note] if known.get("note") else found


def name(known: Mapping[str, Any], code: str) -> str:
    """Return the name of a collection of a snapshot's facts."""
    return line(str(known.get("name") or labels.collection(code)))


def quality(facts: Mapping[str, Any]) -> str:
    """Return the measured quality of the labels with its intervals, or that none was measured."""
    measured = facts.get("quality") or {}
    part = (measured.get("parts") or {}).get("held-out")
    if not part:
        return say("reports.statement.not_measured")
    names = terms("reports.statement.scores")
    scores = [
        f"{words} {row['f1']:.2f}{_between(row)}"
        for key, words in names.items()
        if (row := part["labels"].get(key)) and row.get("f1") is not None
    ]
    drawn = judged()
    told = [
        say("reports.statement.right_of", label=words, right=drawn[key][0], drawn=drawn[key][1])
        for key, words in names.items()
        if key in drawn
    ]
    measured_on = measured.get("measured_on", say("reports.statement.unknown_day"))
    passages = labels.number(part["passages"])
    said = say("reports.statement.quality", passages=passages, scores="; ".join(scores), day=measured_on)
    return f"{said} {say('reports.statement.right', scores='; '.join(told))}" if told else said


def _between(row: Mapping[str, Any]) -> str:
    ends = row.get("f1_interval") or [None]
    return "" if None in ends else say("reports.statement.between", low=ends[0], high=ends[1])


def _plain(text: str) -> str:
    """Return our own Markdown as plain words on one line."""
    return " ".join(text.replace("**", "").replace("*", "").split())

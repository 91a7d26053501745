"""The texts of the Method page: what a reader must know to trust or doubt a number.

What is said of the records comes from the snapshot's own facts; what a stranger wrote there (names of
collections, notes) goes through `safe`. It must not know Streamlit.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

import pandas as pd

from dashboard import labels, safe, words
from data import names
from data.evaluation import judged
from data.snapshots import Snapshot


def made() -> str:
    """Return how records are made, step by step."""
    return "\n".join(f"{number}. {text}" for number, text in enumerate(words.terms("method.made").values(), start=1))


def meaning() -> str:
    """Return what it means that a label is given to a passage."""
    return words.say("method.labels.meaning")


def measures() -> str:
    """Return how each number is made, as a list."""
    return "\n".join(f"- {text}" for text in words.terms("method.measures").values())


def limits() -> str:
    """Return what is known to be weak, as a list."""
    return "\n".join(f"- {text}" for text in words.terms("method.limits").values())


def definitions(codes: Iterable[str]) -> str:
    """Return what counts as each label, and what does not where the codebook says so, as a list."""
    lines = []
    for code in codes:
        label, definition, without = names.label(code), names.definition(code), names.definition_not(code)
        if without:
            lines.append(
                words.say("method.texts.definition_with_not", label=label, definition=definition, without=without)
            )
        else:
            lines.append(words.say("method.texts.definition", label=label, definition=definition))
    return "\n".join(lines)


def terms(codes: Iterable[str]) -> str:
    """Return the terms of each label, as the vocabulary holds them."""
    lines = [f"**{names.label(c)}** ({len(names.terms(c))}): {safe.markdown(', '.join(names.terms(c)))}" for c in codes]
    return "\n\n".join(lines)


def ledger(facts: Mapping[str, Any], totals: pd.DataFrame) -> str:
    """Return what went in and what of it can be used, as a list; nothing of a kind is said of refusals alone."""
    counts = dict(facts.get("ledger") or {})
    last = [
        f"{labels.number(int(counts[key]))} {text}"
        for key, text in words.terms("method.ledger").items()
        if counts.get(key) or (key in ("read", "refused") and key in counts)
    ]
    lines = [words.say("method.texts.last_ingest", counts=", ".join(last))] if last else []
    for row in totals.to_dict("records"):
        lines += [
            words.say("method.texts.used", count=labels.number(int(row[key])), words=text)
            for key, text in words.terms("method.used").items()
        ]
    return "\n".join(lines)


def documents(limits: Iterable[Mapping[str, str]]) -> str:
    """Return the limits of a document that is read, made from those that the readers keep, as a table."""
    lines = [
        words.say("method.texts.documents"),
        "",
        words.say("method.texts.documents_head"),
        "|---|---|---|",
    ]
    lines += [f"| {row['limit']} | {row['value']} | {row['when_passed']} |" for row in limits]
    return "\n".join(lines)


def gaps(answer: pd.DataFrame) -> str:
    """Return the years without articles inside the range of each collection, as a list."""
    lines = []
    for row in answer.to_dict("records"):
        days = labels.span_of_days(row["from_on"].date(), row["to_on"].date())
        name = safe.markdown(labels.collection(str(row["collection"])))
        lines.append(words.say("method.texts.gap", collection=name, days=days))
    return words.say("method.texts.gaps", gaps="\n".join(lines))


def quality(facts: Mapping[str, Any]) -> str:
    """Return the measured quality that the snapshot names, or say that none was measured."""
    measured = facts.get("quality")
    if not measured:
        return words.say("method.texts.no_quality")
    parts = measured["parts"]
    held = parts["held-out"]
    drawn = judged()
    lines = [
        words.say(
            "method.texts.quality",
            day=labels.day(date.fromisoformat(measured["measured_on"])),
            passages=labels.number(parts["all"]["passages"]),
            held=labels.number(held["passages"]),
        ),
        "",
        words.say("method.texts.quality_head"),
        "|---|---:|---:|---:|---:|---:|---:|---:|",
    ]
    for label, scores in held["labels"].items():
        low, high = (_rate(value) for value in scores["f1_interval"])
        cells = [_rate(scores[key]) for key in ("precision", "recall", "f1")]
        cells += [f"{low}–{high}", labels.number(scores["right"] + scores["missed"])]
        cells.append(_rate(parts["all"]["labels"][label]["f1"]))
        cells.append(_right_of(*drawn[label]) if label in drawn else "–")
        name = words.terms("method.labelled").get(label) or safe.markdown(labels.topic(label))
        lines.append(f"| {name} | {' | '.join(cells)} |")
    return "\n".join(lines)


def _right_of(right: int, drawn: int) -> str:
    return words.say("method.texts.right_of", right=right, drawn=drawn)


def _rate(value: float | None) -> str:
    return "–" if value is None else f"{value:.2f}"


def sources(facts: Mapping[str, Any]) -> str:
    """Return source and licence of every collection and of what the pages draw with, as a list."""
    lines = []
    for row in facts.get("collections") or []:
        parts = [safe.markdown(str(row[key])) for key in ("source", "license", "note") if row.get(key)]
        name = safe.markdown(str(row.get("name") or row.get("code") or words.say("method.texts.collection")))
        lines.append(f"- **{name}**: " + ". ".join(part.rstrip(".") for part in parts) + ".")
    lines += [f"- {text}" for text in words.terms("method.drawn_with").values()]
    return "\n".join(lines)


def moment(stamp: object) -> str:
    """Return a time of a record (ISO 8601, UTC) as a reader says it."""
    try:
        time = datetime.fromisoformat(str(stamp))
    except ValueError:
        return words.say("method.texts.unknown_time")
    return words.say("method.texts.time", day=labels.day(time.date()), time=f"{time:%H:%M}")


def snapshot(shot: Snapshot) -> str:
    """Return the facts that identify the records on screen."""
    facts = shot.facts
    counts = facts.get("counts") or {}
    rows = ", ".join(f"{labels.number(int(rows))} {table}" for table, rows in sorted(counts.items()))
    return words.say(
        "method.texts.snapshot",
        snapshot=shot.id,
        built=moment(facts.get("built_at")),
        version=safe.markdown(str(facts.get("version", words.say("method.texts.unknown_version")))),
        rows=rows,
    )

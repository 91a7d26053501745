"""What goes with a chart when it leaves the program: title, reading, period, n, denominator, source, snapshot, link.

Plain data, made once from a scene and its chart; every format writes the same words. It must not know
Streamlit, a file format, or any one chart.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

import pandas as pd

from dashboard import labels, safe
from dashboard.charts import scope
from dashboard.charts.chart import Chart, Scene
from dashboard.exports import links
from dashboard.words import say, terms
from data.records import SECTORS, THEMES
from queries import coverage, evidence
from queries.selection import Mode, Selection

_MEASURED: Final = "held-out"  # passages that nobody tuned on


@dataclass(frozen=True)
class Sheet:
    """The words that stand with a chart; `count` is n, the number of articles that it draws."""

    title: str
    said: str  # how many articles of what, from when to when: the selection in words
    reading: str
    whole: str  # the denominator
    period: str
    count: int
    sources: str
    snapshot: str
    link: str  # path and query of the frozen view
    quality: str = ""
    caption: str = ""
    among: str = ""  # which part of the selection n is, and of how many; empty where it is all

    def notes(self) -> tuple[str, ...]:
        """Return the lines below the chart, without those that say nothing."""
        return tuple(
            line
            for line in (
                " ".join(part for part in (self.whole, self.caption) if part),
                self._counted(),
                self.sources,
                self.quality,
                say("exports.sheet.made_with", snapshot=self.snapshot, link=self.link),
            )
            if line
        )

    def metadata(self) -> dict[str, str]:
        """Return name -> words for the metadata of a file."""
        return {
            "Title": self.title,
            "Description": f"{self.said} {self.reading}".strip(),
            "Source": self.sources,
            "Period": self.period,
            "n": f"{self.count}{self.among and f' {self.among}'}",
            "Denominator": self.whole,
            "Snapshot": self.snapshot,
            "Link": self.link,
            "Quality": self.quality,
            "Software": "Concordance",
        }

    def _counted(self) -> str:
        articles = labels.articles(self.count)
        if self.among:
            return say("exports.sheet.n_among", articles=articles, among=self.among, period=self.period).strip()
        return say("exports.sheet.n", articles=articles, period=self.period).strip()

    def citation(self, host: str = "") -> str:
        """Return the line by which a document cites the chart; `host` is where the dashboard is served."""
        return say(
            "exports.sheet.citation",
            title=self.title,
            said=self.said,
            sources=self.sources,
            snapshot=self.snapshot,
            host=host,
            link=self.link,
        )


def sheet(scene: Scene, chart: Chart, page: str) -> Sheet:
    """Return the sheet of a chart on a page; asks for the number of articles and their collections."""
    panel = chart.panel
    chosen = panel.selection or scene.chosen
    whole = int(scene.ask(evidence.count, chosen))
    count, part = _drawn(scene, chart, whole)
    first, last = scope.days(chosen, scene.shot)
    days = labels.span_of_days(first, last)
    view = dataclasses.replace(scene.view, panel=panel.key)
    return Sheet(
        title=safe.plain(panel.title),
        said=safe.plain(f"{_whose(panel.selection, chosen, whole)} {days}".strip() + "."),
        reading=safe.plain(panel.reading),
        whole=safe.plain(panel.whole),
        period=say("exports.sheet.period", days=labels.days(first, last)) if first and last else "",
        count=count,
        sources=sources(scene.shot.facts, scene.ask(coverage.by_collection, chosen)),
        snapshot=scene.shot.id,
        link=links.frozen(page, view, scene.shot.id),
        quality=quality(scene.shot.facts, chart.answer, chosen.interaction),
        caption=safe.plain(panel.caption),
        among=say("exports.sheet.among", part=part, whole=labels.number(whole)) if part else "",
    )


def _drawn(scene: Scene, chart: Chart, whole: int) -> tuple[int, str]:
    """Return how many of the `whole` articles a chart draws, and in words which; no words where it is all."""
    panel, answer = chart.panel, chart.answer
    if panel.parts:
        counts = [int(scene.ask(evidence.count, panel.selection or scene.chosen, mark)) for mark in panel.parts]
        return sum(counts), labels.listed([labels.mark(mark) for mark in panel.parts], "and")
    if {"code", "total_articles"} <= set(answer) and not {"dyad", "period_on"} & set(answer) and len(answer):
        one = int(answer["total_articles"].iloc[0])  # labels exist in coded articles only
        if one < whole and (answer["total_articles"] == one).all():
            return one, say("exports.sheet.in_a_coded_language")
    return whole, ""


def _whose(own: Selection | None, chosen: Selection, count: int) -> str:
    """Say whose articles are counted; a chart of the volume counts every article, whatever it reports."""
    words = labels.selection(chosen, count)
    return say(
        "exports.sheet.all_articles" if own else "exports.sheet.articles", articles=labels.articles(count), which=words
    )


def sources(facts: Mapping[str, Any], held: pd.DataFrame) -> str:
    """Return the line of sources: the collections of an answer of `coverage.by_collection`, with their licences."""
    known = {str(row["code"]): row for row in facts.get("collections") or []}
    named = []
    for code in map(str, held["collection"]):
        row = known.get(code, {})
        licence = f" ({row['license']})" if row.get("license") else ""
        named.append(safe.plain(f"{row.get('name') or labels.collection(code)}{licence}"))
    return say("exports.sheet.source", named="; ".join(named)) if named else ""


def quality(facts: Mapping[str, Any], answer: pd.DataFrame, mode: Mode) -> str:
    """Return the measured quality of the labels that an answer counts, or nothing where none was measured."""
    part = ((facts.get("quality") or {}).get("parts") or {}).get(_MEASURED)
    if not part:
        return ""
    scores = {name: part["labels"][name]["f1"] for name in _counted(answer, mode) if name in part["labels"]}
    if not scores:
        return ""
    words = terms("exports.sheet.quality_of")  # as the measurement calls them -> in words
    told = ", ".join(f"{words.get(name, name)} {value:.2f}" for name, value in scores.items())
    return say("exports.sheet.quality", passages=labels.number(part["passages"]), told=told)


def _counted(answer: pd.DataFrame, mode: Mode) -> Iterable[str]:
    """Yield the kinds of labels that the numbers of an answer depend on, as the measurement names them."""
    codes = set(answer["code"]) if "code" in answer else set()
    if codes & set(SECTORS):
        yield "sectors"
    if codes & set(THEMES):
        yield "themes"
    if {"dyad", "country"} & set(answer.columns):
        yield "named"
    if mode is not Mode.ANY:
        yield mode.value
        if "dyad" in answer:
            yield "dyads"

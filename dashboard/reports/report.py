"""A draft and records -> the report in memory: the one model that every format writes, so that numbers are the same.

A block that cannot be made keeps its place and says why; the others are made. Live links are frozen to the snapshot
that they showed when the report was made. It must not know Streamlit or a file format.
"""

from __future__ import annotations

import dataclasses
import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from dashboard import labels
from dashboard.charts import scope
from dashboard.charts.chart import Ask, Scene
from dashboard.exports import links, making, theme
from dashboard.exports.links import Link, LinkError
from dashboard.exports.making import Taken
from dashboard.exports.sheet import Sheet
from dashboard.reports import cited, draft, statement
from dashboard.reports.cited import Cited
from dashboard.reports.draft import Block, Draft
from dashboard.reports.grid import Grid, grid
from dashboard.reports.words import line, paragraphs
from dashboard.words import say
from data.snapshots import Snapshot, SnapshotError
from queries import coverage
from queries import evidence as records
from queries.selection import Mark, Selection, SelectionError
from queries.version import ANSWERS

Open = Callable[[str], tuple[Snapshot, Ask]]
"""Gives the snapshot of an id (the newest for "") and a way to ask it; SnapshotError if there is none."""
_LOG: Final = logging.getLogger(__name__)


@dataclass(frozen=True)
class Words:
    """A heading with paragraphs below it; either may be missing."""

    heading: str
    level: int
    paragraphs: tuple[str, ...]


@dataclass(frozen=True)
class Missing:
    """A block that could not be made, in a sentence."""

    why: str


@dataclass(frozen=True)
class Exhibit:
    """A chart, table or list with its words. `figure` is plain data for a printer; `cites` are numbers of sources."""

    kind: str
    name: str  # "Figure 2"
    title: str
    reading: str
    caption: str
    notes: tuple[str, ...]  # denominator; n and period; sources
    link: str
    scene: Scene = field(repr=False)
    page: str
    mark: Mark | None = None
    counted: Selection | None = None
    taken: Taken | None = field(default=None, repr=False)
    figure: Mapping[str, Any] | None = field(default=None, repr=False)
    table: Grid | None = None
    articles: tuple[Cited, ...] = ()

    @property
    def alternative(self) -> str:
        """The words for whoever cannot see the picture."""
        return " ".join(part for part in (f"{self.title}.", self.reading, *self.notes[:1]) if part)

    @property
    def captioned(self) -> str:
        """Number and caption; the title where nobody wrote a caption."""
        return f"{self.name}. {self.caption or self.title.removesuffix(f' ({self.name})')}"

    @property
    def sheet(self) -> Sheet | None:
        """The words of the chart as it is taken out alone."""
        return self.taken.sheet if self.taken else None


Part = Words | Exhibit | Missing


@dataclass(frozen=True)
class Report:
    """A report made. `problems` are blocks that could not be made; `notices` what was ignored or frozen."""

    title: str
    author: str
    on: date
    language: str
    host: str
    parts: tuple[Part, ...]
    sources: tuple[str, ...]  # the first is [1]
    methods: tuple[str, ...]
    data: tuple[str, ...]
    limits: tuple[str, ...]
    notices: tuple[str, ...]
    problems: tuple[str, ...]
    frozen: Draft  # the draft with every link frozen
    snapshots: tuple[str, ...]

    @property
    def exhibits(self) -> list[Exhibit]:
        """The charts, tables and lists in their order."""
        return [part for part in self.parts if isinstance(part, Exhibit)]

    @property
    def byline(self) -> str:
        """Author and date on one line."""
        return ", ".join(part for part in (self.author, labels.day(self.on)) if part)

    @property
    def made_from(self) -> str:
        """One line on what the report was made from."""
        if not self.snapshots:
            return say("reports.report.made_with")
        told = labels.listed(self.snapshots, "and")
        return say("reports.report.made_from", n=len(self.snapshots), snapshots=told)


class Builder:
    """Makes the parts one after another and keeps what they share: records, sources, numbers, notices."""

    def __init__(self, open_: Open, host: str) -> None:
        self._open = open_
        self._host = host
        self._opened: dict[str, tuple[Snapshot, Ask]] = {}
        self._counts: dict[str, int] = {}
        self._sources: dict[tuple[str, str], str] = {}
        self.notices: list[str] = []
        self.thawed: list[int] = []  # numbers of blocks whose links followed the newest records
        self.columns: set[str] = set()

    def part(self, number: int, block: Block) -> Part:
        """Return one block made; LinkError, SnapshotError or SelectionError with a sentence."""
        if block.kind == "text":
            return Words(line(block.heading), block.level, tuple(paragraphs(block.text)))
        scene, link = self.scene(number, block)
        return self._listed(block, scene, link) if block.kind == "evidence" else self._charted(block, scene, link)

    def scene(self, number: int, block: Block) -> tuple[Scene, Link]:
        """Return the scene and page of a block's link, and note what in the link was ignored or has changed."""
        link = links.read(block.link)
        shot, ask = self.records(link.view.snapshot)
        if link.view.selection.outlets:
            link = links.read(block.link, outlets=frozenset(scope.options(ask)["outlets"]))
        said = draft.named(number, block).rstrip(",")
        self.notices += [f"{said}: {line(notice)}" for notice in link.notices]
        if not link.view.snapshot:
            self.thawed.append(number)
        elif link.view.answers and link.view.answers != ANSWERS:
            self.notices.append(say("reports.report.other_answers", block=said, then=link.view.answers, here=ANSWERS))
        return Scene(shot, dataclasses.replace(link.view, article=""), ask), link

    def records(self, snapshot_id: str) -> tuple[Snapshot, Ask]:
        """Return the records of a snapshot, opened once."""
        if snapshot_id not in self._opened:
            self._opened[snapshot_id] = self._open(snapshot_id)
        return self._opened[snapshot_id]

    def _charted(self, block: Block, scene: Scene, link: Link) -> Exhibit:
        _enough(scene)
        found = making.taken(scene, link.page, block.panel)
        chart, words = found.chart, found.sheet
        drawn = chart.figure is not None and block.kind == "chart"
        self.columns |= set(map(str, chart.answer.columns))
        chosen = chart.panel.selection or scene.chosen
        notes = (
            " ".join(part for part in (words.whole, words.caption) if part),
            say(
                "reports.report.note",
                said=words.said.rstrip("."),
                count=labels.number(words.count),
                cites=self._cites(scene, chosen),
                snapshot=scene.shot.id,
            ),
        )
        return Exhibit(
            block.kind if drawn else "table", self._number("chart" if drawn else "table"), _titled(scene, words.title),
            words.reading,
            line(block.caption), tuple(note for note in notes if note), self._host + words.link, scene, link.page,
            counted=chart.panel.selection, taken=found, figure=theme.printed(chart.figure) if drawn else None,
            table=grid(chart.answer, chart.panel, block.most or draft.MOST["table"]),
        )  # fmt: skip

    def _listed(self, block: Block, scene: Scene, link: Link) -> Exhibit:
        panel = block.panel or scene.view.panel
        counted = None
        if scene.view.mark and panel:
            counted = links.maker(link.page, scene.view, panel)(scene).panel.selection
        chosen, mark = counted or scene.chosen, scene.view.mark
        total = int(scene.ask(records.count, chosen, mark))
        if total == 0:
            raise LinkError(say("reports.report.empty_list"))
        most = min(total, block.most or draft.MOST["evidence"])
        first, last = scope.days(chosen, scene.shot)
        words = f"{labels.articles(total)} {labels.selection(chosen, total)} {labels.span_of_days(first, last)}".strip()
        shown = (
            say("reports.report.all")
            if most == total
            else say("reports.report.newest", most=labels.number(most), total=labels.number(total))
        )
        title = (
            say("reports.report.articles_behind", mark=labels.mark(mark)) if mark else say("reports.report.articles")
        )
        cites = self._cites(scene, chosen)
        note = say("reports.report.list_note", articles=labels.articles(total), cites=cites, snapshot=scene.shot.id)
        return Exhibit(
            "evidence", self._number("evidence"), _titled(scene, line(title)),
            line(_listed_as(mark, words, shown)), line(block.caption),
            (note,),
            self._host + links.frozen(link.page, scene.view, scene.shot.id), scene, link.page, mark=mark,
            counted=counted, articles=cited.newest(scene, chosen, mark, most),
        )  # fmt: skip

    def _number(self, kind: str) -> str:
        self._counts[kind] = self._counts.get(kind, 0) + 1
        return say(f"reports.report.names.{kind}", number=self._counts[kind])

    def _cites(self, scene: Scene, chosen: Selection) -> str:
        """Return "Sources: [1], [2]." and keep each collection under its number."""
        known = {str(row.get("code")): row for row in scene.shot.facts.get("collections") or []}
        numbers = []
        for code in map(str, scene.ask(coverage.by_collection, chosen)["collection"]):
            row, key = known.get(code, {}), (scene.shot.id, code)
            parts = [statement.name(row, code), *(line(str(row[k])) for k in ("license", "source") if row.get(k))]
            self._sources.setdefault(
                key,
                say("reports.report.source", parts=". ".join(p.rstrip(".") for p in parts), snapshot=scene.shot.id),
            )
            numbers.append(list(self._sources).index(key) + 1)
        if not numbers:
            return ""
        return say("reports.report.cites", n=len(numbers), numbers=", ".join(f"[{n}]" for n in sorted(numbers)))

    @property
    def sources(self) -> tuple[str, ...]:
        """The sources that were cited, the first is [1]."""
        return tuple(self._sources.values())

    @property
    def snapshots(self) -> dict[str, tuple[Snapshot, Ask]]:
        """The snapshots that were opened, by id."""
        return {shot.id: (shot, ask) for shot, ask in self._opened.values()}


def _titled(scene: Scene, title: str) -> str:
    """Return a chart's title with the pair or country that its page is about."""
    view = scene.view
    subject = labels.dyad(view.dyad) if view.dyad else labels.country(view.country) if view.country else ""
    return say("reports.report.titled", subject=subject, title=title) if subject else title


def _listed_as(mark: Mark | None, articles: str, shown: str) -> str:
    if mark:
        return say("reports.report.list_reading_of_mark", mark=labels.mark(mark), articles=articles, shown=shown)
    return say("reports.report.list_reading", articles=articles, shown=shown)


def _enough(scene: Scene) -> None:
    count = int(scene.ask(records.count, scene.chosen))
    if count < scope.TOO_FEW:
        raise LinkError(say("reports.report.too_few", articles=labels.articles(count).capitalize()))


def build(asked: Draft, open_: Open, *, today: date) -> Report:
    """Return the report of a draft; what cannot be made is in its `problems`, and in its place in `parts`."""
    builder = Builder(open_, asked.host)
    parts: list[Part] = []
    frozen: list[Block] = []
    problems: list[str] = []
    for number, block in enumerate(asked.blocks, start=1):
        why = draft.fault(block)
        if not why:
            try:
                part = builder.part(number, block)
                parts.append(part)
                frozen.append(_frozen(block, part))
                continue
            except (LinkError, SnapshotError, SelectionError) as error:
                why = say("reports.report.not_made", line=line(str(error)))
            except Exception:  # whatever is wrong with one block, the others are made
                _LOG.exception("%s could not be made.", draft.named(number, block))
                why = say("reports.report.see_log")
        problems.append(f"{draft.named(number, block)} {line(why)}")
        parts.append(Missing(problems[-1]))
        frozen.append(block)
    parts = _told_apart(parts)
    opened = builder.snapshots
    notices = [*asked.notices, *builder.notices, *_thawed(builder.thawed, list(opened))]
    return Report(
        line(asked.title) or say("reports.report.untitled"),
        line(asked.author), asked.on or today, asked.language, asked.host,
        tuple(parts), builder.sources, statement.methods(builder.columns),
        tuple(text for shot, ask in opened.values() for text in statement.data(shot, ask)), statement.limits(),
        tuple(notices), tuple(problems), dataclasses.replace(asked, on=asked.on or today, blocks=tuple(frozen)),
        tuple(opened),
    )  # fmt: skip


def _told_apart(parts: list[Part]) -> list[Part]:
    """Return the parts, those with a title that others have too named by their number: each heading is one place."""
    titles = [part.title for part in parts if isinstance(part, Exhibit)]
    return [
        dataclasses.replace(part, title=f"{part.title} ({part.name})")
        if isinstance(part, Exhibit) and titles.count(part.title) > 1 else part
        for part in parts
    ]  # fmt: skip


def _frozen(block: Block, part: Part) -> Block:
    """Return a block whose link names the snapshot that it was made from."""
    if not isinstance(part, Exhibit):
        return block
    return dataclasses.replace(block, link=links.frozen(part.page, part.scene.view, part.scene.shot.id))


def _thawed(numbers: list[int], snapshots: list[str]) -> list[str]:
    if not numbers:
        return []
    blocks = labels.listed([str(number) for number in numbers], "and", most=draft.MOST_BLOCKS)
    return [say("reports.report.thawed", n=len(numbers), blocks=blocks, snapshot=labels.listed(snapshots[:1]))]

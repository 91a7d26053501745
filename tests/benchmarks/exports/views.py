"""Random views that a reader could come to: links over all pages, panels and selections, from a seed.

The codes come from the snapshot, the frequent ones more often, so that most views hold articles; those that hold too
few for a pattern are left out, as the page leaves them out.
"""

from __future__ import annotations

import dataclasses
import random
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from dashboard.charts import scope, timelines
from dashboard.charts.chart import Ask, Scene
from dashboard.exports import links
from dashboard.options import Colour, Labels, Layout, Measure, Order, Region, Shape, Unit
from dashboard.state import ViewState
from data import names
from data.records import SECTORS, THEMES, dyad_of
from data.snapshots import Snapshot, chosen
from queries import evidence
from queries.connection import connect, kept_in
from queries.selection import Mode, Selection
from queries.timeline import Grain

_OPTIONS = {"colour": Colour, "order": Order, "region": Region, "shape": Shape, "unit": Unit}


@dataclass(frozen=True)
class Records:
    """An open snapshot and the codes that occur in it, most frequent first."""

    shot: Snapshot
    ask: Ask
    codes: dict[str, list[str]]

    def scene(self, view: ViewState) -> Scene:
        """Return the scene of a view on these records."""
        return Scene(self.shot, view, self.ask)


@contextmanager
def opened(store: Path | None) -> Iterator[Records]:
    """Give the records of a store (the embedded sample for None)."""
    shot = chosen(store, "")
    connection = connect(shot, kept=kept_in(store))

    def ask(function: Any, *arguments: Any, **options: Any) -> Any:
        return function(connection.cursor(), *arguments, **options)

    try:
        yield Records(shot, ask, scope.options(ask))
    finally:
        connection.close()


def some(records: Records, count: int, seed: int) -> list[tuple[str, str]]:
    """Return so many pairs of an address and the key of a panel that it draws, every panel about as often."""
    draw = random.Random(seed)
    found: list[tuple[str, str]] = []
    order = [(page, key) for page in links.CHARTS for key in links.CHARTS[page]]
    while len(found) < count:
        page, key = order[len(found) % len(order)]
        view = _view(draw, records, page)
        if (page, key) == ("timelines", "change") and not view.compare:
            view = dataclasses.replace(view, compare=_days(draw, records.shot))  # the page draws it for a comparison
        if key == "ranked":
            view = ViewState(selection=view.selection, focus=draw.choice(records.codes["countries"][:15]))
        if (page, key) == ("timelines", "change") and timelines.compared(records.scene(view)) is None:
            continue  # periods that overlap: the page draws nothing
        enough = int(records.ask(evidence.count, view.selection)) >= scope.TOO_FEW
        if enough and key in links.makers(page, view):
            found.append((links.relative(page, view), key))
    return found


def _view(draw: random.Random, records: Records, page: str) -> ViewState:
    """Return a view of a page with its options drawn at random."""
    countries = records.codes["countries"][:30]
    one, other = draw.sample(countries[:12], 2)
    options: dict[str, Any] = {
        "compare": _days(draw, records.shot) if draw.random() < 0.3 else None,
        "grain": draw.choice((None, *Grain)),
        "labels": draw.choice(tuple(Labels)),
        "layout": draw.choice((None, None, *Layout)),
        "measure": draw.choice(tuple(Measure)),
    }
    if page == "comentions":
        options = {
            "focus": draw.choice(("", "", one)),
            "minimum": draw.choice((1, 5, 20)),
            **{name: draw.choice(tuple(kinds)) for name, kinds in _OPTIONS.items()},
        }
    about = {"dyad": {"dyad": dyad_of(one, other)}, "country": {"country": one}}.get(page, {})
    return ViewState(selection=_selection(draw, records, countries), **options, **about)


def _selection(draw: random.Random, records: Records, countries: list[str]) -> Selection:
    """Return a selection of none to several filters."""

    def several(codes: list[str] | tuple[str, ...], chance: float, most: int = 2) -> tuple[str, ...]:
        return tuple(draw.sample(codes, min(len(codes), draw.randint(1, most)))) if draw.random() < chance else ()

    since, until = _days(draw, records.shot) if draw.random() < 0.4 else (None, None)
    return Selection(
        interaction=draw.choice((Mode.ANY, Mode.ANY, Mode.COOPERATION, Mode.CONFLICT)),
        since=since,
        until=until,
        countries=several(countries, 0.4),
        blocs=several([bloc.code for bloc in names.blocs()], 0.1),
        partners=several(countries, 0.2),
        sectors=several(SECTORS, 0.2),
        themes=several(THEMES, 0.1),
        organisations=several(records.codes["organisations"][:10], 0.1, 1),
        outlets=several(records.codes["outlets"][:8], 0.1),
        collections=several(records.codes["collections"], 0.1),
    )


def _days(draw: random.Random, shot: Snapshot) -> tuple[date, date]:
    """Return two days inside the snapshot, half a year apart at least."""
    first, last = scope.period(shot)
    assert first is not None and last is not None
    begin = first + timedelta(days=draw.randrange(max((last - first).days - 200, 1)))
    return begin, min(last, begin + timedelta(days=draw.randint(180, 4000)))

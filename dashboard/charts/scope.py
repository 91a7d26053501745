"""What a view covers: its days, its grain, its denominators in words. Pure; it must not know Streamlit."""

from __future__ import annotations

import dataclasses
from datetime import date
from typing import Final

import duckdb
import pandas as pd

from dashboard import labels, readings, relation_readings
from dashboard.charts.chart import Ask, Scene
from dashboard.state import Measure, ViewState
from dashboard.words import say
from data.snapshots import Snapshot
from queries import facets, timeline
from queries.selection import EVERYTHING, Mode, Selection
from queries.timeline import Grain

TOO_FEW: Final = 5
"""Articles of a selection below which no pattern is drawn, because a pattern in three articles is none."""
_EVERY: Final = 100_000  # names of outlets in a snapshot; a link is checked against all of them
_FACETS: Final = ("countries", "organisations", "leaders", "outlets", "languages", "collections")
_MOST_PERIODS: Final = 600  # more points than a chart has pixels; 2,500 days took 2.4 s to draw
_DAYS_IN: Final = {Grain.DAY: 1, Grain.WEEK: 7, Grain.MONTH: 30, Grain.QUARTER: 91, Grain.YEAR: 365}


def period(shot: Snapshot) -> tuple[date | None, date | None]:
    """Return the first and last day of the snapshot's articles, or None where it has no dated article."""
    days = [date.fromisoformat(day) for day in shot.facts.get("period") or [] if day]
    return (days[0], days[-1]) if days else (None, None)


def days(chosen: Selection, shot: Snapshot) -> tuple[date | None, date | None]:
    """Return the days that a selection covers: its own, else those of the snapshot."""
    first, last = period(shot)
    return chosen.since or first, chosen.until or last


def grain(view: ViewState, shot: Snapshot) -> tuple[Grain, bool]:
    """Return the grain of a timeline, and whether it is coarser than the one asked for (600 periods at most)."""
    first, last = days(view.selection, shot)
    if first is None or last is None:
        return view.grain or Grain.YEAR, False
    if view.grain is None:
        return timeline.automatic_grain(first, last), False
    for candidate in list(Grain)[list(Grain).index(view.grain) :]:
        if (last - first).days / _DAYS_IN[candidate] <= _MOST_PERIODS:
            return candidate, candidate is not view.grain
    return Grain.YEAR, view.grain is not Grain.YEAR


def counting(view: ViewState, answer: pd.DataFrame) -> tuple[bool, str]:
    """Return whether columns over time are counts, and their denominator in words, with why if nobody asked for it."""
    if view.measure is not Measure.COUNT and relation_readings.is_sparse(answer):
        return True, f"{sparse()} {say('charts.scope.counts')}"
    counted = view.measure is Measure.COUNT
    return counted, say("charts.scope.counts" if counted else "charts.scope.shares")


def sparse() -> str:
    """Say why so few articles are drawn as counts."""
    return say("charts.scope.sparse")


def volume(chosen: Selection) -> Selection:
    """Return the selection whose articles are the volume: every article of those dates, outlets, languages."""
    return dataclasses.replace(chosen.volume(), interaction=Mode.ANY)


def whole(chosen: Selection) -> str:
    """Return the words for the denominator of a breakdown of a selection."""
    return say(f"charts.scope.whole.{chosen.interaction}")


def every(chosen: Selection) -> str:
    """Return the words for the articles that shares of a selection stand beside: all that report the same."""
    return say(f"charts.sectors.all.{chosen.interaction}")


def strip(scene: Scene, grain: Grain) -> pd.DataFrame:
    """Return the volume by period and collection, asked without all that it does not depend on: so it is asked once."""
    found: pd.DataFrame = scene.ask(timeline.volume, volume(scene.chosen), grain=grain)
    return found


def sources(scene: Scene, grain: Grain) -> str:
    """Return the sentence that says when collections begin and end inside the period, or nothing."""
    return readings.sources(strip(scene, grain), collections(scene.ask))


def options(ask: Ask) -> dict[str, list[str]]:
    """Return the codes that occur in the snapshot, a list a facet, most frequent first (as the answer is ordered)."""
    found: dict[str, list[str]] = ask(_options)
    return found


def collections(ask: Ask) -> dict[str, str]:
    """Return the names of the snapshot's collections by code, the largest first."""
    return {code: labels.collection(code) for code in options(ask)["collections"]}


def _options(connection: duckdb.DuckDBPyConnection) -> dict[str, list[str]]:
    """Ask once and keep the lists: every page needs them, and the answer has a row for each of 11,000 outlets."""
    answer = facets.facets(connection, EVERYTHING, limit=_EVERY)
    return {facet: [str(code) for code in answer.loc[answer["facet"] == facet, "code"]] for facet in _FACETS}

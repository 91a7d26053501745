"""The charts of the Theme timelines: lines over time with what stands out, the volume, and two periods compared."""

from __future__ import annotations

import dataclasses
from typing import Any, Final

import pandas as pd

from dashboard import labels, readings
from dashboard.charts import cards, scope
from dashboard.charts.chart import Chart, Panel, Scene
from dashboard.figures import change_bars, timeline_grid
from dashboard.figures import timelines as figures
from dashboard.figures import volume as strips
from dashboard.state import Labels, Layout, Measure, ViewState
from dashboard.words import say
from data import names
from queries import blocs, change, comentions, lines, periods, standouts, timeline
from queries.periods import Pair
from queries.selection import Mode

CODED: Final = (Labels.SECTORS, Labels.THEMES)
_MOST_DRAWABLE: Final = 200
_BURSTS: Final = 2_000  # more than there are: 555 of 200 pairs by week, on the full corpora
MOST_LINES: Final = 8  # above it, a heat grid


def over_time(scene: Scene) -> Chart:
    """Return sectors, themes, pairs or countries over time."""
    view, chosen = scene.view, scene.chosen
    grain, _ = scope.grain(view, scene.shot)
    answer = answer_of(scene)
    is_sparse = view.measure is Measure.VOLUME and readings.is_sparse(answer)
    measure = Measure.COUNT if is_sparse else view.measure
    is_coded = view.labels in CODED or chosen.interaction is not Mode.ANY
    whole = [scope.sparse() if is_sparse else _whole(measure, is_coded), say("charts.timelines.several")]
    if view.labels is Labels.BLOCS:
        whole.append(say("charts.timelines.of_blocs"))
    bursts = standing(scene)
    about = Panel(
        "labels", say(f"charts.timelines.title.{view.labels}", by_grain=labels.by(grain)),
        _reading(answer, grain, bursts), " ".join(whole),
        grain=grain, caption=scope.sources(scene, grain),
    )  # fmt: skip
    layout = view.layout or (Layout.GRID if answer["code"].nunique() > MOST_LINES else None)
    if layout is Layout.GRID:
        about = dataclasses.replace(about, whole=" ".join([*whole, say("charts.timelines.blank")]))
        return Chart(about, answer, timeline_grid.label_grid(answer, grain=grain, look=scene.look))
    whole += [say("charts.timelines.bands")] if measure is Measure.VOLUME else []
    whole += [say("charts.timelines.stars")] if _shown(answer, bursts) else []
    about = dataclasses.replace(about, whole=" ".join(whole))
    lined = figures.label_lines(
        answer, grain=grain, measure=figures.Measure(measure.value), mode=chosen.interaction, look=scene.look,
        alone=None if layout is None else layout is Layout.ROWS, bursts=bursts,
    )  # fmt: skip
    return Chart(about, answer, lined)


def _whole(measure: Measure, is_coded: bool) -> str:
    if is_coded:
        return say(f"charts.timelines.wholes_coded.{measure}")
    return say(f"charts.timelines.wholes.{measure}")


def answer_of(scene: Scene) -> pd.DataFrame:
    """Return the lines that the view asks for."""
    view = scene.view
    grain, _ = scope.grain(view, scene.shot)
    if view.labels in CODED:
        found: pd.DataFrame = scene.ask(timeline.labels_over_time, scene.chosen, of=view.labels.value, grain=grain)
    else:
        found = scene.ask(lines.over_time, scene.chosen, of=view.labels.value, codes=drawn(view), grain=grain)
    return found


def drawn(view: ViewState) -> tuple[str, ...]:
    """Return the codes that the view names for the kind of lines it draws."""
    return tuple(code for code in view.drawn if _of(code) is view.labels)


def _of(code: str) -> Labels:
    if code.startswith(blocs.PREFIX):
        return Labels.BLOCS
    return Labels.DYADS if "-" in code else Labels.COUNTRIES


def drawable(scene: Scene) -> list[str]:
    """Return the codes that can be lines of the kind that the view names, most frequent first; blocs as listed."""
    if scene.view.labels is Labels.BLOCS:
        return [blocs.PREFIX + bloc.code for bloc in names.blocs()]
    query, column = (comentions.countries, "country")
    if scene.view.labels is Labels.DYADS:
        query, column = (comentions.units, "dyad")
    return [str(code) for code in scene.ask(query, scene.chosen)[column].head(_MOST_DRAWABLE)]


def standing(scene: Scene) -> pd.DataFrame | None:
    """Return the bursts of the lines, or None for lines of countries or blocs, whose bursts nobody has defined."""
    if scene.view.labels in (Labels.COUNTRIES, Labels.BLOCS):
        return None
    grain, _ = scope.grain(scene.view, scene.shot)
    # All, not the surest: the burst of a pair that is drawn may be large and long and not among those (5 % slower).
    asked = {"of": scene.view.labels.value, "grain": grain, "limit": _BURSTS}
    found: pd.DataFrame = scene.ask(standouts.standouts, scene.chosen, **asked)
    return found


def bursts(scene: Scene) -> tuple[cards.Line, ...]:
    """Return the surest bursts of the lines that are drawn, in words, each with the mark of its articles."""
    found = standing(scene)
    if found is None:
        return ()
    kept = found[found["code"].isin(set(answer_of(scene)["code"]))].head(cards.SHOWN)
    return tuple(cards.burst(row) for row in kept.itertuples())


def volume(scene: Scene) -> Chart:
    """Return all articles of the period by collection, at the grain of the lines above it."""
    grain, _ = scope.grain(scene.view, scene.shot)
    answer = scope.strip(scene, grain)
    about = Panel(
        "volume", say("charts.timelines.volume"), readings.volume(answer),
        say("charts.timelines.volume_whole"), grain=grain,
        selection=scope.volume(scene.chosen),
    )  # fmt: skip
    names = scope.collections(scene.ask)
    figure = strips.strip(answer, grain=grain, collections=names, look=scene.look)
    return Chart(about, answer, figure)


def compared(scene: Scene) -> Pair | None:
    """Return the two periods that the view compares, the earlier first; None where it names none or they overlap.

    The later one is the selection's own days, or the latest full period where it has no first day.
    """
    asked, chosen = scene.view.compare, scene.chosen
    latest = cards.pair(scene)
    if asked is None or latest is None:
        return None
    _, last = scope.days(chosen, scene.shot)
    own = (chosen.since, last) if chosen.since and last else latest.later
    earlier, later = sorted((asked, own))
    return None if earlier[1] >= later[0] else Pair(earlier, later, None)


def changed(scene: Scene) -> Chart:
    """Return what the change between two periods is made of; where the view names none, between the latest two."""
    pair = compared(scene) if scene.view.compare else cards.pair(scene)
    chosen = dataclasses.replace(scene.chosen, since=None, until=None)  # the periods take the place of its dates
    days: dict[str, Any] = {"earlier": pair.earlier, "later": pair.later} if pair else {}
    answer = scene.ask(change.change, chosen, **days) if pair else pd.DataFrame()
    about = Panel(
        "change", say("charts.timelines.change"), readings.change(answer, pair),
        say("charts.timelines.change_whole"), count="count_later", selection=chosen,
        parts=pair.marks if pair else (),
    )  # fmt: skip
    return Chart(about, answer, change_bars.parts(answer, pair=pair, look=scene.look))


def year_before(period: periods.Period) -> periods.Period:
    """Return the same days a year earlier; of a leap day, the day before it."""
    first, last = ((pd.Timestamp(day) - pd.DateOffset(years=1)).date() for day in period)
    return first, last


def _reading(answer: pd.DataFrame, grain: timeline.Grain, bursts: pd.DataFrame | None) -> str:
    text, count = readings.over_time(answer, grain), _shown(answer, bursts)
    return say("charts.timelines.bursts", n=count, reading=text, shown=labels.number(count)) if count else text


def _shown(answer: pd.DataFrame, bursts: pd.DataFrame | None) -> int:
    """Return how many bursts are of lines that are drawn."""
    return 0 if bursts is None or bursts.empty else int(bursts["code"].isin(set(answer["code"])).sum())

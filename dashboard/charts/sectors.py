"""The charts of the Sector breakdown: bars beside their baseline, a grid by pair, lines over time."""

from __future__ import annotations

import dataclasses
from typing import Final

import pandas as pd

from dashboard import labels, readings
from dashboard.charts import against, cards, scope
from dashboard.charts import timelines as periods_of
from dashboard.charts.chart import Chart, Panel, Scene
from dashboard.figures import sector_change, sectors_together, timelines
from dashboard.figures import sectors as figures
from dashboard.figures.timelines import Measure
from dashboard.state import Rows
from dashboard.words import say
from queries import change, timeline
from queries import sectors as labels_of
from queries import together as overlaps

_PAIRS: Final = 15  # rows of the grid


def bars(scene: Scene) -> Chart:
    """Return the five sectors as ranked bars with their baseline."""
    answer, baseline = against.breakdown(scene)
    whole = f"{scope.whole(scene.chosen)} {baseline}".strip()
    about = Panel("sectors", say("charts.sectors.sectors"), readings.breakdown(answer), whole)
    beside = say("charts.sectors.kept") if scene.view.kept else scope.every(scene.chosen)
    figure = figures.label_bars(answer, baseline=beside, look=scene.look)
    return Chart(about, answer, figure)


def grid(scene: Scene) -> Chart:
    """Return sectors by the most frequent pairs or countries."""
    by_country = scene.view.rows is Rows.COUNTRIES
    answer = scene.ask(labels_of.by_country if by_country else labels_of.by_dyad, scene.chosen, limit=_PAIRS)
    about = Panel(
        "grid", say(f"charts.sectors.by.{scene.view.rows}"), readings.grid(answer),
        say(f"charts.sectors.rows.{scene.view.rows}", every=scope.every(scene.chosen)),
    )  # fmt: skip
    return Chart(about, answer, figures.grid(answer, look=scene.look))


def over_time(scene: Scene) -> Chart:
    """Return the sectors over time, as counts where a share would be a line along zero."""
    grain, _ = scope.grain(scene.view.carry(), scene.shot)
    answer = scene.ask(timeline.labels_over_time, scene.chosen, of="sectors", grain=grain)
    measure = Measure.COUNT if readings.is_sparse(answer) else Measure.SHARE_OF_VOLUME
    about = Panel(
        "time", say("charts.sectors.time", by_grain=labels.by(grain)), readings.over_time(answer, grain),
        scope.sparse() if measure is Measure.COUNT else say("charts.sectors.whole"), grain=grain,
    )  # fmt: skip
    mode = scene.chosen.interaction
    return Chart(about, answer, timelines.label_lines(answer, grain=grain, measure=measure, mode=mode, look=scene.look))


def changed(scene: Scene) -> Chart:
    """Return the sectors in the two periods that the view compares, or in the latest two full ones."""
    pair = periods_of.compared(scene) or cards.pair(scene)
    asked = dataclasses.replace(scene.chosen, since=None, until=None)  # the periods take the place of its dates
    if pair is None:
        about = Panel("change", say("charts.sectors.two_periods"), say("charts.sectors.no_periods"), "")
        return Chart(about, pd.DataFrame({"count_later": []}))
    earlier, later = (labels.days(*period) for period in (pair.earlier, pair.later))
    answer = scene.ask(change.change_by, asked, of="sectors", earlier=pair.earlier, later=pair.later)
    about = Panel(
        "change", say("charts.sectors.changed", earlier=earlier, later=later),
        readings.moved(answer), say("charts.sectors.thick", whole=scope.whole(scene.chosen)),
        count="count_later", selection=asked, days=pair.later, parts=pair.marks,
    )  # fmt: skip
    figure = sector_change.dumbbells(answer, earlier=pair.earlier, later=pair.later, look=scene.look)
    return Chart(about, answer, figure)


def together(scene: Scene) -> Chart:
    """Return which sectors stand in the same articles."""
    answer = scene.ask(overlaps.sectors, scene.chosen)
    about = Panel(
        "together", say("charts.sectors.together"), readings.together(answer),
        say("charts.sectors.expected", whole=scope.whole(scene.chosen)),
    )  # fmt: skip
    return Chart(about, answer, sectors_together.square(answer, look=scene.look))

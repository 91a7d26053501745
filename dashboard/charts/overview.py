"""The charts of the Overview: how much, on what, between whom."""

from __future__ import annotations

from typing import Final

from dashboard import readings
from dashboard.charts import comentions as pairs
from dashboard.charts import scope
from dashboard.charts.chart import Chart, Panel, Scene
from dashboard.figures import dyad_bars
from dashboard.figures import sectors as figures
from dashboard.figures import volume as strips
from dashboard.words import say
from queries import comentions
from queries import sectors as labels_of

_PAIRS: Final = 12  # bars: about as high as the panel beside them


def sectors(scene: Scene) -> Chart:
    """Return the five sectors as ranked bars."""
    answer = scene.ask(labels_of.breakdown, scene.chosen)
    whole = f"{scope.whole(scene.chosen)} {readings.baseline(answer, scene.chosen.interaction)}".strip()
    about = Panel("sectors", say("charts.overview.sectors"), readings.breakdown(answer), whole)
    beside = scope.every(scene.chosen)
    return Chart(about, answer, figures.label_bars(answer, baseline=beside, look=scene.look))


def dyads(scene: Scene) -> Chart:
    """Return the strongest pairs as ranked bars."""
    mode = scene.chosen.interaction
    # The options of the map page, so that the two share one answer.
    answer = scene.ask(
        comentions.dyads, scene.chosen, unit=pairs.counted(scene.view), minimum_support=scene.view.minimum
    )
    figure = dyad_bars.dyads(answer, mode=mode, limit=_PAIRS, look=scene.look)
    about = Panel(
        "dyads", say("charts.overview.dyads"), readings.dyads(answer, mode, pairs.pairs_drawn(figure)),
        say("charts.overview.dyads_whole"), count="count_selected",
    )  # fmt: skip
    return Chart(about, answer, figure)


def volume(scene: Scene) -> Chart:
    """Return all articles of the period by collection, at the grain that suits the period."""
    grain, _ = scope.grain(scene.view.carry(), scene.shot)
    answer = scope.strip(scene, grain)
    about = Panel(
        "volume", say("charts.overview.volume"), readings.volume(answer),
        say("charts.overview.volume_whole"), grain=grain,
        selection=scope.volume(scene.chosen),
    )  # fmt: skip
    names = scope.collections(scene.ask)
    return Chart(about, answer, strips.strip(answer, grain=grain, collections=names, look=scene.look))

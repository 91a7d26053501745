"""The charts of the Sector breakdown: bars beside their baseline, a grid by pair, lines over time."""

from __future__ import annotations

from typing import Final

from dashboard import labels, readings
from dashboard.charts import scope
from dashboard.charts.chart import Chart, Panel, Scene
from dashboard.figures import sectors as figures
from dashboard.figures import timelines
from dashboard.figures.timelines import Measure
from queries import sectors as labels_of
from queries import timeline

_PAIRS: Final = 15  # rows of the grid
_WHOLES: Final = {
    Measure.COUNT: "So few articles are drawn as counts: a share of them would be a line along zero.",
    Measure.SHARE_OF_VOLUME: "100 % is all articles of the period in a coded language (see Method). "
    "Bands: 95 % intervals.",
}


def bars(scene: Scene) -> Chart:
    """Return the five sectors as ranked bars with their baseline."""
    answer = scene.ask(labels_of.breakdown, scene.chosen)
    whole = f"{scope.whole(scene.chosen)} {readings.baseline(answer)}".strip()
    about = Panel("sectors", "The five sectors", readings.breakdown(answer), whole)
    return Chart(about, answer, figures.label_bars(answer, narrow=scene.narrow, look=scene.look))


def grid(scene: Scene) -> Chart:
    """Return sectors by the most frequent pairs."""
    answer = scene.ask(labels_of.by_dyad, scene.chosen, limit=_PAIRS)
    about = Panel(
        "grid", "By pair of countries", readings.grid(answer),
        "Each row is one pair; 100 % is the articles of that pair under the interaction shown.",
    )  # fmt: skip
    return Chart(about, answer, figures.dyad_grid(answer, look=scene.look))


def over_time(scene: Scene) -> Chart:
    """Return the sectors over time, as counts where a share would be a line along zero."""
    grain, _ = scope.grain(scene.view.carry(), scene.shot)
    answer = scene.ask(timeline.labels_over_time, scene.chosen, of="sectors", grain=grain)
    measure = Measure.COUNT if readings.is_sparse(answer) else Measure.SHARE_OF_VOLUME
    about = Panel(
        "time", f"Over time, by {labels.GRAINS[grain].lower()}", readings.over_time(answer, grain),
        _WHOLES[measure], grain=grain,
    )  # fmt: skip
    mode = scene.chosen.interaction
    return Chart(about, answer, timelines.label_lines(answer, grain=grain, measure=measure, mode=mode, look=scene.look))

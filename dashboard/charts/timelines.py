"""The charts of the Theme timelines: labels over time, with the volume that they are shares of."""

from __future__ import annotations

from typing import Final

from dashboard import labels, readings
from dashboard.charts import scope
from dashboard.charts.chart import Chart, Panel, Scene
from dashboard.figures import timelines as figures
from dashboard.figures import volume as strips
from dashboard.state import Labels, Measure, ViewState
from queries import timeline

LABELS: Final = {Labels.SECTORS: "Sectors", Labels.THEMES: "Themes"}
_WHOLES: Final = {
    Measure.VOLUME: "100 % is all articles of the period in a coded language (see Method), whatever they report.",
    Measure.SELECTION: "100 % is the selected articles of the period.",
    Measure.COUNT: "Articles of the selection in the period; the volume they come from stands below.",
}


def lines(scene: Scene) -> Chart:
    """Return sectors or themes over time."""
    view, chosen = scene.view, scene.chosen
    grain, _ = scope.grain(view, scene.shot)
    strip = scene.ask(timeline.volume, chosen, grain=grain)
    answer = scene.ask(timeline.labels_over_time, chosen, of=labels_of(view).value, grain=grain)
    about = Panel(
        "labels", f"{LABELS[labels_of(view)]} by {labels.GRAINS[grain].lower()}", readings.over_time(answer, grain),
        f"{_WHOLES[view.measure]} An article can hold several labels. Bands: 95 % intervals.", grain=grain,
        caption=readings.sources(strip, scope.collections(scene.ask)),
    )  # fmt: skip
    measure = figures.Measure(view.measure.value)
    drawn = figures.label_lines(answer, grain=grain, measure=measure, mode=chosen.interaction, look=scene.look)
    return Chart(about, answer, drawn)


def labels_of(view: ViewState) -> Labels:
    """Return which labels a view draws."""
    return view.labels if view.labels in LABELS else Labels.SECTORS


def volume(scene: Scene) -> Chart:
    """Return all articles of the period by collection, at the grain of the lines above it."""
    grain, _ = scope.grain(scene.view, scene.shot)
    answer = scene.ask(timeline.volume, scene.chosen, grain=grain)
    about = Panel(
        "volume", "All articles of the period", readings.volume(answer),
        "Dates, outlets, collections and language are filtered; nothing else is.", grain=grain,
        selection=scope.volume(scene.chosen),
    )  # fmt: skip
    names = scope.collections(scene.ask)
    return Chart(about, answer, strips.strip(answer, grain=grain, collections=names, look=scene.look))

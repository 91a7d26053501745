"""The charts of the page of one country: with whom, on what, since when, and who is named with it."""

from __future__ import annotations

from typing import Final

import pandas as pd

from dashboard import labels, readings, relation_readings
from dashboard.charts import comentions as pairs
from dashboard.charts import scope
from dashboard.charts.chart import Chart, Panel, Scene
from dashboard.figures import columns, dyad_bars
from dashboard.figures import sectors as figures
from dashboard.palette import INTERACTION_COLOURS
from dashboard.words import say
from queries import comentions, relations
from queries import sectors as labels_of

_RANKED: Final = 15
_GRID: Final = 15
_ROWS: Final = 6  # beyond six rows on one axis a reader scrolls and compares nothing
_ALONE: Final = 3  # on a screen of 1280 by 720 six rows had letters of 10 pixels


def partners(scene: Scene) -> Chart:
    """Return the partners of the country, most articles first."""
    answer = _partners(scene)
    mode, country = scene.chosen.interaction, scene.view.country
    about = Panel(
        "partners", say("charts.country.partners"), relation_readings.partners(answer, country),
        say("charts.country.partners_whole"), clicks=say("charts.country.partners_clicks"),
        count="count_selected",
    )  # fmt: skip
    figure = dyad_bars.dyads(answer, mode=mode, ego=country, limit=_RANKED, look=scene.look)
    return Chart(about, answer, figure)


def grid(scene: Scene) -> Chart:
    """Return partners by sector, coloured by the share against the usual one."""
    answer = scene.ask(labels_of.by_dyad, scene.chosen, limit=_GRID)
    about = Panel(
        "grid", say("charts.country.grid"), readings.grid(answer),
        say("charts.country.grid_whole", every=scope.every(scene.chosen)),
    )  # fmt: skip
    return Chart(about, answer, figures.grid(answer, ego=scene.view.country, look=scene.look))


def over_time(scene: Scene) -> Chart:
    """Return the six largest partners over time, one row each; presented, three of them."""
    grain, _ = scope.grain(scene.view, scene.shot)
    mode, country = scene.chosen.interaction, scene.view.country
    rows = _ALONE if scene.view.present and not scene.narrow else _ROWS
    top = _partners(scene).nlargest(rows, "count_selected", keep="first")
    dyads = tuple(str(code) for code in top["dyad"])
    answer = scene.ask(relations.dyads_over_time, scene.chosen, dyads, grain=grain)
    counted, whole = scope.counting(scene.view, answer)
    about = Panel(
        "time", say("charts.country.time", by_grain=labels.by(grain)),
        relation_readings.partners_over_time(answer, country, grain), whole, grain=grain,
        caption=scope.sources(scene, grain),
    )  # fmt: skip
    drawn = [columns.Row(d, relation_readings.partner(d, country), INTERACTION_COLOURS[mode]) for d in dyads]
    figure = columns.columns(answer, drawn, of="dyad", grain=grain, counted=counted, look=scene.look)
    return Chart(about, answer, figure)


def _partners(scene: Scene) -> pd.DataFrame:
    unit, minimum = pairs.counted(scene.view), scene.view.minimum
    found: pd.DataFrame = scene.ask(comentions.dyads, scene.chosen, unit=unit, minimum_support=minimum)
    return found

"""The charts of the Country co-mentions: the map, the matrix or the table, and one country's ranked bars."""

from __future__ import annotations

import dataclasses
from typing import Any, Final

import pandas as pd

from dashboard import labels, readings
from dashboard.charts.chart import Chart, Panel, Scene
from dashboard.figures import dyad_bars, dyad_map, matrix, regions
from dashboard.state import Shape, Unit, ViewState
from queries import comentions
from queries.selection import Mode

_WHOLES: Final = {
    Mode.ANY: "Expected: what chance would give if the two countries were named independently.",
    Mode.COOPERATION: "Pairs are ranked by articles that report their cooperation; the share is of their co-mentions.",
    Mode.CONFLICT: "Pairs are ranked by articles that report their conflict; the share is of their co-mentions.",
}
_RANKED: Final = 20  # bars beside the map of one country


def dyads(scene: Scene) -> Chart:
    """Return the pairs in the shape that the view names."""
    mode, answer = scene.chosen.interaction, _answer(scene)
    about = _about(scene, answer)
    if scene.view.shape is Shape.TABLE:
        return Chart(about, answer)
    if scene.view.shape is Shape.MATRIX:
        return Chart(about, answer, matrix.dyads(answer, mode=mode, look=scene.look))
    region, ego = regions.Region(scene.view.region.value), scene.view.focus or None
    drawn = dyad_map.shown(answer, mode=mode, region=region, ego=ego)
    inside = None if region is regions.Region.WORLD else drawn
    reading = readings.dyads(answer, mode, len(drawn), inside)
    about = dataclasses.replace(about, reading=reading, is_map=True, caption=dyad_map.CAPTION)
    countries = scene.ask(comentions.countries, scene.chosen)
    figure = dyad_map.arcs(
        drawn, mode=mode, region=region, ego=ego, countries=countries, narrow=scene.narrow, look=scene.look
    )
    return Chart(about, answer, figure)


def has_ranked(view: ViewState) -> bool:
    """Return whether the ranked bars stand beside the map: where it draws one country's pairs."""
    return view.shape is Shape.MAP and bool(view.focus)


def ranked(scene: Scene) -> Chart:
    """Return the partners of the country that the view focuses on, as ranked bars."""
    mode, answer = scene.chosen.interaction, _answer(scene)
    about = _about(scene, answer)
    about = dataclasses.replace(about, key="ranked", title=f"{about.title}, ranked", reading="")
    figure = dyad_bars.dyads(answer, mode=mode, ego=scene.view.focus, limit=_RANKED, look=scene.look)
    return Chart(about, answer, figure)


def counted(view: ViewState) -> str:
    """Return the unit in which a view compares co-mentions with chance."""
    return "passages" if view.unit is Unit.PASSAGES else "articles"


def _answer(scene: Scene) -> pd.DataFrame:
    view = scene.view
    options: dict[str, Any] = {"unit": counted(view), "minimum_support": view.minimum}
    if view.focus:
        found: pd.DataFrame = scene.ask(comentions.partners, scene.chosen, view.focus, **options)
    else:
        found = scene.ask(comentions.dyads, scene.chosen, **options)
    return found


def _about(scene: Scene, answer: pd.DataFrame) -> Panel:
    focus, mode = scene.view.focus, scene.chosen.interaction
    title = f"Who {labels.country(focus)} is named with" if focus else "The strongest pairs"
    return Panel("dyads", title, readings.dyads(answer, mode), _WHOLES[mode], count="count_selected")

"""The charts of the Country co-mentions: the map, the matrix or the table, and one country's ranked bars."""

from __future__ import annotations

import dataclasses
from typing import Any, Final

import pandas as pd

from dashboard import labels, readings
from dashboard.charts import cards
from dashboard.charts.chart import Chart, Panel, Scene
from dashboard.figures import dyad_bars, dyad_map, marks, matrix, network, regions
from dashboard.state import Colour, Order, Shape, Unit, ViewState
from dashboard.words import say
from data import names
from queries import change, comentions, statistics
from queries import sectors as labels_of
from queries.selection import Mark, Mode

_COLOURED: Final = 400  # pairs whose leading sector is looked up; a map draws 45 of the strongest
_RANKED: Final = 20  # bars beside the map of one country


def dyads(scene: Scene) -> Chart:
    """Return the pairs in the shape that the view names."""
    mode, answer = scene.chosen.interaction, _answer(scene)
    about = _about(scene, answer)
    if scene.view.shape is Shape.TABLE:
        return Chart(about, _with_change(scene, _shared(answer, mode)))
    sized = _sized(scene, answer)
    if scene.view.shape is Shape.MATRIX:
        chosen = names.blocs() if scene.view.order is Order.BLOC else ()
        limit = 7 if scene.narrow else 22  # on a phone a cell of 9 was too small for "1,682" in letters of 12
        figure = matrix.dyads(sized, mode=mode, limit=limit, blocs=chosen, look=scene.look)
        about = dataclasses.replace(about, caption=say("charts.comentions.blank"))
        return Chart(_counted(about, answer, mode, figure), answer, figure)
    if scene.view.shape is Shape.NETWORK:
        return _network(scene, about, answer, sized)
    region, ego = regions.Region(scene.view.region.value), scene.view.focus or None
    drawn = dyad_map.shown(sized, mode=mode, region=region, ego=ego)
    inside = None if region is regions.Region.WORLD else drawn
    reading = readings.dyads(answer, mode, len(drawn), inside)
    about = dataclasses.replace(about, reading=reading, is_map=True, caption=dyad_map.caption(region))
    countries = scene.ask(comentions.countries, scene.chosen)
    figure = dyad_map.arcs(
        drawn,
        mode=mode,
        region=region,
        ego=ego,
        countries=countries,
        unit=scene.view.unit.value,
        colour_by=dyad_map.ColourBy(scene.view.colour.value),
        leading=_leading(scene),
        narrow=scene.narrow,
        look=scene.look,
    )
    return Chart(about, answer, figure)


def _network(scene: Scene, about: Panel, answer: pd.DataFrame, sized: pd.DataFrame) -> Chart:
    figure = network.dyads(
        sized, mode=scene.chosen.interaction, ego=scene.view.focus or None, unit=scene.view.unit.value,
        narrow=scene.narrow, look=scene.look,
    )  # fmt: skip
    return Chart(_counted(about, answer, scene.chosen.interaction, figure), answer, figure)


def _counted(about: Panel, answer: pd.DataFrame, mode: Mode, figure: Any) -> Panel:
    """Return the panel with how many of the pairs its figure draws."""
    return dataclasses.replace(about, reading=readings.dyads(answer, mode, pairs_drawn(figure)))


def pairs_drawn(figure: Any) -> int:
    """Return how many pairs a figure draws, each counted once however often it stands there."""
    return len({mark["dyad"] for mark, _ in marks.drawn(figure.data) if "dyad" in mark})


def has_ranked(view: ViewState) -> bool:
    """Return whether the ranked bars stand beside the map: where it draws one country's pairs."""
    return view.shape is Shape.MAP and bool(view.focus)


def ranked(scene: Scene) -> Chart:
    """Return the partners of the country that the view focuses on, as ranked bars."""
    mode, answer = scene.chosen.interaction, _answer(scene)
    about = _about(scene, answer)
    about = dataclasses.replace(
        about, key="ranked", title=say("charts.comentions.ranked", title=about.title), reading=""
    )
    figure = dyad_bars.dyads(
        _sized(scene, answer), mode=mode, ego=scene.view.focus, unit=scene.view.unit.value, limit=_RANKED,
        look=scene.look,
    )  # fmt: skip
    return Chart(about, answer, figure)


def _sized(scene: Scene, answer: pd.DataFrame) -> pd.DataFrame:
    """Return the pairs with what they are drawn by: their stories, or their articles shared out among their pairs."""
    if scene.view.unit is Unit.STORIES:
        return answer.assign(size=answer["count_stories"])
    if scene.view.unit is Unit.WEIGHT:
        weights = scene.ask(comentions.units, scene.chosen).set_index("dyad")["weight"]
        return answer.assign(size=answer["dyad"].map(weights).astype(float).fillna(0.0).round(2))
    return answer


def _shared(answer: pd.DataFrame, mode: Mode) -> pd.DataFrame:
    """Return the pairs; under conflict with the share of co-mentions in conflict, in place of the cooperating one."""
    if mode is not Mode.CONFLICT:
        return answer
    count, total = answer["count_conflict"], answer["count_articles"]
    low, high = statistics.wilson(count, total)
    renamed = answer.rename(columns={"share_cooperation": "share_conflict"})
    return renamed.assign(share_conflict=statistics.share(count, total), share_low=low, share_high=high)


def _with_change(scene: Scene, answer: pd.DataFrame) -> pd.DataFrame:
    """Return the pairs with their counts in the latest two full periods, and the change of their part."""
    pair = cards.pair(scene)
    if pair is None:
        return answer
    asked = dataclasses.replace(scene.chosen, since=None, until=None)  # the periods take the place of its dates
    moved = scene.ask(change.change_by, asked, of="dyads", earlier=pair.earlier, later=pair.later)
    wanted = moved[["code", "count_earlier", "count_later", "change_share", "change_low", "change_high"]]
    joined = answer.merge(wanted.rename(columns={"code": "dyad"}), on="dyad", how="left")
    return joined.fillna({"count_earlier": 0, "count_later": 0})


def _leading(scene: Scene) -> dict[str, str]:
    """Return the sector with most articles of each pair; nothing where colours do not say it."""
    if scene.view.colour is not Colour.SECTOR:
        return {}
    found = scene.ask(labels_of.by_dyad, scene.chosen, limit=_COLOURED)
    known = found[(found["code"] != labels.NONE_FOUND) & (found["count_articles"] > 0)]
    first = known.sort_values("count_articles", ascending=False, kind="stable").drop_duplicates("dyad")
    return dict(zip(first["dyad"], first["code"], strict=True))


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
    crossed = scene.view.shape is Shape.MATRIX
    title = say(f"charts.comentions.crossed.{mode}" if crossed else f"charts.comentions.strongest.{mode}")
    if focus:
        title = say(f"charts.comentions.named_with.{mode}", country=labels.in_sentence(focus))
    whole = say("charts.comentions.whole")
    if mode is not Mode.ANY:
        is_sized = scene.view.shape is not Shape.TABLE and scene.view.unit in (Unit.STORIES, Unit.WEIGHT)
        whole = say(f"charts.comentions.wholes.{mode}.{scene.view.unit if is_sized else Unit.ARTICLES}")
    parts = (Mark(country=focus),) if focus else ()
    return Panel("dyads", title, readings.dyads(answer, mode), whole, count="count_selected", parts=parts)

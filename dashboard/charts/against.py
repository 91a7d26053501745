"""Two selections beside each other: the one of the page, and the one that the reader has kept.

Each is measured in its own volume, on the days of the page. It must not know Streamlit.
"""

from __future__ import annotations

import dataclasses

import pandas as pd

from dashboard import labels, readings
from dashboard.charts import scope
from dashboard.charts.chart import Chart, Panel, Scene
from dashboard.figures import two_lines
from dashboard.state import Measure
from dashboard.words import say
from queries import relations
from queries import sectors as labels_of
from queries.selection import Mode, Selection
from queries.timeline import Grain


def name(selection: Selection) -> str:
    """Return a selection as a heading: `Articles that report cooperation involving Kazakhstan`."""
    return say("charts.against.name", which=labels.selection(selection))


def kept(scene: Scene) -> Selection | None:
    """Return the kept selection on the days of the page."""
    chosen, other = scene.chosen, scene.view.kept
    return None if other is None else dataclasses.replace(other, since=chosen.since, until=chosen.until)


def over_time(scene: Scene) -> Chart:
    """Return the selection over time beside the kept one."""
    other = kept(scene)
    if other is None:
        return Chart(
            Panel("against", say("charts.against.no_title"), say("charts.against.nothing"), ""),
            pd.DataFrame({"count_articles": []}),
        )
    grain, _ = scope.grain(scene.view, scene.shot)
    answer = scene.ask(relations.against, scene.chosen, other, grain=grain)
    counted = scene.view.measure is Measure.COUNT
    about = Panel(
        "against", say("charts.against.title", by_grain=labels.by(grain)),
        _reading(answer, (scene.chosen, other), grain), _whole(scene.chosen, other),
        grain=grain, caption=scope.sources(scene, grain), clicks=say("charts.against.clicks"),
    )  # fmt: skip
    names = name(scene.chosen), name(other)
    return Chart(about, answer, two_lines.two_lines(answer, grain=grain, names=names, counted=counted, look=scene.look))


def breakdown(scene: Scene) -> tuple[pd.DataFrame, str]:
    """Return the sectors of the selection with their baseline, and what the baseline is, in a sentence.

    The baseline is the kept selection where there is one, else all articles.
    """
    other = kept(scene)
    if other is None:
        answer = scene.ask(labels_of.breakdown, scene.chosen)
        return answer, readings.baseline(answer, scene.chosen.interaction)
    answer = scene.ask(labels_of.breakdown, scene.chosen, against=other)
    return answer, say("charts.against.baseline", which=labels.selection(other))


def _whole(*selections: Selection) -> str:
    is_coded = any(one.interaction is not Mode.ANY for one in selections)
    return say("charts.against.whole_coded" if is_coded else "charts.against.whole")


def _reading(answer: pd.DataFrame, both: tuple[Selection, Selection], grain: Grain) -> str:
    """Say how many articles each has, and in which period each was most frequent."""
    said = []
    for end, selection in zip(("", "_kept"), both, strict=True):
        counts = answer[f"count_articles{end}"]
        total = int(counts.sum())
        told, which = labels.articles(total), labels.selection(selection, total)
        if not total:
            said.append(say("charts.against.reading", articles=told, which=which))
            continue
        most = labels.when(answer["period_on"].iloc[int(counts.to_numpy().argmax())].date(), grain)
        count = labels.number(int(counts.max()))
        said.append(say("charts.against.reading_with_most", articles=told, which=which, when=most, count=count))
    return f"{'; '.join(said)}."

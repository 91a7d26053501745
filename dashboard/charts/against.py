"""Two selections beside each other: the one of the page, and the one that the reader has kept.

Each is measured in its own volume, on the days of the page. It must not know Streamlit.
"""

from __future__ import annotations

import dataclasses
from typing import Final

import pandas as pd

from dashboard import labels, readings
from dashboard.charts import scope
from dashboard.charts.chart import Chart, Panel, Scene
from dashboard.figures import two_lines
from dashboard.state import Measure
from queries import relations
from queries import sectors as labels_of
from queries.selection import Mode, Selection
from queries.timeline import Grain

NOTHING: Final = "No selection is kept to compare with."


def name(selection: Selection) -> str:
    """Return a selection as a heading: `Articles that report cooperation of Kazakhstan`."""
    return f"Articles {labels.selection(selection)}"


def kept(scene: Scene) -> Selection | None:
    """Return the kept selection on the days of the page."""
    chosen, other = scene.chosen, scene.view.kept
    return None if other is None else dataclasses.replace(other, since=chosen.since, until=chosen.until)


def over_time(scene: Scene) -> Chart:
    """Return the selection over time beside the kept one."""
    other = kept(scene)
    if other is None:
        return Chart(Panel("against", "Two selections", NOTHING, ""), pd.DataFrame({"count_articles": []}))
    grain, _ = scope.grain(scene.view, scene.shot)
    answer = scene.ask(relations.against, scene.chosen, other, grain=grain)
    counted = scene.view.measure is Measure.COUNT
    about = Panel(
        "against", f"Two selections by {labels.GRAINS[grain].lower()}", _reading(answer, (scene.chosen, other), grain),
        "Each line is a share of all articles of its own outlets, collections and languages in the period"
        + _coded(scene.chosen, other)
        + ". Bands: 95 % intervals. Periods with few articles in all are in the table alone. An article can be in "
        "both; one without a date is in neither line. A click opens articles of this selection; swap the two for those "
        "of the other.",
        grain=grain, caption=scope.sources(scene, grain),
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
        return answer, readings.baseline(answer)
    answer = scene.ask(labels_of.breakdown, scene.chosen, against=other)
    return answer, f"The tick is the share in the kept selection: {_lower(name(other))}."


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]


def _coded(*selections: Selection) -> str:
    is_coded = any(one.interaction is not Mode.ANY for one in selections)
    return " (under cooperation and conflict those in a coded language)" if is_coded else ""


def _reading(answer: pd.DataFrame, both: tuple[Selection, Selection], grain: Grain) -> str:
    """Say how many articles each has, and in which period each was most frequent."""
    said = []
    for end, selection in zip(("", "_kept"), both, strict=True):
        counts = answer[f"count_articles{end}"]
        total = int(counts.sum())
        text = f"{labels.articles(total)} {labels.selection(selection, total)}"
        if total:
            most = answer["period_on"].iloc[int(counts.to_numpy().argmax())].date()
            text += f", most in {labels.period(most, grain)} ({labels.number(int(counts.max()))})"
        said.append(text)
    return f"{'; '.join(said)}."

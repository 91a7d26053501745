"""The charts of the timelines: two periods that overlap are compared nowhere, on the page or in a file."""

from __future__ import annotations

import dataclasses
from datetime import date

from dashboard.charts import timelines
from dashboard.charts.chart import Scene


def test_two_periods_that_overlap_are_not_replaced_by_the_latest_two(scene: Scene) -> None:
    overlapping = date(2023, 6, 1), date(2023, 12, 31)
    chosen = dataclasses.replace(scene.view.selection, since=date(2023, 7, 1), until=date(2024, 6, 30))
    view = dataclasses.replace(scene.view, selection=chosen, compare=overlapping)
    assert timelines.changed(dataclasses.replace(scene, view=view)).answer.empty
    assert len(timelines.changed(scene).answer)  # where the view names none, the latest two

"""The charts of co-mentions: what a table shows follows the interaction."""

from __future__ import annotations

import dataclasses

from dashboard.charts import comentions
from dashboard.charts.chart import Scene
from dashboard.state import Shape
from queries.selection import Mode


def test_a_table_of_conflicts_holds_the_share_in_conflict_inside_its_own_interval(scene: Scene) -> None:
    chosen = dataclasses.replace(scene.view.selection, interaction=Mode.CONFLICT)
    view = dataclasses.replace(scene.view, selection=chosen, shape=Shape.TABLE)
    answer = comentions.dyads(dataclasses.replace(scene, view=view)).answer
    assert "share_cooperation" not in answer and (answer["count_conflict"] > 0).any()
    assert (answer["share_conflict"] == answer["count_conflict"] / answer["count_articles"]).all()
    assert answer["share_conflict"].between(answer["share_low"] - 1e-9, answer["share_high"] + 1e-9).all()

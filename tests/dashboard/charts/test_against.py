"""Two selections beside each other, on the records of the test corpus."""

from __future__ import annotations

import dataclasses
from datetime import date

from dashboard.charts import against
from dashboard.charts.chart import Scene
from dashboard.state import ViewState
from queries import evidence
from queries.selection import Mark, Mode, Selection


def _seen(scene: Scene, **view: object) -> Scene:
    return dataclasses.replace(scene, view=ViewState(**view))  # type: ignore[arg-type]


def test_both_are_named_with_their_dated_articles(scene: Scene) -> None:
    one, other = Selection(countries=("KZ",)), Selection(interaction=Mode.ANY, countries=("CN",))
    chart = against.over_time(_seen(scene, selection=one, kept=other))
    first, second = chart.panel.reading.removesuffix(".").split("; ")
    assert first.startswith(
        f"{chart.answer['count_articles'].sum()} articles that report cooperation involving Kazakhstan"
    )
    assert second.startswith(f"{chart.answer['count_articles_kept'].sum()} articles that mention China, most in ")
    dated = Mark(since=date(1990, 1, 1))  # two of these articles have no date
    assert chart.answer["count_articles"].sum() == scene.ask(evidence.count, one, dated)


def test_the_kept_one_has_the_days_of_the_page(scene: Scene) -> None:
    since = scene.ask(evidence.articles, Selection(), None, limit=200)["published_on"].iloc[-1].date()
    days = Selection(countries=("KZ",), since=since)
    chart = against.over_time(_seen(scene, selection=days, kept=Selection(countries=("CN",))))
    there = dataclasses.replace(days, countries=("CN",))
    assert chart.answer["count_articles_kept"].sum() == scene.ask(evidence.count, there, Mark())


def test_without_a_kept_one_nothing_is_drawn_and_the_baseline_is_everything(scene: Scene) -> None:
    empty = against.over_time(_seen(scene, selection=Selection()))
    assert empty.figure is None and empty.answer.empty
    answer, said = against.breakdown(_seen(scene, selection=Selection(countries=("KZ",))))
    assert "all articles" in said and (answer["baseline_total"] > answer["total_articles"]).all()

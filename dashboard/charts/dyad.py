"""The charts of the page of one dyad: ladder, timeline, sectors, company, who reports on it, units.

Where a chart shows several interactions side by side, its marks ask the selection of all co-mentions.
"""

from __future__ import annotations

import dataclasses
import textwrap
from typing import Any, Final

import pandas as pd

from dashboard import labels, readings, relation_readings, safe
from dashboard.charts import scope
from dashboard.charts.chart import Chart, Panel, Scene
from dashboard.figures import columns, marks, ranked
from dashboard.figures import ladder as ladders
from dashboard.figures import sectors as figures
from dashboard.palette import INTERACTION_COLOURS, NONE_COLOUR, THEME_COLOURS
from dashboard.words import say
from queries import bursts, comentions, evidence, relations, robustness
from queries import sectors as labels_of
from queries.selection import Mode, Selection
from queries.timeline import Grain

_NAMES: Final = 10  # bars of organisations, leaders and outlets
_BURSTS: Final = 3  # explained under the timeline, of each interaction


def ladder(scene: Scene) -> Chart:
    """Return the steps from being named together to cooperating or clashing on a sector."""
    answer = scene.ask(relations.ladder, _both(scene), scene.chosen.dyad)
    about = Panel(
        "ladder", say("charts.dyad.ladder"), relation_readings.ladder(answer),
        say("charts.dyad.ladder_whole"),
        selection=_both(scene),
    )  # fmt: skip
    return Chart(about, answer, ladders.ladder(answer, narrow=scene.narrow, look=scene.look))


def timeline(scene: Scene) -> Chart:
    """Return cooperation and conflict over time, apart, with the periods that stand out and their top stories."""
    grain, _ = scope.grain(scene.view, scene.shot)
    answer = scene.ask(relations.interactions_over_time, _both(scene), grain=grain)
    counted, whole = scope.counting(scene.view, answer)
    notes = _notes(scene, grain)
    strip = scope.sources(scene, grain)
    about = Panel(
        "time", say("charts.dyad.time", by_grain=labels.by(grain)),
        relation_readings.interactions_over_time(answer, grain), whole, grain=grain, selection=_both(scene),
        caption=f"{strip} {_explained(notes)}".strip(),
    )  # fmt: skip
    rows = [columns.Row(str(mode), labels.mode(mode), INTERACTION_COLOURS[mode]) for mode in comentions.APART]
    figure = columns.columns(
        answer, rows, of="interaction", grain=grain, counted=counted, one_scale=True, notes=notes, look=scene.look
    )
    return Chart(about, answer, figure)


def sectors(scene: Scene) -> Chart:
    """Return the sectors beside the same shares of everything."""
    answer = scene.ask(labels_of.breakdown, scene.chosen)
    whole = f"{scope.whole(scene.chosen)} {readings.baseline(answer, scene.chosen.interaction)}".strip()
    about = Panel("sectors", say("charts.dyad.sectors"), readings.breakdown(answer), whole)
    beside = scope.every(scene.chosen)
    return Chart(about, answer, figures.label_bars(answer, baseline=beside, look=scene.look))


def organisations(scene: Scene) -> Chart:
    """Return the organisations named in the passages asked about."""
    return _company(scene, "organisation", THEME_COLOURS["multilateralism"])


def leaders(scene: Scene) -> Chart:
    """Return the leaders named in the passages asked about."""
    return _company(scene, "leader", THEME_COLOURS["sovereignty"])


def _company(scene: Scene, of: str, hue: str) -> Chart:
    named = scene.ask(relations.named_with, scene.chosen)  # of both kinds at once: each takes half as long then
    answer = named[named["kind"] == of].reset_index(drop=True)
    rows = _entries(answer.head(_NAMES), [labels.name(of, str(code)) for code in answer["code"].head(_NAMES)],
                    [{of: code} for code in answer["code"].head(_NAMES)])  # fmt: skip
    title = say(f"charts.dyad.titles.{of}.{'dyad' if scene.view.dyad else 'country'}")
    whole = say(f"charts.dyad.company.{scene.chosen.interaction}")
    about = Panel(f"{of}s", title, relation_readings.named_with(answer, of), whole)
    whole, empty = say("charts.dyad.of_the_selection"), say(f"charts.dyad.none_named.{of}")
    return Chart(about, answer, ranked.bars(rows, hue=hue, whole=whole, empty=empty, look=scene.look))


def outlets(scene: Scene) -> Chart:
    """Return who reports on it, with the verdict on what the count rests on."""
    robust, found = scene.ask(robustness.robustness, scene.chosen)
    total = int(robust["count_articles"].iloc[0])
    # The table holds what the bars show: a part of these articles, not of all that the outlet published.
    answer = relations.with_interval(found[["outlet", "count_articles"]].assign(total_articles=total))
    shown = answer.head(_NAMES)
    rows = _entries(shown, list(shown["outlet"]), [{"outlet": name} for name in shown["outlet"]])
    about = Panel(
        "outlets", say("charts.dyad.outlets"), relation_readings.outlets(answer, robust),
        say("charts.dyad.outlets_whole"),
    )  # fmt: skip
    figure = ranked.bars(
        rows, hue=NONE_COLOUR, whole=say("charts.dyad.of_the_selection"), empty=say("charts.dyad.no_outlet"),
        look=scene.look,
    )  # fmt: skip
    return Chart(about, answer, figure)


def checks(scene: Scene) -> Chart:
    """Return the count recomputed without its largest outlet, by stories, and on constant outlets, as a table."""
    row = scene.ask(robustness.robustness, scene.chosen)[0].iloc[0]
    worst = str(row["worst_outlet"]) or say("charts.dyad.largest_outlet")
    kinds = {
        "": (say("charts.dyad.as_it_is"), "count_articles", "total_articles"),
        "_without_outlet": (say("charts.dyad.without", outlet=worst), "count_without_outlet", "total_without_outlet"),
        "_in_stories": (say("charts.dyad.each_story_once"), "count_stories", "total_stories"),
        "_on_constant": (say("charts.dyad.on_constant"), "count_on_constant", "total_on_constant"),
    }
    answer = pd.DataFrame(
        [
            {"check": name, "count_articles": row[count], "total_articles": row[total], "share": row[f"share{suffix}"],
             "share_low": row[f"share{suffix}_low"], "share_high": row[f"share{suffix}_high"]}
            for suffix, (name, count, total) in kinds.items()
        ]
    )  # fmt: skip
    about = Panel("checks", say("charts.dyad.checks"), _survives(row), say("charts.dyad.checks_whole"))
    return Chart(about, answer)


def _survives(row: Any) -> str:
    kept = [
        say("charts.dyad.survives_outlet", count=labels.number(int(row["count_without_outlet"]))),
        say("charts.dyad.survives_stories", count=labels.number(int(row["count_stories"]))),
        say(
            "charts.dyad.survives_constant",
            count=labels.number(int(row["count_on_constant"])),
            outlets=labels.number(int(row["count_constant_outlets"])),
        ),
    ]
    return say(
        "charts.dyad.survives", articles=labels.articles(int(row["count_articles"])), kept=labels.listed(kept, "and")
    )


def units(scene: Scene) -> Chart:
    """Return articles, passages, stories and outlets under each interaction, as a table."""
    answer = scene.ask(relations.units, _both(scene), scene.chosen.dyad)
    about = Panel(
        "units", say("charts.dyad.units"), relation_readings.units(answer),
        say("charts.dyad.units_whole"),
        selection=_both(scene),
    )  # fmt: skip
    return Chart(about, answer.drop(columns="dyad"))


def _both(scene: Scene) -> Selection:
    """Return the selection of all co-mentions of which cooperation and conflict are parts.

    What shows all three is asked of this one, so that it is asked once whatever the reader looks at.
    """
    return dataclasses.replace(scene.chosen, interaction=Mode.ANY)


def _entries(answer: pd.DataFrame, names: list[str], parts: list[dict[str, str]]) -> pd.DataFrame:
    """Return the rows of `ranked.bars` for an answer with counts, totals and intervals."""
    return pd.DataFrame(
        {
            "name": names, "mark": [marks.written(**part) for part in parts], "count": answer["count_articles"],
            "total": answer["total_articles"], "low": answer["share_low"], "high": answer["share_high"],
        }
    )  # fmt: skip


def _notes(scene: Scene, grain: Grain) -> list[columns.Note]:
    """Return the periods that stand out most, cooperation first, numbered in the order of time."""
    found: list[tuple[str, Any, str]] = []
    for mode in comentions.APART:
        chosen = dataclasses.replace(scene.chosen, interaction=mode)
        answer = scene.ask(bursts.bursts, chosen, of=bursts.Series.DYADS, grain=grain, limit=_BURSTS)
        if len(answer):
            stories = scene.ask(bursts.burst_stories, chosen, answer, limit=1).set_index("burst")
            found += [(str(mode), row, _story(scene, stories.loc[i])) for i, row in enumerate(answer.itertuples())]
    found.sort(key=lambda note: (note[1].from_on, note[0]))
    return [
        columns.Note(mode, row.from_on.date(), row.to_on.date(), number, _said(mode, row, story, grain))
        for number, (mode, row, story) in enumerate(found, start=1)
    ]


def _said(mode: str, row: Any, story: str, grain: Grain) -> str:
    when, until = labels.period(row.from_on.date(), grain), labels.period(row.to_on.date(), grain)
    expected = f"{row.expected:,.0f}" if row.expected >= 10 else f"{row.expected:.1f}"
    period = say("charts.dyad.period_to", first=when, last=until) if row.count_periods > 1 else when
    articles = labels.articles(row.count_articles)
    return say(f"charts.dyad.burst.{mode}", period=period, articles=articles, expected=expected, story=story)


def _story(scene: Scene, row: pd.Series) -> str:
    """Return what the largest story of a burst is: its title, else its beginning, else the words found in it."""
    day = labels.day(pd.Timestamp(row["published_on"]).date())
    for field in ("title", "lead"):
        if isinstance(row[field], str) and row[field].strip():
            return f"“{textwrap.shorten(safe.plain(row[field]), 110, placeholder='…')}”, {day}"
    spans = scene.ask(evidence.spans, (int(row["article_key"]),))
    acts = spans.loc[spans["kind"] == "interaction", "form"].drop_duplicates().head(2)
    others = spans.loc[spans["kind"].isin(["organisation", "leader"]), "form"].drop_duplicates().head(2)
    found = ", ".join(f"“{safe.plain(form)}”" for form in [*acts, *others])
    return say("charts.dyad.untitled_with", day=day, words=found) if found else say("charts.dyad.untitled", day=day)


def _explained(notes: list[columns.Note]) -> str:
    """Return the numbers on the chart explained, as Markdown."""
    if not notes:
        return say("charts.dyad.no_burst")
    lines = "".join(f"  \n**{note.number}** {safe.markdown(note.story)}" for note in notes)
    return say("charts.dyad.bursts", notes=lines)

"""The cards of the Overview: what happened, between whom, on what, and what stood out, in words and numbers.

Each compares the latest full period of a selection with the one before it and says how sure it is. Pure: a page draws
them and a report prints them; it must not know Streamlit or figures.
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import pandas as pd

from dashboard import labels, safe
from dashboard.charts.chart import Scene
from dashboard.words import say
from queries import bursts, change, periods, standouts, statistics
from queries.periods import Pair, Period
from queries.schema import by_row
from queries.selection import Mark, Selection
from queries.timeline import Grain

MOVED: Final = 5  # lines of a card of changes, three of them for what rose if so many did
SHOWN: Final = 3  # bursts
FEW: Final = 10  # articles of both periods below which no percentage is said
_TITLE: Final = 80  # letters of a story's title


@dataclass(frozen=True)
class Line:
    """One line of a card; `mark` names the articles behind it, whose number `text` or `note` holds."""

    text: str
    note: str = ""
    mark: Mark | None = None


@dataclass(frozen=True)
class Card:
    """One card: a heading, what it says first, its lines, and the page that explains it."""

    key: str
    title: str
    head: str
    lines: tuple[Line, ...]
    page: str
    onward: str
    selection: Selection | None = None  # what goes along to that page, if it is not the view's


def pair(scene: Scene) -> Pair | None:
    """Return the two periods that the cards compare; None where nothing is dated."""
    grain = scene.view.grain if scene.view.grain in periods.GRAINS else None
    return periods.latest(_months(scene), scene.chosen, grain)


def cards(scene: Scene, chosen: Pair) -> tuple[Card, ...]:
    """Return the cards in the order of the page."""
    return (how_much(scene, chosen), between_whom(scene, chosen), on_what(scene, chosen), stood_out(scene))


def meaning() -> str:
    """Return what the points and the chance of the cards are."""
    return say("charts.cards.meaning")


def how_much(scene: Scene, chosen: Pair) -> Card:
    """Say how many articles there are, how many there were before, and whether their share has moved."""
    answer = _counted(scene, chosen)
    (before, after), (all_before, all_after) = (
        tuple(periods.count(answer, period, column) for period in (chosen.earlier, chosen.later))
        for column in ("count_articles", "total_articles")
    )
    low, high = (float(end) for end in statistics.newcombe(after, all_after, before, all_before))
    moved = statistics.share(after, all_after) - statistics.share(before, all_before)
    mark = Mark(since=chosen.later[0], until=chosen.later[1]) if after else None
    lines = [Line(say("charts.cards.articles_of", period=labels.days(*chosen.later)), mark=mark)]
    if before + after < FEW:
        lines.append(Line(say("charts.cards.too_few"), say("charts.cards.wider")))
    elif (before, after) != (all_before, all_after):  # of everything, the share is no news
        lines += [
            Line(
                say("charts.cards.share_of_all", share=_share(after, all_after)),
                say("charts.cards.share_before", share=_share(before, all_before)),
            ),
            Line(say("charts.cards.points", points=_points(float(moved))), _sure(low, high)),
        ]
    head = _compared(before, after)
    onward = dataclasses.replace(scene.chosen, since=None, until=None)
    return Card(
        "volume", say("charts.cards.how_much"), head, tuple(lines), "timelines", say("charts.cards.over_time"), onward
    )


def between_whom(scene: Scene, chosen: Pair) -> Card:
    """Say which pairs take a larger and which a smaller part than before, beyond chance."""
    answer = _changed(scene, chosen, "dyads")
    rising, falling = _movers(answer)
    lines = [_moved(row, chosen, "dyad", scene.chosen) for row in _first(rising, falling)]
    head = _balance(answer, len(rising), len(falling), "pairs")
    return Card(
        "dyads",
        say("charts.cards.between_whom"),
        head,
        tuple(lines),
        "comentions",
        say("charts.cards.the_map"),
        _within(scene, chosen),
    )


def on_what(scene: Scene, chosen: Pair) -> Card:
    """Say which sectors take a larger and which a smaller part than before, beyond chance; else the mix."""
    answer = _changed(scene, chosen, "sectors")
    named = answer[answer["code"] != labels.NONE_FOUND]
    rising, falling = _movers(named)
    lines = [_moved(row, chosen, "sector", scene.chosen) for row in _first(rising, falling)]
    head = _balance(named, len(rising), len(falling), "sectors")
    found = named.nlargest(3, "count_later")
    mix = [f"{labels.topic(str(r['code']))} {_share(r['count_later'], r['total_later'])}" for r in _rows(found)]
    if len(found) and found["total_later"].iloc[0] >= FEW and found["count_later"].sum():
        lines.append(Line(say("charts.cards.mix_now"), ", ".join(mix)))
    return Card(
        "sectors",
        say("charts.cards.on_what"),
        head,
        tuple(lines),
        "sectors",
        say("charts.cards.sectors"),
        _within(scene, chosen),
    )


def stood_out(scene: Scene) -> Card:
    """Name the periods of pairs that stand out against their own history: the latest first, among the surest."""
    of = "themes" if scene.chosen.partners or scene.chosen.partner_blocs else "dyads"
    grain = scene.view.grain if scene.view.grain in periods.GRAINS else Grain.MONTH
    answer = scene.ask(standouts.standouts, scene.chosen, of=of, grain=grain)
    latest = answer.sort_values("from_on", ascending=False, kind="stable").head(SHOWN)
    lines = tuple(burst(row) for row in latest.itertuples())
    head = say(f"charts.cards.no_burst.{of}")
    if len(answer):
        which = "latest" if len(answer) < standouts.SUREST else "surest"
        head = say(f"charts.cards.{which}_bursts", n=len(answer), count=labels.number(len(answer)))
    return Card(
        "bursts", say("charts.cards.what_stood_out"), head, lines, "timelines", say("charts.cards.bursts_over_time")
    )


def coverage(scene: Scene, chosen: Pair) -> str:
    """Say in one line what the comparison rests on, and which collections are in one of the periods only."""
    answer = _counted(scene, chosen)
    before, after = (periods.count(answer, period, "total_articles") for period in (chosen.earlier, chosen.later))
    text = say(
        "charts.cards.coverage",
        later=labels.days(*chosen.later),
        articles=labels.articles(after),
        earlier=labels.days(*chosen.earlier),
        before=labels.number(before),
    )
    held = [_collections(answer, period) for period in (chosen.earlier, chosen.later)]
    for only, codes in (("later", held[1] - held[0]), ("earlier", held[0] - held[1])):
        if codes:
            names = labels.listed(sorted(labels.collection(code) for code in codes), "and")
            text += f" {say(f'charts.cards.only.{only}', n=len(codes), collections=names)}"
    return text


def _months(scene: Scene) -> pd.DataFrame:
    """The months of the selection, from the first article on: the period before may lie before its first day."""
    answer: pd.DataFrame = scene.ask(periods.months, dataclasses.replace(scene.chosen, since=None))
    return answer


def _counted(scene: Scene, chosen: Pair) -> pd.DataFrame:
    return _months(scene) if chosen.grain else _spanned(scene, chosen)


def _collections(answer: pd.DataFrame, period: Period) -> set[str]:
    """The collections with at least a hundredth of a period's articles; none where they were not counted apart."""
    if "collection" not in answer:
        return set()
    inside = answer[answer["period_on"].between(pd.Timestamp(period[0]), pd.Timestamp(period[1]))]
    sums = inside.groupby("collection")["total_articles"].sum()
    return {str(code) for code in sums[sums >= 0.01 * sums.sum()].index}


def _spanned(scene: Scene, chosen: Pair) -> pd.DataFrame:
    """The same columns for two stretches of days that are no whole months: one row each."""
    answer = scene.ask(change.change, scene.chosen, earlier=chosen.earlier, later=chosen.later).iloc[0]
    rows = [
        {"period_on": pd.Timestamp(period[0]), "count_articles": int(answer[f"count_{when}"]),
         "total_articles": int(answer[f"total_{when}"])}
        for when, period in (("earlier", chosen.earlier), ("later", chosen.later))
    ]  # fmt: skip
    return pd.DataFrame(rows)


def _changed(scene: Scene, chosen: Pair, of: str) -> pd.DataFrame:
    asked = dataclasses.replace(scene.chosen, since=None, until=None)  # the periods take the place of its dates
    answer: pd.DataFrame = scene.ask(change.change_by, asked, of=of, earlier=chosen.earlier, later=chosen.later)
    return answer


def _within(scene: Scene, chosen: Pair) -> Selection:
    return dataclasses.replace(scene.chosen, since=chosen.later[0], until=chosen.later[1])


def _rows(answer: pd.DataFrame) -> list[dict[str, Any]]:
    return by_row(answer)


def _movers(answer: pd.DataFrame) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Return the rows that rose and that fell, the largest change first (the answer's order), beyond chance."""
    low, high = (answer[name].to_numpy(dtype=float) for name in ("change_low", "change_high"))
    read = ~answer["is_too_few"].to_numpy(dtype=bool)
    return _rows(answer[read & (low > 0)]), _rows(answer[read & (high < 0)])


def _first(rising: list[dict[str, Any]], falling: list[dict[str, Any]]) -> list[dict[str, Any]]:
    up = rising[: max(3, MOVED - len(falling))]
    return [*up, *falling[: MOVED - len(up)]]


def _moved(row: dict[str, Any], chosen: Pair, kind: str, selection: Selection) -> Line:
    """One row of a change as a line; it opens the period that has the more articles, if the dates let it."""
    words = labels.dyad(str(row["code"])) if kind == "dyad" else labels.topic(str(row["code"]))
    arrow = "▲" if row["change_share"] > 0 else "▼"
    before, after = int(row["count_earlier"]), int(row["count_later"])
    is_open = selection.since is None or selection.since <= chosen.earlier[0]
    days = chosen.earlier if before > after and is_open else chosen.later
    named_by: dict[str, Any] = {kind: str(row["code"])}
    is_there = (after if days == chosen.later else before) > 0
    mark = Mark(since=days[0], until=days[1], **named_by) if is_there else None
    ends = _ends(float(row["change_low"]), float(row["change_high"]))
    moved = say(
        "charts.cards.moved",
        before=labels.number(before),
        after=labels.number(after),
        points=_points(row["change_share"]),
        ends=ends,
    )
    return Line(f"{arrow} {words}", moved, mark)


def burst(row: Any) -> Line:
    """Return a row of `standouts` as a line: who or what, when, how many against how many usual, and the story."""
    mark = bursts.mark_of(row)
    words = labels.dyad(row.code) if row.kind == "dyad" else labels.topic(row.code)
    when = labels.days(row.from_on.date(), row.to_on.date())
    expected = f"{row.expected:,.0f}" if row.expected >= 10 else f"{row.expected:.1f}"
    note = say("charts.cards.burst", articles=labels.articles(int(row.count_articles)), expected=expected)
    return Line(f"{words}, {when}", f"{note}. {story(row)}".strip(), mark)


def story(row: Any) -> str:
    """Return what a burst's first story is called: its title, or whom it names and when where no text is kept."""
    if isinstance(row.story_title, str) and row.story_title.strip():
        return f"“{safe.cut(row.story_title, _TITLE)}”"
    own = set(row.code.split("-")) if row.kind == "dyad" else set()
    others = [labels.in_sentence(code) for code in row.story_countries.split() if code not in own][:2]
    if pd.isna(row.story_on):
        return ""
    day = labels.day(row.story_on.date())
    if not others:
        return say("charts.cards.begins", day=day)
    return say("charts.cards.begins_naming", day=day, countries=labels.listed(others, "and"))


def _balance(answer: pd.DataFrame, up: int, down: int, of: str) -> str:
    if answer["is_too_few"].all():
        return say(f"charts.cards.none_read.{of}")
    if not up and not down:
        return say(f"charts.cards.nothing_moved.{of}")
    rose = say(f"charts.cards.up.{of}", n=up, shown=labels.number(up))
    fell = say(f"charts.cards.down.{of}", n=down, shown=labels.number(down))
    if up and down:
        return say("charts.cards.moved_both_ways", up=rose, down=fell)
    return say("charts.cards.moved_one_way", moved=rose if up else fell)


def _compared(before: int, after: int) -> str:
    """Say how many articles there are, and how many there were before."""
    articles, count = labels.articles(after), labels.number(before)
    if not before:
        return say("charts.cards.none_before", articles=articles)
    if before + after < FEW:
        return say("charts.cards.some_before", articles=articles, count=count)
    part = round(100 * (after / before - 1))
    if not part:
        return say("charts.cards.as_before", articles=articles, count=count)
    return say("charts.cards.part_on", articles=articles, part=f"{part:+d}".replace("-", "−"), count=count)


def _share(count: float, total: float) -> str:
    shown = 100 * count / total if total else 0.0
    return f"{shown:.{2 if 0 < shown < 1 else 1}f} %" if total else "–"


def _points(change_of: float) -> str:
    digits = 2 if abs(change_of) < 0.001 else 1
    return f"{100 * change_of:+.{digits}f}".replace("-", "−") if np.isfinite(change_of) else "–"


def _ends(low: float, high: float) -> str:
    return say("charts.cards.ends", low=_points(low), high=_points(high))


def _sure(low: float, high: float) -> str:
    if not np.isfinite(low):
        return say("charts.cards.no_article")
    is_within = low <= 0 <= high
    return say("charts.cards.within_chance" if is_within else "charts.cards.beyond_chance", ends=_ends(low, high))

"""The cards of the Overview: what happened, between whom, on what, and what stood out, in words and numbers.

Each compares the latest full period of a selection with the one before it and says how sure it is. Pure: a page draws
them and a report prints them; it must not know Streamlit or figures.
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

import numpy as np
import pandas as pd

from dashboard import labels, safe
from dashboard.charts.chart import Scene
from queries import bursts, change, periods, standouts, statistics
from queries.periods import Pair, Period
from queries.selection import Mark, Selection
from queries.timeline import Grain

MOVED: Final = 5  # lines of a card of changes, three of them for what rose if so many did
SHOWN: Final = 3  # bursts
FEW: Final = 10  # articles of both periods below which no percentage is said
MEANING: Final = (
    "Points are of the share of all articles (how much), of the selected articles (pairs) and of those in a coded "
    "language (sectors), with 95 % intervals (Newcombe); beyond chance means that the interval leaves out no change. "
    "Bursts: see Method."
)
_TITLE: Final = 80  # letters of a story's title
_GRAINS: Final = {Grain.MONTH: "%B %Y", Grain.YEAR: "%Y"}


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


def named(period: Period, grain: Grain | None) -> str:
    """Return a period in words: "2025", "April to June 2026", "1 March 2025 to 3 May 2025"."""
    first, last = period
    if grain in _GRAINS:
        return first.strftime(_GRAINS[grain])
    if grain is Grain.QUARTER:
        return f"{first:%B} to {last:%B} {last.year}"
    return f"{labels.day(first)} to {labels.day(last)}"


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
    lines = [Line(f"Articles of {named(chosen.later, chosen.grain)}", mark=mark)]
    if before + after < FEW:
        lines.append(Line("Too few to compare", "choose wider dates, all co-mentions or fewer filters"))
    else:
        lines += [
            Line(f"{_share(after, all_after)} of all articles", f"{_share(before, all_before)} before"),
            Line(f"{_points(float(moved))} points", _sure(low, high)),
        ]
    head = f"{labels.articles(after)}{_compared(before, after)}"
    onward = dataclasses.replace(scene.chosen, since=None, until=None)
    return Card("volume", "How much", head, tuple(lines), "timelines", "Over time", onward)


def between_whom(scene: Scene, chosen: Pair) -> Card:
    """Say which pairs take a larger and which a smaller part than before, beyond chance."""
    answer = _changed(scene, chosen, "dyads")
    rising, falling = _movers(answer)
    lines = [_moved(row, chosen, "dyad", scene.chosen) for row in _first(rising, falling)]
    head = _balance(len(rising), len(falling), "pair", "pairs")
    return Card("dyads", "Between whom", head, tuple(lines), "comentions", "The map", _within(scene, chosen))


def on_what(scene: Scene, chosen: Pair) -> Card:
    """Say which sectors take a larger and which a smaller part than before, beyond chance; else the mix."""
    answer = _changed(scene, chosen, "sectors")
    rising, falling = _movers(answer[answer["code"] != labels.NONE_FOUND])
    lines = [_moved(row, chosen, "sector", scene.chosen) for row in _first(rising, falling)]
    head = _balance(len(rising), len(falling), "sector", "sectors")
    found = answer[answer["code"] != labels.NONE_FOUND].nlargest(3, "count_later")
    mix = [f"{labels.topic(str(r['code']))} {_share(r['count_later'], r['total_later'])}" for r in _rows(found)]
    if len(found) and found["total_later"].iloc[0] >= FEW and found["count_later"].sum():
        lines.append(Line("Mix now", ", ".join(mix)))
    return Card("sectors", "On what", head, tuple(lines), "sectors", "Sectors", _within(scene, chosen))


def stood_out(scene: Scene) -> Card:
    """Name the periods of pairs that stand out against their own history: the latest first, among the surest."""
    of = "themes" if scene.chosen.partners or scene.chosen.partner_blocs else "dyads"
    grain = scene.view.grain if scene.view.grain in periods.GRAINS else Grain.MONTH
    answer = scene.ask(standouts.standouts, scene.chosen, of=of, grain=grain)
    latest = answer.sort_values("from_on", ascending=False, kind="stable").head(SHOWN)
    lines = tuple(burst(row) for row in latest.itertuples())
    noun = "theme" if of == "themes" else "pair"
    head = (
        f"The latest of {labels.number(len(answer))} bursts"
        if len(answer)
        else f"No {noun} stands out against its own history"
    )
    return Card("bursts", "What stood out", head, lines, "timelines", "Bursts over time")


def coverage(scene: Scene, chosen: Pair) -> str:
    """Say in one line what the comparison rests on, and which collections are in one of the periods only."""
    answer = _counted(scene, chosen)
    before, after = (periods.count(answer, period, "total_articles") for period in (chosen.earlier, chosen.later))
    text = (
        f"{named(chosen.later, chosen.grain)} ({labels.articles(after)} of every kind) beside "
        f"{named(chosen.earlier, chosen.grain)} ({labels.number(before)})."
    )
    held = [_collections(answer, period) for period in (chosen.earlier, chosen.later)]
    for codes, verb in ((held[1] - held[0], "only in the later"), (held[0] - held[1], "only in the earlier")):
        if codes:
            names = labels.listed(sorted(labels.collection(code) for code in codes), "and")
            text += f" {names} {'is' if len(codes) == 1 else 'are'} {verb}: part of a change is a change of sources."
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
    return [{str(name): value for name, value in row.items()} for row in answer.to_dict("records")]


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
    moved = f"{labels.number(before)} → {labels.number(after)} articles, {_points(row['change_share'])} points ({ends})"
    return Line(f"{arrow} {words}", moved, mark)


def burst(row: Any) -> Line:
    """Return a row of `standouts` as a line: who or what, when, how many against how many usual, and the story."""
    mark = bursts.mark_of(row)
    words = labels.dyad(row.code) if row.kind == "dyad" else labels.topic(row.code)
    when = _stretch(row.from_on.date(), row.to_on.date())
    expected = f"{row.expected:,.0f}" if row.expected >= 10 else f"{row.expected:.1f}"
    note = f"{labels.articles(int(row.count_articles))}, {expected} usual"
    return Line(f"{words}, {when}", f"{note}. {story(row)}".strip(), mark)


def story(row: Any) -> str:
    """Return what a burst's first story is called: its title, or whom it names and when where no text is kept."""
    if isinstance(row.story_title, str) and row.story_title.strip():
        return f"“{safe.cut(row.story_title, _TITLE)}”"
    own = set(row.code.split("-")) if row.kind == "dyad" else set()
    others = [labels.country(code) for code in row.story_countries.split() if code not in own][:2]
    if pd.isna(row.story_on):
        return ""
    naming = f" naming also {labels.listed(others, 'and')}" if others else ""
    return f"Begins {labels.day(row.story_on.date())}{naming}"


def _stretch(first: date, last: date) -> str:
    """Return "March 2026" or "March to June 2026" for whole months, "2021 to 2025" for whole years."""
    if (first.month, last.month) == (1, 12):
        return str(first.year) if first.year == last.year else f"{first.year} to {last.year}"
    if (first.year, first.month) == (last.year, last.month):
        return f"{first:%B %Y}"
    return f"{first:%B} to {last:%B %Y}" if first.year == last.year else f"{first:%B %Y} to {last:%B %Y}"


def _balance(up: int, down: int, one: str, many: str) -> str:
    if not up and not down:
        return f"No {one}'s part moved by more than chance"
    said = [f"{labels.number(n)} {one if n == 1 else many} {verb}" for n, verb in ((up, "up"), (down, "down")) if n]
    return f"{' and '.join(said)} by more than chance"


def _compared(before: int, after: int) -> str:
    if before + after < FEW or not before:
        return f", {labels.number(before) if before else 'none'} before"
    part = round(100 * (after / before - 1))
    return f", {f'{part:+d} % on' if part else 'as many as'} {labels.number(before)} before".replace("-", "−")


def _share(count: float, total: float) -> str:
    shown = 100 * count / total if total else 0.0
    return f"{shown:.{2 if 0 < shown < 1 else 1}f} %" if total else "–"


def _points(change_of: float) -> str:
    digits = 2 if abs(change_of) < 0.001 else 1
    return f"{100 * change_of:+.{digits}f}".replace("-", "−") if np.isfinite(change_of) else "–"


def _ends(low: float, high: float) -> str:
    return f"95 %: {_points(low)} to {_points(high)}"


def _sure(low: float, high: float) -> str:
    if not np.isfinite(low):
        return "a period has no article"
    verdict = "within chance" if low <= 0 <= high else "beyond chance"
    return f"{_ends(low, high)}, {verdict}"

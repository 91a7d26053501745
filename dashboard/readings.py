"""What a chart says, as one sentence: the reader's first line and the alternative text of the figure.

Pure functions of an answer; they name the largest mark with its count and total, and never a trend that the
numbers do not carry. It must not know Streamlit or figures.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from dashboard import labels
from queries.periods import Pair
from queries.selection import Mode
from queries.timeline import Grain

TOO_FEW = 5


def percent(part: float, whole: float) -> str:
    """Return a share in per cent, with a decimal below ten, with two below a tenth."""
    if not whole:
        return "–"
    value = 100 * part / whole
    digits = 2 if 0 < value < 0.1 else 1 if 0 < value < 10 else 0
    return f"{value:.{digits}f} %"


def _of(row: dict[str, Any]) -> str:
    count, total = int(row["count_articles"]), int(row["total_articles"])
    return f"{labels.number(count)} of {labels.articles(total)} ({percent(count, total)})"


def breakdown(answer: pd.DataFrame) -> str:
    """Say which label leads and in how many articles none was found."""
    found = answer[answer["code"] != labels.NONE_FOUND]
    if found.empty or not found["count_articles"].sum():
        return "None of the labels was found in these articles."
    top = found.nlargest(1, "count_articles").to_dict("records")[0]
    text = f"{labels.topic(str(top['code']))} occurs most, in {_of(_named(top))}"
    rest = answer[answer["code"] == labels.NONE_FOUND].to_dict("records")
    return f"{text}; none was found in {labels.number(int(rest[0]['count_articles']))}." if rest else f"{text}."


def over_time(answer: pd.DataFrame, grain: Grain) -> str:
    """Say in which period which label was most frequent, by count, so that a small total makes no peak."""
    whole = _complete(answer)
    if is_sparse(answer):
        return f"No period holds {TOO_FEW} articles of any label: read the counts, not the shape."
    top = _named(whole.nlargest(1, "count_articles").to_dict("records")[0])
    when = labels.period(pd.Timestamp(top["period_on"]).date(), grain)
    return f"The largest count is {labels.line(str(top['code']))} in {when}: {_of(top)} of that period."


def is_sparse(answer: pd.DataFrame) -> bool:
    """Return whether no complete period holds enough articles of any label for a line to mean anything."""
    whole = _complete(answer)
    return whole.empty or not whole["count_articles"].max() >= TOO_FEW


def _complete(answer: pd.DataFrame) -> pd.DataFrame:
    return answer[~answer["is_partial"].astype(bool)] if len(answer) else answer


def baseline(answer: pd.DataFrame) -> str:
    """Say what the ticks beside the bars are; nothing where the selection is the baseline, and none is drawn."""
    if (answer["share"].astype(float) - answer["baseline_share"].astype(float)).abs().max() < 1e-12:
        return ""
    return "The tick is the share in all articles under the same interaction."


def sources(strip: pd.DataFrame, names: Mapping[str, str]) -> str:
    """Say when collections begin and end inside the period, because a line jumps there for no other reason.

    Collections of fewer than a hundredth of the articles move no line and are not named.
    """
    held = strip[strip["count_articles"] > 0]
    sums = held.groupby("collection")["count_articles"].sum()
    large = [str(code) for code in sums[sums >= 0.01 * sums.sum()].sort_values(ascending=False).index]
    years = {code: pd.to_datetime(held.loc[held["collection"] == code, "period_on"]).dt.year for code in large}
    spans = {code: (int(found.min()), int(found.max())) for code, found in years.items()}
    if len(set(spans.values())) < 2:
        return ""
    said = [f"{names.get(code, code)} {first}–{last}" for code, (first, last) in spans.items()]
    return (
        f"The sources change: {labels.listed(said, 'and', most=5)}. A rise or fall where one begins or ends is a "
        "change of sources; choose one collection to compare years."
    )


def dyads(answer: pd.DataFrame, mode: Mode, drawn: int | None = None, region: pd.DataFrame | None = None) -> str:
    """Say which pair leads, how many pairs there are, and how many of them are too few to be read.

    `region` are the pairs of a map of a part of the world: the first of these leads there, not the world's.
    """
    if answer.empty:
        return "No two countries occur together in these articles."
    if region is not None and region.empty:
        return "No pair of countries of this region stands out in these articles."
    leading = answer if region is None else region
    top = _named(leading.head(1).to_dict("records")[0])
    noun = {Mode.COOPERATION: "reporting cooperation", Mode.CONFLICT: "reporting conflict"}.get(mode, "naming both")
    few = int(answer["is_too_few"].sum())
    where = "" if region is None else " in this region"
    text = f"{labels.dyad(str(top['dyad']))} leads{where} with {labels.articles(int(top['count_selected']))} {noun}"
    if mode is Mode.ANY and top["lift"] == top["lift"]:
        text += f", {top['lift']:.1f} times what chance would give"
    text += (
        f". {labels.number(len(answer))} pairs occur"
        if drawn is None
        else (f". {labels.number(drawn)} of {labels.number(len(answer))} pairs are drawn")
    )
    return (
        f"{text}; {labels.number(few)} {'rests' if few == 1 else 'rest'} on too few articles to be read."
        if few
        else f"{text}."
    )


_PARTS: Mapping[str, tuple[str, str]] = {
    "volume": ("more articles at all", "fewer articles at all"),
    "outlets": ("another mix of outlets", "another mix of outlets"),
    "dyads": ("another mix of pairs", "another mix of pairs"),
    "sectors": ("another mix of sectors", "another mix of sectors"),
    "rate": ("more of it within the same mix", "less of it within the same mix"),
}


def change(answer: pd.DataFrame, pair: Pair | None) -> str:
    """Say by how much articles changed between two periods, and how much each cause accounts for."""
    if pair is None or answer.empty:
        return "There are no two periods to compare."
    before, after, whole = (int(answer[name].iloc[0]) for name in ("count_earlier", "count_later", "change_total"))
    spans = [f"{labels.day(first)} to {labels.day(last)}" for first, last in (pair.earlier, pair.later)]
    head = f"From {spans[0]}: {labels.articles(before)}; from {spans[1]}: {labels.number(after)} ({_signed(whole)})."
    ordered = answer.reindex(answer["change_articles"].abs().sort_values(ascending=False, kind="stable").index)
    said = [
        f"{_signed(value)} by {_PARTS[str(part)][value < 0]}"
        for part, value in zip(ordered["part"], ordered["change_articles"], strict=True)
        if abs(value) >= 0.05
    ]
    return f"{head} That is {labels.listed(said, 'and', most=5)}." if said else head


def moved(answer: pd.DataFrame) -> str:
    """Say which label's share moved most between two periods, beyond chance."""
    if answer["change_share"].isna().all():
        return "One of the two periods holds no such article."
    sure = answer[~answer["is_too_few"] & ((answer["change_low"] > 0) | (answer["change_high"] < 0))]
    if sure.empty:
        return "No share moved by more than chance between the two periods."
    top = _named(sure.head(1).to_dict("records")[0])
    verb = "rose" if top["change_share"] > 0 else "fell"
    before, after = (percent(top[f"count_{when}"], top[f"total_{when}"]) for when in ("earlier", "later"))
    return (
        f"{labels.topic(str(top['code']))} {verb} most, from {before} to {after} "
        f"({labels.number(int(top['count_earlier']))} and {labels.articles(int(top['count_later']))})."
    )


def together(answer: pd.DataFrame) -> str:
    """Say which two sectors stand together most beyond chance, among those with enough articles."""
    read = answer[(answer["count_articles"] >= TOO_FEW) & (answer["lift_low"] > 1)]
    if read.empty:
        return "No two sectors stand in the same articles more often than chance would give."
    top = _named(read.nlargest(1, "lift_low").to_dict("records")[0])
    pair = " and ".join(labels.topic(str(top[code])).lower() for code in ("code_a", "code_b"))
    return (
        f"{pair.capitalize()} go together most: in {labels.articles(int(top['count_articles']))} of "
        f"{labels.number(int(top['total_articles']))}, {top['lift']:.1f} times what chance would give."
    )


def _signed(value: float) -> str:
    shown = f"{abs(value):,.0f}" if float(value).is_integer() or abs(value) >= 10 else f"{abs(value):.1f}"
    return f"{'+' if value > 0 else '−' if value < 0 else ''}{shown}"


def volume(answer: pd.DataFrame) -> str:
    """Say how many articles the strip holds, whatever they report."""
    total = int(answer["count_articles"].sum()) if len(answer) else 0
    collections = answer.loc[answer["count_articles"] > 0, "collection"].nunique() if len(answer) else 0
    word = "collection" if collections == 1 else "collections"
    return (
        f"{labels.articles(total)} with a date in {collections} {word}, whatever they report. "
        "An empty stretch is a gap in the collection, not in the world."
    )


def grid(answer: pd.DataFrame) -> str:
    """Say which sector of which pair or country stands furthest above the average, among marks that can be read."""
    if answer.empty:
        return "No two countries occur together in these articles."
    read = answer[(answer["count_articles"] >= TOO_FEW) & (answer["code"] != labels.NONE_FOUND)]
    if read.empty:
        return f"No row has {TOO_FEW} articles in any one sector: read the counts, not the colours."
    top = _named(read.nlargest(1, "ratio").to_dict("records")[0])
    where = labels.line(str(top.get("dyad") or top["country"]))
    return (
        f"{labels.topic(str(top['code']))} in {where} stands out most: {_of(top)}, "
        f"{top['ratio']:.1f} times the average."
    )


def _named(row: dict[Any, Any]) -> dict[str, Any]:
    return {str(name): value for name, value in row.items()}

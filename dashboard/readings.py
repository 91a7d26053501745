"""What a chart says, as one sentence: the reader's first line and the alternative text of the figure.

Pure functions of an answer; they name the largest mark with its count and total, and never a trend that the
numbers do not carry. It must not know Streamlit or figures.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from dashboard import labels
from dashboard.words import say
from queries.periods import Pair
from queries.schema import by_row
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
    share = percent(count, total)
    return say(
        "readings.general.count_of_total", count=labels.number(count), articles=labels.articles(total), share=share
    )


def breakdown(answer: pd.DataFrame) -> str:
    """Say which label leads and in how many articles none was found."""
    found = answer[answer["code"] != labels.NONE_FOUND]
    if found.empty or not found["count_articles"].sum():
        return say("readings.general.no_label")
    tops = by_row(found[found["count_articles"] == found["count_articles"].max()])
    names = [labels.topic(str(top["code"])) for top in tops]
    label = labels.listed([names[0], *(name.lower() for name in names[1:])], "and")
    n, told = len(tops), _of(_named(tops[0]))
    rest = sum(int(count) for count in answer.loc[answer["code"] == labels.NONE_FOUND, "count_articles"])
    if not rest:
        return say("readings.general.most", n=n, label=label, count_of_total=told)
    none = labels.number(rest)
    return say("readings.general.most_and_none", n=n, label=label, count_of_total=told, none=none)


def over_time(answer: pd.DataFrame, grain: Grain) -> str:
    """Say in which period which label was most frequent, by count, so that a small total makes no peak."""
    whole = _complete(answer)
    if is_sparse(answer):
        return say("readings.general.sparse", enough=TOO_FEW)
    top = _named(by_row(whole.nlargest(1, "count_articles"))[0])
    when = labels.when(pd.Timestamp(top["period_on"]).date(), grain)
    line = labels.line_in_sentence(str(top["code"]))
    return say("readings.general.largest", line=line, when=when, count_of_total=_of(top))


def is_sparse(answer: pd.DataFrame) -> bool:
    """Return whether no complete period holds enough articles of any label for a line to mean anything."""
    whole = _complete(answer)
    return whole.empty or not whole["count_articles"].max() >= TOO_FEW


def _complete(answer: pd.DataFrame) -> pd.DataFrame:
    return answer[~answer["is_partial"].astype(bool)] if len(answer) else answer


def baseline(answer: pd.DataFrame, mode: Mode) -> str:
    """Say what the ticks beside the bars are; nothing where the selection is the baseline, and none is drawn."""
    if (answer["share"].astype(float) - answer["baseline_share"].astype(float)).abs().max() < 1e-12:
        return ""
    return say(f"readings.general.baseline.{mode}")


def sources(strip: pd.DataFrame, names: Mapping[str, str]) -> str:
    """Say when collections begin and end inside the period, because a line jumps there for no other reason.

    Collections of fewer than a hundredth of the articles move no line and are not named.
    """
    sums: dict[str, int] = {}
    years: dict[str, list[int]] = {}
    for code, start, count in zip(strip["collection"], strip["period_on"], strip["count_articles"], strict=True):
        if count:
            sums[code] = sums.get(code, 0) + count
            years.setdefault(code, []).append(start.year)
    large = [code for code in sorted(sums) if sums[code] >= 0.01 * sum(sums.values())]
    spans = {code: (min(years[code]), max(years[code])) for code in sorted(large, key=sums.__getitem__, reverse=True)}
    if len(set(spans.values())) < 2:
        return ""
    said = [
        say("readings.general.collection", collection=names.get(code, code), first=first, last=last)
        for code, (first, last) in spans.items()
    ]
    return say("readings.general.sources", collections=labels.listed(said, "and", most=5))


def dyads(answer: pd.DataFrame, mode: Mode, drawn: int | None = None, region: pd.DataFrame | None = None) -> str:
    """Say which pair leads, how many pairs there are, and how many of them are too few to be read.

    `region` are the pairs of a map of a part of the world: the first of these leads there, not the world's.
    """
    if answer.empty:
        return say("readings.general.no_pair")
    if region is not None and region.empty:
        return say("readings.general.no_pair_of_region")
    if answer["is_too_few"].all() and len(answer) > 1:  # one article each: none of them leads
        return say("readings.general.all_few", pairs=labels.number(len(answer)))
    if len(answer) == 1:
        dyad, count = labels.dyad(str(answer["dyad"].iloc[0])), int(answer["count_selected"].iloc[0])
        return say(f"readings.general.only.{mode}", dyad=dyad, articles=labels.articles(count))
    leading = answer if region is None else region
    top = _named(by_row(leading.head(1))[0])
    return f"{_leads(top, mode, 'world' if region is None else 'region')} {_pairs(answer, drawn)}"


def _leads(top: dict[str, Any], mode: Mode, where: str) -> str:
    dyad, articles = labels.dyad(str(top["dyad"])), labels.articles(int(top["count_selected"]))
    if mode is Mode.ANY and top["lift"] == top["lift"]:
        return say(f"readings.general.leads_lifted.{where}", dyad=dyad, articles=articles, lift=top["lift"])
    return say(f"readings.general.leads.{mode}.{where}", dyad=dyad, articles=articles)


def _pairs(answer: pd.DataFrame, drawn: int | None) -> str:
    """Say how many pairs there are, how many are drawn, and how many are too few to be read."""
    few, pairs = int(answer["is_too_few"].sum()), labels.number(len(answer))
    if drawn is None:
        if not few:
            return say("readings.general.occur", pairs=pairs)
        return say("readings.general.occur_few", n=few, pairs=pairs, few=labels.number(few))
    shown = labels.number(drawn)
    if not few:
        return say("readings.general.drawn", drawn=shown, pairs=pairs)
    return say("readings.general.drawn_few", n=few, drawn=shown, pairs=pairs, few=labels.number(few))


def change(answer: pd.DataFrame, pair: Pair | None) -> str:
    """Say by how much articles changed between two periods, and how much each cause accounts for."""
    if pair is None or answer.empty:
        return say("readings.general.no_periods")
    before, after, whole = (int(answer[name].iloc[0]) for name in ("count_earlier", "count_later", "change_total"))
    earlier, later = (labels.days(*period) for period in (pair.earlier, pair.later))
    head = say(
        "readings.general.change",
        earlier=earlier,
        articles=labels.articles(before),
        later=later,
        after=labels.number(after),
        change=_signed(whole),
    )
    ordered = answer.reindex(answer["change_articles"].abs().sort_values(ascending=False, kind="stable").index)
    said = [
        _part(str(part), value)
        for part, value in zip(ordered["part"], ordered["change_articles"], strict=True)
        if abs(value) >= 0.05
    ]
    made_of = say("readings.general.made_of", parts=labels.listed(said, "and", most=5))
    return f"{head} {made_of}" if said else head


def _part(part: str, value: float) -> str:
    if value < 0:
        return say(f"readings.general.fewer.{part}", change=_signed(value))
    return say(f"readings.general.more.{part}", change=_signed(value))


def moved(answer: pd.DataFrame) -> str:
    """Say which label's share moved most between two periods, beyond chance."""
    if answer["change_share"].isna().all():
        return say("readings.general.no_such_article")
    if answer["is_too_few"].all():
        before, after = (labels.number(int(answer[f"total_{when}"].max())) for when in ("earlier", "later"))
        return say("readings.general.too_few_to_move", before=before, after=after)
    sure = answer[~answer["is_too_few"] & ((answer["change_low"] > 0) | (answer["change_high"] < 0))]
    if sure.empty:
        return say("readings.general.no_move")
    top = _named(by_row(sure.head(1))[0])
    before, after = (percent(top[f"count_{when}"], top[f"total_{when}"]) for when in ("earlier", "later"))
    return say(
        "readings.general.rose" if top["change_share"] > 0 else "readings.general.fell",
        label=labels.topic(str(top["code"])),
        before=before,
        after=after,
        count=labels.number(int(top["count_earlier"])),
        articles=labels.articles(int(top["count_later"])),
    )


def together(answer: pd.DataFrame) -> str:
    """Say which two sectors stand together most beyond chance, among those with enough articles."""
    read = answer[(answer["count_articles"] >= TOO_FEW) & (answer["lift_low"] > 1)]
    if read.empty:
        is_known = (answer["count_articles"] >= TOO_FEW) | (answer["expected"] >= TOO_FEW)
        return say("readings.general.apart" if is_known.any() else "readings.general.too_few_together")
    top = _named(by_row(read.nlargest(1, "lift_low"))[0])
    first, second = (labels.topic(str(top[code])).lower() for code in ("code_a", "code_b"))
    return say(
        "readings.general.together",
        pair=say("readings.general.pair_of_sectors", first=first, second=second).capitalize(),
        articles=labels.articles(int(top["count_articles"])),
        total=labels.number(int(top["total_articles"])),
        lift=top["lift"],
    )


def _signed(value: float) -> str:
    shown = f"{abs(value):,.0f}" if float(value).is_integer() or abs(value) >= 10 else f"{abs(value):.1f}"
    return f"{'+' if value > 0 else '−' if value < 0 else ''}{shown}"


def volume(answer: pd.DataFrame) -> str:
    """Say how many articles the strip holds, whatever they report."""
    total = int(answer["count_articles"].sum()) if len(answer) else 0
    collections = answer.loc[answer["count_articles"] > 0, "collection"].nunique() if len(answer) else 0
    return say("readings.general.volume", n=collections, articles=labels.articles(total))


def grid(answer: pd.DataFrame) -> str:
    """Say which sector of which pair or country stands furthest above the average, among marks that can be read."""
    if answer.empty:
        return say("readings.general.no_pair")
    read = answer[(answer["count_articles"] >= TOO_FEW) & (answer["code"] != labels.NONE_FOUND)]
    if read.empty:
        return say("readings.general.few_in_row", enough=TOO_FEW)
    top = _named(by_row(read.nlargest(1, "ratio"))[0])
    where = labels.line_in_sentence(str(top.get("dyad") or top["country"]))
    return say(
        "readings.general.stands_out",
        label=labels.topic(str(top["code"])),
        row=where,
        count_of_total=_of(top),
        ratio=top["ratio"],
    )


def _named(row: dict[Any, Any]) -> dict[str, Any]:
    return {str(name): value for name, value in row.items()}

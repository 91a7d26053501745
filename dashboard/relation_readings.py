"""What the charts of a dyad or a country say, each as one sentence: the first line and the alternative text.

Pure functions of answers; names of outlets are a stranger's and are escaped where they are shown.
"""

from __future__ import annotations

from typing import Any

import pandas as pd

from dashboard import labels
from dashboard.readings import TOO_FEW, percent
from dashboard.words import say, terms
from queries.robustness import Verdict
from queries.timeline import Grain


def ladder(answer: pd.DataFrame) -> str:
    """Say how far the two get: named together, in one passage, cooperating, in conflict."""
    steps = answer[(answer["interaction"] == "any") & (answer["step"] != "sector")]
    counts = dict(zip(steps["step"], steps["count_articles"].astype(int), strict=True))
    together = counts.get("together", 0)
    if not together:
        return say("readings.relations.no_article")
    parts = []
    for step in ("passage", "cooperation", "conflict"):
        count, share = labels.number(counts[step]), percent(counts[step], together)
        parts.append(say(f"readings.relations.steps.{step}", count=count, share=share))
    told = labels.listed(parts, "and")
    return say("readings.relations.ladder", n=together, articles=labels.articles(together), steps=told)


def interactions_over_time(answer: pd.DataFrame, grain: Grain) -> str:
    """Say in which period cooperation and conflict were most frequent, by count; of several none is named."""
    parts = []
    for mode in ("cooperation", "conflict"):
        rows = answer[(answer["interaction"] == mode) & (answer["count_articles"] > 0)]
        if rows.empty:
            parts.append(say(f"readings.relations.none_reported.{mode}"))
            continue
        tops = rows[rows["count_articles"] == rows["count_articles"].max()]
        top = tops.iloc[0]
        if len(tops) > 1:
            articles, period = labels.articles(int(top["count_articles"])), labels.grain(grain).lower()
            parts.append(say(f"readings.relations.tied.{mode}", period=period, articles=articles))
        else:
            when = labels.when(pd.Timestamp(top["period_on"]).date(), grain)
            parts.append(say(f"readings.relations.most.{mode}", when=when, count_of_total=_of(top)))
    said = "; ".join(parts)
    return f"{said[:1].upper()}{said[1:]}."


def partners_over_time(answer: pd.DataFrame, country: str, grain: Grain) -> str:
    """Say when which of the partners drawn was most frequent."""
    rows = answer[answer["count_articles"] > 0]
    if rows.empty:
        return say("readings.relations.no_date")
    top = rows.nlargest(1, "count_articles").iloc[0]
    when = labels.when(pd.Timestamp(top["period_on"]).date(), grain)
    name = labels.in_sentence(_other(str(top["dyad"]), country))
    return say("readings.relations.largest", partner=name, when=when, count_of_total=_of(top))


def named_with(answer: pd.DataFrame, of: str) -> str:
    """Say who is named most in the passages asked about; two who are named as often are both said."""
    if answer.empty:
        return say(f"readings.relations.none_named.{of}")
    tops = answer[answer["count_articles"] == answer["count_articles"].max()]
    names = labels.listed([labels.name(of, str(code)) for code in tops["code"]], "and")
    return say("readings.relations.named_most", n=len(tops), names=names, count_of_total=_of(tops.iloc[0]))


def partners(answer: pd.DataFrame, country: str) -> str:
    """Say which partner leads, and with how many countries there is anything."""
    if answer.empty:
        return say("readings.relations.no_partner")
    top = answer.nlargest(1, "count_selected").iloc[0]
    count = labels.articles(int(top["count_selected"]))
    few = int(answer["is_too_few"].sum())
    name, occur = labels.in_sentence(_other(str(top["dyad"]), country)), labels.number(len(answer))
    name = f"{name[:1].upper()}{name[1:]}"
    if not few:
        return say("readings.relations.partners", partner=name, articles=count, partners=occur)
    return say("readings.relations.partners_few", partner=name, articles=count, partners=occur, few=labels.number(few))


def outlets(answer: pd.DataFrame, robust: pd.DataFrame) -> str:
    """Say how many outlets report it, which most, and what the count rests on."""
    verdict = terms("readings.relations.verdicts")[Verdict(str(robust["verdict"].iloc[0]))]
    if answer.empty:
        return say("readings.relations.no_outlet", verdict=verdict)
    top, total = answer.iloc[0], int(robust["count_articles"].iloc[0])
    count = int(top["count_articles"])
    return say(
        "readings.relations.outlets",
        n=len(answer),
        verdict=verdict,
        outlets=labels.number(len(answer)),
        count=labels.number(count),
        articles=labels.articles(total),
    )


def units(answer: pd.DataFrame) -> str:
    """Say how many stories and outlets stand behind the articles that name both."""
    row = answer[answer["interaction"] == "any"].iloc[0]
    names = ("count_articles", "count_stories", "count_outlets", "count_independent_outlets")
    count, stories, by, first = (int(row[name]) for name in names)
    told = say("readings.relations.stories", n=stories, count=labels.number(stories))
    outlets = say("readings.relations.outlets_counted", n=by, count=labels.number(by))
    articles = labels.articles(count)
    if first == by:
        return say("readings.relations.units", articles=articles, stories=told, outlets=outlets)
    return say(
        "readings.relations.units_first", articles=articles, stories=told, outlets=outlets, first=labels.number(first)
    )


def partner(dyad: str, country: str) -> str:
    """Return the name of the country of a dyad that is not `country`."""
    return labels.country(_other(dyad, country))


def _other(dyad: str, country: str) -> str:
    one, other = dyad.split("-")
    return other if one == country else one


def _of(row: Any) -> str:
    count, total = int(row["count_articles"]), int(row["total_articles"])
    share = percent(count, total)
    return say(
        "readings.general.count_of_total", count=labels.number(count), articles=labels.articles(total), share=share
    )


def is_sparse(answer: pd.DataFrame) -> bool:
    """Return whether no period holds enough articles for its share to mean anything."""
    return answer.empty or not answer["count_articles"].max() >= TOO_FEW

"""What the charts of a dyad or a country say, each as one sentence: the first line and the alternative text.

Pure functions of answers; names of outlets are a stranger's and are escaped where they are shown.
"""

from __future__ import annotations

from typing import Any, Final

import pandas as pd

from dashboard import labels
from dashboard.readings import TOO_FEW, percent
from queries.robustness import Verdict
from queries.timeline import Grain

VERDICTS: Final = {
    Verdict.TOO_FEW: "There are too few articles to tell what this count rests on.",
    Verdict.NO_DUPLICATES: "This count rests on repeats: most of its articles are near-duplicates of one another.",
    Verdict.ONE_OUTLET: "This count rests on one outlet: without it, more than half is gone.",
    Verdict.NEW_SOURCES: "This count rests on sources that came or went: on those present throughout, "
    "less than half of the share is left.",
    Verdict.ROBUST: "This count is robust: more than half stays without any one outlet, without duplicates, and on the "
    "outlets present throughout.",
}
_NOUNS: Final = {"organisation": "organisations", "leader": "leaders"}


def ladder(answer: pd.DataFrame) -> str:
    """Say how far the two get: named together, in one passage, cooperating, in conflict."""
    steps = answer[(answer["interaction"] == "any") & (answer["step"] != "sector")]
    counts = dict(zip(steps["step"], steps["count_articles"].astype(int), strict=True))
    together = counts.get("together", 0)
    if not together:
        return "No article names both countries."
    parts = []
    for step, said in (("passage", "in one passage"), ("cooperation", "cooperating"), ("conflict", "in conflict")):
        count = counts[step]
        parts.append(f"{labels.number(count)} {said} ({percent(count, together)})")
    return f"{labels.articles(together)} name{'s' if together == 1 else ''} both: {labels.listed(parts, 'and')}."


def interactions_over_time(answer: pd.DataFrame, grain: Grain) -> str:
    """Say in which period cooperation and conflict were most frequent, by count."""
    parts = []
    for mode in ("cooperation", "conflict"):
        rows = answer[(answer["interaction"] == mode) & (answer["count_articles"] > 0)]
        if rows.empty:
            parts.append(f"no {mode} is reported")
            continue
        top = rows.nlargest(1, "count_articles").iloc[0]
        when = labels.period(pd.Timestamp(top["period_on"]).date(), grain)
        parts.append(f"most {mode} in {when}, in {_of(top)}")
    said = "; ".join(parts)
    return f"{said[:1].upper()}{said[1:]}."


def partners_over_time(answer: pd.DataFrame, country: str, grain: Grain) -> str:
    """Say when which of the partners drawn was most frequent."""
    rows = answer[answer["count_articles"] > 0]
    if rows.empty:
        return "None of these articles has a date."
    top = rows.nlargest(1, "count_articles").iloc[0]
    when = labels.period(pd.Timestamp(top["period_on"]).date(), grain)
    return f"The largest count is with {partner(str(top['dyad']), country)} in {when}: {_of(top)} of that period."


def named_with(answer: pd.DataFrame, of: str) -> str:
    """Say who is named most in the passages asked about."""
    if answer.empty:
        return f"No {_NOUNS[of]} that we know are named in these passages."
    top = answer.iloc[0]
    return f"{labels.name(of, str(top['code']))} is named most, in {_of(top)}."


def partners(answer: pd.DataFrame, country: str) -> str:
    """Say which partner leads, and with how many countries there is anything."""
    if answer.empty:
        return "No other country occurs together with it in these articles."
    top = answer.nlargest(1, "count_selected").iloc[0]
    count = labels.articles(int(top["count_selected"]))
    few = int(answer["is_too_few"].sum())
    said = f"{partner(str(top['dyad']), country)} leads with {count}; {labels.number(len(answer))} partners occur"
    return f"{said}, {labels.number(few)} of them in too few articles to be read." if few else f"{said}."


def outlets(answer: pd.DataFrame, robust: pd.DataFrame) -> str:
    """Say how many outlets report it, which most, and what the count rests on."""
    verdict = VERDICTS[Verdict(str(robust["verdict"].iloc[0]))]
    if answer.empty:
        return f"None of these articles names its outlet. {verdict}"
    top, total = answer.iloc[0], int(robust["count_articles"].iloc[0])
    count = int(top["count_articles"])
    many = "1 outlet reports" if len(answer) == 1 else f"{labels.number(len(answer))} outlets report"
    return f"{verdict} {many} it; the largest gives {labels.number(count)} of {labels.articles(total)}."


def units(answer: pd.DataFrame) -> str:
    """Say how many stories and outlets stand behind the articles that name both."""
    row = answer[answer["interaction"] == "any"].iloc[0]
    names = ("count_articles", "count_stories", "count_outlets", "count_independent_outlets")
    count, stories, by, first = (int(row[name]) for name in names)
    noun, told = ("outlet" if by == 1 else "outlets"), ("story" if stories == 1 else "stories")
    said = f"{labels.articles(count)} that name both tell {labels.number(stories)} {told} by {labels.number(by)} {noun}"
    return f"{said}." if first == by else f"{said}; {labels.number(first)} of these told one first."


def partner(dyad: str, country: str) -> str:
    """Return the name of the country of a dyad that is not `country`."""
    one, other = dyad.split("-")
    return labels.country(other if one == country else one)


def _of(row: Any) -> str:
    count, total = int(row["count_articles"]), int(row["total_articles"])
    return f"{labels.number(count)} of {labels.articles(total)} ({percent(count, total)})"


def is_sparse(answer: pd.DataFrame) -> bool:
    """Return whether no period holds enough articles for its share to mean anything."""
    return answer.empty or not answer["count_articles"].max() >= TOO_FEW

"""Dyads made ready for drawing: the count on the mark, its total, and the sentence of its hover.

Map, bars and matrix share these rows, so that one dyad says the same on all three. What is counted follows the
interaction: under "any" the articles that name both countries, with what chance would give; under cooperation or
conflict the articles in which the two cooperate or clash, as a share of those that name both, since only
co-mentions have an expected value.
"""

from __future__ import annotations

from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from dashboard.figures import marks, words
from dashboard.words import say
from queries.schema import by_row

MODES: Final = ("any", "cooperation", "conflict")
SIGNIFICANT: Final = 0.05  # of the Benjamini-Hochberg q


def prepare(answer: pd.DataFrame, *, mode: str) -> pd.DataFrame:
    """Return the rows with `count`, `total`, `portion`, `size`, `is_few`, `is_above`; dyads without a count go.

    `size` is what they are ranked and drawn by: the answer's own column of that name, else the count.
    """
    if mode not in MODES:
        raise ValueError(f"{mode!r} is no interaction to draw. Allowed: {', '.join(MODES)}.")
    rows = answer[answer["count_selected"].to_numpy() > 0].copy() if len(answer) else answer.copy()
    rows["count"] = rows["count_selected"].astype("int64")
    rows["total"] = rows["total_articles" if mode == "any" else "count_articles"].astype("int64")
    rows["portion"] = np.where(rows["total"] > 0, rows["count"] / rows["total"].clip(lower=1), np.nan)
    rows["size"] = rows["size"].astype(float) if "size" in rows else rows["count"].astype(float)
    rows["is_few"] = rows["is_too_few"].astype(bool)
    floor = rows["lift_low"].to_numpy(dtype=float, na_value=np.nan)
    chance = rows["q"].to_numpy(dtype=float, na_value=np.nan)
    rows["is_above"] = ~rows["is_few"] & (floor > 1) & (chance < SIGNIFICANT)
    return rows


def data(rows: pd.DataFrame, *, mode: str) -> npt.NDArray[np.object_]:
    """Return the `customdata` of prepared rows: mark, count, total and the sentence of the hover."""
    texts = [marks.written(dyad=dyad) for dyad in rows["dyad"]]
    hover = [_hover(row, mode) for row in by_row(rows)]
    return marks.customdata(texts, rows["count"], rows["total"], hover)


def counts_passages(rows: pd.DataFrame) -> bool:
    """Return whether chance was reckoned in passages; then it cannot be drawn beside a count of articles."""
    return bool((rows["observed"] != rows["count_articles"]).any())


def ranked(rows: pd.DataFrame, *, mode: str) -> pd.DataFrame:
    """Return prepared rows, strongest first: by signed G² under "any", else by count; ties by dyad."""
    keys = ["signed_g2", "size"] if mode == "any" else ["size", "portion"]
    return rows.sort_values([*keys, "dyad"], ascending=[False, False, True], kind="stable")


def backbone(answer: pd.DataFrame, *, mode: str, ego: str | None = None, limit: int = 60) -> pd.DataFrame:
    """Return the prepared rows a map draws: the strongest dyads that stand above expected, or one country's own.

    Under cooperation and conflict the rank is the count, since those have no expected value. With `ego` all of that
    country's dyads are kept, also those below expected or too few to compare: the reader asked for this country.
    """
    rows = ranked(prepare(answer, mode=mode), mode=mode)
    if ego is not None:
        own = rows[(rows["country_a"] == ego) | (rows["country_b"] == ego)]
        return own.sort_values(["size", "dyad"], ascending=[False, True]).head(limit)
    kept = rows["is_above"] if mode == "any" else ~rows["is_few"]
    return rows[kept].head(limit)


def _hover(row: dict[Any, Any], mode: str) -> str:
    head = say("figures.dyad_rows.name", dyad=words.dyad(row["dyad"]))
    text = _named_together(row) if mode == "any" else _interacting(row, mode)
    if row["size"] != row["count"]:
        size, stories = words.number(row["size"]), words.number(row["count_stories"])
        text += say("figures.dyad_rows.as_chosen", size=size, stories=stories)
    return head + text + (say("figures.hover.too_few") if row["is_few"] else "")


def _interacting(row: dict[Any, Any], mode: str) -> str:
    count, total = words.number(row["count"]), words.number(row["total"])
    return say(f"figures.dyad_rows.interacting.{mode}", count=count, total=total, share=words.percent(row["portion"]))


def _named_together(row: dict[Any, Any]) -> str:
    count, total = words.number(row["count"]), words.number(row["total"])
    in_passages = row["observed"] != row["count_articles"]
    text = say("figures.dyad_rows.both_of", count=count, total=total)
    if in_passages:
        text = say("figures.dyad_rows.both", count=count)
        text += say("figures.dyad_rows.passages", count=words.number(row["observed"]), total=total)
    if not words.missing(row["expected"]):
        expected = words.number(row["expected"])
        text += say(f"figures.dyad_rows.expected.{'passages' if in_passages else 'articles'}", count=expected)
        if not row["is_few"] and not words.missing(row["lift"]):
            low, high = words.times(row["lift_low"]), words.times(row["lift_high"])
            text += say("figures.dyad_rows.times", times=words.times(row["lift"]))
            text += say("figures.hover.interval", low=low, high=high)
    return text

"""Whether a mark would still be there without one outlet, without duplicates, and on the same sources throughout.

Why it exists: a count can be one agency's habit, one text printed thirty times, or a source that was not there
before. Each is recomputed and named, beside a verdict in one word. An outlet here is the one that
`Selection.outlets` filters by: the publisher, or the first cited. Articles without one can be of nobody: they stay
when an outlet is left out, and are no source present throughout. Knows no page.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

import duckdb
import numpy as np
import pandas as pd

from queries import statistics
from queries.comentions import MINIMUM_SUPPORT
from queries.schema import fetch, finish
from queries.selection import NO_MARK, Mark, Selection

LEAST_WITHOUT_OUTLET: Final = 0.5
"""Part of the count that must stay without any one outlet: below it, that outlet says more than all others together."""

LEAST_IN_STORIES: Final = 0.5
"""Stories an article that there must be: below it, most articles repeat another."""

LEAST_ON_CONSTANT: Final = 0.5
"""Part of the share that must stay on constant outlets: below it, newcomers (or those that left) made most."""


class Verdict(StrEnum):
    """What a mark's count rests on; the first that applies, in this order."""

    TOO_FEW = "too few"
    NO_DUPLICATES = "vanishes without duplicates"
    ONE_OUTLET = "rests on one outlet"
    NEW_SOURCES = "new sources"
    ROBUST = "robust"


@dataclass(frozen=True)
class _Figures:
    """The counts of a mark and of its volume, whole and recomputed."""

    count: int
    total: int
    stories: int
    total_stories: int
    without: int
    constant: int
    constant_total: int

    @property
    def is_too_few(self) -> bool:
        return self.count < MINIMUM_SUPPORT

    @property
    def vanishes(self) -> bool:
        """With stories below the minimum, or most articles being repeats."""
        return self.stories < MINIMUM_SUPPORT or self.stories < LEAST_IN_STORIES * self.count

    @property
    def rests(self) -> bool:
        return self.without < MINIMUM_SUPPORT or self.without < LEAST_WITHOUT_OUTLET * self.count

    @property
    def expected(self) -> float:
        """Articles on constant outlets if the share there were the same."""
        return self.constant_total * self.count / self.total if self.total else 0.0

    @property
    def falls(self) -> bool:
        return not self.constant_total or self.constant < LEAST_ON_CONSTANT * self.expected

    @property
    def verdict(self) -> Verdict:
        if self.is_too_few:
            return Verdict.TOO_FEW
        if self.vanishes:
            return Verdict.NO_DUPLICATES
        if self.rests:
            return Verdict.ONE_OUTLET
        if self.falls:  # of fewer than five expected, none found is no finding
            return Verdict.NEW_SOURCES if self.expected >= MINIMUM_SUPPORT else Verdict.TOO_FEW
        return Verdict.ROBUST


def robustness(connection: duckdb.DuckDBPyConnection, selection: Selection, mark: Mark | None = None) -> pd.DataFrame:
    """Return one row: count and share as they are, without the worst outlet, by stories, on constant outlets.

    Shares are of the volume (date, outlet, collection and language filters, and the mark's period): of coded articles
    for marks of sectors and themes, of all for the rest. `is_…` are the checks one by one, `verdict` the
    first that applies; *too few* also where the constant outlets published too little to tell.
    """
    mark = mark or NO_MARK
    by_outlet = _by_outlet(connection, selection, mark)
    repeats = fetch(connection, "robustness/stories", selection, mark, is_labelled=_is_labelled(mark)).iloc[0]
    count, total = int(by_outlet["count_articles"].sum()), int(by_outlet["total_articles"].sum())
    named = by_outlet[by_outlet["outlet"] != ""]
    worst = named.iloc[0] if len(named) and named["count_articles"].iloc[0] > 0 else None
    constant = by_outlet[by_outlet["is_constant"]]
    figures = _Figures(
        count=count,
        total=total,
        stories=count - int(repeats["count_repeats"]),
        total_stories=total - int(repeats["total_repeats"]),
        without=count - (0 if worst is None else int(worst["count_articles"])),
        constant=int(constant["count_articles"].sum()),
        constant_total=int(constant["total_articles"].sum()),
    )
    outlet = "" if worst is None else str(worst["outlet"])
    total_without = total - (0 if worst is None else int(worst["total_articles"]))
    return finish("robustness/robustness", _row(figures, outlet, total_without, len(constant)))


def outlets(
    connection: duckdb.DuckDBPyConnection, selection: Selection, mark: Mark | None = None, *, limit: int | None = None
) -> pd.DataFrame:
    """Return one row an outlet of the mark: what it gives, and the mark's count and share without it."""
    frame = _by_outlet(connection, selection, mark or NO_MARK)
    count = frame["count_articles"].sum() - frame["count_articles"]
    total = frame["total_articles"].sum() - frame["total_articles"]
    low, high = statistics.wilson(count, total)
    frame = frame.assign(
        count_without=count,
        total_without=total,
        share_without=statistics.share(count, total),
        share_low=low,
        share_high=high,
    )
    frame = frame[(frame["outlet"] != "") & (frame["count_articles"] > 0)]
    return finish("robustness/outlets", frame.head(len(frame) if limit is None else limit))


def _is_labelled(mark: Mark) -> bool:
    """Whether the mark is of labels, which only coded articles can have."""
    return bool(mark.sector or mark.theme or mark.none_found or mark.no_theme_found)


def _by_outlet(connection: duckdb.DuckDBPyConnection, selection: Selection, mark: Mark) -> pd.DataFrame:
    """One row an outlet, and '' for articles without one; constant over the selection's range, not the mark's."""
    frame = fetch(connection, "robustness/outlets", selection, mark, is_labelled=_is_labelled(mark))
    constant = fetch(connection, "robustness/constant_outlets", selection)["outlet"]
    return frame.assign(is_constant=frame["outlet"].isin(constant))


def _row(figures: _Figures, outlet: str, total_without: int, count_outlets: int) -> pd.DataFrame:
    """The one row, with an interval for each share."""
    pairs = {
        "": (figures.count, figures.total),
        "_without_outlet": (figures.without, total_without),
        "_in_stories": (figures.stories, figures.total_stories),
        "_on_constant": (figures.constant, figures.constant_total),
    }
    shares: dict[str, float] = {}
    for suffix, (count, total) in pairs.items():
        low, high = statistics.wilson(count, total)
        shares[f"share{suffix}"] = float(statistics.share(count, total))
        shares[f"share{suffix}_low"], shares[f"share{suffix}_high"] = float(low), float(high)
    is_judged = not figures.is_too_few
    row = {
        "count_articles": figures.count,
        "total_articles": figures.total,
        "worst_outlet": outlet,
        "count_without_outlet": figures.without,
        "total_without_outlet": total_without,
        "count_stories": figures.stories,
        "total_stories": figures.total_stories,
        "count_constant_outlets": count_outlets,
        "count_on_constant": figures.constant,
        "total_on_constant": figures.constant_total,
        "is_vanishing": is_judged and figures.vanishes,
        "is_on_one_outlet": is_judged and figures.rests,
        "is_new_sources": is_judged and figures.falls and figures.expected >= MINIMUM_SUPPORT,
        "verdict": str(figures.verdict),
    }
    return pd.DataFrame([row | shares], index=np.arange(1))

"""Whether a mark would still be there without one outlet, without duplicates, and on the same sources throughout.

Why it exists: a count can be one agency's habit, one text printed thirty times, or a source that was not there
before. Each is recomputed and named, beside a verdict in one word. An outlet here is the one that
`Selection.outlets` filters by: the publisher, or the first cited. Articles without one can be of nobody: they stay
when an outlet is left out, and are no source present throughout. Knows no page.
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

import duckdb
import numpy as np
import numpy.typing as npt
import pandas as pd

from queries import pairs, statistics
from queries.articles import chosen
from queries.comentions import MINIMUM_SUPPORT
from queries.schema import finish
from queries.selection import NO_MARK, Mark, Mode, Selection
from queries.statistics import Ints

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


@dataclass(frozen=True)
class _Outlets:
    """What each outlet has, in the order of their names: first a nameless one, of the articles without an outlet."""

    names: npt.NDArray[Any]
    counts: Ints
    totals: Ints
    is_constant: npt.NDArray[np.bool_]
    count_stories: int
    total_stories: int

    def order(self) -> Ints:
        """The places of those that have articles of the mark, falling, then by name."""
        return pairs.most_frequent(np.where(self.names == "", 0, self.counts), None)


def robustness(
    connection: duckdb.DuckDBPyConnection, selection: Selection, mark: Mark | None = None
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return one row (count and share as they are, without the worst outlet, by stories, on constant outlets), and one
    row an outlet of the mark (what it gives, and the mark's count and share without it): both from the same counts.

    Shares are of the volume (date, outlet, collection and language filters, and the mark's period): of coded articles
    for marks of sectors and themes, of all for the rest. `is_…` are the checks one by one, `verdict` the
    first that applies; *too few* also where the constant outlets published too little to tell.
    """
    found = _by_outlet(connection, selection, mark or NO_MARK)
    order, constant = found.order(), found.is_constant
    count, total, worst = int(found.counts.sum()), int(found.totals.sum()), order[:1]
    figures = _Figures(
        count=count,
        total=total,
        stories=found.count_stories,
        total_stories=found.total_stories,
        without=count - int(found.counts[worst].sum()),
        constant=int(found.counts[constant].sum()),
        constant_total=int(found.totals[constant].sum()),
    )
    outlet = str(found.names[worst[0]]) if len(worst) else ""
    row = _row(figures, outlet, total - int(found.totals[worst].sum()), int(np.count_nonzero(constant)))
    return finish("robustness/robustness", row), finish("robustness/outlets", _without_each(found, order))


def _without_each(found: _Outlets, order: Ints) -> pd.DataFrame:
    """One row an outlet, with the mark's count and share without it."""
    count, total = found.counts.sum() - found.counts[order], found.totals.sum() - found.totals[order]
    low, high = statistics.wilson(count, total)
    return pd.DataFrame(
        {
            "outlet": found.names[order], "count_articles": found.counts[order], "total_articles": found.totals[order],
            "is_constant": found.is_constant[order], "count_without": count, "total_without": total,
            "share_without": statistics.share(count, total), "share_low": low, "share_high": high,
        }
    )  # fmt: skip


def _by_outlet(connection: duckdb.DuckDBPyConnection, selection: Selection, mark: Mark) -> _Outlets:
    """What each outlet has of the mark and of its volume; constant over the selection's range, not the mark's."""
    volume = dataclasses.replace(selection.volume(), interaction=Mode.ANY)
    days = Mark(since=mark.since, until=mark.until)
    whole, marked = chosen(connection, volume), chosen(connection, selection, mark)
    part = whole if days == NO_MARK else chosen(connection, volume, days)
    places = part.places
    if mark.sector or mark.theme or mark.none_found or mark.no_theme_found:  # which only coded articles can have
        places = places[pairs.opened(connection).is_coded[places]]
    of = whole.articles.options["outlets"]
    names = np.append(np.array([""], dtype=object), of.codes)
    return _Outlets(
        names,
        np.bincount(of.option[marked.places], minlength=len(names)),
        np.bincount(of.option[places], minlength=len(names)),
        _is_constant(whole.articles.day[whole.places], of.option[whole.places], len(names)),
        marked.count_stories(),
        whole.articles.count_told(places),
    )


def _is_constant(day: npt.NDArray[np.int32], outlet: npt.NDArray[np.int32], count: int) -> npt.NDArray[np.bool_]:
    """Which outlets published in the first and in the last third of these days (in order, undated last)."""
    dated = int(np.count_nonzero(day >= 0))
    if not dated:
        return np.zeros(count, dtype=bool)
    day, outlet = day[:dated], outlet[:dated]
    third = round((int(day[-1]) - int(day[0]) + 1) / 3)
    first, last = np.full(count, day[-1]), np.full(count, day[0])
    first[outlet[::-1]] = day[::-1]  # what is written last stays: the first day
    last[outlet] = day
    found = np.asarray((first < day[0] + third) & (last > day[-1] - third), dtype=bool)
    found[0] = False  # no outlet is none
    return found


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

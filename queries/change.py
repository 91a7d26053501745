"""Two periods beside each other: what changed, and how much of the change each cause accounts for.

Why it exists: more articles about cooperation can mean more articles, other outlets, other pairs of countries, other
subjects, or more cooperation in the same kind of article; and a reader who sees only the sum picks one.

Every article of the volume lies in cells of outlet x dyad x set of sectors; it weighs 1 in all, 1/C(n,2) in each
of its dyads (one that names a single country lies in the cell of that country). So the selected articles are

    N = V * sum_o share(o) * sum_d share(d | o) * sum_s share(s | o, d) * rate(o, d, s)

with V all articles of the volume and `rate` the part of a cell's articles that the selection holds. The change
of N is split over the five factors by `statistics.shapley`, so that the parts sum to it and nothing is left over.
That, and not the logarithmic mean of Divisia (Ang 2004, Energy Policy 32, 1131-1139), because most cells are empty
in one of the periods: Divisia gives all of such a cell to the factor that fell to nothing, even if all articles
doubled meanwhile; the mean over orders still sees the volume. Where a share or a rate has no value in one period
(the outlet has no article there), that of the other period stands in, so that it changes nothing. Knows no chart.
"""

from __future__ import annotations

import dataclasses
from datetime import date
from typing import Any, Final, Literal

import duckdb
import numpy as np
import numpy.typing as npt
import pandas as pd

from queries import counting, mixture, pairs, statistics
from queries.comentions import MINIMUM_SUPPORT
from queries.schema import fetch, finish
from queries.selection import Selection, SelectionError

Period = tuple[date, date]
"""First and last day, both inclusive."""

PARTS: Final = ("volume", "outlets", "dyads", "sectors", "rate")
"""What a change is split into: the factors in the order of the formula above."""

LEAST_ARTICLES: Final = 30
"""Articles of both periods below which outlets, and dyads, are one `others`: an outlet of one article is in one
period only, and would call every change a change of outlets."""


def change(
    connection: duckdb.DuckDBPyConnection,
    selection: Selection,
    *,
    earlier: Period,
    later: Period,
    least_articles: int = LEAST_ARTICLES,
) -> pd.DataFrame:
    """Return one row a part, in the order of `PARTS`: columns in `queries.declared`; the parts sum to the change.

    The periods take the place of the selection's own dates. Marks of the two totals: `Mark(since=..., until=...)`
    with a selection without dates. Raises SelectionError where a period ends before it begins or the two are swapped.
    """
    days, spanned = _days(earlier, later), _spanning(selection, earlier, later)
    outlet, middle = mixture.of_outlets(connection, spanned, days, least_articles)
    totals = fetch(connection, "change/totals", spanned, **days).iloc[0]
    volume = totals[["total_earlier", "total_later"]].to_numpy(dtype=float)
    of_outlets = mixture.filled(outlet, np.broadcast_to(volume[:, None], outlet.shape))
    parts = statistics.shapley(np.einsum("v,oi,idsr->vodsr", volume, of_outlets, middle))
    parts = np.round(parts, 9) + 0.0  # sums of thirds and sixths leave 1e-12, and -0.0, where nothing changed
    counts = {str(name): int(count) for name, count in totals.items()}
    whole = counts["count_later"] - counts["count_earlier"]
    frame = pd.DataFrame({"part": PARTS, "change_articles": parts, **counts, "change_total": whole})
    return finish("change/change", frame)


def change_by(
    connection: duckdb.DuckDBPyConnection,
    selection: Selection,
    *,
    of: Literal["sectors", "themes", "dyads"] = "sectors",
    earlier: Period,
    later: Period,
    minimum_support: int = MINIMUM_SUPPORT,
) -> pd.DataFrame:
    """Return one row a sector, theme (and `none`) or dyad: count and share before and after, largest change first.

    Sectors and themes are shares of the coded articles of the selection, dyads of all its articles. Marks: those of
    `sectors.breakdown` and `comentions.dyads` with `since` and `until` of the period, and a selection without dates.
    """
    days, spanned = _days(earlier, later), _spanning(selection, earlier, later)
    if of == "dyads":
        name = "change/dyads"
        totals = fetch(connection, "change/totals", spanned, **days).iloc[0]
        frame = _of_dyads(connection, spanned, earlier, later).assign(
            total_earlier=int(totals["count_earlier"]), total_later=int(totals["count_later"])
        )
    else:
        name = "change/labels"
        frame = fetch(connection, name, spanned, **days, kind=of)
    before, after = (frame["count_earlier"], frame["total_earlier"]), (frame["count_later"], frame["total_later"])
    low, high = statistics.newcombe(*after, *before)
    shares = statistics.share(*before), statistics.share(*after)
    frame = frame.assign(
        share_earlier=shares[0],
        share_later=shares[1],
        change_share=shares[1] - shares[0],
        change_low=low,
        change_high=high,
        is_too_few=frame["count_stories"] < minimum_support,
    )
    return finish(name, _largest_first(frame))


def _of_dyads(
    connection: duckdb.DuckDBPyConnection, selection: Selection, earlier: Period, later: Period
) -> pd.DataFrame:
    """The articles of each dyad in both periods, and their stories."""

    def of_article(held: pairs.Pairs) -> npt.NDArray[np.uint8]:
        is_earlier, is_later = (pairs.is_between(held.day, *period) for period in (earlier, later))
        bits = counting.COOPERATES * is_earlier + counting.CLASHES * is_later  # free here: nothing is asked
        return np.where(bits > 0, bits + counting.HELD + counting.ASKED, 0).astype(np.uint8)

    taken = pairs.chosen(connection, selection, of_article=of_article)
    counts, _ = taken.count()
    at = np.flatnonzero(counts["asked"])
    return pd.DataFrame(
        {
            "code": taken.pairs.dyads["dyad"].take(at),
            "count_earlier": counts["cooperation"][at],
            "count_later": counts["conflict"][at],
            "count_stories": counts["stories"][at],
        }
    )


def _largest_first(frame: pd.DataFrame) -> pd.DataFrame:
    """By absolute change of share, falling; what has no share (an empty period) last; then as the query gave it."""
    order = np.argsort(-frame["change_share"].abs().to_numpy(), kind="stable")  # NaN sorts last
    return frame.iloc[order]


def _days(earlier: Period, later: Period) -> dict[str, Any]:
    for first, last in (earlier, later):
        if first > last:
            raise SelectionError("since", f"The first day of a period, {first}, is after its last, {last}.")
    if earlier[0] > later[0]:
        raise SelectionError("since", f"The earlier period begins on {earlier[0]}, after the later, {later[0]}.")
    return {"earlier_from": earlier[0], "earlier_to": earlier[1], "later_from": later[0], "later_to": later[1]}


def _spanning(selection: Selection, earlier: Period, later: Period) -> Selection:
    """The selection over both periods and what lies between: its own dates do not count."""
    return dataclasses.replace(selection, since=earlier[0], until=max(earlier[1], later[1]))

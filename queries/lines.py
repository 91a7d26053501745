"""The articles of a selection over time, taken apart by who is named: a line a dyad, a country or a bloc.

Why it exists: with one sector chosen, a reader compares who it is about; with none, who cooperates at all. The
columns are those of `timeline.labels_over_time`, so that one figure draws both; the total is every article of the
volume (under cooperation and conflict every coded one, since others have no interaction). Knows no chart.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final, Literal

import duckdb
import numpy as np
import pandas as pd

from data import names
from queries import blocs, groups, pairs, statistics
from queries.schema import ANSWERS, fetch, finish
from queries.selection import NO_MARK, Mode, Selection, Unit
from queries.timeline import Grain

LIMIT: Final = 6
"""Lines that are drawn where none are asked for."""


def over_time(
    connection: duckdb.DuckDBPyConnection,
    selection: Selection,
    *,
    of: Literal["dyads", "countries", "blocs"] = "dyads",
    codes: Sequence[str] = (),
    grain: Grain = Grain.MONTH,
    limit: int = LIMIT,
) -> pd.DataFrame:
    """Return one row a period and dyad, country or bloc: those of `codes` that occur, else the `limit` most frequent.

    An article counts for a bloc if two countries that were members on its date do in it what the selection asks for.
    The code of a bloc is `bloc:SCO`, since `AU` is a country and a bloc. The mark of a row: `Mark(dyad=code)`,
    `Mark(country=code)` or `Mark(bloc="SCO")` with `since=period_on, until=period_end(...)`.
    """
    counted = _counted(connection, selection, of, codes, grain, len(codes) or limit)
    is_labelled = selection.interaction is not Mode.ANY  # in a language without a codebook no interaction can be found
    periods = fetch(connection, "relations/over_time", selection, grain=str(grain), is_labelled=is_labelled)
    periods = periods.rename(columns={"count_articles": "total_selected"})
    sums = counted.groupby("code")["count_articles"].sum()
    ordered = sorted(sums.index, key=lambda code: (-sums[code], code))
    order = pd.DataFrame({"code": pd.Series(ordered, dtype="str")})
    whole = periods.merge(order, how="cross").merge(counted, on=["period_on", "code"], how="left")
    count = whole["count_articles"].fillna(0).astype("int64")
    low, high = statistics.wilson(count, whole["total_articles"])
    return finish(
        "timeline/labels_over_time",
        whole.assign(
            count_articles=count,
            share_of_volume=statistics.share(count, whole["total_articles"]),
            share_low=low,
            share_high=high,
            share_of_selection=statistics.share(count, whole["total_selected"]),
        )[ANSWERS["timeline/labels_over_time"].names],
    )


def _counted(
    connection: duckdb.DuckDBPyConnection, selection: Selection, of: str, codes: Sequence[str], grain: Grain, limit: int
) -> pd.DataFrame:
    if of == "dyads":
        return _of_dyads(connection, selection, codes, grain, limit)
    if of == "blocs" or selection.unit(NO_MARK) is not Unit.ARTICLES:
        return _merged(connection, selection, of, codes, grain, limit)
    own: dict[str, Any] = {"grain": str(grain), "codes": list(codes), "limit": limit}
    return fetch(connection, "lines/countries", selection, **own)


def _merged(
    connection: duckdb.DuckDBPyConnection, selection: Selection, of: str, codes: Sequence[str], grain: Grain, limit: int
) -> pd.DataFrame:
    """The articles of each period of countries that take part in the selection's dyads, or of blocs."""
    taken = pairs.chosen(connection, selection, of_article=lambda held: pairs.only(held.day >= 0))
    place, starts = pairs.periods(taken.pairs.day, grain)
    classes = groups.Classes(place, len(starts))
    if of == "blocs":
        named = [blocs.PREFIX + bloc.code for bloc in names.blocs()]
        named = [code for code in sorted(named) if code in codes or not codes]
        counts = groups.of_blocs(taken, [code.removeprefix(blocs.PREFIX) for code in named], classes).counts
    else:
        named = taken.pairs.countries.tolist()
        counts = groups.of_countries(taken, classes).counts
    is_asked = np.isin(named, codes) if codes else np.ones(len(named), dtype=bool)
    at = pairs.most_frequent(np.where(is_asked, counts.sum(axis=1), 0), limit)
    group, period = np.nonzero(counts[at])
    return finish(
        "lines/countries",
        pd.DataFrame(
            {
                "code": np.array(named, dtype=object)[at[group]],
                "period_on": starts[period],
                "count_articles": counts[at[group], period],
            }
        ),
    )


def _of_dyads(
    connection: duckdb.DuckDBPyConnection, selection: Selection, codes: Sequence[str], grain: Grain, limit: int
) -> pd.DataFrame:
    """The articles of each dyad and period, of the dyads asked for or of the most frequent."""
    taken = pairs.chosen(connection, selection, of_article=lambda held: pairs.only(held.day >= 0), among=codes)
    parts = [pd.DataFrame(columns=ANSWERS["lines/dyads"].names)]
    for dyad in pairs.most_frequent(taken.tally(), limit):
        code = str(taken.pairs.dyads["dyad"].iat[dyad])
        counts = taken.by_period(code, grain)
        parts.append(pd.DataFrame({"code": code, "period_on": counts.index, "count_articles": counts.to_numpy()}))
    return finish("lines/dyads", pd.concat(parts[1:] or parts))

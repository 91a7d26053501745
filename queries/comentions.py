"""Who is mentioned with whom, who cooperates or clashes, and whether it is more than chance would give.

Why it exists: two giants meet in many articles by chance, and two small states in two by accident; so a
dyad carries what its margins would give, a test that is exact for small numbers, and a flag below which it
is shown as *too few*. Expected, lift and G² are always of co-mentions; cooperation and conflict are shares of them.

The margins keep every filter but those of countries, blocs and partners (with Kazakhstan selected, every lift
of Kazakhstan would be 1). Filters of sector, theme, organisation, leader and words stay in all four numbers: they
say *among the articles about trade …*. Knows no map.
"""

from __future__ import annotations

import dataclasses
from enum import StrEnum
from typing import Final

import duckdb
import numpy as np
import pandas as pd

from data.records import SECTORS
from queries import evidence, groups, pairs, statistics
from queries.schema import fetch, fetch_arrays, finish
from queries.selection import EVERYTHING, NO_MARK, Mark, Mode, Selection, Unit


class Counted(StrEnum):
    """The unit in which co-mentions are compared with chance."""

    ARTICLES = "articles"
    PASSAGES = "passages"


APART: Final = (Mode.COOPERATION, Mode.CONFLICT)
"""What is never added: an article can report both."""

MINIMUM_SUPPORT = 5
"""Stories below which a dyad is *too few*: with 4, even a share of all has an interval wider than a half."""


def dyads(
    connection: duckdb.DuckDBPyConnection,
    selection: Selection,
    *,
    unit: Counted | str = Counted.ARTICLES,
    limit: int | None = None,
    minimum_support: int = MINIMUM_SUPPORT,
) -> pd.DataFrame:
    """Return one row a dyad of the selection; its mark is `Mark(dyad=dyad)`, its count `count_selected`.

    Order: all co-mentions by signed G² falling; cooperation and conflict by `count_selected` falling, because they have
    no expected value of their own. q is over all dyads that could occur between the countries of the margins.
    Under passages, `observed`, the margins and the total count passages (of the articles that
    pass the filters: a filter of sectors chooses articles, not passages).
    """
    return _dyads(connection, selection, NO_MARK, Counted(unit), limit, minimum_support)


def partners(
    connection: duckdb.DuckDBPyConnection,
    selection: Selection,
    country: str,
    *,
    unit: Counted | str = Counted.ARTICLES,
    limit: int | None = None,
    minimum_support: int = MINIMUM_SUPPORT,
) -> pd.DataFrame:
    """Return the dyads of one country within the selection, with the columns and order of `dyads`."""
    return _dyads(connection, selection, Mark(country=country), Counted(unit), limit, minimum_support)


def countries(connection: duckdb.DuckDBPyConnection, selection: Selection, *, limit: int | None = None) -> pd.DataFrame:
    """Return one row a country that takes part in the selection; its mark is `Mark(country=country)`.

    Where the selection names countries, the rows are the two parties of its dyads; else all that are present.
    """
    frame = _present(connection, selection)
    total = evidence.count(connection, selection)
    low, high = statistics.wilson(frame["count_articles"], total)
    whole = frame.assign(
        total_articles=total,
        share=statistics.share(frame["count_articles"], total),
        share_low=low,
        share_high=high,
    )
    return finish("comentions/countries", whole.head(len(whole) if limit is None else limit))


def counts_of_countries(connection: duckdb.DuckDBPyConnection, selection: Selection) -> dict[str, int]:
    """Return country -> articles of `countries`, in its order: what a box of countries offers, without the shares."""
    frame = _present(connection, selection)
    return dict(zip(map(str, frame["country"]), frame["count_articles"].tolist(), strict=True))


def _present(connection: duckdb.DuckDBPyConnection, selection: Selection) -> pd.DataFrame:
    """All countries that are present or, where sides are asked for, that take part in a dyad on either of them."""
    if selection.unit(NO_MARK) is Unit.ARTICLES:
        return fetch(connection, "comentions/countries", selection)
    taken = pairs.chosen(connection, selection)
    found = groups.of_countries(taken)
    at = pairs.most_frequent(found.totals, None)
    return pd.DataFrame(
        {
            "country": taken.pairs.countries[at],
            "count_articles": found.totals[at],
            "last_on": pairs.as_days(found.day[at]),
        }
    )


def units(
    connection: duckdb.DuckDBPyConnection,
    selection: Selection,
    mark: Mark | None = None,
    *,
    limit: int | None = None,
    minimum_support: int = MINIMUM_SUPPORT,
) -> pd.DataFrame:
    """Return the dyads of the selection counted as articles, passages, stories and outlets, and by `weight`.

    An outlet is independent if it was the first to tell at least one of the stories, among the articles of the row: by
    date, within a day by the smaller key (dates have no hours); a story whose first article names no outlet counts for
    the first that does. So a text that one agency writes and thirty print is one outlet's, and an outlet that only
    reprints is none. It is at most the stories and at most the outlets.
    `weight` adds 1/C(n,2) for each article, n the countries that it names: each article weighs 1 over all its dyads,
    so that one communiqué of 20 states does not outweigh 190 meetings. (Fractional counting: Perianes-Rodriguez,
    Waltman and van Eck 2016, J. of Informetrics 10, 1178–1195, volume and pages not checked;
    their 1/(n-1) gives each party 1, this each article.)
    With the mark of a dyad the row is that one's. The mark of a row is `Mark(dyad=dyad)`, its count `count_articles`.
    """
    taken = pairs.chosen(connection, selection, mark or NO_MARK)
    counts, weight = taken.count()
    at = np.flatnonzero(counts["asked"])
    at = at[np.argsort(-counts["asked"][at], kind="stable")][:limit]
    frame = taken.pairs.dyads.take(at).assign(
        count_articles=counts["asked"][at],
        count_passages=counts["passages"][at],
        count_stories=counts["stories"][at],
        count_outlets=counts["outlets"][at],
        count_independent_outlets=counts["independent"][at],
        weight=weight[at],
        is_too_few=counts["stories"][at] < minimum_support,
    )
    return finish("comentions/units", frame)


def dyad_ladder(connection: duckdb.DuckDBPyConnection, selection: Selection, dyad: str) -> pd.DataFrame:
    """Return the steps from *mentioned together* to *by sector* for one dyad of the selection.

    The sectors are those under the selection's interaction; their total is the articles under it.
    """
    return ladders(connection, selection, dyad)[selection.interaction]


def ladders(connection: duckdb.DuckDBPyConnection, selection: Selection, dyad: str) -> dict[Mode, pd.DataFrame]:
    """Return the `dyad_ladder` of each interaction, whatever the selection's own is."""
    whole = _comentioned(selection)
    population = fetch(connection, "comentions/population", whole.without_countries())
    rows = fetch_arrays(connection, "comentions/steps", whole, Mark(dyad=dyad))
    articles, is_every = rows["count_articles"].astype(np.int64), np.ones(len(rows["sectors"]), dtype=bool)
    acts = {Mode.COOPERATION: rows["cooperates"], Mode.CONFLICT: rows["clashes"], Mode.ANY: is_every}
    together = int(articles.sum())
    steps = [("together", "", together, int(population["count_articles"].iloc[0]))]
    for step, holds in (("passage", rows["is_in_passage"]), *((str(mode), acts[mode]) for mode in APART)):
        steps.append((step, "", int(articles[holds].sum()), together))
    found = {}
    for mode, holds in acts.items():
        bits = rows["sectors" if mode is Mode.ANY else f"{mode}_sectors"].astype(np.int64)
        total = int(articles[holds].sum())
        counts = [int(articles[holds & (bits >> place & 1 == 1)].sum()) for place in range(len(SECTORS))]
        own = [("sector", code, count, total) for code, count in zip(SECTORS, counts, strict=True)]
        frame = pd.DataFrame([*steps, *own], columns=["step", "code", "count_articles", "total_articles"])
        frame["share"] = statistics.share(frame["count_articles"], frame["total_articles"])
        found[mode] = finish("comentions/dyad_ladder", frame)
    return found


def _comentioned(selection: Selection) -> Selection:
    """The same selection asked for all co-mentions: the rows of which cooperation is a part."""
    return dataclasses.replace(selection, interaction=Mode.ANY)


def _dyads(
    connection: duckdb.DuckDBPyConnection,
    selection: Selection,
    mark: Mark,
    unit: Counted,
    limit: int | None,
    minimum_support: int,
) -> pd.DataFrame:
    whole = _comentioned(selection)
    held, (at, frame) = pairs.opened(connection), _counted(connection, whole, mark, selection.interaction)
    margins, population = _margins(connection, held, whole.without_countries())
    column = "count_articles" if unit is Counted.ARTICLES else "count_passages"
    totals = margins.set_index("country")[column].reindex(held.countries, fill_value=0).to_numpy()
    frame = frame.assign(
        observed=frame[column],
        total_a=totals[held.parties[0, at]],
        total_b=totals[held.parties[1, at]],
        total_articles=int(population[column].iloc[0]),
        total_dyads=_possible(selection, mark, list(margins["country"])),
        is_too_few=frame["count_stories"] < minimum_support,
    )
    frame = _ranked(_measured(frame), selection.interaction)
    return finish("comentions/dyads", frame.head(len(frame) if limit is None else limit))


def _margins(
    connection: duckdb.DuckDBPyConnection, held: pairs.Pairs, asked: Selection
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The articles and passages of each country, and of all."""
    if asked == EVERYTHING:
        return held.margins, held.population
    return fetch(connection, "comentions/margins", asked), fetch(connection, "comentions/population", asked)


def _counted(
    connection: duckdb.DuckDBPyConnection, whole: Selection, mark: Mark, asked: Mode
) -> tuple[statistics.Ints, pd.DataFrame]:
    """The places of the dyads that have articles under the interaction that is asked, and their counts."""
    taken = pairs.chosen(connection, whole, mark, asked=asked)
    counts, _ = taken.count()
    at = np.flatnonzero(counts["asked"])
    return at, taken.pairs.dyads.take(at).assign(
        count_selected=counts["asked"][at],
        count_articles=counts["articles"][at],
        count_passages=counts["passages"][at],
        count_cooperation=counts["cooperation"][at],
        count_conflict=counts["conflict"][at],
        count_outlets=counts["outlets"][at],
        count_stories=counts["stories"][at],
        last_on=pairs.as_days(counts["day"][at]),
    )


def _measured(frame: pd.DataFrame) -> pd.DataFrame:
    """Add expected, lift, tests and shares, each from `statistics`."""
    table = [frame[name].to_numpy() for name in ("observed", "total_a", "total_b", "total_articles")]
    observed, total_a, total_b, _ = table
    lift, lift_low, lift_high = statistics.lift(*table)
    p = statistics.upper_p(*table)
    low, high = statistics.wilson(frame["count_cooperation"], frame["count_articles"])
    tests = int(frame["total_dyads"].iloc[0]) if len(frame) else 0
    return frame.assign(
        expected=statistics.expected(*table[1:]),
        lift=lift,
        lift_low=lift_low,
        lift_high=lift_high,
        signed_g2=statistics.signed_g2(*table),
        p=p,
        q=statistics.benjamini_hochberg(p, max(tests, len(frame))),
        share_of_a=statistics.share(observed, total_a),
        share_of_b=statistics.share(observed, total_b),
        share_cooperation=statistics.share(frame["count_cooperation"], frame["count_articles"]),
        share_low=low,
        share_high=high,
    )


def _ranked(frame: pd.DataFrame, interaction: Mode) -> pd.DataFrame:
    """By the first measure, then by articles, both falling; then by dyad, as the rows stand already."""
    first = "signed_g2" if interaction is Mode.ANY else "count_selected"
    order = np.lexsort((-frame["count_selected"].to_numpy(), -frame[first].to_numpy()))
    return frame.take(order)


def _possible(selection: Selection, mark: Mark, present: list[str]) -> int:
    """How many dyads could occur between the countries that are there: those never seen were tested too."""
    one, other = selection.side_countries()
    codes = np.array(present, dtype=str)
    is_one = np.isin(codes, list(one)) if one else np.ones(len(codes), dtype=bool)
    is_other = np.isin(codes, list(other)) if other else np.ones(len(codes), dtype=bool)
    fits = np.outer(is_one, is_other)
    fits |= fits.T
    if mark.country:
        is_marked = codes == mark.country
        fits &= is_marked[:, None] | is_marked[None, :]
    return int(np.triu(fits, k=1).sum())

"""How many articles each option of a filter would leave.

Why it exists: a reader should see before the click that a filter leaves three articles. The count beside an
option is exactly what choosing that option, alone in its facet, gives (all other filters stay). Knows no widget.
"""

from __future__ import annotations

from typing import Final

import duckdb
import numpy as np
import pandas as pd

from queries import groups, pairs
from queries.articles import chosen
from queries.schema import ANSWERS, fetch, finish
from queries.selection import Selection

_OF_ARTICLES: Final = ("collections", "languages", "outlets", "leaders", "organisations")


def facets(connection: duckdb.DuckDBPyConnection, selection: Selection, *, limit: int = 300) -> pd.DataFrame:
    """Return facet, code and count, the largest first in each: all countries, else at most `limit` options."""
    sides = {
        "countries": selection.without("countries", "blocs"),
        "partners": selection.without("partners", "partner_blocs"),
    }
    counted = {rest: _side(connection, rest) for rest in set(sides.values())}
    found = [counted[rest].assign(facet=facet) for facet, rest in sides.items()]
    rests = {facet: selection.without(facet) for facet in _OF_ARTICLES}
    held = {rest: chosen(connection, rest) for rest in set(rests.values())}
    for facet, rest in rests.items():
        counts = held[rest].count(facet)
        at = pairs.most_frequent(counts, limit)
        codes = held[rest].articles.options[facet].codes[at]
        found.append(pd.DataFrame({"facet": facet, "code": codes, "count_articles": counts[at]}))
    frame = pd.concat(found, ignore_index=True)
    frame = frame.sort_values(["facet", "count_articles", "code"], ascending=[True, False, True])
    return finish("facets/facets", frame[ANSWERS["facets/facets"].names])


def _side(connection: duckdb.DuckDBPyConnection, rest: Selection) -> pd.DataFrame:
    """Countries of one side: opposite the other side's countries if some are chosen, else all present."""
    if rest == rest.without_countries():
        return fetch(connection, "facets/countries", rest)
    taken = pairs.chosen(connection, rest)
    counts = groups.of_countries(taken, opposite=rest).totals
    at = np.flatnonzero(counts)
    return pd.DataFrame({"code": taken.pairs.countries[at], "count_articles": counts[at]})

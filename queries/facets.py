"""How many articles each option of a filter would leave.

Why it exists: a reader should see before the click that a filter leaves three articles. The count beside an
option is exactly what choosing that option, alone in its facet, gives (all other filters stay). Knows no widget.
"""

from __future__ import annotations

import duckdb
import pandas as pd

from queries.schema import ANSWERS, fetch, finish
from queries.selection import Selection

_COLUMNS = ("collections", "languages", "outlets")
_NAMES = {"leaders": "leader", "organisations": "organisation"}


def facets(connection: duckdb.DuckDBPyConnection, selection: Selection, *, limit: int = 300) -> pd.DataFrame:
    """Return facet, code and count, at most `limit` options a facet, the largest first in each."""
    found = [_side(connection, selection.without("countries", "blocs"), "countries")]
    found.append(_side(connection, selection.without("partners", "partner_blocs"), "partners"))
    for facet in _COLUMNS:
        rest = selection.without(facet)
        found.append(fetch(connection, "facets/columns", rest, facet=facet, limit=limit))
    for facet, kind in _NAMES.items():
        rest = selection.without(facet)
        found.append(fetch(connection, "facets/names", rest, facet=facet, kind=kind, limit=limit))
    frame = pd.concat(found, ignore_index=True)
    frame = frame.sort_values(["facet", "count_articles", "code"], ascending=[True, False, True])
    return finish("facets/facets", frame[ANSWERS["facets/facets"].names])


def _side(connection: duckdb.DuckDBPyConnection, rest: Selection, facet: str) -> pd.DataFrame:
    """Countries of one side: opposite the other side's countries if some are chosen, else all present."""
    has_other_side = rest != rest.without_countries()
    name = "facets/partner_countries" if has_other_side else "facets/countries"
    return fetch(connection, name, rest).assign(facet=facet)

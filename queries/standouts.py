"""The bursts of a selection with the story that made most of each, so that a reader sees why a period stands out.

Why it exists: a page labels a handful of bursts, and asks for them before anything else; so only the most frequent
dyads are looked at (`MOST_DYADS`), where a burst has articles enough to be shown. Knows no page.
"""

from __future__ import annotations

from typing import Final

import duckdb
import pandas as pd

from queries import bursts, evidence
from queries.bursts import Series
from queries.schema import finish
from queries.selection import Selection
from queries.timeline import Grain

MOST_DYADS: Final = 200
"""Dyads that are looked at: of the 4,337 that cooperate in the sample, the first 200 hold 58 % of the articles."""

SUREST: Final = 60
"""Bursts that are told of when nothing else is asked."""


def standouts(
    connection: duckdb.DuckDBPyConnection,
    selection: Selection,
    *,
    of: Series | str = Series.DYADS,
    grain: Grain = Grain.MONTH,
    limit: int = SUREST,
) -> pd.DataFrame:
    """Return the surest `limit` bursts with their first story: columns in `queries.declared`.

    The mark of a row is `bursts.mark_of`, its count `count_articles`.
    """
    found, stories = bursts.with_stories(connection, selection, of=of, grain=grain, limit=limit, most_dyads=MOST_DYADS)
    first = evidence.with_countries(connection, stories)
    title = first["title"].where(first["title"].notna(), first["lead"])
    whole = found.assign(
        story_on=first["published_on"].to_numpy(),
        story_title=title.to_numpy(),
        story_articles=first["count_articles"].to_numpy(),
        story_countries=first["countries"].to_numpy(),
    )
    return finish("standouts/standouts", whole)

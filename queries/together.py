"""Which sectors stand in the same articles, and whether that is more than their own sizes would give.

Why it exists: labels overlap, and two large ones overlap by chance; so a pair of sectors carries what chance would
give, as a pair of countries does. Under cooperation the labels are those of the passages that report it. Knows no
chart.
"""

from __future__ import annotations

import duckdb
import pandas as pd

from queries import statistics
from queries.schema import fetch, finish
from queries.selection import Selection


def sectors(connection: duckdb.DuckDBPyConnection, selection: Selection) -> pd.DataFrame:
    """Return one row a pair of sectors: columns in `queries.declared`.

    The mark of a row is `Mark(sector=code_a, second_sector=code_b)`, its count `count_articles`.
    """
    name = "sectors/together"
    frame = fetch(connection, name, selection)
    table = [frame[column] for column in ("count_articles", "total_a", "total_b", "total_articles")]
    lift, low, high = statistics.lift(*table)
    return finish(
        name,
        frame.assign(
            expected=statistics.expected(*table[1:]),
            lift=lift,
            lift_low=low,
            lift_high=high,
            share_of_a=statistics.share(table[0], table[1]),
            share_of_b=statistics.share(table[0], table[2]),
        ),
    )

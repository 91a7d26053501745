"""Which sectors and themes a selection is about, beside the same shares of everything.

Why it exists: the breadth of a vocabulary drives a sector's size, so a sector is compared with its own
baseline, the whole volume under the same interaction, and not with other sectors. Labels overlap: shares do not
sum to 1, an article is counted once in the total. Knows no chart.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import duckdb
import numpy as np
import pandas as pd

from data.records import SECTORS, THEMES
from queries import articles, groups, pairs, statistics
from queries.schema import fetch, finish
from queries.selection import NO_MARK, Selection, Unit

_Kind = Literal["sectors", "themes"]


def breakdown(
    connection: duckdb.DuckDBPyConnection, selection: Selection, *, against: Selection | None = None
) -> pd.DataFrame:
    """Return one row a sector, and `none`. Marks: `Mark(sector=code)`, `Mark(none_found=True)`.

    The baseline is the volume under the same interaction, or the selection that it is held `against`.
    """
    return _with_baseline(connection, "sectors", selection, against)


def themes_breakdown(connection: duckdb.DuckDBPyConnection, selection: Selection) -> pd.DataFrame:
    """Return one row a theme, and `none`. Marks: `Mark(theme=code)`, `Mark(no_theme_found=True)`."""
    return _with_baseline(connection, "themes", selection, None)


def by_dyad(connection: duckdb.DuckDBPyConnection, selection: Selection, *, limit: int = 15) -> pd.DataFrame:
    """Return one row a dyad and sector (and `none`) for the `limit` dyads with most articles.

    Marks: `Mark(dyad=dyad, sector=code)`, `Mark(dyad=dyad, none_found=True)`.
    """
    return _grid(connection, "sectors/by_dyad", selection, _of_dyads(connection, selection, limit))


def by_country(connection: duckdb.DuckDBPyConnection, selection: Selection, *, limit: int = 15) -> pd.DataFrame:
    """Return one row a country and sector (and `none`) for the `limit` countries with most articles.

    Where the selection names countries, they are those of its dyads. Marks: `Mark(country=country, sector=code)`,
    `Mark(country=country, none_found=True)`.
    """
    name = "sectors/by_country"
    is_sided = selection.unit(NO_MARK) is not Unit.ARTICLES
    counts = _of_parties(connection, selection, limit) if is_sided else fetch(connection, name, selection, limit=limit)
    return _grid(connection, name, selection, counts)


def _of_dyads(connection: duckdb.DuckDBPyConnection, selection: Selection, limit: int) -> pd.DataFrame:
    """The coded articles of the `limit` most frequent dyads, by sector and `none`."""
    taken = pairs.chosen(connection, selection, of_article=lambda held: pairs.only(held.is_coded))
    totals = taken.tally()
    at, held = pairs.most_frequent(totals, limit), taken.pairs
    bits = [taken.sector_bits[held.kind[taken.rows(dyad)]] for dyad in at]
    combined = np.array([np.bincount(one, minlength=1 << 8) for one in bits]).reshape(-1, 1 << 8)
    return _by_label(combined).assign(dyad=held.dyads["dyad"].take(np.repeat(at, len(SECTORS) + 1)).to_numpy())


def _of_parties(connection: duckdb.DuckDBPyConnection, selection: Selection, limit: int) -> pd.DataFrame:
    """The coded articles of the `limit` most frequent countries of the selection's dyads, by sector and `none`."""
    taken = pairs.chosen(connection, selection, of_article=lambda held: pairs.only(held.is_coded))
    found = groups.of_countries(taken, groups.LABELS, labels=taken.sector_bits)
    at = pairs.most_frequent(found.totals, limit)
    return _by_label(found.counts[at]).assign(country=np.repeat(taken.pairs.countries[at], len(SECTORS) + 1))


def _counts(connection: duckdb.DuckDBPyConnection, kind: _Kind, selection: Selection) -> pd.DataFrame:
    """The coded articles of a selection by label and `none`; one of two labels is in both rows, once in the total."""
    combined = articles.chosen(connection, selection).count_labels(kind)[None, :]
    return _by_label(combined, SECTORS if kind == "sectors" else THEMES)


def _by_label(combined: statistics.Ints, codes: Sequence[str] = SECTORS) -> pd.DataFrame:
    """A row a label and `none` of each row of articles by their set of labels (bits)."""
    labels = np.arange(combined.shape[1])
    counts = [combined[:, (labels >> place) & 1 == 1].sum(axis=1) for place in range(len(codes))]
    return pd.DataFrame(
        {
            "code": [*codes, "none"] * len(combined),
            "count_articles": np.array([*counts, combined[:, 0]]).T.ravel(),
            "total_articles": np.repeat(combined.sum(axis=1), len(codes) + 1),
        }
    )


def _grid(connection: duckdb.DuckDBPyConnection, name: str, selection: Selection, counts: pd.DataFrame) -> pd.DataFrame:
    frame = _shares(counts)
    frame = frame.merge(_baseline(connection, "sectors", selection.volume()), on="code", how="left")
    return finish(name, frame.assign(ratio=statistics.share(frame["share"], frame["baseline_share"])))


def _with_baseline(
    connection: duckdb.DuckDBPyConnection, kind: _Kind, selection: Selection, against: Selection | None
) -> pd.DataFrame:
    frame = _shares(_counts(connection, kind, selection))
    baseline = _baseline(connection, kind, against or selection.volume())
    name = "sectors/breakdown" if kind == "sectors" else "sectors/themes_breakdown"
    return finish(name, frame.merge(baseline, on="code", how="left"))


def _shares(frame: pd.DataFrame) -> pd.DataFrame:
    count, total = frame["count_articles"], frame["total_articles"]
    low, high = statistics.wilson(count, total)
    return frame.assign(share=statistics.share(count, total), share_low=low, share_high=high)


def _baseline(connection: duckdb.DuckDBPyConnection, kind: _Kind, selection: Selection) -> pd.DataFrame:
    """The same counts for what is compared with, most often the volume under the same interaction."""
    frame = _counts(connection, kind, selection)
    whole = frame.rename(columns={"count_articles": "baseline_count", "total_articles": "baseline_total"})
    return whole.assign(baseline_share=statistics.share(whole["baseline_count"], whole["baseline_total"]))

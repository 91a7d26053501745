"""The complete list of articles and sentences behind a selection, or behind one mark of a chart.

Why it exists: the count on a mark is a promise. `count`, `articles` and every chart's query take their articles from
the same view (`sql/views/selected_*.sql`), so that the number on a mark is the number of rows here. Knows no page.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import duckdb
import numpy as np
import pandas as pd

from data.records import SECTORS, THEMES, codes_of
from queries.articles import Chosen, chosen, opened
from queries.schema import ANSWERS, fetch, finish
from queries.selection import EVERYTHING, Mark, Selection


@dataclass(frozen=True)
class WholeArticle:
    """One article: its row, its sentences, and every mention, coding and interaction."""

    facts: pd.DataFrame
    sentences: pd.DataFrame
    spans: pd.DataFrame


def count(connection: duckdb.DuckDBPyConnection, selection: Selection, mark: Mark | None = None) -> int:
    """Return the number of articles of a selection and mark: the rows of `articles` without a limit."""
    return extent(connection, selection, mark)[0]


def extent(
    connection: duckdb.DuckDBPyConnection, selection: Selection, mark: Mark | None = None
) -> tuple[int, date | None]:
    """Return `count` and the day of the newest article, none without a dated one: every page says both."""
    found = chosen(connection, selection, mark)
    return len(found.places), found.newest_on


def count_stories(connection: duckdb.DuckDBPyConnection, selection: Selection, mark: Mark | None = None) -> int:
    """Return the number of stories of a selection and mark: the rows of `stories` without a limit."""
    return chosen(connection, selection, mark).count_stories()


def heads(
    connection: duckdb.DuckDBPyConnection,
    selection: Selection,
    mark: Mark | None = None,
    *,
    is_folded: bool = False,
    limit: int | None = None,
    offset: int = 0,
) -> pd.DataFrame:
    """Return `articles`, or folded `stories`, without countries and labels, which a list of articles does not say."""
    return finish("evidence/heads", _page(connection, chosen(connection, selection, mark), is_folded, limit, offset))


def articles(
    connection: duckdb.DuckDBPyConnection,
    selection: Selection,
    mark: Mark | None = None,
    *,
    limit: int | None = None,
    offset: int = 0,
) -> pd.DataFrame:
    """Return one row an article of the selection and mark, newest first, undated last."""
    return _listed(connection, chosen(connection, selection, mark), False, limit, offset)


def stories(
    connection: duckdb.DuckDBPyConnection,
    selection: Selection,
    mark: Mark | None = None,
    *,
    limit: int | None = None,
    offset: int = 0,
) -> pd.DataFrame:
    """Return one row a story of the selection and mark, as its first article in it, newest first, undated last."""
    return _listed(connection, chosen(connection, selection, mark), True, limit, offset)


def _page(
    connection: duckdb.DuckDBPyConnection, found: Chosen, is_folded: bool, limit: int | None, offset: int
) -> pd.DataFrame:
    """Return a page of what was chosen: which articles it holds is found in memory, and only their rows are read."""
    places = found.newest(found.firsts() if is_folded else found.places, limit, offset)
    return fetch(connection, "evidence/heads", EVERYTHING, places=places.tolist())


def retold(connection: duckdb.DuckDBPyConnection, article_keys: Sequence[int]) -> pd.DataFrame:
    """Return the other articles that tell the stories of some articles, in or outside a selection, oldest first."""
    name, keys = "evidence/retold", np.unique(np.asarray(article_keys, dtype=np.int64))
    asked, others = opened(connection).retold(keys)
    if not len(others):  # of most pages of a list
        return finish(name, pd.DataFrame(columns=ANSWERS[name].names))
    lists = {"asked_keys": keys[asked].tolist(), "other_places": others.tolist()}
    return finish(name, fetch(connection, name, EVERYTHING, **lists))


def dyads(connection: duckdb.DuckDBPyConnection, selection: Selection) -> pd.DataFrame:
    """Return the ids of the articles behind the marks of all dyads of a selection, one row an article and dyad."""
    name = "evidence/dyads"
    return finish(name, fetch(connection, name, selection))


def _listed(
    connection: duckdb.DuckDBPyConnection, found: Chosen, is_folded: bool, limit: int | None, offset: int
) -> pd.DataFrame:
    """Return a page of articles or stories with their countries, and their labels under the selection."""
    frame = _page(connection, found, is_folded, limit, offset)
    at = found.articles.places[frame["article_key"]]
    columns: dict[str, Any] = {}
    for kind, codes, bits in (("sector", SECTORS, found.sector_bits[at]), ("theme", THEMES, found.theme_bits[at])):
        words = {value: " ".join(codes_of(codes, value)) for value in np.unique(bits)}
        columns |= {f"{kind}_bits": bits, f"{kind}s": [words[value] for value in bits]}
    return finish("evidence/articles", with_countries(connection, frame.assign(**columns)))


def with_countries(connection: duckdb.DuckDBPyConnection, frame: pd.DataFrame) -> pd.DataFrame:
    """Add to a list of articles the countries that each mentions, most mentioned first."""
    keys = _keys(frame["article_key"].tolist())
    found = fetch(connection, "evidence/article_countries", EVERYTHING, article_keys=keys)
    codes = found.set_index("article_key")["countries"]
    named = codes.astype("str").reindex(frame["article_key"].to_numpy(), fill_value="")
    return frame.assign(countries=named.to_numpy())


def sentences(
    connection: duckdb.DuckDBPyConnection,
    article_keys: Sequence[int],
    selection: Selection,
    mark: Mark | None = None,
) -> pd.DataFrame:
    """Return the sentences of some articles that carry what the selection and mark ask for, and why.

    Under cooperation and conflict: the predicates between the parties asked for and, in the passages that hold them,
    the terms and names asked for. Under all co-mentions: the terms and names asked for, or, where nothing was
    asked for, every sentence in which something was found. Words are found anywhere. `text` is null in the sample.
    """
    name = "evidence/sentences"
    return finish(name, fetch(connection, name, selection, mark, article_keys=_keys(article_keys)))


def spans(
    connection: duckdb.DuckDBPyConnection, article_keys: Sequence[int], numbers: Sequence[int] = ()
) -> pd.DataFrame:
    """Return every mention, coding and interaction of some articles, with its place in the article's text.

    With `numbers`, only those in sentences of these numbers: a long article has thousands, a list shows six sentences.
    """
    name, keys = "evidence/spans", _keys(article_keys)
    return finish(name, fetch(connection, name, EVERYTHING, article_keys=keys, sentences=_keys(numbers)))


def article(connection: duckdb.DuckDBPyConnection, article_id: str) -> WholeArticle | None:
    """Return one article with all that was found in it, or None if there is no such id."""
    facts = fetch(connection, "evidence/facts", EVERYTHING, article_id=article_id)
    if facts.empty:
        return None
    key = int(facts["article_key"].iloc[0])
    name = "evidence/article_sentences"
    found = finish(name, fetch(connection, name, EVERYTHING, article_key=key))
    return WholeArticle(finish("evidence/facts", with_countries(connection, facts)), found, spans(connection, [key]))


def _keys(article_keys: Sequence[int]) -> list[int]:
    """Plain integers: DuckDB binds no NumPy scalars inside a list."""
    return [int(key) for key in article_keys]

"""The cells of dyads, counted from numbers, are those that grouping rows of text would give."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date

import duckdb
import numpy as np
import pandas as pd
import pytest

from queries import cells
from queries.selection import Mode, Selection
from queries.timeline import Grain
from tests.queries.conftest import Opener
from tests.queries.rows import Article, named

ANY = Selection(interaction=Mode.ANY)
MONTHS = pd.date_range("2020-01-01", "2020-05-01", freq="MS")
COLLECTIONS = pd.Index(["office", "press"])
SOURCES = (("CN", "KZ"), ("KZ", "RU"), ("CN", "KZ", "RU"), ("FR", "DE"), ("US",))


def _articles() -> list[Article]:
    """Sixty articles over five months in two collections; every seventh tells the story of the one before."""
    found = []
    for i in range(60):
        on = date(2020, 1 + i % 5 * (i % 3 > 0), 1 + i % 28)
        story = i - (i % 7 == 0)
        found.append(named(*SOURCES[i % 5], on=on, collection=("press", "office")[i % 2], story=story))
    return found


def _grouped(articles: list[Article]) -> tuple[Counter[tuple[str, date, str]], dict[tuple[str, date], int]]:
    """The articles of each dyad, month and collection, and the repeats of stories of each dyad and month."""
    counts: Counter[tuple[str, date, str]] = Counter()
    stories: dict[tuple[str, date], list[int]] = defaultdict(list)
    for article in articles:
        codes, month = sorted(article.passages[0].countries), article.on.replace(day=1)
        for i, one in enumerate(codes):
            for other in codes[i + 1 :]:
                counts[f"{one}-{other}", month, article.collection] += 1
                stories[f"{one}-{other}", month].append(article.story)
    return counts, {key: len(told) - len(set(told)) for key, told in stories.items()}


def _of_dyads(connection: duckdb.DuckDBPyConnection, minimum: int, most: int | None) -> cells.Cells:
    return cells.of_dyads(connection, ANY, MONTHS, COLLECTIONS, grain=Grain.MONTH, minimum=minimum, most=most)


@pytest.mark.parametrize("minimum", [1, 3, 12, 20])
def test_cells_are_those_of_a_plain_grouping(opened: Opener, minimum: int) -> None:
    articles = _articles()
    counts, repeats = _grouped(articles)
    found = _of_dyads(opened(articles), minimum, None)
    totals: Counter[str] = Counter()
    for (dyad, _, _), count in counts.items():
        totals[dyad] += count
    assert found.codes == sorted(dyad for dyad, total in totals.items() if total >= minimum)
    for first, last in ((0, len(found.codes)), (1, 2), (0, 0)):
        of_cells, of_months = found.tables(first, last)
        seen = {(found.codes[first + series], MONTHS[month].date(), COLLECTIONS[group]): of_cells[group, series, month]
                for group, series, month in np.argwhere(of_cells)}  # fmt: skip
        assert seen == {key: count for key, count in counts.items() if key[0] in found.codes[first:last]}
        told = {(found.codes[first + series], MONTHS[month].date()): of_months[series, month]
                for series, month in np.argwhere(of_months)}  # fmt: skip
        assert told == {key: more for key, more in repeats.items() if more and key[0] in found.codes[first:last]}


def test_an_article_outside_the_volume_is_in_no_cell(opened: Opener) -> None:
    connection = opened([named("CN", "KZ", on=day) for day in (date(2020, 1, 5), date(2020, 9, 5), None)])
    found = _of_dyads(connection, 1, None)
    assert found.codes == ["CN-KZ"] and found.tables(0, 1)[0].sum() == 1


def test_only_the_most_frequent_are_series_where_so_many_are_asked_for(opened: Opener) -> None:
    assert _of_dyads(opened(_articles()), 1, 2).codes == ["CN-KZ", "KZ-RU"]


def test_nothing_gives_no_series(opened: Opener) -> None:
    assert _of_dyads(opened([named("US")]), 1, None).codes == []

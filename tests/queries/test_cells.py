"""The cells of dyads, counted from numbers, are those that grouping rows of text would give."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date

import pytest

from queries import cells
from queries.selection import Mode, Selection
from tests.queries.conftest import Opener
from tests.queries.rows import Article, named

ANY = Selection(interaction=Mode.ANY)
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


@pytest.mark.parametrize("minimum", [1, 3, 6])
def test_cells_are_those_of_a_plain_grouping(opened: Opener, minimum: int) -> None:
    articles = _articles()
    counts, repeats = _grouped(articles)
    frame = cells.of_dyads(opened(articles), ANY, grain="month", minimum=minimum, most=None)
    totals: Counter[str] = Counter()
    for (dyad, _, _), count in counts.items():
        totals[dyad] += count
    series = {dyad for dyad, total in totals.items() if total >= minimum}
    assert set(frame["count_series"]) == {len(series)}
    months: Counter[tuple[str, date]] = Counter()
    for (dyad, month, _), count in counts.items():
        months[dyad, month] += count
    can_burst = {d for (d, month), count in months.items() if count - repeats[d, month] >= minimum} & series
    expected = [(*key, count, repeats[key[:2]]) for key, count in counts.items() if key[0] in can_burst]
    found = frame[["code", "period_on", "collection", "count_articles", "count_repeats"]].astype({"code": str})
    rows = [(row[0], row[1].date(), str(row[2]), int(row[3]), int(row[4])) for row in found.itertuples(index=False)]
    assert sorted(rows) == sorted(expected) and rows


def test_only_the_most_frequent_are_series_where_so_many_are_asked_for(opened: Opener) -> None:
    frame = cells.of_dyads(opened(_articles()), ANY, grain="month", minimum=1, most=2)
    assert set(frame["code"]) == {"CN-KZ", "KZ-RU"} and set(frame["count_series"]) == {2}


def test_nothing_gives_no_cells(opened: Opener) -> None:
    frame = cells.of_dyads(opened([named("US")]), ANY, grain="month", minimum=1, most=None)
    assert frame.empty and "count_repeats" in frame

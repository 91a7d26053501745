"""What is counted of the countries and blocs of pairs in memory is the evidence behind it: each article once."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from queries import evidence, groups, pairs
from queries.selection import NO_MARK, Mark, Mode, Selection
from tests.queries.conftest import Opener
from tests.queries.rows import Article, Passage, named
from tests.queries.test_pairs import SELECTIONS, _articles

UNMARKED = [selection for selection, mark in SELECTIONS if mark == NO_MARK]
SIDED = [selection for selection in UNMARKED if selection != selection.without_countries()]


@pytest.mark.parametrize("selection", SIDED)
def test_each_country_has_the_articles_of_its_dyads(opened: Opener, selection: Selection) -> None:
    connection = opened(_articles())
    taken = pairs.chosen(connection, selection)
    found = groups.of_countries(taken)
    assert found.totals.any()
    for country, total, day in zip(taken.pairs.countries, found.totals, found.day, strict=True):
        listed = evidence.articles(connection, selection, Mark(country=country), limit=99)
        assert total == len(listed), country
        days = [stamp.toordinal() - 1 for stamp in listed["published_on"].dropna()]
        assert day == max(days, default=-1), country


@pytest.mark.parametrize("selection", UNMARKED)
def test_each_bloc_has_the_articles_of_two_members(opened: Opener, selection: Selection) -> None:
    connection = opened(_articles())
    codes = ("C5", "EU", "QUAD", "SCO")
    totals = groups.of_blocs(pairs.chosen(connection, selection), codes).totals
    assert totals.tolist() == [evidence.count(connection, selection, Mark(bloc=code)) for code in codes]
    assert groups.of_blocs(pairs.chosen(connection, selection), ()).totals.tolist() == []


def test_the_labels_of_an_article_are_those_of_all_its_rows_of_a_country(opened: Opener) -> None:
    """Kazakhstan stands in two rows of the article, of which each has a sector of its own."""
    passages = (Passage(countries=("CN", "KZ"), sectors=("trade",)), Passage(countries=("KZ", "RU"), sectors=("tech",)))
    connection = opened([Article(passages=passages), named("CN", "KZ")])
    taken = pairs.chosen(connection, Selection(Mode.ANY, countries=("KZ",)))
    found = groups.of_countries(taken, groups.LABELS, labels=taken.sector_bits)
    of = {code: {int(bits): int(row[bits]) for bits in np.flatnonzero(row)}
          for code, row in zip(taken.pairs.countries, found.counts, strict=True)}  # fmt: skip
    assert of == {"CN": {1: 1, 0: 1}, "KZ": {3: 1, 0: 1}, "RU": {2: 1}}


def test_threads_count_what_one_loop_counts(opened: Opener, monkeypatch: pytest.MonkeyPatch) -> None:
    taken = pairs.chosen(opened(_articles()), Selection(Mode.ANY))
    classes = groups.Classes(taken.pairs.collection, len(taken.pairs.collections))
    alone = groups.of_countries(taken, classes)
    monkeypatch.setattr(pairs, "_LEAST_SHARED", 1)
    monkeypatch.setattr(pairs.os, "cpu_count", lambda: 3)
    shared = groups.of_countries(taken, classes)
    assert shared.counts.tolist() == alone.counts.tolist() and alone.counts.sum() > 60
    assert shared.day.tolist() == alone.day.tolist()


def test_opposite_a_member_of_the_day_stands_who_is_no_member_that_day(opened: Opener) -> None:
    """India joined the SCO in 2017: before, it stands opposite China, and China opposite nobody of the SCO."""
    connection = opened([named("CN", "IN", on=date(2015, 5, 5)), named("CN", "IN", on=date(2021, 5, 5))])
    asked = Selection(Mode.ANY, blocs=("SCO",))
    taken = pairs.chosen(connection, asked)
    totals = groups.of_countries(taken, opposite=asked).totals
    assert dict(zip(taken.pairs.countries, totals.tolist(), strict=True)) == {"CN": 1, "IN": 2}

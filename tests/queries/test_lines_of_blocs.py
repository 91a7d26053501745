"""Lines of blocs: two members of the day do it, and the mark of a row leads to its articles."""

from __future__ import annotations

from datetime import date

import pytest

from queries import evidence, lines, timeline
from queries.selection import EVERYTHING, Mark, Mode, Selection, SelectionError
from tests.queries.conftest import Opener
from tests.queries.rows import Article, Passage, named

ARTICLES = [
    named("CN", "KZ", cooperation=("CN-KZ",), on=date(2020, 1, 5)),
    named("CN", "RU", "KZ", cooperation=("CN-RU", "CN-KZ"), on=date(2021, 5, 5)),
    named("CN", "IN", cooperation=("CN-IN",), on=date(2015, 5, 5)),  # India joined the SCO in 2017
    named("CN", "IN", cooperation=("CN-IN",), on=date(2021, 6, 5)),
    named("CN", "US", cooperation=("CN-US",), on=date(2021, 7, 5)),
    Article(passages=(Passage(countries=("KZ", "RU"), conflict=("KZ-RU",)),), on=date(2021, 8, 5)),
]
SELECTIONS = [
    EVERYTHING,
    Selection(),
    Selection(interaction=Mode.ANY, countries=("IN",)),
    Selection(until=date(2020, 12, 31)),
]


def test_members_of_the_day_make_a_bloc_s_line(opened: Opener) -> None:
    found = lines.over_time(opened(ARTICLES), Selection(), of="blocs", codes=("bloc:SCO",), grain=timeline.Grain.YEAR)
    counts = {stamp.year: int(n) for stamp, n in zip(found["period_on"], found["count_articles"], strict=True)}
    assert counts[2015] == 0 and counts[2020] == 1 and counts[2021] == 2


@pytest.mark.parametrize("selection", SELECTIONS)
def test_the_mark_of_a_row_has_as_many_articles(opened: Opener, selection: Selection) -> None:
    connection = opened(ARTICLES)
    found = lines.over_time(connection, selection, of="blocs", grain=timeline.Grain.YEAR)
    assert found["code"].str.startswith("bloc:").all() and (found["count_articles"] > 0).any()
    for row in found.to_dict("records"):
        first = row["period_on"].date()
        until = timeline.period_end(first, timeline.Grain.YEAR)
        mark = Mark(bloc=row["code"].removeprefix("bloc:"), since=first, until=until)
        assert evidence.count(connection, selection, mark) == row["count_articles"], row


def test_a_bloc_becomes_both_sides_of_a_filter(opened: Opener) -> None:
    narrowed = Selection().narrow(Mark(bloc="SCO"))
    connection = opened(ARTICLES)
    assert (narrowed.blocs, narrowed.partner_blocs) == (("SCO",), ("SCO",))
    assert evidence.count(connection, narrowed) == evidence.count(connection, Selection(), Mark(bloc="SCO")) == 3
    with pytest.raises(SelectionError, match="nearest is"):
        Mark(bloc="SKO")

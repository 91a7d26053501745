"""The latest two full periods: as short as the articles allow, inside the days that were asked for."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from queries import evidence, periods
from queries.periods import Pair
from queries.selection import EVERYTHING, Mark, Selection
from queries.timeline import Grain
from tests.queries.conftest import Opener
from tests.queries.rows import Article

# Four articles a day in 2025, one a day before and after; the data end in the middle of March 2026.
DAYS = [date(2024, 1, 1) + timedelta(days=i) for i in range(805)]
ARTICLES = [Article(on=on) for on in DAYS for _ in range(4 if on.year == 2025 else 1)]
MONTHS = {True: (date(2026, 2, 1), date(2026, 2, 28)), False: (date(2026, 1, 1), date(2026, 1, 31))}


def latest(opened: Opener, selection: Selection = EVERYTHING, grain: Grain | None = None) -> Pair | None:
    return periods.latest(periods.months(opened(ARTICLES), selection), selection, grain)


def test_a_month_is_taken_where_both_months_hold_enough(opened: Opener) -> None:
    pair = latest(opened, Selection(interaction=EVERYTHING.interaction, until=date(2025, 12, 31)))
    assert pair == Pair((date(2025, 11, 1), date(2025, 11, 30)), (date(2025, 12, 1), date(2025, 12, 31)), Grain.MONTH)


def test_a_longer_period_is_taken_where_months_hold_too_few(opened: Opener) -> None:
    pair = latest(opened)
    assert pair == Pair((date(2025, 7, 1), date(2025, 9, 30)), (date(2025, 10, 1), date(2025, 12, 31)), Grain.QUARTER)


def test_a_length_that_was_asked_for_is_kept_and_a_period_that_is_not_complete_is_left_out(opened: Opener) -> None:
    assert latest(opened, grain=Grain.MONTH) == Pair(MONTHS[False], MONTHS[True], Grain.MONTH)


def test_days_that_hold_no_full_period_are_compared_with_as_many_days_before(opened: Opener) -> None:
    days = Selection(interaction=EVERYTHING.interaction, since=date(2025, 3, 11), until=date(2025, 3, 20))
    assert latest(opened, days) == Pair(
        (date(2025, 3, 1), date(2025, 3, 10)), (date(2025, 3, 11), date(2025, 3, 20)), None
    )


def test_without_articles_there_is_no_period(opened: Opener) -> None:
    nothing = Selection(until=date(1990, 1, 1))
    assert periods.latest(periods.months(opened(ARTICLES), nothing), nothing) is None


@pytest.mark.parametrize("days", MONTHS.values())
def test_the_count_of_a_period_is_that_of_its_evidence(opened: Opener, days: tuple[date, date]) -> None:
    connection = opened(ARTICLES)
    answer = periods.months(connection, EVERYTHING)
    known = evidence.count(connection, EVERYTHING, Mark(since=days[0], until=days[1]))
    assert periods.count(answer, days) == periods.count(answer, days, "total_articles") == known > 0

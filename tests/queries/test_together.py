"""Sectors together: each pair once, counted in coded articles, beside what chance would give."""

from __future__ import annotations

import pytest

from queries import together
from queries.selection import EVERYTHING, Selection
from tests.queries.conftest import Opener
from tests.queries.rows import named

ARTICLES = [
    named("CN", "KZ", sectors=("trade", "customs"), cooperation=("CN-KZ",)), named("CN", sectors=("trade", "customs")),
    named("CN", sectors=("trade",)), named("FR"), named("FR", sectors=("trade", "customs"), is_coded=False),
]  # fmt: skip


def test_a_pair_of_sectors_is_counted_with_what_chance_would_give(opened: Opener) -> None:
    frame = together.sectors(opened(ARTICLES), EVERYTHING)
    assert len(frame) == 10 and frame["count_articles"].sum() == 2
    row = frame[frame["count_articles"] > 0].iloc[0]
    assert {row["code_a"], row["code_b"]} == {"trade", "customs"}
    assert (row["total_a"], row["total_b"], row["total_articles"]) == (3, 2, 4)
    assert (row["expected"], row["lift"]) == pytest.approx((1.5, 4 / 3))


def test_under_cooperation_only_its_passages_count(opened: Opener) -> None:
    assert together.sectors(opened(ARTICLES), Selection())["count_articles"].sum() == 1


def test_without_articles_every_count_is_zero(opened: Opener) -> None:
    assert together.sectors(opened(ARTICLES), Selection(countries=("JP",)))["total_articles"].tolist() == [0] * 10

"""Standouts: a burst with the story that made it, and no more dyads looked at than can be shown."""

from __future__ import annotations

import pandas as pd
import pytest

from queries import bursts, standouts
from queries.selection import Selection
from tests.queries.conftest import Opener
from tests.queries.test_bursts import PLANTED


def test_a_burst_comes_with_its_largest_story(opened: Opener) -> None:
    frame = standouts.standouts(opened(PLANTED), Selection(), of="dyads")
    row = frame.iloc[0]
    assert (row["code"], row["count_articles"], row["story_articles"]) == ("CN-KZ", 23, 5)
    assert (row["story_title"], row["story_countries"]) == ("summit", "CN KZ")
    assert row["story_on"] == pd.Timestamp(2020, 6, 9)


def test_the_rest_is_what_the_bursts_say(opened: Opener) -> None:
    connection = opened(PLANTED)
    found, plain = (
        standouts.standouts(connection, Selection(), of="sectors"),
        bursts.bursts(connection, Selection(), of="sectors"),
    )
    pd.testing.assert_frame_equal(found[plain.columns.tolist()], plain)


def test_only_the_most_frequent_dyads_are_looked_at(opened: Opener, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(standouts, "MOST_DYADS", 0)
    assert standouts.standouts(opened(PLANTED), Selection()).empty

"""A link that is opened next year shows the numbers that it showed when it was made.

Made anew by one command when the sample or the version of answers changes: see `golden`.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from dashboard.exports import links
from data.snapshots import Snapshot
from queries.version import ANSWERS
from tests.dashboard import golden

KEPT = json.loads(golden.FILE.read_text(encoding="utf-8"))
RENEW = "If that is meant: python -m tests.dashboard.golden"


@pytest.fixture(scope="module")
def asked() -> Iterator[tuple[Snapshot, Callable[..., Any]]]:
    with golden.sample() as given:
        yield given


def test_the_links_are_of_the_sample_and_the_answers_that_are_here(asked: tuple[Snapshot, Callable[..., Any]]) -> None:
    views = [links.read(entry["link"]).view for entry in KEPT]
    assert {(view.snapshot, view.answers) for view in views} == {(asked[0].id, ANSWERS)}, RENEW
    assert len(KEPT) == len(golden.LINKS) >= 25, RENEW


@pytest.mark.parametrize("entry", KEPT, ids=[f"{entry['link'].split('&snapshot')[0]}" for entry in KEPT])
def test_a_frozen_link_shows_its_numbers(entry: dict[str, Any], asked: tuple[Snapshot, Callable[..., Any]]) -> None:
    seen = golden.shown(*asked, entry["link"], entry["panel"])
    assert seen == {"total": entry["total"], "rows": entry["rows"]}, RENEW


@pytest.mark.parametrize("entry", KEPT, ids=[f"{entry['link'].split('&snapshot')[0]}" for entry in KEPT])
def test_a_frozen_link_is_written_as_it_was_read(entry: dict[str, Any]) -> None:
    found = links.read(entry["link"])
    assert links.relative(found.page, found.view) == entry["link"]

"""A report over made-up articles, in memory and as files."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from dashboard.reports import draft, report
from dashboard.reports.making import records
from dashboard.reports.report import Open, Report
from data.snapshots import Snapshot
from tests.dashboard.exports.conftest import studio

DAY = date(2026, 11, 28)
Builder = Callable[[str], Report]


@pytest.fixture(scope="session")
def opener(store: tuple[Path, Snapshot]) -> Iterator[Open]:
    with records(store[0]) as open_:
        yield open_


@pytest.fixture(scope="session")
def built(opener: Open) -> Builder:
    """Return a function that makes the report of a TOML text."""
    return lambda text: report.build(draft.read(text), opener, today=DAY)


def blocks(*written: str, head: str = 'title = "T"\n') -> str:
    return head + "".join(f"\n[[block]]\n{block}\n" for block in written)


__all__ = ["studio"]

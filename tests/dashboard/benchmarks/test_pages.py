"""The bench of pages: every page is in it, and what keeps it from measuring is said. It is run by its command."""

from __future__ import annotations

import itertools

import pytest
from click.testing import CliRunner

from dashboard.benchmarks import pages
from dashboard.charts.registry import CHARTS
from dashboard.cli import main
from dashboard.state import parse


def test_every_page_is_measured_under_links_that_are_understood() -> None:
    assert {path or "overview" for path, _ in pages.PAGES.values()} == {*CHARTS, "articles", "method"}
    for query in [query for _, query in pages.PAGES.values()] + list(pages.ROUNDS):
        assert parse(dict(part.split("=") for part in query.split("&") if part))[1] == ()


def test_a_page_is_changed_fifteen_times_and_more_and_never_to_what_it_shows() -> None:
    walk = [*pages._WALK, *pages._BACK]
    assert len(walk) >= 15 and all(one != other for one, other in itertools.pairwise(walk))


def test_a_page_that_is_none_is_refused_with_the_nearest() -> None:
    done = CliRunner().invoke(main, ["bench", "pages", "--only", "timeline"])
    assert done.exit_code == 2 and "timelines" in done.output


def test_without_a_browser_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CHROME_PATH", raising=False)
    monkeypatch.setenv("PATH", "")
    done = CliRunner().invoke(main, ["bench", "pages", "--only", "method"])
    assert done.exit_code == 1 and "apt install chromium" in done.output

"""Random views: the numbers on the chart are those of its table, of each file, of its lists and of its link."""

from __future__ import annotations

from pathlib import Path

import pytest

from data.snapshots import Snapshot
from tests.benchmarks.exports import reconciling, reported, views


def test_a_view_has_the_same_numbers_wherever_it_goes(
    store: tuple[Path, Snapshot], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CONCORDANCE_STORE", str(store[0]))
    with views.opened(store[0]) as records:
        chosen = views.some(records, 8, 3)
        wrong = [
            f"{key} of {address}: {line}"
            for number, (address, key) in enumerate(chosen)
            for line in reconciling.mismatches(records, address, key, on_page=number == 3, in_bundle=number == 0)
        ]
    assert len({key for _, key in chosen}) >= 6
    assert not wrong, "\n".join(wrong)


def test_a_number_that_differs_is_found(store: tuple[Path, Snapshot]) -> None:
    with views.opened(store[0]) as records:
        link = reconciling.links.read("sectors?interaction=any")
        chart = reconciling.links.maker("sectors", link.view, "sectors")(records.scene(link.view))
        drawn = reconciling.points(chart)
        assert drawn and not list(reconciling.against_table(chart, drawn))
        chart.answer["count_articles"] += 1
        assert len(list(reconciling.against_table(chart, drawn))) == len([point for point in drawn if point[0]])


def test_a_number_of_a_report_that_differs_is_found(store: tuple[Path, Snapshot]) -> None:
    with views.opened(store[0]) as records:
        link = reconciling.links.read("sectors?interaction=any")
        chart = reconciling.links.maker("sectors", link.view, "sectors")(records.scene(link.view))
        drawn = reconciling.points(chart)
        chart.answer["count_articles"] += [1, *[0] * (len(chart.answer) - 1)]
        chart.answer["share"] += [0.001, *[0.0] * (len(chart.answer) - 1)]
        wrong = list(reported.mismatches(records, link, chart, drawn[1:], in_bundle=True))
    for heading in ("Articles", "Share"):
        found = [line for line in wrong if f"row 1, {heading}" in line]
        assert len(found) == 7, "HTML draws the chart, the other formats hold its table; all hold the table's own"
    assert {"report.html draws other numbers", "report.zip: count_articles differs"} <= set(wrong)

"""Random views: the numbers on the chart are those of its table, of each file, of its lists and of its link."""

from __future__ import annotations

from pathlib import Path

import pytest

from data.snapshots import Snapshot
from tests.benchmarks.exports import reconciling, views


def test_a_view_has_the_same_numbers_wherever_it_goes(
    store: tuple[Path, Snapshot], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CONCORDANCE_STORE", str(store[0]))
    with views.opened(store[0]) as records:
        chosen = views.some(records, 8, 3)
        wrong = [
            f"{key} of {address}: {line}"
            for number, (address, key) in enumerate(chosen)
            for line in reconciling.mismatches(records, address, key, on_page=number == 3)
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

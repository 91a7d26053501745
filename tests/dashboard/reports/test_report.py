"""One bad block stops no other; live links are frozen and the report says so; too few articles make no pattern."""

from __future__ import annotations

from pathlib import Path

from dashboard.exports import links
from dashboard.reports.report import Exhibit, Missing
from data.snapshots import Snapshot
from tests.dashboard.reports.conftest import Builder, blocks


def test_a_block_that_cannot_be_made_keeps_its_place_and_says_why(built: Builder) -> None:
    report = built(blocks(
        'kind = "chart"\nlink = "sectr"', 'kind = "chart"\nlink = "sectors"\npanel = "gird"',
        'kind = "table"\nlink = "sectors?snapshot=0123456789abcdef"', 'kind = "chart"\nlink = "?countries=IR&with=TJ"',
        'kind = "evidence"\nlink = "?words=zzzzqqqq"', 'kind = "chat"', 'kind = "chart"\nlink = "sectors"',
    ))  # fmt: skip
    assert [type(part) for part in report.parts] == [Missing] * 6 + [Exhibit]
    for said, why in zip(
        ("line 3, could not be made: “sectr” is no page", "Its panels are sectors", "0123456789abcdef", "too few",
         "No article matches", "The nearest is chart."), report.problems, strict=True,
    ):  # fmt: skip
        assert said in why
    assert report.exhibits[0].name == "Figure 1"


def test_a_live_link_is_frozen_and_the_report_says_so(built: Builder, store: tuple[Path, Snapshot]) -> None:
    asked = blocks('kind = "chart"\nlink = "http://x.org/sectors?interaction=any"\npanel = "sectors"')
    report = built(asked)
    assert any("link of block 1 followed the newest records" in notice for notice in report.notices)
    assert report.exhibits[0].link.endswith(f"snapshot={store[1].id}")
    again = report.frozen.blocks[0].link
    assert links.read(again).view.snapshot == store[1].id
    frozen = built(asked.replace("http://x.org/sectors?interaction=any", again))
    assert not frozen.notices and frozen.exhibits[0].table == report.exhibits[0].table


def test_what_a_link_gets_wrong_is_said_with_its_block(built: Builder) -> None:
    report = built(blocks('kind = "chart"\nlink = "sectors?interaction=any&sectors=turism"'))
    assert any(notice.startswith("Block 1 (chart), line 3: ") and "turism" in notice for notice in report.notices)


def test_the_statement_has_the_figures_of_the_snapshot(built: Builder, store: tuple[Path, Snapshot]) -> None:
    report = built(blocks('kind = "chart"\nlink = "sectors?interaction=any"'))
    told = " ".join(report.data)
    assert store[1].id in told and f"{store[1].facts['counts']['articles']:,} articles" in told
    assert "outlets" in told and "Languages: " in told and report.sources and report.methods and report.limits

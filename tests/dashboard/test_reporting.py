"""A chart goes into the report from its menu; the Report page keeps blocks in order, in the store or the session."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboard import reporting
from dashboard.reports import draft, tray
from dashboard.reports.draft import Block, Draft
from data.snapshots import Snapshot
from tests.dashboard.conftest import Opener


@pytest.fixture
def kept(store: tuple[Path, Snapshot]) -> Iterator[Path]:
    """Return the store, whose tray is empty before a test and after it."""
    yield store[0]
    shutil.rmtree(store[0] / tray.FOLDER, ignore_errors=True)


def added(opened: Opener) -> AppTest:
    app = opened("sectors", countries="CN", interaction="any")
    app.session_state["take-sectors"] = True
    app.run()
    app.button(key="report-chart-sectors").click().run()
    app.session_state["take-sectors"] = True
    app.run()
    app.button(key="report-evidence-sectors").click().run()
    return app


def test_what_is_added_is_in_the_stores_file_and_there_after_a_restart(opened: Opener, kept: Path) -> None:
    assert not added(opened).exception
    chart, listed = tray.kept(kept).blocks
    assert (chart.kind, listed.kind, chart.panel) == ("chart", "evidence", "sectors")
    assert chart.link == "sectors?countries=CN&interaction=any"
    app = opened("report")
    assert not app.exception and not app.error
    beside = app.sidebar.markdown[-1].value
    assert beside.startswith("1. Chart: Sector breakdown") and "\n2. Articles: Sector breakdown" in beside
    app.button(key="report-text").click().run()
    assert not app.text_input(key="report-heading-2").value and app.text_input(key="report-heading-2").placeholder
    app.text_area(key="report-text-2").set_value("First.").run()
    app.button(key="report-Up-2").click().run()
    app.button(key="report-Up-1").click().run()
    app.text_input(key="report-caption-1").set_value("A caption").run()
    app.text_input(key="report-title").set_value("Month").run()
    app.button(key="report-remove-2").click().run()
    again = tray.kept(kept)
    assert again.title == "Month" and [block.kind for block in again.blocks] == ["text", "chart"]
    assert again.blocks[0].text == "First." and again.blocks[1].caption == "A caption"
    app.button(key="report-check").click().run()
    assert [found.value for found in app.success] == ["All blocks can be made."]
    assert "followed the newest records" in app.info[0].value


def test_where_others_read_along_nothing_is_written(
    opened: Opener, kept: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CONCORDANCE_SHARED", "1")
    app = added(opened)
    assert not (kept / tray.FOLDER).exists()
    app.switch_page("app_pages/report.py").run()
    assert not app.exception and "in this browser tab only" in app.markdown[1].value + app.markdown[2].value
    assert [box.key for box in app.text_input if "caption" in str(box.key)] == ["report-caption-0", "report-caption-1"]
    assert not opened("report").text_input(key="report-title").value


def test_a_damaged_tray_is_said_and_stays_until_a_new_one_is_begun(opened: Opener, kept: Path) -> None:
    (kept / tray.FOLDER).mkdir()
    file = kept / tray.FOLDER / tray.FILE
    file.write_text("title =", encoding="utf-8")
    added(opened)
    app = opened("report")
    assert "no TOML" in app.error[0].value and file.read_text() == "title ="
    app.button(key="report-new").click().run()
    assert not app.error and tray.kept(kept) == Draft()


def test_a_wrong_block_is_shown_with_what_is_wrong_and_can_be_removed(opened: Opener, kept: Path) -> None:
    tray.keep(kept, Draft(blocks=(draft.block({"kind": "char", "link": "/"}), Block("table", link="sectr"))))
    app = opened("report")
    assert "The nearest is chart" in app.warning[0].value.replace("\\", "")
    assert "is no page" in " ".join(found.value for found in app.markdown)
    app.button(key="report-remove-0").click().run()
    assert [block.kind for block in tray.kept(kept).blocks] == ["table"]


def test_a_block_is_described_by_where_its_link_leads() -> None:
    block = Block("evidence", link="sectors?countries=CN&mark=sector.trade&panel=grid&snapshot=0123456789abcdef")
    said = reporting.described(block)
    assert said.startswith("Sector breakdown, grid; articles ") and "China" in said
    assert said.endswith("snapshot 0123456789abcdef")

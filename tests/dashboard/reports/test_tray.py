"""The tray is kept in order, survives a restart, and a file that is damaged is not overwritten."""

from __future__ import annotations

from pathlib import Path

import pytest

from dashboard.reports import draft, tray
from dashboard.reports.draft import Block, Draft, DraftError

ONE, TWO, THREE = (Block("text", heading=name) for name in ("one", "two", "three"))


def test_a_tray_is_kept_in_a_file_and_nothing_else_is_left(tmp_path: Path) -> None:
    assert tray.kept(tmp_path) == Draft()
    asked = tray.added(tray.added(Draft(title="T"), ONE), Block("chart", link="sectors?countries=CN", panel="grid"))
    tray.keep(tmp_path, asked)
    tray.keep(tmp_path, asked)
    assert tray.kept(tmp_path) == asked
    assert [path.name for path in (tmp_path / "reports").iterdir()] == ["tray.toml"]


def test_blocks_are_moved_changed_and_removed_and_an_end_is_an_end() -> None:
    asked = Draft(blocks=(ONE, TWO, THREE))
    assert tray.moved(asked, 2, -1).blocks == (ONE, THREE, TWO)
    assert tray.moved(asked, 0, -1) == tray.moved(asked, 2, 1) == tray.moved(asked, 7, 1) == asked
    assert tray.removed(asked, 1).blocks == (ONE, THREE)
    assert tray.changed(asked, 1, text="x").blocks[1].text == "x"


def test_a_full_tray_takes_no_more() -> None:
    with pytest.raises(DraftError, match="Remove one first"):
        tray.added(Draft(blocks=(ONE,) * draft.MOST_BLOCKS), TWO)


def test_a_damaged_file_is_said(tmp_path: Path) -> None:
    (tmp_path / "reports").mkdir()
    (tmp_path / "reports" / "tray.toml").write_bytes(b"title = \xff")
    with pytest.raises(DraftError, match="cannot be read"):
        tray.kept(tmp_path)

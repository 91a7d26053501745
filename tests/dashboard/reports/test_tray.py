"""The tray is kept in order, survives a restart, and a file that is damaged is not overwritten."""

from __future__ import annotations

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
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
    assert tray.moved(asked, 2, THREE, -1).blocks == (ONE, THREE, TWO)
    assert tray.moved(asked, 0, ONE, -1) == tray.moved(asked, 2, THREE, 1) == asked
    assert tray.removed(asked, 1, TWO).blocks == (ONE, THREE)
    assert tray.changed(asked, 1, TWO, text="x").blocks[1].text == "x"


def test_a_block_that_another_tab_has_moved_is_neither_changed_nor_removed() -> None:
    chart = Block("chart", link="sectors?countries=CN")
    asked = Draft(blocks=(chart, ONE))
    for step in (tray.moved, tray.removed, tray.changed):
        options = {"by": 1} if step is tray.moved else {}
        for place in (0, 7):
            with pytest.raises(DraftError, match="changed elsewhere"):
                step(asked, place, TWO, **options)


def test_two_programs_and_many_threads_that_add_at_once_all_find_their_block(tmp_path: Path) -> None:
    program = (
        "import sys; from pathlib import Path; from dashboard.reports import tray; "
        "from dashboard.reports.draft import Block; store, name = Path(sys.argv[1]), sys.argv[2]; "
        "[tray.change(store, lambda a, i=i: tray.added(a, Block('text', heading=f'{name}-{i}'))) for i in range(20)]"
    )
    others = [subprocess.Popen([sys.executable, "-c", program, str(tmp_path), name]) for name in ("p", "q")]
    with ThreadPoolExecutor(8) as pool:
        blocks = [Block("text", heading=f"t-{number}") for number in range(40)]
        list(pool.map(lambda block: tray.change(tmp_path, lambda asked: tray.added(asked, block)), blocks))
    assert [other.wait(60) for other in others] == [0, 0]
    wanted = {block.heading for block in blocks} | {f"{name}-{i}" for name in "pq" for i in range(20)}
    found = [block.heading for block in tray.kept(tmp_path).blocks]
    assert len(found) == 80 and set(found) == wanted


def test_a_full_tray_takes_no_more() -> None:
    with pytest.raises(DraftError, match="Remove one first"):
        tray.added(Draft(blocks=(ONE,) * draft.MOST_BLOCKS), TWO)


def test_a_damaged_file_is_said(tmp_path: Path) -> None:
    (tmp_path / "reports").mkdir()
    (tmp_path / "reports" / "tray.toml").write_bytes(b"title = \xff")
    with pytest.raises(DraftError, match="cannot be read"):
        tray.kept(tmp_path)

"""`concordance report` makes what it can, says what it cannot, and its exit code tells the two apart."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from dashboard.cli import main
from data.snapshots import Snapshot
from tests.dashboard.reports.conftest import blocks


def run(store: tuple[Path, Snapshot], text: str, folder: Path, *arguments: str) -> Result:
    file = folder / "month.toml"
    file.write_text(text, encoding="utf-8")
    return CliRunner().invoke(
        main, ["report", str(file), "--store", str(store[0]), "--out", str(folder / "out"), *arguments]
    )


def test_without_a_browser_tables_stand_for_pictures_and_it_is_said(
    store: tuple[Path, Snapshot], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "")
    monkeypatch.delenv("CHROME_PATH", raising=False)
    done = run(store, blocks('kind = "chart"\nlink = "sectors"'), tmp_path, "--to", "docx,pptx,html,md,pdf,zip")
    assert done.exit_code == 3 and "no Chromium" in done.output and "Traceback" not in done.output
    made = {path.name for path in (tmp_path / "out").iterdir()}
    assert made == {"report.docx", "report.pptx", "report.html", "report.md", "report.zip"}
    assert "| Trade |" in (tmp_path / "out" / "report.md").read_text()


def test_one_bad_block_is_named_and_the_exit_code_is_3(store: tuple[Path, Snapshot], tmp_path: Path) -> None:
    text = blocks('kind = "table"\nlink = "sectors"', 'kind = "chart"\nlink = "sectr"')
    done = run(store, text, tmp_path, "--to", "html")
    assert done.exit_code == 3 and "Block 2 (chart), line 7, could not be made" in done.output.replace("\n", " ")
    assert "could not be made" in (tmp_path / "out" / "report.html").read_text()
    assert run(store, blocks('kind = "table"\nlink = "sectors"'), tmp_path, "--to", "html").exit_code == 0


@pytest.mark.parametrize(
    ("text", "form", "said"),
    [("title =", "docx", "no TOML"), ('title = "T"', "dox", "The nearest is docx."), ('title = "T"', ",", "No format")],
)
def test_what_is_no_report_is_said(
    store: tuple[Path, Snapshot], tmp_path: Path, text: str, form: str, said: str
) -> None:
    done = run(store, text, tmp_path, "--to", form)
    assert done.exit_code == 2 and said in done.output and not (tmp_path / "out").exists()

"""`concordance bench`: every stage has a row, one and two processes give one snapshot; no time is asserted."""

from __future__ import annotations

from pathlib import Path

from click.testing import CliRunner

from dashboard.cli import main


def test_every_stage_of_the_extraction_has_a_row(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text('{"text": "Oman and Laos sign a treaty on customs in Muscat."}\n' * 3, encoding="utf-8")
    done = CliRunner().invoke(main, ["bench", "extract", "--processes", "2", str(path)])
    assert done.exit_code == 0, done.output
    assert "a.jsonl: 3 articles" in done.stdout and "Peak memory" in done.stdout
    stages = (
        "raw scan",
        "read",
        "language",
        "scan",
        "mentions",
        "codings",
        "interactions",
        "tables",
        "text to records",
    )
    for stage in stages:
        assert any(line.strip().startswith(stage) for line in done.stdout.splitlines()), stage
    one, two = (line.split() for line in done.stdout.splitlines() if line.strip()[:1] in ("1", "2"))
    assert (one[0], two[0]) == ("1", "2") and one[-1] == two[-1]

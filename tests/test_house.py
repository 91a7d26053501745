"""The house rules that a tool can check: style, types, layers."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
BIN = Path(sys.executable).parent
CHECKS = {
    "style": ["ruff", "check", "--no-cache", "."],
    "format": ["ruff", "format", "--check", "--no-cache", "."],
    "types": ["mypy"],
    "layers": ["lint-imports"],
}


@pytest.mark.parametrize("check", CHECKS)
def test_the_tree_keeps_the_rules_of(check: str) -> None:
    program, *arguments = CHECKS[check]
    done = subprocess.run([BIN / program, *arguments], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_seed_is_the_document_as_received() -> None:
    shared = ROOT.parent / "shared" / "seed-article.txt"
    if not shared.exists():
        pytest.skip("../shared is not here: the seed can only be compared with the original where it is")
    assert (ROOT / "seeds" / "seed-article.txt").read_bytes() == shared.read_bytes()


def test_no_python_file_formats_text_into_sql() -> None:
    found = [p.name for p in (ROOT / "queries").rglob("*.py") if 'f"select' in p.read_text().lower()]
    assert found == []

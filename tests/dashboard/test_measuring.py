"""`concordance evaluate` as a user types it."""

from __future__ import annotations

import json
from pathlib import Path

import orjson
import pytest
from click.testing import CliRunner

from dashboard.cli import main
from data.snapshots import Store

GOLD = {"id": "g1", "text": "Uzbekistan and Japan signed a trade agreement in Tashkent.", "named": ["JP", "UZ"],
        "referred": ["JP", "UZ"], "sectors": ["trade"], "themes": ["diplomacy"], "interaction": "conflict",
        "dyads": ["JP-UZ"]}  # fmt: skip


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    path = tmp_path / "gold.jsonl"
    path.write_bytes(orjson.dumps(GOLD))
    return path


def _run(*arguments: str | Path) -> tuple[int, str, str]:
    done = CliRunner().invoke(main, ["evaluate", *map(str, arguments)])
    return done.exit_code, done.stdout, done.stderr


def test_the_table_has_a_line_for_every_label(gold: Path) -> None:
    code, out, _ = _run(gold)
    assert code == 0 and "typed dyads" in out and "people-to-people" in out and "1 passage" in out


def test_json_has_counts_intervals_digests_and_date(gold: Path) -> None:
    measured = json.loads(_run(gold, "--json")[1])
    named = measured["parts"]["all"]["labels"]["named"]
    assert (named["right"], named["f1"], named["f1_interval"]) == (2, 1.0, [1.0, 1.0])
    assert measured["gold_digest"] and measured["code_digest"] and measured["measured_on"]


def test_errors_are_printed_for_the_labels_asked_for(gold: Path) -> None:
    _, out, _ = _run(gold, "--errors", "--label", "conflict")
    assert out.startswith("MISS  conflict: conflict  [g1]") and GOLD["text"] in out and "cooperation" not in out


def test_an_unknown_label_is_named_with_its_nearest(gold: Path) -> None:
    code, _, err = _run(gold, "--errors", "--label", "turism")
    assert code == 2 and "Did you mean 'tourism'?" in err


def test_the_measurement_is_written_to_the_snapshot_and_its_id_stays(gold: Path, tmp_path: Path) -> None:
    store = tmp_path / "store"
    assert "holds no snapshot" in _run(gold, "--write", "--store", store)[2]
    article = tmp_path / "a.txt"
    article.write_text("A title\n\nUzbekistan and Japan met.\n", encoding="utf-8")
    CliRunner().invoke(main, ["ingest", str(article), "--store", str(store)])
    before = Store(store).current()
    code, _, err = _run(gold, "--write", "--store", store)
    after = Store(store).current()
    assert before is not None and after is not None and code == 0
    assert f"Written to snapshot {before.id}" in err and after.id == before.id
    assert after.facts["quality"]["parts"]["all"]["labels"]["dyads"]["f1"] == 1
    other = tmp_path / "b.txt"
    other.write_text("Another\n\nPeru and Chile met.\n", encoding="utf-8")
    CliRunner().invoke(main, ["ingest", str(other), "--store", str(store)])
    child = Store(store).current()
    assert child is not None and child.id != before.id and child.facts["quality"] == after.facts["quality"]

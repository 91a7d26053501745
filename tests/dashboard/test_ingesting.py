"""`concordance ingest` as a user meets it: dry, saved, watched, stopped."""

from __future__ import annotations

import csv
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from dashboard import ingesting
from dashboard.cli import main
from data.readers import Hints
from data.snapshots import Store

ROOT = Path(__file__).parents[2]
GOOD = {"id": "a", "published": "2024-05-01", "text": "China and Kazakhstan signed a trade agreement."}


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


@pytest.fixture
def news(tmp_path: Path) -> Path:
    path = tmp_path / "news.jsonl"
    path.write_text(json.dumps(GOOD) + "\n{broken\n", encoding="utf-8")
    return path


def test_a_dry_run_says_what_would_be_and_writes_nothing(news: Path, tmp_path: Path) -> None:
    done = run("ingest", news, "--dry-run", "--store", tmp_path / "store")
    assert done.exit_code == 3
    assert "would add 1 articles and replace 0" in done.stderr
    assert "line 2" in done.stderr
    assert not (tmp_path / "store").exists()


def test_the_ledger_is_one_json_line_on_standard_output(news: Path, tmp_path: Path) -> None:
    done = run("ingest", news, "--json", "--store", tmp_path / "store")
    (line,) = map(json.loads, done.stdout.splitlines())
    current = Store(tmp_path / "store").current()
    assert current is not None and line["snapshot"] == current.id
    assert line["is_new"] and line["ledger"]["read"] == 1
    assert [row["code"] for row in line["refusals"]] == ["not_json"]


def test_refusals_are_saved_as_a_table_that_runs_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "=cmd()").mkdir()
    bad = tmp_path / "=cmd()" / "x.jsonl"
    bad.write_text("{broken\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    done = run("ingest", "=cmd()", "--refusals", "refused.csv")
    assert done.exit_code == 3, done.stderr
    with (tmp_path / "refused.csv").open(encoding="utf-8-sig", newline="") as file:
        (row,) = csv.DictReader(file)
    assert (
        row["file"].startswith("'=cmd()") and row["code"] == "not_json" and row["place"] == "line 1" and row["remedy"]
    )


def test_an_inside_address_is_refused_and_the_rest_is_read(news: Path, tmp_path: Path) -> None:
    done = run("ingest", "http://169.254.169.254/latest/", "file:///etc/passwd", news, "--store", tmp_path / "store")
    assert done.exit_code == 3
    assert "http://169.254.169.254/latest/ points into a private network" in done.stderr
    assert "file:///etc/passwd is no address that can be asked" in done.stderr
    assert "holds 1 articles" in done.stderr


def test_wrong_spans_and_watched_addresses_are_usage_errors(news: Path) -> None:
    assert "Write it as 45s, 30m, 2h or 1d" in run("ingest", news, "--every", "soon").stderr
    done = run("ingest", "https://example.org/feed", "--watch")
    assert done.exit_code == 2 and "--every 30m" in done.stderr


def test_a_store_that_cannot_be_written_is_a_sentence(news: Path, tmp_path: Path) -> None:
    (tmp_path / "store").write_text("a file, not a folder")
    done = run("ingest", news, "--store", tmp_path / "store" / "inner")
    assert done.exit_code == 1 and "could not be written" in done.stderr and "Traceback" not in done.output


def test_a_ctrl_c_that_python_ignores_still_ends_a_watch(news: Path, tmp_path: Path) -> None:
    def rounds() -> Iterator[list[Path]]:
        with suppress(KeyboardInterrupt):  # as in a finalizer, where Python prints it and goes on
            signal.raise_signal(signal.SIGINT)
        while True:
            yield [news]

    before = signal.getsignal(signal.SIGINT)
    order = ingesting.Order((news,), tmp_path / "store", Hints(), processes=1)
    assert ingesting._again(order, rounds()) == ingesting.SOME_REFUSED
    assert Store(order.store).current() is not None and signal.getsignal(signal.SIGINT) is before


def test_a_watched_folder_is_read_as_it_fills_and_ctrl_c_keeps_what_was_read(tmp_path: Path) -> None:
    folder, store = tmp_path / "inbox", Store(tmp_path / "store")
    folder.mkdir()
    (folder / "one.txt").write_text("Talks\n\nChina and Kazakhstan signed a trade agreement.")
    command = [sys.executable, "-m", "dashboard.cli", "ingest", str(folder), "--watch", "--store", str(store.path)]
    watcher = subprocess.Popen(command, env={**os.environ, "PYTHONPATH": str(ROOT)}, stderr=subprocess.PIPE)

    def held(count: int) -> None:
        deadline = time.monotonic() + 120
        while time.monotonic() < deadline:
            current = store.current()
            if current is not None and current.facts["counts"]["articles"] == count:
                return
            time.sleep(0.1)
        raise AssertionError(watcher.poll())

    try:
        held(1)
        (folder / "two.txt").write_text("More talks\n\nPeru and Chile discussed customs.")
        held(2)
        watcher.send_signal(signal.SIGINT)
        said = watcher.communicate(timeout=60)[1].decode()
    finally:
        watcher.kill()
    assert "Traceback" not in said
    assert watcher.returncode in (0, 130) and ("Ended." in said or "Stopped." in said)
    last = store.current()
    assert last is not None and last.facts["counts"]["articles"] == 2

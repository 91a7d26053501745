"""The command line as a user meets it: real files, real store, exit codes, two streams."""

from __future__ import annotations

import json
import socket
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from dashboard.cli import main
from dashboard.serving import free_port

GOOD = {"id": "a", "published": "2024-05-01", "text": "China and Kazakhstan signed a trade agreement."}


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


@pytest.fixture
def news(tmp_path: Path) -> Path:
    path = tmp_path / "news.jsonl"
    path.write_text(json.dumps(GOOD) + "\n", encoding="utf-8")
    return path


def test_ingest_says_what_it_did_and_how_to_go_on(news: Path, tmp_path: Path) -> None:
    done = run("ingest", news, "--store", tmp_path / "store")
    assert done.exit_code == 0, done.output
    assert "holds 1 articles" in done.stderr
    assert "concordance serve --store" in done.stderr
    assert done.stdout == ""
    listed = run("snapshots", "--store", tmp_path / "store")
    assert listed.stdout.startswith("* ")


def test_a_refusal_is_one_sentence_and_exit_code_3(news: Path, tmp_path: Path) -> None:
    news.write_text(news.read_text() + "{broken\n")
    done = run("ingest", news, tmp_path / "gone.txt", "--store", tmp_path / "store")
    assert done.exit_code == 3
    assert "news.jsonl, line 2 is not JSON: write one JSON object a line, in UTF-8." in done.stderr
    assert "gone.txt is not there: check the path." in done.stderr
    assert "holds 1 articles" in done.stderr
    assert "Traceback" not in done.output


def test_extract_prints_one_json_record_an_article(news: Path) -> None:
    done = run("extract", news)
    assert done.exit_code == 0
    record = json.loads(done.stdout)
    assert list(record)[:4] == ["id", "published", "dated", "language"]
    assert {"code": "KZ", "mentions": 1, "named": 1, "salient": True} in record["countries"]
    assert record["dyads"] == [{"dyad": "CN-KZ", "interaction": "cooperation", "passages": 1}]
    assert record["sectors"] == [{"code": "trade", "passages": 1}]
    keys = {"kind", "code", "how", "passage", "sentence", "start", "end", "form"}
    assert all(keys <= set(mention) for mention in record["mentions"])
    for mention in record["mentions"]:
        assert GOOD["text"][mention["start"] : mention["end"]] == mention["form"]


def test_extract_goes_on_after_a_bad_file(news: Path, tmp_path: Path) -> None:
    done = run("extract", tmp_path / "gone.txt", news)
    assert done.exit_code == 3
    assert json.loads(done.stdout)["id"] == "a"


def test_wrong_usage_is_exit_code_2_with_the_form_that_is_right(news: Path) -> None:
    done = run("ingest", news, "--published", "16.06.2025")
    assert done.exit_code == 2
    assert "Write it as 2025-06-16" in done.stderr


def test_serving_a_store_without_a_snapshot_says_how_to_fill_it(tmp_path: Path) -> None:
    done = run("serve", "--store", tmp_path / "store")
    assert done.exit_code == 2
    assert "Add articles first: concordance ingest PATH" in done.stderr


def test_a_taken_port_gives_way_to_the_next() -> None:
    with socket.socket() as holder:
        holder.bind(("127.0.0.1", 0))
        holder.listen()
        taken = holder.getsockname()[1]
        assert free_port(taken) > taken
    assert free_port(0) > 0

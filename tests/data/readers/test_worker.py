"""Bombs and dying workers: the document is refused, the rest goes on, and no limit is passed."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import orjson
import pytest

from data.articles import Article
from data.readers import Reader, Reason, Refusal, files_of
from data.readers.limits import LIMITS, rows
from tests.data.readers import making
from tests.data.readers.bombs import BOMBS

EXPECTED = {
    "zip of 100 MB": "TOO_LARGE", "zip that lies about 100 MB": "DAMAGED", "zips in zips": "TOO_DEEP",
    "gzip of 100 MB": "TOO_LARGE", "gzip of one endless line of JSON": "TOO_LARGE",
    "entities in a list of feeds": "NO_ARTICLES", "entities in a docx": "DAMAGED",
    "a page with 240,000 cells": "TOO_SLOW", "a page nested 300,000 deep": "NO_BODY",
    "JSON nested 5 million deep": "NOT_JSON", "JSON of 24 million lists": "TOO_MUCH_MEMORY",
    "a workbook of 400 MB": "TOO_LARGE", "a pdf of loops": "TOO_SLOW", "a pdf of 500 MB": "TOO_MUCH_MEMORY",
    "Parquet of 2 TB": "TOO_MUCH_MEMORY",
}  # fmt: skip


@pytest.fixture(scope="module")
def exploded(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Any]]:
    folder = tmp_path_factory.mktemp("bombs")
    command = [sys.executable, "-m", "tests.data.readers.bombs", str(folder)]
    subprocess.run(command, check=True)
    done = subprocess.run([*command, "--read"], check=True, capture_output=True)
    return {row["name"]: row for row in map(orjson.loads, done.stdout.splitlines())}


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_is_refused_within_500_mb(exploded: dict[str, dict[str, Any]], name: str) -> None:
    row = exploded[name]
    # A machine decides which limit the table meets: a quick one fills the memory before the time is over.
    allowed = {EXPECTED[name], *(["TOO_MUCH_MEMORY"] if "cells" in name else [])}
    assert (len(row["refused"]), row["articles"]) == (1, 0) and set(row["refused"]) <= allowed
    assert row["mb"] <= 500 and row["worker_mb"] <= 500


@pytest.fixture
def slow_page() -> bytes:
    return b"<html><body><table>" + b"<tr><td>a cell</td><td>of it</td></tr>" * 30_000


def test_an_entry_that_kills_the_worker_costs_that_entry_only(slow_page: bytes) -> None:
    entries = {"a.txt": b"Peru met Chile.", "b.html": slow_page, "c.txt": b"Chile met Peru.", "d.html": making.page()}
    with Reader(limits=replace(LIMITS, step_seconds=1.5)) as reader:
        items = list(reader.content(making.zipped(entries), "all.zip"))
    assert [isinstance(item, Article) for item in items] == [True, False, True, True]
    refused = items[1]
    assert isinstance(refused, Refusal)
    assert (refused.place, refused.reason) == ("entry b.html", Reason.TOO_SLOW)


def test_after_a_death_the_next_document_is_read(slow_page: bytes) -> None:
    with Reader(limits=replace(LIMITS, step_seconds=1.5)) as reader:
        (first,) = reader.content(slow_page, "slow.html")
        (second,) = reader.content(making.page(), "page.html")
    assert isinstance(first, Refusal) and first.reason is Reason.TOO_SLOW
    assert isinstance(second, Article)


def test_a_worker_s_memory_is_its_own_and_not_that_of_who_started_it() -> None:
    ask = "from data.readers.serving import most_memory; print(most_memory())"
    starter = f"import subprocess, sys; x = bytes(400 << 20); subprocess.run([sys.executable, '-c', {ask!r}])"
    done = subprocess.run([sys.executable, "-c", starter], check=True, capture_output=True)
    assert 1 << 20 < int(done.stdout) < 300 << 20


def test_a_worker_that_only_waits_is_ended_by_the_clock_of_the_parent() -> None:
    with Reader(limits=replace(LIMITS, wall_seconds=0.01)) as reader:
        (item,) = reader.content(making.page(), "page.html")
    assert isinstance(item, Refusal) and item.reason is Reason.TOO_SLOW


def test_a_reader_that_is_left_in_the_middle_starts_afresh() -> None:
    with Reader() as reader:
        next(iter(reader.content(making.delimited(making.ROWS * 100), "rows.csv")))
        assert sum(isinstance(item, Article) for item in reader.content(making.delimited(), "rows.csv")) == 3


def test_what_a_browser_saved_beside_a_page_and_hidden_files_are_no_inputs(tmp_path: Path) -> None:
    (tmp_path / "Pass_files").mkdir()
    for name in ("Pass.html", "Pass_files/logo.png", "Pass_files/ad.html", ".DS_Store"):
        (tmp_path / name).write_bytes(b"x")
    assert files_of(tmp_path) == [tmp_path / "Pass.html"]


@pytest.mark.parametrize("reason", Reason)
def test_every_reason_has_a_sentence_and_a_remedy(reason: Reason) -> None:
    refusal = Refusal("a.pdf", "page 2", reason)
    assert refusal.sentence() == f"a.pdf, page 2 {reason.value}: {reason.remedy}."
    assert reason.remedy and not reason.remedy.endswith(".") and "\n" not in refusal.sentence()
    assert refusal.row() == {
        "file": "a.pdf", "place": "page 2", "code": reason.name.lower(), "reason": reason.value,
        "remedy": reason.remedy,
    }  # fmt: skip


def test_the_table_of_limits_is_made_of_the_limits() -> None:
    assert {row["value"] for row in rows(replace(LIMITS, pages=7, memory_bytes=99 << 20))} >= {"7", "99 MB"}
    assert len({row["limit"] for row in rows()}) == len(rows())

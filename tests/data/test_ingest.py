"""From files to a snapshot, with the real extraction on passages that we wrote."""

from __future__ import annotations

import json
import multiprocessing
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from data import building
from data import ingest as ingesting
from data.ingest import Ingested, extracted, ingest
from data.json_records import json_records
from data.readers import Hints
from data.records import SECTORS, codes_of
from data.snapshots import Snapshot, Store

SEED = Path(__file__).parents[2] / "seeds" / "seed-article.txt"
ROWS = [
    {
        "id": "b",
        "published": "2024-05-02",
        "text": "Chile and Peru signed a trade agreement.",
        "cited": [{"name": "EFE"}],
    },
    {"id": "a", "published": "2024-05-01", "text": "Kazakhstan exported wheat to China.", "outlet": "Steppe Post"},
    {"id": "c", "text": "Germany and France held talks on defence."},
]


def write(path: Path, rows: list[dict[str, Any]]) -> Path:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def run(tmp_path: Path, rows: list[dict[str, Any]], **options: Any) -> Ingested:
    return ingest([write(tmp_path / "news.jsonl", rows)], Store(tmp_path / "store"), **options)


def snapshot_of(done: Ingested) -> Snapshot:
    assert done.snapshot is not None
    return done.snapshot


def test_articles_become_records_in_order_of_date(tmp_path: Path) -> None:
    done = run(tmp_path, ROWS)
    articles = snapshot_of(done).read("articles").to_pylist()
    assert [row["article_id"] for row in articles] == ["a", "b", "c"]
    assert [row["article_key"] for row in articles] == [0, 1, 2]
    assert [row["outlet"] for row in articles] == ["Steppe Post", "EFE", None]
    assert done.ledger.counts() == {
        "read": 3, "refused": 0, "undated": 1, "excerpts": 0, "replaced": 0, "duplicate": 0,
    }  # fmt: skip
    presences = snapshot_of(done).read("presences").to_pylist()
    assert {(row["article_key"], row["country"]) for row in presences} == {
        (0, "CN"), (0, "KZ"), (1, "CL"), (1, "PE"), (2, "DE"), (2, "FR"),
    }  # fmt: skip
    assert [row["dyad"] for row in snapshot_of(done).read("pairs").to_pylist()] == ["CN-KZ", "CL-PE", "DE-FR"]


def test_every_form_stands_where_its_span_says(tmp_path: Path) -> None:
    done = run(tmp_path, ROWS)
    texts = {row["article_key"]: row["article_id"] for row in snapshot_of(done).read("articles").to_pylist()}
    by_id = {row["id"]: row["text"] for row in ROWS}
    count = 0
    for table in ("mentions", "codings", "interactions"):
        for row in snapshot_of(done).read(table).to_pylist():
            assert by_id[texts[row["article_key"]]][row["start"] : row["end"]] == row["form"]
            count += 1
    assert count >= 6


def test_the_same_input_gives_the_same_id_with_any_number_of_processes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Many batches and several parts: where a part ends must not depend on the processes.
    for module, name, value in (
        (ingesting, "_BATCH_CHARACTERS", 2_000),
        (ingesting, "_ALONE", 0),
        (building, "_PART_ROWS", 1_500),
    ):
        monkeypatch.setattr(module, name, value)
    filler = "Nothing of note happened in the valley on that day. "
    rows = [
        {"id": f"n{i}", "published": "2024-01-01", "text": f"Peru and Chile met. {filler * (i % 40 + 1)}"}
        for i in range(300)
    ]
    path = write(tmp_path / "news.jsonl", rows)
    alone = ingest([path], Store(tmp_path / "one"), processes=1)
    both = ingest([path], Store(tmp_path / "two"), processes=2)
    assert snapshot_of(alone).id == snapshot_of(both).id
    assert len(snapshot_of(alone).facts["parts"]) > 30


def test_a_process_that_is_killed_loses_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ingesting, "_BATCH_CHARACTERS", 500)
    monkeypatch.setattr(ingesting, "_ALONE", 0)
    rows = [{"id": f"n{i}", "text": f"Peru and Chile signed trade agreement number {i}. " * 3} for i in range(60)]
    path = write(tmp_path / "news.jsonl", rows)
    killed: list[int | None] = []

    def kill(done: int, within: int, total: int) -> None:
        if not killed:
            killed.extend(process.pid for process in multiprocessing.active_children() if not process.kill())

    both = ingest([path], Store(tmp_path / "two"), processes=2, progress=kill)
    alone = ingest([path], Store(tmp_path / "one"), processes=1)
    assert len(killed) == 2
    assert not both.ledger.refused
    assert snapshot_of(both).id == snapshot_of(alone).id


def test_the_same_article_twice_is_a_duplicate_and_nothing_changes(tmp_path: Path) -> None:
    first = run(tmp_path, ROWS)
    again = run(tmp_path, ROWS)
    assert not again.is_new
    assert snapshot_of(again).id == snapshot_of(first).id
    assert again.ledger.duplicate == 3


def test_changed_text_replaces_every_row_of_the_old_one(tmp_path: Path) -> None:
    run(tmp_path, ROWS)
    done = run(tmp_path, [{"id": "a", "published": "2024-05-01", "text": "Mongolia met Japan."}])
    assert done.ledger.replaced == 1
    articles = {row["article_key"]: row["article_id"] for row in snapshot_of(done).read("articles").to_pylist()}
    assert sorted(articles.values()) == ["a", "b", "c"]
    countries = {(articles[r["article_key"]], r["country"]) for r in snapshot_of(done).read("presences").to_pylist()}
    assert {c for a, c in countries if a == "a"} == {"MN", "JP"}
    for table in ("sentences", "mentions", "codings", "interactions", "stories", "pairs"):
        keys = {row["article_key"] for row in snapshot_of(done).read(table).to_pylist()}
        assert keys <= set(articles), table


def test_the_last_of_two_versions_in_one_file_counts(tmp_path: Path) -> None:
    done = run(tmp_path, [*ROWS, {"id": "a", "text": "Mongolia met Japan."}])
    assert (done.ledger.replaced, snapshot_of(done).facts["counts"]["articles"]) == (1, 3)


def test_many_small_ingests_are_merged_and_lose_nothing(tmp_path: Path) -> None:
    for i in range(12):
        done = run(tmp_path, [{"id": f"n{i}", "published": "2024-01-01", "text": "Peru met Chile."}])
    assert len(snapshot_of(done).parts("articles")) <= 9
    assert snapshot_of(done).read("articles")["article_key"].to_pylist() == list(range(12))
    assert set(snapshot_of(done).read("stories")["story_key"].to_pylist()) == {0}


def test_bad_pieces_are_in_the_ledger_and_the_rest_is_in_the_snapshot(tmp_path: Path) -> None:
    path = write(tmp_path / "news.jsonl", ROWS)
    path.write_text(path.read_text() + "{broken\n")
    done = ingest([path, tmp_path / "missing.txt"], Store(tmp_path / "store"))
    assert len(done.ledger.refused) == 2
    assert snapshot_of(done).facts["counts"]["articles"] == 3


def test_nothing_but_refusals_leaves_the_store_empty(tmp_path: Path) -> None:
    done = ingest([tmp_path / "missing.txt"], Store(tmp_path / "store"))
    assert (done.snapshot, len(done.ledger.refused)) == (None, 1)


def test_an_article_in_a_language_without_a_codebook_is_not_coded(tmp_path: Path) -> None:
    text = "Министры Казахстана и Китая подписали соглашение о таможенном сотрудничестве."
    done = run(tmp_path, [{"id": "ru", "published": "2024-05-01", "text": text}])
    (article,) = snapshot_of(done).read("articles").to_pylist()
    assert (article["language"], article["is_coded"], article["sectors"]) == ("ru", False, 0)
    assert {row["country"] for row in snapshot_of(done).read("presences").to_pylist()} == {"KZ", "CN"}


@pytest.fixture(scope="module")
def seed() -> dict[str, Any]:
    (tables,) = extracted([SEED], hints=Hints(date(2025, 6, 16)), refused=[])
    (record,) = json_records(tables)
    return record


def test_the_seed_is_china_and_kazakhstan_in_cooperation(seed: dict[str, Any]) -> None:
    assert {"CN", "KZ"} == {row["code"] for row in seed["countries"] if row["salient"]}
    (dyad,) = [row for row in seed["dyads"] if row["dyad"] == "CN-KZ"]
    assert dyad["interaction"] == "cooperation"
    assert dyad["passages"] >= 3
    assert {row["code"] for row in seed["sectors"]} == {"trade", "tech", "tourism", "customs", "security"}
    assert {"SCO", "BRICS", "BRI"} <= {row["code"] for row in seed["organisations"]}
    assert {"xi-jinping", "kassym-jomart-tokayev"} == {row["code"] for row in seed["leaders"]}


def test_the_seed_s_pair_cooperates_on_all_five_sectors(tmp_path: Path) -> None:
    done = ingest([SEED], Store(tmp_path / "store"), hints=Hints(date(2025, 6, 16)))
    pairs = {row["dyad"]: row for row in snapshot_of(done).read("pairs").to_pylist()}
    assert set(codes_of(SECTORS, pairs["CN-KZ"]["cooperation_sectors"])) == set(SECTORS)


def test_every_span_of_the_seed_is_in_the_file_and_none_in_its_comment_form(seed: dict[str, Any]) -> None:
    text = SEED.read_text(encoding="utf-8").strip()
    assert {row["code"] for row in seed["mentions"] if row["kind"] == "sector"} == {r["code"] for r in seed["sectors"]}
    for row in seed["mentions"]:
        assert text[row["start"] : row["end"]] == row["form"]
        assert row["end"] <= text.index("评论")

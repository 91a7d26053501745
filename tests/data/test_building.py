"""What an ingest takes over from the snapshot before it: linked where nothing changed, right where something did."""

from __future__ import annotations

import itertools
import json
from pathlib import Path
from typing import Any

import pytest
import xxhash

from data import building
from data import ingest as ingesting
from data.ingest import ingest
from data.snapshots import Snapshot, Store

ITEM = (
    "The ministers of trade of Oman and Laos sign a treaty on the inspection of fruit and rice at ports, after two "
    "years of talks in which 14 rounds were held and the customs services of both compared their rules."
)
NEWS = [
    {"id": "a", "published": "2024-05-01", "text": ITEM},
    {"id": "b", "published": "2024-05-04", "text": ITEM.replace("sign a treaty", "on Monday signed a treaty")},
    {"id": "c", "published": "2024-05-07", "text": ITEM.replace("sign a treaty", "at last signed a treaty")},
    {"id": "d", "published": "2024-05-02", "text": "Peru and Chile met."},
    {"id": "e", "published": "2024-05-02", "text": "Peru and Chile met."},
]
WHOLE = {frozenset("abc"), frozenset("de")}


def add(tmp_path: Path, *rows: dict[str, Any]) -> Snapshot:
    path = tmp_path / "news.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    snapshot = ingest([path], Store(tmp_path / "store")).snapshot
    assert snapshot is not None
    return snapshot


def grouped(snapshot: Snapshot) -> set[frozenset[str]]:
    """Return the stories as sets of article ids; each is named by its smallest key."""
    ids = {row["article_key"]: row["article_id"] for row in snapshot.read("articles").to_pylist()}
    found: dict[int, set[str]] = {}
    rows = snapshot.read("stories").to_pylist()
    for row in rows:
        found.setdefault(row["story_key"], set()).add(ids[row["article_key"]])
    assert len(rows) == len(ids)
    assert all(key == min(r["article_key"] for r in rows if r["story_key"] == key) for key in found)
    return {frozenset(members) for members in found.values()}


def test_stories_are_the_same_whether_articles_come_at_once_or_one_by_one(tmp_path: Path) -> None:
    assert grouped(add(tmp_path, *NEWS)) == WHOLE
    for number, order in enumerate(itertools.islice(itertools.permutations(NEWS), 0, 120, 47)):
        folder = tmp_path / str(number)
        folder.mkdir()
        for row in order:
            last = add(folder, row)
        assert grouped(last) == WHOLE


def test_a_story_falls_apart_when_the_article_between_is_replaced(tmp_path: Path) -> None:
    add(tmp_path, *NEWS)
    assert grouped(add(tmp_path, {"id": "b", "published": "2024-05-04", "text": "Kenya met Ghana."})) == {
        frozenset("a"), frozenset("b"), frozenset("c"), frozenset("de"),
    }  # fmt: skip


def test_a_large_part_is_linked_and_its_digest_is_not_made_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(building, "_SMALL", 0)  # every part is large
    first = add(tmp_path, *NEWS)
    last = first
    for i in range(10):
        last = add(tmp_path, {"id": f"n{i}", "published": "2024-06-01", "text": f"Kenya met Ghana in year {i}."})
    for table in ("articles", "sentences", "stories"):
        assert last.parts(table)[0].samefile(first.parts(table)[0])
        assert len(last.parts(table)) == 11
    assert last.facts["parts"] == {
        f"{part.parent.name}/{part.name}": xxhash.xxh3_64_hexdigest(part.read_bytes())
        for part in last.path.glob("*/*.parquet")
    }


def test_a_part_without_replaced_articles_stays_linked(tmp_path: Path) -> None:
    add(tmp_path, *NEWS)
    before = add(tmp_path, {"id": "x", "published": "2024-06-01", "text": "Kenya met Ghana."})
    after = add(tmp_path, {"id": "x", "published": "2024-06-01", "text": "Kenya met Mongolia."})
    assert after.parts("articles")[0].samefile(before.parts("articles")[0])
    assert after.read("articles").num_rows == 6
    assert {row["country"] for row in after.read("presences").to_pylist()} >= {"MN"}
    assert "GH" not in {row["country"] for row in after.read("presences").to_pylist()}


def test_records_are_the_same_in_one_part_and_in_many_that_are_merged(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def told(snapshot: Snapshot) -> list[tuple[str, str, int]]:
        ids = {row["article_key"]: row["article_id"] for row in snapshot.read("articles").to_pylist()}
        rows = snapshot.read("mentions").to_pylist()
        return sorted((ids[row["article_key"]], row["code"], row["start"]) for row in rows)

    replaced = {"id": "e", "published": "2024-05-03", "text": "Kenya and Ghana met."}
    rows = (*NEWS, *({"id": f"n{i}", "published": f"2024-06-{i + 1:02d}", "text": ITEM} for i in range(25)), replaced)
    (tmp_path / "one").mkdir()
    whole = add(tmp_path / "one", *rows)
    for name, value in (("_PART_ROWS", 1), ("_MERGED", 40_000)):
        monkeypatch.setattr(building, name, value)
    monkeypatch.setattr(ingesting, "_BATCH_ARTICLES", 1)
    parts = add(tmp_path, *rows)
    assert told(parts) == told(whole)
    assert grouped(parts) == grouped(whole)
    assert 1 < len(parts.parts("mentions")) < len(rows) / 2, "merged, but not all at once"

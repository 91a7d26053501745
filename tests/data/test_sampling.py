from __future__ import annotations

import json
from pathlib import Path

from data.ingest import ingest
from data.sampling import make_sample
from data.snapshots import SAMPLE_PATH, Store, sample


def test_a_sample_keeps_facts_of_all_and_sentences_of_the_seed_only(tmp_path: Path) -> None:
    news = tmp_path / "news.jsonl"
    row = {"id": "n", "text": "Peru met Chile. It rained all day.", "published": "2024-05-01", "place": "Lima"}
    news.write_text(json.dumps(row))
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds" / "own.txt").write_text("Our title\n\nPeru met Chile. It rained all day.")
    done = ingest([news, tmp_path / "seeds"], Store(tmp_path / "store"))
    assert done.snapshot is not None
    made = make_sample(done.snapshot, tmp_path / "sample")
    ids = {row["article_key"]: row["article_id"] for row in made.read("articles").to_pylist()}
    sentences = made.read("sentences").to_pylist()
    assert [row["text"] for row in sentences if ids[row["article_key"]] == "n"] == [None]
    assert len([row for row in sentences if ids[row["article_key"]] != "n" and row["text"]]) == 3
    assert made.read("articles")["extra"].to_pylist() == [None, None]
    assert {row["form"] for row in made.read("mentions").to_pylist()} == {"Peru", "Chile"}


def test_the_embedded_sample_is_small_and_holds_no_text_but_the_seed() -> None:
    embedded = sample()
    assert sum(path.stat().st_size for path in SAMPLE_PATH.rglob("*.parquet")) <= 17_000_000
    articles = embedded.read("articles", ["article_key", "collection"]).to_pylist()
    seeds = {row["article_key"] for row in articles if row["collection"] == "seeds"}
    sentences = embedded.read("sentences", ["article_key", "text"]).to_pandas()
    assert set(sentences.dropna()["article_key"]) == seeds
    assert len(seeds) == 1
    licences = {entry["code"]: entry["license"] for entry in embedded.facts["collections"]}
    assert set(licences) == {"kremlin", "white-house", "current-events", "seeds"}
    assert "not stated" not in licences.values()

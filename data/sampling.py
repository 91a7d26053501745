"""A snapshot -> the embedded sample: facts of all articles, sentences only of those that are ours to print.

Made with, from the repository's root and with the corpora at hand:

    concordance ingest CORPORA/kremlin.jsonl.gz CORPORA/white-house.jsonl.gz CORPORA/current-events.jsonl.gz seeds \
        --published 2025-06-16 --store S
    concordance evaluate GOLD.jsonl --write --store S
    python -m data.sampling S

One ingest, so that the ledger counts all of them; `--published` dates the seed alone, the others bring their dates.

What stays: id, title, date, section, outlets, link, mentions, codings, interactions, spans and the forms
found. What goes: the text of every sentence that is not the seed's, sentences without any evidence, and
fields that we do not know.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from typing import Final

import pyarrow as pa
import pyarrow.compute as pc

from data.records import SCHEMAS
from data.snapshots import SAMPLE_PATH, SMALLEST, Snapshot, Store, write_tables

KEEPS_TEXT: Final = "seeds"
"""The collection whose sentences are the project's own."""

_EVIDENCE: Final = ("mentions", "codings", "interactions")


def _keys_with_text(articles: pa.Table) -> pa.Array:
    ours = pc.equal(articles["collection"].cast(pa.string()), KEEPS_TEXT)
    return articles.filter(ours)["article_key"].combine_chunks()


def _sentences(snapshot: Snapshot, with_text: pa.Array) -> pa.Table:
    """Return the sentences that hold evidence, or that are ours, the text of all others taken out."""
    rows = snapshot.read("sentences")
    held = pa.concat_tables([snapshot.read(table, ["article_key", "sentence"]) for table in _EVIDENCE])

    def identity(table: pa.Table) -> pa.ChunkedArray:
        key = pc.shift_left(table["article_key"].cast(pa.int64()), 32)
        return pc.bit_wise_or(key, table["sentence"].cast(pa.int64()))

    is_ours = pc.is_in(rows["article_key"], with_text)
    is_held = pc.is_in(identity(rows), pc.unique(identity(held)))
    text = pc.if_else(is_ours, rows["text"], pa.scalar(None, pa.string()))
    rows = rows.set_column(rows.schema.get_field_index("text"), SCHEMAS["sentences"].field("text"), text)
    return rows.filter(pc.or_(is_ours, is_held))


def make_sample(snapshot: Snapshot, path: Path = SAMPLE_PATH) -> Snapshot:
    """Write the publishable part of a snapshot to `path`, in place of what is there, and return it."""
    tables = {name: snapshot.read(name) for name in SCHEMAS if name != "sentences"}
    articles = tables["articles"]
    tables["sentences"] = _sentences(snapshot, _keys_with_text(articles))
    # Digests of texts that are not here are of no use (the stories that follow from them stay) and take 1.4 MB.
    for column, value in (("extra", None), ("text_digest", "")):
        position = articles.schema.get_field_index(column)
        constant = pa.repeat(pa.scalar(value, pa.string()), articles.num_rows)
        articles = articles.set_column(position, SCHEMAS["articles"].field(column), constant)
    tables["articles"] = articles
    del tables["signatures"]  # the stories that follow from them stay; they would take 18 MB
    for name in ("snapshot.json", *SCHEMAS):
        old = path / name
        shutil.rmtree(old) if old.is_dir() else old.unlink(missing_ok=True)
    facts = {key: value for key, value in snapshot.facts.items() if key not in {"id", "built_at", "counts", "parent"}}
    return write_tables(path, tables, facts | {"parent": None}, SMALLEST)


if __name__ == "__main__":
    current = Store(Path(sys.argv[1])).current()
    if current is None:
        sys.exit(f"{sys.argv[1]} holds no snapshot.")
    made = make_sample(current)
    sys.stderr.write(f"Sample {made.id}: {sum(p.stat().st_size for p in made.path.rglob('*.parquet')) / 1e6:.1f} MB\n")

"""Batches of records -> the parts of a snapshot.

Keeps a batch's rows until a part is full, drops rows that a later article replaced, gives keys in order of
date, and takes over the parent's parts: linked as they are, or rewritten without what was replaced.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import xxhash

from data.records import SCHEMAS
from data.snapshots import Snapshot, link_part, read_part, write_part
from data.stories import stories
from data.vocabularies import tables as vocabulary

_PART_BYTES: Final = 400 << 20  # rows kept in memory before a part is written
_MOST_PARTS: Final = 8  # a snapshot of more parts than this is merged into one part a table


def identities(snapshot: Snapshot | None) -> dict[str, str]:
    """Return id -> digest of every article in a snapshot."""
    if snapshot is None:
        return {}
    table = snapshot.read("articles", ["article_id", "text_digest"])
    return dict(zip(table["article_id"].to_pylist(), table["text_digest"].to_pylist(), strict=True))


def file_digest(path: Path) -> str | None:
    """Return a digest of a file's bytes; None if it cannot be read (it was refused)."""
    whole = xxhash.xxh3_64()
    try:
        with path.open("rb") as file:
            while block := file.read(1 << 20):
                whole.update(block)
    except OSError:
        return None
    return whole.hexdigest()


def collection_facts(code: str) -> dict[str, str]:
    """Return name, licence and source of a collection; of a reader's own, that nothing was stated."""
    known = vocabulary("collections.toml").get(code)
    if known is not None:
        return {"code": code, **known}
    return {"code": code, "name": code, "license": "not stated", "source": "added by the reader", "note": ""}


class Builder:
    """Collects the tables of an ingest and writes the parts of its snapshot."""

    def __init__(self, directory: Path, parent: Snapshot | None) -> None:
        self._directory = directory
        self._parent = parent
        self._tables: dict[str, list[pa.Table]] = {name: [] for name in SCHEMAS}
        self._bytes = 0
        self._rows = 0
        self._new: dict[str, int] = {}  # id -> key of the row that counts
        self._keys_of_ids: dict[str, int] = {}
        self._dropped: set[int] = set()
        self._next_key = 0
        if parent is not None:
            known = parent.read("articles", ["article_id", "article_key"])
            keys = known["article_key"].to_pylist()
            self._keys_of_ids = dict(zip(known["article_id"].to_pylist(), keys, strict=True))
            self._next_key = max(keys, default=-1) + 1
        self.collections: set[str] = set()

    @property
    def has_changed(self) -> bool:
        """Whether anything was added."""
        return self._rows > 0 or bool(self._new)

    def add(self, ids: Sequence[str], tables: dict[str, pa.Table]) -> None:
        """Take the records of one batch; `article_key` counts from 0 within it."""
        offset = self._rows
        for position, article_id in enumerate(ids):
            self._new[article_id] = offset + position
        for name, table in tables.items():
            if table.num_rows:
                shifted = pc.add(table["article_key"], pa.scalar(offset, pa.int32()))
                self._tables[name].append(table.set_column(0, SCHEMAS[name].field(0), shifted))
                self._bytes += table.nbytes
        self._rows += len(ids)
        self.collections.update(pc.unique(tables["articles"]["collection"].cast(pa.string())).to_pylist())
        if self._bytes > _PART_BYTES:
            self._flush()

    def _flush(self) -> None:
        """Write what was collected as one part a table, sorted by date, with its final keys."""
        articles = _joined("articles", self._tables["articles"])
        keep = np.zeros(self._rows, dtype=bool)
        keep[list(self._new.values())] = True
        days = pc.fill_null(articles["published_on"].cast(pa.int32()), np.iinfo(np.int32).max).to_numpy()
        ids = articles["article_id"].to_numpy(zero_copy_only=False)
        order = [i for i in np.lexsort((ids, days)).tolist() if keep[i]]
        keys = np.full(self._rows, -1, dtype=np.int32)
        keys[order] = np.arange(self._next_key, self._next_key + len(order), dtype=np.int32)
        for name, pieces in self._tables.items():
            if name == "stories":
                continue
            table = _joined(name, pieces)
            mapped = keys[table["article_key"].to_numpy()] if table.num_rows else np.zeros(0, dtype=np.int32)
            rows = np.argsort(mapped, kind="stable")
            rows = rows[mapped[rows] >= 0]
            table = table.take(pa.array(rows)).set_column(0, SCHEMAS[name].field(0), pa.array(mapped[rows]))
            write_part(self._directory, name, table)
        for i in order:
            before = self._keys_of_ids.get(ids[i])
            if before is not None:
                self._dropped.add(before)
            self._keys_of_ids[ids[i]] = int(keys[i])
        self._next_key += len(order)
        self._tables = {name: [] for name in SCHEMAS}
        self._bytes, self._rows, self._new = 0, 0, {}

    def finish(self) -> None:
        """Write the rest, take over the parent's parts and find the stories anew."""
        if self._rows:
            self._flush()
        fresh = {name: sorted((self._directory / name).glob("*.parquet")) for name in SCHEMAS}
        for name in SCHEMAS:
            if name != "stories":
                inherited = self._parent.parts(name) if self._parent is not None else []
                self._settle(name, inherited, fresh[name])
        write_part(self._directory, "stories", self._stories())

    def _settle(self, name: str, inherited: list[Path], fresh: list[Path]) -> None:
        """Put inherited and fresh parts side by side without dropped rows, merged when there are many."""
        folder = self._directory / name
        staged = folder.with_name(f".{name}")
        folder.rename(staged) if folder.exists() else staged.mkdir()
        parts = [*inherited, *(staged / part.name for part in fresh)]
        if len(parts) > _MOST_PARTS:
            whole = pa.concat_tables([self._without_dropped(name, part) for part in parts])
            write_part(self._directory, name, whole.sort_by("article_key"))
        else:
            for part in parts:
                table = self._without_dropped(name, part) if self._touches_dropped(part) else None
                if table is None:
                    link_part(self._directory, name, part)
                else:
                    write_part(self._directory, name, table)
        for part in staged.iterdir():
            part.unlink()
        staged.rmdir()

    def _touches_dropped(self, part: Path) -> bool:
        if not self._dropped:
            return False
        keys = pq.read_table(part, columns=["article_key"], partitioning=None)["article_key"]
        return bool(pc.any(pc.is_in(keys, pa.array(sorted(self._dropped), pa.int32()))).as_py())

    def _without_dropped(self, name: str, part: Path) -> pa.Table:
        table = read_part(part, SCHEMAS[name])
        if not self._dropped:
            return table
        return table.filter(pc.invert(pc.is_in(table["article_key"], pa.array(sorted(self._dropped), pa.int32()))))

    def period(self) -> list[str] | None:
        """Return the first and last day of the articles, or None if none has a date."""
        parts = sorted((self._directory / "articles").glob("*.parquet"))
        days = [pq.read_table(part, columns=["published_on"], partitioning=None)["published_on"] for part in parts]
        both = pc.min_max(pa.chunked_array([chunk for day in days for chunk in day.chunks], pa.date32())).as_py()
        return [both["min"].isoformat(), both["max"].isoformat()] if both["min"] is not None else None

    def _stories(self) -> pa.Table:
        """Put near-duplicates into one story, named by its smallest key."""
        articles = self._written("articles", ["article_key", "text_digest", "published_on"])
        signed = self._written("signatures", ["article_key", "signature"])
        signature = dict(zip(signed["article_key"].to_pylist(), signed["signature"].to_pylist(), strict=True))
        keys = articles["article_key"].to_numpy()
        first = stories(
            articles["text_digest"].to_pylist(),
            articles["published_on"].cast(pa.int32()).to_pylist(),
            [signature.get(key) for key in keys.tolist()],
        )
        return pa.table({"article_key": keys, "story_key": keys[first]}).cast(SCHEMAS["stories"])

    def _written(self, name: str, columns: list[str]) -> pa.Table:
        """Return columns of a table of this snapshot, ordered by article."""
        parts = sorted((self._directory / name).glob("*.parquet"))
        tables = [pq.read_table(part, columns=columns, partitioning=None) for part in parts]
        schema = pa.schema([SCHEMAS[name].field(column) for column in columns])
        return pa.concat_tables([table.cast(schema) for table in tables] or [schema.empty_table()]).sort_by(
            "article_key"
        )


def _joined(name: str, pieces: list[pa.Table]) -> pa.Table:
    if not pieces:
        return SCHEMAS[name].empty_table()
    return pa.concat_tables(pieces).unify_dictionaries()

"""Batches of records -> the parts of a snapshot.

Keeps a batch's rows until a part is full, drops rows that a later article replaced, gives keys in order of
date, and takes over the parent's parts: linked as they are, or rewritten without what was replaced. A part is
compressed while the next one is collected, so that the work and the memory are the same at every moment of an
ingest. What an ingest costs must not grow with what the store holds: large parts are never merged again, a linked
part is not read again for the snapshot's digest, and stories are looked for only where new articles may belong.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from types import TracebackType
from typing import Final

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from data.known import Known, Numbers, numbers_of
from data.records import SCHEMAS
from data.snapshots import Snapshot, link_part, read_part, write_part
from data.stories import SIZE, UNDATED, Bytes, Ints, regrouped, sharing, stories
from data.vocabularies import tables as vocabulary

_WRITERS: Final = 2
# Rows of all tables kept in memory before a part is written, about 48 MB; two parts and their copies are held. Bytes
# would differ with the number of processes: a table that came from another one takes fewer for the same rows.
_PART_ROWS: Final = 600_000
_MOST_SMALL: Final = 8  # parts of a table below _SMALL bytes; one more and they are merged
_SMALL: Final = 4 << 20  # so that a merge rewrites at most 36 MB of a table, or what this ingest wrote itself
_MERGED: Final = 12 << 20  # what is merged into one part: its rows are in memory together


def identities(snapshot: Snapshot | None) -> Known:
    """Return id -> digest (`number_of` it) of every article in a snapshot."""
    known = Known()
    for rows in snapshot.each("articles", ["article_id", "text_digest"]) if snapshot is not None else []:
        known.take(numbers_of(rows["article_id"]), numbers_of(rows["text_digest"]))
    return known


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
        self._built = Snapshot(directory, {})
        self._parent = parent
        self._tables: dict[str, list[pa.Table]] = {name: [] for name in SCHEMAS}
        self._collected = 0
        self._rows = 0
        self._new: dict[str, int] = {}  # id -> key of the row that counts
        self._keys_of_ids = Known()
        self._dropped: set[int] = set()
        self._retold: set[int] = set()  # articles of a story that was broken up
        self._moved: dict[int, int] = {}  # a story of the parent's -> the story that it was joined to
        self._next_key = 0
        self._writers = ThreadPoolExecutor(_WRITERS)
        self._writing: list[Future[None]] = []
        self.parts: dict[str, str] = {}
        """Digests of the parts that were linked, by their path in the snapshot."""
        for rows in parent.each("articles", ["article_id", "article_key"]) if parent is not None else []:
            keys = rows["article_key"].to_numpy()
            self._keys_of_ids.take(numbers_of(rows["article_id"]), keys.astype(np.uint64))
            self._next_key = max(self._next_key, int(keys.max(initial=-1)) + 1)
        self.collections: set[str] = set()
        self.has_changed = False
        """Whether anything was added."""

    def __enter__(self) -> Builder:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._writers.shutdown(cancel_futures=True)  # nobody writes into a directory that is being removed

    def add(self, ids: Sequence[str], tables: dict[str, pa.Table]) -> None:
        """Take the records of one batch; `article_key` counts from 0 within it."""
        self.has_changed = True
        offset = self._rows
        for position, article_id in enumerate(ids):
            self._new[article_id] = offset + position
        for name, table in tables.items():
            if table.num_rows:
                shifted = pc.add(table["article_key"], pa.scalar(offset, pa.int32()))
                self._tables[name].append(table.set_column(0, SCHEMAS[name].field(0), shifted))
                self._collected += table.num_rows
        self._rows += len(ids)
        self.collections.update(pc.unique(tables["articles"]["collection"].cast(pa.string())).to_pylist())
        if self._collected > _PART_ROWS:
            self._flush()

    def _flush(self) -> None:
        """Begin to write what was collected as one part a table, sorted by date, with its final keys."""
        articles = _joined("articles", self._tables["articles"])
        keep = np.zeros(self._rows, dtype=bool)
        keep[list(self._new.values())] = True
        days = pc.fill_null(articles["published_on"].cast(pa.int32()), np.iinfo(np.int32).max).to_numpy()
        ids = articles["article_id"].to_numpy(zero_copy_only=False)
        order = [i for i in np.lexsort((ids, days)).tolist() if keep[i]]
        keys = np.full(self._rows, -1, dtype=np.int32)
        keys[order] = np.arange(self._next_key, self._next_key + len(order), dtype=np.int32)
        self._wait()
        # Compressing is most of it and leaves the interpreter free: two tables at a time are made and written.
        self._writing = [
            self._writers.submit(_write_sorted, self._directory, name, pieces, keys)
            for name, pieces in self._tables.items()
            if name != "stories"
        ]
        for i in order:
            before = self._keys_of_ids.get(ids[i])
            if before is not None:
                self._dropped.add(before)
            self._keys_of_ids.put(ids[i], int(keys[i]))
        self._next_key += len(order)
        self._tables = {name: [] for name in SCHEMAS}
        self._collected, self._rows, self._new = 0, 0, {}

    def _wait(self) -> None:
        """Wait for the part that is being written; raise what its writers raised."""
        for written in self._writing:
            written.result()
        self._writing = []

    def finish(self) -> None:
        """Write the rest, take over the parent's parts and find the stories of what is new."""
        if self._rows:
            self._flush()
        self._wait()
        for name in SCHEMAS:
            if name != "stories":
                self._settle(name)
        write_part(self._directory, "stories", self._stories())
        self._settle("stories")

    def _settle(self, name: str) -> None:
        """Put the parent's and the fresh parts of a table side by side, small ones merged when there are many."""
        folder = self._directory / name
        staged = folder.with_name(f".{name}")
        folder.rename(staged) if folder.exists() else staged.mkdir()
        inherited = self._parent.parts(name) if self._parent is not None else []
        parts = [part for part in (*inherited, *sorted(staged.iterdir())) if pq.read_metadata(part).num_rows]
        small = [part for part in parts if part.stat().st_size < _SMALL]
        merged = small if len(small) > _MOST_SMALL else []
        for part in parts:
            if part not in merged:
                self._take_over(name, part)
        for group in _groups(merged) if parts else [[]]:
            pieces = [SCHEMAS[name].empty_table(), *(self._amended(name, part) for part in group)]
            columns = pa.concat_tables(pieces).columns
            pieces.clear()
            write_part(self._directory, name, _reordered(name, columns, pc.sort_indices(columns[0])))
        for part in staged.iterdir():
            part.unlink()
        staged.rmdir()
        pa.default_memory_pool().release_unused()  # else the next table's rows come on top of it

    def _take_over(self, name: str, part: Path) -> None:
        """Link a part as it is, or write what is left of it where articles were replaced or stories joined."""
        if self._may_change(name, part):
            amended = self._amended(name, part)
            if not amended.equals(read_part(part, SCHEMAS[name])):
                write_part(self._directory, name, amended)
                return
        linked = link_part(self._directory, name, part)
        if self._parent is not None and self._is_inherited(part):
            known = self._parent.facts.get("parts", {}).get(f"{name}/{part.name}")
            if known is not None:
                self.parts[f"{name}/{linked.name}"] = known

    def _is_inherited(self, part: Path) -> bool:
        return self._parent is not None and part.is_relative_to(self._parent.path)

    def _may_change(self, name: str, part: Path) -> bool:
        """Tell from a part's statistics, without reading it, whether a row of it may have to go or to change."""
        if name == "stories" and self._moved:
            return True
        gone = self._gone(name)
        metadata = pq.read_metadata(part)
        edges = [metadata.row_group(i).column(0).statistics for i in range(metadata.num_row_groups)]
        return any(edge is None or bool(((edge.min <= gone) & (gone <= edge.max)).any()) for edge in edges)

    def _gone(self, name: str) -> Ints:
        """Return the keys of the articles whose rows in an inherited part do not count any more."""
        return np.array(sorted(self._dropped | self._retold if name == "stories" else self._dropped), dtype=np.int64)

    def _amended(self, name: str, part: Path) -> pa.Table:
        """Return a part's rows without those of replaced articles, stories under the keys that they have now."""
        rows = read_part(part, SCHEMAS[name])
        if name == "stories" and not self._is_inherited(part):
            return rows  # found after all that
        gone = self._gone(name)
        if len(gone):
            rows = rows.filter(pa.array(~np.isin(rows["article_key"].to_numpy(), gone)))
        if name == "stories" and self._moved:
            was, now = (np.array(column, dtype=np.int32) for column in zip(*sorted(self._moved.items()), strict=True))
            story = rows["story_key"].to_numpy()
            place = np.minimum(np.searchsorted(was, story), len(was) - 1)
            story = np.where(was[place] == story, now[place], story)
            rows = rows.set_column(1, SCHEMAS[name].field(1), pa.array(story))
        return rows

    def period(self) -> list[str] | None:
        """Return the first and last day of the articles, or None if none has a date."""
        days = self._built.read("articles", ["published_on"])["published_on"]
        both = pc.min_max(days).as_py()
        return [both["min"].isoformat(), both["max"].isoformat()] if both["min"] is not None else None

    def _stories(self) -> pa.Table:
        """Find the stories of the new articles, and of those that were of one story with a replaced article.

        A story is named by its smallest key. Only articles that could be of one story with these are compared.
        """
        keys, days, texts = self._texts()
        known = self._known_stories(keys)
        where, signature = self._signatures(keys)
        fresh = known < 0
        chosen = fresh.copy()
        if not fresh.all():
            chosen[where] |= sharing(signature, signature[fresh[where]])
            chosen |= np.isin(texts, texts[fresh])
            said = chosen[where]
            where, signature = where[said], signature[said]
        which = np.searchsorted(np.flatnonzero(chosen), where)
        first = stories(texts[chosen], days[chosen], which, signature)
        story, self._moved = regrouped(keys[chosen], known[chosen], first)
        new = fresh[chosen]
        return pa.table({"article_key": keys[chosen][new], "story_key": story[new]}).cast(SCHEMAS["stories"])

    def _known_stories(self, keys: Ints) -> Ints:
        """Return the parent's story of each article, -1 for none, or for one that lost an article."""
        known = np.full(len(keys), -1, dtype=np.int64)
        if self._parent is None:
            return known
        before = self._parent.read("stories")
        article, story = before["article_key"].to_numpy(), before["story_key"].to_numpy()
        broken = np.unique(story[np.isin(article, list(self._dropped))])
        whole = ~np.isin(story, broken)
        self._retold = set(article[~whole].tolist())
        known[np.searchsorted(keys, article[whole])] = story[whole]
        return known

    def _texts(self) -> tuple[Ints, Ints, Numbers]:
        """Return the keys in their order, the days (`UNDATED` for none) and the digests of all articles."""
        keys, days, texts = [], [], []
        for rows in self._built.each("articles", ["article_key", "published_on", "text_digest"]):
            keys.append(rows["article_key"].to_numpy())
            days.append(pc.fill_null(rows["published_on"].cast(pa.int32()), UNDATED).to_numpy())
            texts.append(numbers_of(rows["text_digest"]))
        order = np.argsort(np.concatenate(keys))
        return (
            np.concatenate(keys)[order].astype(np.int64),
            np.concatenate(days)[order].astype(np.int64),
            np.concatenate(texts)[order],
        )

    def _signatures(self, keys: Ints) -> tuple[Ints, Bytes]:
        """Return which articles have a signature, and the signatures, a row each; `keys` are all articles' keys."""
        size = sum(pq.read_metadata(part).num_rows for part in self._built.parts("signatures"))
        where, signature = np.empty(size, dtype=np.int64), np.empty((size, SIZE), dtype=np.uint8)
        done = 0
        for rows in self._built.each("signatures", ["article_key", "signature"]):
            here = slice(done, done + rows.num_rows)
            where[here] = np.searchsorted(keys, rows["article_key"].to_numpy())
            signature[here] = _matrix(rows["signature"])
            done = here.stop
        return where, signature


def _groups(parts: Sequence[Path]) -> Iterator[list[Path]]:
    """Yield the parts in their order, as many at a time as may be merged into one."""
    group: list[Path] = []
    size = 0
    for part in parts:
        size += part.stat().st_size
        if group and size > _MERGED:
            yield group
            group, size = [], part.stat().st_size
        group.append(part)
    if group:
        yield group


def _write_sorted(directory: Path, name: str, pieces: list[pa.Table], keys: npt.NDArray[np.int32]) -> None:
    """Write the rows of some batches as one part, in the order of the keys that their articles get; -1 for none."""
    table = _joined(name, pieces)
    mapped = keys[table["article_key"].to_numpy()] if table.num_rows else np.zeros(0, dtype=np.int32)
    rows = np.argsort(mapped, kind="stable")
    rows = rows[mapped[rows] >= 0]
    columns = [pa.chunked_array([mapped]), *table.columns[1:]]
    pieces.clear()
    del table
    write_part(directory, name, _reordered(name, columns, pa.array(rows)))


def _reordered(name: str, columns: list[pa.ChunkedArray], rows: pa.Array) -> pa.Table:
    """Return the rows of a table in another order; `columns` is emptied, so that one column at a time is held twice."""
    taken = []
    while columns:
        taken.append(columns.pop(0).take(rows))
    return pa.table(taken, schema=SCHEMAS[name])


def _matrix(signatures: pa.ChunkedArray) -> Bytes:
    """Return signatures as rows of bytes, without making a million objects."""
    fixed = signatures.cast(pa.binary(SIZE)).combine_chunks()
    return np.frombuffer(fixed.buffers()[1], dtype=np.uint8)[fixed.offset * SIZE :][: len(fixed) * SIZE].reshape(
        -1, SIZE
    )


def _joined(name: str, pieces: list[pa.Table]) -> pa.Table:
    if not pieces:
        return SCHEMAS[name].empty_table()
    return pa.concat_tables(pieces).unify_dictionaries()

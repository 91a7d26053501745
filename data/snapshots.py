"""Snapshots: immutable directories of Parquet that a link can name next year.

A store is a directory: `snapshots/<id>/` with `snapshot.json` and one sub-directory a record type, the
file `current` with the id of the newest, and a lock that writers queue on. A snapshot is written in a
temporary directory, synced, renamed into place, and only then named in `current`; so a reader sees a whole
snapshot or the one before it. Its id is a digest of its content without times: the same inputs give
the same id. The module knows nothing of how records are found or asked for.
"""

from __future__ import annotations

import difflib
import errno
import json
import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

import filelock
import pyarrow as pa
import pyarrow.parquet as pq
import xxhash

from data.records import SCHEMAS

FACTS_FILE: Final = "snapshot.json"
CURRENT_FILE: Final = "current"
SAMPLE_PATH: Final = Path(__file__).parent / "sample"

# What the id covers beside the rows; times, the ledger and the way here stay out of it.
_IN_ID: Final = ("vocabularies", "version", "collections")
# Measured on the records of the three corpora: level 19 takes 20.7 s of processor time for 64.9 MB, level 9 takes
# 3.4 s for 66.3 MB. What is written once and downloaded often, as the sample is, is worth the time.
_ZSTD_LEVEL: Final = 9
SMALLEST: Final = 19
_ZSTD_LEVEL_OF_TEXT: Final = 3  # running text gains 10 % from level 19 and takes 20 times as long; hashes gain nothing
_TEXTS: Final = ("text", "signature")


class SnapshotError(Exception):
    """A snapshot or store cannot be read; the message is a sentence for the reader."""


class UnknownSnapshot(SnapshotError):
    """A snapshot was asked for by an id that is not in the store."""


@dataclass(frozen=True)
class Snapshot:
    """One immutable set of records on disk."""

    path: Path
    facts: Mapping[str, Any] = field(repr=False, compare=False)

    @property
    def id(self) -> str:
        """The digest of the content, 16 hexadecimal digits."""
        return str(self.facts["id"])

    def parts(self, table: str) -> list[Path]:
        """Return the Parquet files of a table in the order they were added; KeyError if unknown."""
        SCHEMAS[table]
        return sorted((self.path / table).glob("*.parquet"))

    def read(self, table: str, columns: list[str] | None = None) -> pa.Table:
        """Return a whole table (or some of its columns) as Arrow."""
        return pa.concat_tables([_schema(table, columns).empty_table(), *self.each(table, columns)])

    def each(self, table: str, columns: list[str] | None = None) -> Iterator[pa.Table]:
        """Yield a table (or some of its columns) a part at a time, for what is to stay small."""
        for part in self.parts(table):
            yield read_part(part, _schema(table, columns))


def _schema(table: str, columns: list[str] | None) -> pa.Schema:
    schema = SCHEMAS[table]
    return schema if columns is None else pa.schema([schema.field(name) for name in columns])


def read_part(part: Path, schema: pa.Schema) -> pa.Table:
    """Return the columns of a schema out of one part; a nullable column that an older part lacks is null."""
    with pq.ParquetFile(part) as file:  # in a merge of nine parts `read_table` takes 48 MB more
        there = set(file.schema_arrow.names)
        table = file.read([name for name in schema.names if name in there])
    for place, column in enumerate(schema):
        if column.name not in there and column.nullable:
            table = table.add_column(place, column, pa.nulls(table.num_rows, pa.string()).cast(column.type))
    return table.cast(schema)


def open_snapshot(path: Path) -> Snapshot:
    """Return the snapshot in a directory; raise SnapshotError with a plain sentence if there is none."""
    file = path / FACTS_FILE
    try:
        facts = json.loads(file.read_text(encoding="utf-8"))
        str(facts["id"])
    except FileNotFoundError as error:
        raise SnapshotError(f"{path.name} is not a snapshot: it holds no {FACTS_FILE}.") from error
    except (ValueError, KeyError, TypeError) as error:
        raise SnapshotError(f"{path.name}/{FACTS_FILE} is damaged: {error}.") from error
    return Snapshot(path, facts)


def sample() -> Snapshot:
    """Return the snapshot that is embedded in the package."""
    return open_snapshot(SAMPLE_PATH)


class Store:
    """A directory of snapshots, of which one is current."""

    def __init__(self, path: Path | str) -> None:
        self.path = Path(path)
        self._snapshots = self.path / "snapshots"

    def ids(self) -> list[str]:
        """Return the ids of the snapshots that are there, oldest first."""
        found = [open_snapshot(file.parent) for file in self._snapshots.glob(f"[!.]*/{FACTS_FILE}")]
        return [snapshot.id for snapshot in sorted(found, key=lambda s: (str(s.facts.get("built_at")), s.id))]

    def current(self) -> Snapshot | None:
        """Return the newest snapshot, or None in a store where nothing was ever ingested."""
        file = self.path / CURRENT_FILE
        if not file.exists():
            return None
        return self.open(file.read_text(encoding="utf-8").strip())

    def open(self, snapshot_id: str) -> Snapshot:
        """Return the snapshot of that id; raise UnknownSnapshot, which names the nearest, if it is gone."""
        if snapshot_id.isalnum() and (self._snapshots / snapshot_id / FACTS_FILE).exists():
            return open_snapshot(self._snapshots / snapshot_id)
        near = difflib.get_close_matches(snapshot_id, self.ids(), n=1)
        hint = f" The nearest is {near[0]}." if near else ""
        raise UnknownSnapshot(f"There is no snapshot {snapshot_id!r} in this store.{hint}")

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Hold the lock that writers queue on; what a killed writer left behind is swept away.

        Raises SnapshotError with a sentence where the store cannot be written; what it held stays as it was.
        """
        with _written():
            self._snapshots.mkdir(parents=True, exist_ok=True)
            lock = filelock.FileLock(self.path / "lock")
            lock.acquire()
        try:
            for leftover in self._snapshots.glob(".building-*"):
                shutil.rmtree(leftover, ignore_errors=True)
            yield
        finally:
            lock.release()

    @contextmanager
    def building(self) -> Iterator[Path]:
        """Give a temporary directory on the store's own disk; it is removed unless it was published.

        Raises SnapshotError with a sentence where the disk is full or refuses; what the store held stays as it was.
        """
        with _written():
            directory = Path(tempfile.mkdtemp(prefix=".building-", dir=self._snapshots))
            directory.chmod(0o755)
            try:
                yield directory
            finally:
                shutil.rmtree(directory, ignore_errors=True)

    def publish(self, directory: Path, facts: Mapping[str, Any]) -> Snapshot:
        """Turn a directory of parts into the current snapshot; the same content is published once."""
        facts = seal(directory, facts)
        target = self._snapshots / str(facts["id"])
        if not target.exists():
            directory.rename(target)
            _sync(self._snapshots)
        self._name_current(str(facts["id"]))
        return open_snapshot(target)

    def undo(self) -> Snapshot | None:
        """Make the parent of the current snapshot current again and return it (None: the store begins anew).

        The snapshot that is left stays in the store and can still be opened by its id. Raises SnapshotError when
        nothing was ever ingested.
        """
        with self.writing():
            current = self.current()
            if current is None:
                raise SnapshotError("There is nothing to undo: nothing has been ingested into this store yet.")
            parent = current.facts.get("parent")
            if parent is None:
                (self.path / CURRENT_FILE).unlink()
                _sync(self.path)
                return None
            before = self.open(str(parent))
            self._name_current(before.id)
            return before

    def _name_current(self, snapshot_id: str) -> None:
        temporary = self.path / f".{CURRENT_FILE}"
        temporary.write_text(f"{snapshot_id}\n", encoding="utf-8")
        _sync(temporary)
        temporary.replace(self.path / CURRENT_FILE)
        _sync(self.path)

    def annotate(self, snapshot_id: str, **facts: Any) -> Snapshot:
        """Add facts about a snapshot (its measured quality); records and id stay as they are."""
        with self.writing():
            snapshot = self.open(snapshot_id)
            _write_facts(snapshot.path, {**snapshot.facts, **facts})
        return self.open(snapshot_id)


def chosen(store: Path | None, snapshot_id: str = "") -> Snapshot:
    """Return a store's snapshot of that id, or its newest; without a store the embedded sample.

    SnapshotError with a sentence if there is none: nothing is put in the place of a snapshot that was named.
    """
    if store is None:
        embedded = sample()
        if snapshot_id and snapshot_id != embedded.id:
            raise SnapshotError(
                f"The link names the snapshot “{snapshot_id}”, and this installation shows the embedded sample only."
            )
        return embedded
    if snapshot_id:
        return Store(store).open(snapshot_id)
    current = Store(store).current()
    if current is None:
        raise SnapshotError("Nothing has been ingested into this store yet. Start with: concordance ingest PATH")
    return current


@contextmanager
def _written() -> Iterator[None]:
    """Turn what the disk refuses into a sentence."""
    try:
        yield
    except OSError as error:
        why = "the disk is full" if error.errno == errno.ENOSPC else error.strerror or type(error).__name__
        raise SnapshotError(
            f"The store could not be written ({why}). Nothing of this run was kept and what the store held is"
            " unharmed: make room or change the permissions, then run it again."
        ) from error


def write_part(directory: Path, table: str, rows: pa.Table, level: int = _ZSTD_LEVEL) -> Path:
    """Write one part of a table below `directory` and return its path; columns must match the schema."""
    folder = directory / table
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"part-{len(list(folder.iterdir())):05d}.parquet"
    schema = SCHEMAS[table]
    integers = [f.name for f in schema if f.type in (pa.int32(), pa.date32())]
    others = [f.name for f in schema if f.name not in integers and not pa.types.is_nested(f.type)]
    pq.write_table(
        rows.select(schema.names).cast(schema),
        path,
        compression="zstd",
        compression_level={n: _ZSTD_LEVEL_OF_TEXT if n in _TEXTS else level for n in schema.names},
        use_dictionary=others,
        column_encoding=dict.fromkeys(integers, "BYTE_STREAM_SPLIT"),
        row_group_size=262_144,
        write_statistics=True,
    )
    _sync(path)
    return path


def link_part(directory: Path, table: str, part: Path) -> Path:
    """Give `directory` a part of another snapshot without copying it (a copy where links are refused)."""
    folder = directory / table
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"part-{len(list(folder.iterdir())):05d}.parquet"
    try:
        os.link(part, path)
    except OSError:
        shutil.copyfile(part, path)
        _sync(path)
    return path


def seal(directory: Path, facts: Mapping[str, Any]) -> dict[str, Any]:
    """Write `snapshot.json` (counts, digests, id, time) for the parts in `directory` and return its content.

    `facts["parts"]` may hold the digests of parts that were linked: they are not read again.
    """
    known, digests = facts.get("parts", {}), {}
    counts, digest = {}, xxhash.xxh3_64()
    for table in sorted(SCHEMAS):
        folder = directory / table
        folder.mkdir(exist_ok=True)
        parts = sorted(folder.glob("*.parquet"))
        counts[table] = sum(pq.read_metadata(part).num_rows for part in parts)
        for part in parts:
            name = f"{table}/{part.name}"
            digests[name] = known.get(name) or xxhash.xxh3_64_hexdigest(part.read_bytes())
            digest.update(table.encode())
            digest.update(bytes.fromhex(digests[name]))
        _sync(folder)
    whole = {**facts, "counts": counts, "parts": digests}
    digest.update(json.dumps({name: whole.get(name) for name in _IN_ID}, sort_keys=True).encode())
    whole["built_at"] = datetime.now(UTC).isoformat(timespec="seconds")
    whole["id"] = digest.hexdigest()
    _write_facts(directory, whole)
    return whole


def _write_facts(directory: Path, facts: Mapping[str, Any]) -> None:
    """Write `snapshot.json` beside its final place and rename it, so that no reader sees half of it."""
    temporary = directory / f".{FACTS_FILE}"
    temporary.write_text(json.dumps(facts, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    _sync(temporary)
    temporary.replace(directory / FACTS_FILE)
    _sync(directory)


def write_tables(
    path: Path, tables: Mapping[str, pa.Table], facts: Mapping[str, Any], level: int = _ZSTD_LEVEL
) -> Snapshot:
    """Write a snapshot of in-memory tables into a directory; a table that is missing is written empty."""
    unknown = set(tables) - set(SCHEMAS)
    if unknown:
        raise KeyError(f"No such record type: {', '.join(sorted(unknown))}. Known: {', '.join(SCHEMAS)}.")
    path.mkdir(parents=True, exist_ok=True)
    for table, schema in SCHEMAS.items():
        write_part(path, table, tables.get(table, schema.empty_table()), level)
    seal(path, facts)
    return open_snapshot(path)


def rows_of(table: str, rows: Iterable[Mapping[str, Any]]) -> pa.Table:
    """Return rows (dicts) as a table of that record type; a nullable column may be absent from a row."""
    return pa.Table.from_pylist(list(rows), schema=SCHEMAS[table])


def _sync(path: Path) -> None:
    """Ask the disk to keep what was written (directories too, where the system can)."""
    try:
        handle = os.open(path, os.O_RDONLY)
    except OSError:  # Windows opens no directories; the rename is durable there
        return
    try:
        os.fsync(handle)
    except OSError:
        pass
    finally:
        os.close(handle)

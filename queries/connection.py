"""A snapshot's Parquet -> tables that DuckDB answers from, then locked.

Why it exists: answers come in milliseconds from tables sorted by date or dyad, with codes as small integers and
with outlet, collection and language beside each pair; and once the tables are there, SQL can reach no file,
no network and no setting, so that not even a mistake of ours lets a link read the machine.

The tables are made once and kept in a file, where the caller gives a folder: 20 million pairs take minutes to load and
sort, and the file is opened in 0.1 s; it is compressed, so that reading it is no slower than memory (measured: 64
against 80 ms for 20 million rows) and takes a fifth of it. The file is a copy: it can be deleted at any
time. Without a folder the tables are in memory. The module knows no question and no page.
"""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import Any, Final

import duckdb
import xxhash

from data import names
from data.records import SCHEMAS, SECTORS, THEMES
from data.snapshots import Snapshot
from queries import blocs
from queries.statements import PARAMETER, read

_CONFIG: Final = {
    # A call of an unknown function otherwise waits 3 s for an extension from the network.
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
}

_UNREAD: Final = frozenset({"signatures"})
"""Record types that no answer reads."""

_MOST_KEPT: Final = 3
"""Files of tables that stay in a folder: the newest, and two that frozen links may name."""

NONE_PLACE: Final = 30
"""The place of the label `none`, after all bits that a label can have."""

MOST_SECONDS: Final = 10.0
"""How long one statement may run before DuckDB breaks it off (InterruptException)."""


def connect(
    snapshot: Snapshot,
    *,
    memory_limit: str = "4GB",
    kept: Path | None = None,
    most_seconds: float = MOST_SECONDS,
) -> duckdb.DuckDBPyConnection:
    """Return a connection that holds the snapshot and can reach nothing else.

    `kept` is a folder in which the tables stay for the next time. Use `.cursor()` for each use: DuckDB refuses
    threads that share one connection. Raises duckdb.Error if a part is damaged or does not fit into `memory_limit`,
    OSError if nothing can be written into `kept`.
    """
    file = None if kept is None else _kept(snapshot, kept, memory_limit)
    connection = duckdb.connect(":memory:", config={**_CONFIG, "memory_limit": memory_limit})
    try:
        if file is None:
            _build(connection, snapshot, ":memory:")
        else:
            connection.execute("attach $path as records (read_only)", {"path": str(file)})
        run(connection, "opened", {})
        run(connection, "lock", {"most_milliseconds": round(most_seconds * 1000)})
    except BaseException:
        connection.close()
        raise
    return connection


def kept_in(store: Path | None) -> Path | None:
    """Return the folder of a store in which its opened tables stay, or None where nothing can be written.

    The embedded sample (None) is small, and stands where nothing may be written.
    """
    return store / "opened" if store is not None and os.access(store, os.W_OK) else None


def run(connection: duckdb.DuckDBPyConnection, name: str, parameters: dict[str, Any]) -> None:
    """Run the statements of a file one by one, each with those parameters that it names."""
    for text in read(f"connection/{name}")[1].split(";"):
        if text.strip():
            connection.execute(text, {key: parameters[key] for key in PARAMETER.findall(text)})


def _build(connection: duckdb.DuckDBPyConnection, snapshot: Snapshot, path: str) -> None:
    """Make the tables of a snapshot in the database `records`, in memory or in a new file."""
    connection.execute("attach $path as records", {"path": path})
    for table, schema in SCHEMAS.items():
        if table not in _UNREAD:
            parts = [str(part) for part in snapshot.parts(table)]
            source = connection.read_parquet(parts) if parts else connection.from_arrow(schema.empty_table())
            source.create_view(f"source_{table}")
    facts = _facts(snapshot)
    for name in ("types", "tables", "helpers", "loaded"):
        run(connection, name, facts)


def _kept(snapshot: Snapshot, folder: Path, memory_limit: str) -> Path:
    """Return the file of the snapshot's tables; made beside its place and renamed, so that none sees half of it."""
    file = folder / f"{snapshot.id}-{_version(snapshot)}.duckdb"
    if not file.exists():
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=folder, prefix=".building-") as building:
            made = Path(building) / "tables.duckdb"
            with duckdb.connect(":memory:", config={**_CONFIG, "memory_limit": memory_limit}) as connection:
                connection.execute("set temp_directory = $folder", {"folder": building})
                _build(connection, snapshot, str(made))
                connection.execute("detach records")
            with made.open("rb+") as written:  # a name must not outlive its content when the power fails
                os.fsync(written.fileno())
            made.replace(file)
        _forget(folder)
    os.utime(file)
    return file


def _forget(folder: Path) -> None:
    """Delete all but the files used last; one that is open stays where the system does not let go of it."""
    files = sorted(folder.glob("*.duckdb"), key=lambda file: file.stat().st_mtime, reverse=True)
    for file in files[_MOST_KEPT:]:
        try:
            file.unlink(missing_ok=True)
        except OSError:
            continue


def _version(snapshot: Snapshot) -> str:
    """A digest of what makes the tables: the SQL, the facts that it binds, DuckDB's version (its file format)."""
    texts = [read(f"connection/{name}")[1] for name in ("types", "tables", "helpers")]
    return xxhash.xxh3_64_hexdigest(repr((texts, _facts(snapshot), duckdb.__version__)).encode())


def _facts(snapshot: Snapshot) -> dict[str, Any]:
    """What the helper tables hold that comes from vocabularies and from the snapshot's own facts."""
    labels = [("sectors", code, place) for place, code in enumerate(SECTORS)]
    labels += [("themes", code, place) for place, code in enumerate(THEMES)]
    labels += [(kind, "none", NONE_PLACE) for kind in ("sectors", "themes")]
    stretches = blocs.stretches(names.blocs())
    ledger = snapshot.facts.get("ledger") or {}
    return {
        "kinds": [kind for kind, _, _ in labels],
        "codes": [code for _, code, _ in labels],
        "places": [place for _, _, place in labels],
        "stretch_countries": [stretch.country for stretch in stretches],
        "stretch_from": [stretch.from_on for stretch in stretches],
        "stretch_to": [stretch.to_on for stretch in stretches],
        "stretch_blocs": [stretch.blocs for stretch in stretches],
        "count_read": int(ledger.get("read", snapshot.facts.get("counts", {}).get("articles", 0))),
    }

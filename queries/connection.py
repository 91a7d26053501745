"""A snapshot's Parquet -> native DuckDB tables in memory, then locked.

Why it exists: answers come in milliseconds from tables sorted by date, with codes as small integers and
with outlet, collection and language beside each pair; and once the tables are there, SQL can reach no file,
no network and no setting, so that not even a mistake of ours lets a link read the machine.
The module knows no question and no page.
"""

from __future__ import annotations

from typing import Any, Final

import duckdb

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

NONE_PLACE: Final = 30
"""The place of the label `none`, after all bits that a label can have."""


def connect(snapshot: Snapshot, *, memory_limit: str = "4GB") -> duckdb.DuckDBPyConnection:
    """Return a connection that holds the snapshot in memory and can reach nothing else.

    Use `.cursor()` for each use: DuckDB refuses threads that share one connection. Raises duckdb.Error
    if a part is damaged or the snapshot does not fit into `memory_limit`.
    """
    connection = duckdb.connect(":memory:", config={**_CONFIG, "memory_limit": memory_limit})
    try:
        for table, schema in SCHEMAS.items():
            if table in _UNREAD:
                continue
            parts = [str(part) for part in snapshot.parts(table)]
            source = (
                connection.read_parquet(parts, union_by_name=True)
                if parts
                else connection.from_arrow(schema.empty_table())
            )
            source.create_view(f"source_{table}")
        run(connection, "types", {})
        facts = _facts(snapshot)
        run(connection, "tables", facts)
        run(connection, "helpers", facts)
        run(connection, "lock", {})
    except BaseException:
        connection.close()
        raise
    return connection


def run(connection: duckdb.DuckDBPyConnection, name: str, parameters: dict[str, Any]) -> None:
    """Run the statements of a file one by one, each with those parameters that it names."""
    for text in read(f"connection/{name}")[1].split(";"):
        if text.strip():
            connection.execute(text, {key: parameters[key] for key in PARAMETER.findall(text)})


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

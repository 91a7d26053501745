"""The version of the code that made a snapshot, and a digest of the code that extracts."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError
from importlib.metadata import version as installed
from pathlib import Path

import xxhash


def version() -> str:
    """Return the installed version, or `source` when run from a bare checkout."""
    try:
        return installed("concordance")
    except PackageNotFoundError:
        return "source"


def source_digest() -> str:
    """Return one digest of this package's modules: a measurement holds for the code that it was made with."""
    whole = xxhash.xxh3_64()
    for path in sorted(Path(__file__).parent.glob("*.py")):
        whole.update(path.name.encode())
        whole.update(path.read_bytes())
    return whole.hexdigest()

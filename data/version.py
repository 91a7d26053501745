"""The version of the code that made a snapshot."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError
from importlib.metadata import version as installed


def version() -> str:
    """Return the installed version, or `source` when run from a bare checkout."""
    try:
        return installed("concordance")
    except PackageNotFoundError:
        return "source"

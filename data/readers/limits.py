"""What one document may cost, all in one place; the table of limits that readers see is made from it.

The figures are a balance: an analyst's largest honest file passes, a bomb costs 5 seconds and 500 MB at most.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

_MB: Final = 1 << 20
_GB: Final = 1 << 30


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds of one document or address; the worker, the readers and fetching take them from here."""

    document_bytes: int = 50 * _MB
    line_bytes: int = 20 * _MB
    text_characters: int = 10_000_000
    unpacked_bytes: int = 4 * _GB
    workbook_bytes: int = 400 * _MB
    ratio: int = 300
    entries: int = 100_000
    nesting: int = 3
    rows: int = 5_000_000
    pages: int = 5_000
    step_seconds: float = 3.0
    document_seconds: float = 120.0
    wall_seconds: float = 60.0
    memory_bytes: int = 400 * _MB
    address_bytes: int = 20 * _MB
    address_seconds: float = 30.0
    redirects: int = 5

    def most_unpacked(self, size: int | None) -> int:
        """Return what a compressed file of `size` bytes may unpack to."""
        return min(self.unpacked_bytes, max(self.ratio * size, self.document_bytes) if size is not None else 1 << 62)


LIMITS: Final = Limits()


def rows(limits: Limits = LIMITS) -> list[dict[str, str]]:
    """Return the limits as a table for people: `limit`, `value`, `when_passed`; all text."""
    mega = f"{limits.document_bytes // _MB} MB"
    table = [
        ("Size of one document (a page, a PDF, a text)", mega, "it is refused"),
        ("Length of one line of JSON lines", f"{limits.line_bytes // _MB} MB", "the line is refused"),
        ("Text of one article", f"{limits.text_characters:,} characters", "the article is refused"),
        ("A compressed file or archive, unpacked", f"{limits.unpacked_bytes // _GB} GB", "it is refused"),
        ("A DOCX or XLSX file, unpacked", f"{limits.workbook_bytes // _MB} MB", "it is refused"),
        ("Unpacked bytes for each compressed byte, above 50 MB", f"{limits.ratio:,}", "it is refused"),
        ("Entries of an archive", f"{limits.entries:,}", "the archive is refused"),
        ("Archives within archives", f"{limits.nesting}", "the inner archive is refused"),
        ("Rows of a table", f"{limits.rows:,}", "the rows after it are refused"),
        ("Pages of a PDF", f"{limits.pages:,}", "it is refused"),
        ("Computing time of one step (a page, a row)", f"{limits.step_seconds:g} s", "the document is refused"),
        ("Computing time of one document", f"{limits.document_seconds:g} s", "the document is refused"),
        ("Waiting for one step", f"{limits.wall_seconds:g} s", "the document is refused"),
        ("Memory of the process that reads", f"{limits.memory_bytes // _MB} MB", "the document is refused"),
        ("What an address gives, unpacked", f"{limits.address_bytes // _MB} MB", "it is refused"),
        ("Waiting for an address, from looking up its host", f"{limits.address_seconds:g} s", "it is refused"),
        ("Redirects of an address", f"{limits.redirects}", "it is refused"),
    ]
    return [dict(zip(("limit", "value", "when_passed"), row, strict=True)) for row in table]

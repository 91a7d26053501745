"""ZIP files whose bytes depend on what is in them and not on when they were made. DOCX and PPTX are ZIP files too."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from typing import Final

_THEN: Final = (1980, 1, 1, 0, 0, 0)  # the earliest time that a ZIP can say


def packed(files: Mapping[str, bytes]) -> bytes:
    """Return a ZIP of files by their paths, in the order given, all of one time."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name, content in files.items():
            member = zipfile.ZipInfo(name, _THEN)
            member.compress_type = zipfile.ZIP_DEFLATED
            member.external_attr = 0o644 << 16
            target.writestr(member, content)
    return out.getvalue()


def repacked(made: bytes) -> bytes:
    """Return a ZIP with the same members in the same order, all of one time."""
    with zipfile.ZipFile(io.BytesIO(made)) as source:
        return packed({name: source.read(name) for name in source.namelist()})

"""Text of strangers -> text that every format of a report can hold, and shows as it stands.

XML holds no control characters, no lone surrogates and no non-characters; a document with one does not open. Pure.
"""

from __future__ import annotations

import re
from typing import Final

from dashboard import safe

_NOT_XML: Final = re.compile(
    "[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u0084\u0086-\u009f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)
_PARAGRAPHS: Final = re.compile(r"\n\s*\n")
_MARKS: Final = re.compile(r"([\\`*_{}\[\]<>()#+!|~&$-])")
_ADDRESS: Final = re.compile(r"(?<=:)(?=//)|(?<=[wW]{3})(?=\.)|(?=@)")
_NUMBERED: Final = re.compile(r"^(\s*\d+)([.)])")


def line(text: str) -> str:
    """Return the text on one line, without characters that a document cannot hold or that hide or turn others."""
    return safe.plain(_NOT_XML.sub("", text))


def paragraphs(text: str) -> list[str]:
    """Return the paragraphs of a plain text: an empty line parts them."""
    found = (line(part) for part in _PARAGRAPHS.split(text.replace("\r\n", "\n").replace("\r", "\n")))
    return [part for part in found if part]


def markdown(text: str) -> str:
    """Return Markdown that shows a text as it stands: no mark-up, no HTML, no link that it did not have."""
    escaped = _MARKS.sub(r"\\\1", line(text))
    return _NUMBERED.sub(r"\1\\\2", _ADDRESS.sub("&#8203;", escaped))

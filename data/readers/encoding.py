"""Bytes -> text: marks first, then UTF-8, then UTF-16 without a mark, then a guess that must be plausible."""

from __future__ import annotations

import codecs
import re
from typing import Final

_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"),
)  # fmt: skip
_PROBE: Final = 1 << 14  # bytes that the guess reads; it is asked only when UTF-8 fails
_CONTROL: Final = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f-\x84\x86-\x9f]")
_SURROGATE: Final = re.compile("[\ud800-\udfff]")
# The encodings of the outlets of our regions; a guess among all hundred takes seconds and finds Baltic in Russian.
# cp1250 is left out: French in cp1252 is taken for it.
_LIKELY: Final = ["cp1251", "gb18030", "cp1252", "koi8_r", "big5", "shift_jis", "euc_kr", "cp1254", "cp1256"]


def encoding_of(content: bytes) -> str | None:
    """Return the name of the encoding of some bytes, or None if they are no text that we can tell."""
    for mark, name in _MARKS:
        if content.startswith(mark):
            return name
    probe = content[:_PROBE]
    if (sixteen := _utf_16(probe)) is not None:
        return sixteen
    if b"\x00" in probe:
        return None
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return _guess(content)
    return "utf-8"


def decode(content: bytes) -> str | None:
    """Return bytes as text with `\\n` as line end, or None if they are not text."""
    encoding = encoding_of(content)
    if encoding is None:
        return None
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError:
        if encoding.startswith("utf"):
            return None
        text = content.decode(encoding, "replace")
    if text.count("\ufffd") > max(3, len(text) // 200) or len(_CONTROL.findall(text[:_PROBE])) > len(text) // 100:
        return None
    return clean(text)


def decode_start(head: bytes) -> str | None:
    """Return the first bytes of a document as text, whatever stands at the cut; None if they are binary."""
    for mark, name in _MARKS:
        if head.startswith(mark):
            return head.decode(name, "ignore")
    if (sixteen := _utf_16(head)) is not None:
        return head.decode(sixteen, "ignore")
    if b"\x00" in head:
        return None
    return head.decode("utf-8", "replace")


def clean(text: str) -> str:
    """Return text with `\\n` as line end, without NUL and lone surrogates, which no Parquet file can hold."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not text.isascii():
        text = _SURROGATE.sub("\ufffd", text)
    return text.replace("\x00", "") if "\x00" in text else text


def _utf_16(probe: bytes) -> str | None:
    """Tell UTF-16 without a mark by its zeros or line ends: on one side of each pair only."""
    even, odd = probe[0::2].count(0), probe[1::2].count(0)
    if max(even, odd) * 20 < len(probe):  # below a tenth of the pairs: no spaces and Latin letters in UTF-16
        return None
    if even == 0 or even * 10 < odd:
        return "utf-16-le"
    return "utf-16-be" if odd * 10 < even else None


def _guess(content: bytes) -> str | None:
    """Return the likeliest legacy encoding by charset-normalizer, asked about the lines that are not ASCII."""
    from charset_normalizer import from_bytes  # loads tables; most documents never need it

    lines = [line for line in content[: 1 << 20].splitlines(keepends=True) if not line.isascii()]
    best = from_bytes(b"".join(lines)[:_PROBE] or content[:_PROBE], cp_isolation=_LIKELY).best()
    return best.encoding if best is not None else None

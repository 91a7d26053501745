"""Bytes -> text: marks first, then UTF-8, UTF-16 without a mark, what was stated, and a guess that must be sure."""

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
# A word in Latin and in another script: French read as Russian.
_TWO_SCRIPTS: Final = re.compile("[a-zA-Z](?=[\u0370-\u06ff\u0e00-\u0e7f])|[\u0370-\u06ff\u0e00-\u0e7f](?=[a-zA-Z])")
_SURROGATE: Final = re.compile("[\ud800-\udfff]")
_SURE: Final = 1.05  # times the next guess's confidence; below it one guess in two was wrong (passages of 30 letters)
_FEW: Final = 0.005  # share of letters that a doubtful guess may get wrong: a foreign name in an English text
# The encodings of the outlets of our regions; a guess among all of them finds Mac and DOS where none are.
_LIKELY: Final = (
    "cp1250", "cp1251", "cp1252", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "cp874", "koi8-r", "koi8-u",
    "kz-1048", "gb18030", "big5hkscs", "cp932", "cp949", "euc-jp", "iso-8859-5",
)  # fmt: skip
# What pages call themselves and what browsers read them as (WHATWG's table): each is the larger set.
_LARGER: Final = {
    "ascii": "cp1252", "iso8859-1": "cp1252", "iso8859-9": "cp1254", "gb2312": "gb18030", "gbk": "gb18030",
    "euc_kr": "cp949", "shift_jis": "cp932", "big5": "big5hkscs", "tis-620": "cp874", "iso8859-11": "cp874",
}  # fmt: skip


def encoding_of(content: bytes, *stated: str | None) -> str | None:
    """Return the name of the encoding of some bytes, or None if it cannot be told.

    `stated` are the names that a page or its server gives, the first that fits counts; UTF-8 is believed before them.
    """
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
        if _is_damaged_utf_8(content):
            return "utf-8"
        named = (_known(name) for name in stated if name)
        return next((name for name in named if name and _is_text(content.decode(name, "replace"))), _guess(content))
    return "utf-8"


def decode(content: bytes, *stated: str | None) -> str | None:
    """Return bytes as text with `\\n` as line end, or None if they are not text or their encoding cannot be told."""
    encoding = encoding_of(content, *stated)
    if encoding is None:
        return None
    try:  # what is no UTF-16 after all is anything; a broken letter elsewhere is a broken letter
        text = content.decode(encoding, "strict" if encoding.startswith(("utf-16", "utf-32")) else "replace")
    except UnicodeDecodeError:
        return None
    return clean(text) if _is_text(text) else None


def remedy_for(content: bytes) -> str:
    """Return what to do about bytes that `decode` gave back as None; empty where there is nothing special."""
    return "it holds NUL bytes, as damaged files do; save it again as UTF-8" if b"\x00" in content[:_PROBE] else ""


def wide_encoding_of(head: bytes) -> str | None:
    """Return the name of UTF-16 or UTF-32 if some first bytes are that, else None."""
    named = next((name for mark, name in _MARKS[1:] if head.startswith(mark)), None)
    return named or _utf_16(head[:_PROBE])


def as_utf_8(content: bytes) -> bytes:
    """Return bytes in UTF-16 or UTF-32 as UTF-8, and others without the mark, for parsers that read nothing else."""
    content = content.removeprefix(codecs.BOM_UTF8)
    encoding = wide_encoding_of(content)
    return content if encoding is None else content.decode(encoding, "replace").encode("utf-8", "replace")


def decode_start(head: bytes) -> str | None:
    """Return the first bytes of a document as text, whatever stands at the cut; None if they are binary."""
    for mark, name in _MARKS:
        if head.startswith(mark):
            return head.decode(name, "ignore")
    if (sixteen := _utf_16(head)) is not None:
        return head.decode(sixteen, "ignore")
    zeros = head.count(0)
    text = head.decode("utf-8", "replace")
    if zeros and (zeros * 100 > len(head) or text.count("\ufffd") * 100 > len(text)):
        return None
    return text  # a NUL here and there is damage within a text


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


def _is_text(text: str) -> bool:
    """Whether almost all of a decoded text are characters that texts have."""
    return text.count("\ufffd") <= max(3, len(text) // 200) and len(_CONTROL.findall(text[:_PROBE])) <= len(text) // 100


def _is_damaged_utf_8(content: bytes) -> bool:
    """Whether a text is UTF-8 but for a few bytes: more of its letters are than are not."""
    text = content.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    return _is_text(text) and len(text) - len(text.encode("ascii", "ignore")) > 2 * broken


def _known(name: str) -> str | None:
    """Return the codec of an encoding's name, the larger set where browsers take that; None if there is none."""
    try:
        codec = codecs.lookup(name.strip()).name
    except (LookupError, ValueError):
        return None
    # Whatever is in UTF-16 was told by its mark or zeros: what only says so is not.
    return None if codec.startswith(("utf-16", "utf-32")) else _LARGER.get(codec, codec)


def _guess(content: bytes) -> str | None:
    """Return the likeliest legacy encoding by chardet, asked about the lines that are not ASCII; None if unsure.

    Unsure is a guess that the next one nearly equals although it would read more than a few letters otherwise.
    """
    import chardet  # loads models of languages; most documents never need it

    lines = [line for line in content[: 1 << 20].splitlines(keepends=True) if not line.isascii()]
    probe = b"".join(lines)[:_PROBE] or content[:_PROBE]
    found = chardet.detect_all(probe, ignore_threshold=True, include_encodings=_LIKELY)
    read = [(one["confidence"], str(one["encoding"]), probe.decode(str(one["encoding"]), "replace"))
            for one in found if one["encoding"]]  # fmt: skip
    read = [one for one in read if len(_TWO_SCRIPTS.findall(one[2])) <= _FEW * len(one[2])]
    if not read:
        return None
    confidence, encoding, text = read[0]
    next_confidence, _, other = next((one for one in read if one[2] != text), (0.0, "", text))
    wrong = sum(a != b for a, b in zip(text, other, strict=False))
    return encoding if confidence >= _SURE * next_confidence or wrong <= _FEW * len(text) else None

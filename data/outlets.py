"""Spellings of outlets -> canonical names, so that `BBC News` and `BBC` count as one source.

The aliases and the rules' reasons stand in `vocabularies/outlets.csv`; the rules below resolve what is not
listed there. A name that we do not know is returned as it stands, trimmed.
"""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache
from typing import Final

from data.matching import fold
from data.vocabularies import rows

_LONGEST: Final = 120  # longer "outlets" in the corpora are sentences that slipped into the field
_FOOTNOTE: Final = re.compile(r"(?:[\s:,*]*[¹²³*]+|\s+\d|:\s*\d(?:,\s*\d)*)$")
_VIA: Final = re.compile(r",?\s+via\s+(?:the\s+)?", re.IGNORECASE)  # "AFP via Google News": AFP reported it
_CARRIED: Final = frozenset({"wires", "agencies", "full report"})  # here only the carrier is a name
_JOINED: Final = re.compile(r"\s*/\s*|\s+and\s+|\s*,\s+")
_DOMAIN: Final = re.compile(r"\.(?:com|org|net|co\.uk|co\.nz|com\.au)$")
_NO_OUTLET: Final = re.compile(
    r"(?:\w+ )?\d{4}(?:\s*[–-]\s*(?:present|(?:\w+ )?\d{4}))?"
    r"|registration required|sos|youtube|twitter|google news|news",
    re.IGNORECASE,
)


def _key(name: str) -> str:
    """Return what spellings of one name share: letters and digits, without article, `www.` and domain."""
    plain = _DOMAIN.sub("", re.sub(r"^(?:the |www\.)", "", fold(name)))
    return "".join(filter(str.isalnum, plain))


@cache
def _exact() -> dict[str, str]:
    known = {row["canonical"]: row["canonical"] for row in rows("outlets.csv")}
    return known | {row["alias"]: row["canonical"] for row in rows("outlets.csv")}


@cache
def _by_key() -> dict[str, str]:
    """Return key -> canonical name, without the keys that two canonical names share."""
    names: dict[str, set[str]] = defaultdict(set)
    for spelling, canonical in _exact().items():
        names[_key(spelling)].add(canonical)
    return {key: found.pop() for key, found in names.items() if key and len(found) == 1}


def _known(name: str) -> str | None:
    return _exact().get(name) or _by_key().get(_key(name))


@cache
def canonical(name: str) -> tuple[str, ...]:
    """Return the outlets that a spelling stands for: usually one, two for `AFP/Reuters`, none for `2023`."""
    plain = " ".join(name.split())[:_LONGEST]
    plain = _FOOTNOTE.sub("", plain.replace("*", "")).strip(" \t.,;:()[]<>")
    found = _known(plain)
    if found is None and (via := _VIA.split(plain, maxsplit=1))[1:]:
        plain = via[1] if via[0].casefold() in _CARRIED else via[0]
        found = _known(plain)
    if found is not None:
        return (found,)
    if not plain or _NO_OUTLET.fullmatch(plain):
        return ()
    parts = [_known(part) for part in _JOINED.split(plain)]
    if len(parts) == 2 and all(parts):
        return tuple(dict.fromkeys(part for part in parts if part))
    return (plain,)

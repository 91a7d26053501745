"""A second selection as one readable value of the address, such as `interaction.any countries.KZ with.CN`.

Why it exists: a reader compares two selections by keeping one and changing the filters. Its days are always those of
the page (two periods are compared by the page of timelines). Pure: it must not know Streamlit or the rest of the link.
"""

from __future__ import annotations

import dataclasses
import difflib
from typing import Any, Final
from urllib.parse import quote, unquote

from dashboard.words import say
from queries.selection import LISTS, Selection

WRITTEN: Final = {"partners": "with", "partner_blocs": "with_blocs"}
"""A field of the Selection -> its key in the address, where the two differ."""
_FIELDS: Final = {WRITTEN.get(field, field): field for field in (*LISTS, "interaction", "words")}
_LONGEST: Final = 1_000  # characters: a link has 2,000 for everything


def undated(selection: Selection) -> Selection:
    """Return a selection without its days, as it is kept."""
    return dataclasses.replace(selection, since=None, until=None)


def token(selection: Selection) -> str:
    """Return a selection as one value: its interaction, then each value that it names; days are left out."""
    parts = [f"interaction.{selection.interaction.value}"]
    for key, field in sorted(_FIELDS.items()):
        if field != "interaction":
            values = getattr(selection, field)
            values = [values] if isinstance(values, str) else values
            parts += [f"{key}.{quote(value, safe='-')}" for value in values if value]
    return " ".join(parts)


def fits(selection: Selection) -> bool:
    """Return whether a selection is short enough to be kept in a link."""
    return len(token(selection)) <= _LONGEST


def read(text: str) -> Selection:
    """Return the selection of a token; ValueError (or SelectionError) says which part is none.

    A part that is not known makes the whole unusable: without it the selection would be a wider one.
    """
    if len(text) > _LONGEST:
        raise ValueError(say("pages.kept.too_long", most=_LONGEST))
    values: dict[str, Any] = {}
    for part in text.split():
        key, dot, value = part.partition(".")
        if key not in _FIELDS or not dot or not value:
            near = difflib.get_close_matches(key[:40], list(_FIELDS), n=1, cutoff=0.5)
            hint = say("common.nearest", name=near[0]) if near else ""
            raise ValueError(say("pages.kept.no_part", part=part[:40], nearest=hint))
        field = _FIELDS[key]
        if field in LISTS:
            values.setdefault(field, []).append(unquote(value))
        elif field in values:
            raise ValueError(say("pages.kept.twice", key=key))
        else:
            values[field] = unquote(value)
    chosen: dict[str, Any] = {field: tuple(v) if isinstance(v, list) else v for field, v in values.items()}
    return Selection(**chosen)

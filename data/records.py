"""The record types and their Arrow schemas: the one door to records.

Everything that `data/` writes and `queries/` reads is a row of one of these tables, so a column exists
nowhere before it exists here. The module knows nothing of how rows are found or asked for.

Offsets are code points. `start` and `end` of a mention, coding or interaction point into the article's
`text` as it was received (into its `title` for passage 0 when the title came apart from the text), so
`text[start:end] == form` holds for every row.

Passage 0 is the title; body paragraphs count from 1. Sentences count from 0 through the whole article.

Sectors and themes are also kept as bits (bit i is the i-th code of `SECTORS` or `THEMES`), because a
bit test is 20 times quicker than a join (measured: 21 ms against 751 ms on a million articles).
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import Final

import pyarrow as pa

SECTORS: Final = ("trade", "tech", "tourism", "customs", "security")
THEMES: Final = (
    "diplomacy",
    "multilateralism",
    "sovereignty",
    "connectivity",
    "green-development",
    "economic-integration",
    "regional-stability",
    "people-to-people",
)


class Kind(StrEnum):
    """What a mention or a coding is about."""

    COUNTRY = "country"
    ORGANISATION = "organisation"
    LEADER = "leader"
    SECTOR = "sector"
    THEME = "theme"
    INTERACTION = "interaction"


class How(StrEnum):
    """The way in which something was found in the text."""

    NAME = "name"
    ABBREVIATION = "abbreviation"
    DEMONYM = "demonym"
    CAPITAL = "capital"
    PLACE = "place"
    INSTITUTION = "institution"
    LEADER = "leader"
    ORGANISATION = "organisation"
    TERM = "term"


NAMED: Final = frozenset({How.NAME, How.ABBREVIATION, How.DEMONYM})
"""The ways that count as *named* in the codebook; every way counts as *referred*."""


class Interaction(StrEnum):
    """What two parties do with each other."""

    COOPERATION = "cooperation"
    CONFLICT = "conflict"
    MIXED = "mixed"
    NONE = "none"


class Dated(StrEnum):
    """Where the date of an article comes from, in the order in which it is looked for."""

    METADATA = "metadata"
    URL = "url"
    TEXT = "text"
    FILE_NAME = "file_name"
    CREATED = "created"  # when a PDF or DOCX was made, which may be long after publication
    GIVEN = "given"
    NONE = "none"


class Precision(StrEnum):
    """How exact a date is; one known to the month stands on the month's first day."""

    DAY = "day"
    MONTH = "month"


def bits(codes: tuple[str, ...], chosen: Iterable[str]) -> int:
    """Return the bit set of some codes; raise ValueError on one that is not among `codes`."""
    return sum(1 << codes.index(code) for code in set(chosen))


def codes_of(codes: tuple[str, ...], value: int) -> tuple[str, ...]:
    """Return the codes whose bits are set in `value`, in the order of `codes`."""
    return tuple(code for i, code in enumerate(codes) if value >> i & 1)


def _f(name: str, kind: pa.DataType, *, null: bool = False) -> pa.Field:
    return pa.field(name, kind, nullable=null)


_TEXT = pa.string()
_CODE = pa.dictionary(pa.int32(), pa.string())

# The labels of one unit (article, article x country, or article x dyad). `sectors` are those of the
# passages that hold the unit; `cooperation_sectors` those of the passages in which the unit cooperates.
_LABELS = [
    _f("is_cooperation", pa.bool_()),
    _f("is_conflict", pa.bool_()),
    _f("sectors", pa.uint8()),
    _f("cooperation_sectors", pa.uint8()),
    _f("conflict_sectors", pa.uint8()),
    _f("themes", pa.uint8()),
    _f("cooperation_themes", pa.uint8()),
    _f("conflict_themes", pa.uint8()),
]

SCHEMAS: Final[dict[str, pa.Schema]] = {
    # One row an article.
    "articles": pa.schema(
        [
            _f("article_key", pa.int32()),  # small integer of this store; joins on it are quick
            _f("article_id", _TEXT),
            _f("title", _TEXT, null=True),
            _f("url", _TEXT, null=True),
            _f("published_on", pa.date32(), null=True),
            _f("dated", _CODE),  # Dated
            _f("date_precision", _CODE, null=True),  # Precision; null without a date, and in older snapshots
            _f("language", _CODE),  # ISO 639-1, "und" if unknown
            _f("is_coded", pa.bool_()),  # the language has a codebook; else sectors say nothing
            _f("outlet", _CODE, null=True),  # who published it, else the first cited
            _f("outlets", pa.list_(_TEXT)),  # publisher and cited, canonical names, no repeats
            _f("section", _CODE, null=True),
            _f("collection", _CODE),  # what was ingested together: the input file's name
            _f("count_passages", pa.int32()),
            _f("count_sentences", pa.int32()),
            _f("count_countries", pa.int16()),
            *_LABELS,
            _f("text_digest", _TEXT),
            _f("extra", _TEXT, null=True),  # unknown fields of the input, as JSON
        ]
    ),
    # One row a sentence. `text` is null where a licence keeps it out.
    "sentences": pa.schema(
        [
            _f("article_key", pa.int32()),
            _f("sentence", pa.int32()),
            _f("passage", pa.int32()),
            _f("start", pa.int32()),
            _f("end", pa.int32()),
            _f("text", _TEXT, null=True),
        ]
    ),
    # One row a form found: kind is country, organisation or leader.
    "mentions": pa.schema(
        [
            _f("article_key", pa.int32()),
            _f("passage", pa.int32()),
            _f("sentence", pa.int32()),
            _f("kind", _CODE),
            _f("code", _CODE),
            _f("how", _CODE),
            _f("start", pa.int32()),
            _f("end", pa.int32()),
            _f("form", _CODE),
        ]
    ),
    # One row a span that led to a decision; a decision is a distinct (article, passage, kind, code).
    "codings": pa.schema(
        [
            _f("article_key", pa.int32()),
            _f("passage", pa.int32()),
            _f("sentence", pa.int32()),
            _f("kind", _CODE),  # sector or theme
            _f("code", _CODE),
            _f("start", pa.int32()),
            _f("end", pa.int32()),
            _f("form", _CODE),
            _f("rule", _CODE),  # the line of the codebook that fired
        ]
    ),
    # One row a passage, pair of parties and predicate. A passage with rows of both types is mixed.
    "interactions": pa.schema(
        [
            _f("article_key", pa.int32()),
            _f("passage", pa.int32()),
            _f("sentence", pa.int32()),
            _f("dyad", _CODE, null=True),  # null: a country and an organisation
            _f("country_a", _CODE),
            _f("country_b", _CODE, null=True),
            _f("organisation", _CODE, null=True),
            _f("interaction", _CODE),  # cooperation or conflict
            _f("start", pa.int32()),
            _f("end", pa.int32()),
            _f("form", _CODE),
            _f("rule", _CODE),
        ]
    ),
    # One row an article and the story (set of near-duplicates) that it belongs to.
    "stories": pa.schema([_f("article_key", pa.int32()), _f("story_key", pa.int32())]),
    # One row an article with enough words: what near-duplicates are found by (`stories.py`). Not in the sample.
    "signatures": pa.schema([_f("article_key", pa.int32()), _f("signature", pa.binary())]),
    # Derived. One row an article and country.
    "presences": pa.schema(
        [
            _f("article_key", pa.int32()),
            _f("published_on", pa.date32(), null=True),
            _f("country", _CODE),
            _f("count_mentions", pa.int32()),
            _f("count_named", pa.int32()),
            _f("count_passages", pa.int32()),
            _f("is_salient", pa.bool_()),
            *_LABELS,
        ]
    ),
    # Derived. One row an article and dyad.
    "pairs": pa.schema(
        [
            _f("article_key", pa.int32()),
            _f("published_on", pa.date32(), null=True),
            _f("dyad", _CODE),
            _f("country_a", _CODE),
            _f("country_b", _CODE),
            _f("count_passages", pa.int32()),  # passages that hold both
            _f("count_sentences", pa.int32()),  # sentences that hold both
            _f("count_countries", pa.int16()),
            _f("language", _CODE),
            _f("outlet", _CODE, null=True),
            *_LABELS,
            _f("article_sectors", pa.uint8()),
        ]
    ),
}


def dyad_of(one: str, other: str) -> str:
    """Return the dyad of two countries, `country_a < country_b`; raise ValueError if they are the same."""
    if one == other:
        raise ValueError(f"A dyad needs two countries, and both are {one!r}.")
    return f"{min(one, other)}-{max(one, other)}"

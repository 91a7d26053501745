"""What an answer is made of: columns with a kind and a meaning, and the groups of columns that families share.

Why it exists: `queries/declared` reads like the table that it is. It knows no statement and no connection.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Kind(StrEnum):
    """The types of columns; `SHARE` runs from 0 to 1 and is null where its total is 0.

    `CODE` is a text that stays a small integer with its name: of millions of rows, text would take seconds.
    """

    DATE = "date"
    TEXT = "text"
    CODE = "code"
    COUNT = "count"
    NUMBER = "number"
    SHARE = "share"
    FLAG = "flag"


@dataclass(frozen=True)
class Column:
    """One column of an answer."""

    name: str
    kind: Kind
    meaning: str
    is_derived: bool = False
    is_nullable: bool = False


@dataclass(frozen=True)
class Answer:
    """The columns, the grain (what one row is) and the order of an answer."""

    name: str
    grain: str
    order: str
    columns: tuple[Column, ...]

    @property
    def names(self) -> list[str]:
        """All columns in order."""
        return [column.name for column in self.columns]

    @property
    def queried(self) -> list[str]:
        """The columns that the `.sql` file returns, in order."""
        return [column.name for column in self.columns if not column.is_derived]


def day(name: str, meaning: str, *, null: bool = False) -> Column:
    return Column(name, Kind.DATE, meaning, is_nullable=null)


def text(name: str, meaning: str, *, null: bool = False, derived: bool = False) -> Column:
    return Column(name, Kind.TEXT, meaning, is_nullable=null, is_derived=derived)


def count(name: str, meaning: str, *, derived: bool = False) -> Column:
    return Column(name, Kind.COUNT, meaning, is_derived=derived)


def share(name: str, meaning: str) -> Column:
    return Column(name, Kind.SHARE, meaning, is_derived=True, is_nullable=True)


def number(name: str, meaning: str) -> Column:
    return Column(name, Kind.NUMBER, meaning, is_derived=True, is_nullable=True)


def flag(name: str, meaning: str, *, derived: bool = False) -> Column:
    return Column(name, Kind.FLAG, meaning, is_derived=derived)


PERIOD: Final = day("period_on", "first day of the period")
LOW_HIGH: Final = (
    share("share_low", "lower end of its 95 % interval (Wilson)"),
    share("share_high", "upper end of its 95 % interval (Wilson)"),
)
DYAD: Final = (
    text("dyad", "the two countries, `CN-KZ`"),
    text("country_a", "first of the two"),
    text("country_b", "second of the two"),
)

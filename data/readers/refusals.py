"""What was not taken, and why: file, place in it, reason, remedy, in one sentence."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Reason(StrEnum):
    """Why a piece of input was refused; the value completes the sentence "it …"."""

    MISSING = "is not there"
    UNREADABLE = "cannot be opened"
    EMPTY_FOLDER = "holds no file that can be read"
    UNKNOWN_FORMAT = "is of a format that is not read yet"
    DAMAGED_GZIP = "is damaged: the compressed data ends too early or is no gzip"
    TOO_LARGE = "unpacks to more than the limit"
    NOT_TEXT = "is not text in UTF-8 or UTF-16"
    NOT_JSON = "is not JSON"
    NOT_AN_OBJECT = "is JSON but not an object with fields"
    NO_TEXT = "has no text"
    TEXT_NOT_A_STRING = "has a field 'text' that is not a string"
    FAILED = "could not be read by the extraction"


@dataclass(frozen=True, slots=True)
class Refusal:
    """One piece of input that was not taken."""

    file: str
    line: int | None
    reason: Reason
    remedy: str

    def sentence(self) -> str:
        """Return file, place, reason and remedy as one plain sentence."""
        place = f"{self.file}, line {self.line}" if self.line is not None else self.file
        return f"{place} {self.reason.value}: {self.remedy}."

"""What was not taken, and why: file, place in it, reason, remedy, in one sentence."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Reason(StrEnum):
    """Why a piece of input was refused; the value completes the sentence "it …", `remedy` says what to do."""

    remedy: str

    def __new__(cls, says: str, remedy: str = "") -> Reason:
        """Give a reason its words and its remedy."""
        reason = str.__new__(cls, says)
        reason._value_ = says
        reason.remedy = remedy
        return reason

    MISSING = "is not there", "check the path"
    UNREADABLE = "cannot be opened", "make the file readable"
    NOT_A_FILE = "is neither a file nor a folder", "give a file or a folder"
    EMPTY_FOLDER = "holds no files", "put articles into it"
    EMPTY = "is empty", "save it again"
    UNKNOWN_FORMAT = "is of a format that is not read", "save it as text, HTML, PDF, DOCX, CSV, XLSX or JSON lines"
    DAMAGED = "is damaged or breaks off", "get it again from where it came; what came before the damage was read"
    LOCKED = "is locked with a password", "save it without the password"
    TOO_LARGE = "is larger than the limit", "split it into smaller files"
    TOO_MANY = "holds more entries than the limit", "split it into smaller files"
    TOO_DEEP = "is nested more deeply than the limit", "unpack it and give the files within"
    TOO_SLOW = "takes longer to read than the limit", "save its text as a plain text file"
    TOO_MUCH_MEMORY = "takes more memory to read than the limit", "save its text as a plain text file"
    NOT_TEXT = "is not text in an encoding that can be told", "save it as UTF-8"
    NOT_JSON = "is not JSON", "write one JSON object a line, in UTF-8"
    NOT_AN_OBJECT = "is JSON but not an object with fields", 'write {"text": "…"} with the fields you have'
    NO_TEXT = "has no text", "add the article's text"
    TEXT_NOT_A_STRING = "has a field 'text' that is not a string", "put the article's text there as a string"
    NO_COLUMN = "has no column that is known as text or title", "name it: --map text=YOUR-HEADER"
    NO_ARTICLES = "holds no articles", "look whether it is the file you meant"
    ONLY_PICTURES = "holds pictures of pages but no text", "run it through text recognition (OCR) first"
    NO_BODY = "shows no article that can be told from its menus", "save the article's text as a plain text file"
    LIST_OF_FEEDS = "is a list of feeds, not of articles", "give the addresses in it to ingest"
    NO_ADDRESS = "is no address of http or https", "write it as https://example.org/feed"
    NOT_AN_ADDRESS = "is no address that can be asked", "write it as https://host/path"
    INSIDE = "points into a private network", "save the page as a file"
    NO_SUCH_HOST = "names a host that cannot be found", "check the spelling, or whether this machine has a network"
    UNREACHABLE = "did not answer", "check the address in a browser, or try later"
    NOT_GIVEN = "is not given out by its site", "check the address in a browser"
    ROBOTS = "is closed to programs by its site (robots.txt)", "save the page in a browser and add the file"
    TOO_MANY_REDIRECTS = "leads on and on", "give the last address"
    FAILED = "could not be read", "report it with this file"


@dataclass(frozen=True, slots=True)
class Refusal:
    """One piece of input that was not taken; `place` is where in the file (`line 3`, `entry a/b.html, row 7`)."""

    file: str
    place: str | None
    reason: Reason
    remedy: str = ""

    def __post_init__(self) -> None:
        """Take the reason's own remedy where there is no better one."""
        if not self.remedy:
            object.__setattr__(self, "remedy", self.reason.remedy)

    def sentence(self) -> str:
        """Return file, place, reason and remedy as one plain sentence."""
        where = f"{self.file}, {self.place}" if self.place is not None else self.file
        return f"{where} {self.reason.value}: {self.remedy}."

    def row(self) -> dict[str, str]:
        """Return the refusal as a row of a table: file, place, code, reason, remedy, all text."""
        return {
            "file": self.file,
            "place": self.place or "",
            "code": self.reason.name.lower(),
            "reason": self.reason.value,
            "remedy": self.remedy,
        }

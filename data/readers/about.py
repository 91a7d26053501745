"""What readers take and give: hints of the caller, facts about one document, and the items that come out.

Knows no format.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from data.articles import Article
from data.readers.refusals import Reason, Refusal


@dataclass(frozen=True, slots=True)
class Hints:
    """What the caller knows and the documents may not say.

    `published` dates the articles that bring no date, `outlet` names the publisher of those that bring none,
    `columns` maps a field of an article to the header of a table (`{"title": "Headline"}`).
    """

    published: date | None = None
    outlet: str | None = None
    columns: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class About:
    """One document: the name that people know it by, the place in it, its address, and the columns of its table.

    `entry` is the name of the entry of an archive that is being read, `charset` the encoding that a server stated,
    `collection` what its articles are ingested together with.
    """

    name: str
    place: str | None = None
    url: str | None = None
    entry: str | None = None
    charset: str | None = None
    columns: Mapping[str, str] = field(default_factory=dict)
    collection: str = ""

    @property
    def file_name(self) -> str:
        """The last part of the file's (or the archive's entry's) own name."""
        return (self.entry or self.name).replace("\\", "/").rpartition("/")[2]

    def within(self, place: str) -> About:
        """Return the same for a place in the document (`entry b.html`, `row 4`); places add up."""
        place = f"{self.place}, {place}" if self.place else place
        # Said of every line and row: `replace` takes five times as long.
        return About(self.name, place, self.url, self.entry, self.charset, self.columns, self.collection)

    def refuse(self, reason: Reason, remedy: str = "") -> Refusal:
        """Return a refusal of this place."""
        return Refusal(self.name, self.place, reason, remedy)

    def failed(self, error: Exception, otherwise: Reason = Reason.FAILED) -> Refusal:
        """Return the refusal of a document that a library could not read, by the kind of the error."""
        if isinstance(error, MemoryError):
            return self.refuse(Reason.TOO_MUCH_MEMORY)
        if isinstance(error, RecursionError):
            return self.refuse(Reason.TOO_DEEP)
        return self.refuse(otherwise, f"{otherwise.remedy} ({type(error).__name__})")


@dataclass(frozen=True, slots=True)
class FeedAddress:
    """The address of a feed in a list of feeds, to be fetched by whoever may fetch."""

    url: str
    title: str | None = None
    file: str = ""

    def refuse(self) -> Refusal:
        """Return the refusal of a feed that nobody fetches: its address is what to give to ingest."""
        return Refusal(self.file, self.url, Reason.LIST_OF_FEEDS, f"read it with: concordance ingest {self.url}")


@dataclass(frozen=True, slots=True)
class Step:
    """Said by a reader at work, before a step that may take long; `place` starts the next entry of an archive."""

    place: str | None = None


Item = Article | Refusal | FeedAddress

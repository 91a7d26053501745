"""What someone wants read (files, folders, addresses) -> articles and refusals, with how far the reading is.

The one place where readers and fetching meet. A list of feeds is followed when it was given itself; one that lies
somewhere in a folder or an archive is only named, so that nothing in a stranger's archive makes this machine ask
anybody anything. The module knows nothing of snapshots.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

import xxhash

from data.addresses import BadAddress, InsideAddress, looks_like_address, parse
from data.articles import Article
from data.fetching import Fetcher
from data.readers import FeedAddress, Hints, Item, Reader, Refusal, files_of, size_of

Source = Path | str
"""A file or a folder, or the address of a page, a feed or a list of feeds."""

_ADDRESS_WEIGHT: Final = 200_000  # bytes that an address counts for in the progress; a news page is about that long

_LIST_BYTES: Final = 1 << 20  # a list of feeds of that length names thousands


def source_of(text: str) -> Source:
    """Return what an argument names: an address if it looks like one, else a path."""
    return text if looks_like_address(text) else Path(text)


class Intake:
    """Reads sources one after another; `done` of `total` bytes are read (addresses count as a page each)."""

    def __init__(self, sources: Sequence[Source], hints: Hints | None = None, fetcher: Fetcher | None = None) -> None:
        self._sources = sources
        self._hints = hints or Hints()
        self._fetcher = fetcher or Fetcher()
        self.total = sum(size_of(s) if isinstance(s, Path) else _ADDRESS_WEIGHT for s in sources)
        self._before, self._within = 0, 0
        self.inputs: list[dict[str, str | None]] = []
        """Name and digest of each file and address that was read, for the snapshot's facts."""
        self._ready: dict[int, list[Article | Refusal]] = {}

    @property
    def done(self) -> int:
        """Bytes that were read; within a file it is the text found in it so far."""
        return min(self._before + self._within, self.total)

    def ask(self) -> None:
        """Read now what may ask other machines (addresses, and small files: lists of feeds are), so that whoever
        calls `items` with a lock in hand does not make others wait for a slow site.
        """
        with Reader(self._hints) as reader:
            for place, source in enumerate(self._sources):
                if isinstance(source, str) or (source.is_file() and size_of(source) < _LIST_BYTES):
                    self._ready[place] = list(self._read(reader, source))

    def items(self) -> Iterator[Article | Refusal]:
        """Yield the articles of all sources in order, and a refusal for each piece that is none."""
        with Reader(self._hints) as reader:
            for place, source in enumerate(self._sources):
                yield from self._ready.pop(place) if place in self._ready else self._read(reader, source)

    def _read(self, reader: Reader, source: Source) -> Iterator[Article | Refusal]:
        return self._path(reader, source) if isinstance(source, Path) else self._address(reader, source)

    def _path(self, reader: Reader, path: Path) -> Iterator[Article | Refusal]:
        for file in files_of(path) or [path]:
            feeds: list[FeedAddress] = []
            for item in self._counted(reader.path(file)):
                if isinstance(item, FeedAddress) and file == path:
                    feeds.append(item)
                else:
                    yield item.refuse() if isinstance(item, FeedAddress) else item
            self._end(size_of(file))
            self.inputs.append({"name": file.name, "digest": file_digest(file)})
            yield from self._feeds(reader, feeds)

    def _address(self, reader: Reader, address: str, *, follows: bool = True) -> Iterator[Article | Refusal]:
        fetched = self._fetcher.fetch(address)
        if isinstance(fetched, Refusal):
            yield fetched
        else:
            self.inputs.append({"name": address, "digest": xxhash.xxh3_64_hexdigest(fetched.content)})
            feeds: list[FeedAddress] = []
            content = reader.content(
                fetched.content, address, url=fetched.url, charset=fetched.charset, collection=host_of(fetched.url)
            )
            for item in self._counted(content):
                if isinstance(item, FeedAddress) and follows:
                    feeds.append(item)
                else:
                    yield item.refuse() if isinstance(item, FeedAddress) else item
            yield from self._feeds(reader, feeds)
        self._end(_ADDRESS_WEIGHT if follows else 0)

    def _feeds(self, reader: Reader, feeds: Sequence[FeedAddress]) -> Iterator[Article | Refusal]:
        """Read the feeds of a list once each; a list in a list is only named."""
        for address in dict.fromkeys(feed.url for feed in feeds):
            yield from self._address(reader, address, follows=False)

    def _counted(self, items: Iterator[Item]) -> Iterator[Item]:
        for item in items:
            if isinstance(item, Article):
                self._within += len(item.text)
            yield item

    def _end(self, size: int) -> None:
        self._before, self._within = self._before + size, 0


def host_of(address: str) -> str:
    """Return the host of an address, without `www.`: the collection of what is read there."""
    try:
        return parse(address).host.removeprefix("www.")
    except (BadAddress, InsideAddress):
        return address


def file_digest(path: Path) -> str | None:
    """Return a digest of a file's bytes; None if it cannot be read (it was refused)."""
    whole = xxhash.xxh3_64()
    try:
        with path.open("rb") as file:
            while block := file.read(1 << 20):
                whole.update(block)
    except OSError:
        return None
    return whole.hexdigest()

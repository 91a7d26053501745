"""The articles of a snapshot as small integers in memory, and which of them a selection holds.

Why it exists: a page counts the articles of one selection by story and by each option of five facets, and lists
its stories. DuckDB says which articles a selection holds, so that this is defined in SQL alone; to count a million of
them is then one pass over an array, where a statement a question would look for them again. Held are some 30 bytes an
article, read once an opening. It must not know what the counts are for.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any, Final, Literal

import duckdb
import numpy as np
import numpy.typing as npt

from queries.held import Held
from queries.schema import fetch, fetch_arrays
from queries.selection import EVERYTHING, Mark, Mode, Selection
from queries.statistics import Ints

_Array = npt.NDArray[Any]


@dataclass(frozen=True)
class Options:
    """The options of a facet, and which of them the articles have: `option[i]`, from 1, is one of `article[i]`.

    Without `article`: each article has one option, or none (0). `acts`, of names: whether a passage of the article that
    holds the name reports cooperation, and conflict.
    """

    codes: _Array
    option: npt.NDArray[np.int32]
    article: npt.NDArray[np.int32] | None = None
    acts: dict[Mode, npt.NDArray[np.bool_]] = field(default_factory=dict)


@dataclass(frozen=True)
class Articles:
    """The articles by date, undated last, then by key. Of each: its day since the year 1 (-1 undated) and its story.

    `is_coded`: a codebook was applied to it.

    `places` is the place of each key, from 0.
    """

    places: npt.NDArray[np.int32]
    day: npt.NDArray[np.int32]
    story: npt.NDArray[np.int32]
    count_stories: int
    is_coded: npt.NDArray[np.bool_]
    options: dict[str, Options]

    def count_told(self, places: Ints) -> int:
        """Return how many stories the articles at some places tell."""
        is_told = np.zeros(self.count_stories, dtype=bool)
        is_told[self.story[places]] = True
        return int(np.count_nonzero(is_told))

    def retold(self, keys: Ints) -> tuple[Ints, Ints]:
        """Return the index of a key and the place of another article of its story, for each such two."""
        places = self.places[keys]
        is_asked = np.zeros(self.count_stories, dtype=bool)
        is_asked[self.story[places]] = True
        told = np.flatnonzero(is_asked[self.story])
        asked, other = np.nonzero(self.story[places][:, None] == self.story[told])
        is_other = told[other] != places[asked]
        return asked[is_other], told[other[is_other]]


@dataclass(frozen=True)
class Chosen:
    """What a selection holds: of every article whether it is held, and its labels in the selection, as bits."""

    articles: Articles
    is_held: npt.NDArray[np.bool_]
    sector_bits: _Array
    theme_bits: _Array

    @cached_property
    def places(self) -> Ints:
        """The places of the articles that are held, in order."""
        return np.flatnonzero(self.is_held)

    def count(self, facet: str, interaction: Mode = Mode.ANY) -> Ints:
        """Return the articles of each option of a facet; of names, in passages that report the interaction."""
        of = self.articles.options[facet]
        rows = self.places if of.article is None else np.flatnonzero(self.is_held[of.article])
        if interaction is not Mode.ANY:
            rows = rows[of.acts[interaction][rows]]
        return np.bincount(of.option[rows], minlength=len(of.codes) + 1)[1:]

    @property
    def newest_on(self) -> date | None:
        """The day of the newest article; None where none is dated."""
        day = int(self.articles.day[self.places].max(initial=-1))
        return date.fromordinal(day + 1) if day >= 0 else None

    def count_labels(self, kind: Literal["sectors", "themes"]) -> Ints:
        """Return how many coded articles have each set of labels (bits)."""
        bits = self.sector_bits if kind == "sectors" else self.theme_bits
        coded = bits[self.is_held & self.articles.is_coded]
        return np.asarray(np.bincount(coded, minlength=1 << 8), dtype=np.intp)

    def count_stories(self) -> int:
        """Return how many stories these articles tell."""
        return self.articles.count_told(self.places)

    def firsts(self) -> Ints:
        """Return the places of the first article of each story that is told, in order."""
        places = self.places[::-1]
        first = np.empty(self.articles.count_stories, dtype=np.int32)
        story = self.articles.story[places]
        first[story] = places  # of several articles of a story the last one written stays: the first by date
        return np.asarray(places[first[story] == places][::-1], dtype=np.intp)

    def newest(self, places: Ints, limit: int | None, offset: int) -> Ints:
        """Return one page of these places (in order): newest first, within a day by key, undated last."""
        day, end = self.articles.day, None if limit is None else offset + limit
        dated = places[: np.count_nonzero(day[places] >= 0)]
        if end is not None and end < len(dated):
            places = places[np.searchsorted(day[dated], day[dated[len(dated) - max(end, 1)]]) : len(dated)]
        return places[np.argsort(-day[places], kind="stable")][offset:end]


def chosen(connection: duckdb.DuckDBPyConnection, selection: Selection, mark: Mark | None = None) -> Chosen:
    """Return which articles a selection and mark hold."""
    held = opened(connection)
    found = fetch_arrays(connection, "articles/selected", selection, mark)
    places = held.places[found["article_key"]]
    is_held = np.zeros(len(held.day), dtype=bool)
    is_held[places] = True
    bits = []
    for labels in (found["sector_bits"], found["theme_bits"]):
        bits.append(np.zeros(len(held.day), dtype=labels.dtype))
        bits[-1][places] = labels
    return Chosen(held, is_held, *bits)


def opened(connection: duckdb.DuckDBPyConnection) -> Articles:
    """Return the articles of an opened snapshot; read at the first call, for as long as it is among the last opened."""
    return _held.of(connection)


def _read(connection: duckdb.DuckDBPyConnection) -> Articles:
    facts = fetch_arrays(connection, "articles/facts", EVERYTHING)
    at = facts.pop("place")
    by_place = {}
    for column, values in facts.items():
        by_place[column] = np.empty(len(at), dtype=np.int32)
        by_place[column][at] = values
    places = np.zeros(int(by_place["article_key"].max(initial=-1)) + 1, dtype=np.int32)
    places[by_place["article_key"]] = np.arange(len(at), dtype=np.int32)
    stories, story = np.unique(by_place["story_key"], return_inverse=True)
    codes = fetch(connection, "articles/options", EVERYTHING)
    of = {facet: np.asarray(part["code"].array) for facet, part in codes.groupby("facet")}
    options = {
        facet: Options(of.get(facet, np.empty(0, dtype=object)), by_place[column])
        for facet, column in (("collections", "collection"), ("languages", "language"), ("outlets", "outlet"))
    }
    names = fetch_arrays(connection, "articles/names", EVERYTHING)
    for facet, is_leader in (("leaders", True), ("organisations", False)):
        rows = names["is_leader"] == is_leader
        options[facet] = Options(
            of.get(facet, np.empty(0, dtype=object)),
            names["option"][rows].astype(np.int32),
            places[names["article_key"][rows]],
            {Mode.COOPERATION: names["is_cooperation"][rows], Mode.CONFLICT: names["is_conflict"][rows]},
        )
    is_coded = by_place["is_coded"] > 0
    return Articles(places, by_place["day"], story.astype(np.int32), len(stories), is_coded, options)


_held: Final = Held(_read)

"""What is counted from the pairs in memory is what SQL counts of the rows of the selection."""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from datetime import date

import duckdb
import pytest

from data.names import country_codes
from queries import comentions, counting, evidence, pairs
from queries.selection import NO_MARK, Mark, Mode, Selection
from queries.timeline import Grain
from tests.queries.conftest import Opener
from tests.queries.rows import Article, Passage, named

OTHERS = (("CN", "KZ"), ("CN", "KZ", "RU"), ("KZ", "UZ"), ("FR", "DE"), ("US",))


def _articles() -> list[Article]:
    """Forty articles of one and two passages, with and without outlet, day and codebook; some share a story."""
    found = []
    for i in range(40):
        codes = OTHERS[i % 5]
        first = "-".join(sorted(codes)[:2])
        acts = {"cooperation": (first,) if i % 3 == 0 else (), "conflict": (first,) if i % 7 == 0 else ()}
        passages = (
            Passage(countries=codes, sectors=("trade",) if i % 2 else (), organisations=("SCO",) * (i % 4 == 0),
                    **(acts if len(codes) > 1 else {})),
            Passage(countries=codes[:2], themes=("connectivity",)),
        )  # fmt: skip
        found.append(
            Article(
                passages=passages[: 1 + i % 2], on=None if i % 9 == 0 else date(2015 + i % 6, 1 + i % 12, 3),
                outlet=None if i % 8 == 0 else f"Paper {i % 3}", collection=("a", "b")[i % 2],
                language=("en", "ru")[i % 4 == 3], is_coded=i % 6 != 0, story=i - i % 3,
            )
        )  # fmt: skip
    return found


SELECTIONS = (
    (Selection(Mode.ANY), NO_MARK), (Selection(), NO_MARK), (Selection(Mode.CONFLICT), NO_MARK),
    (Selection(Mode.ANY, sectors=("trade",)), NO_MARK), (Selection(sectors=("trade",)), NO_MARK),
    (Selection(Mode.ANY, since=date(2016, 1, 1), until=date(2018, 12, 31), languages=("en",)), NO_MARK),
    (Selection(Mode.ANY, outlets=("Paper 1",), organisations=("SCO",)), NO_MARK),
    (Selection(Mode.ANY, countries=("KZ",)), NO_MARK), (Selection(blocs=("C5",), partners=("CN", "RU")), NO_MARK),
    (Selection(blocs=("C5",), partner_blocs=("C5",), interaction=Mode.ANY), NO_MARK),
    (Selection(Mode.ANY), Mark(country="CN")), (Selection(Mode.ANY), Mark(dyad="CN-KZ", sector="trade")),
    (Selection(Mode.ANY), Mark(bloc="SCO")), (Selection(Mode.ANY), Mark(dyad="CN-KZ", in_one_passage=True)),
    (Selection(blocs=("SCO",), partner_blocs=("SCO",), interaction=Mode.ANY), Mark(since=date(2016, 5, 1))),
    (Selection(Mode.ANY, blocs=("C5",)), Mark(theme="connectivity")),
    (Selection(Mode.ANY), Mark(interaction=Mode.COOPERATION)), (Selection(), Mark(outlet="Paper 2", collection="a")),
)  # fmt: skip


@pytest.mark.parametrize(("selection", "mark"), SELECTIONS)
def test_each_dyad_has_the_rows_that_sql_takes(opened: Opener, selection: Selection, mark: Mark) -> None:
    connection = opened(_articles())
    taken = pairs.chosen(connection, selection, mark)
    for dyad, rows in zip(taken.pairs.dyads["dyad"], taken.tally(), strict=True):
        is_other = mark.dyad not in (None, dyad) or (mark.country or "") not in dyad
        marked = dataclasses.replace(mark, dyad=dyad)
        assert rows == (0 if is_other else evidence.count(connection, selection, marked)), dyad


def _told(connection: duckdb.DuckDBPyConnection) -> dict[str, list[tuple[str | None, int]]]:
    """Outlet and story of the articles of each dyad, by date and key."""
    rows = connection.cursor().execute("select dyad::varchar, outlet::varchar, story_key from pairs order by place")
    found = defaultdict(list)
    for dyad, outlet, story in rows.fetchall():
        found[dyad].append((outlet, story))
    return found


def test_outlets_and_stories_are_counted_once_a_dyad(opened: Opener) -> None:
    connection = opened(_articles())
    frame = comentions.units(connection, Selection(Mode.ANY)).set_index("dyad")
    told = _told(connection)
    assert sorted(frame.index) == sorted(told)
    for dyad, rows in told.items():
        first: dict[int, str] = {}
        for outlet, story in rows:
            if outlet:
                first.setdefault(story, outlet)
        row = frame.loc[dyad]
        assert row["count_stories"] == len({story for _, story in rows})
        assert row["count_outlets"] == len({outlet for outlet, _ in rows if outlet})
        assert row["count_independent_outlets"] == len(set(first.values()))


def test_what_does_not_fit_into_the_facts_of_a_row_is_counted_all_the_same(opened: Opener) -> None:
    assert len(country_codes()) < counting.BYTE
    connection = opened([Article(passages=(Passage(countries=("CN", "KZ")),) * 300), named("CN", "KZ")])
    assert comentions.units(connection, Selection(Mode.ANY))["count_passages"].tolist() == [301]


def test_threads_count_what_one_loop_counts(opened: Opener, monkeypatch: pytest.MonkeyPatch) -> None:
    taken = pairs.chosen(opened(_articles()), Selection(Mode.ANY))
    alone = taken.count()[0]
    monkeypatch.setattr(pairs, "_LEAST_SHARED", 1)
    monkeypatch.setattr(pairs.os, "cpu_count", lambda: 3)
    shared = taken.count()[0]
    assert all(shared[name].tolist() == alone[name].tolist() for name in alone) and alone["articles"].sum() > 30


def test_the_pairs_of_two_openings_are_apart_and_only_the_last_are_held(opened: Opener) -> None:
    for number in range(5):
        connection = opened([named("CN", "KZ")] * (number + 1))
        assert len(pairs.opened(connection).article) == number + 1
        assert pairs.opened(connection) is pairs.opened(connection)
    assert len(pairs._held) <= 3


def test_each_day_lies_in_its_period_and_no_day_in_none() -> None:
    days = [date(2020, 3, 31), None, date(2020, 4, 1), date(2020, 1, 1)]
    numbers = pairs.np.array([-1 if day is None else day.toordinal() - 1 for day in days], dtype="int32")
    place, starts = pairs.periods(numbers, Grain.QUARTER)
    assert place.tolist() == [0, -1, 1, 0]
    assert starts.astype("datetime64[D]").tolist() == [date(2020, 1, 1), date(2020, 4, 1)]
    assert pairs.periods(numbers[1:2], Grain.DAY)[0].tolist() == [-1]

"""What a connection can reach: its tables, and nothing else."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import duckdb
import pytest

from data import names
from queries import blocs, evidence
from queries.connection import connect
from queries.selection import Mode, Selection
from tests.queries.conftest import Opener
from tests.queries.rows import named, write


@pytest.mark.parametrize(
    "text",
    [
        "select * from read_text('pyproject.toml')",
        "copy articles to 'out.csv'",
        "attach 'other.duckdb'",
        "install httpfs",
        "set enable_external_access = true",
        "set memory_limit = '100GB'",
        "set max_execution_time = 0",
    ],
)
def test_nothing_outside_can_be_reached_or_set(text: str, opened: Opener) -> None:
    cursor = opened([named("CN")]).cursor()
    with pytest.raises(duckdb.Error):
        cursor.execute(text)


def test_rows_are_sorted_by_date_across_parts(tmp_path: Path) -> None:
    days = [date(2020, 1, 1) + timedelta(days=i) for i in (5, 3, 9)]
    snapshot = write(tmp_path, [named("CN", "KZ", on=day) for day in days])
    connection = connect(snapshot)
    for table in ("articles", "presences", "pairs"):
        dates = [row[0] for row in connection.table(table).project("published_on").fetchall()]
        assert dates == sorted(dates)


def test_a_table_without_parts_is_empty(tmp_path: Path) -> None:
    snapshot = write(tmp_path, [named("CN")])
    for part in snapshot.parts("stories"):
        part.unlink()
    assert connect(snapshot).table("stories").fetchall() == []


def test_a_damaged_part_is_an_error(tmp_path: Path) -> None:
    snapshot = write(tmp_path, [named("CN")])
    snapshot.parts("pairs")[0].write_bytes(b"no parquet")
    with pytest.raises(duckdb.Error):
        connect(snapshot)


def test_stretches_cover_all_days_once_and_agree_with_the_memberships() -> None:
    found = blocs.stretches(names.blocs())
    days = [date(y, m, 1) for y in range(1990, 2027) for m in (1, 6)] + [blocs.FIRST_DAY, blocs.LAST_DAY]
    for country in {stretch.country for stretch in found}:
        own = [stretch for stretch in found if stretch.country == country]
        for day in days:
            inside = [stretch for stretch in own if stretch.from_on <= day <= stretch.to_on]
            assert len(inside) == 1
            held = [
                bloc.code for bloc in names.blocs() for member in bloc.members
                if member.country == country and (member.joined_on or day) <= day <= (member.left_on or day)
            ]  # fmt: skip
            assert inside[0].blocs == blocs.bloc_bits(held)


def test_a_question_that_takes_too_long_is_broken_off_in_every_cursor(tmp_path: Path) -> None:
    connection = connect(write(tmp_path, [named("CN")]), most_seconds=0.2)
    endless = "select count(*) from range(1000000) as a, range(1000000) as b where (a.range * b.range) % 7 = 3"
    for _ in range(2):
        with pytest.raises(duckdb.InterruptException):
            connection.cursor().execute(endless)
    assert connection.cursor().execute("select count(*) from articles").fetchone() == (1,)


def test_kept_tables_answer_as_those_in_memory_and_are_made_once(tmp_path: Path) -> None:
    snapshot = write(tmp_path / "snapshot", [named("CN", "KZ", story=7, text="a port"), named("FR", on=None)])
    folder = tmp_path / "opened"
    first, again, bare = connect(snapshot, kept=folder), connect(snapshot, kept=folder), connect(snapshot)
    (file,) = folder.iterdir()
    for table in ("articles", "pairs", "presences", "stories", "article_texts", "labels"):
        rows = [opened.cursor().execute("from query_table($t)", {"t": table}).fetchall() for opened in (first, bare)]
        assert rows[0] == rows[1], table
    assert len(evidence.articles(again, Selection(Mode.ANY, words="port"))) == 1  # what is asked is written down apart
    with pytest.raises(duckdb.Error):
        again.cursor().execute("delete from records.main.pairs")
    made = file.stat().st_ino
    connect(snapshot, kept=folder)
    assert [one.stat().st_ino for one in folder.iterdir()] == [made]


def test_few_files_are_kept_and_none_of_a_build_that_failed(tmp_path: Path) -> None:
    folder = tmp_path / "opened"
    for number in range(5):
        connect(write(tmp_path / f"snapshot-{number}", [named("CN", title=str(number))]), kept=folder).close()
    assert len(list(folder.iterdir())) == 3
    broken = write(tmp_path / "broken", [named("US")])
    broken.parts("pairs")[0].write_bytes(b"no parquet")
    with pytest.raises(duckdb.Error):
        connect(broken, kept=folder)
    assert len(list(folder.iterdir())) == 3

"""The bench of answers: a synthetic store like the real ones, every answer in it, and rivals that agree. No times."""

from __future__ import annotations

import inspect
from pathlib import Path

import pytest

from dashboard.benchmarks import queries, rivals, store
from data.records import SCHEMAS
from data.snapshots import Snapshot
from queries import (
    bursts,
    change,
    comentions,
    coverage,
    evidence,
    facets,
    lines,
    periods,
    relations,
    robustness,
    search,
    sectors,
    standouts,
    timeline,
    together,
)  # fmt: skip
from queries.connection import connect
from queries.selection import EVERYTHING

MODULES = (
    bursts, change, comentions, coverage, evidence, facets, lines, periods, relations, robustness, search, sectors,
    standouts, timeline, together,
)  # fmt: skip
# They shape other answers, or are one row of an answer that is timed.
NOT_TIMED = {
    "bursts.mark_of",
    "timeline.automatic_grain",
    "timeline.period_start",
    "timeline.period_end",
    "evidence.with_countries",
    "periods.latest",
    "periods.count",
    "relations.mark_of_step",
    "relations.with_interval",
}
NOT_TIMED |= {"evidence.with_countries", "coverage.last_article_on", "bursts.burst_stories"}


@pytest.fixture(scope="module")
def shot(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    return store.write(tmp_path_factory.mktemp("synthetic") / "dense", 1_000, "dense")


def test_every_public_answer_is_timed() -> None:
    public = {
        f"{module.__name__.removeprefix('queries.')}.{name}"
        for module in MODULES for name, found in vars(module).items()
        if inspect.isfunction(found) and found.__module__ == module.__name__ and not name.startswith("_")
    }  # fmt: skip
    timed = {question.name.split(",")[0].split(" ")[0] for question in queries.QUESTIONS}
    assert timed == public - NOT_TIMED
    assert len(queries.FILTERS) == 8


def test_the_dense_store_is_as_dense_as_it_says_and_its_tables_agree(shot: Snapshot) -> None:
    counts = shot.facts["counts"]
    assert counts["presences"] / 1_000 == pytest.approx(6.6, abs=0.3)
    assert counts["pairs"] / 1_000 == pytest.approx(20.4, abs=1.5)
    connection = connect(shot)
    cells = connection.execute(
        "select sum(count_countries), sum(count_countries * (count_countries - 1) / 2)::bigint from articles"
    ).fetchone()
    assert cells == (counts["presences"], counts["pairs"])
    unsupported = connection.execute(
        "select count(*) from presences join articles using (article_key)"
        " where presences.sectors & ~articles.sectors <> 0 or presences.is_cooperation and not articles.is_cooperation"
    ).fetchone()
    assert unsupported == (0,)
    assert connection.execute("select count(*) from pairs where country_a >= country_b").fetchone() == (0,)


def test_the_same_size_and_profile_give_the_same_store(shot: Snapshot, tmp_path: Path) -> None:
    again = store.write(tmp_path / "again", 1_000, "dense")
    assert all(again.read(table).equals(shot.read(table)) for table in SCHEMAS)


def test_the_rivals_give_the_same_counts_and_lifts(shot: Snapshot, capsys: pytest.CaptureFixture[str]) -> None:
    queries.compare(shot, 1)
    assert capsys.readouterr().out.count("the same counts and lifts") == 6


def test_a_rival_that_differs_is_an_error(shot: Snapshot) -> None:
    connection = connect(shot)
    ours = comentions.dyads(connection, EVERYTHING)
    name, ask = next(rivals.rivals(shot))
    with pytest.raises(AssertionError):  # EVERYTHING holds the undated articles too
        queries.assert_equal(ours, ask(store.FIRST, store.LAST))
    assert name.startswith("naive")


def test_a_question_is_timed_under_every_filter(shot: Snapshot) -> None:
    question = next(question for question in queries.QUESTIONS if question.name == "evidence.count")
    found = queries.timed(connect(shot), question, 2)
    assert len(found.wall) == len(found.cpu) == 2 * len(queries.FILTERS)
    assert found.slowest in queries.FILTERS

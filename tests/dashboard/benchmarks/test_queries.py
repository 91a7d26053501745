"""The bench of answers: a synthetic store like the real ones, every answer in it, and rivals that agree. No times."""

from __future__ import annotations

import inspect
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

import numpy as np
import pandas as pd
import pytest

from dashboard.benchmarks import queries, rivals, store
from data.records import SCHEMAS
from data.snapshots import Snapshot
from queries import comentions, remembered
from queries.connection import connect
from queries.selection import EVERYTHING
from queries.statements import FOLDER

# What answers are made with, not answers.
INNER = {"cells", "connection", "schema", "worded"}
# They shape other answers, are a part of an answer that is timed, or (dyads) are asked for a bundle and by no page.
NOT_TIMED = {
    "articles.chosen", "articles.opened", "bursts.burst_stories", "bursts.with_stories", "coverage.last_article_on",
    "evidence.dyads", "evidence.with_countries", "mixture.of_outlets", "pairs.chosen", "pairs.opened",
}  # fmt: skip


@pytest.fixture(scope="module")
def shot(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    return store.write(tmp_path_factory.mktemp("synthetic") / "dense", 1_000, "dense")


def test_every_public_answer_is_timed() -> None:
    modules = {info.name: import_module(f"queries.{info.name}") for info in iter_modules([str(FOLDER.parent)])}
    public = {
        f"{module}.{name}"
        for module in modules.keys() - INNER for name, found in vars(modules[module]).items()
        if inspect.isfunction(found) and found.__module__ == f"queries.{module}" and not name.startswith("_")
        and next(iter(inspect.signature(found).parameters), "") == "connection"
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


def test_in_a_language_without_a_codebook_nothing_is_found(shot: Snapshot) -> None:
    labels = ["is_cooperation", "is_conflict", "sectors", "themes"]
    articles = shot.read("articles").to_pandas()
    of_pairs = shot.read("pairs").to_pandas().merge(articles[["article_key", "is_coded"]], on="article_key")
    for rows in (articles, of_pairs):
        is_found = rows[labels].astype(int).any(axis=1)
        assert is_found[rows["is_coded"]].any() and not rows["is_coded"].all()
        assert not is_found[~rows["is_coded"]].any()


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


def test_an_answer_is_the_same_whatever_was_asked_before(shot: Snapshot) -> None:
    connection = connect(shot)
    asked = [
        (question, name, selection) for question in queries.QUESTIONS for name, selection in queries.FILTERS.items()
    ]
    alone = [question.ask(connection, selection) for question, _, selection in asked]
    for _ in range(2):  # every statement of every answer, as the pages of many readers leave them
        for (question, name, selection), wanted in zip(asked, alone, strict=True):
            with remembered.of(shot.id):
                assert same(question.ask(connection, selection), wanted), (question.name, name)


def same(found: object, wanted: object) -> bool:
    """Compare two answers, whatever they are made of; AssertionError where they differ."""
    if isinstance(wanted, pd.DataFrame):
        pd.testing.assert_frame_equal(found, wanted)
    elif isinstance(wanted, tuple | list):
        assert type(found) is type(wanted)
        assert all(same(a, b) for a, b in zip(found, wanted, strict=True))
    elif isinstance(wanted, dict):
        assert isinstance(found, dict) and list(found) == list(wanted)
        assert all(same(found[key], value) for key, value in wanted.items())
    elif isinstance(wanted, np.ndarray):
        np.testing.assert_array_equal(found, wanted)
    elif hasattr(wanted, "__dataclass_fields__"):
        assert all(same(getattr(found, name), getattr(wanted, name)) for name in wanted.__dataclass_fields__)
    else:
        assert found == wanted
    return True

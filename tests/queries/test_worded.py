"""Words are looked for once, and the answer is that of a search."""

from __future__ import annotations

from queries import evidence, worded
from queries.selection import Mode, Selection
from tests.queries.conftest import Opener
from tests.queries.rows import named


def test_the_same_words_are_searched_once_and_others_anew(opened: Opener) -> None:
    connection = opened([named("CN", title="Rails and ports"), named("KZ", title="Ports"), named("PE")])
    assert [
        evidence.count(connection, Selection(interaction=Mode.ANY, words=words))
        for words in ("ports", "rails", "ports")
    ] == [2, 1, 2]
    kept = connection.execute("select asked, count(*) from word_hits group by asked order by 2").fetchall()
    assert [count for _, count in kept] == [1, 2]
    assert connection.execute("select count(*) from words_asked").fetchone() == (2,)


def test_words_that_nothing_holds_find_nothing_twice(opened: Opener) -> None:
    connection = opened([named("CN", title="Rails")])
    assert [evidence.count(connection, Selection(interaction=Mode.ANY, words="steppe")) for _ in range(2)] == [0, 0]


def test_a_search_that_was_broken_off_is_done_again(opened: Opener) -> None:
    connection = opened([named("CN", title="Rails")])
    parameters = Selection(interaction=Mode.ANY, words="rails").parameters()
    connection.execute("insert into word_hits values ($p, 0)", {"p": parameters["any_pattern"]})
    worded.look_for(connection, parameters)
    assert evidence.count(connection, Selection(interaction=Mode.ANY, words="rails")) == 1

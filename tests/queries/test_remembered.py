"""What statements returned is kept for answers that want the same, and for nobody else."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import pytest

from queries import remembered
from queries.schema import fetch, fetch_arrays
from queries.selection import EVERYTHING
from tests.queries.conftest import Opener
from tests.queries.rows import named

_KIB = 1 << 10


def counted(size: int = _KIB) -> tuple[Callable[[str], bytes], list[str]]:
    """Return a way to ask by name for something of a size, and the list of the names that were looked for."""
    looked: list[str] = []

    def ask(name: str) -> bytes:
        def look() -> bytes:
            looked.append(name)
            return name.encode()

        return remembered.once("text", name, {"a": 1}, look, lambda _: size)

    return ask, looked


def test_the_same_is_looked_for_once_and_another_snapshot_is_not_the_same() -> None:
    ask, looked = counted()
    for snapshot in ("one", "two", "one"):
        with remembered.of(snapshot):
            assert [ask("x"), ask("y"), ask("x")] == [b"x", b"y", b"x"]
    assert looked == ["x", "y", "x", "y"]


def test_other_parameters_are_another_question() -> None:
    with remembered.of("parameters"):
        found = [remembered.once("text", "x", {"n": n}, lambda n=n: n, lambda _: 1) for n in (1, 2, 1)]
    assert found == [1, 2, 1]


def test_outside_everything_is_looked_for_anew() -> None:
    ask, looked = counted()
    with remembered.of("outside"):
        ask("x")
    ask("x"), ask("x")
    assert looked == ["x"] * 3


def test_what_failed_is_asked_again() -> None:
    def fail() -> bytes:
        raise ValueError("no")

    with remembered.of("failing"):
        for _ in range(2):
            with pytest.raises(ValueError, match="no"):
                remembered.once("text", "x", {}, fail, len)
        assert remembered.once("text", "x", {}, lambda: b"x", len) == b"x"


def test_memory_is_bounded_and_what_was_used_last_stays() -> None:
    most = remembered.MOST_BYTES
    ask, looked = counted(most // 8)
    with remembered.of("bounded"):
        for name in "abcdefgh":
            ask(name)
        ask("a"), ask("i"), ask("a"), ask("b")
    assert looked == [*"abcdefghi", "b"]
    large, looked = counted(most // 2)
    with remembered.of("bounded"):
        large("x"), large("x"), ask("a")
    assert looked == ["x", "x"]


def test_nobody_can_change_what_is_kept(opened: Opener) -> None:
    connection = opened([named("CN", "KZ")])
    with remembered.of("unchanged"):
        arrays = fetch_arrays(connection, "articles/selected", EVERYTHING)
        with pytest.raises(ValueError, match="read-only"):
            arrays["article_key"][0] = 7
        assert arrays.pop("article_key") is fetch_arrays(connection, "articles/selected", EVERYTHING)["article_key"]
        frame = fetch(connection, "articles/options", EVERYTHING)
        before = frame.copy()
        frame["code"] = "changed"
        frame.loc[0, "facet"] = "changed"
        pd.testing.assert_frame_equal(fetch(connection, "articles/options", EVERYTHING), before)

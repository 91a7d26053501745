"""Ids and their numbers, kept small."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from data import known
from data.known import Known, numbers_of


@given(st.lists(st.tuples(st.sampled_from("abcdé\ud800"), st.integers(0, 2**64 - 1)), max_size=20))
def test_the_last_number_of_a_text_counts(rows: list[tuple[str, int]]) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(known, "_MOST_RECENT", 3)
        numbers = Known()
        for text, number in rows:
            numbers.put(text, number)
        assert {text: numbers.get(text) for text in "abcdé\ud800"} == dict.fromkeys("abcdé\ud800") | dict(rows)


def test_many_at_once_take_the_place_of_those_before() -> None:
    numbers = Known()
    for column, first in ((["a", "b"], 0), (["c", "b", "d"], 10)):
        numbers.take(numbers_of(pa.chunked_array([column])), np.arange(first, first + len(column), dtype=np.uint64))
    assert [numbers.get(text) for text in "abcde"] == [0, 11, 10, 12, None]

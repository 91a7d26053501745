"""Near-duplicates in items of our own."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from data.stories import _WORD, DAYS, SIZE, UNDATED, signatures, stories, words_of

ITEM = (
    "The ministers of trade of Oman and Laos sign a treaty on the inspection of fruit and rice at ports, after two "
    "years of talks in which 14 rounds were held and the customs services of both compared their rules."
)
COPY = ITEM.replace("sign a treaty", "on Monday signed a treaty")
OTHER = "Fishermen of Peru ask the government to extend the season, since the water is colder than in other years."


def _long() -> str:
    return " ".join(ITEM.replace("fruit", f"fruit {i} of {i + 1}") for i in range(10))


def grouped(*items: tuple[str, int | None, str]) -> list[int]:
    """Return the story of each (text, day, countries)."""
    texts = [text for text, _, _ in items]
    signed = signatures(texts, [codes.split() for _, _, codes in items])
    rows = b"".join(filter(None, signed))
    which = np.flatnonzero([one is not None for one in signed])
    same = np.unique(np.array(texts, dtype=str), return_inverse=True)[1].astype(np.uint64)
    days = np.array([UNDATED if day is None else day for _, day, _ in items], dtype=np.int64)
    return stories(same, days, which, np.frombuffer(rows, np.uint8).reshape(-1, SIZE)).tolist()


def test_the_same_text_is_one_story_and_another_is_not() -> None:
    assert grouped((ITEM, 1, "LA OM"), (OTHER, 1, "PE"), (ITEM, 1, "LA OM")) == [0, 1, 0]
    assert grouped((ITEM, 1, "LA OM"), (OTHER, 1, "PE"), (ITEM, 400, "LA OM")) == [0, 1, 2], "a formula that came back"
    assert grouped((_long(), 1, "LA OM"), (OTHER, 1, "PE"), (_long(), 400, "LA OM")) == [0, 1, 0]


def test_a_copy_with_a_few_words_changed_is_the_same_story_within_days() -> None:
    assert grouped((ITEM, 1, "LA OM"), (COPY, 1 + DAYS, "LA OM")) == [0, 0]
    assert grouped((ITEM, 1, "LA OM"), (COPY, 2 + DAYS, "LA OM")) == [0, 1]
    assert grouped((ITEM, None, "LA OM"), (COPY, 900, "LA OM")) == [0, 0], "an undated one is near every day"
    assert grouped((ITEM, -900, "LA OM"), (COPY, 900, "LA OM")) == [0, 1], "one of 1967 is not"


def test_a_formula_with_another_number_or_country_is_another_story() -> None:
    assert grouped((ITEM, 1, "LA OM"), (COPY.replace("14", "15"), 1, "LA OM")) == [0, 1]
    assert grouped((ITEM, 1, "LA OM"), (COPY.replace("Laos", "Chad"), 1, "OM TD")) == [0, 1]


def test_a_long_article_may_lose_a_number() -> None:
    long = _long()
    assert grouped((long, 1, "LA OM"), (long.replace("14 rounds", "many rounds", 1), 2, "LA")) == [0, 0]


def test_a_bare_heading_is_a_story_of_its_day_only() -> None:
    assert grouped(("War in Laos", 1, "LA"), ("War in Laos", 1, "LA"), ("War in Laos", 2, "LA")) == [0, 0, 2]


def test_no_articles_no_stories_and_no_text_no_signature() -> None:
    assert grouped() == []
    assert signatures(["", "Two words"], [[], []]) == [None, None]
    assert len(signatures([ITEM], [["LA"]])[0] or b"") == SIZE


@given(st.lists(st.tuples(st.sampled_from([ITEM, COPY, OTHER, "War in Laos"]), st.integers(0, 9)), max_size=12))
def test_a_story_is_named_by_its_first_article_and_has_only_one_name(items: list[tuple[str, int]]) -> None:
    found = np.array(grouped(*((text, day, "LA") for text, day in items)), dtype=int)
    assert (found <= np.arange(len(found))).all() and (found[found] == found).all()


@given(st.text(st.sampled_from("aé1_ -中の。Я"), max_size=30))
def test_words_are_the_same_whichever_pattern_finds_them(text: str) -> None:
    assert words_of(text) == _WORD.findall(text)

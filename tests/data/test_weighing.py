"""Which acts stand once every pair of a passage is weighed, with weights and texts written for the purpose."""

from __future__ import annotations

from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.articles import Article, batch_of
from data.extraction import Extractor
from data.interactions import Reading
from data.records import Interaction
from data.spans import Act, Codings
from data.weighing import ALWAYS, Weights, pair_marks, passage_marks, weighed


@cache
def _extractor() -> Extractor:
    return Extractor()


def _proposed(text: str) -> tuple[list[Reading], Codings]:
    return _extractor().proposals(batch_of([Article(text, language="en")]))


def _acts(text: str, weights: Weights | None = None) -> list[Act]:
    return weighed(*_proposed(text), weights)


def _said(acts: list[Act]) -> set[tuple[str, str | None, str]]:
    return {(act.country_a, act.country_b or act.organisation, act.interaction.value) for act in acts}


_WEIGHT = st.integers(-100_000, 100_000)
TALKS = "Kazakhstan and China sign an agreement, and Mongolia watches."


def test_a_proposal_that_the_weights_speak_against_does_not_stand() -> None:
    assert ("CN", "KZ", "cooperation") in _said(_acts(TALKS))
    assert _acts(TALKS, Weights({ALWAYS: (-9_000, -9_000)}, (-1_000, -1_000))) == []


def test_a_proposal_that_stands_keeps_its_predicates() -> None:
    readings, codings = _proposed(TALKS)
    proposed = [act for reading in readings for act in reading.acts]
    assert weighed(readings, codings, Weights({"rule cooperation": (2_000, 0), ALWAYS: (-900, -9_000)}, (0, 0))) == [
        act for act in proposed if (act.country_a, act.country_b) == ("CN", "KZ")
    ]


def test_a_pair_that_no_rule_linked_gets_the_nearest_predicate_of_its_kind() -> None:
    only = Weights({"rule of another cooperation": (2_000, 0), ALWAYS: (-900, -9_000)}, (9_000, 9_000))
    acts = _acts(TALKS, only)
    assert {(act.country_a, act.country_b) for act in acts} <= {("CN", "MN"), ("KZ", "MN")}
    for act in acts:
        assert act.rule.endswith(", weighed") and TALKS[act.start : act.end] in {"sign", "agreement"}


def test_the_likeliest_pair_may_stand_below_even_odds_and_no_other() -> None:
    marks = {"rule cooperation": (100, 0), ALWAYS: (-600, -9_000)}
    assert _said(_acts(TALKS, Weights(marks, (-700, -700)))) == {("CN", "KZ", "cooperation")}


def test_a_passage_with_very_many_parties_keeps_what_the_rules_propose() -> None:
    guests = "Peru, Chile, Bolivia, Brazil, Cuba, Haiti, Panama, Ecuador, Uruguay, Paraguay, Colombia, Mexico, Canada"
    text = f"China signs an agreement with Kazakhstan in front of guests from {guests}."
    readings, codings = _proposed(text)
    assert weighed(readings, codings, Weights({}, (9_000, 9_000))) == readings[0].acts != []


def test_marks_tell_where_a_pair_stands() -> None:
    (reading,), _ = _proposed(TALKS)
    marks = dict(pair_marks(reading))
    assert {"rule cooperation", "left joined", "together 1"} <= marks["CN", "KZ"]
    assert "rule cooperation" not in marks["CN", "MN"] and "between sign" in marks["CN", "MN"]
    assert {"coded trade", "countries 3", "has sign", "some cooperation"} <= passage_marks(reading, ["trade"])


@pytest.mark.parametrize(
    ("text", "pair", "kind"),
    [
        ("Kazakhstan and Uzbekistan sign an agreement on water.", ("KZ", "UZ"), Interaction.COOPERATION),
        ("The President of Kazakhstan meets the President of China in Astana.", ("CN", "KZ"), Interaction.COOPERATION),
        ("Armenia accuses Azerbaijan of shelling its border villages.", ("AM", "AZ"), Interaction.CONFLICT),
        ("Poland expels two Russian diplomats for spying.", ("PL", "RU"), Interaction.CONFLICT),
    ],
)
def test_what_is_plain_stands_with_the_project_s_own_weights(
    text: str, pair: tuple[str, str], kind: Interaction
) -> None:
    assert {(act.country_a, act.country_b, act.interaction) for act in _acts(text)} == {(*pair, kind)}


@given(st.dictionaries(st.text(max_size=3), st.tuples(_WEIGHT, _WEIGHT)), st.lists(st.text(max_size=3)))
def test_the_weights_of_marks_add_up_for_each_kind(of: dict[str, tuple[int, int]], marks: list[str]) -> None:
    held = [of[mark] for mark in marks if mark in of]
    assert Weights(of, (0, 0)).scores(marks) == (sum(good for good, _ in held), sum(bad for _, bad in held))

"""Scores against hand-counted passages of our own."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import orjson
import pytest

from data.evaluation import LABELS, Evaluation, GoldError, Passage, judged, read_gold

ROW = {"named": [], "referred": [], "sectors": [], "themes": [], "interaction": "none", "dyads": []}
ROWS = [
    ROW | {"id": "right", "text": "Kazakhstan and China sign a trade agreement.", "named": ["CN", "KZ"],
           "referred": ["CN", "KZ"], "sectors": ["trade"], "themes": ["diplomacy"], "interaction": "cooperation",
           "dyads": ["CN-KZ"]},
    ROW | {"id": "missing", "text": "The harvest was good.", "named": ["PE"], "referred": ["PE"],
           "sectors": ["tourism"], "interaction": "conflict", "dyads": ["BO-PE"]},
    ROW | {"id": "false", "text": "Mongolia raises its tariffs on imports of coal."},
]  # fmt: skip


@pytest.fixture(scope="module")
def evaluation(tmp_path_factory: pytest.TempPathFactory) -> Evaluation:
    path = tmp_path_factory.mktemp("gold") / "gold.jsonl"
    path.write_bytes(b"\n".join(map(orjson.dumps, ROWS)))
    return Evaluation(read_gold(path))


def test_counts_and_rates_are_those_counted_by_hand(evaluation: Evaluation) -> None:
    scores = evaluation.scores()
    assert list(scores) == list(LABELS)
    named = scores["named"]  # China and Kazakhstan right, Mongolia false, Peru missed
    assert (named.right, named.false, named.missed) == (2, 1, 1)
    assert named.precision == pytest.approx(2 / 3) and named.recall == pytest.approx(2 / 3)
    assert named.f1 == pytest.approx(2 / 3)
    assert (scores["trade"].right, scores["trade"].false, scores["trade"].missed) == (1, 1, 0)
    assert (scores["conflict"].right, scores["conflict"].missed) == (0, 1)
    assert (scores["typed dyads"].right, scores["typed dyads"].missed) == (1, 1)


def test_micro_averages_are_sums_of_their_codes(evaluation: Evaluation) -> None:
    scores = evaluation.scores()
    codes = ("trade", "tech", "tourism", "customs", "security")
    for column in ("right", "false", "missed"):
        assert getattr(scores["sectors"], column) == sum(getattr(scores[code], column) for code in codes)


def test_a_label_that_nobody_gave_has_no_score(evaluation: Evaluation) -> None:
    facts = evaluation.scores()["customs"].facts()
    assert facts["f1"] is None and facts["f1_interval"] == [None, None]


def test_intervals_hold_the_estimate_and_repeat(evaluation: Evaluation) -> None:
    one, other = evaluation.scores()["named"], evaluation.scores()["named"]
    assert one == other and one.f1_interval[0] <= one.f1 <= one.f1_interval[1]
    assert one.f1_interval[0] < one.f1_interval[1]


def test_each_miss_and_each_false_find_is_listed_with_its_spans(evaluation: Evaluation) -> None:
    wrong = {(w.passage.id, w.label, w.code): w for w in evaluation.wrong()}
    assert wrong["missing", "tourism", "tourism"].is_miss
    false = wrong["false", "named", "MN"]
    assert not false.is_miss and [false.passage.text[a:b] for a, b, _, _ in false.spans] == ["Mongolia"]
    rule = wrong["false", "trade", "trade"].spans[0]
    assert "tariff" in rule[3]
    assert all(w.passage.id != "right" for w in wrong.values())


def test_what_nobody_labelled_is_neither_found_nor_missed(tmp_path: Path) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_bytes(orjson.dumps(ROWS[0] | {"interaction": None, "dyads": None, "themes": None}))
    scores = Evaluation(read_gold(path)).scores()
    assert scores["trade"].right == 1
    for label in ("cooperation", "conflict", "dyads", "typed dyads", "themes", "diplomacy"):
        assert (scores[label].right, scores[label].false, scores[label].missed) == (0, 0, 0)


def test_a_part_counts_only_its_passages(evaluation: Evaluation) -> None:
    scores = evaluation.scores(np.array([True, False, False]))
    assert scores["named"].f1 == 1 and scores["trade"].false == 0


def test_about_a_third_is_held_out_and_always_the_same() -> None:
    passages = [Passage(f"p{i}", "", None, {}) for i in range(3_000)]
    held = [p.is_held_out for p in passages]
    assert 900 < sum(held) < 1_100
    assert held == [Passage(p.id, "other text", None, {}).is_held_out for p in passages]


def test_every_label_has_fifty_judged_positives() -> None:
    found = judged()
    assert set(found) == set(LABELS) - {"sectors", "themes", "dyads", "typed dyads"}
    assert {total for _, total in found.values()} == {50}
    assert found["named"] == (50, 50) and found["tech"] == (36, 50)


@pytest.mark.parametrize(
    "line", [b"{", b'{"text": "a"}', orjson.dumps(ROW | {"text": "a", "interaction": "friendly"}), b"[1]"]
)
def test_bad_gold_is_named_with_its_line(tmp_path: Path, line: bytes) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_bytes(orjson.dumps(ROW | {"text": "a"}) + b"\n" + line)
    with pytest.raises(GoldError, match=r"gold\.jsonl, line 2: .*A passage needs text"):
        read_gold(path)


def test_labels_that_nobody_gave_are_not_measured_and_the_file_may_say_what_is_held_out(tmp_path: Path) -> None:
    path = tmp_path / "gold.jsonl"
    row = ROWS[0] | {"named": None, "themes": None, "part": "held-out"}
    path.write_bytes(b"\n".join(map(orjson.dumps, [row, row | {"part": "tuning"}])))
    part = Evaluation(read_gold(path))
    assert part.held_out().tolist() == [True, False]
    for label in ("named", "themes", "diplomacy"):
        assert (part.scores()[label].right, part.scores()[label].false) == (0, 0)
    assert part.scores()["trade"].right == 2
    assert "named" not in {wrong.label for wrong in part.wrong()}

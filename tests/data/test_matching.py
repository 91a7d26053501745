from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.matching import Case, Form, Matcher, fold, longest


def found(form: Form, text: str) -> list[str]:
    hits = Matcher([form]).scan(text)
    return [text[s:e] for s, e in zip(hits.start.tolist(), hits.end.tolist(), strict=True)]


@pytest.mark.parametrize(
    ("form", "text", "expected"),
    [
        (Form("Peru", Case.UPPER), "Peru's port, Peruvian fish, peru balsam, PERU", ["Peru", "PERU"]),
        (Form("US", Case.EXACT), "The US told us. THE US-China talks", ["US", "US"]),
        (Form("export*"), "exports of re-exported goods, Exporters", ["exports", "exported", "Exporters"]),
        (Form("(trade|customs) deal*"), "a trade deal and customs deals", ["trade deal", "customs deals"]),
        (
            Form("sign* ... agreement*"),
            "They signed a new trade agreement.",
            ["signed a new trade agreement"],
        ),
        (Form("sign* ... agreement*"), "They signed. The agreement came later.", []),
        (Form("Türkiye", Case.UPPER), "Turkiye and TÜRKİYE", ["Turkiye", "TÜRKİYE"]),
        (Form("中国"), "习近平说中国和哈萨克斯坦", ["中国"]),
        (Form("Казахстан*", Case.UPPER), "из Казахстана и казахстанский", ["Казахстана"]),
        (Form("cote d'ivoire"), "Côte d’Ivoire", ["Côte d’Ivoire"]),
        (Form("two\nwords"), "two words", ["two words"]),
    ],
)
def test_a_form_is_found_where_it_stands(form: Form, text: str, expected: list[str]) -> None:
    assert found(form, text) == expected


def test_overlapping_forms_are_all_found_and_the_longest_can_be_chosen() -> None:
    matcher = Matcher([Form("Guinea", Case.UPPER), Form("Papua New Guinea", Case.UPPER)])
    hits = matcher.scan("Papua New Guinea and Guinea")
    assert hits.form.tolist() == [1, 0, 0]
    assert hits.take(longest(hits)).form.tolist() == [1, 0]


def test_a_form_that_begins_with_a_wildcard_is_refused() -> None:
    with pytest.raises(ValueError, match="begins with a wildcard"):
        Matcher([Form("*port")])


def test_a_line_of_dashes_is_read_in_a_moment() -> None:
    # With a pattern that can cut dashes in many ways this ran for minutes and held up a whole ingest.
    matcher = Matcher([Form("sign* ... agreement*"), Form("talk* ... end")])
    text = "They signed " + "- " * 5_000 + "-" * 5_000 + "'" * 5_000 + " nothing. Talks " + "a-" * 5_000
    assert len(matcher.scan(text)) == 0


def test_nothing_is_found_in_nothing() -> None:
    assert len(Matcher([Form("a")]).scan("")) == 0


@given(st.text(max_size=300))
def test_folding_never_changes_a_length(text: str) -> None:
    assert len(fold(text)) == len(text)


@given(st.text(alphabet="ab -.é中", max_size=60))
def test_the_scan_agrees_with_a_naive_search(text: str) -> None:
    hits = Matcher([Form("a b"), Form("b*"), Form("中")]).scan(text)
    plain = fold(text)
    expected = []
    for i in range(len(text)):
        left = i == 0 or not plain[i - 1].isalnum() or "中" in (plain[i - 1], plain[i])
        if (
            plain.startswith("a b", i)
            and left
            and (i + 3 == len(text) or plain[i + 3] == "中" or not plain[i + 3].isalnum())
        ):
            expected.append((0, i))
        if plain.startswith("b", i) and left:
            expected.append((1, i))
        if plain.startswith("中", i):
            expected.append((2, i))
    assert sorted(zip(hits.form.tolist(), hits.start.tolist(), strict=True)) == sorted(expected)
    assert np.all(hits.end > hits.start)

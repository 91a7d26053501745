"""The codebook refuses rows that make no sense, and says in words what its own rows ask for."""

from __future__ import annotations

import itertools
import re
from typing import Any

import pytest

from data.codebook import CODES, CONTEXT, TERM, Codebook, CodebookError, codebook_of
from data.matching import Case
from data.names import terms
from data.vocabularies import tables

_WORDS: dict[str, Any] = {"far": {"says": "a far country", "forms": ["overseas"]}}


def _book(*rows: dict[str, Any], **more: Any) -> Codebook:
    return codebook_of({"term": list(rows), "context": _WORDS, **more})


def test_every_code_of_the_records_has_terms() -> None:
    book = Codebook.load()
    assert {rule.code for rule in book.rules} == set(CODES)
    for code in CODES:
        assert len(terms(code)) >= 30, code


def test_a_row_is_known_by_its_code_and_form_unless_it_brings_an_id() -> None:
    book = _book({"code": "trade", "form": "tariff*"}, {"code": "trade", "form": "quota*", "id": "quotas"})
    assert [rule.id for rule in book.rules] == ["trade:tariff*", "quotas"]


def test_the_same_rule_twice_is_refused() -> None:
    with pytest.raises(CodebookError, match="there twice"):
        _book({"code": "trade", "form": "tariff*"}, {"code": "trade", "form": "tariff*"})


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ({"code": "trad", "form": "tariff*"}, "Did you mean 'trade'"),
        ({"code": "trade", "form": "tariff*", "needs": ["fare"]}, "Did you mean 'far'"),
        ({"code": "trade", "form": "tariff*", "neds": ["far"]}, "Did you mean 'needs'"),
        ({"code": "trade", "form": "tariff*", "scope": "sentense"}, "Did you mean 'sentence'"),
        ({"code": "trade", "form": "tariff*", "case": "exactly"}, "Did you mean 'exact'"),
        ({"code": "trade", "form": "tariff*", "weight": 1.5}, "not above 0 and at most 1"),
        ({"code": "trade", "form": "tariff*", "weight": 0}, "not above 0 and at most 1"),
    ],
)
def test_a_row_that_makes_no_sense_is_refused_with_the_nearest_name(row: dict[str, Any], said: str) -> None:
    with pytest.raises(CodebookError, match=re.escape(said)):
        _book(row)


def test_a_gap_within_brackets_is_refused() -> None:
    with pytest.raises(CodebookError, match="within brackets"):
        _book({"code": "trade", "form": "defence (budget|ministry ... budget)"})


def test_a_blocker_of_an_unknown_code_or_context_is_refused() -> None:
    with pytest.raises(CodebookError, match="security"):
        _book(blocker=[{"form": "job security", "of": ["securty"]}])


def test_a_context_includes_only_what_stands_above_it() -> None:
    with pytest.raises(CodebookError, match="includes"):
        codebook_of({"term": [], "context": {"near": {"includes": ["far"]}, "far": {"forms": ["overseas"]}}})


def test_an_organisation_or_kind_that_nobody_knows_is_refused() -> None:
    row = {"id": "m", "code": "trade", "says": "a trade body", "organisations": ["WTOO"]}
    with pytest.raises(CodebookError, match="Did you mean 'WTO'"):
        _book(mention=[row])
    with pytest.raises(CodebookError, match="kinds"):
        _book(mention=[{**row, "organisations": [], "kinds": ["unionn"]}])


def test_kinds_give_their_organisations_less_the_exceptions() -> None:
    row = {"id": "m", "code": "multilateralism", "says": "a union", "kinds": ["union"], "except": ["EUROZONE"]}
    (rule,) = _book(mention=[row]).rules
    assert rule.organisations is not None
    assert {"EU", "EAEU"} <= rule.organisations
    assert "EUROZONE" not in rule.organisations


def test_forms_are_laid_out_by_table_row_and_part() -> None:
    gap, exact = (
        {"code": "trade", "form": "(buy|buys) ... (gas|oil)"},
        {"code": "trade", "form": "FTA", "case": "exact"},
    )
    book = _book(gap, exact)
    layout = [
        (form.text, int(table), int(row), int(part), int(parts))
        for form, table, row, part, parts in zip(book.forms, book.table, book.row, book.part, book.parts, strict=True)
    ]
    assert layout[:4] == [
        ("buy", TERM, 0, 0, 2), ("buys", TERM, 0, 0, 2), ("gas", TERM, 0, 1, 2), ("oil", TERM, 0, 1, 2)
    ]  # fmt: skip
    assert layout[4] == ("FTA", TERM, 1, 0, 1)
    assert book.forms[4].case == Case.EXACT
    assert layout[5] == ("overseas", CONTEXT, 0, 0, 1)


def test_the_condition_is_said_in_words() -> None:
    book = _book({"code": "trade", "form": "deal", "needs": ["far"], "countries": 2, "scope": "sentence"})
    assert book.rules[0].because == " with a far country, with 2 countries in the sentence"


def test_a_label_is_silent_in_its_contexts_whatever_the_rule() -> None:
    quiet = {"trade": {"without": ["far"]}}
    book = _book({"code": "trade", "form": "tariff*"}, {"code": "tech", "form": "robot*"}, label=quiet)
    assert [rule.condition.without for rule in book.rules] == [("far",), ()]
    with pytest.raises(CodebookError, match="Did you mean 'far'"):
        _book(label={"trade": {"without": ["fare"]}})


def test_every_context_of_the_vocabulary_is_asked_for_or_included() -> None:
    raw = tables("terms.toml")
    used = {name for row in raw["term"] + raw["mention"] for name in row.get("needs", []) + row.get("without", [])}
    used |= {name for row in raw["label"].values() for name in row["without"]}
    used |= {name for row in raw["context"].values() for name in row.get("includes", [])}
    assert set(raw["context"]) == used


def test_no_weak_row_can_never_matter() -> None:
    """A weak row of a code whose weak weights add up to less than 1 would be dead."""
    book = Codebook.load()
    for code in CODES:
        weak = sum(rule.weight for rule in book.rules if rule.code == code and rule.weight < 1)
        assert weak == 0 or weak >= 1, code


def test_no_weak_row_hides_a_stronger_one_within_it() -> None:
    """Of two weak spans the longer one stays, so a longer row must not weigh less: 'attacks on' hid 'attacks'."""
    book = Codebook.load()
    pieces: dict[tuple[str, int], list[tuple[tuple[str, ...], int]]] = {}
    for form, row in _term_forms(book):
        rule = book.rules[row]
        if rule.weight < 1:
            words = tuple(form.lower().split())
            pieces.setdefault((rule.code, len(words)), []).append((words, row))
    hidden = set()
    for (code, size), longer in pieces.items():
        shorter = [piece for k in range(1, size) for piece in pieces.get((code, k), ())]
        for (words, row), (inner, hid) in itertools.product(longer, shorter):
            if book.rules[row].weight < book.rules[hid].weight and _stands_in(inner, words):
                hidden.add((book.rules[row].id, book.rules[hid].id))
    assert hidden == set()


def _term_forms(book: Codebook) -> list[tuple[str, int]]:
    """Return the forms of terms that have no gap, each with its row."""
    columns = zip(book.forms, book.table.tolist(), book.row.tolist(), book.parts.tolist(), strict=True)
    return [(form.text, row) for form, table, row, parts in columns if table == TERM and parts == 1]


def _stands_in(inner: tuple[str, ...], words: tuple[str, ...]) -> bool:
    def fits(one: str, other: str) -> bool:
        return other.rstrip("*").startswith(one[:-1]) if one.endswith("*") else one == other

    starts = range(len(words) - len(inner) + 1)
    return any(all(map(fits, inner, words[start : start + len(inner)])) for start in starts)

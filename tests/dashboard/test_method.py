"""The Method page says what the snapshot says, and nothing that a stranger wrote becomes markup."""

from __future__ import annotations

import pandas as pd
import pytest

from dashboard import method
from data.records import SECTORS, THEMES


def test_every_label_is_defined_and_has_terms() -> None:
    text = method.definitions((*SECTORS, *THEMES))
    assert text.count("- **") == 13 and text.count("*Not:*") >= 5
    assert method.terms(("trade",)).startswith("**Trade** (")


def test_the_ledger_has_what_went_in_and_what_can_be_used() -> None:
    totals = pd.DataFrame(
        [{"count_articles": 7, "count_with_country": 6, "count_with_dyad": 5, "count_with_sector": 4,
          "count_cooperation": 3, "count_conflict": 2}]
    )  # fmt: skip
    text = method.ledger({"ledger": {"read": 1_234, "refused": 2}}, totals)
    assert "1,234 read" in text and "2 refused" in text and "**7** articles in the snapshot" in text
    assert "without a date" not in text, "what the ledger does not hold is not made up"
    text = method.ledger({"ledger": {"read": 9, "refused": 0, "undated": 0, "excerpts": 2, "duplicate": 0}}, totals)
    assert "The last ingest: 9 read, 0 refused, 2 with only a headline or a summary\n" in text


def test_quality_is_shown_where_it_was_measured() -> None:
    assert "no measurement" in method.quality({"quality": None})
    trade = {"precision": 0.9, "recall": 0.8, "f1": 0.847, "f1_interval": [0.7, None], "right": 8, "missed": 2}
    part = {"passages": 300, "labels": {"trade": trade}}
    facts = {"gold": "a*b.jsonl", "measured_on": "2026-11-28", "parts": {"held-out": part, "all": part}}
    text = method.quality({"quality": facts})
    assert "| Trade | 0.90 | 0.80 | 0.85 | 0.70–– | 10 | 0.85 | 37 of 50 |" in text
    assert "300 passages held out" in text and "jsonl" not in text


@pytest.mark.parametrize(
    ("stamp", "said"),
    [("2026-11-28T16:54:39+00:00", "on 28 November 2026 at 16:54 UTC"), (None, "at an unknown time"),
     ("<b>", "at an unknown time")],
)  # fmt: skip
def test_the_time_of_a_snapshot_is_said_as_a_reader_says_it(stamp: object, said: str) -> None:
    assert method.moment(stamp) == said


def test_names_and_notes_of_collections_are_escaped() -> None:
    text = method.sources({"collections": [{"name": "<b>x</b>", "license": "MIT", "source": "[a](javascript:b)"}]})
    assert "<b>" not in text.replace("\\<", "") and "](javascript" not in text
    assert "Natural Earth" in text and "CLDR" in text


def test_gaps_are_named_with_their_days() -> None:
    days = {"from_on": [pd.Timestamp("2004-01-01")], "to_on": [pd.Timestamp("2004-12-31")]}
    assert "made up holds no article in 2004" in method.gaps(pd.DataFrame({"collection": ["made up"], **days}))

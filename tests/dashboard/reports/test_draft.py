"""A report's file is read and written without loss; what is wrong in it is said in a sentence with its line."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.reports import draft
from dashboard.reports.draft import Block, Draft

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)
FULL = TEXTS.filter(str.strip)
BLOCKS = st.one_of(
    st.builds(Block, kind=st.just("text"), heading=TEXTS, text=FULL, level=st.sampled_from([1, 2])),
    st.builds(Block, kind=st.just("chart"), link=FULL, panel=TEXTS, caption=TEXTS),
    st.builds(Block, kind=st.just("table"), link=FULL, most=st.integers(1, 500)),
)


@given(st.builds(Draft, title=TEXTS, author=TEXTS, on=st.dates() | st.none(), blocks=st.lists(BLOCKS).map(tuple)))
def test_what_is_written_is_read_again(asked: Draft) -> None:
    assert draft.read(draft.write(asked)) == asked


@pytest.mark.parametrize(
    ("block", "said"),
    [('kind = "char"', "The nearest is chart."),
     ('link = "sectors"', "has no kind"),
     ('kind = "chart"', "has no link"),
     ('kind = "chart"\nlink = 3', "is a text in quotes"),
     ('kind = "chart"\nlink = "/"\nlnik = "/"', "The nearest is link."),
     ('kind = "table"\nlink = "/"\nmost = 0', "a whole number from 1 to 500"),
     (f'kind = "text"\nheading = "{"x" * 301}"', "at most 300")],
)  # fmt: skip
def test_a_wrong_block_is_said_with_its_line_and_kept_as_it_was_written(block: str, said: str) -> None:
    text = f'title = "T"\n\n[[block]]\nkind = "text"\ntext = "[[block]]"\n\n[[block]]\n{block}\n'
    asked = draft.read(text)
    good, bad = asked.blocks
    assert not good.wrong and said in bad.wrong and bad.line == 7
    assert draft.read(draft.write(asked)).blocks[1].given == bad.given


def test_a_text_that_nobody_has_written_yet_is_kept_and_not_printed() -> None:
    (blank,) = draft.read('[[block]]\nkind = "text"\nheading = " "').blocks
    assert not blank.wrong and "without heading and text" in draft.fault(blank)
    assert not draft.fault(Block("text", heading="Trade"))


@pytest.mark.parametrize(
    ("text", "said"), [("title =", "no TOML"), ("block = 3", "[[block]]"), ("a = " + "[" * 5000, "nested too deeply")]
)
def test_a_file_that_is_none_is_said(text: str, said: str) -> None:
    with pytest.raises(draft.DraftError, match=r"report|Blocks") as error:
        draft.read(text)
    assert said in str(error.value)


def test_what_a_file_says_of_itself_may_be_wrong_and_the_rest_is_read() -> None:
    asked = draft.read(
        'titel = "T"\ndate = "tomorrow"\nlanguage = "English!"\nhost = "javascript:alert(1)"\nauthor = 3'
    )
    assert asked == Draft()
    assert len(asked.notices) == 5 and "The nearest is title." in asked.notices[0]
    assert draft.read('date = "2026-11-01"\nhost = "https://example.org/c"').on == date(2026, 11, 1)

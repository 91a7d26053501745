"""What a stranger wrote is shown as it stands and does nothing.

What Streamlit makes of the Markdown is seen in a browser; here stand the rules that were measured there.
"""

from __future__ import annotations

import html
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard import safe

ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")


def shown(markdown: str) -> str:
    """Undo the two things that `safe` does: empty spans and backslashes."""
    return ESCAPED.sub(r"\1", markdown.replace(":gray[]", ""))


@given(st.text(st.characters(exclude_categories=("Cs",)), max_size=80))
def test_the_text_that_is_shown_is_the_text(text: str) -> None:
    if ":gray[]" not in text:
        assert shown(safe.markdown(text)) == safe.plain(text)


@given(st.text("<>[]()!*_`~#$|&;:@./\\-=abw \n", max_size=60))
def test_no_character_that_means_something_stands_unescaped(text: str) -> None:
    rest = safe.markdown(text).replace(":gray[]", "")
    assert re.search(r"(?<!\\)(?:\\\\)*[!-/:-@\[-`{-~]", ESCAPED.sub("", rest)) is None


@pytest.mark.parametrize(
    ("text", "never"),
    [
        ("www.evil.example", r"ww\."),  # became a link
        ("https://evil.example", r"\:\/"),  # became a link
        ("a@b.example", r"a\@"),  # became a mailto link
        ("a -> b", r"\-\>"),  # became an arrow
        ("a -- b", r"\-\-"),  # became a dash
        (":streamlit:", r"\:streamlit"),  # became an icon
    ],
)
def test_what_streamlit_finds_after_the_escapes_is_broken_up(text: str, never: str) -> None:
    assert never not in safe.markdown(text) and ":gray[]" in safe.markdown(text)


def test_marks_that_reorder_or_hide_are_not_shown() -> None:
    assert safe.markdown("a\u202eb\u200bc\u2066d\x00e\n\nf") == "abcde f"


def test_a_long_title_is_cut() -> None:
    assert len(safe.markdown("x" * 100_000, most=160)) == 160


def test_a_number_and_its_per_cent_sign_stay_on_one_line() -> None:
    assert safe.unbroken("in 7 of 18 (39 %); 95 %: +1") == "in 7 of 18 (39\u00a0%); 95\u00a0%: +1"
    assert safe.unbroken(safe.markdown("95 %: +1")) == "95\u00a0\\%\\: \\+1"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Ministers meet in Dushanbe", "Ministers meet in…"),
        ("Ministers meet, talk and travel", "Ministers meet, talk…"),
        ("Talks in Ulaanbaatarsomewhere", "Talks in Ulaanbaatar…"[:20] + "…"),  # most of it is one word
        ("Ministers meet again", "Ministers meet again"),
        ("外长会晤" * 10, "外长会晤" * 5 + "…"),
    ],
)
def test_a_title_is_cut_after_a_word(text: str, shown: str) -> None:
    assert safe.cut(text, 21) == shown and len(shown) <= 21


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)", "JaVaScRiPt:alert(1)", " javascript:alert(1)", "java\nscript:alert(1)",
        "data:text/html,x",
        "vbscript:x", "file:///etc/passwd", "ftp://a.example/", "//a.example", "/articles", "articles?x=1",
        "mailto:a@b",
        "https://", "http:///x", "https://user:pass@a.example/", "http://[::1", "blob:https://a.example/x", "", None,
        "https://a.example/" + "x" * 3_000, "\x01https://a.example", "about:blank", "tel:1", "intent://x",
    ],
)  # fmt: skip
def test_only_http_and_https_can_be_clicked(url: str | None) -> None:
    assert safe.address(url) is None
    assert "](" not in safe.link("source", url)


def test_an_address_cannot_leave_its_brackets() -> None:
    target = safe.address("https://a.example/x) [y](javascript:z) <b>")
    assert target is not None and not set(target) & set(" ()<>[]")
    assert safe.address("https://a.example/x?a=1&b=%20#c") == "https://a.example/x?a=1&b=%20#c"


def test_words_of_a_link_are_escaped() -> None:
    assert safe.link("a](b", "https://a.example/") == r"[a\]\(b](https://a.example/)"


def test_spans_are_tinted_by_kind_and_the_first_kind_wins() -> None:
    text = "China and Kazakhstan signed."
    spans = [safe.Span(0, 5, "country"), safe.Span(10, 20, "country"), safe.Span(0, 27, "interaction")]
    assert safe.highlighted(text, spans[:2]) == (":blue-background[China] and :blue-background[Kazakhstan] signed\\.")
    assert safe.highlighted(text, spans) == ":green-background[China and Kazakhstan signed]\\."


@given(st.text("ab ]:[*", max_size=30), st.lists(st.tuples(st.integers(-3, 35), st.integers(-3, 35)), max_size=4))
def test_tints_change_no_letter(text: str, ends: list[tuple[int, int]]) -> None:
    tinted = safe.highlighted(text, [safe.Span(a, b, "sector") for a, b in ends])
    bare = re.sub(r":orange-background\[((?:\\.|[^\]\\])*)\]", r"\1", tinted)
    assert shown(bare).split() == text.split()


def test_a_find_says_its_reasons_and_text_and_reasons_are_escaped() -> None:
    spans = [safe.Span(0, 8, "country", 'Country: "Niue"'), safe.Span(0, 14, "sector", "Sector: Trade")]
    tints = {"country": "#111111", "sector": "#222222"}
    shown = safe.explained("<b>x</b> & sold <i>", spans, tints)
    pieces = re.findall(r'<span style="background-color: (#\d+);[^"]*" title="([^"]*)">([^<]*)</span>', shown)
    assert pieces == [
        ("#222222", "Sector: Trade; Country: &quot;Niue&quot;", "&lt;b&gt;x&lt;/b&gt;"),
        ("#222222", "Sector: Trade", " &amp; sol"),
    ]
    assert shown.endswith("d &lt;i&gt;")


@given(st.text("ab <>&\"'", max_size=30), st.lists(st.tuples(st.integers(-3, 35), st.integers(-3, 35)), max_size=4))
def test_reasons_change_no_letter(text: str, ends: list[tuple[int, int]]) -> None:
    tinted = safe.explained(text, [safe.Span(a, b, "sector", text) for a, b in ends], {"sector": "#222222"})
    assert html.unescape(re.sub("<[^>]*>", "", tinted)).split() == text.split()

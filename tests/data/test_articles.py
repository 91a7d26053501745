from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.articles import _SENTENCE_END, Article, batch_of, language_of, passages, sentences


def cut(text: str) -> list[str]:
    return [text[a:b] for a, b in sentences(text, 0, len(text))]


def test_paragraphs_stand_between_blank_lines() -> None:
    text = "One.\n\nTwo goes\non.\n \n\n Three. "
    assert [text[a:b] for a, b in passages(text)] == ["One.", "Two goes\non.", "Three."]


def test_lines_that_end_sentences_are_paragraphs_and_wrapped_lines_are_not() -> None:
    lines = "The ministers met.\nThey signed.\nThey left."
    wrapped = "The ministers met in the\nold town hall and then\nsigned the protocol."
    assert len(passages(lines)) == 3
    assert len(passages(wrapped)) == 1


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They met. They signed.", ["They met.", "They signed."]),
        ("Mr. Khan met Gen. Lee. Both left.", ["Mr. Khan met Gen. Lee.", "Both left."]),
        ("The U.S. President spoke.", ["The U.S. President spoke."]),
        (
            "He flew to the U.S. The visit lasts two days.",
            ["He flew to the U.S.", "The visit lasts two days."],
        ),
        ("Growth was 3.5 percent. Why?", ["Growth was 3.5 percent.", "Why?"]),
        ("“We agree.” Then they left.", ["“We agree.”", "Then they left."]),
        ("两国签署协议。双方将合作。", ["两国签署协议。", "双方将合作。"]),
        (
            "Встреча прошла в Астане. Стороны подписали план.",
            ["Встреча прошла в Астане.", "Стороны подписали план."],
        ),
    ],
)
def test_sentences(text: str, expected: list[str]) -> None:
    assert cut(text) == expected


def test_a_title_apart_from_the_text_is_passage_0_with_offsets_of_its_own() -> None:
    article = Article("Peru and Chile met.\n\nPeru signed.", title="Peru meets Chile")
    batch = batch_of([Article("Filler."), article])
    mine = [i for i, a in enumerate(batch.passage_article) if a == 1]
    assert [int(batch.passage_number[i]) for i in mine] == [0, 1, 2]
    sources = [article.title or "", article.text, article.text]
    starts = batch.own_offset(batch.sentence_passage, batch.sentence_start)
    ends = batch.own_offset(batch.sentence_passage, batch.sentence_end)
    rows = [(int(p), int(s), int(e)) for p, s, e in zip(batch.sentence_passage, starts, ends, strict=True) if p in mine]
    found = [sources[p - mine[0]][s:e] for p, s, e in rows]
    assert found == ["Peru meets Chile", "Peru and Chile met.", "Peru signed."]


def test_a_title_inside_the_text_keeps_the_offsets_of_the_file() -> None:
    text = "Peru meets Chile\n\nPeru signed. Chile too."
    batch = batch_of([Article(text, title="Peru meets Chile", body_start=17)])
    starts = batch.own_offset(batch.sentence_passage, batch.sentence_start).tolist()
    ends = batch.own_offset(batch.sentence_passage, batch.sentence_end).tolist()
    assert [text[s:e] for s, e in zip(starts, ends, strict=True)] == [
        "Peru meets Chile",
        "Peru signed.",
        "Chile too.",
    ]
    assert batch.passage_number.tolist() == [0, 1]


@given(st.lists(st.text(max_size=200).filter(str.strip), min_size=1, max_size=6))
def test_every_sentence_lies_in_its_passage_and_in_order(texts: list[str]) -> None:
    batch = batch_of([Article(text) for text in texts])
    assert len(batch.text) >= max(batch.passage_end, default=0)
    for sentence, passage in enumerate(batch.sentence_passage):
        assert batch.passage_start[passage] <= batch.sentence_start[sentence] < batch.sentence_end[sentence]
        assert batch.sentence_end[sentence] <= batch.passage_end[passage]
    assert (batch.sentence_start[1:] >= batch.sentence_end[:-1]).all()


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The ministers of the two countries signed an agreement on customs.", "en"),
        ("Министры двух стран подписали соглашение о таможенном сотрудничестве.", "ru"),
        ("两国部长签署了海关合作协议，并同意扩大贸易。", "zh"),
        ("Екі елдің министрлері кеден туралы келісімге қол қойды.", "kk"),
        ("OK", "und"),
    ],
)
def test_languages_are_told_apart(text: str, language: str) -> None:
    assert language_of(text) == language


_PIECES = [*"ab.!?…。！？”’」\"')]»“ AЯ\n\t\u00a0\u200b1_", "Mr.", "U.S. ", "e.g. ", "The ", "г. ", "\n\n", " \n \n"]
_BLANKS = r"[ \t\r\f\v\u00a0\u200b]*"


@given(st.lists(st.sampled_from(_PIECES), max_size=25).map("".join))
def test_paragraphs_are_those_between_blank_lines_however_the_search_is_written(text: str) -> None:
    pieces = re.split(rf"{_BLANKS}\n(?:{_BLANKS}\n)+[ \t\r\f\v\u00a0]*", text)
    expected = [piece.strip() for piece in pieces if piece.strip()]
    if len(expected) > 1:
        assert [text[a:b] for a, b in passages(text)] == expected


@given(st.lists(st.sampled_from(_PIECES), max_size=25).map("".join))
def test_a_sentence_ends_where_the_plainly_written_pattern_says(text: str) -> None:
    end = r"(?:[.!?…]+[\"'”’»)\]]*(?=\s+[\"'“‘«(\[]*[^\W_a-zа-яё])|[。！？]+[”’」』）]*)"
    assert [match.span() for match in _SENTENCE_END.finditer(text)] == [m.span() for m in re.finditer(end, text)]

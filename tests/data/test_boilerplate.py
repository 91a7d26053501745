from __future__ import annotations

import pytest

from data.boilerplate import body_end

BODY = [
    "Peru and Chile opened a border post on Monday, officials of both countries said.",
    "Lorries crossed at once.",
]


@pytest.mark.parametrize(
    "furniture",
    [
        ["评论", "发表回复", "您的邮箱地址不会被公开。 必填项已用 * 标注"],
        ["Leave a Reply", "Your email address will not be published. Required fields are marked *"],
        ["Добавить комментарий", "Ваш адрес email не будет опубликован."],
        ["ใส่ความเห็น", "อีเมลของคุณจะไม่แสดงให้คนอื่นเห็น"],  # a language that the vocabulary does not hold
        ["Publication status", "Published in section: News", "Text version"],
        ["Geography", "Peru", "Topics", "Foreign policy"],
        ["See also", "Meeting of the council, 3 May"],
    ],
)
def test_furniture_after_an_article_is_dropped(furniture: list[str]) -> None:
    assert body_end([*BODY, *furniture]) == len(BODY)


@pytest.mark.parametrize(
    "end",
    [
        ["The two presidents will meet again in May."],
        ["和为贵"],  # one short line in another script may be a quotation
        ["Comments are closed, the minister joked. " + "He then spoke for an hour about the tunnel. " * 8],
    ],
)
def test_what_belongs_to_the_article_stays(end: list[str]) -> None:
    assert body_end([*BODY, *end]) == len(BODY) + len(end)


def test_a_chinese_article_keeps_its_sentences_on_commentators() -> None:
    assert body_end(["两国签署了海关合作协议。", "评论人士认为这是重要的一步。", "贸易额增长。"]) == 3


def test_at_least_one_paragraph_remains() -> None:
    assert body_end(["Leave a Reply"]) == 1
    assert body_end([]) == 0

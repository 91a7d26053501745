"""What a list says of an article whose text is not kept: each word once, with all that it means."""

from __future__ import annotations

from dashboard import evidence


def spans(*rows: tuple[str, str, int, int, str]) -> evidence.Rows:
    return [dict(zip(("kind", "code", "start", "end", "form"), row, strict=True)) for row in rows]


FOUND = spans(
    ("country", "CN", 20, 30, "Xi Jinping"), ("leader", "xi-jinping", 20, 30, "Xi Jinping"),
    ("country", "KZ", 0, 10, "Kazakhstan"), ("sector", "trade", 40, 46, "tariff"),
)  # fmt: skip


def test_a_word_with_two_meanings_is_shown_once_in_the_order_of_the_text() -> None:
    text = evidence.facts(0, FOUND, placed=False)
    assert text.count("Xi Jinping") <= 2 and text.count("-background[") == 3
    assert text.index("Kazakhstan") < text.index("Xi Jinping") < text.index("tariff")
    assert "Trade" in text and "–" not in text


def test_places_in_the_text_are_said_where_they_are_asked_for() -> None:
    assert ":gray[(40–46)]" in evidence.facts(0, FOUND, placed=True)


def test_an_article_without_a_title_goes_by_its_countries() -> None:
    row = {"title": None, "lead": None}
    assert evidence.title(row, FOUND).replace("\\", "") == "Untitled, names China and Kazakhstan"
    assert evidence.title(row, spans()) == "Article without a title"
    assert evidence.title({"title": "A summit", "lead": None}, FOUND) == "A summit"

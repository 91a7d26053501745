"""Dates: where they are found, how exact they are, and which are refused."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from data.articles import Article
from data.readers import Reader, dates
from data.records import Dated, Precision
from tests.data.readers.making import PARAGRAPHS, page

DAY = date(2025, 6, 16)


@pytest.mark.parametrize(
    "text",
    [
        "2025-06-16", "2025-06-16T08:00:00Z", "20250616", "20250616T103000Z", "20250616103000", "16.06.2025",
        "2025/06/16",
        "Mon, 16 Jun 2025 10:00:00 +0500", "16 June 2025", "June 16, 2025", "16th of June 2025", "16 июня 2025",
        "16 июня 2025 г.",
        "2025年6月16日", "16 de junio de 2025", "16. Juni 2025", "16 juin 2025", "16 Haziran 2025", "16 маусым 2025",
        "06/16/2025", "16/06/2025", "2025-06-16 10:00:00.123456", "16 Jun. 2025",
    ],
)  # fmt: skip
def test_a_day_is_read_in_the_forms_that_outlets_use(text: str) -> None:
    assert dates.parsed(text) == (DAY, Precision.DAY)


@pytest.mark.parametrize(
    "text",
    ["06/07/2025", "30 February 2025", "2025-13-01", "16 June 1899", "1 January 2190", "soon", "", "2025", "16 June"],
)
def test_a_day_that_cannot_be_or_can_be_two_is_no_date(text: str) -> None:
    assert dates.parsed(text) is None


def test_the_future_is_no_date_but_tomorrow_is() -> None:
    today = datetime.now(UTC).date()
    assert dates.parsed((today + timedelta(days=1)).isoformat()) is not None
    assert dates.parsed((today + timedelta(days=3)).isoformat()) is None


@pytest.mark.parametrize(
    ("url", "found"),
    [
        ("https://faro.example/2025/06/16/pass.html", (DAY, Precision.DAY)),
        ("https://faro.example/world/2025/jun/16/pass", (DAY, Precision.DAY)),
        ("https://faro.example/news-20250616-pass", (DAY, Precision.DAY)),
        ("https://faro.example/2025-06-16-pass/", (DAY, Precision.DAY)),
        ("https://faro.example/2025/06/pass", (date(2025, 6, 1), Precision.MONTH)),
        ("https://faro.example/a/1999888777", None),
        ("https://faro.example/2025/pass", None),
    ],
)
def test_an_address_can_hold_the_date(url: str, found: dates.Found | None) -> None:
    assert dates.in_url(url) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Ministers meet\n16 June 2025\n\nThey met.", DAY),
        ("Ministers meet\nPublished: 16.06.2025 10:30\n\nThey met.", DAY),
        ("Министры встретились\n16 июня 2025, 10:30\n\nОни встретились.", DAY),
        ("ASTANA, June 16, 2025 — The ministers met.", DAY),
        ("Ministers meet\n\nThe treaty of 9 May 1995 was renewed by both sides in the capital.", None),
        ("Ministers meet\n\nIt began on 16 June 2025.", None),
        ("From 1 June 2025 to 16 June 2025", None),
    ],
)
def test_a_text_is_dated_by_a_line_made_for_it_and_never_by_a_sentence(text: str, found: date | None) -> None:
    day = dates.in_text(text)
    assert (day[0] if day else None) == found


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("2025-06-16 Talks.pdf", (DAY, Precision.DAY)),
        ("talks_20250616.txt", (DAY, Precision.DAY)),
        ("Talks 16 June 2025.docx", (DAY, Precision.DAY)),
        ("2025-06 talks.txt", (date(2025, 6, 1), Precision.MONTH)),
        ("talks-1234567890.txt", None),
    ],
)
def test_a_file_s_name_can_hold_the_date(name: str, found: dates.Found | None) -> None:
    assert dates.in_file_name(name) == found


def test_metadata_win_over_address_text_and_file_name_in_this_order() -> None:
    head = '<meta property="article:published_time" content="2025-06-16T08:00:00Z">'
    url = "https://faro.example/2025/06/17/pass"
    byline = '<p class="byline">18 June 2025</p>'
    name = "2025-06-19.html"
    cases = [
        (page(head=head, byline=byline), url, 16, Dated.METADATA),
        (page(byline=byline), url, 17, Dated.URL),
        (page(byline=byline), None, 18, Dated.TEXT),
        (page(), None, 19, Dated.FILE_NAME),
    ]
    with Reader() as reader:
        for content, address, day, how in cases:
            (article,) = reader.content(content, name, url=address)
            assert isinstance(article, Article)
            assert (article.published, article.dated, article.precision) == (date(2025, 6, day), how, Precision.DAY)


def test_a_stated_date_in_the_future_is_refused_as_a_date_and_the_article_kept() -> None:
    head = '<meta property="article:published_time" content="2190-06-16T08:00:00Z">'
    with Reader() as reader:
        (article,) = reader.content(page(head=head), "page.html")
    assert isinstance(article, Article)
    assert (article.published, article.dated, article.precision) == (None, Dated.NONE, None)
    assert PARAGRAPHS[0] in article.text

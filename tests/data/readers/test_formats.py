"""Each format by its content, whatever the name; encodings; what comes out of each document."""

from __future__ import annotations

import codecs
from collections.abc import Iterator

import pytest

from data.articles import Article
from data.readers import FeedAddress, Hints, Item, Reader, Reason, Refusal
from data.readers.encoding import decode
from data.readers.formats import Format, detect
from data.readers.headers import mapped
from tests.data.readers import making
from tests.data.readers.making import PARAGRAPHS, ROWS, TITLE

RUSSIAN = "Министры Казахстана и Китая встретились в Астане и подписали соглашение о торговле. " * 3
CHINESE = "两国部长在阿斯塔纳会晤，并签署了关于贸易和海关的协议。双方表示新公路将于今年秋天开通。" * 3


@pytest.fixture(scope="module")
def reader() -> Iterator[Reader]:
    with Reader() as opened:
        yield opened


def articles(items: Iterator[Item]) -> list[Article]:
    found = list(items)
    assert all(isinstance(item, Article) for item in found), found
    return [item for item in found if isinstance(item, Article)]


FORMATS = {
    "note.txt": Format.TEXT, "page.html": Format.HTML, "page.mhtml": Format.MHTML, "rss.xml": Format.FEED,
    "atom.xml": Format.FEED, "feed.json": Format.FEED, "feeds.opml": Format.OPML, "rows.jsonl": Format.JSONL,
    "rows.jsonl.gz": Format.GZIP, "rows.json": Format.JSON, "rows.csv": Format.TABLE, "rows.tsv": Format.TABLE,
    "rows.xlsx": Format.ZIP, "rows.parquet": Format.PARQUET, "paper.pdf": Format.PDF, "paper.docx": Format.ZIP,
    "all.zip": Format.ZIP,
}  # fmt: skip


@pytest.mark.parametrize("name", FORMATS)
def test_the_format_is_told_by_the_content_and_not_by_the_name(name: str) -> None:
    content = making.documents()[name]
    assert detect(content[:4096], name, {}) is FORMATS[name]
    assert detect(content[:4096], "misnamed.txt", {}) is FORMATS[name]


@pytest.mark.parametrize(
    "name", ["rows.jsonl", "rows.jsonl.gz", "rows.json", "rows.csv", "rows.tsv", "rows.xlsx", "rows.parquet"]
)
def test_rows_are_the_same_articles_in_every_format(reader: Reader, name: str) -> None:
    found = articles(reader.content(making.documents()[name], name))
    assert [(a.title, a.text, str(a.published), a.url, a.outlet) for a in found] == [
        (row["title"], row["text"], row["published"], row["url"], row["outlet"]) for row in ROWS
    ]
    assert [a.id for a in found] == [row["url"] for row in ROWS]


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("utf-8", RUSSIAN), ("utf-8-sig", RUSSIAN), ("utf-16", RUSSIAN), ("utf-16-le", "Peru met Chile. " * 9),
        ("cp1251", RUSSIAN), ("gb18030", CHINESE),
        ("cp1252", "Le Pérou a signé un traité à Lima, où l’été était déjà fini. " * 3),
    ],
)  # fmt: skip
def test_encodings_are_detected(encoding: str, text: str) -> None:
    assert decode(text.encode(encoding)) == text


@pytest.mark.parametrize(("encoding", "text"), [("cp1251", RUSSIAN), ("gb18030", CHINESE), ("utf-16", RUSSIAN)])
def test_a_table_and_a_page_in_an_old_encoding_are_read(reader: Reader, encoding: str, text: str) -> None:
    (row,) = articles(reader.content(f"title;text\nx;{text}\n".encode(encoding), "rows.csv"))
    assert row.text == text
    if encoding != "utf-16":
        (article,) = articles(reader.content(making.page(paragraphs=[text] * 3, charset=encoding), "page.html"))
        assert text.strip() in article.text


def test_bytes_that_are_no_text_are_refused(reader: Reader) -> None:
    for content in (bytes(range(256)) * 9, codecs.BOM_UTF16_LE + b"\x00\xd8" * 99, b"\x80\x81\xfe\xff" * 300):
        (item,) = reader.content(content, "a.txt")
        assert isinstance(item, Refusal) and item.reason in (Reason.NOT_TEXT, Reason.UNKNOWN_FORMAT)


def test_a_page_gives_its_article_without_menu_comments_and_related_links(reader: Reader) -> None:
    head = (
        '<meta property="og:site_name" content="El Faro"><meta name="author" content="Ana Ruiz">'
        '<link rel="canonical" href="https://faro.example/pass?utm_source=x">'
        '<script type="application/ld+json">{"@type": "NewsArticle", "datePublished": "2024-05-01T08:00:00Z"}</script>'
    )
    (article,) = articles(reader.content(making.page(head=head), "page.html"))
    assert article.text == "\n\n".join(PARAGRAPHS)
    assert (article.title, article.outlet, article.language) == (TITLE, "El Faro", "en")
    assert (article.id, str(article.published)) == ("https://faro.example/pass", "2024-05-01")
    assert article.extra == {"author": "Ana Ruiz"}


def test_a_stated_language_that_the_script_belies_is_not_believed(reader: Reader) -> None:
    (article,) = articles(reader.content(making.page(paragraphs=[RUSSIAN] * 3, language="en"), "page.html"))
    assert article.language is None


def test_a_page_without_an_article_is_refused_with_a_reason(reader: Reader) -> None:
    (item,) = reader.content(b"<html><body><script>load()</script></body></html>", "page.html")
    assert isinstance(item, Refusal) and item.reason is Reason.NO_BODY


def test_a_feed_gives_whole_articles_excerpts_and_headlines(reader: Reader) -> None:
    whole, short, headline = articles(reader.content(making.rss(), "rss.xml"))
    assert whole.text == f"{PARAGRAPHS[0]}\n\n{PARAGRAPHS[1]}"
    assert (whole.id, whole.outlet, whole.is_excerpt) == ("https://faro.example/a", "El Faro", False)
    assert (short.text, short.is_excerpt) == ("Peru met Chile.", True)
    assert (headline.text, headline.title, headline.is_excerpt) == ("Only a headline on Peru", None, True)


def test_a_feed_that_breaks_off_says_so_after_what_it_held(reader: Reader) -> None:
    *found, last = reader.content(making.rss()[:-40], "rss.xml")
    assert len(found) >= 2 and isinstance(last, Refusal) and last.reason is Reason.DAMAGED


def test_a_feed_with_a_torn_tag_says_that_an_entry_is_missing(reader: Reader) -> None:
    *found, last = reader.content(making.rss().replace(b"<item><title>Short", b"<itm><title>Short"), "rss.xml")
    assert len(found) < 3 and isinstance(last, Refusal) and last.reason is Reason.DAMAGED


def test_a_feed_whose_first_bytes_are_gone_is_no_text(reader: Reader) -> None:
    *found, last = reader.content(making.opml()[6:], "feeds.opml")
    assert not any(isinstance(item, Article) for item in found)
    assert isinstance(last, Refusal) and last.reason is Reason.DAMAGED


def test_a_feed_in_a_list_that_lost_its_address_is_named(reader: Reader) -> None:
    torn = making.opml().replace(b"xmlUrl=", b"xmlUrk=", 1).replace(b"<head>", b'<head><outline text="empty"/>')
    lost, _ = reader.content(torn, "feeds.opml")
    assert isinstance(lost, Refusal) and (lost.place, lost.reason) == ("feed 1", Reason.NO_ADDRESS)


def test_a_list_of_feeds_gives_addresses_of_the_web_only(reader: Reader) -> None:
    address, bad = reader.content(making.opml(), "feeds.opml")
    assert address == FeedAddress("https://faro.example/feed", "El Faro", "feeds.opml")
    assert address.refuse().reason is Reason.LIST_OF_FEEDS
    assert isinstance(bad, Refusal) and bad.reason is Reason.NO_ADDRESS


@pytest.mark.parametrize(
    ("headers", "fields"),
    [
        ("id indexed_date language media_name media_url publish_date title url",
         {"id": "id", "url": "url", "title": "title", "published": "publish_date", "outlet": "media_name",
          "language": "language"}),
        ("stories_id publish_date title url language media_name",
         {"id": "stories_id", "url": "url", "title": "title", "published": "publish_date", "outlet": "media_name",
          "language": "language"}),
        ("URL MobileURL Date Title", {"url": "URL", "title": "Title", "published": "Date"}),
        ("url url_mobile title seendate socialimage domain language sourcecountry",
         {"url": "url", "title": "title", "published": "seendate", "outlet": "domain", "language": "language"}),
        ("Headline Publication Date Body",
         {"title": "Headline", "text": "Body", "published": "Date", "outlet": "Publication"}),
        ("Заголовок Дата Текст Ссылка", {"title": "Заголовок", "text": "Текст", "published": "Дата", "url": "Ссылка"}),
    ],
)  # fmt: skip
def test_the_headers_of_known_exports_are_recognised(headers: str, fields: dict[str, str]) -> None:
    assert mapped(headers.split(), {}) == fields


def test_other_headers_are_named_by_the_caller() -> None:
    content = b"Kopf,Inhalt\nA title,Peru met Chile.\n"
    with Reader() as plain:
        (refused,) = plain.content(content, "rows.csv")
    assert isinstance(refused, Refusal) and refused.reason is Reason.NO_COLUMN
    assert "--map text=HEADER" in refused.sentence() and "Kopf, Inhalt" in refused.sentence()
    with Reader(Hints(columns={"title": "Kopf", "text": "inhalt"})) as told:
        (article,) = articles(told.content(content, "rows.csv"))
    assert (article.title, article.text) == ("A title", "Peru met Chile.")


def test_a_row_with_a_broken_quote_is_refused_with_the_lines_it_took(reader: Reader) -> None:
    content = b'title,text\n"a","one"\n"b","two"x\n"c","three"\n"d","four\n'
    items = list(reader.content(content, "rows.csv"))
    assert [item.text for item in items if isinstance(item, Article)] == ["one", "three"]
    assert [item.place for item in items if isinstance(item, Refusal)] == ["line 3", "line 5"]


def test_a_row_of_a_csv_with_more_cells_than_headers_is_refused_and_not_cut(reader: Reader) -> None:
    kept, refused, last = reader.content(b"title,text\na,one,\nb,two, and a half\nc,three\n", "rows.csv")
    assert isinstance(kept, Article) and isinstance(last, Article)
    assert isinstance(refused, Refusal) and (refused.place, refused.reason) == ("row 3", Reason.DAMAGED)
    assert "3 cells under 2 headers" in refused.sentence()


def test_json_lines_that_are_all_blank_are_refused(reader: Reader) -> None:
    (item,) = reader.content(b"\n \n", "rows.jsonl")
    assert isinstance(item, Refusal) and item.reason is Reason.NO_ARTICLES


def test_a_pdf_gives_paragraphs_without_its_running_headers(reader: Reader) -> None:
    pages = [(f"El Faro, page {i}", TITLE if i == 1 else PARAGRAPHS[2], *PARAGRAPHS[:2]) for i in range(1, 4)]
    (article,) = articles(reader.content(making.pdf(pages), "paper.pdf"))
    assert "El Faro, page" not in article.text
    assert article.text.count("\n\n") >= 5 and PARAGRAPHS[0] in article.text


def test_a_document_gives_title_paragraphs_and_tables(reader: Reader) -> None:
    (article,) = articles(reader.content(making.docx(), "paper.docx"))
    assert (article.title, article.text) == (TITLE, "\n\n".join([*PARAGRAPHS, "Lorries | 4,000"]))


def test_an_archive_gives_what_is_in_it_and_names_the_entry_that_fails(reader: Reader) -> None:
    entries = {
        "a.html": making.page(),
        "in.zip": making.zipped({"x/b.txt": b"Peru met Chile.", "c.png": b"\x89PNG...."}),
    }
    *found, refused = reader.content(making.zipped(entries), "all.zip")
    assert [isinstance(item, Article) for item in found] == [True, True]
    assert isinstance(refused, Refusal)
    assert (refused.place, refused.reason) == ("entry in.zip, entry c.png", Reason.UNKNOWN_FORMAT)


def test_an_archive_loses_no_entry_for_its_name_and_is_refused_when_all_are_hidden(reader: Reader) -> None:
    found = list(reader.content(making.zipped({"./a.txt": b"Peru met Chile.", "../b.txt": b"Chile."}), "all.zip"))
    assert [isinstance(item, Article) for item in found] == [True, True]
    (item,) = reader.content(making.zipped({".DS_Store": b"x", "__MACOSX/a.txt": b"x"}), "all.zip")
    assert isinstance(item, Refusal) and item.reason is Reason.NO_ARTICLES


def test_what_a_reader_does_to_the_fields_of_one_record_changes_no_other() -> None:
    headers = ["Headline", "Body", "Date"]
    mapped(headers, {})["text"] = "Headline"
    assert mapped(headers, {}) == {"title": "Headline", "published": "Date", "text": "Body"}
    assert mapped(headers, {"title": "Body"})["title"] == "Body"

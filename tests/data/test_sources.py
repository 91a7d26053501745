"""Feeds and lists of feeds from a real server: what is read, what is refused, and what is asked of the server."""

from __future__ import annotations

from collections.abc import Callable
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest

from data.articles import Article
from data.ingest import ingest
from data.readers import Reason, Refusal
from data.snapshots import Store
from data.sources import Intake, Source
from tests.data.readers import making
from tests.data.test_fetching import Server, says, served

__all__ = ["served"]

Items = tuple[list[Article], list[Refusal]]


def taken(source: Source, server: Server) -> Items:
    items = list(Intake([source], fetcher=server.fetcher()).items())
    return [item for item in items if isinstance(item, Article)], [i for i in items if isinstance(i, Refusal)]


def listing(server: Server, *paths: str) -> bytes:
    feeds = "".join(f'<outline type="rss" text="{path}" xmlUrl="{server.place}/{path}"/>' for path in paths)
    return f'<?xml version="1.0"?><opml version="2.0"><body>{feeds}</body></opml>'.encode()


def test_the_address_of_a_feed_gives_its_entries(served: Callable[..., Server]) -> None:
    server = served(feed=says(making.rss(), Content_Type="application/rss+xml"))
    articles, refused = taken(f"{server.place}/feed", server)
    assert [article.title for article in articles] == [making.TITLE, "Short", None]
    assert [article.url for article in articles][1:] == ["https://faro.example/b", "https://faro.example/c"]
    assert {article.collection for article in articles} == {"127.0.0.1"} and refused == []
    assert server.asked == ["/robots.txt", "/feed"], "entries are read from the feed and not asked one by one"


@pytest.mark.parametrize("is_file", [False, True], ids=["an address", "a file"])
def test_of_a_list_of_three_feeds_two_are_read_and_the_broken_one_is_refused(
    served: Callable[..., Server], tmp_path: Path, is_file: bool
) -> None:
    answers = {"rss": says(making.rss()), "torn": says(b"<rss version='2.0'><chan"), "json": says(making.json_feed())}
    server = served(**answers)
    text = listing(server, "rss", "torn", "json", "rss")
    (tmp_path / "feeds.opml").write_bytes(text)
    other = served(list=says(text))
    source: Source = tmp_path / "feeds.opml" if is_file else f"{other.place}/list"
    fetcher = server.fetcher()
    fetcher._trusted |= {("127.0.0.1", other.port)}
    items = list(Intake([source], fetcher=fetcher).items())
    refused = [item for item in items if isinstance(item, Refusal)]
    assert len(items) == 3 + 1 + 2
    assert [(item.file, item.reason) for item in refused] == [(f"{server.place}/torn", Reason.DAMAGED)]
    assert server.asked == ["/robots.txt", "/rss", "/torn", "/json"], "each feed once"


def test_a_list_of_feeds_in_a_folder_makes_nobody_ask_anything(served: Callable[..., Server], tmp_path: Path) -> None:
    server = served(rss=says(making.rss()))
    (tmp_path / "feeds.opml").write_bytes(listing(server, "rss"))
    articles, refused = taken(tmp_path, server)
    assert (articles, [item.reason for item in refused]) == ([], [Reason.LIST_OF_FEEDS])
    assert server.asked == [] and f"concordance ingest {server.place}/rss" in refused[0].sentence()


def test_a_feed_that_its_site_closes_to_programs_is_refused_with_what_to_do(served: Callable[..., Server]) -> None:
    server = served(robots_txt=says(b"User-agent: *\nDisallow: /"), feed=says(making.rss()))
    articles, (refused,) = taken(f"{server.place}/feed", server)
    assert articles == [] and server.asked == ["/robots.txt"]
    assert refused.reason is Reason.ROBOTS
    assert "robots.txt" in refused.sentence() and "save the page in a browser and add the file" in refused.sentence()


def test_writers_do_not_wait_for_a_site_that_another_asks(served: Callable[..., Server], tmp_path: Path) -> None:
    store = Store(tmp_path / "store")
    free: list[bool] = []

    def answer(request: BaseHTTPRequestHandler) -> None:
        with store.writing():  # waits for ever if the one who asks holds it
            free.append(True)
        says(making.rss())(request)

    server = served(rss=answer)
    (tmp_path / "feeds.opml").write_bytes(listing(server, "rss"))
    done = ingest([f"{server.place}/rss", tmp_path / "feeds.opml"], store, fetcher=server.fetcher(seconds=5.0))
    assert (free, done.ledger.read, done.ledger.refused) == ([True, True], 6, [])


def test_a_page_is_read_in_the_encoding_that_its_server_states(served: Callable[..., Server]) -> None:
    words = "Umowa wzmacnia ścisłą współpracę gospodarczą obu państw."
    page = making.page(paragraphs=[words] * 3, charset="cp1250").replace(b'<meta charset="cp1250">', b"")
    server = served(page=says(page, Content_Type="text/html; charset=windows-1250"))
    (article,), _ = taken(f"{server.place}/page", server)
    assert words in article.text

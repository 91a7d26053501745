"""The same article twice is one, a changed one replaces, and an excerpt never does."""

from __future__ import annotations

from pathlib import Path

import pytest

from data.ingest import ingest
from data.readers.identity import canonical_url
from data.snapshots import Store
from tests.data.readers import making


@pytest.mark.parametrize(
    "url",
    [
        "https://faro.example/a", "http://faro.example/a", "HTTPS://Faro.Example:443/a/", "https://faro.example/a#comments",
        "https://faro.example/a?utm_source=x&fbclid=1", "https://user:word@faro.example/a", " https://faro.example/a ",
    ],
)  # fmt: skip
def test_ways_to_one_page_are_one_address(url: str) -> None:
    assert canonical_url(url) == "https://faro.example/a"


def test_parameters_that_choose_the_page_are_kept_in_order() -> None:
    assert canonical_url("https://faro.example/?b=2&a=1&utm_medium=x") == "https://faro.example?a=1&b=2"


@pytest.mark.parametrize(
    "url", [None, "", "javascript:alert(1)", "file:///etc/hosts", "https://", "https://[::1", "a/b"]
)
def test_what_is_no_address_of_the_web_is_none(url: str | None) -> None:
    assert canonical_url(url) is None


def test_a_page_and_its_feed_are_one_article_and_the_summary_does_not_replace_it(tmp_path: Path) -> None:
    store = Store(tmp_path / "store")
    head = '<link rel="canonical" href="https://faro.example/b">'
    (tmp_path / "page.html").write_bytes(making.page(head=head))
    (tmp_path / "rss.xml").write_bytes(making.rss())
    ingest([tmp_path / "page.html"], store)
    done = ingest([tmp_path / "rss.xml"], store)
    assert done.snapshot is not None
    assert (done.ledger.read, done.ledger.duplicate, done.ledger.excerpts) == (3, 1, 1)
    assert done.snapshot.facts["counts"]["articles"] == 3
    (tmp_path / "page.html").write_bytes(
        making.page(head=head, paragraphs=["Peru and Chile closed the road again."] * 2)
    )
    again = ingest([tmp_path / "page.html"], store)
    assert again.ledger.replaced == 1


def test_the_date_s_precision_is_kept_in_the_record(tmp_path: Path) -> None:
    (tmp_path / "2024-05 note.txt").write_text("Peru met Chile in Lima.")
    done = ingest([tmp_path / "2024-05 note.txt"], Store(tmp_path / "store"))
    assert done.snapshot is not None
    (row,) = done.snapshot.read("articles").to_pylist()
    assert (str(row["published_on"]), row["dated"], row["date_precision"]) == ("2024-05-01", "file_name", "month")

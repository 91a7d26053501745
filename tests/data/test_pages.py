"""A folder of saved web pages, as a new user has it, through the real readers and the real extraction."""

from __future__ import annotations

import pytest

from data.ingest import Ingested, ingest
from data.readers import Reason
from data.snapshots import Store
from tests.data import pages


@pytest.fixture(scope="module")
def done(tmp_path_factory: pytest.TempPathFactory) -> Ingested:
    folder = tmp_path_factory.mktemp("saved")
    pages.write(folder / "pages")
    return ingest([folder / "pages"], Store(folder / "store"), processes=1)


def test_every_page_is_read_or_refused_with_a_reason(done: Ingested) -> None:
    assert (len(pages.PAGES), done.ledger.read, done.ledger.undated) == (20, 19, 1)
    (refused,) = done.ledger.refused
    assert refused.file.endswith("broken.html") and refused.reason is Reason.UNKNOWN_FORMAT and refused.remedy


def test_title_date_outlet_and_language_are_those_of_the_page(done: Ingested) -> None:
    assert done.snapshot is not None
    rows = {row["title"]: row for row in done.snapshot.read("articles").to_pylist()}
    for _, layout, language, outlet, day, title, *_ in pages.PAGES:
        if layout != "broken":
            row = rows[title]
            found = row["published_on"].isoformat() if row["published_on"] else ""
            assert (row["language"], row["outlet"] or "", found) == (language, outlet, day), title


def test_the_countries_of_a_page_are_found_and_its_menus_are_not_read(done: Ingested) -> None:
    assert done.snapshot is not None
    keys = {row["title"]: row["article_key"] for row in done.snapshot.read("articles").to_pylist()}
    found: dict[int, set[str]] = {}
    for row in done.snapshot.read("presences").to_pylist():
        found.setdefault(row["article_key"], set()).add(row["country"])
    for _, layout, language, *_, title, _, countries in pages.PAGES:
        if layout != "broken" and language != "kk":  # no Kazakh names in the vocabularies yet
            assert found.get(keys[title], set()) == set(countries.split()), title
    texts = " ".join(row["text"] for row in done.snapshot.read("sentences").to_pylist())
    assert not [words for words in ("Leave a comment", "All rights reserved", "Most read") if words in texts]

"""Citations lose no field on their way through readers that we did not write; the list is the complete one."""

from __future__ import annotations

import json

import pandas as pd
import pytest

from dashboard.exports import citations, evidence
from queries import evidence as records
from queries.selection import Mark
from tests.benchmarks.exports import citing
from tests.dashboard.exports.conftest import Maker


def test_no_reader_loses_a_field() -> None:
    assert citing.lost(citing.made(60)) == {"rispy": [], "bibtexparser": [], "citeproc": []}


def test_a_title_stays_the_words_that_it_was() -> None:
    rows = [{"article_id": "a", "title": title, "outlet": "x"} for title in ("TY  - BOOK\r\nER  - \n", "  two \n of ")]
    assert [source.title for source in citations.sources(pd.DataFrame(rows), "abc")] == ["TY - BOOK ER -", "two of"]


def test_an_address_that_is_none_and_a_day_that_is_unknown_are_left_out() -> None:
    row = {"article_id": "a", "title": None, "countries": "CN KZ", "url": "javascript:x", "published_on": pd.NaT,
           "outlet": None, "language": "und", "collection": "made-up"}  # fmt: skip
    cited = json.loads(citations.csl(citations.sources(pd.DataFrame([row]), "abc")))[0]
    assert cited["title"] == "Untitled, names China and Kazakhstan" and cited["container-title"] == "made-up"
    assert "URL" not in cited and "issued" not in cited and "language" not in cited


@pytest.mark.parametrize("mark", [None, Mark(dyad="CN-KZ"), Mark(sector="trade")])
def test_the_list_is_complete_and_every_find_stands_where_it_says(scene_of: Maker, mark: Mark | None) -> None:
    scene = scene_of(interaction="any")
    whole = evidence.complete(scene, mark)
    assert len(whole.articles) == scene.ask(records.count, scene.chosen, mark) > 20
    assert whole.finds["article_id"].drop_duplicates().tolist() == whole.articles["article_id"].tolist()
    texts = whole.finds.dropna(subset=["text", "start"])
    assert len(texts) > 20
    for row in texts.to_dict("records"):
        begin, end = row["start"] - row["sentence_start"], row["end"] - row["sentence_start"]
        assert row["text"][begin:end] == row["form"]

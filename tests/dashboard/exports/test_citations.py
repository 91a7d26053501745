"""Citations lose no field on their way through readers that we did not write; the list is the complete one."""

from __future__ import annotations

import json
import warnings

import bibtexparser
import pandas as pd
import pytest
import rispy
from bibtexparser.middlewares import LatexDecodingMiddleware, RemoveEnclosingMiddleware

from dashboard.exports import citations, evidence
from queries import evidence as records
from queries.selection import Mark
from tests.dashboard.exports.conftest import Maker

STRANGE = [
    'Title with {braces} and "quotes", 50 % & more_of #1', "}, url = {javascript:alert(1)}", "TY  - BOOK\r\nER  - \n",
    "中国与哈萨克斯坦", "Қазақстан мен Қырғызстан", "back\\slash ~ ^ $x$", "  two   lines\nof text  ",
]  # fmt: skip
WANTED = [
    'Title with {braces} and "quotes", 50 % & more_of #1', "}, url = {javascript:alert(1)}", "TY - BOOK ER -",
    "中国与哈萨克斯坦", "Қазақстан мен Қырғызстан", "back\\slash ~ ^ $x$", "two lines of text",
]  # fmt: skip


@pytest.fixture(scope="module")
def found() -> list[citations.Source]:
    rows = [
        {"article_id": f"a {i}", "title": title, "outlet": "Agence & Co. {x}", "collection": "made-up", "countries": "",
         "url": f"https://news.example/{i}?q={{x}}&p=%20", "published_on": pd.Timestamp(2025, 6, i + 1),
         "language": "en", "lead": None}
        for i, title in enumerate(STRANGE)
    ]  # fmt: skip
    rows.append({**rows[0], "article_id": "a 0", "title": None, "countries": "CN KZ", "url": "javascript:x",
                 "published_on": pd.NaT, "outlet": None, "language": "und"})  # fmt: skip
    return citations.sources(pd.DataFrame(rows), "abc")


def test_ris_comes_back_whole(found: list[citations.Source]) -> None:
    back = rispy.loads(citations.ris(found).decode())
    assert len(back) == len(found)
    for entry, source, title in zip(back, found, [*WANTED, "Untitled, names China and Kazakhstan"], strict=True):
        assert entry["title"] == title and entry["secondary_title"] == source.outlet
        assert entry.get("date") == (source.on.strftime("%Y/%m/%d") if source.on else None)
        assert entry.get("urls", [None])[0] == source.url and entry["type_of_reference"] == "NEWS"
        assert entry["notes"] == [source.note]


def test_bibtex_comes_back_whole(found: list[citations.Source]) -> None:
    read = [RemoveEnclosingMiddleware(), LatexDecodingMiddleware()]
    plain = bibtexparser.parse_string(citations.bib(found).decode(), parse_stack=[RemoveEnclosingMiddleware()])
    words = bibtexparser.parse_string(citations.bib(found).decode(), parse_stack=read)
    assert not plain.failed_blocks and not words.failed_blocks
    assert len({entry.key for entry in plain.entries}) == len(found)
    for entry, raw, source in zip(words.entries, plain.entries, found, strict=True):
        title = entry["title"].replace("ˆ", "^")  # this reader has another circumflex for \\textasciicircum
        assert title == source.title and entry["organization"] == source.outlet
        assert ("url" in raw) == (source.url is not None) and (not source.url or raw["url"] == source.url)
        assert ("date" in raw) == (source.on is not None) and (not source.on or raw["date"] == source.on.isoformat())


def test_csl_comes_back_whole_and_can_be_cited(found: list[citations.Source]) -> None:
    from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
    from citeproc.source.json import CiteProcJSON

    items = json.loads(citations.csl(found[:-1]))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the reader warns of fields of CSL that it does not know
        source = CiteProcJSON(items)
        style = CitationStylesStyle("harvard-cite-them-right", validate=False)
        list_of = CitationStylesBibliography(style, source, formatter.plain)
        list_of.register(Citation([CitationItem(item["id"]) for item in items]))
        cited = [str(entry) for entry in list_of.bibliography()]
    for item in found[:-1]:
        assert "".join(map(str, source[item.id.lower()]["title"])) == item.title
        assert any(item.outlet in line or item.title in line for line in cited)
    assert items[0]["issued"] == {"date-parts": [[2025, 6, 1]]} and items[0]["URL"] == found[0].url


def test_an_address_that_is_none_and_a_day_that_is_unknown_are_left_out(found: list[citations.Source]) -> None:
    last = json.loads(citations.csl(found))[-1]
    assert "URL" not in last and "issued" not in last and "language" not in last
    assert last["container-title"] == "made-up"


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

"""Citations as three programs that we did not write read them: rispy, bibtexparser and citeproc-py."""

from __future__ import annotations

import json
import random
import warnings
from collections.abc import Iterator

import bibtexparser
import pandas as pd
import rispy
from bibtexparser.middlewares import LatexDecodingMiddleware, RemoveEnclosingMiddleware

from dashboard.exports import citations
from dashboard.exports.citations import Source

TITLES = (
    'Title with {braces} and "quotes", 50 % & more_of #1', "}, url = {javascript:alert(1)}", "TY  - BOOK\r\nER  - \n",
    "中国与哈萨克斯坦签署协议", "Қазақстан мен Қырғызстан: ңғүұқөһ", "back\\slash ~ ^ $x$", "  two   lines\nof text  ",
    "Überprüfung: l’été à Ürümqi, Åse & Łódź", "{", "}", "\\", "{{double}} \\{escaped\\}", "100% of $5_000 # & ~ ^",
    "@article{key, title={x}}", "ER  - ", "T1  - another", "a%comment", "\\textbf{bold} \\'e \\\"u", "$E=mc^2$",
    "<b>mark-up</b> &amp; entities", "=HYPERLINK(1)", "Title: subtitle – dash — long", "“Curly” ‘quotes’ „low“ «guill»",
    "TITLE IN CAPITALS about iPhone and NATO", "ends with backslash\\", "emoji 🙂 and 𝔘nicode", "النص العربي",
    "tab\there", "trailing space ", "x" * 300,
)  # fmt: skip
OUTLETS = (
    "Agence & Co. {x}",
    "Steppe Post",
    "Xinhua 新华社",
    "Қазинформ",
    "50% News_Daily #1",
    "O'Brien's \\ Weekly",
    None,
)
ADDRESSES = ("https://news.example/{n}?q={{x}}&p=%20#part", "https://пример.example/путь/{n}", "javascript:x", None,
             "https://news.example/a_b~c/{n}?x=1&y=2%25")  # fmt: skip


def made(count: int, seed: int = 5) -> list[Source]:
    """Return so many citations: every title once and again beside other outlets, addresses, days, or none."""
    draw = random.Random(seed)
    rows = []
    for number in range(count):
        address, title = draw.choice(ADDRESSES), TITLES[number % len(TITLES)]
        day = pd.Timestamp(1999, 1, 1) + pd.Timedelta(days=97 * number)
        name = ("a {}", "a-{}", "a/{}", "Қ{}")[number % 4].format(number // 4)  # alike as keys of BibTeX
        rows.append(
            {
                "article_id": name, "title": title if draw.random() > 0.05 else None,
                "outlet": draw.choice(OUTLETS), "collection": "made-up", "countries": "CN KZ", "lead": None,
                "url": address.format(n=number) if address else None,
                "published_on": pd.NaT if draw.random() < 0.2 else day,
                "language": draw.choice(("en", "ru", "kk", "zh", "und")),
            }
        )  # fmt: skip
    return citations.sources(pd.DataFrame(rows), "abc")


def lost(found: list[Source]) -> dict[str, list[str]]:
    """Return, for each reader, the fields that did not come back as they went out, in words."""
    readers = {"rispy": _ris, "bibtexparser": _bib, "citeproc": _csl}
    return {name: [str(loss) for loss in read(found)] for name, read in readers.items()}


def _ris(found: list[Source]) -> Iterator[tuple[object, ...]]:
    back = rispy.loads(citations.ris(found).decode())
    if len(back) != len(found):
        yield "entries", len(back)
    for entry, source in zip(back, found, strict=False):
        wanted = {
            "id": source.id, "title": source.title, "secondary_title": source.outlet, "type_of_reference": "NEWS",
            "date": source.on and source.on.strftime("%Y/%m/%d"), "year": source.on and str(source.on.year),
            "urls": [source.url] if source.url else None, "language": source.language or None, "notes": [source.note],
        }  # fmt: skip
        yield from _differences(source, wanted, entry)
        if "unknown_tag" in entry:
            yield source.title, "unknown tag", entry["unknown_tag"]


def _bib(found: list[Source]) -> Iterator[tuple[object, ...]]:
    text = citations.bib(found).decode()
    raw = bibtexparser.parse_string(text, parse_stack=[RemoveEnclosingMiddleware()])
    read = bibtexparser.parse_string(text, parse_stack=[RemoveEnclosingMiddleware(), LatexDecodingMiddleware()])
    if raw.failed_blocks or read.failed_blocks or len({entry.key for entry in raw.entries}) != len(found):
        yield "entries", len(raw.entries), raw.failed_blocks
    for entry, plain, source in zip(read.entries, raw.entries, found, strict=False):
        words = {name: str(field.value).replace("ˆ", "^") for name, field in entry.fields_dict.items()}
        wanted = {"title": source.title, "organization": source.outlet, "note": source.note}
        yield from _differences(source, wanted, words)
        exact = {
            "url": source.url, "date": source.on and source.on.isoformat(), "language": source.language or None,
        }  # fmt: skip
        yield from _differences(source, exact, {name: field.value for name, field in plain.fields_dict.items()})


def _csl(found: list[Source]) -> Iterator[tuple[object, ...]]:
    from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
    from citeproc.source.json import CiteProcJSON

    items = json.loads(citations.csl(found))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the reader warns of fields of CSL that it does not know
        read = CiteProcJSON(items)
        style = CitationStylesStyle("harvard-cite-them-right", validate=False)
        cited = CitationStylesBibliography(style, read, formatter.plain)
        cited.register(Citation([CitationItem(item["id"]) for item in items]))
        if not cited.bibliography():
            yield "bibliography", 0
    if len({item["id"] for item in items}) != len(found):
        yield "ids", len({item["id"] for item in items})
    for source, item in zip(found, items, strict=False):
        entry = read[item["id"].lower()]
        wanted = {"title": source.title, "container_title": source.outlet, "URL": source.url, "note": source.note}
        got = {name: "".join(map(str, entry[name])) for name in wanted if name in entry}
        yield from _differences(source, wanted, got)
        day = entry.get("issued")
        if (day and (day.year, day.month, day.day)) != (source.on and (source.on.year, source.on.month, source.on.day)):
            yield source.title, "issued", day


def _differences(source: Source, wanted: dict[str, object], got: dict[str, object]) -> Iterator[tuple[object, ...]]:
    for name, value in wanted.items():
        if (got.get(name) or None) != (value or None):
            yield source.id, name, value, got.get(name)

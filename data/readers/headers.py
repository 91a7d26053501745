"""Headers of tables and keys of JSON -> fields of an article.

Known are our own names, plain spreadsheets, Media Cloud's story lists, GDELT's article lists and knowledge
graph, NewsAPI and Nexis exports. Whoever has other headers names them (`--map title=Headline`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Final

FIELDS: Final = (
    "id", "url", "title", "published", "text", "outlet", "cited", "section", "language", "author", "summary",
)  # fmt: skip
"""What a header can be mapped to; earlier headers of a field win over later ones."""

_KNOWN: Final[dict[str, tuple[str, ...]]] = {
    "id": ("id", "articleid", "storiesid", "storyid", "gkgrecordid", "docid", "documentid"),
    "url": (
        "url", "link", "address", "webaddress", "articleurl", "documentidentifier", "sourceurl", "permalink", "ссылка",
        "链接",
    ),
    "title": ("title", "headline", "head", "heading", "articletitle", "hlead", "заголовок", "название", "标题"),
    "published": (
        "published", "publishdate", "publisheddate", "publishedat", "publishedon", "pubdate", "publicationdate", "date",
        "datepublished", "datetime", "seendate", "articledate", "loaddate", "дата", "日期", "发布时间",
    ),
    "text": (
        "text", "fulltext", "body", "content", "articletext", "articlebody", "story", "storytext", "maintext",
        "article", "текст", "正文", "内容",
    ),
    "outlet": (
        "outlet", "source", "medianame", "publication", "publisher", "publicationname", "sourcecommonname",
        "sourcename", "newspaper", "domain", "mediaurl", "site", "издание", "источник", "来源",
    ),
    "cited": ("cited",),
    "section": ("section", "category", "rubric", "рубрика"),
    "language": ("language", "lang", "язык", "语言"),
    "author": ("author", "authors", "byline", "автор", "作者"),
    "summary": ("summary", "description", "abstract", "lead", "snippet", "excerpt", "standfirst", "аннотация", "摘要"),
}  # fmt: skip
_SHORT: Final = 2_000
"""Characters of all headers together up to which their mapping is kept."""
_NOT_ALNUM: Final = re.compile(r"[\W_]+")


def _key(header: str) -> str:
    return _NOT_ALNUM.sub("", header.casefold())


def mapped(headers: Iterable[str], columns: Mapping[str, str]) -> dict[str, str]:
    """Return field -> header for the headers that are known or named in `columns` (which wins)."""
    names = tuple(headers)
    if columns or sum(map(len, names)) > _SHORT:
        return _mapped(names, columns)
    return dict(_repeated(names))


@lru_cache(maxsize=64)
def _repeated(headers: tuple[str, ...]) -> dict[str, str]:
    """Return the mapping of headers that come again in every record of a file: it was two thirds of the reading."""
    return _mapped(headers, {})


def _mapped(headers: Iterable[str], columns: Mapping[str, str]) -> dict[str, str]:
    by_key: dict[str, str] = {}
    for header in headers:
        by_key.setdefault(_key(header), header)
    found: dict[str, str] = {}
    for field in FIELDS:
        named = columns.get(field)
        names = (named,) if named is not None else _KNOWN[field]
        there = [by_key[key] for key in map(_key, names) if key in by_key]
        if there and there[0] not in found.values():
            found[field] = there[0]
    return found


def has_words(fields: Mapping[str, str]) -> bool:
    """Whether rows of these fields can be articles: there is a text, a title or a summary."""
    return bool({"text", "title", "summary"} & set(fields))


def delimiter_of(line: str) -> str | None:
    """Return the delimiter of a header line: the one that cuts it into the most pieces, None if none does."""
    best = max("\t,;|", key=line.count)
    return best if best in line else None


def is_table_header(line: str, columns: Mapping[str, str]) -> bool:
    """Whether a first line can be the header of a table of articles: short cells of which two are known."""
    delimiter = delimiter_of(line)
    if delimiter is None or len(line) > 4000:
        return False
    cells = [cell.strip().strip('"') for cell in line.split(delimiter)]
    fields = mapped(cells, columns)
    return max(map(len, cells)) <= 60 and has_words(fields) and len(fields) >= 2

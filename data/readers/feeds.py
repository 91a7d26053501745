"""RSS, Atom and JSON Feed -> an article an entry; OPML -> the addresses of feeds.

feedparser gets a stream of bytes and never a string: it would open addresses and paths. An entry with no more than a
summary becomes an excerpt, which never replaces the whole article.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

import orjson
from lxml import etree

from data.articles import Article
from data.readers import dates
from data.readers.about import About, FeedAddress, Item
from data.readers.encoding import as_utf_8, clean
from data.readers.fields import fits, language, string
from data.readers.identity import canonical_url
from data.readers.markup import words_of
from data.readers.refusals import Reason
from data.records import Dated

_END: Final = re.compile(rb"</(?:\w+:)?(?:rss|feed|rdf)\s*>\s*(?:<!--.*?-->\s*)*$", re.IGNORECASE | re.DOTALL)
_ENTRY: Final = re.compile(rb"<(?:\w+:)?(?:item|entry)[\s>]", re.IGNORECASE)
_ENTRY_END: Final = re.compile(rb"</(?:\w+:)?(?:item|entry)\s*>", re.IGNORECASE)
_XML_URL: Final = re.compile(rb"\sxmlurl\s*=", re.IGNORECASE)
_WHOLE: Final = 1_500  # characters from which on a description counts as the text itself
_FOLDER: Final = frozenset(["text", "title", "isopen", "category"])  # all that an empty folder in a list of feeds has
_CUT: Final = re.compile(r"(?:…|\.\.\.|\[…\]|\[\.\.\.\])\s*$")


def read(content: bytes, about: About) -> Iterator[Item]:
    """Yield an article or a refusal for each entry of a feed."""
    if as_utf_8(content[:4096]).lstrip()[:1] == b"{":
        yield from _json_feed(as_utf_8(content), about)
        return
    import feedparser  # loads tables of HTML; saved pages never need it

    try:
        feed = feedparser.parse(io.BytesIO(content), sanitize_html=False, resolve_relative_uris=False)
    except ValueError as error:  # an encoding whose name is no text, or holds a NUL
        yield about.failed(error, Reason.DAMAGED)
        return
    outlet, tongue = _text(feed.feed.get("title")), language(feed.feed.get("language"))
    for number, entry in enumerate(feed.entries, 1):
        yield _entry(entry, outlet, tongue, about.within(f"entry {number}"))
    is_cut = _END.search(content[-4096:].replace(b"\x00", b"")) is None
    if is_cut or _has_more(content, len(feed.entries)):
        yield about.refuse(Reason.DAMAGED)
    elif not feed.entries:
        yield about.refuse(Reason.NO_ARTICLES)


def _has_more(content: bytes, count: int) -> bool:
    """Whether a feed that is not well-formed holds more starts or ends of entries than entries were found."""
    if max(len(_ENTRY.findall(content)), len(_ENTRY_END.findall(content))) <= count:
        return False
    return not _is_well_formed(content)


def _is_well_formed(content: bytes) -> bool:
    try:
        etree.fromstring(content.lstrip(), etree.XMLParser(resolve_entities=False, no_network=True))
    except (etree.XMLSyntaxError, ValueError):
        return False
    return True


def _entry(entry: Mapping[str, Any], outlet: str | None, tongue: str | None, about: About) -> Item:
    whole = max((words_of(part.get("value") or "") for part in entry.get("content", ())), key=len, default="")
    summary = words_of(entry.get("summary") or "")
    stated = next((entry[key] for key in ("published", "created", "updated") if entry.get(key)), None)
    published = dates.parsed(stated) or _moment(entry.get("published_parsed") or entry.get("updated_parsed"))
    source = entry.get("source") or {}
    return _article(
        about,
        whole=whole,
        summary=summary,
        title=_text(entry.get("title")),
        url=entry.get("link"),
        published=published,
        outlet=_text(source.get("title")) or outlet,
        tongue=tongue,
        author=_text(entry.get("author")),
        section=next((_text(tag.get("term")) for tag in entry.get("tags", ()) if tag.get("term")), None),
    )


def _article(
    about: About, *, whole: str, summary: str, title: str | None, url: Any, published: dates.Found | None,
    author: str | None, tongue: str | None, **more: Any,
) -> Item:  # fmt: skip
    """Return the article of an entry: its content, else its summary, else its title."""
    is_excerpt = not whole and (len(summary) < _WHOLE or _CUT.search(summary) is not None)
    text = whole or summary or title or ""
    if not text.strip():
        return about.refuse(Reason.NO_TEXT)
    return Article(
        text,
        title=title if whole or summary else None,
        url=str(url) if url and canonical_url(str(url)) else None,
        published=published[0] if published else None,
        precision=published[1] if published else None,
        dated=Dated.METADATA if published else Dated.NONE,
        language=tongue if tongue and fits(tongue, text) else None,
        extra={"author": author} if author else {},
        is_excerpt=is_excerpt,
        **more,
    )


def _json_feed(content: bytes, about: About) -> Iterator[Item]:
    try:
        feed = orjson.loads(content)
    except orjson.JSONDecodeError:
        yield about.refuse(Reason.NOT_JSON, "get it again from where it came")
        return
    items = feed.get("items") if isinstance(feed, dict) else None
    if not isinstance(items, list) or not items:
        yield about.refuse(Reason.NO_ARTICLES)
        return
    for number, item in enumerate(items, 1):
        place = about.within(f"entry {number}")
        if not isinstance(item, dict):
            yield place.refuse(Reason.NOT_AN_OBJECT, "get it again from where it came")
            continue
        author = item.get("author")
        yield _article(
            place,
            whole=words_of(string(item.get("content_html")) or "") or string(item.get("content_text")) or "",
            summary=words_of(string(item.get("summary")) or ""),
            title=_text(string(item.get("title"))),
            url=item.get("url") or item.get("external_url"),
            published=dates.parsed(item.get("date_published") or item.get("date_modified")),
            outlet=_text(string(feed.get("title"))),
            tongue=language(item.get("language") or feed.get("language")),
            author=_text(string(author.get("name"))) if isinstance(author, dict) else None,
        )


def read_opml(content: bytes, about: About) -> Iterator[Item]:
    """Yield the addresses in a list of feeds."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True)
    try:
        tree = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError):
        tree = None
    count = 0
    for element in tree.iter(etree.Element) if tree is not None else ():
        attributes = {str(name).lower(): str(value) for name, value in element.attrib.items()}
        if not attributes.get("xmlurl") and (len(element) or not set(attributes) - _FOLDER):
            continue
        count += 1
        if canonical_url(attributes.get("xmlurl")):
            title = attributes.get("title") or attributes.get("text")
            yield FeedAddress(clean(attributes["xmlurl"]).strip(), clean(title) if title else None, about.name)
        else:
            yield about.within(f"feed {count}").refuse(Reason.NO_ADDRESS)
    if len(_XML_URL.findall(content)) > count and not _is_well_formed(content):
        yield about.refuse(Reason.DAMAGED)
    elif not count:
        yield about.refuse(Reason.NO_ARTICLES)


def _text(value: Any) -> str | None:
    """Return a title or name as one line without markup."""
    return " ".join(words_of(str(value)).split()) or None if value else None


def _moment(parts: Any) -> dates.Found | None:
    """Return the day of a `struct_time`, as feedparser makes it of forms that we do not know."""
    return dates.parsed(f"{parts[0]:04}{parts[1]:02}{parts[2]:02}") if parts else None

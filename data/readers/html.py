"""A page as a browser saved it -> its article: title, date, author, outlet, language and the words of the body.

trafilatura finds the body and leaves out menus, comment forms and lists of other articles; `None` of it becomes a
refusal. The date is found here and not by htmldate, which takes any day in the text that it can read and does not
say how it came by it. MHTML (a page and its parts as one file) is unpacked to its page.
"""

from __future__ import annotations

import email
import email.policy
import re
from dataclasses import replace
from email.message import EmailMessage
from typing import Any, Final
from urllib.parse import urlsplit

from trafilatura import bare_extraction, load_html
from trafilatura.metadata import (
    examine_meta,
    extract_author,
    extract_meta_json,
    extract_sitename,
    extract_title,
    extract_url,
)  # fmt: skip

from data.articles import Article
from data.readers import dates
from data.readers.about import About, Item
from data.readers.encoding import clean, decode
from data.readers.fields import fits, language
from data.readers.identity import canonical_url
from data.readers.refusals import Reason
from data.records import Dated

_CHARSET: Final = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{2,30})", re.IGNORECASE)
_SAVED_FROM: Final = re.compile(r"<!--\s*saved from url=\(\d+\)(\S{4,2000}?)\s*-->")
_META_DATES: Final = tuple(
    "article:published_time og:article:published_time datepublished date_published og:published_time publishdate "
    "publish-date publish_date pubdate publication_date parsely-pub-date sailthru.date article.published "
    "dc.date.issued dcterms.issued dcterms.created dc.date dcterms.date dc.terms.date citation_publication_date date "
    "cxenseparse:recs:publishtime mediator_published_time published_at release_date".split()
)
_LD_DATE: Final = re.compile(r"\"datePublished\"\s*:\s*\"([^\"]{4,60})\"")
_PUBLISHED: Final = re.compile(r"publi|entry-date|post-?date|article-?date|dateline|timestamp", re.IGNORECASE)
_BYLINE: Final = re.compile(
    r"(?:^|[^a-z])(?:date|dateline|byline|publi\w*|posted|timestamp|time|pubdate)(?:$|[^a-z])", re.IGNORECASE
)


def read(content: bytes, about: About) -> Item:
    """Return the article of a saved page, or why there is none."""
    page = _decoded(content, about.charset)
    if page is None:
        return about.refuse(Reason.NOT_TEXT)
    tree = load_html(page)
    if tree is None:
        return about.refuse(Reason.NO_BODY)
    facts = extract_meta_json(tree, examine_meta(tree))
    url = _address(tree, page, facts.url, about)
    title = facts.title or extract_title(tree)
    outlet = facts.sitename or extract_sitename(tree) or (urlsplit(url or "").hostname or "").removeprefix("www.")
    author = facts.author or extract_author(tree)
    section = _meta(tree, ("article:section",))
    stated = language(tree.get("lang") or _meta(tree, ("og:locale", "content-language")))
    found, how = _date(tree, url)
    body = bare_extraction(tree, url=url, include_comments=False)
    words = clean(getattr(body, "text", None) or "")
    title = _headline(title, outlet)
    lines = [line.strip() for line in words.split("\n") if line.strip()]
    if title and lines and lines[0].casefold() == title.casefold():
        del lines[0]
    text = "\n\n".join(lines)
    if not text:
        return about.refuse(Reason.NO_BODY)
    return Article(
        text,
        title=title,
        url=url,
        published=found[0] if found else None,
        precision=found[1] if found else None,
        dated=how,
        language=stated if stated and fits(stated, text) else None,
        outlet=outlet or None,
        section=section,
        extra={"author": clean(author)} if author else {},
    )


def read_mhtml(content: bytes, about: About) -> Item:
    """Return the article of a page that was saved as one file."""
    message = email.message_from_bytes(content, _class=EmailMessage, policy=email.policy.default)
    url = canonical_url(message.get("Snapshot-Content-Location")) and str(message["Snapshot-Content-Location"])
    for part in message.walk():
        if part.get_content_type() == "text/html":
            page = part.get_payload(decode=True)
            if isinstance(page, bytes) and page.strip():
                return read(page, replace(about, url=about.url or url or None, charset=part.get_content_charset()))
    return about.refuse(Reason.NO_BODY)


def _decoded(content: bytes, charset: str | None) -> str | None:
    """Return the page as text: by its mark or UTF-8, else as its server or it itself says, else by a guess."""
    try:
        return clean(content.decode("utf-8-sig"))
    except UnicodeDecodeError:
        stated = _CHARSET.search(content[:4096])
        return decode(content, charset, stated[1].decode("ascii") if stated is not None else None)


def _address(tree: Any, page: str, stated: str | None, about: About) -> str | None:
    """Return the page's own address: as fetched, canonical, in its metadata, or as the browser noted it."""
    saved = _SAVED_FROM.search(page[:4000])
    for url in (extract_url(tree), stated, about.url, saved[1] if saved else None):
        if url and canonical_url(url):
            return str(url)
    return None


def _meta(tree: Any, names: tuple[str, ...]) -> str | None:
    """Return the content of the first of some meta elements, in the order of the names."""
    found: dict[str, str] = {}
    for element in tree.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop") or element.get("http-equiv")
        content = (element.get("content") or "").strip()
        if name and content:
            found.setdefault(name.lower(), content)
    return next((found[name] for name in names if name in found), None)


def _date(tree: Any, url: str | None) -> tuple[dates.Found | None, Dated]:
    """Return the day of publication and where it stands: metadata, else the address, else a byline."""
    found = dates.parsed(_meta(tree, _META_DATES))
    if found is None:
        for script in tree.iter("script"):
            if "ld+json" in script.get("type", "") and (stated := _LD_DATE.search(script.text or "")) is not None:
                found = found or dates.parsed(stated[1])
    if found is None:
        found = _marked(tree)
    if found is not None:
        return found, Dated.METADATA
    if (found := dates.in_url(url)) is not None:
        return found, Dated.URL
    for element in tree.iter("time", "span", "div", "p", "li", "td", "small", "em", "i", "b", "font"):
        label = f"{element.get('class', '')} {element.get('id', '')}"
        if (element.tag == "time" or _BYLINE.search(label)) and len(element) < 8:
            words = " ".join(element.text_content()[:200].split())
            if len(words) <= 120 and (found := dates.written(words)) is not None:
                return found, Dated.TEXT
    return None, Dated.NONE


def _marked(tree: Any) -> dates.Found | None:
    """Return the date of an element that is marked as the day of publication, else of the article's first `time`."""
    for element in tree.xpath("//*[@itemprop='datePublished']"):
        stated = element.get("content") or element.get("datetime") or element.text_content()[:100]
        if (found := dates.parsed(stated)) is not None:
            return found
    times = tree.xpath("//time[@datetime]")
    for element in times:
        label = f"{element.get('class', '')} {element.get('itemprop', '')}"
        if element.get("pubdate") is not None or _PUBLISHED.search(label):
            return dates.parsed(element.get("datetime"))
    inside = tree.xpath("(//article|//main|//header)//time[@datetime]") or (times if len(times) == 1 else [])
    return dates.parsed(inside[0].get("datetime")) if inside else None


def _headline(title: str | None, outlet: str | None) -> str | None:
    """Return the title without the outlet's name behind a dash or bar."""
    title = " ".join(clean(title or "").split())
    if outlet:
        title = re.sub(rf"\s+[|–—-]\s+{re.escape(outlet)}$", "", title, flags=re.IGNORECASE) or title
    return title or None

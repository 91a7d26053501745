"""What every article gets whatever its format: a date where it brings none, and an identity."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from data.articles import Article
from data.readers import dates
from data.readers.about import About, Item, Step
from data.readers.identity import identity
from data.readers.limits import Limits
from data.readers.refusals import Reason
from data.records import Dated, Precision


def finished(items: Iterable[Item | Step], about: About, limits: Limits) -> Iterator[Item | Step]:
    """Yield the items of one document with its articles completed; one that is too long is refused."""
    for item in items:
        if not isinstance(item, Article):
            yield item
        elif len(item.text) > limits.text_characters:
            yield about.refuse(Reason.TOO_LARGE)
        else:
            yield completed(item, about)


def completed(article: Article, about: About) -> Article:
    """Return the article with its date and id.

    The date is looked for in the metadata (by the format's reader), the address, the text and the file's name, in
    this order; last comes the day on which a PDF or DOCX was made, which can be long after publication.
    """
    if not article.url and about.url:
        article = replace(article, url=about.url)
    if article.published is None or article.dated is Dated.CREATED:
        article = _dated(article, about)
    elif article.precision is None:
        article = replace(article, precision=Precision.DAY)
    return article if article.id else replace(article, id=identity(article))


def _dated(article: Article, about: About) -> Article:
    text = article.text if article.body_start or not article.title else f"{article.title}\n{article.text[:2_000]}"
    looked = (
        (Dated.URL, dates.in_url(article.url)),
        (Dated.TEXT, dates.in_text(text)),
        (Dated.FILE_NAME, dates.in_file_name(about.file_name)),
    )
    for how, found in looked:
        if found is not None:
            return replace(article, published=found[0], precision=found[1], dated=how)
    return article

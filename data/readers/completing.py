"""What every article gets whatever its format: a date where it brings none, and an identity."""

from __future__ import annotations

from dataclasses import replace

from data.articles import Article
from data.readers import dates
from data.readers.about import About
from data.readers.identity import identity
from data.records import Dated, Precision


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

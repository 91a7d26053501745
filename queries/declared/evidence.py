"""The answers about articles: lists, counts, one article, its sentences and spans, search and facets."""

from __future__ import annotations

from typing import Final

from queries.columns import Answer, count, day, flag, text

_ARTICLE: Final = (
    count("article_key", "key of this snapshot"),
    text("article_id", "id that a link can name"),
    day("published_on", "date of publication", null=True),
    text("dated", "where the date comes from: metadata, given or none"),
    text("title", "title as received", null=True),
    text("lead", "first sentence of the body; null where the licence keeps text out", null=True),
    text("outlet", "who published it, or the first cited", null=True),
    text("url", "address as received", null=True),
    text("collection", "what was ingested together"),
    text("language", "ISO 639-1, `und` if unknown"),
    count("count_sentences", "sentences of the article"),
)
_COUNTRIES: Final = text(
    "countries", "codes of the countries mentioned, most mentioned first, separated by blanks", derived=True
)
_LABELS: Final = (
    text("sectors", "sector codes under the selection, separated by blanks", derived=True),
    text("themes", "theme codes under the selection, separated by blanks", derived=True),
)
_SPAN: Final = (
    count("start", "first code point in the article's text"),
    count("end", "code point after the last"),
)
_FACETS: Final = (
    text("facet", "collections, countries, languages, leaders, organisations, outlets or partners"),
    text("code", "option"),
    count("count_articles", "articles if this were the only option chosen in its facet"),
)

ANSWERS: Final = (
    Answer("evidence/heads", "one row an article or story", "newest first, undated last, article_key", _ARTICLE),
    Answer(
        "evidence/articles",
        "one row an article, or a story as its first article in the selection",
        "newest first, undated last, article_key",
        (
            *_ARTICLE,
            _COUNTRIES,
            count("sector_bits", "sectors under the selection, bit i = code i of data.records.SECTORS", derived=True),
            count("theme_bits", "themes under the selection, bit i = code i of data.records.THEMES", derived=True),
            *_LABELS,
        ),
    ),
    Answer(
        "evidence/retold",
        "one row an article asked for and another article of its story",
        "article_key, then oldest first, undated last",
        (
            count("article_key", "the article asked for"),
            text("article_id", "the other article"),
            day("published_on", "day of the other article", null=True),
            text("outlet", "who published it", null=True),
            text("title", "title of the other article", null=True),
            text("lead", "first sentence after the title, of articles without a title", null=True),
        ),
    ),
    Answer("evidence/facts", "one row an article (for one article's page)", "-", (*_ARTICLE, _COUNTRIES)),
    Answer(
        "evidence/article_countries",
        "one row an article that mentions a country (internal)",
        "article_key",
        (count("article_key", "key of this snapshot"), text("countries", "codes, most mentioned first")),
    ),
    Answer(
        "evidence/dyads",
        "one row an article and a dyad that it holds under the selection",
        "dyad, article_id",
        (text("dyad", "two codes in order"), text("article_id", "the article's id")),
    ),
    Answer(
        "evidence/sentences",
        "one row a sentence that carries the evidence",
        "article_key in the order given, sentence",
        (
            count("article_key", "key of this snapshot"),
            count("sentence", "number of the sentence in the article, from 0"),
            count("passage", "number of the passage; 0 is the title"),
            text("text", "the sentence; null where the licence keeps it out", null=True),
            *_SPAN,
            flag("is_interaction", "holds the predicate of an interaction that was asked for"),
            flag("is_coding", "holds a term of a sector or theme that was asked for"),
            flag("is_mention", "names a country, organisation or leader that was asked for"),
            flag("is_worded", "holds one of the words asked for"),
        ),
    ),
    Answer(
        "evidence/article_sentences",
        "one row a sentence of one article",
        "sentence",
        (
            count("article_key", "key of this snapshot"),
            count("sentence", "number of the sentence, from 0"),
            count("passage", "number of the passage; 0 is the title"),
            text("text", "the sentence; null where the licence keeps it out", null=True),
            *_SPAN,
        ),
    ),
    Answer(
        "evidence/spans",
        "one row a form found: mention, coding or interaction",
        "article_key, sentence, start, end falling, kind, code",
        (
            count("article_key", "key of this snapshot"),
            count("sentence", "number of the sentence"),
            count("passage", "number of the passage"),
            text("kind", "country, organisation, leader, sector, theme or interaction"),
            text("code", "what it stands for; of an interaction: cooperation or conflict"),
            text("how", "how a mention was named; else empty"),
            text("rule", "the codebook's line that fired; else empty"),
            text("parties", "of an interaction: the dyad, or country and organisation; else empty"),
            *_SPAN,
            text("form", "the words found"),
        ),
    ),
    *(
        Answer(name, "one row a facet and option", "facet, count_articles falling, code", _FACETS)
        for name in ("facets/facets", "facets/countries")
    ),
    Answer(
        "search/articles",
        "one row an article that holds all the words",
        "words in the title falling, newest first, article_key",
        (
            *_ARTICLE,
            _COUNTRIES,
            count("count_words_in_title", "how many of the words stand in the title"),
            count("count_sentences_found", "sentences that hold one of the words; 0 where there is no text"),
        ),
    ),
)

"""What the articles in memory are read from; no page asks for these."""

from __future__ import annotations

from typing import Final

from queries.columns import Answer, count, flag, text

ANSWERS: Final = (
    Answer(
        "articles/selected",
        "one row an article of a selection (internal)",
        "none",
        (
            count("article_key", "key of this snapshot"),
            count("sector_bits", "its sectors under the selection"),
            count("theme_bits", "its themes under the selection"),
        ),
    ),
    Answer(
        "articles/facts",
        "one row an article (internal)",
        "none",
        (
            count("place", "its place by date, from 0"),
            count("article_key", "key of this snapshot"),
            count("day", "days since the year 1; -1 undated"),
            count("story_key", "its story"),
            count("outlet", "number of the outlet, from 1; 0 none"),
            count("collection", "number of the collection"),
            count("language", "number of the language"),
            count("is_coded", "1 where a codebook was applied"),
        ),
    ),
    Answer(
        "articles/options",
        "one row an option of a facet of articles (internal)",
        "facet, code",
        (text("facet", "collections, languages, leaders, organisations or outlets"), text("code", "option")),
    ),
    Answer(
        "articles/names",
        "one row an article and an organisation or leader that it names (internal)",
        "none",
        (
            count("article_key", "key of this snapshot"),
            flag("is_leader", "a leader; else an organisation"),
            count("option", "number of the name among those of its kind"),
            flag("is_cooperation", "a passage that names it reports cooperation"),
            flag("is_conflict", "a passage that names it reports conflict"),
        ),
    ),
)

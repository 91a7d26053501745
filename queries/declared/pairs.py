"""What the pairs in memory are read from; no page asks for these."""

from __future__ import annotations

from typing import Final

from queries.columns import DYAD, Answer, count, flag, text

ANSWERS: Final = (
    Answer("pairs/opened", "one row (internal)", "-", (count("token", "a number of this opening"),)),
    Answer(
        "pairs/held",
        "one row an article and dyad (internal)",
        "none",
        (
            count("place", "its place by dyad and date, from 0"),
            count("article_place", "the article's place by date, from 0"),
            count("kind", "its kind"),
        ),
    ),
    Answer(
        "pairs/facts",
        "one row an article (internal)",
        "none",
        (
            count("place", "its place by date, from 0"),
            count("outlet_place", "place of the outlet; -1 none"),
            count("story_key", "its story; -1 where no other article tells it"),
            count("day", "days since the year 1; -1 undated"),
            count("collection", "place of the collection"),
            flag("is_coded", "its language has a codebook"),
            count("count_countries", "countries that it names"),
        ),
    ),
    Answer(
        "pairs/dyads",
        "one row a dyad (internal)",
        "dyad",
        (*DYAD, count("count_pairs", "its rows in the whole snapshot")),
    ),
    Answer("pairs/collections", "one row a collection (internal)", "code", (text("code", "the collection"),)),
    Answer(
        "pairs/kinds",
        "one row a kind of pair (internal)",
        "none",
        (
            count("kind", "its number"),
            count("bits", "1 taken, 2 under what is asked, 4 cooperation, 8 conflict; 0 not taken"),
            count("sector_bits", "its sectors under the interaction"),
            count("count_passages", "passages that hold both"),
        ),
    ),
    Answer("pairs/articles", "one row an article (internal)", "none", (count("place", "its place by date, from 0"),)),
)

"""The answers about coverage and robustness: what was read, what dropped out, what a mark rests on."""

from __future__ import annotations

from typing import Final

from queries.columns import LOW_HIGH, PERIOD, Answer, count, day, flag, share, text

_COVERED: Final = (
    count("count_articles", "articles"),
    count("count_dated", "articles with a date"),
    count("count_undated", "articles without a date: kept out of timelines"),
    count("count_coded", "articles in a language with a codebook"),
    count("count_with_country", "articles that mention a country"),
    count("count_with_dyad", "articles that mention two countries or more"),
    count("count_with_sector", "articles with a sector"),
    count("count_cooperation", "articles that report cooperation"),
    count("count_conflict", "articles that report conflict"),
    day("first_on", "first date", null=True),
    day("last_on", "last date", null=True),
)
_RECOMPUTED: Final = tuple(
    column
    for suffix, of in (
        ("", "count_articles / total_articles"),
        ("_without_outlet", "count_without_outlet / total_without_outlet"),
        ("_in_stories", "count_stories / total_stories"),
        ("_on_constant", "count_on_constant / total_on_constant"),
    )
    for column in (
        share(f"share{suffix}", of),
        share(f"share{suffix}_low", "lower end of its 95 % interval (Wilson)"),
        share(f"share{suffix}_high", "upper end of its 95 % interval (Wilson)"),
    )
)

ANSWERS: Final = (
    Answer(
        "coverage/by_period_and_outlet",
        "one row a period and outlet; the rest is the outlet `` (empty)",
        "period_on, outlet",
        (
            PERIOD,
            text("outlet", "outlet; empty = all others and articles without one"),
            count("count_articles", "articles of the volume"),
        ),
    ),
    Answer(
        "coverage/by_collection",
        "one row a collection",
        "count_articles falling, collection",
        (text("collection", "what was ingested together"), *_COVERED),
    ),
    Answer("coverage/totals", "one row", "-", (count("count_read", "articles read at ingest"), *_COVERED)),
    Answer(
        "coverage/ledger",
        "one row a period and outlet; the rest is the outlet `` (empty), articles without a date have no period",
        "period_on (none last), outlet",
        (
            day("period_on", "first day of the period; null where there is no date", null=True),
            text("outlet", "outlet; empty = all others and articles without one"),
            count("count_read", "articles found in the input, with those that were refused"),
            count("count_parsed", "of these, taken and in the snapshot"),
            count("count_dated", "of these, with a date"),
            count("count_coded", "of these, in a language with a codebook"),
            count("count_with_country", "of these, that mention a country"),
            count("count_with_dyad", "of these, that mention two countries or more"),
            count("count_with_sector", "of these, with a sector"),
        ),
    ),
    Answer(
        "coverage/ledger_steps",
        "one row a step",
        "as listed: read, parsed, dated, coded, country, dyad, sector",
        (
            text("step", "read, parsed, dated, coded, country, dyad or sector"),
            count("count_articles", "articles that are left after the step"),
            count("total_articles", "articles that the step before left"),
            count("count_lost", "total_articles - count_articles"),
            share("share", "count_articles / total_articles"),
        ),
    ),
    Answer(
        "coverage/gaps",
        "one row a run of calendar years without an article inside a collection's range",
        "collection, from_on",
        (
            text("collection", "what was ingested together"),
            day("from_on", "first day of the empty years"),
            day("to_on", "last day of the empty years"),
        ),
    ),
    Answer(
        "robustness/robustness",
        "one row",
        "-",
        (
            count("count_articles", "articles of the selection and mark", derived=True),
            count("total_articles", "articles of the volume in the mark's period (coded, for labels)", derived=True),
            text("worst_outlet", "the outlet with most of them; empty where none has an outlet", derived=True),
            count("count_without_outlet", "articles without that outlet", derived=True),
            count("total_without_outlet", "the volume without that outlet", derived=True),
            count("count_stories", "different stories among count_articles", derived=True),
            count("total_stories", "different stories of the volume", derived=True),
            count("count_constant_outlets", "outlets of the first and the last third of the range", derived=True),
            count("count_on_constant", "articles of the mark in these", derived=True),
            count("total_on_constant", "articles of the volume in these", derived=True),
            *_RECOMPUTED,
            flag("is_vanishing", "too few stories, or less than half as many as articles", derived=True),
            flag("is_on_one_outlet", "without that outlet too few, or less than half", derived=True),
            flag("is_new_sources", "on constant outlets less than half of the share", derived=True),
            text(
                "verdict",
                "too few, vanishes without duplicates, rests on one outlet, new sources, robust",
                derived=True,
            ),
        ),
    ),
    Answer(
        "robustness/outlets",
        "one row an outlet with articles of the mark",
        "count_articles falling, outlet",
        (
            text("outlet", "outlet", derived=True),
            count("count_articles", "articles of the mark in it", derived=True),
            count("total_articles", "articles of the volume in it", derived=True),
            flag("is_constant", "it published in the first and in the last third of the range", derived=True),
            count("count_without", "articles of the mark without it", derived=True),
            count("total_without", "articles of the volume without it", derived=True),
            share("share_without", "count_without / total_without"),
            *LOW_HIGH,
        ),
    ),
)

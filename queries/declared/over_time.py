"""The answers over time: lines, months, bursts, and the change between two periods."""

from __future__ import annotations

from typing import Final

from queries.columns import PERIOD, Answer, Column, Kind, count, day, flag, number, share, text

_PERIOD_OF_SERIES: Final = (
    Column("code", Kind.CODE, "sector, theme or dyad"),
    PERIOD,
    Column("collection", Kind.CODE, "what was ingested together"),
    count("count_articles", "articles of the series in the period and collection"),
    count("count_repeats", "articles of the series and period, in all collections, beyond the first of each story"),
    count("count_series", "series there are, those included that can be no burst and have no row"),
)
_BURST_STORY: Final = (
    count("burst", "place of the burst in the answer asked about, from 0"),
    count("story_key", "story; below zero: an article that is a story of its own"),
    count("count_articles", "articles of the story in the burst"),
    count("count_outlets", "different outlets among them"),
    text("outlets", "their names, separated by `; `"),
    count("article_key", "the first of them by date"),
    day("published_on", "its date"),
    text("title", "its title as received", null=True),
    text("lead", "its first sentence; null where the licence keeps text out", null=True),
    count("count_stories", "all stories of the burst, listed or not"),
)
_BURST: Final = (
    text("kind", "sector, theme or dyad"),
    text("code", "which: a code of the codebook or a dyad"),
    day("from_on", "first day"),
    day("to_on", "last day"),
    count("count_periods", "periods merged", derived=True),
    count("count_articles", "articles of the series in the burst: the count on the mark", derived=True),
    count("count_stories", "different stories among them", derived=True),
    count("total_articles", "articles of the volume in the burst", derived=True),
    number("expected", "articles that the series' other periods let expect of that volume"),
    number("ratio", "count_articles / expected; null where there was none in other periods"),
    number("excess", "count_articles - expected"),
    number("dispersion", "how much wider than chance the series scatters elsewhere, at least 1"),
    number("q", "false-discovery rate of the surest of its periods, over count_tests"),
    count("count_tests", "periods x series tested", derived=True),
)
_SIDE_BY_SIDE: Final = (
    count("count_earlier", "articles of the selection in the earlier period"),
    count("count_later", "articles of the selection in the later period"),
    count("total_earlier", "articles of the volume (date, outlet, language, collection) in the earlier period"),
    count("total_later", "articles of the volume in the later period"),
)
_CHANGED: Final = (
    share("share_earlier", "count_earlier / total_earlier"),
    share("share_later", "count_later / total_later"),
    number("change_share", "share_later - share_earlier; null where a period has no article"),
    number("change_low", "lower end of its 95 % interval (Newcombe)"),
    number("change_high", "upper end of its 95 % interval (Newcombe)"),
    flag("is_too_few", "count_stories is below the minimum support: never a colour", derived=True),
)

ANSWERS: Final = (
    Answer(
        "change/change",
        "one row a part of the change between two periods",
        "as listed: volume, outlets, dyads, sectors, rate",
        (
            text("part", "volume: all articles; outlets, dyads, sectors: their mix; rate: within the same mix"),
            number("change_articles", "articles that the part adds or takes; the parts sum to change_total"),
            *_SIDE_BY_SIDE,
            count("change_total", "count_later - count_earlier", derived=True),
        ),
    ),
    Answer("change/totals", "one row (internal)", "-", _SIDE_BY_SIDE),
    Answer(
        "change/articles",
        "one row an article of the volume in one of the periods (internal)",
        "none",
        (
            count("place", "its place by date, from 0"),
            count("outlet_place", "place of the outlet; -1 none"),
            count("sector_bits", "its sectors as bits; -1 not coded"),
            flag("is_earlier", "published in the earlier period"),
            flag("is_later", "published in the later period"),
            flag("is_selected", "the selection holds it"),
            count("count_countries", "countries that it names"),
            count("only_country", "place of the only country that it names; -1 where there is none or another"),
        ),
    ),
    Answer(
        "change/labels",
        "one row a sector or theme, and `none`",
        "absolute change_share falling, then the codebook's order, `none` last",
        (
            text("code", "sector or theme, or `none`"),
            count("count_earlier", "articles of the selection with this code in the earlier period"),
            count("total_earlier", "coded articles of the selection in the earlier period"),
            count("count_later", "articles of the selection with this code in the later period"),
            count("total_later", "coded articles of the selection in the later period"),
            count("count_stories", "different stories of both periods with this code"),
            *_CHANGED,
        ),
    ),
    Answer(
        "change/dyads",
        "one row a dyad that the selection holds in one of two periods",
        "absolute change_share falling, then dyad",
        (
            text("code", "the two countries, `CN-KZ`"),
            count("count_earlier", "articles of the selection with this dyad in the earlier period"),
            count("count_later", "articles of the selection with this dyad in the later period"),
            count("count_stories", "different stories of both periods with this dyad"),
            count("total_earlier", "articles of the selection in the earlier period", derived=True),
            count("total_later", "articles of the selection in the later period", derived=True),
            *_CHANGED,
        ),
    ),
    Answer(
        "bursts/bursts",
        "one row a burst: neighbouring periods in which a series stands out",
        "q, excess over expected falling, code, from_on",
        _BURST,
    ),
    Answer(
        "standouts/standouts",
        "one row a burst, with its largest story",
        "q, excess over expected falling, code, from_on",
        (
            *_BURST,
            day("story_on", "date of the story's first article", null=True),
            text("story_title", "its title or first sentence; null where the licence keeps text out", null=True),
            count("story_articles", "articles of the story in the burst", derived=True),
            text("story_countries", "countries that the article names, most mentioned first", derived=True),
        ),
    ),
    *(
        Answer(
            name,
            "one row a dyad, country or bloc and period with articles (internal)",
            "code, period_on",
            (
                text("code", "the dyad, country or bloc"),
                PERIOD,
                count("count_articles", "articles of the selection in the period"),
            ),
        )
        for name in ("lines/countries", "lines/dyads")
    ),
    Answer(
        "periods/months",
        "one row a month and collection that has articles",
        "period_on, collection",
        (
            PERIOD,
            text("collection", "what was ingested together"),
            count("count_articles", "articles of the selection in the month"),
            count("total_articles", "articles of the volume (date, outlet, language, collection) in the month"),
            day("last_article_on", "the last day that the whole data set reaches"),
        ),
    ),
    Answer("bursts/labels", "one row a label, period and collection (internal)", "code, period_on", _PERIOD_OF_SERIES),
    Answer(
        "bursts/volume",
        "one row a period and collection with articles (internal)",
        "period_on, collection",
        (
            PERIOD,
            text("collection", "what was ingested together"),
            count("count_articles", "articles"),
            count("count_coded", "articles in a language with a codebook"),
        ),
    ),
    *(
        Answer(
            name,
            "one row a burst and story",
            "burst, outlets falling, fewest countries, articles falling, first date",
            _BURST_STORY,
        )
        for name in ("bursts/dyad_stories", "bursts/label_stories")
    ),
)

"""The answers about sectors and themes: breakdowns, grids, timelines."""

from __future__ import annotations

from typing import Final

from queries.columns import LOW_HIGH, PERIOD, Answer, count, flag, number, share, text

_BASELINE: Final = (
    count("baseline_count", "articles with this code in the whole volume under the same interaction", derived=True),
    count("baseline_total", "coded articles of the whole volume under the same interaction", derived=True),
    share("baseline_share", "baseline_count / baseline_total"),
)
_BREAKDOWN: Final = (
    text("code", "code of the codebook, or `none`: coded, and no such label found"),
    count("count_articles", "articles of the selection with this code"),
    count("total_articles", "coded articles of the selection, each counted once"),
    share("share", "count_articles / total_articles"),
    *LOW_HIGH,
    *_BASELINE,
)

ANSWERS: Final = (
    Answer(
        "timeline/labels_over_time",
        "one row a period and code; every period from the first to the last of the volume",
        "period_on, then the codebook's order",
        (
            PERIOD,
            text("code", "sector or theme; in `lines.over_time` dyad or country"),
            count("count_articles", "articles of the selection with this code in the period"),
            count("total_articles", "coded articles of the volume (date, outlet, language, collection filters only)"),
            count("total_selected", "coded articles of the selection in the period"),
            share("share_of_volume", "count_articles / total_articles; null where there is no article at all"),
            *LOW_HIGH,
            share("share_of_selection", "count_articles / total_selected; null where there is none"),
            flag("is_partial", "the period is cut by a date filter or by the last article's date"),
        ),
    ),
    Answer(
        "timeline/volume",
        "one row a period and collection; zero rows are there",
        "period_on, collection",
        (
            PERIOD,
            text("collection", "what was ingested together"),
            count("count_articles", "coded articles of the volume: what the shares are shares of"),
            flag("is_partial", "the period is cut by a date filter or by the last article's date"),
        ),
    ),
    Answer("sectors/breakdown", "one row a sector, and `none`", "the codebook's order, `none` last", _BREAKDOWN),
    Answer("sectors/themes_breakdown", "one row a theme, and `none`", "codebook's order, `none` last", _BREAKDOWN),
    Answer(
        "sectors/by_dyad",
        "one row a dyad and sector (and `none`) for the dyads with most articles",
        "articles of the dyad falling, dyad, the codebook's order",
        (
            text("dyad", "the two countries"),
            text("code", "sector, or `none`"),
            count("count_articles", "articles of the dyad with this code"),
            count("total_articles", "coded articles of the dyad under the interaction"),
            share("share", "count_articles / total_articles"),
            *LOW_HIGH,
            *_BASELINE,
            number("ratio", "share / baseline_share"),
        ),
    ),
    Answer(
        "sectors/by_country",
        "one row a country and sector (and `none`) for the countries with most articles",
        "articles of the country falling, country, the codebook's order",
        (
            text("country", "the country"),
            text("code", "sector, or `none`"),
            count("count_articles", "articles of the country with this code"),
            count("total_articles", "coded articles of the country under the interaction"),
            share("share", "count_articles / total_articles"),
            *LOW_HIGH,
            *_BASELINE,
            number("ratio", "share / baseline_share"),
        ),
    ),
    Answer(
        "sectors/together",
        "one row a pair of sectors",
        "the codebook's order",
        (
            text("code_a", "first sector"),
            text("code_b", "second sector"),
            count("count_articles", "coded articles of the selection with both"),
            count("total_a", "of these, with the first"),
            count("total_b", "of these, with the second"),
            count("total_articles", "coded articles of the selection"),
            number("expected", "total_a * total_b / total_articles"),
            number("lift", "count_articles / expected"),
            number("lift_low", "lower end of its 95 % interval"),
            number("lift_high", "upper end of its 95 % interval"),
            share("share_of_a", "count_articles / total_a"),
            share("share_of_b", "count_articles / total_b"),
        ),
    ),
)

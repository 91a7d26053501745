"""The answers about countries and dyads: co-mentions, units, margins, ladders, who is named with them."""

from __future__ import annotations

from typing import Final

from queries.columns import DYAD, LOW_HIGH, PERIOD, Answer, Column, Kind, count, day, flag, number, share, text

_COMENTIONS: Final = (
    *DYAD,
    count("count_selected", "articles under the interaction that is looked at: the count on the mark"),
    count("count_articles", "articles that mention both"),
    count("count_passages", "passages that hold both"),
    count("count_cooperation", "articles in which the two cooperate"),
    count("count_conflict", "articles in which the two clash"),
    count("count_outlets", "different outlets among count_selected"),
    count("count_stories", "different stories among count_selected"),
    count("observed", "co-mentions in the unit asked for (articles or passages)", derived=True),
    count("total_a", "units that mention country_a, country filters dropped", derived=True),
    count("total_b", "units that mention country_b, country filters dropped", derived=True),
    count("total_articles", "all units (articles, or passages if asked), country filters dropped", derived=True),
    count("total_dyads", "dyads tested: all that could occur, co-mentioned or not", derived=True),
    number("expected", "total_a * total_b / total_articles"),
    number("lift", "observed / expected"),
    number("lift_low", "lower end of its 95 % interval"),
    number("lift_high", "upper end of its 95 % interval, at most total_articles / larger margin"),
    number("signed_g2", "G squared of the four-fold table, negative below expected"),
    number("p", "chance of at least as many co-mentions, one-sided; exact where expected < 5"),
    number("q", "p after Benjamini and Hochberg over total_dyads"),
    share("share_of_a", "observed / total_a"),
    share("share_of_b", "observed / total_b"),
    share("share_cooperation", "count_cooperation / count_articles"),
    *LOW_HIGH,
    flag("is_too_few", "count_stories is below the minimum support: never a colour", derived=True),
    day("last_on", "last dated article of count_selected", null=True),
)
_COUNTRY: Final = (
    count("count_articles", "articles of the selection in which it takes part"),
    count("total_articles", "articles of the selection", derived=True),
    share("share", "count_articles / total_articles"),
    *LOW_HIGH,
    day("last_on", "last dated article", null=True),
)
_OVER_TIME: Final = (
    PERIOD,
    count("count_articles", "articles in the period: the count on the mark"),
    count("total_articles", "articles of the volume; under cooperation and conflict those in a coded language"),
    flag("is_partial", "the period is cut by a date filter or by the last article's date"),
)
_SHARE_OF_VOLUME: Final = (
    share("share_of_volume", "count_articles / total_articles; null where there is no article at all"),
    *LOW_HIGH,
)
_KEPT: Final = (
    count("count_articles_kept", "articles of the kept selection in the period"),
    count("total_articles_kept", "articles of the kept selection's own volume"),
    share("share_of_volume_kept", "count_articles_kept / total_articles_kept; null where it has no article at all"),
    share("share_low_kept", "lower end of that share's 95 % interval (Wilson)"),
    share("share_high_kept", "upper end of that share's 95 % interval"),
)

ANSWERS: Final = (
    Answer(
        "comentions/dyads",
        "one row a dyad with at least one article under the interaction",
        "any: signed_g2 falling; else count_selected falling; then dyad",
        _COMENTIONS,
    ),
    Answer(
        "comentions/units",
        "one row a dyad of the selection",
        "count_articles falling, dyad",
        (
            *DYAD,
            count("count_articles", "articles under the interaction that is looked at: the count on the mark"),
            count("count_passages", "passages of these articles that hold both"),
            count("count_stories", "different stories among them: near-duplicates counted once"),
            count("count_outlets", "different outlets among them"),
            count("count_independent_outlets", "of these, the outlets that were the first of a story among them"),
            Column("weight", Kind.NUMBER, "sum of 1/C(n,2) over these articles, n the countries that each names"),
            flag("is_too_few", "count_stories is below the minimum support: never a colour", derived=True),
        ),
    ),
    Answer(
        "comentions/margins",
        "one row a country, country filters dropped (internal)",
        "country",
        (
            text("country", "country"),
            count("count_articles", "articles that mention it"),
            count("count_passages", "passages that mention it"),
        ),
    ),
    Answer(
        "comentions/population",
        "one row (internal)",
        "-",
        (
            count("count_articles", "articles, country filters dropped"),
            count("count_passages", "their passages"),
        ),
    ),
    Answer(
        "comentions/countries",
        "one row a country of the selection",
        "count_articles falling, country",
        (text("country", "country"), *_COUNTRY),
    ),
    Answer(
        "comentions/steps",
        "one row what pairs of one dyad are (internal)",
        "-",
        (
            flag("is_in_passage", "a passage holds both"),
            flag("cooperates", "under cooperation"),
            flag("clashes", "under conflict"),
            count("cooperation_sectors", "sectors of the passages that report cooperation, as bits"),
            count("conflict_sectors", "sectors of the passages that report conflict, as bits"),
            count("sectors", "sectors of the passages that hold both, as bits"),
            count("count_articles", "articles in which they are this"),
        ),
    ),
    Answer(
        "comentions/dyad_ladder",
        "one row a step",
        "as listed: together, passage, cooperation, conflict, then `sector` with its code",
        (
            text("step", "together, passage, cooperation, conflict or sector", derived=True),
            text("code", "the sector of a `sector` step, else empty", derived=True),
            count("count_articles", "articles of the dyad at this step", derived=True),
            count(
                "total_articles",
                "what it is a part of: all articles, then those together, then those selected",
                derived=True,
            ),
            share("share", "count_articles / total_articles"),
        ),
    ),
    Answer(
        "relations/named_with",
        "one row an organisation or leader named in the passages asked about",
        "count_articles falling, code",
        (
            text("kind", "organisation or leader"),
            text("code", "which"),
            count("count_articles", "articles that name it in a passage asked about: the count on the mark"),
            count("total_articles", "articles of the selection"),
            share("share", "count_articles / total_articles"),
            *LOW_HIGH,
        ),
    ),
    Answer(
        "relations/over_time",
        "one row a period (internal: the parts of those below)",
        "period_on",
        _OVER_TIME,
    ),
    Answer(
        "relations/interactions_over_time",
        "one row an interaction and period; every period from the first to the last of the volume",
        "cooperation, conflict; then period_on",
        (text("interaction", "cooperation or conflict", derived=True), *_OVER_TIME, *_SHARE_OF_VOLUME),
    ),
    Answer(
        "relations/dyads_over_time",
        "one row a dyad asked for and period; every period from the first to the last of the volume",
        "the dyads as asked for; then period_on",
        (text("dyad", "the two countries", derived=True), *_OVER_TIME, *_SHARE_OF_VOLUME),
    ),
    Answer(
        "relations/against",
        "one row a period; every period from the first to the last of the volume of either selection",
        "period_on",
        (*_OVER_TIME, *_SHARE_OF_VOLUME, *_KEPT),
    ),
    Answer(
        "relations/units",
        "one row an interaction",
        "cooperation, conflict, any",
        (
            text("interaction", "cooperation, conflict or any", derived=True),
            text("dyad", "the two countries", derived=True),
            count("count_articles", "articles of the dyad under the interaction: the count on the mark", derived=True),
            count("count_passages", "passages of these articles that hold both", derived=True),
            count("count_stories", "different stories among them: near-duplicates counted once", derived=True),
            count("count_outlets", "different outlets among them", derived=True),
            count(
                "count_independent_outlets",
                "of these, the outlets that were the first of a story among them",
                derived=True,
            ),
        ),
    ),
    Answer(
        "relations/ladder",
        "one row an interaction and step",
        "cooperation, conflict, any; then together, passage, cooperation, conflict, and the sectors",
        (
            text("interaction", "whose sectors these are: cooperation, conflict or any", derived=True),
            text("step", "together, passage, cooperation, conflict or sector", derived=True),
            text("code", "the sector of a `sector` step, else empty", derived=True),
            count("count_articles", "articles of the dyad at this step", derived=True),
            count("total_articles", "what it is a part of", derived=True),
            share("share", "count_articles / total_articles"),
            *LOW_HIGH,
        ),
    ),
)

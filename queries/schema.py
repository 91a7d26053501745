"""The declared columns of every answer, and `fetch`, the one door through which answers come.

Why it exists: a column that a figure reads is written down once, with its unit and meaning, and an answer
that drifts from it fails at once instead of in a chart. `DERIVED` columns are computed in Python from the
others (intervals, tests); the rest must come out of the `.sql` file in exactly this order.
The module knows no page and no colour. It is long because it is one table, an entry an answer; what runs is the last
fifty lines.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

import duckdb
import numpy as np
import numpy.typing as npt
import pandas as pd

from queries.selection import NO_MARK, Mark, Selection
from queries.statements import statement
from queries.worded import look_for


class Kind(StrEnum):
    """The types of columns; `SHARE` runs from 0 to 1 and is null where its total is 0.

    `CODE` is a text that stays a small integer with its name: of millions of rows, text would take seconds.
    """

    DATE = "date"
    TEXT = "text"
    CODE = "code"
    COUNT = "count"
    NUMBER = "number"
    SHARE = "share"
    FLAG = "flag"


class SchemaError(Exception):
    """An answer does not have its declared columns: a fault of ours, never of the reader."""


@dataclass(frozen=True)
class Column:
    """One column of an answer."""

    name: str
    kind: Kind
    meaning: str
    is_derived: bool = False
    is_nullable: bool = False


@dataclass(frozen=True)
class Answer:
    """The columns, the grain (what one row is) and the order of an answer."""

    name: str
    grain: str
    order: str
    columns: tuple[Column, ...]

    @property
    def names(self) -> list[str]:
        """All columns in order."""
        return [column.name for column in self.columns]

    @property
    def queried(self) -> list[str]:
        """The columns that the `.sql` file returns, in order."""
        return [column.name for column in self.columns if not column.is_derived]


def _date(name: str, meaning: str, *, null: bool = False) -> Column:
    return Column(name, Kind.DATE, meaning, is_nullable=null)


def _text(name: str, meaning: str, *, null: bool = False, derived: bool = False) -> Column:
    return Column(name, Kind.TEXT, meaning, is_nullable=null, is_derived=derived)


def _count(name: str, meaning: str, *, derived: bool = False) -> Column:
    return Column(name, Kind.COUNT, meaning, is_derived=derived)


def _share(name: str, meaning: str) -> Column:
    return Column(name, Kind.SHARE, meaning, is_derived=True, is_nullable=True)


def _number(name: str, meaning: str) -> Column:
    return Column(name, Kind.NUMBER, meaning, is_derived=True, is_nullable=True)


def _flag(name: str, meaning: str, *, derived: bool = False) -> Column:
    return Column(name, Kind.FLAG, meaning, is_derived=derived)


_PERIOD: Final = _date("period_on", "first day of the period")
_LOW_HIGH: Final = (
    _share("share_low", "lower end of its 95 % interval (Wilson)"),
    _share("share_high", "upper end of its 95 % interval (Wilson)"),
)
_BASELINE: Final = (
    _count("baseline_count", "articles with this code in the whole volume under the same interaction", derived=True),
    _count("baseline_total", "coded articles of the whole volume under the same interaction", derived=True),
    _share("baseline_share", "baseline_count / baseline_total"),
)
_BREAKDOWN: Final = (
    _text("code", "code of the codebook, or `none`: coded, and no such label found"),
    _count("count_articles", "articles of the selection with this code"),
    _count("total_articles", "coded articles of the selection, each counted once"),
    _share("share", "count_articles / total_articles"),
    *_LOW_HIGH,
    *_BASELINE,
)
_DYAD: Final = (
    _text("dyad", "the two countries, `CN-KZ`"),
    _text("country_a", "first of the two"),
    _text("country_b", "second of the two"),
)
_COMENTIONS: Final = (
    *_DYAD,
    _count("count_selected", "articles under the interaction that is looked at: the count on the mark"),
    _count("count_articles", "articles that mention both"),
    _count("count_passages", "passages that hold both"),
    _count("count_cooperation", "articles in which the two cooperate"),
    _count("count_conflict", "articles in which the two clash"),
    _count("count_outlets", "different outlets among count_selected"),
    _count("count_stories", "different stories among count_selected"),
    _count("observed", "co-mentions in the unit asked for (articles or passages)", derived=True),
    _count("total_a", "units that mention country_a, country filters dropped", derived=True),
    _count("total_b", "units that mention country_b, country filters dropped", derived=True),
    _count("total_articles", "all units (articles, or passages if asked), country filters dropped", derived=True),
    _count("total_dyads", "dyads tested: all that could occur, co-mentioned or not", derived=True),
    _number("expected", "total_a * total_b / total_articles"),
    _number("lift", "observed / expected"),
    _number("lift_low", "lower end of its 95 % interval"),
    _number("lift_high", "upper end of its 95 % interval, at most total_articles / larger margin"),
    _number("signed_g2", "G squared of the four-fold table, negative below expected"),
    _number("p", "chance of at least as many co-mentions, one-sided; exact where expected < 5"),
    _number("q", "p after Benjamini and Hochberg over total_dyads"),
    _share("share_of_a", "observed / total_a"),
    _share("share_of_b", "observed / total_b"),
    _share("share_cooperation", "count_cooperation / count_articles"),
    *_LOW_HIGH,
    _flag("is_too_few", "count_stories is below the minimum support: never a colour", derived=True),
    _date("last_on", "last dated article of count_selected", null=True),
)
_COUNTRY: Final = (
    _count("count_articles", "articles of the selection in which it takes part"),
    _count("total_articles", "articles of the selection", derived=True),
    _share("share", "count_articles / total_articles"),
    *_LOW_HIGH,
    _date("last_on", "last dated article", null=True),
)
_ARTICLE: Final = (
    _count("article_key", "key of this snapshot"),
    _text("article_id", "id that a link can name"),
    _date("published_on", "date of publication", null=True),
    _text("dated", "where the date comes from: metadata, given or none"),
    _text("title", "title as received", null=True),
    _text("lead", "first sentence of the body; null where the licence keeps text out", null=True),
    _text("outlet", "who published it, or the first cited", null=True),
    _text("url", "address as received", null=True),
    _text("collection", "what was ingested together"),
    _text("language", "ISO 639-1, `und` if unknown"),
    _count("count_sentences", "sentences of the article"),
    _text("countries", "codes of the countries mentioned, most mentioned first, separated by blanks", derived=True),
)
_LABELS: Final = (
    _text("sectors", "sector codes under the selection, separated by blanks", derived=True),
    _text("themes", "theme codes under the selection, separated by blanks", derived=True),
)
_SPAN: Final = (
    _count("start", "first code point in the article's text"),
    _count("end", "code point after the last"),
)
_COVERED: Final = (
    _count("count_articles", "articles"),
    _count("count_dated", "articles with a date"),
    _count("count_undated", "articles without a date: kept out of timelines"),
    _count("count_coded", "articles in a language with a codebook"),
    _count("count_with_country", "articles that mention a country"),
    _count("count_with_dyad", "articles that mention two countries or more"),
    _count("count_with_sector", "articles with a sector"),
    _count("count_cooperation", "articles that report cooperation"),
    _count("count_conflict", "articles that report conflict"),
    _date("first_on", "first date", null=True),
    _date("last_on", "last date", null=True),
)
_PERIOD_OF_SERIES: Final = (
    Column("code", Kind.CODE, "sector, theme or dyad"),
    _PERIOD,
    Column("collection", Kind.CODE, "what was ingested together"),
    _count("count_articles", "articles of the series in the period and collection"),
    _count("count_repeats", "articles of the series and period, in all collections, beyond the first of each story"),
    _count("count_series", "series there are, those included that can be no burst and have no row"),
)
_BURST_STORY: Final = (
    _count("burst", "place of the burst in the answer asked about, from 0"),
    _count("story_key", "story; below zero: an article that is a story of its own"),
    _count("count_articles", "articles of the story in the burst"),
    _count("count_outlets", "different outlets among them"),
    _text("outlets", "their names, separated by `; `"),
    _count("article_key", "the first of them by date"),
    _date("published_on", "its date"),
    _text("title", "its title as received", null=True),
    _text("lead", "its first sentence; null where the licence keeps text out", null=True),
    _count("count_stories", "all stories of the burst, listed or not"),
)
_BURST: Final = (
    _text("kind", "sector, theme or dyad"),
    _text("code", "which: a code of the codebook or a dyad"),
    _date("from_on", "first day"),
    _date("to_on", "last day"),
    _count("count_periods", "periods merged", derived=True),
    _count("count_articles", "articles of the series in the burst: the count on the mark", derived=True),
    _count("count_stories", "different stories among them", derived=True),
    _count("total_articles", "articles of the volume in the burst", derived=True),
    _number("expected", "articles that the series' other periods let expect of that volume"),
    _number("ratio", "count_articles / expected; null where there was none in other periods"),
    _number("excess", "count_articles - expected"),
    _number("dispersion", "how much wider than chance the series scatters elsewhere, at least 1"),
    _number("q", "false-discovery rate of the surest of its periods, over count_tests"),
    _count("count_tests", "periods x series tested", derived=True),
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
        _share(f"share{suffix}", of),
        _share(f"share{suffix}_low", "lower end of its 95 % interval (Wilson)"),
        _share(f"share{suffix}_high", "upper end of its 95 % interval (Wilson)"),
    )
)
_OVER_TIME: Final = (
    _PERIOD,
    _count("count_articles", "articles in the period: the count on the mark"),
    _count("total_articles", "articles of the volume; under cooperation and conflict those in a coded language"),
    _flag("is_partial", "the period is cut by a date filter or by the last article's date"),
)
_SHARE_OF_VOLUME: Final = (
    _share("share_of_volume", "count_articles / total_articles; null where there is no article at all"),
    *_LOW_HIGH,
)
_KEPT: Final = (
    _count("count_articles_kept", "articles of the kept selection in the period"),
    _count("total_articles_kept", "articles of the kept selection's own volume"),
    _share("share_of_volume_kept", "count_articles_kept / total_articles_kept; null where it has no article at all"),
    _share("share_low_kept", "lower end of that share's 95 % interval (Wilson)"),
    _share("share_high_kept", "upper end of that share's 95 % interval"),
)
_FACETS: Final = (
    _text("facet", "collections, countries, languages, leaders, organisations, outlets or partners"),
    _text("code", "option"),
    _count("count_articles", "articles if this were the only option chosen in its facet"),
)
_SIDE_BY_SIDE: Final = (
    _count("count_earlier", "articles of the selection in the earlier period"),
    _count("count_later", "articles of the selection in the later period"),
    _count("total_earlier", "articles of the volume (date, outlet, language, collection) in the earlier period"),
    _count("total_later", "articles of the volume in the later period"),
)
_CHANGED: Final = (
    _share("share_earlier", "count_earlier / total_earlier"),
    _share("share_later", "count_later / total_later"),
    _number("change_share", "share_later - share_earlier; null where a period has no article"),
    _number("change_low", "lower end of its 95 % interval (Newcombe)"),
    _number("change_high", "upper end of its 95 % interval (Newcombe)"),
    _flag("is_too_few", "count_stories is below the minimum support: never a colour", derived=True),
)

_ALL: Final = (
    Answer(
        "timeline/labels_over_time",
        "one row a period and code; every period from the first to the last of the volume",
        "period_on, then the codebook's order",
        (
            _PERIOD,
            _text("code", "sector or theme; in `lines.over_time` dyad or country"),
            _count("count_articles", "articles of the selection with this code in the period"),
            _count("total_articles", "coded articles of the volume (date, outlet, language, collection filters only)"),
            _count("total_selected", "coded articles of the selection in the period"),
            _share("share_of_volume", "count_articles / total_articles; null where there is no article at all"),
            *_LOW_HIGH,
            _share("share_of_selection", "count_articles / total_selected; null where there is none"),
            _flag("is_partial", "the period is cut by a date filter or by the last article's date"),
        ),
    ),
    Answer(
        "timeline/volume",
        "one row a period and collection; zero rows are there",
        "period_on, collection",
        (
            _PERIOD,
            _text("collection", "what was ingested together"),
            _count("count_articles", "coded articles of the volume: what the shares are shares of"),
            _flag("is_partial", "the period is cut by a date filter or by the last article's date"),
        ),
    ),
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
            *_DYAD,
            _count("count_articles", "articles under the interaction that is looked at: the count on the mark"),
            _count("count_passages", "passages of these articles that hold both"),
            _count("count_stories", "different stories among them: near-duplicates counted once"),
            _count("count_outlets", "different outlets among them"),
            _count("count_independent_outlets", "of these, the outlets that were the first of a story among them"),
            Column("weight", Kind.NUMBER, "sum of 1/C(n,2) over these articles, n the countries that each names"),
            _flag("is_too_few", "count_stories is below the minimum support: never a colour", derived=True),
        ),
    ),
    Answer(
        "comentions/margins",
        "one row a country, country filters dropped (internal)",
        "country",
        (
            _text("country", "country"),
            _count("count_articles", "articles that mention it"),
            _count("count_passages", "passages that mention it"),
        ),
    ),
    Answer(
        "comentions/population",
        "one row (internal)",
        "-",
        (
            _count("count_articles", "articles, country filters dropped"),
            _count("count_passages", "their passages"),
        ),
    ),
    Answer(
        "comentions/countries",
        "one row a country of the selection",
        "count_articles falling, country",
        (_text("country", "country"), *_COUNTRY),
    ),
    Answer(
        "comentions/partner_countries",
        "one row a country of the selection, where a country was chosen (internal: same as countries)",
        "count_articles falling, country",
        (_text("country", "country"), *_COUNTRY),
    ),
    Answer(
        "comentions/dyad_ladder",
        "one row a step",
        "as listed: together, passage, cooperation, conflict, then `sector` with its code",
        (
            _text("step", "together, passage, cooperation, conflict or sector"),
            _text("code", "the sector of a `sector` step, else empty"),
            _count("count_articles", "articles of the dyad at this step"),
            _count("total_articles", "what it is a part of: all articles, then those together, then those selected"),
            _share("share", "count_articles / total_articles"),
        ),
    ),
    Answer("sectors/breakdown", "one row a sector, and `none`", "the codebook's order, `none` last", _BREAKDOWN),
    Answer("sectors/themes_breakdown", "one row a theme, and `none`", "codebook's order, `none` last", _BREAKDOWN),
    Answer(
        "sectors/by_dyad",
        "one row a dyad and sector (and `none`) for the dyads with most articles",
        "articles of the dyad falling, dyad, the codebook's order",
        (
            _text("dyad", "the two countries"),
            _text("code", "sector, or `none`"),
            _count("count_articles", "articles of the dyad with this code"),
            _count("total_articles", "coded articles of the dyad under the interaction"),
            _share("share", "count_articles / total_articles"),
            *_LOW_HIGH,
            *_BASELINE,
            _number("ratio", "share / baseline_share"),
        ),
    ),
    *(
        Answer(
            name,
            f"one row a country{where} and sector (and `none`) for the countries with most articles",
            "articles of the country falling, country, the codebook's order",
            (
                _text("country", "the country"),
                _text("code", "sector, or `none`"),
                _count("count_articles", "articles of the country with this code"),
                _count("total_articles", "coded articles of the country under the interaction"),
                _share("share", "count_articles / total_articles"),
                *_LOW_HIGH,
                *_BASELINE,
                _number("ratio", "share / baseline_share"),
            ),
        )
        for name, where in (("sectors/by_country", ""), ("sectors/by_partner_country", " of the selection's dyads"))
    ),
    Answer(
        "sectors/together",
        "one row a pair of sectors",
        "the codebook's order",
        (
            _text("code_a", "first sector"),
            _text("code_b", "second sector"),
            _count("count_articles", "coded articles of the selection with both"),
            _count("total_a", "of these, with the first"),
            _count("total_b", "of these, with the second"),
            _count("total_articles", "coded articles of the selection"),
            _number("expected", "total_a * total_b / total_articles"),
            _number("lift", "count_articles / expected"),
            _number("lift_low", "lower end of its 95 % interval"),
            _number("lift_high", "upper end of its 95 % interval"),
            _share("share_of_a", "count_articles / total_a"),
            _share("share_of_b", "count_articles / total_b"),
        ),
    ),
    Answer(
        "evidence/articles",
        "one row an article",
        "newest first, undated last, article_key",
        (
            *_ARTICLE,
            _count("sector_bits", "sectors under the selection, bit i = code i of data.records.SECTORS"),
            _count("theme_bits", "themes under the selection, bit i = code i of data.records.THEMES"),
            *_LABELS,
        ),
    ),
    Answer(
        "evidence/stories",
        "one row a story, as its first article in the selection",
        "newest first, undated last, article_key",
        (
            *_ARTICLE,
            _count("sector_bits", "sectors under the selection, bit i = code i of data.records.SECTORS"),
            _count("theme_bits", "themes under the selection, bit i = code i of data.records.THEMES"),
            *_LABELS,
        ),
    ),
    Answer("evidence/count_stories", "one row", "-", (_count("count_stories", "stories of the selection and mark"),)),
    Answer(
        "evidence/retold",
        "one row an article asked for and another article of its story",
        "article_key, then oldest first, undated last",
        (
            _count("article_key", "the article asked for"),
            _text("article_id", "the other article"),
            _date("published_on", "day of the other article", null=True),
            _text("outlet", "who published it", null=True),
            _text("title", "title of the other article", null=True),
            _text("lead", "first sentence after the title, of articles without a title", null=True),
        ),
    ),
    Answer("evidence/count", "one row", "-", (_count("count_articles", "articles of the selection and mark"),)),
    Answer("evidence/facts", "one row an article (for one article's page)", "-", _ARTICLE),
    Answer(
        "evidence/article_countries",
        "one row an article that mentions a country (internal)",
        "article_key",
        (_count("article_key", "key of this snapshot"), _text("countries", "codes, most mentioned first")),
    ),
    Answer(
        "evidence/dyads",
        "one row an article and a dyad that it holds under the selection",
        "dyad, article_id",
        (_text("dyad", "two codes in order"), _text("article_id", "the article's id")),
    ),
    Answer(
        "evidence/sentences",
        "one row a sentence that carries the evidence",
        "article_key in the order given, sentence",
        (
            _count("article_key", "key of this snapshot"),
            _count("sentence", "number of the sentence in the article, from 0"),
            _count("passage", "number of the passage; 0 is the title"),
            _text("text", "the sentence; null where the licence keeps it out", null=True),
            *_SPAN,
            _flag("is_interaction", "holds the predicate of an interaction that was asked for"),
            _flag("is_coding", "holds a term of a sector or theme that was asked for"),
            _flag("is_mention", "names a country, organisation or leader that was asked for"),
            _flag("is_worded", "holds one of the words asked for"),
        ),
    ),
    Answer(
        "evidence/article_sentences",
        "one row a sentence of one article",
        "sentence",
        (
            _count("article_key", "key of this snapshot"),
            _count("sentence", "number of the sentence, from 0"),
            _count("passage", "number of the passage; 0 is the title"),
            _text("text", "the sentence; null where the licence keeps it out", null=True),
            *_SPAN,
        ),
    ),
    Answer(
        "evidence/spans",
        "one row a form found: mention, coding or interaction",
        "article_key, sentence, start, end falling, kind, code",
        (
            _count("article_key", "key of this snapshot"),
            _count("sentence", "number of the sentence"),
            _count("passage", "number of the passage"),
            _text("kind", "country, organisation, leader, sector, theme or interaction"),
            _text("code", "what it stands for; of an interaction: cooperation or conflict"),
            _text("how", "how a mention was named; else empty"),
            _text("rule", "the codebook's line that fired; else empty"),
            _text("parties", "of an interaction: the dyad, or country and organisation; else empty"),
            *_SPAN,
            _text("form", "the words found"),
        ),
    ),
    Answer(
        "coverage/by_period_and_outlet",
        "one row a period and outlet; the rest is the outlet `` (empty)",
        "period_on, outlet",
        (
            _PERIOD,
            _text("outlet", "outlet; empty = all others and articles without one"),
            _count("count_articles", "articles of the volume"),
        ),
    ),
    Answer(
        "coverage/by_collection",
        "one row a collection",
        "count_articles falling, collection",
        (_text("collection", "what was ingested together"), *_COVERED),
    ),
    Answer("coverage/totals", "one row", "-", (_count("count_read", "articles read at ingest"), *_COVERED)),
    Answer(
        "coverage/ledger",
        "one row a period and outlet; the rest is the outlet `` (empty), articles without a date have no period",
        "period_on (none last), outlet",
        (
            _date("period_on", "first day of the period; null where there is no date", null=True),
            _text("outlet", "outlet; empty = all others and articles without one"),
            _count("count_read", "articles found in the input, with those that were refused"),
            _count("count_parsed", "of these, taken and in the snapshot"),
            _count("count_dated", "of these, with a date"),
            _count("count_coded", "of these, in a language with a codebook"),
            _count("count_with_country", "of these, that mention a country"),
            _count("count_with_dyad", "of these, that mention two countries or more"),
            _count("count_with_sector", "of these, with a sector"),
        ),
    ),
    Answer(
        "coverage/ledger_steps",
        "one row a step",
        "as listed: read, parsed, dated, coded, country, dyad, sector",
        (
            _text("step", "read, parsed, dated, coded, country, dyad or sector"),
            _count("count_articles", "articles that are left after the step"),
            _count("total_articles", "articles that the step before left"),
            _count("count_lost", "total_articles - count_articles"),
            _share("share", "count_articles / total_articles"),
        ),
    ),
    Answer(
        "coverage/gaps",
        "one row a run of calendar years without an article inside a collection's range",
        "collection, from_on",
        (
            _text("collection", "what was ingested together"),
            _date("from_on", "first day of the empty years"),
            _date("to_on", "last day of the empty years"),
        ),
    ),
    Answer(
        "change/change",
        "one row a part of the change between two periods",
        "as listed: volume, outlets, dyads, sectors, rate",
        (
            _text("part", "volume: all articles; outlets, dyads, sectors: their mix; rate: within the same mix"),
            _number("change_articles", "articles that the part adds or takes; the parts sum to change_total"),
            *_SIDE_BY_SIDE,
            _count("change_total", "count_later - count_earlier", derived=True),
        ),
    ),
    Answer("change/totals", "one row (internal)", "-", _SIDE_BY_SIDE),
    Answer(
        "change/articles",
        "one row an article of the volume in one of the periods (internal)",
        "none",
        (
            _count("place", "its place by date, from 0"),
            _count("outlet_place", "place of the outlet; -1 none"),
            _count("sector_bits", "its sectors as bits; -1 not coded"),
            _flag("is_earlier", "published in the earlier period"),
            _flag("is_later", "published in the later period"),
            _flag("is_selected", "the selection holds it"),
            _count("count_countries", "countries that it names"),
            _count("only_country", "place of the only country that it names; -1 where there is none or another"),
        ),
    ),
    Answer(
        "change/labels",
        "one row a sector or theme, and `none`",
        "absolute change_share falling, then the codebook's order, `none` last",
        (
            _text("code", "sector or theme, or `none`"),
            _count("count_earlier", "articles of the selection with this code in the earlier period"),
            _count("total_earlier", "coded articles of the selection in the earlier period"),
            _count("count_later", "articles of the selection with this code in the later period"),
            _count("total_later", "coded articles of the selection in the later period"),
            _count("count_stories", "different stories of both periods with this code"),
            *_CHANGED,
        ),
    ),
    Answer(
        "change/dyads",
        "one row a dyad that the selection holds in one of two periods",
        "absolute change_share falling, then dyad",
        (
            _text("code", "the two countries, `CN-KZ`"),
            _count("count_earlier", "articles of the selection with this dyad in the earlier period"),
            _count("count_later", "articles of the selection with this dyad in the later period"),
            _count("count_stories", "different stories of both periods with this dyad"),
            _count("total_earlier", "articles of the selection in the earlier period", derived=True),
            _count("total_later", "articles of the selection in the later period", derived=True),
            *_CHANGED,
        ),
    ),
    *(
        Answer(name, "one row a facet and option", "facet, count_articles falling, code", _FACETS)
        for name in (
            "facets/facets",
            "facets/columns",
            "facets/names",
            "facets/countries",
            "facets/partner_countries",
        )
    ),
    Answer(
        "search/articles",
        "one row an article that holds all the words",
        "words in the title falling, newest first, article_key",
        (
            *_ARTICLE,
            _count("count_words_in_title", "how many of the words stand in the title"),
            _count("count_sentences_found", "sentences that hold one of the words; 0 where there is no text"),
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
            _date("story_on", "date of the story's first article", null=True),
            _text("story_title", "its title or first sentence; null where the licence keeps text out", null=True),
            _count("story_articles", "articles of the story in the burst", derived=True),
            _text("story_countries", "countries that the article names, most mentioned first", derived=True),
        ),
    ),
    *(
        Answer(
            name,
            "one row a dyad or country and period with articles (internal)",
            "code, period_on",
            (
                _text("code", "the dyad or country"),
                _PERIOD,
                _count("count_articles", "articles of the selection in the period"),
            ),
        )
        for name in ("lines/blocs", "lines/dyads", "lines/countries", "lines/partner_countries")
    ),
    Answer(
        "periods/months",
        "one row a month and collection that has articles",
        "period_on, collection",
        (
            _PERIOD,
            _text("collection", "what was ingested together"),
            _count("count_articles", "articles of the selection in the month"),
            _count("total_articles", "articles of the volume (date, outlet, language, collection) in the month"),
            _date("last_article_on", "the last day that the whole data set reaches"),
        ),
    ),
    Answer("pairs/opened", "one row (internal)", "-", (_count("token", "a number of this opening"),)),
    Answer(
        "pairs/held",
        "one row an article and dyad (internal)",
        "none",
        (
            _count("place", "its place by dyad and date, from 0"),
            _count("article_place", "the article's place by date, from 0"),
            _count("kind", "its kind"),
        ),
    ),
    Answer(
        "pairs/facts",
        "one row an article (internal)",
        "none",
        (
            _count("place", "its place by date, from 0"),
            _count("outlet_place", "place of the outlet; -1 none"),
            _count("story_key", "its story; -1 where no other article tells it"),
            _count("day", "days since the year 1; -1 undated"),
            _count("collection", "place of the collection"),
            _flag("is_coded", "its language has a codebook"),
            _count("count_countries", "countries that it names"),
        ),
    ),
    Answer(
        "pairs/dyads",
        "one row a dyad (internal)",
        "dyad",
        (*_DYAD, _count("count_pairs", "its rows in the whole snapshot")),
    ),
    Answer("pairs/collections", "one row a collection (internal)", "code", (_text("code", "the collection"),)),
    Answer(
        "pairs/kinds",
        "one row a kind of pair (internal)",
        "none",
        (
            _count("kind", "its number"),
            _count("bits", "1 taken, 2 under what is asked, 4 cooperation, 8 conflict; 0 not taken"),
            _count("sector_bits", "its sectors under the interaction"),
            _count("count_passages", "passages that hold both"),
        ),
    ),
    Answer("pairs/articles", "one row an article (internal)", "none", (_count("place", "its place by date, from 0"),)),
    Answer("pairs/rows", "one row an article and dyad (internal)", "none", (_count("place", "its place by dyad"),)),
    Answer("bursts/labels", "one row a label, period and collection (internal)", "code, period_on", _PERIOD_OF_SERIES),
    Answer(
        "bursts/volume",
        "one row a period and collection with articles (internal)",
        "period_on, collection",
        (
            _PERIOD,
            _text("collection", "what was ingested together"),
            _count("count_articles", "articles"),
            _count("count_coded", "articles in a language with a codebook"),
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
    Answer(
        "relations/named_with",
        "one row an organisation or leader named in the passages asked about",
        "count_articles falling, code",
        (
            _text("kind", "organisation or leader"),
            _text("code", "which"),
            _count("count_articles", "articles that name it in a passage asked about: the count on the mark"),
            _count("total_articles", "articles of the selection", derived=True),
            _share("share", "count_articles / total_articles"),
            *_LOW_HIGH,
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
        (_text("interaction", "cooperation or conflict", derived=True), *_OVER_TIME, *_SHARE_OF_VOLUME),
    ),
    Answer(
        "relations/dyads_over_time",
        "one row a dyad asked for and period; every period from the first to the last of the volume",
        "the dyads as asked for; then period_on",
        (_text("dyad", "the two countries", derived=True), *_OVER_TIME, *_SHARE_OF_VOLUME),
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
            _text("interaction", "cooperation, conflict or any", derived=True),
            _text("dyad", "the two countries", derived=True),
            _count("count_articles", "articles of the dyad under the interaction: the count on the mark", derived=True),
            _count("count_passages", "passages of these articles that hold both", derived=True),
            _count("count_stories", "different stories among them: near-duplicates counted once", derived=True),
            _count("count_outlets", "different outlets among them", derived=True),
            _count(
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
            _text("interaction", "whose sectors these are: cooperation, conflict or any", derived=True),
            _text("step", "together, passage, cooperation, conflict or sector", derived=True),
            _text("code", "the sector of a `sector` step, else empty", derived=True),
            _count("count_articles", "articles of the dyad at this step", derived=True),
            _count("total_articles", "what it is a part of", derived=True),
            _share("share", "count_articles / total_articles"),
            *_LOW_HIGH,
        ),
    ),
    Answer(
        "robustness/robustness",
        "one row",
        "-",
        (
            _count("count_articles", "articles of the selection and mark", derived=True),
            _count("total_articles", "articles of the volume in the mark's period (coded, for labels)", derived=True),
            _text("worst_outlet", "the outlet with most of them; empty where none has an outlet", derived=True),
            _count("count_without_outlet", "articles without that outlet", derived=True),
            _count("total_without_outlet", "the volume without that outlet", derived=True),
            _count("count_stories", "different stories among count_articles", derived=True),
            _count("total_stories", "different stories of the volume", derived=True),
            _count("count_constant_outlets", "outlets of the first and the last third of the range", derived=True),
            _count("count_on_constant", "articles of the mark in these", derived=True),
            _count("total_on_constant", "articles of the volume in these", derived=True),
            *_RECOMPUTED,
            _flag("is_vanishing", "too few stories, or less than half as many as articles", derived=True),
            _flag("is_on_one_outlet", "without that outlet too few, or less than half", derived=True),
            _flag("is_new_sources", "on constant outlets less than half of the share", derived=True),
            _text(
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
            _text("outlet", "outlet (in the query also empty: articles without one)"),
            _count("count_articles", "articles of the mark in it"),
            _count("total_articles", "articles of the volume in it"),
            _flag("is_constant", "it published in the first and in the last third of the range", derived=True),
            _count("count_without", "articles of the mark without it", derived=True),
            _count("total_without", "articles of the volume without it", derived=True),
            _share("share_without", "count_without / total_without"),
            *_LOW_HIGH,
        ),
    ),
    Answer(
        "robustness/constant_outlets",
        "one row an outlet that published in the first and the last third of the range (internal)",
        "outlet",
        (_text("outlet", "outlet"),),
    ),
    Answer(
        "robustness/stories",
        "one row (internal)",
        "-",
        (
            _count("count_repeats", "articles of the mark beyond the first of each story"),
            _count("total_repeats", "articles of the volume beyond the first of each story"),
        ),
    ),
)
ANSWERS: Final[Mapping[str, Answer]] = {answer.name: answer for answer in _ALL}


_DTYPES: Final = {
    Kind.TEXT: "str",
    Kind.CODE: "category",
    Kind.COUNT: "int64",
    Kind.NUMBER: "float64",
    Kind.SHARE: "float64",
    Kind.FLAG: "bool",
    Kind.DATE: "datetime64[us]",
}


def fetch(
    connection: duckdb.DuckDBPyConnection,
    name: str,
    selection: Selection,
    mark: Mark | None = None,
    **own: Any,
) -> pd.DataFrame:
    """Run the statement `name` for a selection and mark; return the columns that its file owes.

    `own` are the parameters that the file declares beside the selection's. Raises SchemaError if the
    columns are not the declared ones, TypeError if `own` does not fit.
    """
    frame = _executed(connection, name, selection, mark or NO_MARK, own).df()
    answer = ANSWERS[name]
    if list(frame.columns) != answer.queried:
        raise SchemaError(f"{name} returns {list(frame.columns)}; declared are {answer.queried}.")
    return _typed(frame, answer)


def fetch_arrays(
    connection: duckdb.DuckDBPyConnection, name: str, selection: Selection, mark: Mark | None = None, **own: Any
) -> dict[str, npt.NDArray[Any]]:
    """Return what `fetch` returns as arrays of whatever width DuckDB has: millions of numbers, without a frame."""
    found = _executed(connection, name, selection, mark or NO_MARK, own).fetchnumpy()
    arrays = {column: np.asarray(values) for column, values in found.items()}
    if list(arrays) != ANSWERS[name].queried:
        raise SchemaError(f"{name} returns {list(arrays)}; declared are {ANSWERS[name].queried}.")
    return arrays


def _executed(
    connection: duckdb.DuckDBPyConnection, name: str, selection: Selection, mark: Mark, own: dict[str, Any]
) -> duckdb.DuckDBPyConnection:
    in_passage = bool(mark.organisation or mark.leader)
    found = statement(name, selection.unit(mark), is_named=selection.is_named, in_passage=in_passage)
    if own.keys() != found.own:
        raise TypeError(f"{name} wants the parameters {sorted(found.own)}, and got {sorted(own)}.")
    shared = selection.parameters(mark)
    if selection.words:
        look_for(connection, shared)
    parameters = own | {key: value for key, value in shared.items() if key in found.parameters}
    return connection.cursor().execute(found.text, parameters)


def finish(name: str, frame: pd.DataFrame) -> pd.DataFrame:
    """Return an answer with all its declared columns, in order and type; SchemaError if one is missing."""
    answer = ANSWERS[name]
    if missing := set(answer.names) - set(frame.columns):
        raise SchemaError(f"{name} lacks {sorted(missing)}.")
    whole = _typed(frame[answer.names], answer)
    for column in answer.columns:
        if not column.is_nullable and bool(whole[column.name].isna().any()):
            raise SchemaError(f"{name}.{column.name} is null where it must not be.")
    return whole.reset_index(drop=True)


def _typed(frame: pd.DataFrame, answer: Answer) -> pd.DataFrame:
    """Give the columns their types; those that have them already are left alone (a cast costs 1 ms each)."""
    kinds = {c.name: _DTYPES[c.kind] for c in answer.columns if c.name in frame.columns}
    wrong = {name: kind for name, kind in kinds.items() if str(frame[name].dtype) != kind}
    return frame.astype(wrong) if wrong else frame

"""Codes -> words: names, numbers, dates, and a selection as an English sentence.

What they say is in `strings` (`words`), so that other languages can follow. Pure: it must not know Streamlit, SQL or
colours.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from functools import cache, lru_cache
from typing import Final

import babel
import pandas as pd

from dashboard.figures.words import days as days  # one way to say a stretch of days, on charts and beside them
from dashboard.words import say, terms
from data import names
from data.records import SECTORS, THEMES
from data.vocabularies import tables
from queries.blocs import PREFIX
from queries.selection import Mark, Mode, Selection
from queries.timeline import Grain

NONE_FOUND: Final = "none"


@cache
def _bloc_names() -> dict[str, str]:
    return {bloc.code: bloc.name for bloc in names.blocs()}


@cache
def _languages() -> dict[str, str]:
    return dict(babel.Locale("en").languages)


def country(code: str) -> str:
    """Return the English name of a country, or the code itself if it has none."""
    return names.country_name(code) if code in names.country_codes() else code


def in_sentence(code: str) -> str:
    """Return a country's name as it stands inside a sentence: `the United States`, `Kazakhstan`."""
    is_definite = code in say("common.definite.codes").split()
    return say("common.definite.name", country=country(code)) if is_definite else country(code)


def bloc(code: str) -> str:
    """Return the name of a bloc, or the code itself if it has none."""
    return _bloc_names().get(code, code)


@cache
def organisation(code: str) -> str:
    """Return the name of an organisation, or the code itself if it has none."""
    return names.organisation_name(code) if code in names.organisation_codes() else code


@lru_cache(maxsize=10_000)  # the filter names all 1,900 of them at each change: 30 ms
def leader(code: str) -> str:
    """Return a leader's name, with the country in brackets."""
    if code not in names.leader_codes():
        return code
    speaks_for = names.leader_country(code)
    if not speaks_for:
        return names.leader_name(code)
    return say("common.leader_of", leader=names.leader_name(code), country=country(speaks_for))


def language(code: str) -> str:
    """Return the English name of a language; `und` is an unknown one."""
    return say("common.unknown_language") if code == "und" else _languages().get(code, code)


def collection(code: str) -> str:
    """Return a known collection's name, or what the reader called the file it came from."""
    return str(tables("collections.toml").get(code, {}).get("name", code))


def topic(code: str) -> str:
    """Return the words for a sector or theme, or for the bar of articles in which none was found."""
    if code == NONE_FOUND:
        return say("common.no_sector")
    return names.label(code) if code in SECTORS or code in THEMES else code


def name(kind: str, code: str) -> str:
    """Return the words for an organisation or leader."""
    return organisation(code) if kind == "organisation" else leader(code)


def dyad(code: str) -> str:
    """Return `China–Kazakhstan` for `CN-KZ`."""
    return "–".join(country(part) for part in code.split("-"))


def line(code: str) -> str:
    """Return the words for what a line of a timeline is of: a label, a dyad, a country or a bloc."""
    if code.startswith(PREFIX):
        return bloc(code.removeprefix(PREFIX))
    if code in names.country_codes():
        return country(code)
    return dyad(code) if code[:2] in names.country_codes() and code[2:3] == "-" else topic(code)


def line_in_sentence(code: str) -> str:
    """Return the same as it stands inside a sentence: `the United States`."""
    return in_sentence(code) if code in names.country_codes() else line(code)


def code_of(kind: str, code: str) -> str:
    """Return the words for a code of any kind that a mention or coding can have."""
    if kind in ("organisation", "leader"):
        return name(kind, code)
    return country(code) if kind == "country" else topic(code)


def mode(code: Mode) -> str:
    """Return what an interaction is called where it is chosen: `Cooperation`."""
    return terms("common.modes")[code]


def grain(code: Grain) -> str:
    """Return what a grain is called where it is chosen: `Month`."""
    return terms("common.grains")[code]


def by(code: Grain) -> str:
    """Return `by month`, as it stands in a title."""
    return terms("common.by_grain")[code]


def how(code: str) -> str:
    """Return the words for what a mention was found by, or the code itself if it has none."""
    return terms("common.how").get(code, code)


def month(value: date) -> str:
    """Return `June`."""
    return terms("common.months")[str(value.month)]


def day(value: date) -> str:
    """Return `16 June 2025`."""
    return say("common.day", day=value.day, month=month(value), year=value.year)


def period(value: date, grain: Grain) -> str:
    """Return the words for the period of that grain which begins on a day."""
    if grain is Grain.YEAR:
        return str(value.year)
    if grain is Grain.QUARTER:
        return say(f"figures.words.quarters.{(value.month + 2) // 3}", year=value.year)
    if grain is Grain.MONTH:
        return say("common.month", month=month(value), year=value.year)
    return day(value) if grain is Grain.DAY else say("common.week", day=day(value))


def when(value: date, grain: Grain) -> str:
    """Return when that period is, as it stands in a sentence: `in the second quarter of 2025`, `on 16 June 2025`."""
    return say(f"common.when.{grain}", period=period(value, grain))


def number(value: int) -> str:
    """Return a count with thousands separated: `2,311`."""
    return f"{value:,}"


def articles(value: int) -> str:
    """Return `1 article` or `2,311 articles`."""
    return say("common.articles", n=value, shown=number(value))


def listed(words: Sequence[str], joiner: str = "or", *, most: int = 4) -> str:
    """Return `a, b or c`, or with `and`; beyond `most` the rest is counted, so that a sentence stays one.

    Names that hold commas themselves are parted by semicolons.
    """
    if len(words) > most:
        words = [*words[: most - 1], say("common.more", count=len(words) - most + 1)]
    if len(words) < 2:
        return "".join(words)
    if any(", " in word for word in words):
        return say(f"common.list.{joiner}", first=f"{'; '.join(words[:-1])};", last=words[-1])
    return say(f"common.list.{joiner}", first=", ".join(words[:-1]), last=words[-1])


def side(countries: Iterable[str], blocs: Iterable[str]) -> list[str]:
    """Return the names on one side of a selection, blocs first: `SCO members`, for nobody need name the bloc itself."""
    return [*(say("common.members", bloc=code) for code in blocs), *(in_sentence(code) for code in countries)]


def selection(chosen: Selection, total: int = 2) -> str:
    """Return the selection as the rest of a sentence that begins with `total` articles."""
    ones, others = side(chosen.countries, chosen.blocs), side(chosen.partners, chosen.partner_blocs)
    words = [_interaction(chosen.interaction, listed(ones), listed(others), total)]
    about = [topic(code).lower() for code in (*chosen.sectors, *chosen.themes)]
    if chosen.sectors and chosen.themes:
        sectors, themes = (listed([topic(c).lower() for c in codes]) for codes in (chosen.sectors, chosen.themes))
        words.append(say("common.selection.sectors_and_themes", sectors=sectors, themes=themes))
    elif about:
        words.append(say("common.selection.about", labels=listed(about)))
    if chosen.organisations:
        found = listed([organisation(code) for code in chosen.organisations])
        words.append(say("common.selection.organisations", names=found))
    if chosen.leaders:
        words.append(say("common.selection.leaders", names=listed([leader(code) for code in chosen.leaders])))
    if chosen.outlets or chosen.collections:
        found = listed([*chosen.outlets, *(collection(code) for code in chosen.collections)])
        words.append(say("common.selection.outlets", names=found))
    if chosen.languages:
        words.append(say("common.selection.languages", names=listed([language(code) for code in chosen.languages])))
    if chosen.words:
        words.append(_searched(chosen.words))
    return " ".join(words)


def _searched(text: str) -> str:
    """Return what is searched in the quotes of a sentence: a quoted phrase is a phrase, and has no quotes twice."""
    phrase = text[1:-1]
    if text == f'"{phrase}"' and phrase and '"' not in phrase:
        return say("common.selection.searched.phrase", words=phrase)
    if '"' in text:
        return say("common.selection.searched.quoted", words=text)
    return say("common.selection.searched.words", n=len(text.split()), words=text)


def _interaction(mode: Mode, one: str, other: str, total: int) -> str:
    """Return what so many articles do."""
    if mode is Mode.ANY:
        if one and other:
            return say("common.selection.mention_together", n=total, one=one, other=other)
        return (
            say("common.selection.mention", n=total, one=one or other)
            if one or other
            else say("common.selection.every")
        )
    if one and other:
        return say(f"common.selection.between.{mode}", n=total, one=one, other=other)
    if one or other:
        return say(f"common.selection.of.{mode}", n=total, one=one or other)
    return say(f"common.selection.all.{mode}", n=total)


def span_of_days(since: date | None, until: date | None) -> str:
    """Return `from 1 July 2002 to 22 August 2026`, with what is open left out; `in 2025` of a whole year."""
    if since and until and (since.month, since.day, until.month, until.day) == (1, 1, 12, 31):
        if since.year == until.year:
            return say("common.in_year", year=since.year)
        return say("common.from_to", first=since.year, last=until.year)
    if since and since == until:
        return when(since, Grain.DAY)
    if since and until:
        return say("common.from_to", first=day(since), last=day(until))
    if since:
        return say("common.from", day=day(since))
    return say("common.to", day=day(until)) if until else ""


def mark(chosen: Mark) -> str:
    """Return the words for a mark of a chart, such as `China–Kazakhstan, Trade, from … to …`."""
    words = []
    if chosen.dyad:
        words.append(dyad(chosen.dyad))
    if chosen.country:
        words.append(country(chosen.country))
    if chosen.bloc:
        words.append(say("common.two_of", bloc=bloc(chosen.bloc)))
    if chosen.interaction:
        words.append(terms("common.acts")[chosen.interaction])
    if chosen.in_one_passage:
        words.append(say("common.in_one_passage"))
    if chosen.organisation:
        words.append(organisation(chosen.organisation))
    if chosen.leader:
        words.append(leader(chosen.leader))
    for code in (chosen.sector, chosen.second_sector, chosen.theme):
        if code:
            words.append(topic(code))
    if chosen.none_found:
        words.append(say("common.no_sector"))
    if chosen.no_theme_found:
        words.append(say("common.no_theme"))
    words.extend(text for text in (chosen.outlet, collection(chosen.collection or "")) if text)
    when = day(chosen.since) if chosen.since and chosen.since == chosen.until else ""
    if not when and chosen.since and chosen.until and days(chosen.since, chosen.until).isdigit():
        when = str(chosen.since.year)
    when = when or span_of_days(chosen.since, chosen.until)
    return ", ".join([*words, when] if when else words)


# What a reader compares first stands first; the margins that it is made of come last. Of pairs the surprise comes
# before the shares, so that both stand on a screen of 1,440 pixels.
_ORDER: Final = (
    "check", "interaction", "step", "period_on", "dyad", "country", "collection", "outlet", "code", "count_selected",
    "count_articles", "total_articles", "share_cooperation", "share_conflict",
    "share", "share_low", "share_high", "baseline_share", "ratio", "count_cooperation",
    "count_conflict", "expected", "lift", "lift_low", "lift_high", "signed_g2", "q", "is_too_few", "first_on",
    "last_on",
)  # fmt: skip


_ORDER_OF_PAIRS: Final = (
    "dyad", "count_selected", "count_articles", "expected", "lift", "q", "count_cooperation", "count_conflict",
    "share_cooperation", "share_conflict", "share_low", "share_high",
)  # fmt: skip

_COUNTED: Final = ("count_articles", "count_cooperation", "count_conflict")  # what "articles shown" of a pair can be


def column(name: str) -> str:
    """Return the heading of an answer's column."""
    return terms("common.columns").get(name, name.replace("_", " ").capitalize())


def headings(answer: pd.DataFrame) -> dict[str, str]:
    """Return the heading of each column of an answer.

    Beside "articles shown", a bare "articles" is a riddle: in a table of pairs they are those that name both.
    """
    special = terms("common.columns_of_pairs") if "count_selected" in answer else {}
    if "count_stories" in answer and "interaction" in answer:
        special = terms("common.columns_of_units")
    return {str(name): special.get(str(name)) or column(str(name)) for name in answer.columns}


def is_share(name: str) -> bool:
    """Return whether a column holds a share from 0 to 1, to be shown in per cent."""
    return name.startswith("share") or name.endswith("_share") or name in ("change_low", "change_high")


def _reported(code: str) -> str:
    return mode(Mode(code))


def _step(step: str) -> str:
    steps = terms("common.steps")
    return steps.get(step, steps["sector"])


def table(answer: pd.DataFrame, grain: Grain | None = None) -> pd.DataFrame:
    """Return an answer as a reader sees it: words for codes, headings for columns, days without hours."""
    shown = answer.drop(columns=[c for c in ("country_a", "country_b", "article_key", "observed", "p") if c in answer])
    if "kind" in shown:  # of names, not of codes of the codebook
        shown["code"] = [name(str(kind), str(code)) for kind, code in zip(shown["kind"], shown["code"], strict=True)]
        shown = shown.drop(columns=["kind"])
    for field, words in (("code", line), ("code_a", topic), ("code_b", topic),
                        ("dyad", dyad), ("country", country), ("collection", collection),
                        ("interaction", _reported), ("step", _step)):  # fmt: skip
        if field in shown:
            shown[field] = shown[field].map(words, na_action="ignore")
    for field in shown.columns:
        if pd.api.types.is_datetime64_any_dtype(shown[field]):
            shown[field] = shown[field].dt.date
    if grain is not None and "period_on" in shown:
        shown["period_on"] = [period(value, grain) for value in shown["period_on"]]
    order: tuple[str, ...] = _ORDER
    if "count_selected" in shown:
        order = tuple(dict.fromkeys((*_ORDER_OF_PAIRS, *_ORDER)))
        same = [field for field in _COUNTED if field in shown and (shown[field] == shown["count_selected"]).all()]
        if same:  # the same column twice: the one that says what it counts takes the place
            shown = shown.drop(columns="count_selected")
            order = tuple(dict.fromkeys(("dyad", same[0], *order)))
    first = [field for field in order if field in shown]
    shown = shown[[*first, *(field for field in shown.columns if field not in first)]]
    return shown.rename(columns=headings(answer))

"""Codes -> words: names, numbers, dates, and a selection as an English sentence.

The strings that a reader sees about data live here, so that other languages can follow. Pure: it must not
know Streamlit, SQL or colours.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from functools import cache
from typing import Final

import babel
import pandas as pd

from data import names
from data.records import SECTORS, THEMES
from data.vocabularies import tables
from queries.blocs import PREFIX
from queries.selection import Mark, Mode, Selection
from queries.timeline import Grain

MODES: Final = {Mode.COOPERATION: "Cooperation", Mode.CONFLICT: "Conflict", Mode.ANY: "All co-mentions"}
ACTS: Final = {Mode.COOPERATION: "Cooperating", Mode.CONFLICT: "In conflict", Mode.ANY: "Named together"}
GRAINS: Final = {
    Grain.DAY: "Day", Grain.WEEK: "Week", Grain.MONTH: "Month", Grain.QUARTER: "Quarter", Grain.YEAR: "Year",
}  # fmt: skip
STEPS: Final = {
    "together": "Named together", "passage": "In one passage", "cooperation": "Cooperating", "conflict": "In conflict",
}  # fmt: skip
NONE_FOUND: Final = "none"
KINDS: Final = {
    "country": "countries", "organisation": "organisations", "leader": "leaders", "sector": "sectors",
    "theme": "themes", "interaction": "interactions",
}  # fmt: skip
HOW: Final = {
    "name": "by name", "abbreviation": "by abbreviation", "demonym": "by adjective", "capital": "by its capital",
    "place": "by a place", "institution": "by an institution", "leader": "by a leader",
    "organisation": "by name", "term": "by a term",
}  # fmt: skip


@cache
def _bloc_names() -> dict[str, str]:
    return {bloc.code: bloc.name for bloc in names.blocs()}


@cache
def _languages() -> dict[str, str]:
    return dict(babel.Locale("en").languages)


def country(code: str) -> str:
    """Return the English name of a country, or the code itself if it has none."""
    return names.country_name(code) if code in names.country_codes() else code


def bloc(code: str) -> str:
    """Return the name of a bloc, or the code itself if it has none."""
    return _bloc_names().get(code, code)


@cache
def organisation(code: str) -> str:
    """Return the name of an organisation, or the code itself if it has none."""
    return names.organisation_name(code) if code in names.organisation_codes() else code


@cache
def leader(code: str) -> str:
    """Return a leader's name, with the country in brackets."""
    if code not in names.leader_codes():
        return code
    speaks_for = names.leader_country(code)
    return f"{names.leader_name(code)} ({country(speaks_for)})" if speaks_for else names.leader_name(code)


def language(code: str) -> str:
    """Return the English name of a language; `und` is an unknown one."""
    return "language unknown" if code == "und" else _languages().get(code, code)


def collection(code: str) -> str:
    """Return a known collection's name, or what the reader called the file it came from."""
    return str(tables("collections.toml").get(code, {}).get("name", code))


def topic(code: str) -> str:
    """Return the words for a sector or theme, or for the bar of articles in which none was found."""
    if code == NONE_FOUND:
        return "No sector found"
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


def code_of(kind: str, code: str) -> str:
    """Return the words for a code of any kind that a mention or coding can have."""
    if kind in ("organisation", "leader"):
        return name(kind, code)
    return country(code) if kind == "country" else topic(code)


def day(value: date) -> str:
    """Return `16 June 2025`, the same in every locale."""
    return f"{value.day} {value:%B} {value.year}"


def period(value: date, grain: Grain) -> str:
    """Return the words for the period of that grain which begins on a day."""
    if grain is Grain.YEAR:
        return str(value.year)
    if grain is Grain.QUARTER:
        return f"{value.year}, quarter {(value.month + 2) // 3}"
    if grain is Grain.MONTH:
        return f"{value:%B} {value.year}"
    return day(value) if grain is Grain.DAY else f"week of {day(value)}"


def number(value: int) -> str:
    """Return a count with thousands separated: `2,311`."""
    return f"{value:,}"


def articles(value: int) -> str:
    """Return `1 article` or `2,311 articles`."""
    return "1 article" if value == 1 else f"{number(value)} articles"


def listed(words: Sequence[str], joiner: str = "or", *, most: int = 4) -> str:
    """Return `a, b or c`; beyond `most` the rest is counted, so that a sentence stays one."""
    if len(words) > most:
        words = [*words[: most - 1], f"{len(words) - most + 1} more"]
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {joiner} {words[-1]}"


def side(countries: Iterable[str], blocs: Iterable[str]) -> list[str]:
    """Return the names on one side of a selection, blocs first."""
    return [*(bloc(code) for code in blocs), *(country(code) for code in countries)]


def selection(chosen: Selection, total: int = 2) -> str:
    """Return the selection as the rest of a sentence that begins with `total` articles."""
    ones, others = side(chosen.countries, chosen.blocs), side(chosen.partners, chosen.partner_blocs)
    words = [_interaction(chosen.interaction, listed(ones), listed(others), "s" if total == 1 else "")]
    about = [topic(code).lower() for code in (*chosen.sectors, *chosen.themes)]
    if chosen.sectors and chosen.themes:
        sectors, themes = (listed([topic(c).lower() for c in codes]) for codes in (chosen.sectors, chosen.themes))
        words.append(f"on {sectors} and also on {themes}")
    elif about:
        words.append(f"on {listed(about)}")
    if chosen.organisations:
        words.append(f"naming {listed([organisation(code) for code in chosen.organisations])}")
    if chosen.leaders:
        words.append(f"naming {listed([leader(code) for code in chosen.leaders])}")
    if chosen.outlets or chosen.collections:
        words.append(f"from {listed([*chosen.outlets, *(collection(code) for code in chosen.collections)])}")
    if chosen.languages:
        words.append(f"in {listed([language(code) for code in chosen.languages])}")
    if chosen.words:
        words.append(f"with the words “{chosen.words}”")
    return " ".join(words)


def _interaction(mode: Mode, one: str, other: str, s: str) -> str:
    """Return what the articles do; `s` is the ending of the verb."""
    noun = {Mode.COOPERATION: "cooperation", Mode.CONFLICT: "conflict"}.get(mode)
    if noun is None:
        if one and other:
            return f"that mention{s} {one} together with {other}, whatever they do with each other"
        return f"that mention{s} {one or other}" if one or other else "of every kind"
    if one and other:
        return f"that report{s} {noun} between {one} and {other}"
    return f"that report{s} {noun} of {one or other}" if one or other else f"that report{s} {noun}"


def span_of_days(since: date | None, until: date | None) -> str:
    """Return `from 1 July 2002 to 22 August 2026`, with what is open left out."""
    parts = [f"from {day(since)}" if since else "", f"to {day(until)}" if until else ""]
    return " ".join(part for part in parts if part)


def mark(chosen: Mark) -> str:
    """Return the words for a mark of a chart, such as `China–Kazakhstan, Trade, from … to …`."""
    words = []
    if chosen.dyad:
        words.append(dyad(chosen.dyad))
    if chosen.country:
        words.append(country(chosen.country))
    if chosen.bloc:
        words.append(f"two of {bloc(chosen.bloc)}")
    if chosen.interaction:
        words.append(ACTS[chosen.interaction])
    if chosen.in_one_passage:
        words.append("In one passage")
    if chosen.organisation:
        words.append(organisation(chosen.organisation))
    if chosen.leader:
        words.append(leader(chosen.leader))
    for code in (chosen.sector, chosen.second_sector, chosen.theme):
        if code:
            words.append(topic(code))
    if chosen.none_found:
        words.append("No sector found")
    if chosen.no_theme_found:
        words.append("No theme found")
    words.extend(text for text in (chosen.outlet, collection(chosen.collection or "")) if text)
    days = day(chosen.since) if chosen.since and chosen.since == chosen.until else ""
    days = days or span_of_days(chosen.since, chosen.until)
    return ", ".join([*words, days] if days else words)


_COLUMNS: Final = {
    "period_on": "Period", "code": "Label", "dyad": "Pair", "country": "Country", "collection": "Collection",
    "count_articles": "Articles", "count_selected": "Articles shown", "count_passages": "In one passage",
    "count_cooperation": "Cooperating", "count_conflict": "In conflict", "count_outlets": "Outlets",
    "count_independent_outlets": "Independent outlets",
    "count_stories": "Stories", "total_articles": "Of articles", "total_selected": "Of selected articles",
    "total_a": "Articles of the first", "total_b": "Articles of the second", "total_dyads": "Pairs tested",
    "share": "Share", "share_low": "Share, low", "share_high": "Share, high",
    "share_of_volume": "Share of all articles", "share_of_selection": "Share of the selection",
    "share_of_a": "Share of the first's", "share_of_b": "Share of the second's",
    "share_cooperation": "Share cooperating", "share_conflict": "Share in conflict",
    "baseline_share": "Baseline share",
    "baseline_count": "Baseline articles", "baseline_total": "Baseline of", "ratio": "Share / baseline",
    "expected": "Expected", "lift": "Lift", "lift_low": "Lift, low", "lift_high": "Lift, high",
    "signed_g2": "Signed G²", "p": "p", "q": "q", "is_too_few": "Too few", "is_partial": "Not complete",
    "last_on": "Last on", "first_on": "First on", "observed": "Observed", "outlet": "Outlet", "step": "Step",
    "from_on": "From", "to_on": "To", "count_read": "Read", "count_dated": "Dated", "count_undated": "Undated",
    "count_coded": "In a coded language", "count_with_country": "With a country", "count_with_dyad": "With a pair",
    "count_with_sector": "With a sector", "published_on": "Date", "title": "Title", "language": "Language",
    "part": "Part", "code_a": "Sector", "code_b": "With", "change_articles": "Articles more or fewer",
    "count_earlier": "Earlier", "count_later": "Later", "total_earlier": "All, earlier", "total_later": "All, later",
    "change_total": "Change",
    "change_share": "Change of part", "change_low": "Change, low", "change_high": "Change, high",
    "count_sentences": "Sentences", "interaction": "Reported", "total_without": "Of articles without it",
    "count_without": "Articles without it", "share_without": "Share without it", "is_constant": "There throughout",
    "count_articles_kept": "Articles, kept", "total_articles_kept": "Of articles, kept",
    "share_of_volume_kept": "Share, kept", "share_low_kept": "Share, kept, low",
    "share_high_kept": "Share, kept, high",
    "name": "Name", "check": "Counted", "kind": "Kind",
}  # fmt: skip


# What a reader compares first stands first; the margins that it is made of come last.
_ORDER: Final = (
    "check", "interaction", "step", "period_on", "dyad", "country", "collection", "outlet", "code", "count_selected",
    "count_articles", "total_articles", "share_cooperation", "share_conflict",
    "share", "share_low", "share_high", "baseline_share", "ratio", "count_cooperation",
    "count_conflict", "expected", "lift", "lift_low", "lift_high", "signed_g2", "q", "is_too_few", "last_on",
)  # fmt: skip


def column(name: str) -> str:
    """Return the heading of an answer's column."""
    return _COLUMNS.get(name, name.replace("_", " ").capitalize())


def headings(answer: pd.DataFrame) -> dict[str, str]:
    """Return the heading of each column of an answer.

    Beside "articles shown", a bare "articles" is a riddle: in a table of pairs they are those that name both.
    """
    pairs = {"count_articles": "Naming both", "total_articles": "All articles"}
    special = pairs if "count_selected" in answer else {}
    if "count_stories" in answer and "interaction" in answer:
        special = {"count_passages": "Passages"}
    return {str(name): special.get(str(name)) or column(str(name)) for name in answer.columns}


def is_share(name: str) -> bool:
    """Return whether a column holds a share from 0 to 1, to be shown in per cent."""
    return name.startswith("share") or name.endswith("_share") or name in ("change_low", "change_high")


def _reported(mode: str) -> str:
    return MODES[Mode(mode)]


def _step(step: str) -> str:
    return STEPS.get(step, "On a sector")


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
    first = [field for field in _ORDER if field in shown]
    shown = shown[[*first, *(field for field in shown.columns if field not in first)]]
    return shown.rename(columns=headings(shown))

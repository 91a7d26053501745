"""What the reader asked for: a frozen, validated Selection, and the mark that was clicked.

Why it exists: every query and every evidence list is asked with the same bound parameters, so the count on a
mark and the list behind it cannot differ. A value is checked here once, and never formatted into SQL.

Which articles a selection holds. Without countries the rows tested are articles; with one side
(`countries`, `blocs`) they are article x country; with two (`partners`, `partner_blocs`), or with a mark on
a dyad, article x dyad. All filters are tested on one and the same row, then the rows of an article are merged. Under
cooperation the row itself must cooperate and its labels are those of the passages in which it does.
The module knows no URL and no widget.
"""

from __future__ import annotations

import dataclasses
import difflib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from typing import Any, Final

from data import names
from data.records import SECTORS, THEMES, bits, dyad_of
from queries import blocs
from queries import words as wording


class Mode(StrEnum):
    """What the reader looks at; `any` is all co-mentions."""

    COOPERATION = "cooperation"
    CONFLICT = "conflict"
    ANY = "any"


class Unit(StrEnum):
    """What one row of the tested table is; the SQL of a query differs by it."""

    ARTICLES = "articles"
    PRESENCES = "presences"
    PAIRS = "pairs"


class SelectionError(ValueError):
    """A value that no selection can hold; `field` names where, the message says what is allowed."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field


@dataclass(frozen=True)
class Mark:
    """One mark of a chart: it narrows a selection (AND with everything)."""

    sector: str | None = None
    theme: str | None = None
    dyad: str | None = None
    country: str | None = None
    since: date | None = None
    until: date | None = None
    outlet: str | None = None
    collection: str | None = None
    none_found: bool = False  # coded, and no sector found
    no_theme_found: bool = False  # coded, and no theme found
    interaction: Mode | None = None  # of a selection of all co-mentions: those that do this
    in_one_passage: bool = False  # of a dyad: a passage holds both
    organisation: str | None = None  # named in the passages that hold what was asked for
    leader: str | None = None  # the same
    bloc: str | None = None  # a dyad of two members, as of the article's date
    second_sector: str | None = None  # beside `sector`: articles in which both occur

    def __post_init__(self) -> None:
        """Raise SelectionError on a code that does not exist."""
        if self.interaction is not None:
            object.__setattr__(self, "interaction", check_mode(self.interaction))
        for field in ("bloc", "sector", "second_sector", "theme", "country", "organisation", "leader"):
            value = getattr(self, field)
            if value is not None:
                _check(field, (value,))
        if self.dyad is not None:
            check_dyad(self.dyad)
        if self.second_sector and not self.sector:
            raise SelectionError("sector", "A mark of a second sector wants a first one.")


@dataclass(frozen=True)
class Selection:
    """What is asked for: any of within one field, all of across fields; dates inclusive."""

    interaction: Mode = Mode.COOPERATION
    since: date | None = None
    until: date | None = None
    countries: tuple[str, ...] = ()
    blocs: tuple[str, ...] = ()
    partners: tuple[str, ...] = ()
    partner_blocs: tuple[str, ...] = ()
    sectors: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    organisations: tuple[str, ...] = ()
    leaders: tuple[str, ...] = ()
    outlets: tuple[str, ...] = ()
    collections: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    words: str = ""

    def __post_init__(self) -> None:
        """Bring lists into one order (equal questions are equal keys of a cache) and validate."""
        for field in LISTS:
            value = getattr(self, field)
            if isinstance(value, str):
                raise SelectionError(field, f"{field} wants a list of values, not the text {value!r}.")
            object.__setattr__(self, field, tuple(sorted(set(value))))
        object.__setattr__(self, "words", " ".join(self.words.split()))
        self.validate()

    def validate(self) -> None:
        """Raise SelectionError, which says what, what is allowed and the nearest, on the first bad value."""
        object.__setattr__(self, "interaction", check_mode(self.interaction))
        for field in LISTS:
            _check(field, getattr(self, field))
        if self.since and self.until and self.since > self.until:
            raise SelectionError("since", f"The first day, {self.since}, is after the last, {self.until}.")
        try:
            wording.parse(self.words)
        except ValueError as error:
            raise SelectionError("words", f"Words: {error}.") from error

    def volume(self) -> Selection:
        """Return the selection with its filters of date, outlet, collection and language alone."""
        return Selection(
            interaction=self.interaction,
            since=self.since,
            until=self.until,
            outlets=self.outlets,
            collections=self.collections,
            languages=self.languages,
        )

    def without(self, *fields: str) -> Selection:
        """Return the selection with the lists of these fields empty."""
        changes: dict[str, Any] = dict.fromkeys(fields, ())
        return dataclasses.replace(self, **changes)

    def without_countries(self) -> Selection:
        """Return the selection without its countries, blocs and partners (the margins of an expected)."""
        return self.without("countries", "blocs", "partners", "partner_blocs")

    @property
    def is_named(self) -> bool:
        """Whether organisations, leaders or words are asked for: what only the whole article can answer."""
        return bool(self.organisations or self.leaders or self.words)

    @property
    def country(self) -> str:
        """The only country of the one side, or nothing."""
        return self.countries[0] if len(self.countries) == 1 and not self.blocs else ""

    @property
    def dyad(self) -> str:
        """The two countries if the selection asks for exactly these, or nothing."""
        one = self.country
        other = self.partners[0] if len(self.partners) == 1 and not self.partner_blocs else ""
        return dyad_of(one, other) if one and other and one != other else ""

    def asked(self, mark: Mark) -> Mode:
        """Return the interaction of the selection narrowed by the mark; SelectionError if the two exclude each other.

        Under cooperation there are no labels of conflict: a mark of another interaction is one of all co-mentions.
        """
        if mark.interaction not in (None, self.interaction) and self.interaction is not Mode.ANY:
            raise SelectionError("interaction", f"{mark.interaction} is not a part of {self.interaction}.")
        return mark.interaction or self.interaction

    def unit(self, mark: Mark) -> Unit:
        """Return what the rows are that this selection tests."""
        one = bool(self.countries or self.blocs)
        other = bool(self.partners or self.partner_blocs)
        if mark.dyad or mark.bloc or (one and other) or (mark.country and (one or other)):
            return Unit.PAIRS
        return Unit.PRESENCES if one or other or mark.country else Unit.ARTICLES

    def narrow(self, mark: Mark) -> Selection:
        """Return the selection that holds what the mark holds; SelectionError where none can say it.

        A mark adds AND, a list of a selection means OR: `trade` chosen and `tech` clicked is no selection.
        """
        if mark.none_found or mark.no_theme_found:
            raise SelectionError("sectors", "A selection cannot ask for articles without a label.")
        if mark.second_sector:
            raise SelectionError("sectors", "A selection asks for any of its sectors, and this mark for two at once.")
        if mark.organisation or mark.leader or mark.in_one_passage:
            raise SelectionError(
                "organisations", "This mark counts passages, and a filter whole articles: choose the name as a filter."
            )
        changes: dict[str, Any] = {
            "interaction": self.asked(mark),
            "since": max(filter(None, (self.since, mark.since)), default=None),
            "until": min(filter(None, (self.until, mark.until)), default=None),
        }
        for field, value in (
            ("sectors", mark.sector),
            ("themes", mark.theme),
            ("outlets", mark.outlet),
            ("collections", mark.collection),
        ):
            if value is not None:
                if getattr(self, field) and value not in getattr(self, field):
                    raise SelectionError(field, f"{value} is not among the {field} that are chosen already.")
                changes[field] = (value,)
        return dataclasses.replace(self, **changes, **self._sides(mark))

    def _sides(self, mark: Mark) -> dict[str, Any]:
        """The countries of a narrowed selection: exact only where no country was chosen before."""
        if mark.dyad is None and mark.country is None and mark.bloc is None:
            return {}
        if self != self.without_countries() or (mark.dyad and mark.country):
            raise SelectionError("countries", "Countries are chosen already; take them away first.")
        if mark.bloc:
            return {"blocs": (mark.bloc,), "partner_blocs": (mark.bloc,)}
        if mark.country:
            return {"countries": (mark.country,)}
        country_a, country_b = check_dyad(str(mark.dyad))
        return {"countries": (country_a,), "partners": (country_b,)}

    def side_countries(self) -> tuple[frozenset[str], frozenset[str]]:
        """Return the countries that the one and the other side can hold on any day; empty = no such side."""
        one = frozenset(self.countries) | blocs.members(self.blocs)
        other = frozenset(self.partners) | blocs.members(self.partner_blocs)
        return (one, other) if one else (other, one)

    def parameters(self, mark: Mark | None = None) -> dict[str, Any]:
        """Return the bound parameters of the shared views, for the selection narrowed by the mark."""
        mark = mark or NO_MARK
        sides = [(self.countries, self.blocs), (self.partners, self.partner_blocs)]
        if not any(sides[0]):  # partners alone are one side
            sides.reverse()
        found = wording.parse(self.words)
        country_a, country_b = check_dyad(mark.dyad) if mark.dyad else (None, None)
        return {
            "interaction": str(self.asked(mark)),
            "since": max(filter(None, (self.since, mark.since)), default=None),
            "until": min(filter(None, (self.until, mark.until)), default=None),
            "one_countries": list(sides[0][0]),
            "one_bloc_bits": blocs.bloc_bits(sides[0][1]),
            "other_countries": list(sides[1][0]),
            "other_bloc_bits": blocs.bloc_bits(sides[1][1]),
            "sector_bits": bits(SECTORS, self.sectors),
            "theme_bits": bits(THEMES, self.themes),
            "organisations": list(self.organisations),
            "leaders": list(self.leaders),
            "outlets": list(self.outlets),
            "collections": list(self.collections),
            "languages": list(self.languages),
            "needles": [word.needle for word in found],
            "quicks": [word.quick for word in found],
            "patterns": [word.pattern for word in found],
            "any_pattern": wording.any_of(found),
            "mark_sector_bits": bits(SECTORS, filter(None, (mark.sector, mark.second_sector))),
            "mark_is_both": mark.second_sector is not None,
            "mark_theme_bits": bits(THEMES, [mark.theme] if mark.theme else []),
            "mark_country": mark.country,
            "mark_bloc_bits": blocs.bloc_bits((mark.bloc,) if mark.bloc else ()),
            "mark_country_a": country_a,
            "mark_country_b": country_b,
            "mark_outlet": mark.outlet,
            "mark_collection": mark.collection,
            "mark_none_found": mark.none_found,
            "mark_no_theme_found": mark.no_theme_found,
            "mark_in_one_passage": mark.in_one_passage,
            "mark_organisation": mark.organisation,
            "mark_leader": mark.leader,
        }


LISTS: Final = tuple(f.name for f in dataclasses.fields(Selection) if str(f.type).startswith("tuple"))
_LANGUAGE: Final = re.compile(r"[a-z]{2,3}")


def check_mode(value: str) -> Mode:
    """Return the interaction of that name; SelectionError if there is none."""
    if value not in tuple(Mode):
        raise _unknown("interaction", str(value), tuple(Mode))
    return Mode(value)


def check_dyad(dyad: str) -> tuple[str, str]:
    """Return the two countries of a dyad; SelectionError if they are unknown, the same or in wrong order."""
    country_a, _, country_b = dyad.partition("-")
    _check("dyad", (country_a, country_b))
    if country_a == country_b or dyad != dyad_of(country_a, country_b):
        raise SelectionError("dyad", f"{dyad!r} is not a dyad: two countries in alphabetical order, as in CN-KZ.")
    return country_a, country_b


@cache
def allowed(field: str) -> frozenset[str] | None:
    """Return the values that a field may hold, or None where they come from the data (outlets)."""
    match field:
        case "countries" | "partners" | "country" | "dyad":
            return frozenset(names.country_codes())
        case "blocs" | "partner_blocs" | "bloc":
            return frozenset(bloc.code for bloc in names.blocs())
        case "sectors" | "sector" | "second_sector":
            return frozenset(SECTORS)
        case "themes" | "theme":
            return frozenset(THEMES)
        case "organisations" | "organisation":
            return frozenset(names.organisation_codes())
        case "leaders" | "leader":
            return frozenset(names.leader_codes())
    return None


def _check(field: str, values: Iterable[str]) -> None:
    for value in values:
        if not isinstance(value, str):
            raise SelectionError(field, f"{field} wants texts, and {value!r} is none.")
        if field == "languages" and not _LANGUAGE.fullmatch(value):
            raise SelectionError(field, f"“{value[:60]}” is no language: two or three small letters, as in en or und.")
        known = allowed(field)
        if known is not None and value not in known:
            raise _unknown(field, value, known)


def _unknown(field: str, value: str, known: Iterable[str]) -> SelectionError:
    """Return what is said of a value that no field holds: the nearest by its code or by its name, and what is allowed.

    Few values are listed by their codes (18 blocs with their names filled six lines); of many one is shown as an
    example: the nearest, or one that the field holds.
    """
    said = {code: _named(field, code) for code in sorted(str(option) for option in known)}
    by_name = {text.partition("(")[2].rstrip(")").lower(): code for code, text in said.items()}
    near = [by_name[name] for name in difflib.get_close_matches(value.lower(), by_name, n=1, cutoff=0.75)]
    near = near or difflib.get_close_matches(value, list(said), n=1, cutoff=0.5)
    near = near or difflib.get_close_matches(value.upper(), list(said), n=1, cutoff=0.5)
    hint = f" The nearest is {said[near[0]]}." if near else ""
    if len(said) <= 20:
        hint += f" Allowed: {', '.join(said)}."
    elif not near:
        hint = f" There are {len(said)}, such as {next(reversed(said.values()))}."
    fields = "countries" if field in ("country", "dyad") else field.replace("_", " ")
    return SelectionError(field, f"“{value[:60]}” is not among {fields}.{hint}")


def _named(field: str, code: str) -> str:
    """Return a code with its name in brackets where its letters do not say it."""
    match field:
        case "countries" | "partners" | "country" | "dyad":
            name = names.country_name(code)
        case "blocs" | "partner_blocs" | "bloc":
            name = next(bloc.name for bloc in names.blocs() if bloc.code == code)
        case "organisations" | "organisation":
            name = names.organisation_name(code)
        case "leaders" | "leader":
            name = names.leader_name(code)
        case _:
            return code
    return code if name == code else f"{code} ({name})"


EVERYTHING: Final = Selection(interaction=Mode.ANY)
"""All articles of a snapshot."""
NO_MARK: Final = Mark()
"""No mark was clicked."""

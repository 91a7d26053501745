"""URL query <-> ViewState: the link is the state, and a reader can read it.

Pure: it must not know Streamlit, SQL, or the words and colours on the screen. `parse(serialise(v))` gives
`v` back for every view. Keys are alphabetical, defaults are dropped, dates are absolute (a link opened next
year shows the same days). A value that is unknown or malformed is named in a notice and ignored; it never
widens the selection in silence.

The two sides of a question are written as a reader would say them: `countries=CN&with=KZ`.
Lists of codes are written with spaces (`countries=CN+KZ` in the address bar); outlets, whose names hold
spaces, repeat their key. An open mark is written as `mark=dyad.CN-KZ+sector.trade`.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, Final
from urllib.parse import quote, unquote

from dashboard import kept, written
from dashboard.options import Colour as Colour
from dashboard.options import Labels as Labels
from dashboard.options import Layout as Layout
from dashboard.options import Listed as Listed
from dashboard.options import Measure as Measure
from dashboard.options import Order as Order
from dashboard.options import Region as Region
from dashboard.options import Rows as Rows
from dashboard.options import Shape as Shape
from dashboard.options import Unit as Unit
from dashboard.words import say
from queries.blocs import PREFIX
from queries.selection import Mark, Mode, Selection, SelectionError, allowed, check_dyad
from queries.timeline import Grain
from queries.version import ANSWERS

Query = Mapping[str, str | Sequence[str]]


Period = written.Period


@dataclass(frozen=True)
class ViewState:
    """Everything that a link restores: the selection, the options of the pages, and what is open."""

    selection: Selection = dataclasses.field(default_factory=Selection)
    answers: int = 0  # version of the answers that a frozen link was made with; 0: not frozen
    article: str = ""  # article_id of the article that is open
    colour: Colour = Colour.EVIDENCE
    compare: Period | None = None  # the earlier period that the selection's own is compared with
    drawn: tuple[str, ...] = ()  # the dyads or countries that are lines; empty: the most frequent
    country: str = ""  # the country that a page is about: the one side of the selection
    dyad: str = ""  # the dyad that a page is about: the two sides of the selection
    evidence: int = 1  # page of the list of articles
    focus: str = ""  # the country whose own arcs are drawn
    grain: Grain | None = None  # None: chosen by the length of the period
    kept: Selection | None = None  # what the selection is compared with, on the days of the selection
    labels: Labels = Labels.SECTORS
    layout: Layout | None = None  # None: chosen by the number of lines
    listed: Listed = Listed.ARTICLES
    mark: Mark | None = None  # the mark whose evidence is open
    measure: Measure = Measure.VOLUME
    minimum: int = 5  # stories below which a dyad is "too few"
    order: Order = Order.CLUSTER
    panel: str = ""  # the panel that the mark belongs to
    present: str = ""  # the panel that is shown alone, without controls
    region: Region = Region.WORLD
    rows: Rows = Rows.DYADS
    shape: Shape = Shape.MAP
    snapshot: str = ""  # empty: the newest
    unit: Unit = Unit.ARTICLES

    def __post_init__(self) -> None:
        """Make the selection ask about the dyad or country of the page: the address names it once."""
        if self.kept is not None:
            object.__setattr__(self, "kept", kept.undated(self.kept))
        if self.dyad:
            one, other = self.dyad.split("-")
            sides = self.selection.without_countries()
            object.__setattr__(self, "selection", dataclasses.replace(sides, countries=(one,), partners=(other,)))
            object.__setattr__(self, "country", "")
        elif self.country:
            side = dataclasses.replace(self.selection, countries=(self.country,), blocs=())
            object.__setattr__(self, "selection", side)

    def about(self, subject: str) -> ViewState:
        """Return the view of the page about a dyad (`CN-KZ`) or a country (`KZ`); filters but of countries stay."""
        rest = self.selection.without_countries()
        plain = dataclasses.replace(self.carry(), selection=rest)
        if "-" in subject:
            return dataclasses.replace(plain, dyad=subject)
        return dataclasses.replace(plain, country=subject)

    def carry(self) -> ViewState:
        """Return what goes along to another page: the selections and the snapshot, nothing that is open."""
        return ViewState(selection=self.selection, kept=self.kept, snapshot=self.snapshot, answers=self.answers)

    def frozen(self, snapshot_id: str) -> ViewState:
        """Return the view as a link that shows the same numbers next year: its records and answers are named."""
        return dataclasses.replace(self, snapshot=snapshot_id, answers=ANSWERS)

    def live(self) -> ViewState:
        """Return the view as a link that follows the newest snapshot."""
        return dataclasses.replace(self, snapshot="", answers=0)

    def closed(self) -> ViewState:
        """Return the view with no mark or article open, and its list on the first page."""
        return dataclasses.replace(self, mark=None, panel="", evidence=1, article="")

    def with_article(self, article_id: str) -> ViewState:
        """Return the view with one article open."""
        return dataclasses.replace(self, article=article_id)

    def with_selection(self, selection: Selection) -> ViewState:
        """Return the view of another selection, with nothing open; a page about a dyad or country follows it."""
        dyad = selection.dyad if self.dyad else ""
        country = selection.country if self.country else ""
        return dataclasses.replace(self.closed(), selection=selection, dyad=dyad, country=country)

    def select(self, **changes: Any) -> ViewState:
        """Return the view of a changed selection; SelectionError if the change makes no sense."""
        return self.with_selection(dataclasses.replace(self.selection, **changes))


# A link is at most 2,000 characters; thirty codes are more than any page can show.
_MOST_VALUES: Final = 30
_LONGEST: Final = 200
_HIGHEST: Final = 1_000_000
_CODES: Final = ("blocs", "countries", "languages", "leaders", "organisations", "partner_blocs", "partners",
                 "sectors", "themes")  # fmt: skip
_FIELDS: Final = {key: field for field, key in kept.WRITTEN.items()}
_TEXTS: Final = ("collections", "outlets")  # names with spaces in them: the key is repeated
_OPTIONS: Final[dict[str, type[StrEnum]]] = {
    "colour": Colour, "grain": Grain, "labels": Labels, "layout": Layout, "listed": Listed,
    "measure": Measure, "order": Order, "region": Region, "rows": Rows, "unit": Unit, "view": Shape,
}  # fmt: skip
_FLAGS: Final = ("in_one_passage", "no_theme_found", "none_found")
_NUMBERS: Final = ("answers", "evidence", "minimum")
_PLAIN: Final = re.compile(r"[0-9A-Za-z._:\-]{1,128}")
KEYS: Final = tuple(
    sorted((*(kept.WRITTEN.get(field, field) for field in _CODES), *_OPTIONS, *_NUMBERS, *_TEXTS, "article", "compare",
            "country", "drawn", "dyad", "focus", "interaction", "kept", "mark", "panel", "present", "since", "snapshot",
            "until", "words"))
)  # fmt: skip


def serialise(view: ViewState) -> dict[str, str | list[str]]:
    """Return the query of a view: alphabetical keys, nothing that is a default, dates as ISO days."""
    plain = ViewState()
    query: dict[str, str | list[str]] = {}
    selection = view.selection
    if view.dyad:
        selection = selection.without_countries()
    elif view.country:
        selection = selection.without("countries")
    for field in _CODES:
        query[kept.WRITTEN.get(field, field)] = " ".join(getattr(selection, field))
    for field in _TEXTS:
        query[field] = list(getattr(selection, field))
    query["words"] = selection.words
    query["interaction"] = "" if selection.interaction is Mode.COOPERATION else selection.interaction.value
    query["since"] = selection.since.isoformat() if selection.since else ""
    query["until"] = selection.until.isoformat() if selection.until else ""
    for field in (
        "article", "country", "dyad", "focus", "panel", "present", "snapshot", *_NUMBERS,
        *(key for key in _OPTIONS if key != "view"),
    ):  # fmt: skip
        value = getattr(view, field)
        query[field] = "" if value == getattr(plain, field) or value is None else str(value)
    query["compare"] = "..".join(day.isoformat() for day in view.compare or ())
    query["drawn"] = " ".join(view.drawn)
    query["kept"] = kept.token(view.kept) if view.kept is not None else ""
    query["view"] = "" if view.shape is plain.shape else view.shape.value
    query["mark"] = mark_token(view.mark) if view.mark else ""
    return {key: query[key] for key in KEYS if query[key]}


def mark_token(mark: Mark) -> str:
    """Return a mark as one readable value, such as `dyad.CN-KZ sector.trade`."""
    parts = []
    for field in sorted(dataclasses.fields(mark), key=lambda f: f.name):
        value = getattr(mark, field.name)
        if value is True:
            parts.append(field.name)
        elif value:
            text = value.isoformat() if isinstance(value, date) else str(value)
            parts.append(f"{field.name}.{quote(text, safe='-')}")
    return " ".join(parts)


def parse_mark(token: str) -> Mark:
    """Return the mark of a token; raise ValueError with a sentence if it is none."""
    known = {field.name for field in dataclasses.fields(Mark)}
    values: dict[str, Any] = {}
    for part in token.split():
        name, _, text = part.partition(".")
        if name not in known:
            raise ValueError(
                say("pages.state.no_part", shown=written.shown(name), nearest=written.nearest(name, known))
            )
        if name in _FLAGS:
            values[name] = True
        elif name in ("since", "until"):
            values[name] = written.day(text)
        elif text and len(text) <= _LONGEST:
            values[name] = unquote(text)
        else:
            raise ValueError(say("pages.state.no_part_such_as", shown=written.shown(part)))
    if not values:
        raise ValueError(say("pages.state.empty_mark"))
    return Mark(**values)  # says itself which code is not known


def parse(query: Query, *, outlets: Collection[str] = ()) -> tuple[ViewState, tuple[str, ...]]:
    """Return the view that a query names, and one notice for each value that was ignored.

    `outlets` are the names in the snapshot; when it is empty, names of outlets are taken as they are.
    """
    notices: list[str] = []
    given = {key: [value] if isinstance(value, str) else list(value) for key, value in query.items()}
    for key in sorted(given.keys() - set(KEYS)):
        notices.append(say("pages.state.unknown_key", shown=written.shown(key), nearest=written.nearest(key, KEYS)))
    values: dict[str, Any] = {}
    chosen: dict[str, Any] = {}
    for key in KEYS:
        texts = [text for text in given.get(key, []) if text.strip()]
        if not texts:
            continue
        field = _FIELDS.get(key, key)
        if field in _CODES or field in _TEXTS:
            chosen[field] = _many(field, texts, outlets, notices)
            continue
        if key == "drawn":
            values[key] = _many(key, texts, outlets, notices)
            continue
        if len(texts) > 1:
            notices.append(say("pages.state.given_twice", key=key, count=len(texts)))
        try:
            target = chosen if key in ("interaction", "since", "until", "words") else values
            target["shape" if key == "view" else key] = _one(key, texts[0])
        except ValueError as error:
            notices.append(_ignored(error))
    _once(values, chosen, notices)
    return ViewState(selection=_selection(chosen, notices), **values), tuple(notices)


def _once(values: dict[str, Any], chosen: dict[str, Any], notices: list[str]) -> None:
    """Say which countries of the link give way to the dyad or country that it is about."""
    if "dyad" in values and values.pop("country", None):
        notices.append(say("pages.state.pair_not_country", dyad=values["dyad"]))
    sides = ("countries", "blocs", "partners", "partner_blocs") if "dyad" in values else ("countries", "blocs")
    about = values.get("dyad") or values.get("country")
    given = [kept.WRITTEN.get(field, field) for field in sides if chosen.get(field)] if about else []
    if given:
        notices.append(say("pages.state.own_filter", about=about, filters=", ".join(map(written.said, given))))


def _selection(chosen: dict[str, Any], notices: list[str]) -> Selection:
    """Return the selection, without the dates if the two contradict one another."""
    chosen = {field: value for field, value in chosen.items() if value}
    try:
        return Selection(**chosen)
    except SelectionError as error:
        notices.append(say("pages.state.dates_ignored", why=error))
        return Selection(**{f: v for f, v in chosen.items() if f not in ("since", "until")})


def _one(key: str, text: str) -> Any:
    """Return the single value of a key; ValueError with a sentence if it is malformed."""
    if key in _OPTIONS:
        return written.option(key, text, _OPTIONS[key])
    if key == "interaction":
        return written.option(key, text, Mode)
    if key in ("since", "until"):
        return written.day(text)
    if key in _NUMBERS:
        if not text.isascii() or not text.isdigit() or not 1 <= int(text[:8]) <= _HIGHEST or len(text) > 7:
            raise ValueError(say("pages.state.no_number", key=key, shown=written.shown(text)))
        return int(text)
    if key == "mark":
        return parse_mark(text)
    if key == "compare":
        return written.period(text)
    if key == "kept":
        return kept.read(text)
    if key in ("country", "focus"):
        return Mark(country=_written("country", text)).country
    if key == "dyad":
        if text.count("-") != 1:
            raise ValueError(say("pages.state.no_dyad", shown=written.shown(text)))
        return Mark(
            dyad="-".join(sorted(_written("dyad", part) for part in text.split("-")))
        ).dyad  # either order means the same two
    if key in ("panel", "present", "snapshot") and not _PLAIN.fullmatch(text):
        raise ValueError(say("pages.state.names_none", shown=written.shown(text), key=key))
    if key == "words":
        return _tried("words", text)
    if len(text) > _LONGEST:
        raise ValueError(say("pages.state.too_long", key=key, most=_LONGEST))
    return text


def _many(key: str, texts: Iterable[str], outlets: Collection[str], notices: list[str]) -> tuple[str, ...]:
    """Return the values of a list that are known, in the order given and once each; name the others."""
    wanted = list(texts) if key in _TEXTS else [c for text in texts for c in re.split(r"[\s,]+", text) if c]
    unique = list(dict.fromkeys(wanted))
    if len(unique) > _MOST_VALUES:
        notices.append(say("pages.state.too_many", count=len(unique), name=written.said(key), most=_MOST_VALUES))
    kept = []
    for value in unique[:_MOST_VALUES]:
        try:
            if key == "outlets" and outlets and value not in outlets:
                raise ValueError(
                    say("pages.state.no_outlet", shown=written.shown(value), nearest=written.nearest(value, outlets))
                )
            kept += _tried(key, (_written(key, value),))
        except ValueError as error:
            notices.append(_ignored(error))
    return tuple(dict.fromkeys(kept))


def _written(key: str, value: str) -> str:
    """Return a code as it is written: `kz` and `KZ` are one country, and a reader may type either."""
    if key == "drawn":
        field, prefix = ("bloc", PREFIX) if value.startswith(PREFIX) else ("country", "")
        return prefix + "-".join(_written(field, part) for part in value.removeprefix(prefix).split("-"))
    if key == "languages" and len(value) < 4:
        return value.lower()
    known = allowed(key) or frozenset()
    same = [code for code in known if code.lower() == value.lower()] if value not in known else []
    return same[0] if same else value


def _ignored(error: ValueError) -> str:
    """Return the notice of a value that was ignored: a sentence, whatever it begins with."""
    why = str(error)
    return say("pages.state.ignored", why=f"{why[:1].upper()}{why[1:]}")


def _tried(field: str, value: Any) -> Any:
    """Return a value as a Selection holds it; its SelectionError says why not (one place for the rule)."""
    if field == "drawn":
        return _drawn(value)
    return getattr(Selection(**{field: value}), field)


def _drawn(codes: tuple[str, ...]) -> tuple[str, ...]:
    """Return codes of dyads, countries or blocs, each of which can be a line; SelectionError says which cannot."""
    for code in codes:
        if code.startswith(PREFIX):
            Mark(bloc=code.removeprefix(PREFIX))
        else:
            check_dyad(code) if "-" in code else Mark(country=code)
    return codes

"""The widgets that change a Selection: the interaction first, in the page; the others in the sidebar.

It must not know what is drawn from the selection. Options come from the snapshot, so that no filter leads
into the void unless a link names it.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Collection
from datetime import date, timedelta
from typing import Any, Final

import pandas as pd
import streamlit as st

from dashboard import controls, labels, resources
from dashboard.state import ViewState
from data import names
from data.records import SECTORS, THEMES
from data.snapshots import Snapshot
from queries import facets, timeline
from queries.selection import EVERYTHING, Mode, Selection
from queries.timeline import Grain

# A list of 11,000 outlets would be 300 kB a rerun; these are the largest, and a link can name the others.
_MOST_OUTLETS: Final = 300
_EVERY: Final = 100_000  # names of outlets in a snapshot; a link is checked against all of them
_MOST_PERIODS: Final = 600  # more points than a chart has pixels; 2,500 days took 2.4 s to draw
_DAYS_IN: Final = {Grain.DAY: 1, Grain.WEEK: 7, Grain.MONTH: 30, Grain.QUARTER: 91, Grain.YEAR: 365}
_BLOC: Final = "bloc "  # "AU" is Australia and "bloc AU" the African Union
_ALL_DAYS = (date(1900, 1, 1), date(2100, 12, 31))


def interaction(view: ViewState) -> None:
    """Draw the first control of every page: what the reader looks at."""
    key = controls.hold("filter-interaction", view.selection.interaction)
    st.segmented_control(
        "What the articles report", list(Mode), key=key, required=True, wrap=True, format_func=labels.MODES.__getitem__,
        on_change=_interaction_changed, label_visibility="collapsed",
    )  # fmt: skip


def _interaction_changed() -> None:
    controls.select(interaction=st.session_state["filter-interaction"])


def sidebar(view: ViewState, shot: Snapshot) -> None:
    """Draw all other filters, in the order in which a question is asked: when, who, with whom, on what."""
    found = options(shot)
    with st.sidebar:
        _dates(view, shot)
        _side("Countries and blocs", view, found["countries"], ("countries", "blocs"))
        _side("With", view, found["countries"], ("partners", "partner_blocs"))
        _several("Sectors", "sectors", view, SECTORS, labels.topic)
        _several("Themes", "themes", view, THEMES, labels.topic)
        _several("Organisations", "organisations", view, found["organisations"], labels.organisation)
        _several("Leaders", "leaders", view, found["leaders"], labels.leader)
        _several("Outlets", "outlets", view, found["outlets"][:_MOST_OUTLETS], str)
        _several("Collections", "collections", view, found["collections"], labels.collection)
        _several("Language", "languages", view, found["languages"], labels.language)
        key = controls.hold("filter-words", view.selection.words)
        st.text_input("Words", key=key, on_change=_words_changed, max_chars=200, placeholder="customs “green corridor”")
        if view.selection != Selection():
            st.button("Clear all filters", on_click=_cleared, width="stretch")


def options(shot: Snapshot) -> dict[str, list[str]]:
    """Return the codes that occur in the snapshot, a list a facet, most frequent first."""
    answer: pd.DataFrame = resources.ask(shot, facets.facets, EVERYTHING, limit=_EVERY)
    found: dict[str, list[str]] = {
        facet: [] for facet in ("countries", "organisations", "leaders", "outlets", "languages", "collections")
    }
    ordered = answer.sort_values("count_articles", ascending=False, kind="stable")
    for facet, code in zip(ordered["facet"], ordered["code"], strict=True):
        found.setdefault(str(facet), []).append(str(code))
    return found


def collections(shot: Snapshot) -> dict[str, str]:
    """Return the names of the snapshot's collections by code."""
    return {code: labels.collection(code) for code in options(shot)["collections"]}


def _dates(view: ViewState, shot: Snapshot) -> None:
    first, last = period(shot)
    chosen = view.selection
    known = [day for day in (first, last, chosen.since, chosen.until) if day]
    bounds = (min(known), max(known)) if known else _ALL_DAYS
    for field, words in (("since", "From"), ("until", "To")):
        key = controls.hold(f"filter-{field}", getattr(chosen, field))
        st.date_input(
            words, key=key, value=None, min_value=bounds[0], max_value=bounds[1], format="YYYY-MM-DD",
            on_change=_changed, args=(field, key),
        )  # fmt: skip
    if last:
        with st.container(horizontal=True, gap="small"):
            for years, name in ((1, "Last year"), (5, "5 years"), (0, "All dates")):
                since = last.replace(year=last.year - years, day=min(last.day, 28)) if years else None
                st.button(name, key=f"dates-{years}", type="tertiary", on_click=_since, args=(since,))


def period(shot: Snapshot) -> tuple[date | None, date | None]:
    """Return the first and last day of the snapshot's articles, or None where it has no dated article."""
    days = [date.fromisoformat(day) for day in shot.facts.get("period") or [] if day]
    return (days[0], days[-1]) if days else (None, None)


def days(chosen: Selection, shot: Snapshot) -> tuple[date | None, date | None]:
    """Return the days that a selection covers: its own, else those of the snapshot."""
    first, last = period(shot)
    return chosen.since or first, chosen.until or last


def grain(view: ViewState, shot: Snapshot) -> tuple[Grain, bool]:
    """Return the grain of a timeline, and whether it is coarser than the one asked for (600 periods at most)."""
    first, last = days(view.selection, shot)
    if first is None or last is None:
        return view.grain or Grain.YEAR, False
    if view.grain is None:
        return timeline.automatic_grain(first, last), False
    for candidate in list(Grain)[list(Grain).index(view.grain) :]:
        if (last - first).days / _DAYS_IN[candidate] <= _MOST_PERIODS:
            return candidate, candidate is not view.grain
    return Grain.YEAR, view.grain is not Grain.YEAR


def volume(chosen: Selection) -> Selection:
    """Return the selection whose articles are the volume: every article of those dates, outlets, languages."""
    return dataclasses.replace(chosen.volume(), interaction=Mode.ANY)


def whole(chosen: Selection) -> str:
    """Return the words for the denominator of a breakdown of a selection."""
    kind = {Mode.COOPERATION: "that report this cooperation", Mode.CONFLICT: "that report this conflict"}
    said = kind.get(chosen.interaction, "of every kind")
    return f"100 % is the selected articles {said}, in a coded language (see Method)."


def _since(since: date | None) -> None:
    controls.select(since=since, until=None)


def wider(selection: Selection) -> Selection:
    """Return the selection with its dates opened by two years each way."""
    two_years = timedelta(days=731)
    return Selection(
        **{
            **{f: getattr(selection, f) for f in selection.__dataclass_fields__},
            "since": selection.since - two_years if selection.since else None,
            "until": selection.until + two_years if selection.until else None,
        }
    )


def _side(label: str, view: ViewState, countries: Collection[str], fields: tuple[str, str]) -> None:
    """Draw one side of a selection: blocs and countries in one box, since a question names either."""
    chosen = [f"{_BLOC}{code}" for code in getattr(view.selection, fields[1])]
    chosen += getattr(view.selection, fields[0])
    known = [f"{_BLOC}{bloc.code}" for bloc in names.blocs()]
    known += sorted(countries, key=labels.country)
    key = controls.hold(f"filter-{fields[0]}", chosen)
    _box(
        label, known + [code for code in chosen if code not in known], key=key, format_func=_either,
        on_change=_side_changed, args=(key, fields),
    )  # fmt: skip


def _either(option: str) -> str:
    if not option.startswith(_BLOC):
        return labels.country(option)
    code = option[len(_BLOC) :]
    return labels.bloc(code) if code in labels.bloc(code) else f"{labels.bloc(code)} ({code})"


def _box(label: str, options: list[str], **rest: Any) -> None:
    """Draw a list to choose from. "Select all matches" would add what only sounds alike (fuzzy: four blocs and
    China for "China"), so both are off.
    """
    st.multiselect(label, options, placeholder="Any", select_all=False, filter_mode="contains", **rest)


def _side_changed(key: str, fields: tuple[str, str]) -> None:
    chosen = st.session_state[key]
    countries = tuple(code for code in chosen if not code.startswith(_BLOC))
    blocs = tuple(code[len(_BLOC) :] for code in chosen if code.startswith(_BLOC))
    controls.select(**{fields[0]: countries, fields[1]: blocs})


def _several(label: str, field: str, view: ViewState, known: Collection[str], words: Callable[[str], str]) -> None:
    chosen = list(getattr(view.selection, field))
    key = controls.hold(f"filter-{field}", chosen)
    _box(
        label, [*known, *(code for code in chosen if code not in known)], key=key, format_func=words,
        on_change=_changed, args=(field, key),
    )  # fmt: skip


def _changed(field: str, key: str) -> None:
    value = st.session_state[key]
    controls.select(**{field: tuple(value) if isinstance(value, list) else value})


def _words_changed() -> None:
    controls.select(words=st.session_state["filter-words"].strip())


def _cleared() -> None:
    controls.go(ViewState(snapshot=controls.view().snapshot))

"""The widgets that change a Selection: the interaction first, in the page; the others in the sidebar.

It must not know what is drawn from the selection. Options come from the snapshot, so that no filter leads
into the void unless a link names it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import date, timedelta
from typing import Any, Final

import streamlit as st

from dashboard import controls, keeping, labels
from dashboard.charts import scope
from dashboard.charts.chart import Scene
from dashboard.state import ViewState
from dashboard.words import say
from data import names
from data.records import SECTORS, THEMES
from data.snapshots import Snapshot
from queries.selection import Mode, Selection

# A list of 11,000 outlets would be 300 kB a rerun; these are the largest, and a link can name the others.
_MOST_OUTLETS: Final = 300
_BLOC: Final = "bloc "  # "AU" is Australia and "bloc AU" the African Union
_ALL_DAYS = (date(1900, 1, 1), date(2100, 12, 31))


def interaction(view: ViewState) -> None:
    """Draw the first control of every page: what the reader looks at."""
    key = controls.hold("filter-interaction", view.selection.interaction)
    st.segmented_control(
        say("pages.filters.reported"), list(Mode), key=key, required=True, wrap=True, format_func=labels.mode,
        on_change=_interaction_changed, label_visibility="collapsed",
    )  # fmt: skip


def _interaction_changed() -> None:
    controls.select(interaction=st.session_state["filter-interaction"])


def sidebar(scene: Scene) -> None:
    """Draw all other filters, in the order in which a question is asked: when, who, with whom, on what."""
    view, found = scene.view, scope.options(scene.ask)
    with st.sidebar:
        _dates(view, scene.shot)
        _side(say("pages.filters.countries"), view, found["countries"], ("countries", "blocs"))
        _side(say("pages.filters.partners"), view, found["countries"], ("partners", "partner_blocs"))
        _several(say("pages.filters.sectors"), "sectors", view, SECTORS, labels.topic)
        _several(say("pages.filters.themes"), "themes", view, THEMES, labels.topic)
        _several(say("pages.filters.organisations"), "organisations", view, found["organisations"], labels.organisation)
        _several(say("pages.filters.leaders"), "leaders", view, found["leaders"], labels.leader)
        _several(say("pages.filters.outlets"), "outlets", view, found["outlets"][:_MOST_OUTLETS], str)
        _several(say("pages.filters.collections"), "collections", view, found["collections"], labels.collection)
        _several(say("pages.filters.language"), "languages", view, found["languages"], labels.language)
        key = controls.hold("filter-words", view.selection.words)
        st.text_input(
            say("pages.filters.words"),
            key=key,
            on_change=_words_changed,
            max_chars=200,
            placeholder=say("pages.filters.words_example"),
        )
        if view.selection != Selection():
            st.button(say("pages.filters.clear"), on_click=_cleared, width="stretch")
        keeping.sidebar(scene)


def _dates(view: ViewState, shot: Snapshot) -> None:
    first, last = scope.period(shot)
    chosen = view.selection
    known = [day for day in (first, last, chosen.since, chosen.until) if day]
    bounds = (min(known), max(known)) if known else _ALL_DAYS
    for field, words in (("since", say("pages.filters.since")), ("until", say("pages.filters.until"))):
        key = controls.hold(f"filter-{field}", getattr(chosen, field))
        st.date_input(
            words, key=key, value=None, min_value=bounds[0], max_value=bounds[1], format="YYYY-MM-DD",
            on_change=_changed, args=(field, key),
        )  # fmt: skip
    if last:
        with st.container(horizontal=True, gap="small"):
            shown = say("pages.filters.last_year"), say("pages.filters.five_years"), say("pages.filters.all_dates")
            for years, name in zip((1, 5, 0), shown, strict=True):
                since = last.replace(year=last.year - years, day=min(last.day, 28)) if years else None
                st.button(name, key=f"dates-{years}", type="tertiary", on_click=_since, args=(since,))


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
    st.multiselect(
        label, options, placeholder=say("pages.filters.any"), select_all=False, filter_mode="contains", **rest
    )


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
    controls.go(ViewState(kept=controls.view().kept, snapshot=controls.view().snapshot))

"""The thread between the address bar and the widgets: the URL is the truth.

A widget's callback reads the URL, changes one thing and writes the URL; the script then reads the URL and
sets every widget to it before it is drawn. So a link, the browser's back button, a button in the page and
a widget all do the same thing, and nothing is kept for a viewer that the address does not hold.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Sequence
from enum import StrEnum
from typing import Any, Final

import streamlit as st

from dashboard.state import ViewState, parse, serialise
from dashboard.words import say
from queries.selection import SelectionError

REFUSED: Final = "refused"
PAGE: Final = "page"  # under this name the frame keeps the path of the page that is drawn
_MOST: Final = 12  # lines that a reader can ask for at once


def query() -> dict[str, list[str]]:
    """Return the query of the address bar, with every value of a key that is repeated."""
    return {key: st.query_params.get_all(key) for key in st.query_params}


def view() -> ViewState:
    """Return the view that the address names."""
    return parse(query())[0]


def go(target: ViewState) -> None:
    """Write a view to the address bar; the script that follows draws it."""
    st.query_params.from_dict(serialise(target))


def change(**options: Any) -> None:
    """Write the view with changed page options; a list begins again at its first page."""
    go(dataclasses.replace(view(), **options))


def select(**fields: Any) -> None:
    """Write the view with a changed selection; a contradiction is said and changes nothing."""
    try:
        go(view().select(**fields))
    except SelectionError as error:
        st.session_state[REFUSED] = str(error)


def hold(key: str, value: Any) -> str:
    """Set a widget to a value before it is drawn, and return its key; equal values cost no message."""
    if key not in st.session_state or st.session_state[key] != value:
        st.session_state[key] = value
    return key


def choice(label: str, field: str, options: Iterable[StrEnum | None], words: Callable[[Any], str]) -> None:
    """Draw a row of buttons of which one is on, for an option of the view such as `measure`.

    None among the options means "as the page thinks best"; the widget needs a value for it, so it is "".
    """
    key = hold(f"option-{field}", getattr(view(), field) or "")
    st.segmented_control(
        label, [option or "" for option in options], key=key, format_func=lambda o: words(o or None),
        required=True, wrap=True, on_change=_chosen, args=(field, key), label_visibility="collapsed",
    )  # fmt: skip


def pick(label: str, field: str, options: Sequence[str], words: Callable[[Any], str], none: str | None = None) -> None:
    """Draw a select box for an option of the view with many values; `none` names the absence of a choice."""
    chosen = getattr(view(), field)
    known = [*([""] if none else []), *options]
    key = hold(f"option-{field}", chosen)
    st.selectbox(
        label, known if chosen in known else [*known, chosen], key=key, on_change=_chosen, args=(field, key),
        format_func=lambda option: words(option) if option else none or "", label_visibility="collapsed", width=220,
        filter_mode="contains",
    )  # fmt: skip


def number(label: str, field: str, options: Sequence[int], words: Callable[[int], str]) -> None:
    """Draw a select box for an option of the view that is a number."""
    value = getattr(view(), field)
    key = hold(f"option-{field}", value)
    st.selectbox(
        label, sorted({*options, value}), key=key, format_func=words, on_change=_chosen, args=(field, key),
        label_visibility="collapsed", width=180,
    )  # fmt: skip


def several(label: str, field: str, chosen: Sequence[str], options: Sequence[str], words: Callable[[str], str]) -> None:
    """Draw a box for an option of the view that holds several codes."""
    key = hold(f"option-{field}", list(chosen))
    st.multiselect(
        label, [*options, *(code for code in chosen if code not in options)], key=key, format_func=words,
        on_change=_several, args=(field, key), max_selections=_MOST, select_all=False, filter_mode="contains",
        placeholder=say("pages.controls.most_frequent"),
    )  # fmt: skip


def _several(field: str, key: str) -> None:
    change(**{field: tuple(st.session_state[key]), "mark": None, "panel": "", "evidence": 1})


def _chosen(field: str, key: str) -> None:
    value = st.session_state[key]
    nothing = None if getattr(ViewState(), field) is None else ""
    change(**{field: nothing if value == "" else value, "mark": None, "panel": "", "evidence": 1})

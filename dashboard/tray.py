"""Where a viewer's report is collected: in a file of the store, or, where others read along, in the session alone.

It must not know what a report looks like; `reports` does. A tray that cannot be read is said and never overwritten.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final

import streamlit as st

from dashboard import resources
from dashboard.reports import draft, tray
from dashboard.reports.draft import Block, Draft, DraftError
from dashboard.words import say

_SESSION: Final = "report-tray"  # the tray as TOML, where no file keeps it
SAID: Final = "report-said"  # under this name a callback leaves a sentence for the script that follows


def place() -> Path | None:
    """Return the store whose file keeps the tray, or None where it is kept in the session alone."""
    return resources.adding()


def load() -> Draft:
    """Return the tray; DraftError with a sentence where its file is damaged."""
    store = place()
    return tray.kept(store) if store is not None else draft.read(str(st.session_state.get(_SESSION, "")))


def save(asked: Draft) -> None:
    """Put a tray in the place of the one that is kept, even damaged; a store that cannot be written is said."""
    store = place()
    if store is None:
        st.session_state[_SESSION] = draft.write(asked)
        return
    _said(lambda: tray.keep(store, asked))


def change(step: Callable[[Draft], Draft]) -> None:
    """Read the tray, do one step to it and keep it; what prevents it is said. For callbacks of widgets."""
    store = place()
    if store is None:
        _said(lambda: save(step(load())))
    else:
        _said(lambda: tray.change(store, step))


def _said(act: Callable[[], None]) -> None:
    """Do something to the tray, and leave a sentence where it cannot be done."""
    try:
        act()
    except DraftError as error:
        st.session_state[SAID] = str(error)
    except OSError as error:
        why = error.strerror or say("pages.tray.nothing_written")
        st.session_state[SAID] = say("pages.tray.not_kept", why=why)


def add(block: Block) -> None:
    """Put a block at the end of the tray."""
    change(lambda asked: tray.added(asked, block))

"""The tray of a reader: a draft that is kept in a file, and what is done to its blocks.

The file is replaced whole, so that whoever reads it sees the tray before a change or after it, and changes queue on a
lock: two tabs, or two programs, that add at once both find their block. Pure but for that; it must not know Streamlit.
"""

from __future__ import annotations

import dataclasses
import os
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import filelock

from dashboard.reports import draft
from dashboard.reports.draft import Block, Draft, DraftError
from dashboard.words import say

FOLDER: Final = "reports"
FILE: Final = "tray.toml"
_LOCK: Final = ".tray.lock"
_PATIENCE: Final = 20.0  # seconds to wait for another change, which takes a hundredth of one


def kept(store: Path) -> Draft:
    """Return the tray that is kept in a store, an empty one where there is none; DraftError where it is damaged."""
    path = store / FOLDER / FILE
    try:
        return draft.read(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return Draft()
    except (OSError, UnicodeDecodeError) as error:
        raise DraftError(say("reports.tray.cannot_be_read", folder=FOLDER, file=FILE)) from error


def change(store: Path, step: Callable[[Draft], Draft]) -> None:
    """Do one step to the tray of a store, after every other change and before the next.

    DraftError where the tray is damaged or another program holds it; OSError where nothing can be written.
    """
    folder = store / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    try:
        with filelock.FileLock(folder / _LOCK, timeout=_PATIENCE):
            keep(store, step(kept(store)))
    except filelock.Timeout as error:
        raise DraftError(say("reports.tray.held")) from error


def keep(store: Path, asked: Draft) -> None:
    """Put a tray in the place of the one that a store keeps; OSError where nothing can be written."""
    folder = store / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    descriptor, name = tempfile.mkstemp(prefix=".tray-", dir=folder)
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write(draft.write(asked))
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(folder / FILE)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def added(asked: Draft, block: Block) -> Draft:
    """Return the tray with a block at its end; DraftError where it is full."""
    if len(asked.blocks) >= draft.MOST_BLOCKS:
        raise DraftError(say("reports.tray.full", most=draft.MOST_BLOCKS))
    return dataclasses.replace(asked, blocks=(*asked.blocks, block))


def moved(asked: Draft, place: int, shown: Block, by: int) -> Draft:
    """Return the tray with a block some places further down (up for less than 0); at an end it stays."""
    _found(asked, place, shown)
    blocks = list(asked.blocks)
    if not 0 <= place + by < len(blocks):
        return asked
    blocks.insert(place + by, blocks.pop(place))
    return dataclasses.replace(asked, blocks=tuple(blocks))


def removed(asked: Draft, place: int, shown: Block) -> Draft:
    """Return the tray without a block."""
    _found(asked, place, shown)
    return dataclasses.replace(asked, blocks=asked.blocks[:place] + asked.blocks[place + 1 :])


def changed(asked: Draft, place: int, shown: Block, **values: Any) -> Draft:
    """Return the tray with a block's values changed; a text that is emptied stays a text."""
    block = dataclasses.replace(_found(asked, place, shown), **values)
    return dataclasses.replace(asked, blocks=(*asked.blocks[:place], block, *asked.blocks[place + 1 :]))


def _found(asked: Draft, place: int, shown: Block) -> Block:
    """Return the block in a place if it is the one that the reader was shown there; DraftError if it has moved.

    Its texts may differ: a reader who leaves a field by pressing a button changes the text first.
    """
    block = asked.blocks[place] if 0 <= place < len(asked.blocks) else None
    if block is None or any(getattr(block, name) != getattr(shown, name) for name in ("kind", "link", "panel")):
        raise DraftError(say("reports.tray.changed"))
    return block

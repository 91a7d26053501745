"""The tray of a reader: a draft that is kept in a file, and what is done to its blocks.

The file is replaced whole, so that whoever reads it sees the tray before a change or after it. Pure but for that
file; it must not know Streamlit.
"""

from __future__ import annotations

import dataclasses
import os
import tempfile
from pathlib import Path
from typing import Any, Final

from dashboard.reports import draft
from dashboard.reports.draft import Block, Draft, DraftError

FOLDER: Final = "reports"
FILE: Final = "tray.toml"


def kept(store: Path) -> Draft:
    """Return the tray that is kept in a store, an empty one where there is none; DraftError where it is damaged."""
    path = store / FOLDER / FILE
    try:
        return draft.read(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return Draft()
    except (OSError, UnicodeDecodeError) as error:
        raise DraftError(f"The file {FOLDER}/{FILE} of the store cannot be read.") from error


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
        raise DraftError(f"The report has {draft.MOST_BLOCKS} blocks, which is the most. Remove one first.")
    return dataclasses.replace(asked, blocks=(*asked.blocks, block))


def moved(asked: Draft, place: int, by: int) -> Draft:
    """Return the tray with a block some places further down (up for less than 0); at an end it stays."""
    blocks = list(asked.blocks)
    to = place + by
    if not (0 <= place < len(blocks) and 0 <= to < len(blocks)):
        return asked
    blocks.insert(to, blocks.pop(place))
    return dataclasses.replace(asked, blocks=tuple(blocks))


def removed(asked: Draft, place: int) -> Draft:
    """Return the tray without a block."""
    return dataclasses.replace(asked, blocks=asked.blocks[:place] + asked.blocks[place + 1 :])


def changed(asked: Draft, place: int, **values: Any) -> Draft:
    """Return the tray with a block's values changed; a text that is emptied stays a text."""
    if not 0 <= place < len(asked.blocks):
        return asked
    block = dataclasses.replace(asked.blocks[place], **values)
    return dataclasses.replace(asked, blocks=(*asked.blocks[:place], block, *asked.blocks[place + 1 :]))

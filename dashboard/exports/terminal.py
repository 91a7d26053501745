"""`concordance export`: any address copied from the browser -> files, in one go with one browser.

A file's name says what it is: the ending is the form, and a name that begins with "evidence" is the list of
articles. It must not know Streamlit.
"""

from __future__ import annotations

import difflib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from dashboard.charts.chart import Scene
from dashboard.exports import links, making
from dashboard.exports.images import Studio
from dashboard.exports.making import EVIDENCE, FIGURE, FORMATS, TABLE
from dashboard.exports.sizes import Size

PANEL: Final = "{panel}"  # stands in a file's name for the key of each panel


class CannotExport(ValueError):
    """What was asked for cannot be written; the message is a sentence."""


@dataclass(frozen=True)
class Target:
    """One file to write: what of the view, and in which form."""

    path: Path
    what: str
    form: str


def target(path: Path) -> Target:
    """Return what a file's name asks for; CannotExport names the forms that there are."""
    form, stem = path.suffix.lower().removeprefix("."), path.stem.lower()
    orders = (EVIDENCE, FIGURE, TABLE) if stem.startswith(EVIDENCE) else (FIGURE, TABLE, EVIDENCE)
    what = next((kind for kind in orders if form in FORMATS[kind]), None)
    if what is None:
        known = sorted({form for forms in FORMATS.values() for form in forms})
        near = difflib.get_close_matches(form, known, n=1)
        hint = f" The nearest is .{near[0]}." if near else ""
        told = "; ".join(f"{kind}: {', '.join(f'.{f}' for f in forms)}" for kind, forms in FORMATS.items())
        raise CannotExport(f"{path.name}: no form ends with “.{form}”. There are {told}.{hint}")
    return Target(path, what, form)


def export(
    address: str, paths: Sequence[Path], studio: Studio, *, panel: str = "", store: Path | None = None,
    size: Size = Size.SLIDE, scale: int = 2, say: Callable[[str], None],
) -> list[Path]:  # fmt: skip
    """Write the files and return their paths; `say` hears what in the address was ignored.

    Raises CannotExport, LinkError, NoImage or SnapshotError, each with a sentence.
    """
    targets = [target(path) for path in paths]
    with making.opened(address, store) as (scene, link):
        for notice in link.notices:
            say(notice)
        written = []
        for wanted in targets:
            panels = list(links.makers(link.page, scene.view)) if PANEL in wanted.path.name else [panel]
            for key in panels:
                path = wanted.path.with_name(wanted.path.name.replace(PANEL, key))
                written += _write(scene, link.page, key, Target(path, wanted.what, wanted.form), studio, size, scale)
        return written


def _write(scene: Scene, page: str, panel: str, wanted: Target, studio: Studio, size: Size, scale: int) -> list[Path]:
    """Write one file, and beside a CSV of a table the explanation of its columns."""
    path = wanted.path
    if wanted.what == EVIDENCE:
        files = {path: making.listed(scene, page, wanted.form, panel)}
    else:
        found = making.taken(scene, page, panel)
        if wanted.what == FIGURE:
            files = {path: making.figure(found, wanted.form, studio, size=size, scale=scale)}
        else:
            files = {path: making.table(found, wanted.form)}
            if wanted.form == "csv":
                files[path.with_suffix(".datapackage.json")] = making.described(found, path.name)
    for file, content in files.items():
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content)
        except OSError as error:
            raise CannotExport(f"{file} cannot be written: {error.strerror or error}.") from error
    return list(files)

"""`.sql` files -> the fixed set of SQL texts.

Why it exists: SQL lives in files, and the definition of *which articles a selection holds* lives once, in
`sql/views`. A file says in its header which of these it wants (`-- include: selected`), what one row is
(`-- grain:`), which parameters it has beside the selection's (`-- parameters:`) and, where several files end with the
same lines, which of `sql/tails` ends it (`-- tail: page`). The text is put together
from files alone, never from a value; a file has at most twelve texts, and a test runs them all.
"""

from __future__ import annotations

import dataclasses
import re
from functools import cache
from pathlib import Path
from typing import Final

from queries.selection import EVERYTHING, Unit

FOLDER: Final = Path(__file__).parent / "sql"
SHARED_PARAMETERS: Final = frozenset(EVERYTHING.parameters())

_COMMENT: Final = re.compile(r"--.*$", re.MULTILINE)
PARAMETER: Final = re.compile(r"\$([a-z_]+)")
_HEADER: Final = re.compile(r"^-- (\w+): (.*)$", re.MULTILINE)

_VIEWS: Final = ("company", "compared", "rows", "selected", "volume", "volume_all")


class StatementError(Exception):
    """A `.sql` file contradicts its header: a fault of ours, never of the reader."""


@dataclasses.dataclass(frozen=True)
class Statement:
    """One SQL text: its grain in words, the parameters it binds, those that are its own."""

    name: str
    text: str
    grain: str
    parameters: frozenset[str]
    own: frozenset[str]


@cache
def read(name: str) -> tuple[dict[str, str], str]:
    """Return the header and the body (comments stripped) of a `.sql` file; FileNotFoundError if missing."""
    text = (FOLDER / f"{name}.sql").read_text(encoding="utf-8")
    return dict(_HEADER.findall(text)), _COMMENT.sub("", text).strip()


def all_names() -> list[str]:
    """Return the names of all files that are statements (views and tails are parts of them)."""
    found = (path.relative_to(FOLDER).with_suffix("").as_posix() for path in FOLDER.rglob("*.sql"))
    return sorted(name for name in found if not name.startswith(("views/", "tails/")))


def includes(name: str) -> tuple[str, ...]:
    """Return the shared views that a file asks for."""
    header, _ = read(name)
    asked = [part.strip() for part in header.get("include", "").split(",") if part.strip()]
    for part in asked:
        if part not in _VIEWS:
            raise StatementError(f"{name}.sql includes {part!r}; known are {', '.join(_VIEWS)}.")
    return tuple(asked)


def _views(asked: tuple[str, ...], unit: Unit, is_sided: bool, is_named: bool, in_passage: bool) -> tuple[str, ...]:
    """The files that the included views are made of, in the order in which they build on each other."""
    held = f"held_{unit}" if is_sided or unit is not Unit.PAIRS else "held_pairs_all"
    rows = (held, "admitted_asked" if is_named else "admitted_all", "rows")
    merged = "merged_articles" if unit is Unit.ARTICLES else "merged_rows"
    company = (*rows, f"company_{unit}")
    selected = (*company, merged, "selected_named") if in_passage else (*rows, merged, "selected_all")
    parts = {
        "volume_all": ("volume_all",),
        "volume": ("volume_all", "volume"),
        "rows": rows,
        "compared": (*rows, "compared"),
        "company": company,
        "selected": selected,
    }
    return tuple(dict.fromkeys(view for part in asked for view in parts[part]))


@cache
def statement(name: str, unit: Unit = Unit.ARTICLES, *, is_named: bool = False, in_passage: bool = False) -> Statement:
    """Return the SQL text of a file for a unit; a header can fix the unit (`-- unit: pairs`).

    The unit that is asked for says whether countries are: of articles, pairs that a header fixes have no sides.
    `is_named`: organisations, leaders or words are asked for. `in_passage`: a mark asks for an organisation or leader
    in the passages of the rows. So a file has at most twelve texts. StatementError where the file
    does not look at articles (`selected`), and would forget the mark.
    """
    header, body = read(name)
    is_sided = unit is not Unit.ARTICLES
    unit = Unit(header["unit"]) if "unit" in header else unit
    asked = includes(name)
    if in_passage and {"rows", "compared"} & set(asked) and "selected" not in asked:
        raise StatementError(f"{name}.sql looks at rows, and a mark of an organisation or leader is one of articles.")
    parts = [read(f"views/{view}")[1] for view in _views(asked, unit, is_sided, is_named, in_passage)]
    if "tail" in header:
        body += ",\n" + read(f"tails/{header['tail']}")[1]
    text = body
    if parts and body.startswith("with "):
        text = "with " + ",\n".join([*parts, body.removeprefix("with ")])
    elif parts:
        text = "with " + ",\n".join(parts) + "\n" + body
    used = frozenset(PARAMETER.findall(text))
    own = frozenset(p.strip().lstrip("$") for p in header.get("parameters", "").split(",") if p.strip())
    if own != used - SHARED_PARAMETERS:
        wanted = ", ".join(sorted(used - SHARED_PARAMETERS)) or "none"
        raise StatementError(f"{name}.sql declares parameters {sorted(own)}, and its text binds {wanted}.")
    return Statement(name, text, header.get("grain", ""), used, own)

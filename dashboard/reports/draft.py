"""A report as it is asked for: a TOML file of title, author, date and blocks <-> a frozen Draft.

Every block stands for itself: one that is wrong keeps its place, what was written, and a sentence that says what is
wrong; so nothing is lost when the file is written again, and the others are made. It must not know records.
"""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Final

import tomlkit

from dashboard import safe
from dashboard.words import say

KINDS: Final[Mapping[str, tuple[str, ...]]] = {
    "text": ("heading", "level", "text"),
    "chart": ("link", "panel", "caption"),
    "table": ("link", "panel", "caption", "most"),
    "evidence": ("link", "panel", "caption", "most"),
}
"""Kind of block -> what it can hold besides its kind."""
FILE_KEYS: Final = ("title", "author", "date", "language", "host", "block")
MOST: Final = {"table": 20, "evidence": 10}  # rows or articles where a block does not say
MOST_BLOCKS: Final = 200
LONGEST: Final = {"title": 300, "author": 300, "heading": 300, "caption": 2_000, "text": 50_000, "link": 20_000}
_HIGHEST: Final = 500
_LONGEST_FILE: Final = 2_000_000
_LANGUAGE: Final = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_BLOCK: Final = re.compile(r"^\s*\[\[\s*block\s*\]\]", re.MULTILINE)


class DraftError(ValueError):
    """A file that is no report; the message is a sentence."""


@dataclass(frozen=True)
class Block:
    """One block. `wrong` says why it cannot be made, and `given` holds what was written then; `line` is of the file."""

    kind: str
    heading: str = ""
    level: int = 1
    text: str = ""
    link: str = ""
    panel: str = ""
    caption: str = ""
    most: int = 0  # rows of a table, articles of a list; 0: as many as MOST says
    line: int = field(default=0, compare=False)
    wrong: str = field(default="", compare=False)
    given: Mapping[str, Any] = field(default_factory=dict, repr=False)


@dataclass(frozen=True)
class Draft:
    """A report as it is asked for; `host` is where the dashboard is served, with a slash at its end, or nothing."""

    title: str = ""
    author: str = ""
    on: date | None = None  # None: the day on which it is made
    language: str = "en"
    host: str = ""
    blocks: tuple[Block, ...] = ()
    notices: tuple[str, ...] = field(default=(), compare=False)


def read(text: str) -> Draft:
    """Return the draft in a TOML file; DraftError where the file cannot be read at all."""
    if len(text) > _LONGEST_FILE:
        raise DraftError(say("reports.draft.too_long", most=_LONGEST_FILE))
    try:
        given = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise DraftError(say("reports.draft.no_toml", why=error)) from error
    except (RecursionError, ValueError) as error:
        raise DraftError(say("reports.draft.nested")) from error
    notices: list[str] = []
    for key in given.keys() - set(FILE_KEYS):
        notices.append(say("reports.draft.unknown_key", key=shown(key), nearest=nearest(key, FILE_KEYS)))
    blocks = given.get("block", [])
    if not isinstance(blocks, list):
        raise DraftError(say("reports.draft.brackets"))
    if len(blocks) > MOST_BLOCKS:
        notices.append(say("reports.draft.too_many", count=len(blocks), most=MOST_BLOCKS))
    lines = _lines(text, len(blocks))
    return Draft(
        title=_told("title", given, notices), author=_told("author", given, notices), on=_date(given, notices),
        language=_language(given, notices), host=_host(given, notices), notices=tuple(notices),
        blocks=tuple(block(one, lines[i]) for i, one in enumerate(blocks[:MOST_BLOCKS])),
    )  # fmt: skip


def block(given: Any, line: int = 0) -> Block:
    """Return one block as it was written, with what is wrong about it if anything is."""
    if not isinstance(given, Mapping):
        return Block("", line=line, wrong=say("reports.draft.no_table", shown=shown(str(given))))
    kind = given.get("kind", "")
    wrong = _wrong(given)
    if wrong:
        return Block(str(kind)[:40], line=line, wrong=wrong, given=dict(given))
    values = {key: given[key] for key in KINDS[kind] if key in given}
    return Block(kind, line=line, **values)


def _wrong(given: Mapping[str, Any]) -> str:
    """Return what is wrong with a block, as the rest of a sentence that names it, or nothing."""
    kind = given.get("kind")
    if kind is None:
        return say("reports.draft.no_kind", kinds=", ".join(KINDS))
    if not isinstance(kind, str) or kind not in KINDS:
        return say(
            "reports.draft.unknown_kind",
            shown=shown(str(kind)),
            kinds=", ".join(KINDS),
            nearest=nearest(str(kind), KINDS),
        )
    allowed = KINDS[kind]
    for key, value in given.items():
        if key == "kind":
            continue
        if key not in allowed:
            return say(
                "reports.draft.unknown_part",
                shown=shown(key),
                kind=kind,
                allowed=", ".join(allowed),
                nearest=nearest(key, allowed),
            )
        if key in ("most", "level"):
            high = 2 if key == "level" else _HIGHEST
            if not isinstance(value, int) or isinstance(value, bool) or not 1 <= value <= high:
                return say("reports.draft.no_number", key=key, shown=shown(str(value)), most=high)
        elif not isinstance(value, str):
            return say("reports.draft.no_text", key=key, shown=shown(str(value)))
        elif len(value) > LONGEST.get(key, 200):
            return say("reports.draft.long_value", key=key, count=len(value), most=LONGEST.get(key, 200))
    if "link" in allowed and not given.get("link", "").strip():
        return say("reports.draft.no_link")
    return ""


def fault(one: Block) -> str:
    """Return why a block cannot be made, or nothing; a text that nobody has written yet is kept, but not printed."""
    is_blank = one.kind == "text" and not (one.text.strip() or one.heading.strip())
    return one.wrong or (say("reports.draft.empty_text") if is_blank else "")


def write(draft: Draft) -> str:
    """Return a draft as TOML; `read` gives it back."""
    file = tomlkit.document()
    for key, value in (("title", draft.title), ("author", draft.author), ("date", draft.on),
                       ("language", draft.language), ("host", draft.host)):  # fmt: skip
        if value:
            file[key] = value
    blocks = tomlkit.aot()
    for one in draft.blocks:
        table = tomlkit.table()
        for key, value in given(one).items():
            # TOML drops a line break that opens a text of several lines
            long = key == "text" and isinstance(value, str) and "\n" in value and value[0] != "\n"
            table[key] = tomlkit.string(value, multiline=True) if long else value
        blocks.append(table)
    if draft.blocks:
        file["block"] = blocks
    return tomlkit.dumps(file)


def given(one: Block) -> dict[str, Any]:
    """Return a block as it is written; one that is wrong as it was written."""
    if one.wrong or one.kind not in KINDS:
        return dict(one.given)
    plain = Block(one.kind)
    values = {key: getattr(one, key) for key in KINDS[one.kind] if getattr(one, key) != getattr(plain, key)}
    return {"kind": one.kind, **values}


def named(number: int, one: Block) -> str:
    """Return how a sentence calls a block: by its number, kind and line."""
    block = say("reports.draft.block", number=number)
    if one.kind in KINDS:
        block = say("reports.draft.block_of_kind", number=number, kind=one.kind)
    return say("reports.draft.line", block=block, line=one.line) if one.line else block


def shown(text: str) -> str:
    """Return a stranger's value fit for a sentence: quoted, short, on one line."""
    flat = safe.plain("".join(c if c.isprintable() else " " for c in text))
    return f"“{flat[:40]}…”" if len(flat) > 40 else f"“{flat}”"


def nearest(text: str, known: Iterable[str]) -> str:
    """Return a sentence that names the nearest known value, or nothing."""
    near = difflib.get_close_matches(text[:40], list(known), n=1, cutoff=0.5)
    return say("common.nearest", name=near[0]) if near else ""


def _lines(text: str, count: int) -> list[int]:
    """Return the line of each block, or zeros where the file is written so that they cannot be told."""
    found = [text.count("\n", 0, match.end()) + 1 for match in _BLOCK.finditer(text)]
    return found if len(found) == count else [0] * count


def _told(key: str, given: Mapping[str, Any], notices: list[str]) -> str:
    value = given.get(key, "")
    if isinstance(value, str) and len(value) <= LONGEST[key]:
        return value
    notices.append(say("reports.draft.text_of_file", key=key, most=LONGEST[key]))
    return ""


def _date(given: Mapping[str, Any], notices: list[str]) -> date | None:
    value = given.get("date")
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, str):
        try:
            return date.fromisoformat(value)
        except ValueError:
            pass
    if value is None or isinstance(value, date):
        return value
    notices.append(say("reports.draft.wrong_date", shown=shown(str(value))))
    return None


def _language(given: Mapping[str, Any], notices: list[str]) -> str:
    value = given.get("language", "en")
    if isinstance(value, str) and _LANGUAGE.fullmatch(value):
        return value
    notices.append(say("reports.draft.wrong_language", shown=shown(str(value))))
    return "en"


def _host(given: Mapping[str, Any], notices: list[str]) -> str:
    value = given.get("host", "")
    target = safe.address(value) if isinstance(value, str) else None
    if target and not set("?#") & set(target):
        return target if target.endswith("/") else f"{target}/"
    if value:
        notices.append(say("reports.draft.wrong_host", shown=shown(str(value))))
    return ""

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
        raise DraftError(f"The report is longer than {_LONGEST_FILE:,} characters.")
    try:
        given = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise DraftError(f"The report is no TOML: {error}. A text stands in quotes: title = 'Trade'.") from error
    except (RecursionError, ValueError) as error:
        raise DraftError("The report is no TOML that can be read: it is nested too deeply.") from error
    notices: list[str] = []
    for key in given.keys() - set(FILE_KEYS):
        notices.append(f"The report holds {shown(key)}, which means nothing.{nearest(key, FILE_KEYS)}")
    blocks = given.get("block", [])
    if not isinstance(blocks, list):
        raise DraftError("Blocks are written as [[block]], with two brackets on each side.")
    if len(blocks) > MOST_BLOCKS:
        notices.append(f"The report has {len(blocks)} blocks; the first {MOST_BLOCKS} are made.")
    lines = _lines(text, len(blocks))
    return Draft(
        title=_told("title", given, notices), author=_told("author", given, notices), on=_date(given, notices),
        language=_language(given, notices), host=_host(given, notices), notices=tuple(notices),
        blocks=tuple(block(one, lines[i]) for i, one in enumerate(blocks[:MOST_BLOCKS])),
    )  # fmt: skip


def block(given: Any, line: int = 0) -> Block:
    """Return one block as it was written, with what is wrong about it if anything is."""
    if not isinstance(given, Mapping):
        return Block("", line=line, wrong=f"is {shown(str(given))}, and a block is a table such as [[block]].")
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
        return f'has no kind. Kinds are {", ".join(KINDS)}, such as kind = "chart".'
    if not isinstance(kind, str) or kind not in KINDS:
        return f"has the kind {shown(str(kind))}. Kinds are {', '.join(KINDS)}.{nearest(str(kind), KINDS)}"
    allowed = KINDS[kind]
    for key, value in given.items():
        if key == "kind":
            continue
        if key not in allowed:
            return f"holds {shown(key)}. A {kind} holds {', '.join(allowed)}.{nearest(key, allowed)}"
        if key in ("most", "level"):
            high = 2 if key == "level" else _HIGHEST
            if not isinstance(value, int) or isinstance(value, bool) or not 1 <= value <= high:
                return f"has {key} = {shown(str(value))}; it is a whole number from 1 to {high}."
        elif not isinstance(value, str):
            return f"has {key} = {shown(str(value))}; it is a text in quotes."
        elif len(value) > LONGEST.get(key, 200):
            return f"has a {key} of {len(value):,} characters; at most {LONGEST.get(key, 200):,} are allowed."
    if "link" in allowed and not given.get("link", "").strip():
        return 'has no link. Copy one from the browser\'s address bar, such as link = "sectors?countries=CN&with=KZ".'
    if kind == "text" and not (given.get("text", "").strip() or given.get("heading", "").strip()):
        return "is a text without heading and text."
    return ""


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
    kind = f" ({one.kind})" if one.kind in KINDS else ""
    return f"Block {number}{kind}" + (f", line {one.line}," if one.line else "")


def shown(text: str) -> str:
    """Return a stranger's value fit for a sentence: quoted, short, on one line."""
    flat = safe.plain("".join(c if c.isprintable() else " " for c in text))
    return f"“{flat[:40]}…”" if len(flat) > 40 else f"“{flat}”"


def nearest(text: str, known: Iterable[str]) -> str:
    """Return a sentence that names the nearest known value, or nothing."""
    near = difflib.get_close_matches(text[:40], list(known), n=1, cutoff=0.5)
    return f" The nearest is {near[0]}." if near else ""


def _lines(text: str, count: int) -> list[int]:
    """Return the line of each block, or zeros where the file is written so that they cannot be told."""
    found = [text.count("\n", 0, match.end()) + 1 for match in _BLOCK.finditer(text)]
    return found if len(found) == count else [0] * count


def _told(key: str, given: Mapping[str, Any], notices: list[str]) -> str:
    value = given.get(key, "")
    if isinstance(value, str) and len(value) <= LONGEST[key]:
        return value
    notices.append(f"The {key} is a text in quotes of at most {LONGEST[key]} characters; it was left out.")
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
    notices.append(f"The date is {shown(str(value))}; write it as 2026-11-28. The day of making stands in its place.")
    return None


def _language(given: Mapping[str, Any], notices: list[str]) -> str:
    value = given.get("language", "en")
    if isinstance(value, str) and _LANGUAGE.fullmatch(value):
        return value
    notices.append(f"The language is {shown(str(value))}; write it as en or zh-Hans. It was taken as en.")
    return "en"


def _host(given: Mapping[str, Any], notices: list[str]) -> str:
    value = given.get("host", "")
    target = safe.address(value) if isinstance(value, str) else None
    if target and not set("?#") & set(target):
        return target if target.endswith("/") else f"{target}/"
    if value:
        notices.append(f"The host is {shown(str(value))}; write it as https://example.org/. It was left out.")
    return ""

"""The one door to what the interface says: a key and named fields in, a text out.

The texts are in `strings/<language>/*.toml`, one file an area, one table a module, so that another language is another
folder. It must not know what it says: no Streamlit, no data, no page. What nobody reads on a page, in a file or in a
report stays where it is: codes and keys, CSS and HTML, log lines, help and output of the command line, benchmarks.
Names of countries, sectors and themes belong to the vocabularies of `data`.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Final

FOLDER = Path(__file__).with_name("strings") / "en"
"""The folder of the language that is spoken; its name is the language's code."""
_CATEGORIES: Final = frozenset({"zero", "one", "two", "few", "many", "other"})

Text = str | dict[str, str]
"""A template with named {fields}, or one for each plural category of CLDR; the field `n` says which is taken."""


def say(key: str, /, **fields: object) -> str:
    """Return the text of a key with its fields filled in.

    Raises KeyError for a key that is not there and for a field that the text wants and nobody gave.
    """
    found = texts(FOLDER)[key]
    if isinstance(found, dict):
        found = found.get(_category(FOLDER.name, fields["n"])) or found["other"]
    return found.format(**fields)


def terms(table: str) -> Mapping[str, str]:
    """Return the words of a table, code -> words, in its order: those of columns, of the steps of a chart and such.

    Raises KeyError if there is no such table.
    """
    return _terms(FOLDER, table)


@cache
def texts(folder: Path) -> Mapping[str, Text]:
    """Return every text of a language under its key, `<file>.<table>.<name>`."""
    found: dict[str, Text] = {}
    for file in sorted(folder.glob("*.toml")):
        found.update(_flat(file.stem, tomllib.loads(file.read_text(encoding="utf-8"))))
    return found


@cache
def _terms(folder: Path, table: str) -> Mapping[str, str]:
    found = {
        key.removeprefix(f"{table}."): text
        for key, text in texts(folder).items()
        if isinstance(text, str) and key.rpartition(".")[0] == table
    }
    if not found:
        raise KeyError(table)
    return found


@lru_cache(maxsize=4096)
def _category(language: str, count: Any) -> str:
    """Return the plural category of a count, by the language's own rule (CLDR)."""
    import babel  # a tenth of a second that a browser for images need not wait for

    return babel.Locale.parse(language).plural_form(count)


def _flat(prefix: str, table: dict[str, Any]) -> Iterator[tuple[str, Text]]:
    for name, value in table.items():
        key = f"{prefix}.{name}"
        if isinstance(value, str) or ("other" in value and _CATEGORIES.issuperset(value)):
            yield key, value
        else:
            yield from _flat(key, value)

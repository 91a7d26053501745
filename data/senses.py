"""What a form of the gazetteer may mean, and how forms are written in our vocabularies.

The smallest common ground of the modules that read vocabularies of names; it knows none of them.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple

from data.matching import Case
from data.records import How, Kind


class Sense(NamedTuple):
    """One meaning of a form. A blocker has no kind: it hides the forms that it overlaps."""

    kind: Kind | None
    code: str
    countries: tuple[str, ...] = ()
    how: How = How.NAME
    needs: bool = False
    """Holds only with evidence: another form of the same code, or the country, in the article."""
    group: str = ""
    """`city`, `state` (US, CA), `capital`, `name` …: which context rules apply."""
    bearers: tuple[str, ...] = ()
    """Countries with a city of the name, the most populous first; more than one need a choice."""
    is_sure: bool = True
    """Whether the first bearer is meant when nothing speaks for another."""
    opaque: bool = False
    is_bare: bool = False
    """A leader's surname, which other people have too."""


Entry = tuple[str, Case, Sense]
"""A form as it is written, what it asks of capitals, and one meaning."""


def case_of(text: str) -> Case:
    """Return what a form asks of capitals: names keep theirs; lower case and `The Hague` take both."""
    first = next((c for c in text if c.isalpha()), "")
    return Case.ANY if first.islower() or text.startswith("The ") else Case.UPPER


def split(text: str) -> Iterator[tuple[str, Case, bool]]:
    """Yield each form of a cell with its case and whether it needs evidence."""
    for form in filter(None, text.split("|")):
        needs = form.endswith("?")
        form = form.removesuffix("?")
        exact = form.startswith("=")
        form = form.removeprefix("=")
        yield form, Case.EXACT if exact else case_of(form), needs


_ENDINGS: Final = {"ия": "ия ии ию ией", "а": "а ы и у е ой", "я": "я и ю е ей", "ь": "ь я ю ем е и", "й": "й я ю ем е"}


def inflected(name: str) -> set[str]:
    """Return a Russian name in its cases; a name of several words, or one that has none, stays as it is."""
    name = name.split(" (")[0]
    if " " in name or "-" in name or name[-1] in "оиуеэыё":
        return {name}
    for ending, endings in _ENDINGS.items():
        if name.endswith(ending):
            return {name.removesuffix(ending) + other for other in endings.split()}
    return {name + other for other in ("", "а", "у", "ом", "е")}

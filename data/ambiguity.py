"""Rules of context: when a form that could name a country names something else.

The rules are data (`ambiguity.toml`); this module compiles them and asks them about one place in a text. It
knows nothing of codes beyond handing back the verdict that a rule gives.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any, Final

from data.matching import fold
from data.vocabularies import either, tables

KEEP: Final = "keep"
DROP: Final = "drop"
_WINDOW: Final = 48  # characters that a pattern may look to either side; the longest of ours needs about 40


@dataclass(slots=True)
class Place:
    """One form in a text, with what stands around it and what else the passage and article speak of."""

    text: str
    start: int
    end: int
    passage: tuple[int, int]
    article: tuple[int, int]
    before: str
    """What stands in front, within the passage."""
    after: str
    in_passage: Collection[str] = ()
    in_article: Collection[str] = ()
    """Countries that other forms have settled; empty in the first round."""


def around(text: str, start: int, end: int, passage: tuple[int, int]) -> tuple[str, str]:
    """Return what a pattern may see in front of a span and behind it, within the passage."""
    return text[max(start - _WINDOW, passage[0]) : start], text[end : min(end + _WINDOW, passage[1])]


def has_capital_beside(text: str, start: int, end: int) -> bool:
    """Tell whether the word right before a span, or right behind it (after a comma too), begins with a capital."""
    behind = text[end : end + 3].lstrip(",")
    if behind[:1] == " " and (behind[1:2].isupper() or behind[1:2] == "d"):  # San Antonio del Táchira
        return True
    if text[start - 1 : start] != " ":
        return False
    low = max(start - _WINDOW, 0)
    word = max(text.rfind(" ", low, start - 1), text.rfind("\n", low, start - 1), low - 1) + 1
    return text[word].isupper() or text[start - 4 : start] == " of "


@dataclass(frozen=True, slots=True)
class Test:
    """One line of a rule: it fires when everything that it asks for holds."""

    then: str
    before: re.Pattern[str] | None
    not_before: re.Pattern[str] | None
    after: re.Pattern[str] | None
    passage: re.Pattern[str] | None
    article: re.Pattern[str] | None
    any_of: frozenset[str]
    none_of: frozenset[str]
    where: str
    elsewhere: re.Pattern[str] | None = None
    """What must stand in front of the same form at another place of the article: a first name."""

    @property
    def needs_evidence(self) -> bool:
        """Whether it asks for other countries, which are known only after the first round."""
        return bool(self.any_of or self.none_of)

    def fires(self, place: Place) -> bool:
        """Tell whether all of it holds at this place."""
        held = place.in_article if self.where == "article" else place.in_passage
        if (self.any_of and self.any_of.isdisjoint(held)) or not self.none_of.isdisjoint(held):
            return False
        if self.before is not None and not self.before.search(place.before):
            return False
        if self.not_before is not None and self.not_before.search(place.before):
            return False
        if self.after is not None and not self.after.match(place.after):
            return False
        if self.passage is not None and not self.passage.search(place.text, *place.passage):
            return False
        if self.elsewhere is not None and not self._stands_elsewhere(self.elsewhere, place):
            return False
        return self.article is None or self.article.search(place.text, *place.article) is not None

    @staticmethod
    def _stands_elsewhere(pattern: re.Pattern[str], place: Place) -> bool:
        form, (low, high) = place.text[place.start : place.end], place.article
        at = place.text.find(form, low, high)
        while at >= 0:
            if at != place.start and pattern.search(place.text, max(at - _WINDOW, low), at):
                return True
            at = place.text.find(form, at + 1, high)
        return False


@dataclass(frozen=True, slots=True)
class Rule:
    """Tests in order for some forms or for a whole group of forms; the first that fires decides."""

    name: str
    forms: frozenset[str]
    groups: frozenset[str]
    tests: tuple[Test, ...]
    near_capital: bool = False
    """Asked only when a capital stands right before or behind: saves most of the work of wide rules."""

    def verdict(self, place: Place, *, with_evidence: bool) -> str | None:
        """Return `keep`, `drop` or a code, or None when no test fires."""
        if self.near_capital and not has_capital_beside(place.text, place.start, place.end):
            return None
        for test in self.tests:
            if (with_evidence or not test.needs_evidence) and test.fires(place):
                return test.then
        return None


@dataclass(frozen=True, slots=True)
class Signs:
    """All the words beside a form that its rules look for, in two patterns: most places hold none of them."""

    before: str
    after: str

    @classmethod
    def of(cls, rules: Sequence[Rule]) -> Signs:
        """Return the signs of some rules; of one that asks for no word beside the form, that it is always there."""
        before: list[str] = []
        after: list[str] = []
        for test in (test for rule in rules for test in rule.tests):
            if test.after is not None:
                after.append(test.after.pattern)
            elif test.before is not None:
                before.append(test.before.pattern)
            else:
                after.append("")
        never = r"(?!)"
        return cls("|".join(before) or never, "|".join(after) or never)

    def are_missing(self, before: str, after: str) -> bool:
        """Tell that no rule can fire at this place."""
        return _pattern(self.after).match(after) is None and _pattern(self.before).search(before) is None


_pattern = cache(re.compile)  # when first asked: they are long, and most inputs need few


@dataclass(frozen=True)
class Ambiguity:
    """All blockers, stop words and rules."""

    blockers: tuple[str, ...]
    stops: dict[str, frozenset[str]]
    rules: tuple[Rule, ...]

    @classmethod
    def load(cls) -> Ambiguity:
        """Compile `ambiguity.toml`; a KeyError names a word list that is not there."""
        return _load()

    def stopped(self, group: str) -> frozenset[str]:
        """Return the folded forms that this group of forms may not have."""
        return self.stops.get(group, frozenset())

    def rules_for(self, form: str, groups: Collection[str]) -> tuple[Rule, ...]:
        """Return the rules that watch this form, those made for it before those of its groups."""
        own = self._by_form.get(fold(form), ())
        key = frozenset(groups)
        if key not in self._by_groups:
            self._by_groups[key] = [rule for rule in self.rules if not rule.groups.isdisjoint(key)]
        return (*own, *self._by_groups[key])

    @cached_property
    def _by_groups(self) -> dict[frozenset[str], list[Rule]]:
        return {}  # filled as they are asked for: there are few

    @cached_property
    def _by_form(self) -> dict[str, list[Rule]]:
        found: dict[str, list[Rule]] = {}
        for rule in self.rules:
            for form in rule.forms:
                found.setdefault(form, []).append(rule)
        return found


@cache
def _load() -> Ambiguity:
    content = tables("ambiguity.toml")
    words = {name: either(listed) for name, listed in content["words"].items()}
    stops = {group: frozenset(map(fold, listed)) for group, listed in content["stop"].items()}
    blockers = tuple(form for group in content["block"] for form in _expanded(group, content["words"]))
    return Ambiguity(blockers, stops, tuple(_rule(rule, content["words"], words) for rule in content["rule"]))


def _expanded(group: dict[str, Any], words: dict[str, Sequence[str]]) -> list[str]:
    """Return a group's forms, `{languages}` replaced by each of the words of that list."""
    found = []
    for form in group["forms"]:
        name = re.search(r"\{(\w+)\}", form)
        found += [form.replace(name[0], word) for word in words[name[1]]] if name else [form]
    return found


def _rule(rule: dict[str, Any], lists: dict[str, Sequence[str]], words: dict[str, str]) -> Rule:
    forms = [form for text in rule.get("forms", []) for form in _expanded({"forms": [text]}, lists)]
    tests = tuple(_test(test, words) for test in rule["test"])
    return Rule(
        rule["name"],
        frozenset(map(fold, forms)),
        frozenset(rule.get("groups", [])),
        tests,
        rule.get("near") == "capital",
    )


def _test(test: dict[str, Any], words: dict[str, str]) -> Test:
    def pattern(key: str, shape: str = "{}") -> re.Pattern[str] | None:
        if key not in test:
            return None
        text = re.sub(r"\{([a-z_]+)\}", lambda name: f"(?:{words[name[1]]})", test[key])
        return re.compile(shape.format("(?:" + text + ")"))

    return Test(
        test["then"], pattern("before", r"{}\Z"), pattern("not_before", r"{}\Z"), pattern("after"),
        pattern("passage"), pattern("article"),
        frozenset(test.get("any_of", [])), frozenset(test.get("none_of", [])), test.get("where", "passage"),
        pattern("elsewhere", r"{}\Z"),
    )  # fmt: skip

"""The words of the interface stand in one place: what code asks for is there, and nothing is said elsewhere."""

from __future__ import annotations

import ast
import re
import string
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Final

import pytest

import dashboard
from dashboard import options, words
from queries.selection import Mode
from queries.timeline import Grain

ROOT: Final = Path(dashboard.__file__).parent
# Not for readers of pages, files and reports: what a terminal prints, benchmarks, and a script that runs alone.
TERMINAL: Final = {
    "cli.py", "bench.py", "ingesting.py", "measuring.py", "serving.py", "website.py", "exports/terminal.py",
    "reports/terminal.py", "reports/recompute.py",
}  # fmt: skip
MODULES: Final = {
    path.relative_to(ROOT).as_posix(): ast.parse(path.read_text(encoding="utf-8"))
    for path in sorted(ROOT.rglob("*.py"))
    if "benchmarks" not in path.parts and path != Path(words.__file__)
}
TEXTS: Final = words.texts(words.FOLDER)
# Two words in a row read as something said. What else looks so, and why it is none:
TWO_WORDS: Final = re.compile(r"[^\W\d_]{2,},? [^\W\d_]{2,}")
JOINING: Final = re.compile(r" [^\W\d_]{2,}[,.:;]? |^[^\W\d_]{2,}[,.:;]? | [^\W\d_]{2,}[,.:;]?$")  # "{a} of {b}"
NOT_SAID: Final = {
    "browser.py": r"const script = |default async|document\.baseURI",  # JavaScript
    "palette.py": r"Segoe UI",  # names of fonts
    "exports/citations.py": r"^[A-Z][A-Z0-9]  - ",  # RIS
    "exports/html.py": r"default-src",  # the policy of a file
    "exports/painter.py": r"window\.",  # JavaScript
    "exports/scripts.py": r"window\.",  # JavaScript
    "figures/dyad_rows.py": r" is no interaction to draw",  # said to whoever calls a figure with a wrong option
    "figures/marks.py": r" cannot be part of a mark",  # the same
    "figures/words.py": r" is no grain\.",  # the same
    "figures/regions.py": r"natural earth",  # a projection of Plotly's
    "reports/contents.py": r"TOC Heading|Table of Contents|^toc $",  # names inside a DOCX
    "reports/document.py": r"Table Grid|List Bullet",  # styles of Word's
    "reports/gallery.py": r"^slide $",  # a key of what is drawn once
    "safe.py": r"padding: ",  # CSS
}
PLACES: Final = {"top center", "middle right"}  # of texts, in Plotly
CSS: Final = re.compile(r"\s*<style>")


@cache
def imported(module: ast.AST) -> frozenset[str]:
    """Return what a module takes from `dashboard.words` by name."""
    return frozenset(
        alias.name for node in ast.walk(module)
        if isinstance(node, ast.ImportFrom) and node.module == "dashboard.words" for alias in node.names
    )  # fmt: skip


def calls(tree: ast.AST, name: str, module: ast.AST | None = None) -> Iterator[ast.Call]:
    """Yield the calls of `say` or `terms` of `dashboard.words`, also as `words.say`."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            called = node.func
            own = isinstance(called, ast.Name) and called.id == name and name in imported(module or tree)
            of_words = isinstance(called, ast.Attribute) and called.attr == name
            if own or (of_words and isinstance(called.value, ast.Name) and called.value.id == "words"):
                yield node


def asked(key: ast.expr) -> list[str]:
    """Return the patterns of keys that an argument can be: a text, one of two, or a text with codes in it."""
    if isinstance(key, ast.IfExp):
        return [*asked(key.body), *asked(key.orelse)]
    if isinstance(key, ast.JoinedStr):
        parts = (re.escape(v.value) if isinstance(v, ast.Constant) else r"[^.]+" for v in key.values)
        return ["".join(str(part) for part in parts)]
    assert isinstance(key, ast.Constant) and isinstance(key.value, str), f"line {key.lineno}: {ast.unparse(key)}"
    return [re.escape(key.value)]


def matching(pattern: str) -> list[str]:
    return [key for key in TEXTS if re.fullmatch(pattern, key)]


def of_table(table: str) -> list[str]:
    return [key for key, text in TEXTS.items() if key.rpartition(".")[0] == table and isinstance(text, str)]


def wanted(text: words.Text) -> set[str]:
    """Return the fields of a text; `n`, which chooses a plural, is always one of its."""
    forms = list(text.values()) if isinstance(text, dict) else [text]
    found = {name for form in forms for _, name, _, _ in string.Formatter().parse(form) if name is not None}
    return found | {"n"} if isinstance(text, dict) else found


@pytest.mark.parametrize("module", MODULES)
def test_each_text_that_a_module_asks_for_is_there_with_the_fields_that_it_gives(module: str) -> None:
    for call in calls(MODULES[module], "say"):
        where = f"{module}, line {call.lineno}: {ast.unparse(call)}"
        assert len(call.args) == 1 and all(keyword.arg for keyword in call.keywords), where
        for pattern in asked(call.args[0]):
            found = matching(pattern)
            assert found, where
            for key in found:
                assert wanted(TEXTS[key]) == {str(keyword.arg) for keyword in call.keywords}, f"{where} <- {key}"
    for call in calls(MODULES[module], "terms"):
        assert isinstance(call.args[0], ast.Constant)
        found = of_table(str(call.args[0].value))
        assert found, f"{module}, line {call.lineno}: {ast.unparse(call)}"
        assert not [key for key in found if wanted(TEXTS[key])], "words of a table are not filled in"


def test_each_text_is_asked_for() -> None:
    used = {
        key for tree in MODULES.values() for call in calls(tree, "say")
        for pattern in asked(call.args[0]) for key in matching(pattern)
    }  # fmt: skip
    for tree in MODULES.values():
        for call in calls(tree, "terms"):
            used.update(of_table(ast.literal_eval(call.args[0])))
    assert sorted(set(TEXTS) - used) == []


def test_texts_are_asked_for_when_they_are_said() -> None:
    """What is said while a module is loaded stays in the language of that moment; pages are run, not loaded."""
    loaded = {
        f"{module}:{call.lineno}" for module, tree in MODULES.items()
        if not module.startswith("app_pages/") and module != "app.py"
        for statement in at_import(tree) for name in ("say", "terms") for call in calls(statement, name, tree)
    }  # fmt: skip
    assert {where.partition(":")[0] for where in loaded} == {"resources.py"}, loaded  # Streamlit's decorator wants it
    assert len(loaded) == 1


def at_import(tree: ast.Module) -> Iterator[ast.AST]:
    """Yield what is run while a module is loaded: all but the insides of functions."""
    waiting: list[ast.AST] = list(tree.body)
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield from (*node.decorator_list, node.args)
        elif isinstance(node, ast.ClassDef):
            waiting += node.body
        elif not isinstance(node, ast.Lambda):
            yield node


@pytest.mark.parametrize("module", sorted(set(MODULES) - TERMINAL))
def test_a_module_says_nothing_that_does_not_stand_among_the_strings(module: str) -> None:
    allowed = re.compile(NOT_SAID[module]) if module in NOT_SAID else None
    parts = {id(part) for node in ast.walk(MODULES[module]) if isinstance(node, ast.JoinedStr) for part in node.values}
    found = []
    for node in literals(MODULES[module]):
        text = re.sub(r"<[^>]*>?|[\w-]+=\"[^\"]*\"?", "", node.value)
        is_said = TWO_WORDS.search(text) or (id(node) in parts and JOINING.search(text))
        if is_said and not CSS.match(node.value) and text not in PLACES and not (allowed and allowed.search(text)):
            found.append(f"{module}, line {node.lineno}: {node.value!r}")
    assert found == []


@pytest.mark.parametrize("module", NOT_SAID)
def test_what_is_allowed_outside_the_strings_is_there(module: str) -> None:
    assert any(re.search(NOT_SAID[module], node.value) for node in literals(MODULES[module]))


def literals(tree: ast.Module) -> Iterator[ast.Constant]:
    """Yield the texts of a module that are neither documentation nor written to a log."""
    silent = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and ast.unparse(node.func).startswith("_LOG."):
            silent.update(id(argument) for argument in node.args)
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in silent:
            yield node


@pytest.mark.parametrize(
    ("table", "codes"),
    [
        ("common.modes", Mode), ("common.acts", Mode), ("common.grains", Grain), ("common.by_grain", Grain),
        ("charts.timelines.labels", options.Labels), ("charts.timelines.title", options.Labels),
        ("charts.timelines.wholes", options.Measure), ("charts.timelines.wholes_coded", options.Measure),
        ("common.when", Grain), ("charts.comentions.named_with", Mode), ("charts.comentions.strongest", Mode),
        ("charts.comentions.crossed", Mode), ("charts.sectors.all", Mode), ("readings.general.baseline", Mode),
        ("readings.general.only", Mode), ("charts.scope.whole", Mode), ("charts.sectors.by", options.Rows),
        ("charts.sectors.rows", options.Rows),
        ("charts.dyad.company", Mode), ("figures.timelines.titles", options.Measure),
        ("figures.timelines.titles_of_rows", options.Measure), ("pages.timelines.layouts", options.Layout),
        ("pages.timelines.measures", options.Measure), ("pages.comentions.shapes", options.Shape),
        ("pages.comentions.units", options.Unit), ("pages.comentions.colours", options.Colour),
        ("pages.comentions.orders", options.Order), ("pages.comentions.regions", options.Region),
        ("figures.dyad_rows.sizes", options.Unit),
    ],
)  # fmt: skip
def test_a_table_has_a_text_for_each_code(table: str, codes: type[Mode]) -> None:
    assert {key.rpartition(".")[2] for key in of_table(table)} == {code.value for code in codes}

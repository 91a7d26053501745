"""Every SQL file is used, binds what it declares, and returns the declared columns; the set of texts is fixed."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from queries import statements
from queries.schema import ANSWERS, SchemaError, fetch, finish
from queries.selection import EVERYTHING, Mark, Selection, Unit
from tests.queries.conftest import Opener
from tests.queries.rows import named

SOURCES = "\n".join(path.read_text(encoding="utf-8") for path in Path(statements.FOLDER).parent.glob("*.py"))
VARIANTS = [(unit, is_named) for unit in Unit for is_named in (False, True)]
NAMES = [name for name in statements.all_names() if not name.startswith("connection/")]


def test_every_file_is_an_answer_and_every_answer_has_a_file() -> None:
    # put together from the other facets; computed from cells and totals; counted from the pairs in memory
    python_only = {
        "facets/facets", "change/change", "bursts/bursts", "robustness/robustness", "relations/ladder",
        "relations/units", "relations/interactions_over_time", "relations/dyads_over_time", "standouts/standouts",
        "relations/against", "sectors/themes_breakdown", "comentions/dyads", "comentions/units", "sectors/by_dyad",
        "lines/dyads", "change/dyads", "comentions/dyad_ladder", "robustness/outlets", "evidence/articles",
        "sectors/breakdown",
    }  # fmt: skip
    assert set(NAMES) == set(ANSWERS) - python_only


@pytest.mark.parametrize("name", NAMES)
def test_every_file_is_asked_for_and_says_its_grain(name: str) -> None:
    assert f'"{name}"' in SOURCES
    for unit, is_named in VARIANTS:
        found = statements.statement(name, unit, is_named=is_named)
        assert found.grain
        assert "{" not in found.text
        assert found.text == found.text.encode().decode("ascii")


def test_every_view_and_tail_is_part_of_a_statement() -> None:
    texts = [statements.statement(name, u, is_named=n).text for name in NAMES for u, n in VARIANTS]
    texts += [statements.statement("articles/selected", u, in_passage=True).text for u in Unit]
    for path in [*(statements.FOLDER / "views").glob("*.sql"), *(statements.FOLDER / "tails").glob("*.sql")]:
        body = statements.read(f"{path.parent.name}/{path.stem}")[1]
        assert any(body in text for text in texts), path.name


def test_connection_files_are_run() -> None:
    for name in statements.all_names():
        if name.startswith("connection/"):
            assert f'"{name.removeprefix("connection/")}"' in SOURCES or f'"{name}"' in SOURCES


def test_no_text_is_formatted_into_sql() -> None:
    assert not re.search(r"execute\(\s*f[\"']", SOURCES)


def test_a_wrong_parameter_or_column_is_refused(opened: Opener) -> None:
    connection = opened([named("CN")])
    with pytest.raises(TypeError, match="wants the parameters"):
        fetch(connection, "evidence/heads", EVERYTHING, limit=1)
    frame = fetch(connection, "articles/options", EVERYTHING)
    with pytest.raises(SchemaError, match="lacks"):
        finish("coverage/gaps", frame)


@pytest.mark.parametrize("name", NAMES)
def test_each_text_runs_and_returns_its_columns_for_each_unit(name: str, opened: Opener) -> None:
    connection = opened([named("CN", "KZ", cooperation=("CN-KZ",), sectors=("trade",))])
    own = {
        "grain": "month", "kind": "sectors", "codes": [], "asked": "any", "limit": 5, "offset": 0,
        "article_id": "a0", "article_keys": [0], "sentences": [], "article_key": 0, "facet": "outlets",
        "minimum": 1, "bloc_bits": [], "places": [0], "asked_keys": [0], "other_places": [0],
        "burst_codes": ["CN-KZ"], "burst_from": [date(2020, 1, 1)], "burst_to": [date(2020, 12, 31)],
        "is_labelled": False,
        "earlier_from": date(2019, 1, 1), "earlier_to": date(2019, 12, 31), "later_from": date(2020, 1, 1),
        "later_to": date(2020, 12, 31), "least": 1, "refused": 1, "most": 5,
    }  # fmt: skip
    for selection, mark in (
        (EVERYTHING, Mark()), (Selection(countries=("CN",)), Mark()), (Selection(blocs=("C5",)), Mark(dyad="CN-KZ")),
        (Selection(words="said"), Mark()), (Selection(blocs=("C5",), organisations=("SCO",)), Mark()),
        (Selection(words="said", countries=("CN",), partners=("KZ",)), Mark(sector="trade")),
    ):  # fmt: skip
        wanted = statements.statement(name, selection.unit(mark), is_named=selection.is_named).own
        frame = fetch(connection, name, selection, mark, **{key: own[key] for key in wanted})
        assert list(frame.columns) == ANSWERS[name].queried


@pytest.mark.parametrize("name", [name for name in NAMES if "selected" in statements.includes(name)])
def test_each_text_of_articles_knows_a_mark_of_a_name(name: str) -> None:
    for unit, is_named in VARIANTS:
        found = statements.statement(name, unit, is_named=is_named, in_passage=True)
        assert "mark_organisation" in found.parameters and "mark_leader" in found.parameters


def test_a_text_of_rows_refuses_a_mark_of_a_name_that_it_would_forget(opened: Opener) -> None:
    connection = opened([named("CN", "KZ")])
    with pytest.raises(statements.StatementError, match="one of articles"):
        fetch(connection, "comentions/population", EVERYTHING, Mark(organisation="SCO"))

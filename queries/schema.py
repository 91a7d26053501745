"""The declared columns of every answer together, and `fetch`, the one door through which answers come.

Why it exists: a column that a figure reads is written down once (`queries/declared`), with its unit and meaning, and
an answer that drifts from it fails at once instead of in a chart. `DERIVED` columns are computed in Python from the
others (intervals, tests); the rest must come out of the `.sql` file in exactly this order.
The module knows no page and no colour.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final, TypeVar

import duckdb
import numpy as np
import numpy.typing as npt
import pandas as pd

from queries import remembered
from queries.columns import Answer, Kind
from queries.declared import articles, coverage, dyads, evidence, labels, over_time, pairs
from queries.selection import NO_MARK, Mark, Selection
from queries.statements import statement
from queries.worded import look_for


class SchemaError(Exception):
    """An answer does not have its declared columns: a fault of ours, never of the reader."""


_Read = TypeVar("_Read")
_FAMILIES: Final = (labels, dyads, evidence, articles, coverage, over_time, pairs)
ANSWERS: Final[Mapping[str, Answer]] = {answer.name: answer for family in _FAMILIES for answer in family.ANSWERS}

_DTYPES: Final = {
    Kind.TEXT: "str",
    Kind.CODE: "category",
    Kind.COUNT: "int64",
    Kind.NUMBER: "float64",
    Kind.SHARE: "float64",
    Kind.FLAG: "bool",
    Kind.DATE: "datetime64[us]",
}


def fetch(
    connection: duckdb.DuckDBPyConnection,
    name: str,
    selection: Selection,
    mark: Mark | None = None,
    **own: Any,
) -> pd.DataFrame:
    """Run the statement `name` for a selection and mark; return the columns that its file owes.

    `own` are the parameters that the file declares beside the selection's. Raises SchemaError if the
    columns are not the declared ones, TypeError if `own` does not fit.
    """
    answer = ANSWERS[name]

    def ask(asked: duckdb.DuckDBPyConnection) -> pd.DataFrame:
        frame = asked.df()
        if list(frame.columns) != answer.queried:
            raise SchemaError(f"{name} returns {list(frame.columns)}; declared are {answer.queried}.")
        return _typed(frame, answer)

    found = _asked(connection, name, selection, mark or NO_MARK, own, ask, lambda frame: 16 * frame.size)
    return found.copy(deep=False)  # pandas copies a column when it is written to


def fetch_arrays(
    connection: duckdb.DuckDBPyConnection, name: str, selection: Selection, mark: Mark | None = None, **own: Any
) -> dict[str, npt.NDArray[Any]]:
    """Return what `fetch` returns as arrays of whatever width DuckDB has: millions of numbers, without a frame.

    They are read and not written to.
    """

    def ask(asked: duckdb.DuckDBPyConnection) -> dict[str, npt.NDArray[Any]]:
        arrays = {column: np.asarray(values) for column, values in asked.fetchnumpy().items()}
        if list(arrays) != ANSWERS[name].queried:
            raise SchemaError(f"{name} returns {list(arrays)}; declared are {ANSWERS[name].queried}.")
        for values in arrays.values():
            values.flags.writeable = False
        return arrays

    found = _asked(connection, name, selection, mark or NO_MARK, own, ask,
                   lambda arrays: sum(values.nbytes for values in arrays.values()))  # fmt: skip
    return dict(found)  # a caller may take out what it needs


def _asked(
    connection: duckdb.DuckDBPyConnection,
    name: str,
    selection: Selection,
    mark: Mark,
    own: dict[str, Any],
    read: Callable[[duckdb.DuckDBPyConnection], _Read],
    size: Callable[[_Read], int],
) -> _Read:
    """Return what a statement returns as `read` gives it, or gave it to an answer before that asked the same."""
    in_passage = bool(mark.organisation or mark.leader)
    found = statement(name, selection.unit(mark), is_named=selection.is_named, in_passage=in_passage)
    if own.keys() != found.own:
        raise TypeError(f"{name} wants the parameters {sorted(found.own)}, and got {sorted(own)}.")
    shared = selection.parameters(mark)
    parameters = own | {key: value for key, value in shared.items() if key in found.parameters}

    def ask() -> _Read:
        if selection.words:
            look_for(connection, shared)
        return read(connection.cursor().execute(_statement(connection, found.text), parameters))

    return remembered.once(read.__qualname__, found.text, parameters, ask, size)


_STATEMENTS: Final[dict[str, duckdb.Statement]] = {}


def _statement(connection: duckdb.DuckDBPyConnection, text: str) -> duckdb.Statement:
    """Return a text as DuckDB has read it, once for all connections: reading it is a fifth of a small question."""
    return _STATEMENTS.get(text) or _STATEMENTS.setdefault(text, connection.extract_statements(text)[0])


def finish(name: str, frame: pd.DataFrame) -> pd.DataFrame:
    """Return an answer with all its declared columns, in order and type; SchemaError if one is missing."""
    answer = ANSWERS[name]
    if missing := set(answer.names) - set(frame.columns):
        raise SchemaError(f"{name} lacks {sorted(missing)}.")
    whole = _typed(frame if list(frame.columns) == answer.names else frame[answer.names], answer)
    has_null = np.any(np.asarray(whole.isna()), axis=0)  # at once: a column at a time takes five times as long
    for column, is_null in zip(answer.columns, has_null.tolist(), strict=True):
        if is_null and not column.is_nullable:
            raise SchemaError(f"{name}.{column.name} is null where it must not be.")
    return whole.reset_index(drop=True)


def by_row(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """Return each row of an answer as its values by column; pandas takes four times as long for its own records."""
    columns = [frame[name].tolist() for name in frame]
    return [dict(zip(frame.columns, values, strict=True)) for values in zip(*columns, strict=True)]


def _typed(frame: pd.DataFrame, answer: Answer) -> pd.DataFrame:
    """Give the columns their types; pandas' own `astype` of ten rows takes five times as long, 6 ms."""
    found = dict(zip(frame.columns, frame.dtypes, strict=True))
    kinds = {c.name: _DTYPES[c.kind] for c in answer.columns if c.name in found}
    wrong = {name: kind for name, kind in kinds.items() if str(found[name]) != kind}
    if not wrong:
        return frame
    columns = {name: _cast(column, wrong[name]) if name in wrong else column for name, column in frame.items()}
    return pd.DataFrame(columns, index=frame.index, copy=False)


def _cast(column: pd.Series[Any], kind: Any) -> Any:
    """Return a column's values as another type; what is missing is no whole number, and pandas says so."""
    if column.dtype.kind in "iub" and kind not in ("str", "category"):
        return column.to_numpy().astype(kind)
    return column.astype(kind).array

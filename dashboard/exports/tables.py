"""An answer -> CSV, XLSX, Parquet, JSON that open elsewhere without running anything or losing a digit.

A cell that begins with = + - @ or a control character is a formula to a spreadsheet; in CSV and XLSX text cells of that
kind get an apostrophe in front, numbers stay numbers (THREATS E1). Parquet and JSON are read by programs and hold the
text as it is. It must not know Streamlit.
"""

from __future__ import annotations

import io
import json
import math
import re
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, Final

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import xlsxwriter

from dashboard.exports import dictionary
from dashboard.exports.guard import guarded
from dashboard.words import say

FORMATS: Final = ("csv", "xlsx", "parquet", "json")
_BOM: Final = b"\xef\xbb\xbf"  # without it Excel reads UTF-8 as the code page of the machine
_LONE: Final = re.compile(r"\r(?!\n)")
_THEN: Final = datetime(1980, 1, 1)  # the same table is the same file, whenever it is written
_CELL: Final = 32_767  # characters that a cell of XLSX holds


def table(answer: pd.DataFrame) -> pd.DataFrame:
    """Return an answer as it is handed out: over time `date, count, total, ratio` stand first, then all the rest.

    The total of a volume is that of all collections in the period; every other total is in the answer.
    """
    if "period_on" not in answer or "count_articles" not in answer:
        return answer
    counts = answer["count_articles"]
    total = answer.get("total_articles")
    if total is None:
        total = counts.groupby(answer["period_on"]).transform("sum")
    ratio = counts / total.where(total > 0)
    leading = {"date": answer["period_on"], "count": counts, "total": total, "ratio": ratio.astype("float64")}
    rest = answer.drop(columns=["period_on", "count_articles", "total_articles"], errors="ignore")
    return pd.DataFrame({**leading, **{str(name): rest[name] for name in rest}})


def csv(answer: pd.DataFrame) -> bytes:
    """Return a table as CSV (UTF-8 with its mark) with its own column names, ISO days and guarded text."""
    safe = answer.copy()
    for column in safe.columns:
        if pd.api.types.is_datetime64_any_dtype(safe[column]):
            safe[column] = safe[column].dt.strftime("%Y-%m-%d")
        elif not pd.api.types.is_numeric_dtype(safe[column]):
            safe[column] = safe[column].map(_flat).map(_lined).map(guarded)
    return _BOM + safe.to_csv(index=False).encode("utf-8")


def _lined(value: Any) -> Any:
    """Return text with a lone carriage return as a line feed: the writer quotes only these, and a program that ends a
    row at the bare one would read what follows as a cell of its own. No letter moves: spans stay true.
    """
    return _LONE.sub("\n", value) if isinstance(value, str) and "\r" in value else value


class _Exact(float):
    """A number that is written with all its digits; the writer's own form keeps sixteen of seventeen."""

    def __format__(self, form: str) -> str:
        return repr(float(self))


def xlsx(answer: pd.DataFrame, about: Mapping[str, str]) -> bytes:
    """Return a table as a workbook: the data, what they are (`about`), and what each column means."""
    out = io.BytesIO()
    plain = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(out, {"in_memory": True, **plain}) as book:
        bold, day = book.add_format({"bold": True}), book.add_format({"num_format": "yyyy-mm-dd"})
        facts = {"title": about.get("Title", ""), "comments": about.get("Source", ""), "created": _THEN}
        book.set_properties(facts)
        data = book.add_worksheet(say("exports.tables.data"))
        data.freeze_panes(1, 0)
        data.write_row(0, 0, [str(name) for name in answer.columns], bold)
        for number, name in enumerate(answer.columns):
            _column(data, number, answer[name], day)
            data.set_column(number, number, max(10, min(40, len(str(name)) + 2)))
        told = book.add_worksheet(say("exports.tables.about"))
        told.set_column(0, 0, 22)
        told.set_column(1, 1, 100)
        rows = [*((k, v) for k, v in about.items() if v), ("", "")]
        rows += [(field["name"], field["description"]) for field in dictionary.fields(answer)]
        for place, row in enumerate(rows):
            for side, words in enumerate(row):
                told.write_string(place, side, guarded(words)[:_CELL])
    return out.getvalue()


def _column(sheet: Any, number: int, values: pd.Series, day: Any) -> None:
    """Write a column below its heading: days as days, numbers as numbers, all else as guarded text."""
    for row, value in enumerate(values.tolist(), start=1):
        if isinstance(value, bool):
            sheet.write_boolean(row, number, value)
        elif isinstance(value, (int, float)):
            if math.isfinite(value):
                sheet.write_number(row, number, _Exact(value))
            elif not math.isnan(value):
                sheet.write_string(row, number, str(value))
        elif isinstance(value, pd.Timestamp):
            sheet.write_datetime(row, number, value.to_pydatetime(), day)
        elif value is not None and value is not pd.NaT and value is not pd.NA:
            sheet.write_string(row, number, str(guarded(_flat(value)))[:_CELL])


def parquet(answer: pd.DataFrame, about: Mapping[str, str]) -> bytes:
    """Return a table as Parquet with real days, and what it is in the file's metadata."""
    found = pa.Table.from_pandas(answer, preserve_index=False)
    for place, field in enumerate(found.schema):
        if pa.types.is_timestamp(field.type):
            found = found.set_column(place, field.name, found.column(place).cast(pa.date32()))
    told = {f"concordance.{key.lower()}": value for key, value in about.items() if value}
    out = io.BytesIO()
    pq.write_table(found.replace_schema_metadata(told), out)
    return out.getvalue()


def rows(answer: pd.DataFrame, about: Mapping[str, str]) -> bytes:
    """Return a table as JSON: what it is, what each column means, and the rows; what is unknown is null."""
    whole = {
        "about": {key: value for key, value in about.items() if value},
        "columns": dictionary.fields(answer),
        "rows": [{str(k): _plain(v) for k, v in row.items()} for row in answer.to_dict("records")],
    }
    return json.dumps(whole, ensure_ascii=False, indent=1, allow_nan=False).encode()


def _plain(value: Any) -> Any:
    """Return a cell as JSON holds it."""
    if isinstance(value, pd.Timestamp):
        return value.date().isoformat()
    if value is None or value is pd.NaT or value is pd.NA or (isinstance(value, float) and math.isnan(value)):
        return None
    if isinstance(value, float) and math.isinf(value):
        return str(value)
    return value if isinstance(value, (bool, int, float, str)) else _flat(value)


def _flat(value: Any) -> Any:
    """Return a list as one cell, codes parted by spaces."""
    return " ".join(map(str, value)) if isinstance(value, (list, tuple)) or hasattr(value, "tolist") else value


WRITERS: Final[Mapping[str, Callable[[pd.DataFrame, Mapping[str, str]], bytes]]] = {
    "csv": lambda answer, about: csv(answer),
    "xlsx": xlsx,
    "parquet": parquet,
    "json": rows,
}

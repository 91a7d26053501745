"""What each column of a table means: from the declared answers to a Frictionless data package.

Made from `queries/declared`, so that a column is explained once. Source of the form: Data Package and Table Schema,
version 1 (specs.frictionlessdata.io). It must not know Streamlit.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Final

import pandas as pd

from dashboard import labels
from dashboard.words import say, terms
from queries.columns import Column, Kind
from queries.schema import ANSWERS

_TYPES: Final = {
    Kind.DATE: "date", Kind.TEXT: "string", Kind.CODE: "string", Kind.COUNT: "integer", Kind.NUMBER: "number",
    Kind.SHARE: "number", Kind.FLAG: "boolean",
}  # fmt: skip
_OVER_TIME: Final = {"date": "date", "count": "integer", "total": "integer", "ratio": "number"}


def declared(answer: pd.DataFrame) -> Mapping[str, Column]:
    """Return declared columns by name, those of the answer that shares most of its columns before all others."""
    names = set(map(str, answer.columns)) | ({"period_on", "count_articles"} if "date" in answer else set())
    ordered = sorted(ANSWERS.values(), key=lambda known: (len(names & set(known.names)), -len(known.names)))
    return {column.name: column for known in ordered for column in known.columns}


def fields(answer: pd.DataFrame) -> list[dict[str, Any]]:
    """Return name, type, title and description of every column of a table, as Table Schema has them."""
    known = declared(answer)
    found = []
    for name in map(str, answer.columns):
        if "date" in answer and name in _OVER_TIME:
            kind, meaning = _OVER_TIME[name], terms("exports.dictionary.over_time")[name]
        elif name == "sentence_start":
            kind, meaning = "integer", say("exports.dictionary.sentence_start")
        elif name in known:
            kind, meaning = _TYPES[known[name].kind], known[name].meaning
        else:
            kind, meaning = _guessed(answer[name]), labels.column(name)
        found.append({"name": name, "type": kind, "title": labels.column(name), "description": meaning})
    return found


def _guessed(values: pd.Series) -> str:
    """Return the type of a column that is declared nowhere."""
    tests = (
        (pd.api.types.is_bool_dtype, "boolean"), (pd.api.types.is_integer_dtype, "integer"),
        (pd.api.types.is_float_dtype, "number"), (pd.api.types.is_datetime64_any_dtype, "date"),
    )  # fmt: skip
    return next((kind for test, kind in tests if test(values)), "string")


def resource(answer: pd.DataFrame, path: str, about: Mapping[str, str]) -> dict[str, Any]:
    """Return the resource of one CSV file of a data package; `about` is a sheet's metadata."""
    return {
        "name": path.rpartition("/")[2].removesuffix(".csv").lower().replace(" ", "-"),
        "path": path,
        "profile": "tabular-data-resource",
        "title": about.get("Title", ""),
        "description": " ".join(about.get(key, "") for key in ("Description", "Denominator")).strip(),
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": {"fields": fields(answer), "missingValues": [""]},
    }


def package(resources: list[dict[str, Any]], name: str, about: Mapping[str, str]) -> bytes:
    """Return `datapackage.json` of some resources, with source, snapshot and link of what they were made from."""
    whole = {
        "profile": "tabular-data-package",
        "name": name.lower(),
        "title": about.get("Title", ""),
        "description": about.get("Description", ""),
        "sources": [{"title": about["Source"]}] if about.get("Source") else [],
        "snapshot": about.get("Snapshot", ""),
        "link": about.get("Link", ""),
        "quality": about.get("Quality", ""),
        "resources": resources,
    }
    return json.dumps(whole, ensure_ascii=False, indent=1).encode()

"""A table opens elsewhere without running anything, without losing a digit, and with its columns explained."""

from __future__ import annotations

import csv
import io
import json
import re

import openpyxl
import pandas as pd
import pyarrow.parquet as pq
import pytest

from dashboard.exports import dictionary, guard, links, tables
from tests.benchmarks.exports import tables as checks
from tests.dashboard.exports.conftest import Maker

PAYLOADS = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1", "\n=1", "\u00a0=1", '=HYPERLINK("http://x","y")',
            "＝1", "＠SUM(A1)", "\u200b=1", "\ufeff+1", "\x0b=1", "\u2003-1", "\tx"]  # fmt: skip
ABOUT = {"Title": "=cmd()", "Source": "Source: these tests.", "Snapshot": "abc", "Description": "A table."}


def sheet(data: bytes, name: str = "Data") -> list[tuple]:
    return list(openpyxl.load_workbook(io.BytesIO(data))[name].iter_rows(values_only=True))


@pytest.mark.parametrize("text", PAYLOADS)
def test_text_that_could_be_a_formula_is_guarded(text: str) -> None:
    assert guard.guarded(text) == f"'{text}"


@pytest.mark.parametrize("value", [-3, -0.5, "a=b", "", "–5", None, "China"])
def test_what_is_no_formula_stays(value: object) -> None:
    assert guard.guarded(value) == value


def test_no_cell_of_a_workbook_is_a_formula() -> None:
    book = openpyxl.load_workbook(io.BytesIO(tables.xlsx(pd.DataFrame({"text": PAYLOADS}), ABOUT)))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s"} and not [c for c in cells if c.hyperlink]


def test_no_row_of_a_csv_begins_inside_a_cell() -> None:
    data = tables.csv(pd.DataFrame({"text": ["a\r=1+1", "\r=1+1", "b\r\nc"]})).decode("utf-8-sig")
    assert [row[0] for row in csv.reader(io.StringIO(data, newline=""))] == ["text", "a\n=1+1", "'\n=1+1", "b\r\nc"]
    assert not re.search(r"\r(?!\n)", data), "a program that ends a row at a bare CR would read a formula"


def test_numbers_stay_numbers_and_days_are_days() -> None:
    answer = pd.DataFrame(
        {"on": pd.to_datetime(["2025-06-16", None]), "n": [-1, 2], "share": [-0.5, float("nan")],
         "outlet": pd.array(["=cmd()", None], dtype="str"), "codes": [["a", "b"], []]}
    )  # fmt: skip
    data = tables.csv(answer)
    assert data.startswith(b"\xef\xbb\xbf")
    lines = data.decode("utf-8-sig").splitlines()
    assert lines == ["on,n,share,outlet,codes", "2025-06-16,-1,-0.5,'=cmd(),a b", ",2,,,"]
    assert pd.read_csv(io.BytesIO(data))["n"].tolist() == [-1, 2]
    assert answer["outlet"].iloc[0] == "=cmd()", "the answer itself is not changed"
    rows = sheet(tables.xlsx(answer, ABOUT))
    assert rows[1][0].isoformat() == "2025-06-16T00:00:00" and rows[1][1:] == (-1, -0.5, "'=cmd()", "a b")
    assert rows[2][:4] == (None, 2, None, None)


def test_negative_and_scientific_numbers_round_trip_in_every_form() -> None:
    assert checks.lost(checks.numbers(1_000, 3)) == {"CSV": 0, "XLSX": 0, "Parquet": 0, "JSON": 0}


@pytest.mark.parametrize(("page", "key"), [("timelines", "labels"), ("timelines", "volume"), ("sectors", "time")])
def test_a_timeline_begins_with_date_count_total_ratio(scene_of: Maker, page: str, key: str) -> None:
    scene = scene_of()
    chart = links.maker(page, scene.view, key)(scene)
    table = tables.table(chart.answer)
    assert list(table.columns)[:4] == ["date", "count", "total", "ratio"]
    some = table[table["total"] > 0]
    assert len(some) and (some["ratio"] * some["total"] - some["count"]).abs().max() < 1e-9
    assert set(chart.answer.columns) - {"period_on", "count_articles", "total_articles"} <= set(table.columns)
    assert table["count"].tolist() == chart.answer["count_articles"].tolist()


def test_every_form_of_a_table_holds_the_same_rows(scene_of: Maker) -> None:
    scene = scene_of(interaction="any")
    for page, key in (("comentions", "dyads"), ("sectors", "grid"), ("timelines", "labels")):
        table = tables.table(links.maker(page, scene.view, key)(scene).answer)
        text = pd.read_csv(io.BytesIO(tables.csv(table)), keep_default_na=False)
        book = pd.DataFrame(sheet(tables.xlsx(table, ABOUT))[1:], columns=table.columns)
        part = pq.read_table(io.BytesIO(tables.parquet(table, ABOUT))).to_pandas()
        rows = pd.DataFrame(json.loads(tables.rows(table, ABOUT))["rows"])
        for name in table.columns:
            if pd.api.types.is_numeric_dtype(table[name]):
                wanted = table[name].astype("float64")
                for other in (text, book, part, rows):
                    got = pd.to_numeric(other[name].replace("", None)).astype("float64")
                    pd.testing.assert_series_equal(wanted, got, check_exact=True, check_names=False)


def test_parquet_and_json_and_the_workbook_say_what_they_are() -> None:
    answer = pd.DataFrame({"count_articles": [1]})
    kept = pq.read_table(io.BytesIO(tables.parquet(answer, ABOUT))).schema.metadata
    assert kept[b"concordance.snapshot"] == b"abc"
    assert json.loads(tables.rows(answer, ABOUT))["about"]["Snapshot"] == "abc"
    about = dict(row[:2] for row in sheet(tables.xlsx(answer, ABOUT), "About"))
    assert about["Title"] == "'=cmd()" and about["Snapshot"] == "abc" and "articles" in about["count_articles"]


# Table Schema 1 and Tabular Data Package 1, the parts that we write, as their specifications have them.
PACKAGE = {
    "type": "object", "required": ["profile", "name", "resources"],
    "properties": {
        "profile": {"const": "tabular-data-package"}, "name": {"pattern": r"^[-a-z0-9._/]+$"},
        "sources": {"type": "array", "minItems": 1, "items": {"type": "object", "required": ["title"]}},
        "resources": {"type": "array", "minItems": 1, "items": {
            "required": ["name", "path", "profile", "schema"],
            "properties": {
                "name": {"pattern": r"^[-a-z0-9._/]+$"}, "path": {"pattern": r"^(?!/)(?!.*\.\.).+$"},
                "profile": {"const": "tabular-data-resource"}, "mediatype": {"pattern": r"^(.+)/(.+)$"},
                "schema": {"required": ["fields"], "properties": {
                    "missingValues": {"type": "array", "items": {"type": "string"}},
                    "fields": {"type": "array", "minItems": 1, "items": {
                        "required": ["name", "type"], "properties": {
                            "name": {"type": "string"}, "title": {"type": "string"},
                            "description": {"type": "string", "minLength": 3},
                            "type": {"enum": ["string", "number", "integer", "boolean", "date"]},
                        }}},
                }},
            }}},
    },
}  # fmt: skip


@pytest.mark.parametrize(("page", "key"), [(page, key) for page in links.CHARTS for key in links.CHARTS[page]])
def test_the_column_dictionary_is_a_data_package_whose_types_hold(scene_of: Maker, page: str, key: str) -> None:
    jsonschema = pytest.importorskip("jsonschema")
    about = {"dyad": {"dyad": "CN-KZ"}, "country": {"country": "KZ"}}.get(page, {})
    scene = scene_of(interaction="any", focus="CN", **about)
    table = tables.table(links.maker(page, scene.view, key)(scene).answer)
    described = dictionary.resource(table, "data/table.csv", ABOUT)
    whole = json.loads(dictionary.package([described], "table", ABOUT))
    jsonschema.validate(whole, PACKAGE)
    fields = whole["resources"][0]["schema"]["fields"]
    read = pd.read_csv(io.BytesIO(tables.csv(table)), keep_default_na=False, dtype=str)
    assert [field["name"] for field in fields] == list(read.columns)
    fits = {"integer": r"-?\d+", "number": r"-?[\d.]+(e-?\d+)?|inf", "date": r"\d{4}-\d\d-\d\d",
            "boolean": "True|False", "string": ".*"}  # fmt: skip
    for field in fields:
        cells = read[field["name"]]
        assert cells[cells != ""].str.fullmatch(fits[field["type"]]).all(), field

"""The bundle holds what its checksums say, and every count in it can be counted again from its own files."""

from __future__ import annotations

import hashlib
import io
import json
import subprocess
import sys
import zipfile
from pathlib import Path

import pandas as pd
import pytest

from dashboard.reports import bundle
from dashboard.reports.gallery import Gallery
from tests.dashboard.reports.conftest import Builder, blocks

CHARTS = [
    ("overview?interaction=any", "sectors"),
    ("overview?interaction=any", "volume"),
    ("timelines?interaction=any&labels=dyads", "labels"),
    ("comentions?focus=CN", "dyads"),
    ("sectors?interaction=any", "change"),
    ("dyad?dyad=CN-KZ", "ladder"),
    ("dyad?dyad=CN-KZ", "checks"),
    ("country?country=KZ&interaction=any", "time"),
]


@pytest.fixture(scope="module")
def folder(built: Builder, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the unpacked bundle of a report with charts of every page and a list."""
    written = [f'kind = "chart"\nlink = "{link}"\npanel = "{key}"' for link, key in CHARTS]
    report = built(blocks(*written, 'kind = "evidence"\nlink = "?mark=dyad.CN-KZ&panel=dyads"'))
    assert not report.problems
    made = bundle.bundle(report, Gallery(None), {"report.txt": b"x"})
    assert report.snapshots
    path = tmp_path_factory.mktemp("bundle")
    zipfile.ZipFile(io.BytesIO(made)).extractall(path)
    return path


def test_checksums_cover_every_file(folder: Path) -> None:
    sums = dict(line.split("  ")[::-1] for line in (folder / "SHA256SUMS").read_text().splitlines())
    there = {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()} - {"SHA256SUMS"}
    assert set(sums) == there
    assert all(hashlib.sha256((folder / name).read_bytes()).hexdigest() == known for name, known in sums.items())


def test_each_count_is_the_number_of_articles_in_its_evidence(folder: Path) -> None:
    checked = 0
    for link in pd.read_csv(folder / "links.csv", keep_default_na=False).to_dict("records"):
        articles = pd.read_csv(folder / str(link["evidence"]))
        assert articles["article_id"].nunique() == len(articles) == int(link["articles"])
        if link["members"]:
            data, named = pd.read_csv(folder / str(link["data"])), pd.read_csv(folder / str(link["members"]))
            counts = named.groupby("row")["article_id"].nunique().reindex(range(1, len(data) + 1), fill_value=0)
            assert counts.tolist() == data[str(link["counted"])].tolist(), link["name"]
            assert set(named["article_id"]) <= set(articles["article_id"])
            checked += len(data)
    assert checked > 300


def test_the_program_inside_counts_again_and_sees_what_was_changed(folder: Path) -> None:
    command = [sys.executable, "-I", str(folder / "recompute.py")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0 and "; 0 do not agree." in done.stdout
    data = next((folder / "data").glob("*-overview-sectors.csv"))
    whole = data.read_bytes()
    lines = whole.decode("utf-8-sig").splitlines()
    cells = lines[1].split(",")
    cells[1] = str(int(cells[1]) + 1)
    data.write_text("\n".join([lines[0], ",".join(cells), *lines[2:]]), encoding="utf-8-sig")
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    data.write_bytes(whole)
    assert done.returncode == 1 and "was changed" in done.stdout and "row 1: it says" in done.stdout


def test_columns_and_links_are_explained(folder: Path) -> None:
    package = json.loads((folder / "data" / "datapackage.json").read_text())
    for resource in package["resources"]:
        table = pd.read_csv(folder / "data" / resource["path"])
        assert [field["name"] for field in resource["schema"]["fields"]] == list(table.columns)
    assert "snapshot=" in (folder / "report.toml").read_text()


def test_no_workbook_says_when_it_was_made(folder: Path) -> None:
    for path in (folder / "data").glob("*.xlsx"):
        with zipfile.ZipFile(path) as parts:
            assert b"1980-01-01" in parts.read("docProps/core.xml")

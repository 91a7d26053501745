"""`concordance export` writes what the page of a link shows, and says in a sentence what it cannot."""

from __future__ import annotations

import dataclasses
import io
import json
from pathlib import Path

import pandas as pd
import pytest
from click.testing import CliRunner, Result

from dashboard.charts.registry import CHARTS
from dashboard.cli import main
from dashboard.exports import evidence, links, sheet
from data.snapshots import Snapshot
from queries.version import ANSWERS
from tests.dashboard.conftest import Opener
from tests.dashboard.exports.conftest import Maker
from tests.dashboard.screens import charts


def run(store: tuple[Path, Snapshot], *arguments: str) -> Result:
    return CliRunner().invoke(main, ["export", *arguments, "--store", str(store[0])])


def test_a_table_is_written_with_its_columns_explained(store: tuple[Path, Snapshot], tmp_path: Path) -> None:
    path = tmp_path / "new" / "table.csv"
    done = run(
        store, "http://127.0.0.1:8501/sectors?countries=CN&interaction=any", "--to", str(path), "--panel", "grid"
    )
    assert done.exit_code == 0, done.output
    assert done.output.split() == [str(path), str(path.with_suffix(".datapackage.json"))]
    package = json.loads(path.with_suffix(".datapackage.json").read_text())
    table = pd.read_csv(path)
    assert [field["name"] for field in package["resources"][0]["schema"]["fields"]] == list(table.columns)
    assert package["snapshot"] == store[1].id and package["resources"][0]["path"] == "table.csv"
    query = f"answers={ANSWERS}&countries=CN&interaction=any&panel=grid&snapshot={store[1].id}"
    assert package["link"] == f"sectors?{query}"


def test_the_numbers_are_those_of_the_page(store: tuple[Path, Snapshot], opened: Opener, tmp_path: Path) -> None:
    app = opened("sectors", countries="CN", interaction="any")
    bars = [t for t in charts(app)["chart-sectors"]["figure"]["data"] if t["type"] == "bar"]
    run(store, "sectors?countries=CN&interaction=any", "--to", str(tmp_path / "table.json"))
    rows = json.loads((tmp_path / "table.json").read_text())["rows"]
    drawn = {str(data[1]) for bar in bars for data in bar["customdata"]}
    assert {str(row["count_articles"]) for row in rows} == drawn


@pytest.mark.parametrize("query", ["interaction=any", "interaction=any&mark=dyad.CN-KZ&panel=dyads"])
def test_evidence_is_the_complete_list_of_the_view_or_its_open_mark(
    store: tuple[Path, Snapshot], tmp_path: Path, query: str
) -> None:
    paths = [tmp_path / name for name in ("evidence.csv", "evidence.json", "list.ris")]
    done = run(store, f"/?{query}", *(word for path in paths for word in ("--to", str(path))))
    assert done.exit_code == 0, done.output
    finds = pd.read_csv(io.BytesIO(paths[0].read_bytes()))
    cited = json.loads(paths[1].read_text())
    assert finds["article_id"].nunique() == len(cited) == paths[2].read_text().count("TY  - ") > 50
    assert ("mark" in query) == (len(cited) < 400)


def test_every_panel_is_written_where_the_name_asks_for_it(store: tuple[Path, Snapshot], tmp_path: Path) -> None:
    done = run(store, "/sectors", "--to", str(tmp_path / "figure-{panel}.html"))
    assert done.exit_code == 0, done.output
    written = {path.name for path in tmp_path.iterdir()}
    assert written == {f"figure-{key}.html" for key in CHARTS["sectors"]}


@pytest.mark.parametrize(
    ("arguments", "said"),
    [(["/sector", "--to", "figure.svg"], "The nearest is sectors"),
     (["/sectors", "--to", "figure.gif"], "no form ends with “.gif”"),
     (["/sectors", "--to", "table.csv", "--panel", "map"], "Its panels are sectors, grid, together"),
     (["/articles", "--to", "figure.html"], "draws no chart"),
     (["/sectors?snapshot=0123456789abcdef", "--to", "table.csv"], "0123456789abcdef"),
     (["/comentions?view=table", "--to", "figure.html"], "draws no figure"),
     (["/?countries=IR&with=TJ", "--to", "table.csv"], "too few for a pattern")],
)  # fmt: skip
def test_what_cannot_be_written_is_said(
    store: tuple[Path, Snapshot], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], said: str
) -> None:
    monkeypatch.chdir(tmp_path)
    done = run(store, *arguments)
    assert done.exit_code == 2 and said in done.output.replace("\n", " ")
    assert not list(tmp_path.iterdir()) and "Traceback" not in done.output


def test_what_is_wrong_in_the_link_is_said_and_the_rest_is_done(store: tuple[Path, Snapshot], tmp_path: Path) -> None:
    done = run(store, "/sectors?sectors=turism", "--to", str(tmp_path / "table.csv"))
    assert done.exit_code == 0 and "turism" in done.output and (tmp_path / "table.csv").exists()


def test_a_file_that_holds_a_map_holds_its_shapes_and_asks_for_nothing(
    store: tuple[Path, Snapshot], tmp_path: Path
) -> None:
    run(store, "/comentions?interaction=any", "--to", str(tmp_path / "figure.html"))
    page = (tmp_path / "figure.html").read_text()
    assert "default-src 'none'" in page and 'PlotlyGeoAssets = {topojson: {"world_' in page
    assert "<script src" not in page and 'id="saving"' in page


@pytest.mark.parametrize(
    ("page", "key", "query", "part"),
    [("comentions", "dyads", {"focus": "CN"}, "China"), ("comentions", "ranked", {"focus": "CN"}, "China"),
     ("sectors", "change", {}, "2022 and 2023"),
     ("timelines", "change", {"since": "2020-01-01"}, "2022 and 2023")],
)  # fmt: skip
def test_n_is_the_number_of_articles_that_the_chart_draws(
    scene_of: Maker, page: str, key: str, query: dict[str, str], part: str
) -> None:
    scene = scene_of(interaction="any", **query)
    chart = links.maker(page, scene.view, key)(scene)
    words = sheet.sheet(scene, chart, page)
    drawn = evidence.articles(scene, None, chart.panel.selection)
    if key == "change":
        wanted = int(chart.answer["count_earlier"].iloc[0] + chart.answer["count_later"].iloc[0])
        wanted = wanted if page == "timelines" else int(chart.answer[["total_earlier", "total_later"]].iloc[0].sum())
    else:
        wanted = int(drawn["countries"].str.split().map(lambda codes: "CN" in codes).sum())
    assert 0 < words.count == wanted < len(drawn)
    assert part in words.among and f"of {len(drawn):,} of the selection" in words.among
    assert any(f"n = {words.count:,} articles ({part}" in line for line in words.notes())


def test_n_leaves_out_what_no_label_can_be_found_in(scene_of: Maker) -> None:
    scene = scene_of(interaction="any")
    chart = links.maker("sectors", scene.view, "sectors")(scene)
    assert sheet.sheet(scene, chart, "sectors").among == ""
    fewer = dataclasses.replace(chart, answer=chart.answer.assign(total_articles=7))
    assert sheet.sheet(scene, fewer, "sectors").notes()[1].startswith("n = 7 articles (in a coded language), of 900 of")

"""The Add articles page: looked at first, kept by a process of its own, taken back with a click."""

from __future__ import annotations

import multiprocessing
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.adding import cleaned
from dashboard.jobs import Desk, Job, Status
from data import ingest as ingesting
from data.snapshots import Store
from tests.dashboard.conftest import APP, PATIENCE

ROOT = Path(__file__).parents[2]
Page = Callable[[], AppTest]


@pytest.fixture
def page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Page:
    """Return a function that opens the page as a browser would, beside the embedded sample."""
    monkeypatch.setenv("CONCORDANCE_STORE", "")
    monkeypatch.setenv("CONCORDANCE_NEW_STORE", str(tmp_path / "store"))
    monkeypatch.setenv("CONCORDANCE_SHARED", "")
    monkeypatch.setenv("PYTHONPATH", str(ROOT))

    def opener() -> AppTest:
        app = AppTest.from_file(str(APP), default_timeout=PATIENCE)
        app.switch_page("app_pages/adding.py").run()
        assert not app.exception and not app.error, [e.value for e in (*app.exception, *app.error)]
        return app

    return opener


def ended(desk: Desk) -> Job:
    deadline = time.monotonic() + 240
    while (job := desk.job()) is None or job.is_running:
        assert time.monotonic() < deadline, job
        time.sleep(0.2)
    return job


def said(app: AppTest) -> str:
    return "\n".join(e.value for kind in ("markdown", "caption", "info", "success") for e in app.get(kind))


def test_a_text_is_looked_at_kept_and_taken_back(page: Page, tmp_path: Path) -> None:
    desk = Desk(tmp_path / "store")
    app = page()
    assert "embedded sample" in said(app) and app.button(key="adding-look").disabled
    app.segmented_control(key="adding-kind").set_value("A text").run()
    app.text_input(key="adding-title").set_value("Talks")
    app.text_area(key="adding-text").set_value(
        "China and Kazakhstan signed a trade agreement. <script>alert(1)</script>"
    )
    app.run()
    app.button(key="adding-look").click().run()
    assert ended(desk).status is Status.LOOKED
    assert desk.store.current() is None, "nothing is kept before it is told"
    app = page()  # another window sees the same
    assert "**1 article** would be added" in said(app) and "Countries: China, Kazakhstan" in said(app)
    assert "<script>" not in said(app)
    app.button(key="adding-keep").click().run()
    kept = ended(desk)
    assert (kept.status, kept.is_new) == (Status.KEPT, True)
    assert not list((tmp_path / "store" / "adding").glob("*/")), "what was given is not kept twice"
    app = page()
    current = desk.store.current()
    assert current is not None and current.id in said(app)
    app.button(key="adding-undo").click().run()
    assert desk.store.current() is None and desk.job() is None
    assert "embedded sample" in said(page())


def test_one_job_at_a_time_and_a_stopped_one_leaves_the_store(page: Page, tmp_path: Path) -> None:
    desk = Desk(tmp_path / "store")
    folder = desk.inputs()
    (folder / "one.txt").write_text("Peru met Chile.")
    assert desk.look([str(folder)])
    assert not Desk(tmp_path / "store").look([str(folder)]), "another window has to wait"
    assert ended(desk).status is Status.LOOKED
    with desk.store.writing():  # so it cannot end before it is stopped
        assert desk.keep()
        assert not Desk(tmp_path / "store").look([str(folder)])
        assert "started in another window" in said(page())
        desk.stop()
        job = desk.job()
        assert job is not None and (job.status, job.snapshot) == (Status.STOPPED, None)
    assert desk.store.current() is None
    assert "nothing of it was kept" in said(page())
    assert desk.look([str(folder)]), "the next may begin"
    assert ended(desk).status is Status.LOOKED


def test_refusals_are_named_as_the_person_knows_them(page: Page, tmp_path: Path) -> None:
    desk = Desk(tmp_path / "store")
    folder = desk.inputs()
    (folder / "inner").mkdir()
    (folder / "inner" / "bad.jsonl").write_text("{broken\n")
    assert desk.look([str(folder), "http://127.0.0.1:9/"])
    job = ended(desk)
    assert [row["file"] for row in job.refusals] == [str(Path("inner") / "bad.jsonl"), "http://127.0.0.1:9/"]
    app = page()
    assert app.dataframe[0].value["remedy"].str.len().min() > 0
    assert str(tmp_path) not in said(app)


def test_nobody_adds_where_others_read_along(page: Page, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CONCORDANCE_SHARED", "1")
    app = AppTest.from_file(str(APP), default_timeout=PATIENCE).run()
    assert "Add articles" not in {link.proto.label for link in app.get("page_link")}
    assert {link.proto.label for link in app.get("page_link")} >= {"Method"}


@pytest.mark.parametrize(
    "name", ["../../etc/passwd", "/etc/passwd", "..\\..\\x.txt", "a/../../b", "\x00", "..", "a" * 300]
)
def test_a_file_s_name_stays_inside_its_folder(name: str, tmp_path: Path) -> None:
    inner = cleaned(name)
    assert not inner.is_absolute() and ".." not in inner.parts and inner.parts
    (tmp_path / inner).resolve().relative_to(tmp_path.resolve())
    assert all(len(part) <= 120 for part in inner.parts)


def test_the_store_is_the_one_that_the_dashboard_shows(page: Page, tmp_path: Path) -> None:
    assert Store(tmp_path / "store").current() is None
    assert "Embedded sample" in said(AppTest.from_file(str(APP), default_timeout=PATIENCE).run())


def test_processes_of_an_ingest_do_not_draw_the_dashboard_again(
    page: Page, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page()  # from here on the main module of this process is the dashboard's entry, as in the server
    monkeypatch.setattr(ingesting, "_BATCH_CHARACTERS", 500)
    monkeypatch.setattr(ingesting, "_ALONE", 0)
    path = tmp_path / "news.jsonl"
    path.write_text(
        "".join(f'{{"id": "n{i}", "text": "Peru and Chile signed a trade agreement."}}\n' for i in range(60))
    )
    alive: set[int] = set()
    ingesting.ingest(
        [path],
        Store(tmp_path / "two"),
        processes=2,
        progress=lambda *_: alive.add(len(multiprocessing.active_children())),
    )
    assert max(alive) == 2  # they work; one that draws ends at once

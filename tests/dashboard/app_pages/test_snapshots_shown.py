"""Which records a page shows: those of the link, those of now, or a sentence where there are none."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.state import ViewState, serialise
from data.ingest import ingest
from data.snapshots import Snapshot, Store
from tests.dashboard import corpus
from tests.dashboard.conftest import APP, PATIENCE, Opener
from tests.dashboard.screens import PAGES, charts, fine, listed, total, url


@pytest.mark.parametrize("page", PAGES)
def test_a_snapshot_that_is_not_there_is_said_and_nothing_is_put_in_its_place(opened: Opener, page: str) -> None:
    app = opened(page, snapshot="0123456789abcdef")
    assert len(app.error) == 1 and "0123456789abcdef" in app.error[0].value
    assert not app.exception and not charts(app) and not app.sidebar.multiselect
    next(button for button in app.button if button.key == "see-now").click().run()
    fine(app)
    assert "snapshot" not in url(app) and total(app) > 100


def test_a_link_that_names_its_snapshot_shows_it(opened: Opener, store: tuple[Path, Snapshot]) -> None:
    app = opened("sectors", snapshot=store[1].id)
    fine(app)
    assert total(app) == total(opened("sectors"))


def test_an_empty_store_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CONCORDANCE_STORE", str(tmp_path))
    app = AppTest.from_file(str(APP), default_timeout=PATIENCE).run()
    assert "concordance ingest" in app.error[0].value.replace("\\", "") and not app.exception


def test_a_store_without_a_dated_article_is_shown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    article = corpus.Article(0, None, ("CN", "KZ"), "cooperation", ("trade",), "diplomacy")
    snapshot = corpus.write(tmp_path / "snapshots" / "x", [article])
    (tmp_path / "snapshots" / "x").rename(tmp_path / "snapshots" / snapshot.id)
    (tmp_path / "current").write_text(snapshot.id)
    monkeypatch.setenv("CONCORDANCE_STORE", str(tmp_path))
    app = AppTest.from_file(str(APP), default_timeout=PATIENCE).run()
    fine(app)
    assert total(app) == 1 and "undated" in listed(app)
    for page in PAGES[1:]:
        app.switch_page(f"app_pages/{page}.py").run()
        fine(app)


def test_a_frozen_link_shows_what_was_published_and_offers_what_is_now(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = Store(tmp_path / "store")
    monkeypatch.setenv("CONCORDANCE_STORE", str(store.path))
    lines = [f'{{"id": "{i}", "text": "Peru signed a trade agreement with Chile.", "published": "2024-05-0{i}"}}'
             for i in range(1, 9)]  # fmt: skip
    shots = []
    for name, part in (("a", lines[:6]), ("b", lines[6:])):
        (tmp_path / f"{name}.jsonl").write_text("\n".join(part))
        shots.append(ingest([tmp_path / f"{name}.jsonl"], store).snapshot)
    first, second = (shot.id for shot in shots if shot)
    app = AppTest.from_file(str(APP), default_timeout=PATIENCE)
    for key, value in serialise(ViewState().frozen(first)).items():
        app.query_params[key] = value
    app.run()
    assert total(app) == 6
    assert (
        first in app.info[0].value and "6 articles" in app.info[0].value and f"{second}, holds 8" in app.info[0].value
    )
    app.button(key="see-now").click().run()
    assert total(app) == 8 and not app.info and not url(app)


def test_a_link_of_other_answers_says_so(opened: Opener) -> None:
    app = opened("sectors", answers="7")
    assert "version 7" in app.warning[0].value and total(app) > 100

"""Every chart can be taken out from its page; the menu costs nothing until it is opened."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from dashboard import controls
from dashboard.exports import links
from tests.dashboard.conftest import Opener


@pytest.mark.parametrize(("page", "key"), [("overview", "sectors"), ("comentions", "dyads")])
def test_the_menu_offers_every_form_once_it_is_open(opened: Opener, page: str, key: str) -> None:
    app: AppTest = opened(page, interaction="any", mark="dyad.CN-KZ", panel=key)
    assert not app.get("download_button") and app.session_state[controls.PAGE] in ("", page)
    app.session_state[f"take-{key}"] = True
    app.run()
    assert not app.exception and not app.error
    names = {button.proto.label for button in app.get("download_button")}
    assert {"CSV", "XLSX", "PARQUET", "HTML", "RIS", "BibTeX", "CSL-JSON", "Columns explained"} <= names
    frozen, live, frame, cited = (code.value for code in app.code)
    back = links.read(frozen)
    assert back.page == page and back.view.snapshot and back.view.mark is not None
    assert not links.read(live).view.snapshot and "<iframe" in frame and f"present={key}" in frame
    assert back.view.snapshot in cited

"""Every chart can be taken out from its page; the menu costs nothing until it is opened."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from dashboard import controls, taking
from dashboard.exports import links
from dashboard.exports.images import NoImage
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


def test_why_a_file_was_not_made_is_said_when_the_menu_is_opened_again(opened: Opener) -> None:
    app: AppTest = opened("overview", interaction="any")

    def fail() -> bytes:
        raise NoImage("The browser <b>took</b> longer than 60 seconds.")

    failed: list[str] = []
    with pytest.raises(NoImage):
        taking.told(failed, fail)
    app.session_state["downloads-failed"] = failed
    app.session_state["take-sectors"] = True
    app.run()
    (said,) = app.error
    assert "longer than 60 seconds" in said.value and "<b>" not in said.value.replace("\\<", "")
    app.run()
    assert not app.error

"""An address copied from a browser leads to its page and view; what leads nowhere is said."""

from __future__ import annotations

import pytest
from hypothesis import given

from dashboard.exports import links
from dashboard.state import ViewState
from tests.dashboard.test_state import views


@pytest.mark.parametrize(
    ("address", "page"),
    [("http://127.0.0.1:8501/comentions?countries=CN&with=KZ", "comentions"), ("/?countries=CN&with=KZ", "overview"),
     ("comentions?countries=CN&with=KZ", "comentions"), ("countries=CN&with=KZ", "overview"),
     ("?countries=CN&with=KZ", "overview"),
     ("https://example.org/under/a/base/timelines?countries=CN&with=KZ&embed=true", "timelines")],
)  # fmt: skip
def test_an_address_in_any_form_is_read(address: str, page: str) -> None:
    link = links.read(address)
    assert link.page == page and link.notices == ()
    assert link.view.selection.countries == ("CN",) and link.view.selection.partners == ("KZ",)


def test_an_unknown_page_is_said_with_the_nearest() -> None:
    with pytest.raises(links.LinkError, match=r"“comention” is no page.*nearest is comentions"):
        links.read("http://localhost/comention?countries=CN")


def test_what_is_wrong_in_the_query_is_named() -> None:
    assert "turism" in links.read("?sectors=turism").notices[0]


def test_an_unknown_panel_is_said_with_those_that_are_there() -> None:
    with pytest.raises(links.LinkError, match="Its panels are sectors, grid, together"):
        links.maker("sectors", ViewState(), "map")
    with pytest.raises(links.LinkError, match="draws no chart"):
        links.maker("articles", ViewState())


@given(views())
def test_a_frozen_link_leads_back_to_the_view(view: ViewState) -> None:
    back = links.read(links.frozen("timelines", view, "abc123"))
    assert back.notices == () and back.view.snapshot == "abc123"
    assert links.frozen(back.page, back.view, "abc123") == links.frozen("timelines", view, "abc123")


def test_a_frame_shows_one_chart_alone_and_its_title_cannot_break_out() -> None:
    address = links.presented("sectors", ViewState(), "grid", "abc123")
    link = links.read(address)
    assert link.notices == () and link.view.present == "grid" and link.view.snapshot == "abc123"
    snippet = links.snippet("http://127.0.0.1:8501/", address, '"><script>alert(1)</script>')
    assert snippet.count("<") == 2 and "http://127.0.0.1:8501/sectors?answers=" in snippet

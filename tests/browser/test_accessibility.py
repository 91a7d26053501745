"""Every page on a desk: whole, and under axe without a serious or critical finding, in light and dark."""

from __future__ import annotations

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.conftest import Visitor
from tests.browser.test_dashboard import CHARTS, desk_only, is_whole

VIEWS = (
    *((page, "") for page in CHARTS),
    ("comentions", "interaction=any&view=matrix"),
    ("sectors", "countries=CN&mark=sector.trade&panel=sectors&with=KZ"),
    ("comentions", "present=dyads"),
    ("timelines", "labels=dyads&layout=grid"),
    ("dyad", "dyad=CN-KZ"),
    ("country", "country=KZ"),
    ("adding", ""),
    ("report", ""),
)


def grave(found: dict[str, Any]) -> list[str]:
    """Return the findings that keep a reader out, each with the element it is about."""
    return [
        f"{rule['impact']}: {rule['id']}: {node['html'][:160]}"
        for rule in found["violations"]
        if rule["impact"] in ("serious", "critical")
        for node in rule["nodes"]
    ]


# The words of a page's heading in the colour of its look, as a browser computes it.
INK = "getComputedStyle(document.querySelector('h1, h2, [data-testid=stMain]')).color"


@desk_only
@pytest.mark.parametrize(("page", "query"), VIEWS)
def test_no_page_keeps_a_reader_out_and_each_is_whole(visitor: Visitor, page: str, query: str) -> None:
    found, inks = {}, set()
    visitor.tab.emulate_media(color_scheme="light")
    visitor.open(page, query)
    if page in CHARTS and not query:
        is_whole(visitor, page)
    for look in ("light", "dark"):
        visitor.tab.emulate_media(color_scheme=look)
        visitor.settle()
        inks.add(visitor.tab.evaluate(INK))
        found[look] = grave(Axe().run(visitor.tab).response)
    assert found == {"light": [], "dark": []} and len(inks) == 2


@desk_only
def test_the_check_finds_what_is_wrong(visitor: Visitor) -> None:
    visitor.open("method")
    visitor.tab.evaluate("document.querySelector('h1').style.color = '#ddd'")
    visitor.tab.emulate_media(color_scheme="light")
    assert any("color-contrast" in line for line in grave(Axe().run(visitor.tab).response))

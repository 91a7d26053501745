"""What a reader meets in a real browser: every page, a filter, a link, a mark and the list behind it."""

from __future__ import annotations

import math
import re
from typing import Any

import pytest

from tests.browser.conftest import PATIENCE, Visitor

CHARTS = {"": 3, "timelines": 2, "comentions": 1, "sectors": 5, "articles": 0, "method": 0}
PER_PAGE = 10
# The marks of one chart: the middle of each on the screen, and what it carries. Plotly binds its data to the drawn
# elements; counting elements instead would go wrong where a period without articles has none.
MARKS = """async (panel) => {
  const chart = document.querySelector(`.st-key-panel-${panel} .js-plotly-plot`);
  for (let last = NaN, top; last !== (top = chart.getBoundingClientRect().top); last = top)  // until it is at rest
    await new Promise((done) => setTimeout(done, 100));
  return [...chart.querySelectorAll('g.trace')].flatMap((group) => {
    const calculated = group.__data__;
    const trace = calculated && calculated[0] && calculated[0].trace;
    return [...group.querySelectorAll('.point')].map((point) => {
      const box = point.getBoundingClientRect();
      const index = point.__data__.i ?? point.__data__.index ?? calculated.indexOf(point.__data__);
      const [mark, count] = (trace && trace.customdata && trace.customdata[index]) || [];
      return {x: box.x + box.width / 2, y: box.y + box.height / 2, mark, count};
    });
  });
}"""
desk_only = pytest.mark.parametrize("size", [(1440, 900)], indirect=True, ids=["desk"])
phone_only = pytest.mark.parametrize("size", [(390, 844)], indirect=True, ids=["phone"])


def marks(visitor: Visitor, panel: str) -> list[dict[str, Any]]:
    """Scroll a chart into view and return its marks, each with where it is on the screen."""
    visitor.tab.locator(f".st-key-panel-{panel} .js-plotly-plot").first.scroll_into_view_if_needed()
    found: list[dict[str, Any]] = visitor.tab.evaluate(MARKS, panel)
    return found


def clearest(visitor: Visitor, panel: str, beginning: str) -> dict[str, Any]:
    """Return the mark on the screen with the most room around it: the one that a finger cannot miss."""
    found = [m for m in marks(visitor, panel) if m["mark"]]
    height = visitor.tab.viewport_size["height"]
    seen = [m for m in found if m["mark"].startswith(beginning) and m["count"] and 0 < m["y"] < height]
    assert seen, f"No mark of the panel {panel} is on the screen."

    def room(mark: dict[str, Any]) -> float:
        others = (o for o in found if o["mark"] != mark["mark"])
        return min((math.dist((mark["x"], mark["y"]), (o["x"], o["y"])) for o in others), default=math.inf)

    return max(seen, key=room)


def heading(visitor: Visitor, panel: str) -> int:
    """Return the number in the heading of the list that a mark opened."""
    box = visitor.tab.locator(f".st-key-evidence-{panel} h5").first
    box.wait_for(timeout=PATIENCE)
    number = re.match(r"([\d,]+) articles?", box.inner_text())
    assert number, box.inner_text()
    return int(number[1].replace(",", ""))


def is_whole(visitor: Visitor, page: str) -> None:
    """A page opened without a query has its charts and sentence, no complaint, no scroll bar below, and stood still."""
    assert visitor.tab.locator(".chart").count() == CHARTS[page]
    assert visitor.tab.locator("[data-testid=stAlert], [data-testid=stException]").count() == 0
    assert "articles that report cooperation" in visitor.said()
    width = visitor.tab.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    assert width <= 0, f"The page is {width} pixels wider than the window."
    # Of the screen, https://web.dev/articles/cls: 0.1 is good, above 0.25 is poor. It was 0.27 to 0.56 while what was
    # still to come had no size.
    assert visitor.tab.evaluate("window.shifted") < 0.1


@phone_only  # on a desk: `test_accessibility`
@pytest.mark.parametrize("page", CHARTS)
def test_every_page_opens_and_asks_nobody(visitor: Visitor, page: str) -> None:
    visitor.open(page)
    is_whole(visitor, page)


def test_the_map_is_drawn_without_a_network_and_an_arc_opens_its_pair(visitor: Visitor) -> None:
    visitor.open("comentions", "interaction=any")
    visitor.tab.wait_for_selector(".geo .layer.land path", state="attached", timeout=PATIENCE)
    land = visitor.tab.locator(".geo .layer.land path").first.get_attribute("d") or ""
    assert len(land) > 10_000
    assert visitor.tab.locator(".geo .scatterlayer path.js-line, .geo .scattergeo path.js-line").count() > 3
    assert "Natural Earth" in visitor.tab.locator(".st-key-panel-dyads").inner_text()
    chosen = clearest(visitor, "dyads", "dyad=")
    visitor.tab.mouse.click(chosen["x"], chosen["y"])
    assert heading(visitor, "dyads") == chosen["count"]
    assert chosen["mark"].split("=")[1] in visitor.tab.url


@desk_only
def test_a_region_uses_the_finer_shapes(visitor: Visitor) -> None:
    visitor.open("comentions", "interaction=any&region=asean")
    visitor.tab.wait_for_selector(".geo .layer.land path", state="attached", timeout=PATIENCE)
    assert len(visitor.tab.locator(".geo .layer.land path").first.get_attribute("d") or "") > 10_000


def test_a_filter_changes_the_address_and_the_address_brings_it_back(visitor: Visitor) -> None:
    visitor.open("sectors")
    before = visitor.said()
    visitor.tab.locator(".st-key-filter-interaction").get_by_text("Conflict").first.click()
    visitor.tab.wait_for_url("**/sectors?*interaction=conflict*", timeout=PATIENCE)
    visitor.settle()
    after = visitor.said()
    assert after != before and "report conflict" in after
    counts = [(m["mark"], m["count"]) for m in marks(visitor, "sectors")]
    visitor.tab.reload()
    visitor.tab.wait_for_selector("h1", timeout=PATIENCE)
    visitor.settle()
    assert visitor.said() == after
    assert [(m["mark"], m["count"]) for m in marks(visitor, "sectors")] == counts


@desk_only
def test_a_mark_opens_as_many_articles_as_it_says_and_alone_is_not_pale_until_its_list_is_closed(
    visitor: Visitor,
) -> None:
    visitor.open("sectors", "countries=CN&interaction=any&with=KZ")
    bars = visitor.tab.locator(".st-key-panel-sectors .barlayer .point path")
    pale = "bars => bars.filter(bar => getComputedStyle(bar).opacity < 1).length"
    assert bars.evaluate_all(pale) == 0
    fewest = min((m for m in marks(visitor, "sectors") if m["mark"] and m["count"]), key=lambda m: m["count"])
    visitor.tab.mouse.click(fewest["x"], fewest["y"])
    total = heading(visitor, "sectors")
    visitor.settle()
    assert total == fewest["count"]
    assert bars.evaluate_all(pale) == bars.count() - 1
    assert 0 < total <= 400, "Choose a narrower selection: the list is read page by page."
    link, listed = visitor.tab.url, set()
    for number in range(1, math.ceil(total / PER_PAGE) + 1):
        if number > 1:
            visitor.tab.goto(f"{link}&evidence={number}")
            heading(visitor, "sectors")
            visitor.settle()
        rows = visitor.tab.locator(".st-key-evidence-sectors li a.whole")
        listed |= {rows.nth(i).get_attribute("href") for i in range(rows.count())}
    assert len(listed) == total
    visitor.tab.locator(".st-key-close-sectors button").click()
    visitor.tab.wait_for_url(lambda url: "mark=" not in url, timeout=PATIENCE)
    visitor.settle()
    assert bars.evaluate_all(pale) == 0
    cell = clearest(visitor, "grid", "")
    visitor.tab.mouse.click(cell["x"], cell["y"])
    assert heading(visitor, "grid") == cell["count"]


@desk_only
def test_a_broken_link_is_named_and_the_page_still_drawn(visitor: Visitor) -> None:
    visitor.open("sectors", "countries=ZZ&since=yesterday")
    notice = visitor.tab.locator("[data-testid=stAlert]").first.inner_text()
    assert "ZZ" in notice and "yesterday" in notice
    assert visitor.tab.locator(".chart").count() == CHARTS["sectors"]


@desk_only
def test_a_drag_over_days_chooses_them_and_a_click_opens_a_list(visitor: Visitor) -> None:
    visitor.open("timelines")
    chart = visitor.tab.locator(".st-key-panel-labels .js-plotly-plot .nsewdrag").first
    chart.scroll_into_view_if_needed()
    row = chart.bounding_box()
    assert row is not None
    middle = row["y"] + row["height"] / 2
    visitor.tab.mouse.move(row["x"] + row["width"] * 0.5, middle)
    visitor.tab.mouse.down()
    visitor.tab.mouse.move(row["x"] + row["width"] * 0.8, middle, steps=6)
    visitor.tab.mouse.up()
    visitor.tab.wait_for_url(re.compile(r"since=\d{4}-01-01&until=\d{4}-12-31"), timeout=PATIENCE)
    visitor.settle()
    mark = clearest(visitor, "labels", "sector=")
    visitor.tab.mouse.click(mark["x"], mark["y"])
    assert heading(visitor, "labels") == mark["count"]


@desk_only
def test_a_chart_of_another_kind_takes_the_place_of_the_map(visitor: Visitor) -> None:
    visitor.open("comentions")
    for kind, drawn in ((1, ".heatmaplayer image, .heatmaplayer path"), (2, ".scatterlayer .trace"), (0, ".geo .land")):
        visitor.tab.locator(".st-key-option-shape button").nth(kind).click()
        visitor.tab.wait_for_selector(f".st-key-panel-dyads {drawn}", state="attached", timeout=PATIENCE)
        visitor.settle()
        assert (visitor.tab.locator(".st-key-panel-dyads .geo .land").count() > 0) == (kind == 0)

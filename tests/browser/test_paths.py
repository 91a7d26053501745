"""The twelve paths that readers take, each from its first click to what it is for, unplugged throughout.

*An analyst* 1 clicks a spike and reads the complete list; 2 narrows by a country, and every page keeps it; 3 goes from
a pair in a list to all there is about the pair; 4 searches words and opens an article; 5 follows a broken link and is
told what was wrong (`test_dashboard`). *A presenter* 6 opens a link in another browser and sees the same view; 7 opens
a frozen link after a new ingest and sees the numbers published, with those of now beside; 8 shows one chart alone;
9 changes
the interaction, opens a list and closes it with the keyboard alone.
*A report writer* 10 takes a table out that has the numbers of the chart; 11
embeds a frozen chart; 12 reads on a phone (every page of `test_dashboard`, and the list behind an arc).
"""

from __future__ import annotations

import csv
import io
import json
import os
import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from queries.version import ANSWERS
from tests.browser.conftest import PATIENCE, Visitor
from tests.browser.test_dashboard import clearest, desk_only, heading, marks


@desk_only
def test_1_a_spike_opens_the_complete_list(visitor: Visitor) -> None:
    visitor.open("timelines", "countries=KZ&interaction=any")
    seen = [m for m in marks(visitor, "labels") if m["mark"] and m["count"] and 60 < m["y"] < 840]
    spike = max(seen, key=lambda m: m["count"])
    visitor.tab.mouse.click(spike["x"], spike["y"])
    assert heading(visitor, "labels") == spike["count"]


@desk_only
def test_2_a_filter_goes_along_to_every_page(visitor: Visitor) -> None:
    visitor.open("overview", "countries=KZ")  # as one would type it: the address of the first page has no name
    said = visitor.said()
    assert visitor.tab.url == f"{visitor.address}/?countries=KZ"
    for name in ("Theme timelines", "Country co-mentions", "Sector breakdown", "Articles"):
        visitor.tab.locator(".st-key-header").get_by_text(name, exact=True).click()
        visitor.tab.wait_for_function("(name) => document.querySelector('h1')?.innerText === name", arg=name)
        visitor.settle()
        assert "countries=KZ" in visitor.tab.url and visitor.said() == said


@desk_only
def test_3_a_pair_leads_to_all_there_is_about_it(visitor: Visitor) -> None:
    visitor.open("comentions", "interaction=any")
    chosen = clearest(visitor, "dyads", "dyad=")
    visitor.tab.mouse.click(chosen["x"], chosen["y"])
    assert heading(visitor, "dyads") == chosen["count"]
    visitor.tab.get_by_text("everything →").first.click()
    visitor.tab.wait_for_url("**/dyad?*", timeout=PATIENCE)
    visitor.settle()
    assert f"dyad={chosen['mark'].split('=')[1]}" in visitor.tab.url
    assert visitor.said().startswith(f"{chosen['count']:,} articles")
    for number, mode in ((1, "interaction=conflict"), (2, "interaction=any")):  # twice: a box may keep its old words
        visitor.tab.locator(".st-key-filter-interaction button").nth(number).click()
        visitor.tab.wait_for_function("(mode) => location.search.includes(mode)", arg=mode, timeout=PATIENCE)
        visitor.settle()
        assert visitor.tab.locator("[data-testid=stAlert], [data-testid=stException]").count() == 0
    assert visitor.said().startswith(f"{chosen['count']:,} articles")


@desk_only
def test_4_words_lead_to_an_article_with_what_was_found(visitor: Visitor) -> None:
    visitor.open("articles", "interaction=any")
    box = visitor.tab.locator(".st-key-search-words input")
    box.fill("Tokayev")
    box.press("Enter")
    visitor.tab.wait_for_url("**/articles?*words=Tokayev*", timeout=PATIENCE)
    visitor.settle()
    visitor.tab.get_by_text("Whole article").first.click()
    visitor.tab.wait_for_url("**article=*", timeout=PATIENCE)
    visitor.settle()
    assert "Kazakhstan" in visitor.tab.locator("[data-testid=stMain]").inner_text()


@desk_only
def test_a_list_leads_to_its_articles_without_a_reload_and_to_other_tabs(visitor: Visitor) -> None:
    """A click, Enter and a middle click; the selection goes along, and the browser's back button leads back."""
    visitor.open("sectors", "countries=CN&interaction=any&mark=sector.trade&panel=sectors&with=KZ")
    visitor.tab.evaluate("window.isTheSame = true")
    before = visitor.tab.url
    links = visitor.tab.get_by_role("list").get_by_role("listitem").get_by_role("link", name="Whole article")
    assert links.count() == 10
    for number, way in enumerate(("click", "Enter")):
        link = links.nth(number)
        address = link.evaluate("link => link.href")
        assert "/articles?" in address and "countries=CN" in address and "with=KZ" in address
        if way == "click":
            link.click()
        else:
            link.focus()
            visitor.tab.keyboard.press("Enter")
        visitor.tab.wait_for_url("**/articles?*article=*", timeout=PATIENCE)
        visitor.settle()
        assert visitor.tab.get_by_text("Back to the list").count() == 1
        assert sorted(visitor.tab.url.split("?")[1].split("&")) == sorted(address.split("?")[1].split("&"))
        assert visitor.tab.evaluate("window.isTheSame")
        visitor.tab.go_back()
        visitor.tab.wait_for_url(before, timeout=PATIENCE)
        visitor.settle()
        links.first.wait_for(timeout=PATIENCE)
    with visitor.tab.context.expect_page() as opening:
        links.first.click(button="middle")
    opening.value.get_by_text("Back to the list").wait_for(timeout=PATIENCE)
    assert visitor.tab.url == before


@desk_only
def test_6_a_link_shows_the_same_view_in_another_browser(visitor: Visitor, browser: Any) -> None:
    visitor.open("sectors", "countries=CN&interaction=any&mark=sector.trade&panel=sectors&with=KZ")
    seen = visitor.said(), heading(visitor, "sectors"), [(m["mark"], m["count"]) for m in marks(visitor, "grid")]
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    other = Visitor(context.new_page(), visitor.address)
    other.tab.goto(visitor.tab.url)
    other.tab.wait_for_selector("h1", timeout=PATIENCE)
    other.settle()
    assert (other.said(), heading(other, "sectors"), [(m["mark"], m["count"]) for m in marks(other, "grid")]) == seen
    context.close()


# Where the focus is: whether a place holds it, whether it is on the screen, and whether a reader can see it there.
FOCUS = """async (place) => {
  const focused = document.activeElement, box = focused.getBoundingClientRect();
  if (focused === document.body) return {there: false, seen: true, shown: true};
  const framed = (element) => {
    const style = getComputedStyle(element);
    return style.boxShadow !== 'none' || (style.outlineStyle !== 'none' && style.outlineWidth !== '0px');
  };
  const look = (element) => Object.values(getComputedStyle(element)).join();
  const around = [focused];
  while (around.length < 6) around.push(around.at(-1).parentElement);
  let shown = framed(focused);
  if (!shown) {  // a box shows the focus by its border: it looks otherwise without
    const before = around.map(look);
    focused.blur();
    await new Promise((done) => setTimeout(done, 400));
    shown = around.map(look).some((text, i) => text !== before[i]);
    focused.focus({focusVisible: true});
  }
  const seen = box.width > 0 && box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
  return {there: !!focused.closest(place), seen, shown, what: focused.outerHTML.slice(0, 200)};
}"""


def tab_to(visitor: Visitor, place: str) -> None:
    """Press Tab until the focus is inside a place; wherever it stops on the way, a reader sees it."""
    for _ in range(60):
        visitor.tab.keyboard.press("Tab")
        focus = visitor.tab.evaluate(FOCUS, place)
        assert focus["seen"] and focus["shown"], focus
        if focus["there"]:
            return
    raise AssertionError(f"The focus never came to {place}.")


@desk_only
def test_9_the_keyboard_alone_changes_the_interaction_and_opens_and_closes_a_list(visitor: Visitor) -> None:
    visitor.open("sectors", "countries=KZ")
    keyboard = visitor.tab.keyboard
    tab_to(visitor, "a[href='#main-content'], a[href^='#']")  # past the filters in the sidebar
    keyboard.press("Enter")
    tab_to(visitor, ".st-key-filter-interaction")
    keyboard.press("ArrowRight")
    keyboard.press("Space")
    visitor.tab.wait_for_url("**interaction=conflict*", timeout=PATIENCE)
    visitor.settle()
    assert visitor.tab.evaluate(FOCUS, ".st-key-filter-interaction")["there"], "The focus was lost."
    tab_to(visitor, ".st-key-chart-sectors select")
    keyboard.press("ArrowDown")  # opens the list of marks
    keyboard.press("ArrowDown")
    keyboard.press("Enter")
    opened = heading(visitor, "sectors")
    visitor.settle()
    assert opened in {m["count"] for m in marks(visitor, "sectors")}
    tab_to(visitor, ".st-key-close-sectors")
    keyboard.press("Enter")
    visitor.tab.wait_for_function("() => !location.search.includes('mark=')", timeout=PATIENCE)
    visitor.settle()
    assert visitor.tab.locator(".st-key-evidence-sectors").count() == 0


ENVIRONMENT = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2]), "PYTHONUNBUFFERED": "1"}


def concordance(*arguments: str, cwd: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "dashboard.cli", *arguments], cwd=cwd, stdout=subprocess.PIPE, text=True,
        stderr=subprocess.DEVNULL, env=ENVIRONMENT,
    )  # fmt: skip


@pytest.fixture
def growing(tmp_path: Path) -> Iterator[tuple[str, Path]]:
    """Serve a store of six articles, and return its address and where it stands."""
    write(tmp_path / "a.jsonl", range(6))
    assert concordance("ingest", "a.jsonl", "--store", "store", cwd=tmp_path).wait(timeout=120) == 0
    server = concordance("serve", "--port", "0", "--store", "store", cwd=tmp_path)
    overdue = threading.Timer(PATIENCE / 1000, server.terminate)
    overdue.start()
    found = re.search(r"http://127\.0\.0\.1:\d+", server.stdout.readline() if server.stdout else "")
    overdue.cancel()
    assert found
    yield found[0], tmp_path
    server.terminate()
    server.wait(timeout=20)


def write(path: Path, numbers: range) -> None:
    text = "Peru signed a trade agreement with Chile on the export of grain, said report number {}."
    rows = ({"id": str(i), "text": text.format(i), "published": f"2024-05-{i + 1:02}"} for i in numbers)
    path.write_text("\n".join(map(json.dumps, rows)))


def test_7_a_frozen_link_keeps_its_numbers_after_a_new_ingest(growing: tuple[str, Path], browser: Any) -> None:
    address, folder = growing
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    reader = Visitor(context.new_page(), address)
    listed = concordance("snapshots", "--store", "store", cwd=folder)
    first = listed.communicate(timeout=60)[0].split()[1]
    reader.open("", f"answers={ANSWERS}&snapshot={first}")
    published = reader.said()
    assert published.startswith("6 articles") and reader.tab.locator(".st-key-freshness").count() == 0
    write(folder / "b.jsonl", range(6, 9))
    assert concordance("ingest", "b.jsonl", "--store", "store", cwd=folder).wait(timeout=120) == 0
    reader.open("", f"answers={ANSWERS}&snapshot={first}")
    assert reader.said() == published
    assert "As published" in reader.tab.locator(".st-key-freshness").inner_text()
    reader.tab.get_by_text("See it now").click()
    reader.tab.wait_for_function("() => !location.search.includes('snapshot')", timeout=PATIENCE)
    reader.settle()
    assert reader.said().startswith("9 articles")
    reader.tab.go_back()
    reader.tab.wait_for_selector(".st-key-freshness", timeout=PATIENCE)
    reader.settle()
    assert reader.said() == published
    context.close()


@desk_only
@pytest.mark.parametrize("query", ["present=dyads", "embed=true&present=dyads"], ids=["8_alone", "11_embedded"])
def test_a_chart_stands_alone_with_its_source(visitor: Visitor, query: str) -> None:
    visitor.open("comentions", query)
    assert visitor.tab.locator(".chart").count() == 1
    visitor.tab.wait_for_function("() => document.querySelector('.chart').style.transform", timeout=PATIENCE)
    assert visitor.tab.evaluate(
        """() => {
          const {width} = document.querySelector('.chart').getBoundingClientRect();
          const page = document.querySelector('[data-testid=stMain]');
          return width > 0.9 * innerWidth && page.scrollWidth <= innerWidth && page.scrollHeight <= innerHeight;
        }"""
    ), "a chart alone fills the screen and does not leave it"
    text = visitor.tab.locator("[data-testid=stMain]").inner_text()
    assert "Source:" in text and "snapshot" in text and "Natural Earth" in text
    assert visitor.tab.locator(".st-key-header, [data-testid=stSidebar] input:visible").count() == 0


@desk_only
def test_10_a_table_that_is_taken_out_has_the_numbers_of_the_chart(visitor: Visitor) -> None:
    visitor.open("sectors", "countries=CN&interaction=any&with=KZ")
    shown = {m["mark"]: m["count"] for m in marks(visitor, "sectors") if m["mark"] and m["count"]}
    visitor.tab.locator(".st-key-chart-sectors .take").click()
    with visitor.tab.expect_download(timeout=PATIENCE) as waiting:
        visitor.tab.locator(".st-key-download-sectors-csv button").click(timeout=PATIENCE)
    text = Path(waiting.value.path()).read_text(encoding="utf-8-sig")
    rows = {f"sector={row['code']}": int(row["count_articles"]) for row in csv.DictReader(io.StringIO(text))}
    assert shown and all(rows[mark] == count for mark, count in shown.items() if mark in rows)
    assert len(rows.keys() & shown.keys()) >= 5

"""Marks of charts: the list behind each is complete, stands in the address, and has the number that the mark says."""

from __future__ import annotations

import re

import pytest

from tests.dashboard.conftest import Opener
from tests.dashboard.screens import ABOUT, charts, fine, heading, listed, total, url

MARKED = (
    ("overview", "sectors"), ("overview", "dyads"), ("overview", "volume"), ("timelines", "labels"),
    ("comentions", "dyads"), ("sectors", "sectors"), ("sectors", "grid"), ("sectors", "time"),
    ("dyad", "ladder"), ("dyad", "time"), ("dyad", "sectors"), ("dyad", "outlets"), ("country", "partners"),
    ("country", "time"),
)  # fmt: skip


@pytest.mark.parametrize(("page", "panel"), MARKED)
def test_the_list_behind_a_mark_is_complete(opened: Opener, page: str, panel: str) -> None:
    """The number in the list of marks is the one on the mark; every article of the list is paged through."""
    app = opened(page, **ABOUT.get(page, {}))
    offered = charts(app)[f"chart-{panel}"]["controls"]["offered"]
    token, words = list(offered.items())[min(3, len(offered) - 1)]
    promised = int(re.findall(r"([\d,]+) articles?$", words)[0].replace(",", ""))
    app.query_params |= {"mark": token, "panel": panel}
    app.run()
    fine(app)
    assert heading(app).startswith(f"##### {promised:,} article")
    seen: set[str] = set()
    for number in range(1, -(-promised // 10) + 1):
        app.query_params["evidence"] = str(number)
        app.run()
        fine(app)
        seen |= set(re.findall(r"news\.example/(\d+)", listed(app)))
    assert len(seen) == promised


@pytest.mark.parametrize(("page", "panel"), MARKED)
def test_an_open_mark_is_in_the_address_and_restored_from_it(opened: Opener, page: str, panel: str) -> None:
    app = opened(page, **ABOUT.get(page, {}))
    token, words = next(iter(charts(app)[f"chart-{panel}"]["controls"]["offered"].items()))
    again = opened(page, **ABOUT.get(page, {}), mark=token, panel=panel)
    fine(again)
    controls = charts(again)[f"chart-{panel}"]["controls"]
    assert controls["chosen"] == token and controls["offered"][token] == words
    assert heading(again).startswith(f"##### {words.rsplit(': ', 1)[1]} behind ")
    next(b for b in again.button if b.label == "Close").click().run()
    about = {key: [value] for key, value in ABOUT.get(page, {}).items()}
    assert url(again) == about and not [m for m in again.markdown if m.value.startswith("##### ")]


@pytest.mark.parametrize(("page", "panel"), MARKED)
def test_every_clickable_point_of_a_chart_has_the_count_of_its_list(opened: Opener, page: str, panel: str) -> None:
    app = opened(page, **ABOUT.get(page, {}))
    spec = charts(app)[f"chart-{panel}"]["figure"]
    offered = charts(app)[f"chart-{panel}"]["controls"]["offered"]
    options = {words.rsplit(": ", 1)[1] for words in offered.values()}
    rows = [row for trace in spec["data"] for row in trace.get("customdata") or [] if isinstance(row, list) and row]
    # A country's symbol on the map opens its arcs; every other mark opens a list.
    counts = [int(row[1]) for row in rows if isinstance(row[0], str) and row[0] and not row[0].startswith("country=")]
    assert counts and any(option.startswith(f"{max(counts):,} article") for option in options)


def test_a_mark_can_become_a_filter(opened: Opener) -> None:
    app = opened("comentions", mark="dyad.CN-KZ", panel="dyads")
    promised = heading(app)
    next(b for b in app.button if b.label == "Keep as filter").click().run()
    fine(app)
    assert url(app) == {"countries": ["CN"], "with": ["KZ"]}
    assert promised.startswith(f"##### {total(app)} articles")


def test_a_mark_that_is_no_filter_says_why(opened: Opener) -> None:
    app = opened("sectors", mark="none_found", panel="sectors")
    next(b for b in app.button if b.label == "Keep as filter").click().run()
    fine(app)
    assert len(app.warning) == 1 and url(app) == {"mark": ["none_found"], "panel": ["sectors"]}

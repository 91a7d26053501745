"""What the tests of pages share: which pages there are, and what one reads off a page."""

from __future__ import annotations

import json
import re
import zlib
from html.parser import HTMLParser
from typing import Any

from streamlit.testing.v1 import AppTest

PAGES = ("overview", "timelines", "comentions", "sectors", "articles", "method")


DRAWN = {"overview": 3, "timelines": 2, "comentions": 1, "sectors": 5, "articles": 0, "method": 0}


ABOUT = {"dyad": {"dyad": "CN-KZ"}, "country": {"country": "KZ"}}


NARROW = {"countries": "CN", "with": "KZ", "sectors": "trade", "since": "2019-01-01", "until": "2024-06-30"}


def words(app: AppTest) -> str:
    return "\n".join(element.value for element in app.markdown)


def charts(app: AppTest) -> dict[str, dict[str, Any]]:
    """Return what the browser is told of each chart: `figure`, `config`, `words`, `controls`; by the chart's key."""
    found = {}
    for chart in app.get("bidi_component"):
        if chart.proto.component_name == "listed":
            continue
        name = re.search(r"(?:chart|present)-[a-z]+", chart.proto.id)
        assert name, chart.proto.id
        controls, _, told = chart.proto.bytes.partition(b"\n")
        found[name[0]] = {**json.loads(zlib.decompress(told)), "controls": json.loads(controls)}
    return found


def listed(app: AppTest) -> str:
    """Return the HTML of all lists of articles and cards on the page."""
    lists = [e.proto for e in app.get("bidi_component") if e.proto.component_name == "listed"]
    return "".join(json.loads(proto.json)["html"] for proto in lists)


def elements(html: str) -> list[tuple[str, dict[str, str | None]]]:
    """Return the elements of a piece of HTML as a browser finds them: the name of each and its attributes."""
    found: list[tuple[str, dict[str, str | None]]] = []

    class Finder(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            found.append((tag, dict(attrs)))

    Finder().feed(html)
    return found


def fine(app: AppTest) -> None:
    assert not app.exception and not app.error, [e.value for e in (*app.exception, *app.error)]


def total(app: AppTest) -> int:
    found = re.search(r"^\*\*([\d,]+) articles?\*\*", words(app), re.MULTILINE)
    assert found, words(app)[:500]
    return int(found[1].replace(",", ""))


def url(app: AppTest) -> dict[str, list[str]]:
    """Return the address's query; AppTest gives one value as a text and several as a list."""
    return {key: [value] if isinstance(value, str) else list(value) for key, value in app.query_params.items()}


def heading(app: AppTest) -> str:
    return next(m.value for m in app.markdown if m.value.startswith("##### "))

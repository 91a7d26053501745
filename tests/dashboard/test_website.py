"""The page that Streamlit serves has our style and name in it from its first byte on."""

from __future__ import annotations

import asyncio
import re
from pathlib import Path
from typing import Any

import streamlit
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import FileResponse, JSONResponse, Response
from starlette.routing import Route

from dashboard import browser
from dashboard.style import STYLE
from dashboard.website import Styled

INDEX = Path(streamlit.__file__).with_name("static") / "index.html"


async def page(_: object) -> Response:
    return FileResponse(INDEX)


async def told(_: object) -> Response:
    return JSONResponse({"a": "</body>"}, headers={"etag": '"1"'})


APP = Starlette(routes=[Route("/", page), Route("/told", told)], middleware=[Middleware(Styled)])


def got(path: str, query: str = "", **headers: str) -> tuple[int, dict[str, str], str]:
    """Return status, headers and text of an answer of the application."""
    sent: list[dict[str, Any]] = []
    asked: list[dict[str, Any]] = [{"type": "http.request", "body": b"", "more_body": False}]

    async def receive() -> dict[str, Any]:
        if not asked:
            await asyncio.Event().wait()  # the browser stays until it is answered
        return asked.pop()

    async def send(message: Any) -> None:
        sent.append(message)

    raw = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
    scope = {"type": "http", "method": "GET", "path": path, "query_string": query.encode(), "headers": raw}
    asyncio.run(APP(scope, receive, send))
    found = {name.decode(): value.decode() for name, value in sent[0]["headers"]}
    return sent[0]["status"], found, b"".join(message.get("body", b"") for message in sent[1:]).decode()


def test_the_page_has_our_style_behind_streamlits_own_and_our_name() -> None:
    status, headers, text = got("/", accept="text/html", if_modified_since="Sun, 01 Jan 2096 00:00:00 GMT")
    assert status == 200 and not {"etag", "last-modified"} & set(headers)
    assert int(headers["content-length"]) == len(text.encode())
    assert text.count(STYLE) == 1 and text.index("</head>") < text.index(STYLE)
    assert "<title>Concordance</title>" in text


def test_what_is_no_page_passes_as_it_is() -> None:
    _, headers, text = got("/told", accept="text/html")
    assert headers["etag"] == '"1"' and text == '{"a":"</body>"}'
    assert STYLE not in got("/", accept="*/*")[2]


def test_a_page_keeps_the_room_of_the_filters_where_it_has_some() -> None:
    aside = "margin-left: 300px"
    assert aside in got("/", accept="text/html")[2] and aside in got("/", "dyad=CN-KZ", accept="text/html")[2]
    for query in ("embed=true", "embed=True&countries=KZ", "present=dyads"):
        assert aside not in got("/", query, accept="text/html")[2]
    assert "padding-top: 1rem" in got("/", "embed=true", accept="text/html")[2]
    assert "padding-top: 1rem" not in got("/", "embed=truely", accept="text/html")[2]


def test_a_browser_fetches_all_scripts_of_a_page_at_once() -> None:
    names = [name.partition(".")[0] for name in browser.parts()]
    assert set(browser.PARTS) <= set(names)
    assert {"useMenuTrigger", "serialization"} <= set(names)  # what these import in turn
    assert "PlotlyChart" not in names and "VegaLiteChart" not in names
    text = got("/", accept="text/html")[2]
    links = re.findall(r'<link rel="(?:module)?preload"[^>]* href="\.(/[^"]+)">', text)
    assert len(links) == len(set(links)) and text.index(links[-1]) < text.index("</head>")
    ours = [link.removeprefix(browser.ROUTE) for link in links if link.startswith(browser.ROUTE)]
    assert ours == ["/canvas.js", "/listed.js", "/plotly.js"]
    theirs = [link for link in links if not link.startswith(browser.ROUTE)]
    assert all((INDEX.parent / link.lstrip("/")).is_file() for link in theirs)

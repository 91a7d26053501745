"""The page that Streamlit serves has our style and name in it from its first byte on."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import streamlit
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import FileResponse, JSONResponse, Response
from starlette.routing import Route

from dashboard.style import STYLE
from dashboard.website import Styled

INDEX = Path(streamlit.__file__).with_name("static") / "index.html"


async def page(_: object) -> Response:
    return FileResponse(INDEX)


async def told(_: object) -> Response:
    return JSONResponse({"a": "</body>"}, headers={"etag": '"1"'})


APP = Starlette(routes=[Route("/", page), Route("/told", told)], middleware=[Middleware(Styled)])


def got(path: str, **headers: str) -> tuple[int, dict[str, str], str]:
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
    scope = {"type": "http", "method": "GET", "path": path, "query_string": b"", "headers": raw}
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

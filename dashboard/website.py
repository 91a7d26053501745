"""The web application that is served: Streamlit's, and beside it the scripts that draw, from the installation.

`streamlit run` finds `app` here. The scripts are sent compressed and kept by browsers, whose next visit asks for none.
The page itself is Streamlit's with our style and name in it, so that neither comes after the first words.
"""

from __future__ import annotations

import gzip
from functools import cache
from pathlib import Path
from typing import Final

from starlette.datastructures import Headers, MutableHeaders
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.starlette import App

from dashboard.browser import ROUTE, SCRIPTS, early
from dashboard.style import style

_CONDITIONS: Final = (b"accept-encoding", b"if-modified-since", b"if-none-match", b"range")
_HEADERS: Final = {"Cache-Control": "public, max-age=31536000, immutable", "Content-Encoding": "gzip"}


@cache
def _script(name: str) -> bytes:
    return gzip.compress(SCRIPTS[name].read_bytes(), 6)


def _served(request: Request) -> Response:
    name = request.path_params["name"]
    if name not in SCRIPTS:
        return Response("There is no such script.", status_code=404)
    return Response(_script(name), media_type="text/javascript", headers=_HEADERS)


def _first(request: Request) -> Response:
    """Lead to the Overview, which has no name of its own in the address, from the name that one would give it."""
    query = request.url.query
    return RedirectResponse(f"./?{query}" if query else "./")


class Styled:
    """Writes the style and the name into a page that a browser asks for; everything else passes as it is.

    The page is asked for whole and uncompressed, and says nothing by which a browser would keep an older style.
    """

    def __init__(self, app: ASGIApp) -> None:
        """Stand before an application."""
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request; a navigation is one that says it wants HTML."""
        if (
            scope["type"] != "http"
            or scope["method"] != "GET"
            or "text/html" not in Headers(scope=scope).get("accept", "")
        ):
            await self._app(scope, receive, send)
            return
        kept = [(name, value) for name, value in scope["headers"] if name not in _CONDITIONS]
        begun: list[Message] = []
        parts: list[bytes] = []

        async def written(message: Message) -> None:
            if message["type"] == "http.response.start":
                if not Headers(raw=message["headers"]).get("content-type", "").startswith("text/html"):
                    await send(message)
                else:
                    begun.append(message)
            elif not begun:
                await send(message)
            else:
                parts.append(message.get("body", b""))
                if not message.get("more_body", False):
                    await _sent(begun[0], b"".join(parts), scope["query_string"].decode("ascii", "replace"), send)

        await self._app({**scope, "headers": kept}, receive, written)


async def _sent(start: Message, page: bytes, query: str, send: Send) -> None:
    """Send a page with our name, links to all its scripts, and our style behind Streamlit's own, which is as strong."""
    page = page.replace(b"</head>", early().encode() + b"</head>", 1)
    page = page.replace(b"</body>", style(query).encode() + b"</body>", 1)
    page = page.replace(b"<title>Streamlit</title>", b"<title>Concordance</title>", 1)
    headers = MutableHeaders(raw=list(start["headers"]))
    for name in ("etag", "last-modified", "accept-ranges"):
        del headers[name]
    headers["content-length"] = str(len(page))
    await send({**start, "headers": headers.raw})
    await send({"type": "http.response.body", "body": page})


app = App(
    Path(__file__).with_name("app.py"),
    routes=[Route(f"{ROUTE}/{{name}}", _served), Route("/overview", _first)],
    middleware=[Middleware(Styled)],
)

"""The web application that is served: Streamlit's, and beside it the scripts that draw, from the installation.

`streamlit run` finds `app` here. The scripts are sent compressed and kept by browsers, whose next visit asks for none.
"""

from __future__ import annotations

import gzip
from functools import cache
from pathlib import Path
from typing import Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from streamlit.starlette import App

from dashboard.browser import ROUTE, SCRIPTS

_HEADERS: Final = {"Cache-Control": "public, max-age=31536000, immutable", "Content-Encoding": "gzip"}


@cache
def _script(name: str) -> bytes:
    return gzip.compress(SCRIPTS[name].read_bytes(), 6)


def _served(request: Request) -> Response:
    name = request.path_params["name"]
    if name not in SCRIPTS:
        return Response("There is no such script.", status_code=404)
    return Response(_script(name), media_type="text/javascript", headers=_HEADERS)


app = App(Path(__file__).with_name("app.py"), routes=[Route(f"{ROUTE}/{{name}}", _served)])

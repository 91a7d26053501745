"""The scripts that run in the browser: where ours are and what address, how one is called, which are fetched early.

`website` sends them. It must not know what they draw.
"""

from __future__ import annotations

import hashlib
import re
from functools import cache
from pathlib import Path
from typing import Final

import streamlit

from dashboard.exports.scripts import PLOTLY

_HERE: Final = Path(__file__).parent
SCRIPTS: Final = {"canvas.js": _HERE / "canvas.js", "listed.js": _HERE / "listed.js", "plotly.js": PLOTLY}
_OURS: Final = b"".join(SCRIPTS[name].read_bytes() for name in ("canvas.js", "listed.js"))
# A browser keeps the scripts under their address for ever, so the address changes with them.
_VERSION: Final = hashlib.sha256(_OURS + str(PLOTLY.stat().st_size).encode()).hexdigest()[:12]
ROUTE: Final = f"/drawing/{_VERSION}"


def loader(name: str) -> str:
    """Return the script of a component that leaves the drawing to the function `draw` of one of the scripts."""
    return f"""
const script = import(new URL(".{ROUTE}/{name}", document.baseURI));
export default async (call) => (await script).draw(call);
"""


_STATIC: Final = Path(streamlit.__file__).with_name("static") / "static" / "js"
# What the filters and charts of every page are drawn with. Streamlit fetches each when the first of its kind is drawn.
PARTS: Final = (
    "BidiComponent", "ButtonGroup", "DateInput", "Multiselect", "PageLink", "Selectbox", "TextInput",
)  # fmt: skip
# Not `import("./x.js")`, which is for later.
_IMPORT: Final = re.compile(r"""(?:from|import)\s*["']\./([\w.-]+\.js)["']""")


def parts() -> list[str]:
    """Return the names of Streamlit's scripts for what every page is made of, with the scripts that they import."""
    found: dict[str, None] = {}
    wanted = [file.name for part in PARTS for file in _STATIC.glob(f"{part}.*.js")]
    while wanted:
        name = wanted.pop()
        if name not in found and (_STATIC / name).exists():
            found[name] = None
            wanted += _IMPORT.findall((_STATIC / name).read_text(encoding="utf-8"))
    return sorted(found)


@cache
def early() -> str:
    """Return links that have a browser fetch all scripts of a page at once.

    Else they come in four rounds, each after the one before has run, and boxes stand where a script is missing. On one
    machine the first chart comes no sooner for it (2.1 s both ways); over a network each round costs its way there.
    """
    page = (_STATIC.parents[1] / "index.html").read_text(encoding="utf-8")
    links = [
        f'<link rel="modulepreload" crossorigin href="./static/js/{name}">' for name in parts() if name not in page
    ]
    links += [f'<link rel="modulepreload" href=".{ROUTE}/{name}">' for name in ("canvas.js", "listed.js")]
    links.append(f'<link rel="preload" as="script" fetchpriority="low" href=".{ROUTE}/plotly.js">')
    return "".join(links)

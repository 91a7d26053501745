"""The scripts of our own that run in the browser: where they are, under which address, and how a component calls one.

`website` sends them. It must not know what they draw.
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Final

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

"""The dashboard's own server with a clock around each run of a page; `bench pages` starts it in a process of its own.

`python -m dashboard.benchmarks.timed FILE OPTION...` writes a JSON line a run to FILE: seconds, and seconds of this
thread's processor. It must not change what a page does.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from pathlib import Path
from time import perf_counter, thread_time
from typing import Any

from streamlit.web import cli

from dashboard import frame
from dashboard.server import APP


def clocked(file: Path) -> None:
    """Put the clock around `frame.draw`, which is all of a page but its configuration and the list of pages."""
    drawn = frame.draw

    def draw(page: Any, pages: Mapping[str, Any]) -> None:
        began, used = perf_counter(), thread_time()
        try:
            drawn(page, pages)
        finally:
            took = {"seconds": perf_counter() - began, "cpu": thread_time() - used, "page": page.url_path}
            with file.open("a", encoding="utf-8") as lines:
                lines.write(json.dumps(took) + "\n")

    frame.draw = draw


if __name__ == "__main__":
    clocked(Path(sys.argv[1]))
    cli.main(["run", str(APP), *sys.argv[2:]])

"""Seconds of the first image of a command, and of each further one with the same browser, beside processor time.

Wall time on a busy machine is the machine's; the processor time of the command (not of Chromium) is ours.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median
from time import perf_counter

from dashboard.exports import images, making
from tests.benchmarks.exports.views import Records


def first(address: str, store: Path | None) -> tuple[float, float]:
    """Return wall seconds and processor seconds of `concordance export ADDRESS --to figure.png`."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "dashboard.cli", "export", address, "--to", str(Path(folder, "figure.png"))]
        command += ["--store", str(store)] if store else []
        before, began = resource.getrusage(resource.RUSAGE_CHILDREN), perf_counter()
        subprocess.run(command, check=True, capture_output=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        return perf_counter() - began, sum(after[:2]) - sum(before[:2])


def further(records: Records, views: list[tuple[str, str]]) -> list[float]:
    """Return seconds of each PNG after the first, from its answer to its bytes, with one browser kept open."""
    seconds = []
    with images.Studio() as studio:
        for address, key in views:
            link = making.links.read(address)
            began = perf_counter()
            found = making.taken(records.scene(link.view), link.page, key)
            if found.chart.figure is not None:
                making.figure(found, "png", studio)
                seconds.append(perf_counter() - began)
    return seconds[1:]


def told(firsts: list[tuple[float, float]], others: list[float]) -> str:
    """Return both as a sentence, with the load of the machine."""
    walls, processor = ([pair[i] for pair in firsts] for i in (0, 1))
    return (
        f"first PNG, {len(firsts)} times: median {median(walls):.1f} s ({min(walls):.1f} to {max(walls):.1f}), "
        f"processor {median(processor):.1f} s; each of {len(others)} further: median {median(others):.2f} s, "
        f"largest {max(others):.2f} s; load {os.getloadavg()[0]:.1f}"
    )

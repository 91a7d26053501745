"""A scene of made-up articles without any browser, and the browser that draws images."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from dashboard.charts.chart import Scene
from dashboard.exports import images
from dashboard.state import parse
from data.snapshots import Snapshot
from queries.connection import connect

Maker = Callable[..., Scene]


@pytest.fixture(scope="session")
def scene_of(store: tuple[Path, Snapshot]) -> Iterator[Maker]:
    """Return a function that gives the scene of a query on the made-up store."""
    connection = connect(store[1])

    def ask(function: Callable[..., Any], *arguments: Any, **options: Any) -> Any:
        return function(connection.cursor(), *arguments, **options)

    yield lambda **query: Scene(store[1], parse(query)[0], ask)
    connection.close()


@pytest.fixture(scope="session")
def studio() -> Iterator[images.Studio]:
    """Return one studio for all images of the tests; without a browser skip, or fail where nothing may be skipped."""
    if images.chrome() is None:
        missing = "No Chromium here, so no image was drawn. On Debian: apt install chromium"
        if os.environ.get("CI"):
            pytest.fail(missing, pytrace=False)
        pytest.skip(missing)
    with images.Studio() as running:
        yield running

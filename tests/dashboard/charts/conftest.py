"""A scene on the records of the test corpus."""

from __future__ import annotations

from pathlib import Path

import pytest

from dashboard.charts.chart import Scene
from dashboard.state import ViewState
from data.snapshots import Snapshot
from queries.connection import connect


@pytest.fixture(scope="package")
def scene(store: tuple[Path, Snapshot]) -> Scene:
    """Return everything, asked without a browser."""
    connection = connect(store[1])
    return Scene(store[1], ViewState(), lambda function, *a, **o: function(connection, *a, **o))

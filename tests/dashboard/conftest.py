"""A store of made-up articles that all pages of the tests are shown on."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
from hypothesis import settings
from streamlit.components.v2 import manifest_scanner
from streamlit.testing.v1 import AppTest

import dashboard
from data.snapshots import Snapshot
from tests.dashboard import corpus

# A loaded machine is no bug: one example may take as long as it takes.
settings.register_profile("patient", deadline=None, max_examples=60)
settings.load_profile("patient")

APP = Path(dashboard.__file__).parent / "app.py"
Opener = Callable[..., AppTest]
PATIENCE = 240  # seconds that a run of a page may take: the first on a loaded machine took more than 60

# Each AppTest looks through all installed packages for components, and finds none: two thirds of its work.
manifest_scanner.scan_component_manifests = cache(manifest_scanner.scan_component_manifests)


@pytest.fixture(scope="session")
def store(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Snapshot]:
    """Return a store of 900 articles and its snapshot."""
    path = tmp_path_factory.mktemp("store")
    return path, corpus.write_store(path, 900)


@pytest.fixture
def opened(store: tuple[Path, Snapshot], monkeypatch: pytest.MonkeyPatch) -> Opener:
    """Return a function that opens a page under a query, as a browser would open a link."""
    monkeypatch.setenv("CONCORDANCE_STORE", str(store[0]))

    def opener(page: str = "overview", **query: str | list[str]) -> AppTest:
        app = AppTest.from_file(str(APP), default_timeout=PATIENCE)
        for key, value in query.items():
            app.query_params[key] = value
        if page != "overview":
            app.switch_page(f"app_pages/{page}.py")
        return app.run()

    return opener

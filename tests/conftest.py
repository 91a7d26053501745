"""What all tests share. A test never fails because the machine was slow: hypothesis has no deadline here."""

from __future__ import annotations

import pytest
from hypothesis import settings

settings.register_profile("concordance", deadline=None)
settings.load_profile("concordance")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the house rules: types take long where nothing is cached, and at the end one core would wait."""
    items.sort(key=lambda item: item.path.name != "test_house.py")

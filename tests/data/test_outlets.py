from __future__ import annotations

import pytest

from data.outlets import canonical


@pytest.mark.parametrize(
    ("spelling", "names"),
    [
        ("BBC News", ("BBC",)),
        ("bbc", ("BBC",)),
        ("BBC ²", ("BBC",)),
        ("AFP via Google News", ("AFP",)),
        ("Reuters, via the Nowhere Post", ("Reuters",)),
        ("Agencies via Reuters", ("Reuters",)),
        ("  Reuters ", ("Reuters",)),
        ("AFP/Reuters", ("AFP", "Reuters")),
        ("The Valley Gazette of Nowhere", ("The Valley Gazette of Nowhere",)),
        ("Nowhere Post via Somewhere", ("Nowhere Post",)),
        ("2023–present", ()),
        ("registration required", ()),
        (" ", ()),
    ],
)
def test_spellings_come_together(spelling: str, names: tuple[str, ...]) -> None:
    assert canonical(spelling) == names

"""What the browser is told of a chart arrives as it was meant, and the scripts that draw it are there."""

from __future__ import annotations

import json
import zlib

from dashboard import browser, canvas


def test_a_chart_arrives_with_its_words_whatever_they_hold() -> None:
    words = 'Says "one" \\ </script> тест 中'
    told = canvas.packed('{"data": [], "layout": {"height": 3}}', {"responsive": True}, words)
    assert json.loads(zlib.decompress(told)) == {
        "config": {"responsive": True}, "words": words, "alone": False, "figure": {"data": [], "layout": {"height": 3}},
    }  # fmt: skip


def test_the_scripts_come_from_the_installation() -> None:
    assert all(path.is_file() for path in browser.SCRIPTS.values())

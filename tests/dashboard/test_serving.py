"""Served to this machine alone, or read-only to its network."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import threading
import urllib.request
from pathlib import Path

import pytest

from dashboard import serving


def test_the_address_for_others_is_no_loopback() -> None:
    assert serving.reachable() and not serving.reachable().startswith("127.")


@pytest.mark.parametrize("shared", [True, False])
def test_others_reach_a_shared_dashboard_only(tmp_path: Path, shared: bool) -> None:
    command = [sys.executable, "-m", "dashboard.cli", "serve", "--port", "0", *(["--shared"] if shared else [])]
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2]), "PYTHONUNBUFFERED": "1"}
    server = subprocess.Popen(command, cwd=tmp_path, env=environment, stdout=subprocess.PIPE, text=True)
    overdue = threading.Timer(90, server.terminate)
    overdue.start()
    try:
        line = server.stdout.readline() if server.stdout else ""
        found = re.search(r"http://([^:]+):(\d+)", line)
        assert found, line
        assert found[1] == (serving.reachable() if shared else "127.0.0.1")
        outside = f"http://{serving.reachable()}:{found[2]}/_stcore/health"
        if shared:
            assert urllib.request.urlopen(outside, timeout=10).status == 200
        else:
            with pytest.raises(OSError, match="refused"):
                urllib.request.urlopen(outside, timeout=10)
    finally:
        overdue.cancel()
        server.terminate()
        server.wait(timeout=20)

"""Starts the dashboard's server, waits until it answers, and says where. It must not know Streamlit's insides."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import Final

from dashboard.server import APP, arguments

STORE_VARIABLE: Final = "CONCORDANCE_STORE"
_HOST: Final = "127.0.0.1"
_TRIED: Final = 20  # ports after the wanted one, when it is taken
_PATIENCE: Final = 120  # seconds; a cold start on a slow disk takes about ten
_PAUSE: Final = 0.1


def free_port(wanted: int) -> int:
    """Return the wanted port, or the next that nobody listens on (any free one for 0)."""
    for port in range(wanted, wanted + _TRIED) if wanted else (0,):
        with socket.socket() as probe:
            try:
                probe.bind((_HOST, port))
            except OSError:
                continue
            return int(probe.getsockname()[1])
    raise OSError(f"The ports {wanted} to {wanted + _TRIED - 1} are all taken. Choose another with --port.")


def serve(store: Path | None, port: int, say: Callable[[str], None]) -> int:
    """Serve a store (the embedded sample for None) until stopped; `say` is given the address once it answers.

    Returns the server's exit code; 0 after Ctrl-C.
    """
    port = free_port(port)
    environment = {**os.environ, STORE_VARIABLE: str(store.resolve()) if store is not None else ""}
    command = [sys.executable, "-m", "streamlit", "run", str(APP), *arguments(server_port=port)]
    # Streamlit's own greeting names addresses that we do not listen on; ours is the one line that counts.
    server = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    address = f"http://{_HOST}:{port}"
    try:
        if _answers(f"{address}/_stcore/health", server):
            say(address)
        return server.wait()
    except KeyboardInterrupt:
        return 0
    finally:
        server.terminate()
        server.wait()


def _answers(health: str, server: subprocess.Popen[bytes]) -> bool:
    """Wait until the server is healthy; False when it ended or did not answer in time."""
    deadline = time.monotonic() + _PATIENCE
    while server.poll() is None and time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(health, timeout=1):  # our own loopback address
                return True
        except (urllib.error.URLError, OSError):
            time.sleep(_PAUSE)
    return False

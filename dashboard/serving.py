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
NEW_STORE_VARIABLE: Final = "CONCORDANCE_NEW_STORE"  # where articles go that are added to the embedded sample
SHARED_VARIABLE: Final = "CONCORDANCE_SHARED"  # "1": others read along, so nothing can be added
_HOST: Final = "127.0.0.1"
_EVERYWHERE: Final = "0.0.0.0"
_ELSEWHERE: Final = ("192.0.2.1", 9)  # kept for documentation (RFC 5737): it is nobody's
_TRIED: Final = 20  # ports after the wanted one, when it is taken
_PATIENCE: Final = 120  # seconds; a cold start on a slow disk takes about ten
_PAUSE: Final = 0.1


def free_port(wanted: int, host: str = _HOST) -> int:
    """Return the wanted port, or the next that nobody listens on (any free one for 0)."""
    for port in range(wanted, wanted + _TRIED) if wanted else (0,):
        with socket.socket() as probe:
            try:
                probe.bind((host, port))
            except OSError:
                continue
            return int(probe.getsockname()[1])
    raise OSError(f"The ports {wanted} to {wanted + _TRIED - 1} are all taken. Choose another with --port.")


def reachable() -> str:
    """Return the address of this machine as others on its network reach it, or its name where it has none."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(_ELSEWHERE)  # a datagram socket only looks up its route: nothing is sent
        except OSError:
            return socket.gethostname()
        return str(probe.getsockname()[0])


def serve(
    store: Path | None, port: int, say: Callable[[str], None], *, new_store: Path | None = None, shared: bool = False
) -> int:
    """Serve a store (the embedded sample for None) until stopped; `say` is given the address once it answers.

    `new_store` is where articles go that are added while the sample is shown; it is made with the first of them.
    `shared` listens on the network, for readers who may add nothing. Returns the server's exit code; 0 after Ctrl-C.
    """
    host = _EVERYWHERE if shared else _HOST
    port = free_port(port, host)
    environment = {
        **os.environ,
        STORE_VARIABLE: str(store.resolve()) if store is not None else "",
        NEW_STORE_VARIABLE: str(new_store.resolve()) if new_store is not None else "",
        SHARED_VARIABLE: "1" if shared else "",
    }
    # Between machines the messages are compressed; on one machine that would only cost time.
    options = arguments(server_port=port, server_address=host, server_enableWebsocketCompression=shared)
    # Streamlit's own greeting names addresses that we do not listen on; ours is the one line that counts.
    server = subprocess.Popen(
        [sys.executable, "-m", "streamlit", "run", str(APP), *options], env=environment, stdout=subprocess.DEVNULL
    )
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    try:
        if answers(f"http://{_HOST}:{port}/_stcore/health", server):
            say(f"http://{reachable() if shared else _HOST}:{port}")
        return server.wait()
    except KeyboardInterrupt:
        return 0
    finally:
        server.terminate()
        server.wait()


def answers(health: str, server: subprocess.Popen[bytes]) -> bool:
    """Wait until the server is healthy; False when it ended or did not answer in time."""
    deadline = time.monotonic() + _PATIENCE
    while server.poll() is None and time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(health, timeout=1):  # our own loopback address
                return True
        except (urllib.error.URLError, OSError):
            time.sleep(_PAUSE)
    return False

"""The options that the dashboard is served with, each with its reason. It must not know Streamlit.

They are given on the command line, so that they hold wherever the command is started and no file of the
machine can weaken them by standing in a working directory.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

APP: Final = Path(__file__).parent / "website.py"

OPTIONS: Final[dict[str, str | int | bool]] = {
    "server.address": "127.0.0.1",  # the default listens on every interface
    "server.headless": True,  # no question about an e-mail address, no browser opened on a server
    "server.enableStaticServing": True,  # map shapes come from the installation, never from a CDN
    "server.fileWatcherType": "none",  # an installed package does not change; watching costs CPU
    "server.maxUploadSize": 1,  # nothing is uploaded through a page
    "server.showEmailPrompt": False,
    "logger.enableRich": False,  # it prints what went wrong to the standard output, which nobody keeps
    # Ten kilobytes by default: the filters' lists of names, 77 kB, went out anew with every change of one of them.
    "global.minCachedMessageSize": 500,
    "browser.gatherUsageStats": False,  # the page would call home
    "client.toolbarMode": "viewer",  # no developer menu
    "client.showErrorDetails": "none",  # a traceback holds paths and SQL
    "client.showErrorLinks": False,  # an error would offer to search the web for it
    "client.showSidebarNavigation": False,  # its links drop the query; ours carry the selection
    # After every run Python would look for garbage among 250,000 objects and find 600: 140 to 400 ms in which
    # the server sends nothing, charts neither. Python does so of itself where garbage gathers.
    "runner.postScriptGC": False,
    "runner.fastReruns": True,  # a second change need not wait for the first to be drawn
    "theme.font": "sans-serif",  # Source Sans comes with Streamlit: no request leaves the machine
    "theme.headingFont": "sans-serif",
    "theme.baseFontSize": 16,
    "theme.baseRadius": "small",
    "theme.showWidgetBorder": True,
    "theme.light.primaryColor": "#1b5f8c",  # 6.6 : 1 on white; the blue of `palette`'s cooperation, darker
    "theme.light.textColor": "#262b33",  # the inks of `palette`, so that chart and page are one
    "theme.light.backgroundColor": "#ffffff",
    "theme.light.secondaryBackgroundColor": "#f3f5f7",
    "theme.light.borderColor": "#d9dee4",
    "theme.light.linkColor": "#1b5f8c",
    # Tints behind words that were found (`safe.COLOURS`); Streamlit's own are too pale to be seen on a projector.
    "theme.light.blueBackgroundColor": "#d6e6f5",
    "theme.light.greenBackgroundColor": "#cdebd4",
    "theme.light.orangeBackgroundColor": "#fbe1c6",
    "theme.light.violetBackgroundColor": "#e5dcf8",
    "theme.light.redBackgroundColor": "#f7d9dc",
    "theme.light.yellowBackgroundColor": "#f4ebb5",
    "theme.dark.blueBackgroundColor": "#1d3b56",
    "theme.dark.greenBackgroundColor": "#1c472a",
    "theme.dark.orangeBackgroundColor": "#57391a",
    "theme.dark.violetBackgroundColor": "#3f3464",
    "theme.dark.redBackgroundColor": "#5b2a32",
    "theme.dark.yellowBackgroundColor": "#4c4516",
    "theme.dark.primaryColor": "#5aa5d2",  # 6.9 : 1 on the dark ground
    "theme.dark.textColor": "#eef0f3",
    "theme.dark.backgroundColor": "#0e1117",
    "theme.dark.secondaryBackgroundColor": "#171c24",
    "theme.dark.borderColor": "#333b46",
    "theme.dark.linkColor": "#7fbde3",
}


def arguments(**changes: str | int | bool) -> list[str]:
    """Return the options as command-line arguments; a change is named with `_` for `.` (`server_port=8601`)."""
    options = OPTIONS | {name.replace("_", ".", 1): value for name, value in changes.items()}
    return [f"--{name}={str(value).lower() if isinstance(value, bool) else value}" for name, value in options.items()]

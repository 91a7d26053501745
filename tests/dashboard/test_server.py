"""The dashboard is served to this machine only and asks nobody anything."""

from __future__ import annotations

import pytest
from streamlit import config

from dashboard import server


@pytest.mark.parametrize("name", server.OPTIONS)
def test_every_option_is_one_of_streamlits(name: str) -> None:
    config.get_option(name)  # raises on a name that this Streamlit does not have


def test_what_must_not_change_by_accident() -> None:
    assert server.OPTIONS["server.address"] == "127.0.0.1"
    assert server.OPTIONS["browser.gatherUsageStats"] is False
    assert server.OPTIONS["client.showErrorDetails"] == "none"
    assert server.OPTIONS["server.enableStaticServing"] is True


def test_arguments_are_options_of_the_command_line() -> None:
    arguments = server.arguments(server_port=8601)
    assert "--server.port=8601" in arguments
    assert "--browser.gatherUsageStats=false" in arguments
    assert len(arguments) == len(server.OPTIONS) + 1
    assert server.APP.is_file()

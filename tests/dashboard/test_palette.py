"""Colours: seen on both grounds, told apart by every eye, the same for a code everywhere."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
import pytest

from dashboard import palette
from dashboard.figures import grid
from dashboard.palette import Ink, Look
from data.records import SECTORS, THEMES

# Machado, Oliveira and Fernandes 2009, severity 1.0, in linear RGB.
EYES = {
    "full": np.eye(3),
    "protanopia": np.array([[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216],
                            [-0.003882, -0.048116, 1.051998]]),
    "deuteranopia": np.array([[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413],
                              [-0.011820, 0.042940, 0.968881]]),
    "tritanopia": np.array([[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602],
                            [0.004733, 0.691367, 0.303900]]),
}  # fmt: skip
# Ottosson 2020, OKLab: linear RGB to cone responses, their cube roots to lightness and two hues.
CONES = np.array([[0.4122214708, 0.5363325363, 0.0514459929], [0.2119034982, 0.6806995451, 0.1073969566],
                  [0.0883024619, 0.2817188376, 0.6299787005]])  # fmt: skip
LAB = np.array([[0.2104542553, 0.7936177850, -0.0040720468], [1.9779984951, -2.4285922050, 0.4505937099],
                [0.0259040371, 0.7827717662, -0.8086757660]])  # fmt: skip


def linear(hexadecimal: str) -> npt.NDArray[np.float64]:
    value = np.array([int(hexadecimal[i : i + 2], 16) for i in (1, 3, 5)]) / 255
    return np.where(value <= 0.04045, value / 12.92, ((value + 0.055) / 1.055) ** 2.4)


def contrast(one: str, other: str) -> float:
    """WCAG 2.2, relative luminance."""
    light, dark = sorted((float(linear(c) @ [0.2126, 0.7152, 0.0722]) for c in (one, other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def closest(colours: list[str], eye: str) -> float:
    seen = np.clip(np.stack([linear(c) for c in colours]) @ EYES[eye].T, 0, 1)
    lab = np.cbrt(seen @ CONES.T) @ LAB.T
    distances = np.linalg.norm(lab[:, None] - lab[None], axis=-1)
    return float(distances[~np.eye(len(colours), dtype=bool)].min())


@pytest.mark.parametrize("eye", EYES)
def test_sectors_are_told_apart_by_every_eye(eye: str) -> None:
    assert closest([palette.colour(code) for code in SECTORS], eye) > 0.10


@pytest.mark.parametrize("eye", EYES)
def test_cooperation_and_conflict_are_told_apart_by_every_eye(eye: str) -> None:
    assert closest([palette.colour("cooperation"), palette.colour("conflict")], eye) > 0.10


@pytest.mark.parametrize("look", Look)
def test_every_colour_of_a_code_has_contrast_on_both_grounds(look: Look) -> None:
    ground = palette.ink(Ink.GROUND, look)
    for code in (*SECTORS, *THEMES, "none", "cooperation", "conflict", "any"):
        assert contrast(palette.colour(code, look), ground) >= 2.95, code


@pytest.mark.parametrize("look", Look)
def test_text_is_legible(look: Look) -> None:
    ground = palette.ink(Ink.GROUND, look)
    assert contrast(palette.ink(Ink.TEXT, look), ground) >= 7
    assert contrast(palette.ink(Ink.QUIET, look), ground) >= 4.5
    assert contrast(palette.ink(Ink.TEXT, look), palette.ink(Ink.LAND, look)) >= 4.5


@pytest.mark.parametrize("look", Look)
@pytest.mark.parametrize("mode", ["any", "conflict"])
def test_steps_go_from_weak_to_strong(look: Look, mode: str) -> None:
    ground = palette.ink(Ink.GROUND, look)
    contrasts = [contrast(step, ground) for step in palette.steps(look, mode=mode)]
    assert contrasts == sorted(contrasts) and contrasts[0] > 1.5


def test_every_code_has_a_colour_and_no_other() -> None:
    assert set(palette.SECTOR_COLOURS) == set(SECTORS)
    assert set(palette.THEME_COLOURS) == set(THEMES)
    with pytest.raises(KeyError):
        palette.colour("sport")


def test_nothing_in_the_configuration_leaves_the_machine() -> None:
    plain, mapped = palette.config(), palette.config(map=True)
    assert plain["displaylogo"] is False and plain["showSendToCloud"] is False
    assert "topojsonURL" not in plain
    assert mapped["topojsonURL"] == "app/static/topojson/"
    # Plotly's camera saves a chart without title, source, n and snapshot.
    assert plain["displayModeBar"] is False and "toImage" not in str(mapped["modeBarButtons"])


@pytest.mark.parametrize("look", Look)
def test_templates_ask_for_no_remote_font(look: Look) -> None:
    text = palette.template(look).to_plotly_json()
    assert "http" not in str(text)
    assert "system-ui" in text["layout"]["font"]["family"]


@pytest.mark.parametrize("look", Look)
@pytest.mark.parametrize("scale", [palette.diverging, palette.sequential])
def test_numbers_in_the_cells_of_a_grid_can_be_read_on_every_colour(look: Look, scale: Any) -> None:
    stops = scale(look)
    values = np.linspace(0, 1, 201)[None, :]
    white = grid.wants_white(values, stops, 0, 1)[0]
    assert white.any() and not white.all()
    for place, is_white in zip(values[0], white, strict=True):
        mixed = [np.interp(place, [at for at, _ in stops], [int(hue[i : i + 2], 16) for _, hue in stops])
                 for i in (1, 3, 5)]  # fmt: skip
        assert contrast("#ffffff" if is_white else "#000000", "#" + "".join(f"{round(c):02x}" for c in mixed)) >= 4.5

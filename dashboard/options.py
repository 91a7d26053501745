"""The options that a link can name, a word a value. It must not know the link's form, Streamlit or SQL."""

from __future__ import annotations

from enum import StrEnum


class Labels(StrEnum):
    """What the lines of a timeline are: labels of the codebook, or the selection's articles taken apart by who."""

    SECTORS = "sectors"
    THEMES = "themes"
    DYADS = "dyads"
    COUNTRIES = "countries"
    BLOCS = "blocs"


class Listed(StrEnum):
    """What a row of the list of articles is."""

    ARTICLES = "articles"
    STORIES = "stories"  # near-duplicates folded into the first of them


class Layout(StrEnum):
    """How several lines share the page."""

    ROWS = "rows"
    PANEL = "panel"
    GRID = "grid"


class Measure(StrEnum):
    """What the height of a line means."""

    VOLUME = "volume"  # share of all articles of that time
    SELECTION = "selection"  # share of the articles of the selection
    COUNT = "count"


class Shape(StrEnum):
    """How the co-mentions are drawn."""

    MAP = "map"
    MATRIX = "matrix"
    NETWORK = "network"
    TABLE = "table"


class Colour(StrEnum):
    """What the colour of a dyad says; the values are those of `figures.dyad_map`."""

    EVIDENCE = "evidence"
    SECTOR = "sector"


class Order(StrEnum):
    """Who stands beside whom in the matrix."""

    CLUSTER = "cluster"
    BLOC = "bloc"


class Rows(StrEnum):
    """What a row of the grid of sectors is."""

    DYADS = "dyads"
    COUNTRIES = "countries"


class Region(StrEnum):
    """The part of the world that the map shows; the values are those of `figures.dyad_map`."""

    WORLD = "world"
    CENTRAL_ASIA = "central-asia"
    EURASIA = "eurasia"
    ASEAN = "asean"
    EUROPE = "europe"
    MIDDLE_EAST = "middle-east"
    AFRICA = "africa"
    AMERICAS = "americas"


class Unit(StrEnum):
    """What a dyad is counted in; `weight` is 1/C(n,2) an article, n the countries that it names."""

    ARTICLES = "articles"
    PASSAGES = "passages"
    STORIES = "stories"
    WEIGHT = "weight"

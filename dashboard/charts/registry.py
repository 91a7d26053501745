"""Which charts stand on which page, by the key of their panel: one chart can be shown or saved without its page."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from dashboard.charts import against, comentions, country, dyad, overview, sectors, timelines
from dashboard.charts.chart import Chart, Scene

Maker = Callable[[Scene], Chart]

CHARTS: Final[Mapping[str, Mapping[str, Maker]]] = {
    "overview": {"sectors": overview.sectors, "dyads": overview.dyads, "volume": overview.volume},
    "timelines": {
        "against": against.over_time, "labels": timelines.over_time, "volume": timelines.volume,
        "change": timelines.changed,
    },
    "comentions": {"dyads": comentions.dyads, "ranked": comentions.ranked},
    "sectors": {
        "sectors": sectors.bars, "grid": sectors.grid, "together": sectors.together, "change": sectors.changed,
        "time": sectors.over_time,
    },
    "dyad": {
        "ladder": dyad.ladder, "sectors": dyad.sectors, "units": dyad.units, "time": dyad.timeline,
        "organisations": dyad.organisations, "outlets": dyad.outlets,
        "leaders": dyad.leaders, "checks": dyad.checks,
    },
    "country": {
        "partners": country.partners, "grid": country.grid, "time": country.over_time, "sectors": dyad.sectors,
        "organisations": dyad.organisations,
    },
}  # fmt: skip
"""Page -> panel key -> what makes the chart, in the order of the page; `ranked` wants a focus, `against` a kept
selection, `dyad` and `country` a
view that is about one."""

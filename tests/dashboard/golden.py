"""Frozen links on the embedded sample with what they showed when they were made: `golden.json`, written here.

`python -m tests.dashboard.golden` makes the file anew, under the sample and the version of answers that are there. Do
that when the sample has been made anew, and when `queries.version.ANSWERS` has risen. When numbers differ and neither
has happened, a link that somebody published shows other numbers than it did: raise the version, or mend the answer.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from dashboard.charts.chart import MARKED, Scene
from dashboard.exports import links
from data.snapshots import Snapshot, chosen
from queries import evidence, search
from queries.connection import connect

FILE = Path(__file__).with_name("golden.json")
ROWS = 3
ARTICLES = "articles"
# Each page and form once, and each kind of filter somewhere; the panel is the one whose table is kept.
LINKS = (
    ("overview", "sectors", ""),
    ("overview", "dyads", "countries=KZ"),
    ("overview", "volume", "interaction=conflict&since=2022-01-01&until=2024-12-31"),
    ("timelines", "labels", "countries=CN&grain=year&with=KZ"),
    ("timelines", "labels", "blocs=C5&grain=quarter&labels=themes&measure=selection"),
    ("timelines", "labels", "drawn=CN-KZ+KZ-RU&grain=year&labels=dyads"),
    ("timelines", "labels", "grain=year&interaction=any&labels=countries&measure=count"),
    ("timelines", "change", "compare=2019-01-01..2019-12-31&since=2024-01-01&until=2024-12-31"),
    ("timelines", "against", "countries=KZ&grain=year&kept=interaction.any+countries.KZ+collections.kremlin&with=CN"),
    ("comentions", "dyads", "interaction=any"),
    ("comentions", "dyads", "interaction=any&minimum=2&region=central-asia&unit=passages"),
    ("comentions", "dyads", "blocs=ASEAN&order=bloc&view=matrix"),
    ("comentions", "dyads", "minimum=10&unit=stories&view=network"),
    ("comentions", "dyads", "sectors=trade&view=table"),
    ("comentions", "ranked", "colour=sector&focus=UZ&minimum=1"),
    ("sectors", "sectors", "countries=CN&with=KZ"),
    ("sectors", "sectors", "countries=KZ&kept=interaction.cooperation+countries.UZ"),
    ("sectors", "grid", "blocs=C5&with_blocs=EU"),
    ("sectors", "together", "themes=connectivity"),
    ("sectors", "time", "countries=TR&interaction=conflict"),
    ("dyad", "ladder", "dyad=CN-KZ"),
    ("dyad", "time", "dyad=RU-US&grain=year&interaction=conflict"),
    ("dyad", "outlets", "dyad=CN-US&since=2020-01-01"),
    ("country", "partners", "country=KZ"),
    ("country", "organisations", "country=UZ&sectors=security"),
    ("articles", "", "interaction=any&organisations=SCO"),
    ("articles", "", "collections=current-events&countries=KZ&interaction=any"),
)


@contextmanager
def sample() -> Iterator[tuple[Snapshot, Callable[..., Any]]]:
    """Give the embedded sample and a way to ask it."""
    shot = chosen(None, "")
    connection = connect(shot)

    def ask(function: Callable[..., Any], *arguments: Any, **options: Any) -> Any:
        return function(connection.cursor(), *arguments, **options)

    yield shot, ask
    connection.close()


def shown(shot: Snapshot, ask: Callable[..., Any], link: str, panel: str) -> dict[str, Any]:
    """Return what a link shows: the number of articles, and the largest rows of a table; of the list, its first."""
    found = links.read(link)
    assert not found.notices, found.notices
    scene = Scene(shot, found.view, ask)
    if found.page == ARTICLES:
        ordered = search.articles if scene.chosen.words else evidence.articles
        rows = [[row] for row in ask(ordered, scene.chosen, limit=ROWS)["article_id"]]
    else:
        chart = links.maker(found.page, found.view, panel)(scene)
        names = [name for name in (*MARKED, "part", "change_articles", chart.panel.count) if name in chart.answer]
        first = chart.answer.nlargest(ROWS, chart.panel.count, keep="first")
        rows = [[_plain(value) for value in row] for row in first[names].itertuples(index=False)]
    return {"total": int(ask(evidence.count, scene.chosen)), "rows": rows}


def _plain(value: Any) -> str | int:
    if hasattr(value, "__index__"):
        return int(value)
    return f"{value:.6g}" if isinstance(value, float) else str(value)[:10] if hasattr(value, "year") else str(value)


def renew() -> None:
    """Write the file for the sample and the answers that are there now."""
    kept = []
    with sample() as (shot, ask):
        for page, panel, query in LINKS:
            link = links.frozen(page, links.read(f"{page}?{query}").view, shot.id)
            kept.append({"link": link, "panel": panel, **shown(shot, ask, link, panel)})
    lines = ",\n".join(json.dumps(entry, ensure_ascii=False) for entry in kept)
    FILE.write_text(f"[\n{lines}\n]\n", encoding="utf-8")


if __name__ == "__main__":
    renew()

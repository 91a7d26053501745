"""One relation from all sides: two countries, or one country with all others.

Why it exists: a dyad is not one number. It is the steps from being named together to working together on something,
under cooperation and conflict apart, over time, in several units, and in the company of organisations and leaders.
Each part takes its articles from the views that evidence takes them from. Knows no page.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from typing import Literal

import duckdb
import numpy as np
import pandas as pd

from queries import articles, comentions, pairs, statistics
from queries.comentions import APART
from queries.schema import ANSWERS, fetch, finish
from queries.selection import NO_MARK, Mark, Mode, Selection, Unit, check_dyad
from queries.timeline import Grain


def ladder(connection: duckdb.DuckDBPyConnection, selection: Selection, dyad: str) -> pd.DataFrame:
    """Return the steps of `comentions.dyad_ladder` under cooperation, conflict and all co-mentions, with intervals.

    Marks are those of the selection of all co-mentions: `mark_of_step`.
    """
    found = comentions.ladders(connection, selection, dyad)
    parts = [found[mode].assign(interaction=str(mode)) for mode in Mode]
    return finish("relations/ladder", with_interval(pd.concat(parts, ignore_index=True)))


def mark_of_step(interaction: str, step: str, code: str = "") -> Mark:
    """Return the mark of a row of `ladder`, to be asked of the selection of the dyad's co-mentions.

    The ladder counts sectors whatever the language of the article, and a mark of a sector counts coded articles: the
    same, since only coded articles have sectors.
    """
    if step == "passage":
        return Mark(in_one_passage=True)
    if step == "sector":
        return Mark(sector=code, interaction=Mode(interaction))
    return Mark(interaction=Mode.ANY if step == "together" else Mode(step))


def units(connection: duckdb.DuckDBPyConnection, selection: Selection, dyad: str) -> pd.DataFrame:
    """Return articles, passages, stories and outlets of a dyad under each interaction.

    The mark of a row asks the selection of all co-mentions: `Mark(dyad=dyad, interaction=interaction)`.
    """
    name, parts = "relations/units", []
    for mode in Mode:
        found = comentions.units(connection, dataclasses.replace(selection, interaction=mode), Mark(dyad=dyad))
        whole = found if len(found) else pd.DataFrame(0, index=[0], columns=found.columns)
        parts.append(whole.assign(interaction=str(mode), dyad=dyad))
    return finish(name, pd.concat(parts, ignore_index=True)[ANSWERS[name].names])


def interactions_over_time(
    connection: duckdb.DuckDBPyConnection, selection: Selection, *, grain: Grain = Grain.MONTH
) -> pd.DataFrame:
    """Return how often the articles of a selection report cooperation, and how often conflict, period by period.

    The mark of a row asks the selection of all co-mentions: `Mark(interaction=…, since=period_on, until=period_end)`.
    The total is the coded articles, since in other languages no interaction can be found.
    """
    parts = []
    for mode in APART:
        asked = dataclasses.replace(selection, interaction=mode)
        part = fetch(connection, "relations/over_time", asked, grain=str(grain), is_labelled=True)
        parts.append(part.assign(interaction=str(mode)))
    return finish("relations/interactions_over_time", _of_volume(pd.concat(parts, ignore_index=True)))


def dyads_over_time(
    connection: duckdb.DuckDBPyConnection, selection: Selection, dyads: Sequence[str], *, grain: Grain = Grain.MONTH
) -> pd.DataFrame:
    """Return the articles of some dyads, period by period; the mark: `Mark(dyad=…, since=…, until=…)`.

    The total is the volume: under cooperation and conflict its coded articles.
    """
    name, labelled = "relations/dyads_over_time", selection.interaction is not Mode.ANY
    volume = fetch(connection, "relations/over_time", selection.volume(), grain=str(grain), is_labelled=labelled)
    for dyad in dyads:
        check_dyad(dyad)
    taken = pairs.chosen(connection, selection, among=dyads)
    starts, found = volume["period_on"], []
    for dyad in dyads:
        counted = taken.by_period(dyad, grain)
        found.append(counted.reindex(starts, fill_value=0).to_numpy())
    each = len(volume)
    whole = pd.concat([volume] * len(dyads), ignore_index=True) if dyads else volume.head(0)
    counts = np.concatenate(found) if found else np.zeros(0, dtype=np.int64)
    return finish(name, _of_volume(whole.assign(dyad=np.repeat(list(dyads), each), count_articles=counts)))


def against(
    connection: duckdb.DuckDBPyConnection, selection: Selection, kept: Selection, *, grain: Grain = Grain.MONTH
) -> pd.DataFrame:
    """Return the articles of a selection beside those of another one on the same days, period by period.

    Each has its own total, the volume of its own outlets, collections and languages (its coded articles under
    cooperation and conflict), so that a small collection is not compared by its size. The mark of a row, of the
    selection itself: `Mark(since=period_on, until=period_end)`.
    """
    both = (selection, dataclasses.replace(kept, since=selection.since, until=selection.until))
    parts = []
    for asked in both:
        is_labelled = asked.interaction is not Mode.ANY
        found = fetch(connection, "relations/over_time", asked, grain=str(grain), is_labelled=is_labelled)
        parts.append(_of_volume(found))
    rows = parts[0].merge(parts[1], on="period_on", how="outer", suffixes=("", "_kept"))
    rows["is_partial"] = rows["is_partial"].fillna(rows["is_partial_kept"])
    counts = ["count_articles", "total_articles", "count_articles_kept", "total_articles_kept"]
    rows[counts] = rows[counts].fillna(0)
    return finish("relations/against", rows.sort_values("period_on")[ANSWERS["relations/against"].names])


def named_with(
    connection: duckdb.DuckDBPyConnection,
    selection: Selection,
    *,
    of: Literal["organisation", "leader"] | None = None,
    limit: int | None = None,
) -> pd.DataFrame:
    """Return the organisations and leaders (or those `of` one kind) named in the passages asked about: those that hold
    the dyad or country, and under cooperation or conflict those in which they do that.

    Marks: `Mark(organisation=code)`, `Mark(leader=code)`.
    """
    name = "relations/named_with"
    if selection.unit(NO_MARK) is Unit.ARTICLES:
        frame = _named(articles.chosen(connection, selection), of, selection.interaction)
    else:
        frame = fetch(connection, name, selection, kind=of)
    return finish(name, with_interval(frame.head(len(frame) if limit is None else limit)))


def _named(taken: articles.Chosen, of: str | None, interaction: Mode) -> pd.DataFrame:
    """The same where no country is asked for: what `articles.py` holds of each name is then all that is asked."""
    parts = []
    for kind in [of] if of else ["organisation", "leader"]:
        counts = taken.count(f"{kind}s", interaction)
        at = pairs.most_frequent(counts, None)
        codes = taken.articles.options[f"{kind}s"].codes[at]
        parts.append(pd.DataFrame({"kind": kind, "code": codes, "count_articles": counts[at]}))
    frame = pd.concat(parts).sort_values(["count_articles", "code"], ascending=[False, True], kind="stable")
    return frame.assign(total_articles=len(taken.places))


def with_interval(frame: pd.DataFrame) -> pd.DataFrame:
    """Return counts of totals with their share and its 95 % interval."""
    count, total = frame["count_articles"], frame["total_articles"]
    low, high = statistics.wilson(count, total)
    return frame.assign(share=statistics.share(count, total), share_low=low, share_high=high)


def _of_volume(frame: pd.DataFrame) -> pd.DataFrame:
    return with_interval(frame).rename(columns={"share": "share_of_volume"})

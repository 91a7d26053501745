"""The lines of a timeline, ready to be drawn: values, intervals, gaps, and what a click on a period means.

A period without articles is NaN and never 0; a period with few of them in all is *thin*: its share is shown, but it is
not joined and sets no scale.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from dashboard.figures import marks, words
from data.records import SECTORS, THEMES
from queries.blocs import PREFIX

# A share of fewer articles than this is no development: with 19, one article moves it by 5 points.
ENOUGH: Final = 20
# A share of all articles is no development either where there is less of everything than this part of the usual: those
# periods have other sources (a collection that began before the others), and their shares tower over all that follows.
_LITTLE: Final = 0.25


class Measure(StrEnum):
    """What the lines show."""

    SHARE_OF_VOLUME = "volume"
    SHARE_OF_SELECTION = "selection"
    COUNT = "count"


_COLUMNS: Final = {
    Measure.SHARE_OF_VOLUME: "share_of_volume",
    Measure.SHARE_OF_SELECTION: "share_of_selection",
    Measure.COUNT: "count_articles",
}


@dataclass(frozen=True)
class Line:
    """One label's values over all periods, ready to be drawn."""

    code: str
    on: npt.NDArray[np.datetime64]
    values: npt.NDArray[np.float64]
    low: npt.NDArray[np.float64]
    high: npt.NDArray[np.float64]
    partial: npt.NDArray[np.bool_]
    thin: npt.NDArray[np.bool_]  # too few articles in all for the share to be joined by a line and to set the scale
    data: npt.NDArray[np.object_]


def lines(answer: pd.DataFrame, *, grain: str, measure: Measure) -> list[Line]:
    """Return the lines of an answer, labels in the order of the codebook; a period without articles is NaN, never 0."""
    total = "total_selected" if measure is Measure.SHARE_OF_SELECTION else "total_articles"
    spans: dict[pd.Timestamp, tuple[str, str]] = {}
    for stamp in answer["period_on"].drop_duplicates():
        start = stamp.date()
        span = marks.written(since=start, until=words.period_end(start, grain))
        spans[stamp] = (span, words.period(start, grain))
    found = []
    for code in ordered(answer):
        rows = answer[answer["code"] == code].sort_values("period_on")
        values = rows[_COLUMNS[measure]].to_numpy(dtype=float, na_value=np.nan)
        values = np.where(rows["total_articles"].to_numpy() > 0, values, np.nan)
        mark = marks.written(**part(code))
        low, high = _band(rows, measure)
        texts, periods = zip(*(spans[stamp] for stamp in rows["period_on"]), strict=True)
        data = marks.customdata([f"{mark}&{text}" for text in texts], rows["count_articles"], rows[total], periods,
                                100 * _share(rows, measure), 100 * low, 100 * high)  # fmt: skip
        on = rows["period_on"].to_numpy(dtype="datetime64[D]")
        partial, thin = rows["is_partial"].to_numpy(dtype=bool), _thin(rows[total], measure)
        found.append(Line(code, on, values, low, high, partial & ~thin, thin, data))
    return found


def ordered(answer: pd.DataFrame) -> list[str]:
    """Return what the lines of an answer are of: labels as in the codebook, dyads and countries as they come."""
    known = list(dict.fromkeys(answer["code"]))
    return [code for code in (*SECTORS, *THEMES) if code in known] or known


def part(code: str) -> dict[str, str]:
    """Return the part of a mark that names a line."""
    if code.startswith(PREFIX):
        return {"bloc": code.removeprefix(PREFIX)}
    if code in SECTORS:
        return {"sector": code}
    return {"theme" if code in THEMES else "dyad" if "-" in code else "country": code}


def has_little(totals: pd.Series) -> npt.NDArray[np.bool_]:
    """Return which periods have so little volume that a share of it sets no scale; none if that would leave none."""
    numbers = totals.to_numpy(dtype=float)
    usual = float(np.median(numbers[numbers > 0])) if (numbers > 0).any() else 0.0
    little: npt.NDArray[np.bool_] = numbers < max(ENOUGH, _LITTLE * usual)
    return np.zeros(len(little), dtype=bool) if little.all() else little


def _thin(totals: pd.Series, measure: Measure) -> npt.NDArray[np.bool_]:
    """Return which periods have too few articles to join; none if that would leave no line, and never for counts."""
    if measure is Measure.SHARE_OF_VOLUME:
        return has_little(totals)
    thin: npt.NDArray[np.bool_] = totals.to_numpy() < ENOUGH
    return np.zeros(len(thin), dtype=bool) if measure is Measure.COUNT or thin.all() else thin


def _share(rows: pd.DataFrame, measure: Measure) -> npt.NDArray[np.float64]:
    name = "share_of_selection" if measure is Measure.SHARE_OF_SELECTION else "share_of_volume"
    return rows[name].to_numpy(dtype=float, na_value=np.nan)


def _band(rows: pd.DataFrame, measure: Measure) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    if measure is not Measure.SHARE_OF_VOLUME:
        return np.full(len(rows), np.nan), np.full(len(rows), np.nan)
    low, high = (rows[name].to_numpy(dtype=float, na_value=np.nan) for name in ("share_low", "share_high"))
    return low, high


def band(line: Line) -> tuple[npt.NDArray[np.datetime64], npt.NDArray[np.float64]]:
    """Return the outline of the interval band, one closed polygon a run of periods, parted by gaps."""
    known = ~line.thin & np.isfinite(line.values) & np.isfinite(line.low) & np.isfinite(line.high)
    edges = np.flatnonzero(np.diff(np.concatenate([[0], known.astype(np.int8), [0]])))
    xs: list[npt.NDArray[np.datetime64]] = []
    ys: list[npt.NDArray[np.float64]] = []
    for start, stop in zip(edges[::2], edges[1::2], strict=True):
        if stop - start < 2:
            continue
        xs += [line.on[start:stop], line.on[start:stop][::-1], np.array(["NaT"], dtype="datetime64[D]")]
        ys += [line.low[start:stop], line.high[start:stop][::-1], np.array([np.nan])]
    if not xs:
        return np.array([], dtype="datetime64[D]"), np.array([])
    return np.concatenate(xs), np.concatenate(ys)


def empty_stretches(answer: pd.DataFrame, *, grain: str) -> list[tuple[date, date]]:
    """Return first and last day of every run of periods in which there is no article at all."""
    totals = answer.groupby("period_on")["total_articles"].max().sort_index()
    found: list[tuple[date, date]] = []
    for stamp in totals.index[totals.to_numpy() == 0]:
        start = stamp.date()
        end = words.period_end(start, grain)
        if found and found[-1][1] + timedelta(days=1) == start:
            found[-1] = (found[-1][0], end)
        else:
            found.append((start, end))
    return found

"""Answers written by hand for the tests of figures: the columns of `queries/declared`, numbers that mean something."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

import pandas as pd

from queries import schema


def _wilson(count: int, total: int) -> tuple[float, float]:
    z, share = 1.96, count / total
    middle, spread = share + z * z / (2 * total), z * ((share * (1 - share) + z * z / (4 * total)) / total) ** 0.5
    return (middle - spread) / (1 + z * z / total), (middle + spread) / (1 + z * z / total)


def empty(name: str) -> pd.DataFrame:
    """Return an answer without rows, with exactly the columns that the schema declares."""
    return frame(name, [])


def frame(name: str, rows: Iterable[dict[str, Any]]) -> pd.DataFrame:
    """Return rows as an answer; a missing column is an error, so tests cannot drift from the schema."""
    columns = [column.name for column in schema.ANSWERS[name].columns]
    table = pd.DataFrame(list(rows), columns=columns)
    assert table.columns.tolist() == columns
    return table


def months(first: date, count: int) -> list[date]:
    """Return the first days of `count` months."""
    return [date(first.year + (first.month - 1 + i) // 12, (first.month - 1 + i) % 12 + 1, 1) for i in range(count)]


def timeline(
    counts: dict[str, Sequence[int]], totals: Sequence[int], *, first: date = date(2020, 1, 1), partial: bool = False
) -> pd.DataFrame:
    """Return monthly `labels_over_time` rows: per code the articles, and the articles there were at all."""
    rows = []
    for i, (on, total) in enumerate(zip(months(first, len(totals)), totals, strict=True)):
        for code, values in counts.items():
            low, high = _wilson(values[i], total) if total else (float("nan"),) * 2
            rows.append(
                {
                    "period_on": pd.Timestamp(on), "code": code, "count_articles": values[i], "total_articles": total,
                    "total_selected": max(values[i], total // 2),
                    "share_of_volume": values[i] / total if total else float("nan"),
                    "share_low": low, "share_high": high,
                    "share_of_selection": values[i] / max(values[i], total // 2) if total else float("nan"),
                    "is_partial": partial and i == len(totals) - 1,
                }
            )  # fmt: skip
    return frame("timeline/labels_over_time", rows)


def volume(counts: dict[str, Sequence[int]], *, first: date = date(2020, 1, 1)) -> pd.DataFrame:
    """Return monthly `volume` rows."""
    rows = [
        {"period_on": pd.Timestamp(on), "collection": code, "count_articles": values[i], "is_partial": False}
        for code, values in counts.items()
        for i, on in enumerate(months(first, len(values)))
    ]
    return frame("timeline/volume", rows)


def dyad(code: str, count: int, **other: Any) -> dict[str, Any]:
    """Return one row of `dyads`: `count` articles name both; the rest has plausible values to be overridden."""
    a, b = code.split("-")
    expected = other.get("expected", count / 2)
    lift = count / expected
    return {
        "dyad": code, "country_a": a, "country_b": b, "count_selected": count, "count_articles": count,
        "count_passages": count, "count_cooperation": count // 2, "count_conflict": count // 4, "count_outlets": 3,
        "count_stories": count, "observed": count, "total_a": 10 * count, "total_b": 10 * count,
        "total_articles": 1200, "total_dyads": 10, "expected": expected, "lift": lift, "lift_low": lift * 0.8,
        "lift_high": lift * 1.2, "signed_g2": 5.0 * count * (1 if lift >= 1 else -1), "p": 0.001, "q": 0.002,
        "share_of_a": 0.1, "share_of_b": 0.1, "share_cooperation": 0.5, "share_low": 0.4, "share_high": 0.6,
        "is_too_few": count < 5, "last_on": pd.Timestamp(2026, 8, 1), **other,
    }  # fmt: skip


def dyads(*rows: dict[str, Any]) -> pd.DataFrame:
    """Return an answer of `dyads`."""
    return frame("comentions/dyads", rows)


def countries(counts: dict[str, int], total: int = 1200) -> pd.DataFrame:
    """Return an answer of `countries`."""
    rows = [
        {"country": code, "count_articles": n, "total_articles": total, "share": n / total, "share_low": 0.0,
         "share_high": 1.0, "last_on": pd.Timestamp(2026, 8, 1)}
        for code, n in counts.items()
    ]  # fmt: skip
    return frame("comentions/countries", rows)


def breakdown(
    counts: dict[str, int], total: int, *, name: str = "sectors/breakdown", usual: float = 0.2
) -> pd.DataFrame:
    """Return an answer of `breakdown` or `themes_breakdown`."""
    rows = []
    for code, count in counts.items():
        low, high = _wilson(count, total) if total else (float("nan"),) * 2
        rows.append({"code": code, "count_articles": count, "total_articles": total,
                     "share": count / total if total else float("nan"), "share_low": low, "share_high": high,
                     "baseline_count": int(usual * 10_000), "baseline_total": 10_000,
                     "baseline_share": usual})  # fmt: skip
    return frame(name, rows)


def by_dyad(table: dict[str, tuple[int, dict[str, int]]], *, usual: float = 0.2) -> pd.DataFrame:
    """Return an answer of `by_dyad`: per dyad its articles and those of each sector."""
    rows = []
    for code, (total, counts) in table.items():
        for sector, count in counts.items():
            low, high = _wilson(count, total)
            rows.append({"dyad": code, "code": sector, "count_articles": count, "total_articles": total,
                         "share": count / total, "share_low": low, "share_high": high, "baseline_count": 2000,
                         "baseline_total": 10_000, "baseline_share": usual,
                         "ratio": count / total / usual})  # fmt: skip
    return frame("sectors/by_dyad", rows)

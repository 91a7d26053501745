"""Writes a table of a few rows as HTML, to be drawn by `listed` as one element of the page.

Why not `st.dataframe`: it paints a sheet of thousands of rows; for two tables of four it took a fifth of the script of
the page of a pair, and the browser drew them anew at each change. It must not know what the table is about.
"""

from __future__ import annotations

import html
import math
from collections.abc import Sequence
from typing import Any, Final

import pandas as pd

from dashboard import labels, listed, safe
from queries.timeline import Grain

MOST: Final = 8  # rows, above which one wants to sort them


def table(
    answer: pd.DataFrame, grain: Grain | None, queries: Sequence[listed.Query | None], words: str, *, most: int = 99
) -> str:
    """Return an answer as HTML, called `words`; the first cell of a row leads to the page under its query, if any.

    Of its columns the first `most` are shown, and one more where an interval would lose its upper end; a share has as
    many decimals as the others of its column.
    """
    shown = labels.table(answer, grain)
    names = {words: name for name, words in labels.headings(answer).items()}
    ends = shown.shape[1] > most and names.get(str(shown.columns[most - 1]), "").endswith("_low")
    shown = shown.iloc[:, : most + ends]
    digits = {head: decimals(shown[head], 2) for head in shown.columns if labels.is_share(names.get(head, head))}
    heads = "".join(f"<th>{html.escape(head)}</th>" for head in shown.columns)
    rows = []
    for values, query in zip(shown.itertuples(index=False, name=None), queries, strict=True):
        first, *others = (
            cell(value, names.get(head, head), digits.get(head, 1))
            for value, head in zip(values, shown.columns, strict=True)
        )
        lead = listed.link("", query, first, "mark") if query else html.escape(first)
        rows.append(f"<tr><th>{lead}</th>{''.join(f'<td>{html.escape(other)}</td>' for other in others)}</tr>")
    whole = f"<table><thead><tr>{heads}</tr></thead><tbody>{''.join(rows)}</tbody></table>"
    return f'<div class="few" role="region" tabindex="0" aria-label="{html.escape(words)}">{whole}</div>'


def decimals(shares: pd.Series, digits: int) -> int:
    """Return how many decimals show the smallest share of a column, in per cent, with so many digits: 1 to 6."""
    sizes = 100 * shares.astype(float).abs()
    least = float(sizes[sizes > 0].min())
    return min(max(digits - 1 - math.floor(math.log10(least)), 1), 6) if math.isfinite(least) else 1


def chance(value: float) -> str:
    """Return a probability with three decimals: one of 10⁻⁹ is not 0.000."""
    return f"{value:.3f}" if value >= 0.001 else "<\u00a00.001"


def cell(value: Any, name: str, digits: int = 1) -> str:
    """Return a value of a column as a reader sees it: shares in per cent with so many decimals, counts by thousands."""
    if pd.isna(value):
        return "–"
    if labels.is_share(name):
        return safe.unbroken(f"{100 * value:.{digits}f} %")
    if name == "q":
        return chance(float(value))
    if isinstance(value, float):
        return f"{value:,.2f}"
    return labels.number(int(value)) if pd.api.types.is_integer(value) else safe.plain(str(value))

"""Writes a table of a few rows as HTML, to be drawn by `listed` as one element of the page.

Why not `st.dataframe`: it paints a sheet of thousands of rows; for two tables of four it took a fifth of the script of
the page of a pair, and the browser drew them anew at each change. It must not know what the table is about.
"""

from __future__ import annotations

import html
from collections.abc import Sequence
from typing import Any, Final

import pandas as pd

from dashboard import labels, listed, safe
from queries.timeline import Grain

MOST: Final = 8  # rows, above which one wants to sort them


def table(answer: pd.DataFrame, grain: Grain | None, queries: Sequence[listed.Query | None], words: str) -> str:
    """Return an answer as HTML, called `words`; the first cell of a row leads to the page under its query, if any."""
    shown = labels.table(answer, grain)
    names = {words: name for name, words in labels.headings(answer).items()}
    heads = "".join(f"<th>{html.escape(head)}</th>" for head in shown.columns)
    rows = []
    for values, query in zip(shown.itertuples(index=False, name=None), queries, strict=True):
        first, *others = (cell(value, names.get(head, head)) for value, head in zip(values, shown.columns, strict=True))
        lead = listed.link("", query, first, "mark") if query else html.escape(first)
        rows.append(f"<tr><th>{lead}</th>{''.join(f'<td>{html.escape(other)}</td>' for other in others)}</tr>")
    whole = f"<table><thead><tr>{heads}</tr></thead><tbody>{''.join(rows)}</tbody></table>"
    return f'<div class="few" role="region" tabindex="0" aria-label="{html.escape(words)}">{whole}</div>'


def cell(value: Any, name: str) -> str:
    """Return a value of a column as a reader sees it: shares in per cent with three digits, counts with thousands."""
    if pd.isna(value):
        return "–"
    if labels.is_share(name):
        return safe.unbroken(f"{100 * value:.3g} %")
    if isinstance(value, float):
        return f"{value:,.2f}"
    return labels.number(int(value)) if pd.api.types.is_integer(value) else safe.plain(str(value))

"""`concordance evaluate`: the table of measured quality in the terminal, as JSON, and in a snapshot's facts."""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

import click
import numpy as np
import numpy.typing as npt
import orjson
from rich import box
from rich.console import Console
from rich.table import Table

from data import vocabularies
from data.evaluation import LABELS, Evaluation, GoldError, Score, Wrong, read_gold
from data.snapshots import Store
from data.sources import file_digest
from data.version import source_digest, version

_INDENT: Final = "    "
_WIDTH: Final = 100


class CannotMeasure(ValueError):
    """Why nothing can be measured or kept, in a sentence."""


def run(
    gold: Path, part: str, *, as_json: bool, errors: bool, labels: Sequence[str], store: Path, writes: bool
) -> None:
    """Measure and print; raise CannotMeasure for bad gold, an unknown label or a store without a snapshot."""
    for label in labels:
        if label not in LABELS:
            near = difflib.get_close_matches(label, LABELS, 1)
            hint = f" Did you mean {near[0]!r}?" if near else ""
            raise CannotMeasure(f"There is no label {label!r}. Allowed: {', '.join(LABELS)}.{hint}")
    snapshot = Store(store).current() if writes else None
    if writes and snapshot is None:
        raise CannotMeasure(f"{store} holds no snapshot to write to. Add articles first: concordance ingest PATH")
    if snapshot is not None and snapshot.facts.get("vocabularies") != vocabularies.digest():
        raise CannotMeasure(
            f"Snapshot {snapshot.id} was made with other vocabularies; ingest its articles again, then measure."
        )
    try:
        evaluation = Evaluation(read_gold(gold))
    except GoldError as error:
        raise CannotMeasure(str(error)) from error
    which = _chosen(evaluation, part)
    if errors:
        for wrong in evaluation.wrong(which):
            if not labels or wrong.label in labels:
                click.echo(_said(wrong))
    elif as_json:
        click.echo(orjson.dumps(facts(evaluation, gold), option=orjson.OPT_INDENT_2).decode())
    else:
        _print(evaluation.scores(which), int(which.sum()))
    if snapshot is not None:
        Store(store).annotate(snapshot.id, quality=facts(evaluation, gold))
        click.echo(f"Written to snapshot {snapshot.id} of {store}.", err=True)


def _chosen(evaluation: Evaluation, part: str) -> npt.NDArray[np.bool_]:
    held_out = evaluation.held_out()
    return {"all": np.ones(len(held_out), dtype=bool), "tuning": ~held_out, "held-out": held_out}[part]


def facts(evaluation: Evaluation, gold: Path) -> dict[str, Any]:
    """Return the measurement as a snapshot keeps it: scores of each part, and digests of gold and code."""
    parts = {}
    for part in ("all", "tuning", "held-out"):
        which = _chosen(evaluation, part)
        scores = {label: score.facts() for label, score in evaluation.scores(which).items()}
        parts[part] = {"passages": int(which.sum()), "labels": scores}
    return {
        "gold": gold.name,
        "gold_digest": file_digest(gold),
        "language": "en",
        "version": version(),
        "code_digest": source_digest(),
        "vocabularies": vocabularies.digest(),
        "measured_on": datetime.now(UTC).date().isoformat(),
        "parts": parts,
    }


def _print(scores: dict[str, Score], passages: int) -> None:
    unit = "passage" if passages == 1 else "passages"
    title = f"{passages:,} {unit}; 95 % intervals by bootstrap over passages"
    table = Table(title=title, title_justify="left", box=box.SIMPLE_HEAD, pad_edge=False)
    for name in ("label", "precision", "recall", "F1", "F1 from", "to", "right", "false", "missed"):
        table.add_column(name, justify="left" if name == "label" else "right", no_wrap=True)
    for label, score in scores.items():
        rates = (score.precision, score.recall, score.f1, *score.f1_interval)
        counts = (score.right, score.false, score.missed)
        cells = ["–" if np.isnan(rate) else f"{rate:.3f}" for rate in rates]
        table.add_row(label, *cells, *(f"{count:,}" for count in counts))
    wide = Console(highlight=False)
    wide.width = max(wide.width, _WIDTH)  # a pipe has 80 columns by default, and the table needs more
    wide.print(table)


def _said(wrong: Wrong) -> str:
    verdict = "MISS " if wrong.is_miss else "FALSE"
    lines = [f"{verdict} {wrong.label}: {wrong.code}  [{wrong.passage.id}]", f"{_INDENT}{wrong.passage.text}"]
    lines += [f"{_INDENT}[{start}, {end}) {form!r}: {rule}" for start, end, form, rule in wrong.spans]
    return "\n".join(lines)

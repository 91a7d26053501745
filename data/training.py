"""Labelled passages -> `vocabularies/weights.csv`, the weights with which `data/weighing.py` decides about acts.

    python -m tests.gold.labels CORPORA MORE.jsonl parties
    python -m data.training GOLD.jsonl MORE.jsonl

Only passages that are not held out are read; those that were drawn for sectors hold few pairs and made the dyads
worse in cross-validation (F1 0.64 instead of 0.65), so they are left out. The strength of the penalty and the least
scores are chosen by cross-validation over passages, whose scores it prints. A logistic
regression with an L2 penalty, fitted by L-BFGS: convex and without chance, so that the same passages give the same
file.
"""

from __future__ import annotations

import csv
import hashlib
import itertools
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize
from scipy.sparse import csr_array

from data.evaluation import Passage, batches_of, read_gold
from data.extraction import Extractor
from data.vocabularies import FOLDER
from data.weighing import ALWAYS, KINDS, SCALE, Pair, codes_of, is_weighed, pair_marks, passage_marks

Floats = npt.NDArray[np.float64]
_LEAST_OFTEN: Final = 3
"""Pairs that must have a mark for it to get a weight."""
_FOLDS: Final = 5
_PENALTIES: Final = (2.0, 4.0, 8.0)
_LEVELS: Final = tuple(round(0.3 + 0.025 * step, 3) for step in range(9))
"""Probabilities from which the likeliest pair of a passage may act; the best of them is chosen."""
_REST: Final = 0.5
"""The probability that every other pair needs; `data/weighing.py` says why."""


@dataclass(frozen=True, slots=True)
class Example:
    """One pair of one passage with its marks; `says` is 1, 0 or NaN (nobody labelled it) for each kind."""

    passage: int
    pair: Pair
    marks: frozenset[str]
    says: tuple[float, ...]


def examples_of(passages: Sequence[Passage], extractor: Extractor) -> Iterator[Example]:
    """Yield the pairs of the passages that are weighed."""
    for start, batch in batches_of(passages):
        readings, codings = extractor.proposals(batch)
        codes = codes_of(codings)
        for reading in readings:
            if not is_weighed(reading):
                continue
            number = start + int(batch.passage_article[reading.passage])
            shared = passage_marks(reading, codes.get(reading.passage, ()))
            for pair, marks in pair_marks(reading):
                yield Example(number, pair, frozenset(shared | marks), _says(passages[number], pair))


def _says(passage: Passage, pair: Pair) -> tuple[float, ...]:
    """Return what the labels say of a pair; of a body only where no dyad explains what the passage says."""
    one, other = pair
    if other[0] != "@":
        return tuple(float(f"{one}-{other} {kind.value}" in passage.codes["typed dyads"]) for kind in KINDS)
    unknown = float("nan") if passage.codes["dyads"] else 1.0
    return tuple(unknown if passage.codes[kind.value] else 0.0 for kind in KINDS)


class Design:
    """The examples as a matrix of marks, a row a pair."""

    def __init__(self, examples: Sequence[Example]) -> None:
        often = Counter(mark for example in examples for mark in example.marks)
        self.marks = sorted(mark for mark, count in often.items() if count >= _LEAST_OFTEN)
        column = {mark: i for i, mark in enumerate(self.marks)}
        cells = [(row, column[m]) for row, e in enumerate(examples) for m in sorted(e.marks) if m in column]
        at = np.array(cells, dtype=np.int64).reshape(-1, 2)
        shape = (len(examples), len(self.marks))
        self.matrix = csr_array((np.ones(len(at)), (at[:, 0], at[:, 1])), shape=shape)
        self.passage = np.array([example.passage for example in examples], dtype=np.int64)
        self.says = np.array([example.says for example in examples], dtype=np.float64).reshape(-1, len(KINDS))
        pairs = np.bincount(self.passage)
        self.share = 1 / np.sqrt(pairs[self.passage])
        """Weight of a row: a passage of many pairs counts more than one of few, but not in proportion."""

    def fit(self, kind: int, penalty: float, rows: npt.NDArray[np.bool_]) -> Floats:
        """Return the weights of the marks for one kind, from the chosen rows; the intercept is not penalised."""
        rows = rows & ~np.isnan(self.says[:, kind])
        matrix, sign, share = self.matrix[rows], 2 * self.says[rows, kind] - 1, self.share[rows]
        strength = np.full(len(self.marks), penalty)
        strength[self.marks.index(ALWAYS)] = 0

        def loss(weights: Floats) -> tuple[float, Floats]:
            margin = sign * (matrix @ weights)
            value = share @ np.logaddexp(0, -margin) + 0.5 * strength @ weights**2
            slope = -matrix.T @ (share * sign / (1 + np.exp(np.clip(margin, -50, 50)))) + strength * weights
            return float(value), slope

        found = minimize(loss, np.zeros(len(self.marks)), jac=True, method="L-BFGS-B", options={"maxiter": 1_000})
        return np.asarray(found.x, dtype=np.float64)


def _fold(passage: Passage) -> int:
    return int.from_bytes(hashlib.blake2b(f"fold {passage.id}".encode(), digest_size=8).digest(), "big") % _FOLDS


def cross_validated(design: Design, passages: Sequence[Passage], penalty: float) -> Floats:
    """Return the probability of each kind for each row, from weights fitted without its passage's fold."""
    fold = np.array([_fold(passage) for passage in passages], dtype=np.int64)[design.passage]
    result = np.zeros(design.says.shape)
    for left_out, kind in itertools.product(range(_FOLDS), range(len(KINDS))):
        weights = design.fit(kind, penalty, fold != left_out)
        rows = fold == left_out
        result[rows, kind] = 1 / (1 + np.exp(-(design.matrix[rows] @ weights)))
    return result


def _f1(said: set[Any], true: set[Any]) -> float:
    return 2 * len(said & true) / max(1, len(said) + len(true))


def level_scores(
    examples: Sequence[Example], passages: Sequence[Passage], likely: Floats, kind: int
) -> dict[float, tuple[float, float]]:
    """Return for each level the F1 of the kind over passages, and over dyads with that kind."""
    name = KINDS[kind].value
    whole = {i for i, passage in enumerate(passages) if passage.codes[name]}
    ends = f" {name}"
    dyads = {(i, t.split(" ")[0]) for i, p in enumerate(passages) for t in p.codes["typed dyads"] if t.endswith(ends)}
    chances = list(zip(examples, likely[:, kind].tolist(), strict=True))
    best: dict[int, float] = {}
    for example, chance in chances:
        best[example.passage] = max(chance, best.get(example.passage, 0.0))
    scores = {}
    for level in _LEVELS:
        said = [e for e, chance in chances if chance >= (level if chance == best[e.passage] else _REST)]
        pairs = {(e.passage, "-".join(e.pair)) for e in said if e.pair[1][0] != "@"}
        scores[level] = _f1({e.passage for e in said}, whole), _f1(pairs, dyads)
    return scores


def _best(scores: dict[float, tuple[float, float]]) -> float:
    """Return the key of the highest sum of scores, of equal ones the largest."""
    return max(scores, key=lambda key: (sum(scores[key]), key))


def train(paths: Sequence[Path], out: Path) -> None:
    """Fit on the passages of these files that are not held out, print the scores, and write the weights."""
    gold = [passage for path in paths for passage in read_gold(path) if not passage.is_held_out]
    passages = [passage for passage in gold if "typed dyads" in passage.codes]
    examples = list(examples_of(passages, Extractor()))
    design = Design(examples)
    columns, least = [], []
    for kind, name in enumerate(KINDS):
        tried = {}
        for penalty in _PENALTIES:
            scores = level_scores(examples, passages, cross_validated(design, passages, penalty), kind)
            level = _best(scores)
            tried[penalty] = level, scores[level]
            passage, dyad = scores[level]
            said = f"{name.value}, penalty {penalty:g}, from {level:g}: passages {passage:.3f}, dyads {dyad:.3f}"
            sys.stdout.write(said + "\n")
        best = _best({penalty: scores for penalty, (_, scores) in tried.items()})
        columns.append(design.fit(kind, best, np.ones(len(examples), dtype=bool)))
        least.append(np.log(tried[best][0] / (1 - tried[best][0])))
    _write(out, design.marks, np.array([*columns]).T, least, len(passages), len(examples))


def _write(out: Path, marks: Sequence[str], weights: Floats, least: Sequence[float], *counts: int) -> None:
    with out.open("w", encoding="utf-8", newline="") as file:
        file.write("# Weights of the marks of a pair of parties, in thousandths; by `python -m data.training` from\n")
        file.write(f"# {counts[0]} labelled passages with {counts[1]} pairs. What a mark means: data/weighing.py.\n")
        rows = csv.writer(file, lineterminator="\n")
        rows.writerow(["mark", *(kind.value for kind in KINDS)])
        rows.writerow(["least", *(round(SCALE * value) for value in least)])
        for mark, row in zip(marks, np.rint(weights * SCALE).astype(int).tolist(), strict=True):
            if any(row):
                rows.writerow([mark, *row])


if __name__ == "__main__":
    train([Path(name) for name in sys.argv[1:]], FOLDER / "weights.csv")

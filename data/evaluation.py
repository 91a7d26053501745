"""Labelled passages + the extractor -> how often each label is right, and where it is wrong.

A gold passage is read as an article of its own, without title, outlet or section: what is measured is what
the passage says. Precision, recall and F1 are micro-averages over passages; intervals come from a bootstrap
over passages, because labels of one passage are not independent. The module knows nothing of snapshots.
"""

from __future__ import annotations

import csv
import hashlib
import itertools
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import orjson

from data.articles import Article, Batch, batch_of
from data.extraction import Extractor
from data.records import NAMED, SECTORS, THEMES, Interaction, Kind
from data.tables import Tables

_TYPES: Final = {
    "cooperation": frozenset({"cooperation"}),
    "conflict": frozenset({"conflict"}),
    "mixed": frozenset({"cooperation", "conflict"}),
    "none": frozenset[str](),
}
_KINDS: Final = ("named", "referred", "sectors", "themes")
_PARTS: Final = {
    "named": ("named",), "referred": ("referred",), "sectors": ("sectors", *SECTORS), "themes": ("themes", *THEMES),
    "interaction": ("cooperation", "conflict", "typed dyads"), "dyads": ("dyads", "typed dyads"),
}  # fmt: skip
"""The labels that cannot be measured where this column of the gold is null."""
LABELS: Final = (
    "named", "referred", "sectors", *SECTORS, "themes", *THEMES, "cooperation", "conflict", "dyads", "typed dyads",
)  # fmt: skip
"""What is measured, in the order of the table; `sectors` and `themes` are the micro-averages of their codes."""

HELD_OUT: Final = "held-out"
_SAMPLES: Final = 1_000
_BATCH: Final = 200
_EVERY: Final = 3


JUDGEMENTS: Final = Path(__file__).with_name("judgements.csv")


def judged() -> dict[str, tuple[int, int]]:
    """Return for each label how many of its fresh positives a reader found right, and how many there were.

    This is the precision on the corpora; the gold's is not, because the gold is enriched with rare labels.
    """
    counts: dict[str, list[int]] = {}
    with JUDGEMENTS.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(line for line in file if not line.startswith("#")):
            count = counts.setdefault(row["label"], [0, 0])
            count[0] += row["verdict"] == "right"
            count[1] += 1
    return {label: (right, total) for label, (right, total) in counts.items()}


class GoldError(ValueError):
    """A line of a gold file that cannot be read, said in a sentence."""


@dataclass(frozen=True, slots=True)
class Passage:
    """One labelled passage; `codes` has a set for each of `LABELS`."""

    id: str
    text: str
    published: date | None
    codes: Mapping[str, frozenset[str]]
    part: str | None = None

    @property
    def is_held_out(self) -> bool:
        """Whether nothing is tuned on it: as the file says (`part`), else a digest of the id, for a third."""
        if self.part is not None:
            return self.part == HELD_OUT
        return int.from_bytes(hashlib.blake2b(self.id.encode(), digest_size=8).digest(), "big") % _EVERY == 0


def read_gold(path: Path) -> list[Passage]:
    """Return the passages of a JSON-lines file; raise GoldError with line and reason on the first bad one.

    Labels that are null were not given: they are neither found nor missed. `part` may say what is held out.
    """
    passages = []
    for number, line in enumerate(path.read_bytes().splitlines(), 1):
        if not line.strip():
            continue
        try:
            row = orjson.loads(line)
            day = date.fromisoformat(row["published"]) if row.get("published") else None
            passages.append(Passage(str(row.get("id", number)), row["text"], day, _gold_codes(row), row.get("part")))
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            wanted = "text, named, referred, sectors, themes, interaction, dyads"
            raise GoldError(
                f"{path.name}, line {number}: {type(error).__name__}: {error}. A passage needs {wanted}."
            ) from error
    if not passages:
        raise GoldError(f"{path.name} holds no passage.")
    return passages


def _gold_codes(row: Mapping[str, Any]) -> dict[str, frozenset[str]]:
    types = _TYPES[row["interaction"] or "none"]
    dyads = frozenset(row["dyads"] or ())
    typed = [(dyad, types) for dyad in dyads]
    named, referred, sectors, themes = (row[kind] or () for kind in _KINDS)
    codes = _codes(named, referred, sectors, themes, types, typed)
    unknown = {label for kind in (*_KINDS, "interaction", "dyads") if row[kind] is None for label in _PARTS[kind]}
    return {label: found for label, found in codes.items() if label not in unknown}


def _codes(
    named: Iterable[str], referred: Iterable[str], sectors: Iterable[str], themes: Iterable[str],
    types: frozenset[str], typed: Iterable[tuple[str, frozenset[str]]],
) -> dict[str, frozenset[str]]:  # fmt: skip
    typed = list(typed)
    codes = {
        "named": frozenset(named),
        "referred": frozenset(referred),
        "sectors": frozenset(sectors),
        "themes": frozenset(themes),
        "dyads": frozenset(dyad for dyad, _ in typed),
        "typed dyads": frozenset(f"{dyad} {name}" for dyad, found in typed for name in found),
    }
    for label, whole in (*((s, "sectors") for s in SECTORS), *((t, "themes") for t in THEMES)):
        codes[label] = codes[whole] & {label}
    for name in ("cooperation", "conflict"):
        codes[name] = types & {name}
    return codes


@dataclass(frozen=True, slots=True)
class Wrong:
    """One miss (in the gold, not found) or false find, with the spans that led to a false one."""

    passage: Passage
    label: str
    code: str
    is_miss: bool
    spans: tuple[tuple[int, int, str, str], ...]
    """(start, end, form, rule or way)."""


@dataclass(frozen=True, slots=True)
class Score:
    """The counts of one label with what follows from them; an interval is (low, high) at 95 %."""

    right: int
    false: int
    missed: int
    precision: float
    recall: float
    f1: float
    precision_interval: tuple[float, float]
    recall_interval: tuple[float, float]
    f1_interval: tuple[float, float]

    def facts(self) -> dict[str, Any]:
        """Return the score as JSON; NaN (nothing to find, nothing found) is null."""
        return {name: _plain(getattr(self, name)) for name in self.__slots__}


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_plain(part) for part in value]
    if isinstance(value, float):
        return None if np.isnan(value) else round(value, 4)
    return value


class Evaluation:
    """The outcome over all passages; `score` and `wrong` answer for any part of them."""

    def __init__(self, passages: Sequence[Passage], extractor: Extractor | None = None) -> None:
        self.passages = list(passages)
        self._found = list(_found(self.passages, extractor or Extractor()))
        counts = [[_counts(p.codes.get(label), f.codes[label]) for label in LABELS] for p, f in self._pairs()]
        self._counts = np.array(counts, dtype=np.int64).reshape(-1, len(LABELS), 3)

    def _pairs(self) -> Iterator[tuple[Passage, _Found]]:
        return zip(self.passages, self._found, strict=True)

    def scores(self, which: npt.NDArray[np.bool_] | None = None) -> dict[str, Score]:
        """Return the score of each label over the chosen passages (all by default)."""
        counts = self._counts if which is None else self._counts[which]
        draws = np.zeros((_SAMPLES, len(counts)), dtype=np.int64)
        if len(counts):
            draws = np.random.default_rng(0).multinomial(len(counts), np.full(len(counts), 1 / len(counts)), _SAMPLES)
        resampled = np.einsum("sp,plc->slc", draws, counts)
        return {label: _score(counts[:, i].sum(axis=0), resampled[:, i]) for i, label in enumerate(LABELS)}

    def held_out(self) -> npt.NDArray[np.bool_]:
        """Return which passages are held out."""
        return np.array([passage.is_held_out for passage in self.passages], dtype=bool)

    def wrong(self, which: npt.NDArray[np.bool_] | None = None) -> Iterator[Wrong]:
        """Yield every miss and false find, label by label (micro-averages and types left out)."""
        chosen = itertools.repeat(True) if which is None else which.tolist()
        pairs = [pair for pair, is_chosen in zip(self._pairs(), chosen, strict=False) if is_chosen]
        for label in LABELS:
            if label in ("sectors", "themes", "typed dyads"):
                continue
            for passage, found in pairs:
                said = found.codes[label]
                gold = passage.codes.get(label, said)
                for code in sorted(gold ^ said):
                    yield Wrong(passage, label, code, code in gold, tuple(found.spans.get((label, code), ())))


@dataclass(frozen=True, slots=True)
class _Found:
    codes: Mapping[str, frozenset[str]]
    spans: Mapping[tuple[str, str], list[tuple[int, int, str, str]]]


def _articles(passages: Sequence[Passage]) -> Iterator[tuple[int, list[Article]]]:
    """Yield the passages as articles, some hundred at a time, each time with the number of the first."""
    for low in range(0, len(passages), _BATCH):
        some = passages[low : low + _BATCH]
        # The gold is English; a language guessed from one short item would be a second measurement.
        yield low, [Article(p.text, id=p.id, published=p.published, language="en") for p in some]


def batches_of(passages: Sequence[Passage]) -> Iterator[tuple[int, Batch]]:
    """Yield the passages in batches, each an article, with the number of the batch's first."""
    for low, articles in _articles(passages):
        yield low, batch_of(articles)


def _found(passages: Sequence[Passage], extractor: Extractor) -> Iterator[_Found]:
    for _, articles in _articles(passages):
        yield from _by_passage(extractor.extract(articles), len(articles))


def _by_passage(tables: Tables, count: int) -> Iterator[_Found]:
    grouped: dict[str, dict[int, list[dict[str, Any]]]] = {}
    for name in ("mentions", "codings", "interactions"):
        grouped[name] = defaultdict(list)
        for row in tables[name].to_pylist():
            grouped[name][row["article_key"]].append(row)
    for key in range(count):
        yield _read(*(grouped[name][key] for name in ("mentions", "codings", "interactions")))


def _read(mentions: list[dict[str, Any]], codings: list[dict[str, Any]], acts: list[dict[str, Any]]) -> _Found:
    spans: dict[tuple[str, str], list[tuple[int, int, str, str]]] = defaultdict(list)
    countries = [row for row in mentions if row["kind"] == Kind.COUNTRY]
    for row in countries:
        for label in ("referred", *(("named",) if row["how"] in NAMED else ())):
            spans[label, row["code"]].append((row["start"], row["end"], row["form"], row["how"]))
    for row in codings:
        spans[row["code"], row["code"]].append((row["start"], row["end"], row["form"], row["rule"]))
    typed: dict[str, set[str]] = defaultdict(set)
    for row in acts:
        place = (row["start"], row["end"], row["form"], f"{row['rule']} {row['dyad'] or row['organisation']}")
        spans[row["interaction"], row["interaction"]].append(place)
        if row["dyad"]:
            typed[row["dyad"]].add(row["interaction"])
            spans["dyads", row["dyad"]].append(place)
    types = frozenset(row["interaction"] for row in acts) - {Interaction.NONE.value}
    codes = _codes(
        {row["code"] for row in countries if row["how"] in NAMED},
        {row["code"] for row in countries},
        {row["code"] for row in codings if row["kind"] == Kind.SECTOR},
        {row["code"] for row in codings if row["kind"] == Kind.THEME},
        types,
        [(dyad, frozenset(found)) for dyad, found in typed.items()],
    )
    return _Found(codes, spans)


def _counts(gold: frozenset[str] | None, said: frozenset[str]) -> tuple[int, int, int]:
    if gold is None:
        return 0, 0, 0
    return len(gold & said), len(said - gold), len(gold - said)


def _rates(counts: npt.NDArray[np.int64]) -> tuple[npt.NDArray[np.float64], ...]:
    """Return precision, recall and F1 of (right, false, missed) along the last axis; NaN for 0 of 0."""
    right, false, missed = (counts[..., i].astype(np.float64) for i in range(3))
    with np.errstate(invalid="ignore", divide="ignore"):
        return right / (right + false), right / (right + missed), 2 * right / (2 * right + false + missed)


def _score(counts: npt.NDArray[np.int64], resampled: npt.NDArray[np.int64]) -> Score:
    def interval(values: npt.NDArray[np.float64]) -> tuple[float, float]:
        known = values[~np.isnan(values)]
        if len(known) == 0:
            return float("nan"), float("nan")
        low, high = np.percentile(known, [2.5, 97.5])
        return float(low), float(high)

    precision, recall, f1 = (float(rate) for rate in _rates(counts))
    intervals = [interval(rate) for rate in _rates(resampled)]
    right, false, missed = (int(count) for count in counts)
    return Score(right, false, missed, precision, recall, f1, *intervals)

"""Join the labels of `labels.csv` with the text of the corpora, as a gold file to train and measure on.

    python -m tests.gold.labels CORPORA OUT.jsonl [DRAWN]

DRAWN keeps only the passages that were drawn that way; the head of the labels says which ways there are.

Countries and themes were not labelled, so they are null and not measured; likewise an interaction that is empty.
"""

from __future__ import annotations

import csv
import gzip
import json
import sys
from collections import defaultdict
from pathlib import Path
from typing import Any

from data.articles import Article, batch_of

LABELS = Path(__file__).with_name("labels.csv")


def joined(corpora: Path, drawn: str | None = None) -> list[dict[str, Any]]:
    """Return the labelled passages with their text, sorted by their id."""
    wanted: dict[str, dict[str, list[dict[str, str]]]] = defaultdict(lambda: defaultdict(list))
    with LABELS.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(line for line in file if not line.startswith("#")):
            if drawn in (None, row["drawn"]):
                wanted[row["collection"]][row["article"]].append(row)
    found = []
    for collection, labels in wanted.items():
        with gzip.open(corpora / f"{collection}.jsonl.gz") as lines:
            for line in lines:
                article = json.loads(line)
                for row in labels.get(article["id"], ()):
                    found.append(_gold(article, row))
    return sorted(found, key=lambda row: str(row["id"]))


def _gold(article: dict[str, Any], row: dict[str, str]) -> dict[str, Any]:
    batch = batch_of([Article(article["text"], title=article.get("title"))])
    at = batch.passage_number.tolist().index(int(row["passage"]))
    return {
        "id": f"{row['article']}#{row['passage']}",
        "published": article["published"][:10],
        "text": batch.text[batch.passage_start[at] : batch.passage_end[at]],
        "named": None,
        "referred": None,
        "themes": None,
        "sectors": row["sectors"].split(),
        "interaction": row["interaction"] or None,
        "dyads": row["dyads"].split() if row["interaction"] else None,
        "part": row["part"],
    }


if __name__ == "__main__":
    rows = joined(Path(sys.argv[1]), *sys.argv[3:4])
    Path(sys.argv[2]).write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")

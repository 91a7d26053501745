"""Counts the numbers of this report again from the files beside it. It needs Python and nothing else.

Run it in the folder that holds it: `python recompute.py`. It checks every file against SHA256SUMS, every count of a
table against the number of different articles that its row names, every share against its count and total, and every
list against its length. It ends with 0 when all agree and with 1 when anything does not.
"""

from __future__ import annotations

import csv
import hashlib
import sys
from pathlib import Path

HERE = Path(__file__).parent
SHARES = (  # share, the count that is a part, the total that is the whole
    ("ratio", "count", "total"),
    ("share", "count_articles", "total_articles"),
    ("share_earlier", "count_earlier", "total_earlier"),
    ("share_later", "count_later", "total_later"),
    ("share_cooperation", "count_cooperation", "count_articles"),
)


def rows_of(path: str) -> list[dict[str, str]]:
    """Return the rows of a CSV file beside this program."""
    with (HERE / path).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def changed_files() -> list[str]:
    """Return the files whose content is not the one that was written."""
    lines = (HERE / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
    sums = [line.split("  ", 1) for line in lines]
    return [name for known, name in sums if hashlib.sha256((HERE / name).read_bytes()).hexdigest() != known]


def wrong_counts(link: dict[str, str]) -> tuple[int, int, list[str]]:
    """Return how many rows of a table were counted again, how many name no articles, and what does not agree."""
    named: dict[int, set[str]] = {}
    for row in rows_of(link["members"]):
        named.setdefault(int(row["row"]), set()).add(row["article_id"])
    behind = {row["article_id"] for row in rows_of(link["evidence"])}
    wrong, counted, unnamed = [], 0, 0
    for number, row in enumerate(rows_of(link["data"]), start=1):
        found, said = named.get(number, set()), int(float(row[link["counted"]]))
        if not found and said and link["rows_named"] != "all":
            unnamed += 1  # the articles of this row are not named
            continue
        counted += 1
        if len(found) != said:
            wrong.append(f"{link['data']}, row {number}: it says {said}, and {len(found)} articles are named")
        if not found <= behind:
            wrong.append(f"{link['data']}, row {number}: it counts articles that its evidence does not list")
    return counted, unnamed, wrong


def wrong_shares(path: str) -> list[str]:
    """Return the shares of a table that are not their count by their total."""
    wrong = []
    for number, row in enumerate(rows_of(path), start=1):
        for share, part, whole in SHARES:
            known = all(row.get(name) for name in (share, part, whole)) and float(row[whole])
            if known and abs(float(row[share]) - float(row[part]) / float(row[whole])) > 1e-9:
                wrong.append(f"{path}, row {number}: {share} is not {part} / {whole}")
    return wrong


def main() -> int:
    """Check everything, say what was checked, and return the exit code."""
    wrong = [f"{name} was changed" for name in changed_files()]
    counted = unnamed = 0
    links = rows_of("links.csv") if (HERE / "links.csv").stat().st_size else []
    for link in links:
        listed = {row["article_id"] for row in rows_of(link["evidence"])}
        if len(listed) != int(link["articles"]):
            wrong.append(f"{link['evidence']}: {len(listed)} articles, and {link['articles']} are said")
        if link["members"]:
            rows, without, found = wrong_counts(link)
            counted += rows
            unnamed += without
            wrong += found
        if link["data"]:
            wrong += wrong_shares(link["data"])
    out = sys.stdout
    for line in wrong:
        out.write(f"{line}\n")
    out.write(f"{len(links)} charts, tables and lists; {counted} rows counted again; {len(wrong)} do not agree.\n")
    if unnamed:
        out.write(f"{unnamed} rows name no articles, and were not counted.\n")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())

"""Mutated documents of every format: none may crash, hang, or vanish without an article or a refusal.

`python -m tests.fuzz.readers --count 1000 [--format rss.xml] [--seed 1]`; not part of the suite. The rows, entries or
documents that are left in a mutated file are counted by a reading that is not ours (`accounting.py`): each must have
been read or refused. `exact` counts the inputs where that held piece by piece, the others were refused as a whole.
"""

from __future__ import annotations

import argparse
import gzip
import io
import random
import sys
import zipfile
from collections import Counter
from time import perf_counter

import orjson

from data.articles import Article
from data.readers import FeedAddress, Reader, Reason, Refusal
from tests.data.readers.making import documents
from tests.fuzz.accounting import is_refused_whole, lost, rows_there

_SPICE = (
    b"\x00",
    b"\xff\xfe",
    b"<",
    b"]]>",
    b"&",
    b'"',
    b"\r\n",
    b"{",
    b"%%EOF",
    b"PK\x03\x04",
    b"\xf0\x9f",
    b"1" * 400,
)
_SLOW = 30.0  # seconds: beyond the clock of the worker and its start on a busy machine


def mutated(content: bytes, dice: random.Random) -> bytes:
    """Return the content after one to six of: bits flipped, pieces cut, doubled, swapped, replaced, the end cut off."""
    data = bytearray(content)
    for _ in range(dice.randint(1, 6)):
        if not data:
            break
        at = dice.randrange(len(data))
        length = min(dice.choice((1, 1, 2, 8, 64, 500)), len(data) - at)
        match dice.randrange(6):
            case 0:
                data[at] ^= 1 << dice.randrange(8)
            case 1:
                del data[at : at + length]
            case 2:
                data[at:at] = data[at : at + length] * dice.choice((1, 2, 50))
            case 3:
                data[at : at + length] = bytes(dice.randrange(256) for _ in range(length))
            case 4:
                data[at:at] = dice.choice(_SPICE)
            case 5:
                del data[dice.randrange(len(data)) :]
    return bytes(data)


def mutated_within(name: str, content: bytes, dice: random.Random) -> bytes:
    """Return a packed document with one of its parts mutated and packed again, so that the part is reached."""
    if name.endswith(".gz"):
        return gzip.compress(mutated(gzip.decompress(content), dice))
    sink = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED) as new:
        chosen = dice.choice(old.namelist())
        for entry in old.namelist():
            part = old.read(entry)
            new.writestr(entry, mutated(part, dice) if entry == chosen else part)
    return sink.getvalue()


def run(name: str, content: bytes, count: int, seed: int) -> Counter[str]:
    """Read `count` mutations of one document and return what became of them; each failure is printed with its seed."""
    found: Counter[str] = Counter()
    with Reader() as reader:
        for number in range(count):
            dice = random.Random(f"{seed}-{name}-{number}")
            is_packed = name.endswith((".gz", ".zip", ".xlsx", ".docx")) and number % 4
            data = mutated_within(name, content, dice) if is_packed else mutated(content, dice)
            began = perf_counter()
            try:
                items = list(reader.content(data, name))
            except Exception as error:
                found["crashes"] += 1
                sys.stderr.write(f"{name} {number}: {error!r}\n")
                continue
            found["hangs"] += perf_counter() - began > _SLOW
            if missing := lost(reader, name, data, items):
                found["lost"] += 1
                sys.stderr.write(f"{name} {number}: {missing}\n")
            found["exact"] += not is_refused_whole(items) and (name.endswith(".zip") or bool(rows_there(name, data)))
            found["articles"] += sum(isinstance(item, Article) for item in items)
            found["addresses"] += sum(isinstance(item, FeedAddress) for item in items)
            for item in items:
                if isinstance(item, Refusal):
                    found["refused"] += 1
                    if item.reason is Reason.FAILED:
                        sys.stderr.write(f"{name} {number}: {item.sentence()}\n")
                    found[f"  {item.reason.name}"] += 1
            found["inputs"] += 1
    return found


def main() -> int:
    """Return 1 if anything crashed, hung or vanished."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--format", action="append", choices=list(documents()))
    options = parser.parse_args()
    bad = 0
    for name, content in documents().items():
        if options.format and name not in options.format:
            continue
        began = perf_counter()
        found = run(name, content, options.count, options.seed)
        bad += found["crashes"] + found["hangs"] + found["lost"]
        seconds = round(perf_counter() - began, 1)
        sys.stdout.write(orjson.dumps({"format": name, "seconds": seconds, **found}).decode() + "\n")
        sys.stdout.flush()
    return int(bad > 0)


if __name__ == "__main__":
    sys.exit(main())

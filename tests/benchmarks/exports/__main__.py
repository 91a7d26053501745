"""What leaves the program, held against other programs: `python -m tests.benchmarks.exports [CHECK …] [--folder DIR]`.

Long by design, so a command of its own; `tests/dashboard/exports` holds the small form of each check. LibreOffice and
Chromium must be there.
"""

from __future__ import annotations

import argparse
import logging
import os
from collections.abc import Callable
from pathlib import Path

import click

from tests.benchmarks.exports import citing, reconciling, speed, svgs, tables, views, weight

_BUNDLES = 10  # one view of so many is bundled: its lists are long


def _svgs(given: argparse.Namespace) -> None:
    with views.opened(given.store) as records:
        svgs.run(records, views.some(records, given.count or 34, given.seed), given.folder)


def _formulas(given: argparse.Namespace) -> None:
    for form, (formulas, links) in tables.formulas().items():
        click.echo(f"{len(tables.PAYLOADS)} payloads, {form}: LibreOffice finds {formulas} formulas, {links} links")


def _numbers(given: argparse.Namespace) -> None:
    values = tables.numbers(given.count or 10_000, given.seed)
    click.echo(f"{len(values):,} numbers, came back different: {tables.lost(values)}")


def _citations(given: argparse.Namespace) -> None:
    found = citing.made(given.count or 100, given.seed)
    for reader, losses in citing.lost(found).items():
        click.echo(f"{len(found)} citations read by {reader}: {len(losses)} lost fields {losses[:5] or ''}")


def _views(given: argparse.Namespace) -> None:
    logging.getLogger("streamlit").setLevel(logging.ERROR)
    if given.store:
        os.environ["CONCORDANCE_STORE"] = str(given.store)  # for the pages, which are opened as a server would
    count, wrong = given.count or 200, 0
    with views.opened(given.store) as records:
        for number, (address, key) in enumerate(views.some(records, count, given.seed)):
            found = list(reconciling.mismatches(records, address, key, in_bundle=number % _BUNDLES == 0))
            wrong += bool(found)
            for line in found[:5]:
                click.echo(f"  {key} of {address}: {line}")
            if number % 20 == 19:
                click.echo(f"  {number + 1} views, {wrong} with a mismatch")
    bundles = len(range(0, count, _BUNDLES))
    click.echo(f"{count} random views, each in a report, {bundles} in a bundle counted again: {wrong} with a mismatch")


def _images(given: argparse.Namespace) -> None:
    firsts = [speed.first("comentions?interaction=any", given.store) for _ in range(3)]
    with views.opened(given.store) as records:
        others = speed.further(records, views.some(records, given.count or 24, given.seed))
    click.echo(speed.told(firsts, others))


def _weight(given: argparse.Namespace) -> None:
    for what, received in weight.rerun("sectors", "countries=CN&interaction=any&with=KZ", "grid").items():
        click.echo(f"{what}: {received:,} bytes from the server")


CHECKS: dict[str, Callable[[argparse.Namespace], None]] = {
    "svgs": _svgs,
    "formulas": _formulas,
    "numbers": _numbers,
    "citations": _citations,
    "views": _views,
    "images": _images,
    "weight": _weight,
}


def main() -> None:
    """Run the checks that were named, all by default, and print what they found."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.exports", description=__doc__)
    parser.add_argument("checks", nargs="*", help=f"Of {', '.join(CHECKS)}; all by default.")
    parser.add_argument("--folder", type=Path, default=Path("exports-checked"), help="Where files to look at go.")
    parser.add_argument("--store", type=Path, help="Store to draw from; the embedded sample by default.")
    parser.add_argument("--count", type=int, help="How many of what is checked; by default as many as the aim says.")
    parser.add_argument("--seed", type=int, default=7)
    given = parser.parse_args()
    for name in given.checks or CHECKS:
        if name not in CHECKS:
            parser.error(f"{name} is no check. There are {', '.join(CHECKS)}.")
        click.echo(f"{name}:")
        CHECKS[name](given)


if __name__ == "__main__":
    main()

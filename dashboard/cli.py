"""`concordance`: the command line. Standard output carries data, standard error carries talk.

Exit codes: 0 done, 2 wrong usage (click), 3 done but some inputs were refused.
"""

from __future__ import annotations

import difflib
import sys
from datetime import date
from functools import partial
from pathlib import Path
from typing import Final

import click
import orjson

from dashboard import ingesting
from data.readers.about import Hints
from data.readers.headers import FIELDS
from data.readers.refusals import Refusal
from data.snapshots import SnapshotError, Store
from data.sources import source_of

DEFAULT_STORE: Final = Path("store")


class Columns(click.ParamType[tuple[str, str]]):
    """A field of an article and the header of its column, written as `title=Headline`."""

    name = "field=header"

    def convert(
        self, value: str | tuple[str, str], param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[str, str]:
        """Return field and header, or end with a sentence that names the fields."""
        if isinstance(value, tuple):
            return value
        field, sign, header = (part.strip() for part in value.partition("="))
        if not sign or not header:
            self.fail(f"{value!r} maps nothing. Write it as title=Headline.", param, ctx)
        if field not in FIELDS:
            near = difflib.get_close_matches(field, FIELDS, n=1)
            hint = f" Did you mean {near[0]}?" if near else ""
            self.fail(f"{field!r} is no field of an article.{hint} There are: {', '.join(FIELDS)}.", param, ctx)
        return field, header


class Day(click.ParamType[date]):
    """A day written as `2025-06-16`."""

    name = "date"

    def convert(self, value: str | date, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Return the day, or end with a sentence that shows the form."""
        if isinstance(value, date):
            return value
        try:
            return date.fromisoformat(value)
        except ValueError:
            self.fail(f"{value!r} is no date. Write it as 2025-06-16.", param, ctx)


_store_option = click.option(
    "--store",
    "store_path",
    type=click.Path(path_type=Path, file_okay=False),
    default=DEFAULT_STORE,
    show_default=True,
    help="Directory of the snapshots.",
)


_shown_store_option = click.option(
    "--store",
    "store_path",
    type=click.Path(path_type=Path, file_okay=False),
    help=f"Directory of the snapshots. By default ./{DEFAULT_STORE} if it holds any, else the embedded sample.",
)


def _shown(store_path: Path | None) -> Path | None:
    """Return the store that is shown, None for the embedded sample; a store without a snapshot is said."""
    if store_path is None and Store(DEFAULT_STORE).current() is not None:
        return DEFAULT_STORE
    if store_path is not None and Store(store_path).current() is None:
        raise click.UsageError(
            f"{store_path} holds no snapshot. Add articles first: concordance ingest PATH --store {store_path}"
        )
    return store_path


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="concordance")
def main() -> None:
    """Who cooperates with whom, on what, since when, and which sentence says so."""


@main.command()
@click.argument("sources", nargs=-1, required=True)
@_store_option
@click.option("--published", type=Day(), help="Date of articles that bring none, such as 2025-06-16.")
@click.option("--outlet", help="Publisher of articles that name none.")
@click.option(
    "--map", "columns", type=Columns(), multiple=True, help="Header of a table for a field, such as title=Headline."
)
@click.option("--processes", type=click.IntRange(1), help="Processes to use; all cores by default.")
@click.option("--watch", is_flag=True, help="Go on: read what is added to the folders.")
@click.option("--every", type=ingesting.Pause(), help="Go on: read everything again after a while, such as 30m.")
@click.option("--dry-run", "is_dry", is_flag=True, help="Write nothing; say what would be read and refused.")
@click.option("--json", "as_json", is_flag=True, help="Print the ledger as JSON, one line a round.")
@click.option(
    "--refusals", type=click.Path(path_type=Path, dir_okay=False, writable=True), help="Save what was refused as CSV."
)
def ingest(
    sources: tuple[str, ...],
    store_path: Path,
    published: date | None,
    outlet: str | None,
    columns: tuple[tuple[str, str], ...],
    processes: int | None,
    watch: bool,
    every: float | None,
    is_dry: bool,
    as_json: bool,
    refusals: Path | None,
) -> None:
    """Read articles into a new snapshot.

    SOURCES are files of any format that is read, folders of these, addresses of pages or feeds (https://…), and lists
    of feeds (OPML).
    """  # fmt: skip
    given = tuple(source_of(source) for source in sources)
    hints = Hints(published, outlet, dict(columns))
    order = ingesting.Order(given, store_path, hints, processes, is_dry, as_json, refusals)
    if watch and (every is not None or not all(isinstance(source, Path) for source in given)):
        raise click.UsageError("--watch is for folders. Addresses are read again and again with --every 30m.")
    if watch:
        sys.exit(ingesting.watch(order))
    sys.exit(ingesting.once(order) if every is None else ingesting.every(order, every))


@main.command()
@click.argument("sources", nargs=-1, required=True)
@click.option("--published", type=Day(), help="Date of articles that bring none.")
def extract(sources: tuple[str, ...], published: date | None) -> None:
    """Print one JSON record an article to standard output; nothing is kept."""
    from data.ingest import extracted
    from data.json_records import json_records

    refused: list[Refusal] = []
    out = sys.stdout.buffer
    for tables in extracted([source_of(source) for source in sources], hints=Hints(published), refused=refused):
        for record in json_records(tables):
            out.write(orjson.dumps(record) + b"\n")
    out.flush()
    ingesting.report(refused)
    sys.exit(ingesting.SOME_REFUSED if refused else 0)


@main.command()
@_shown_store_option
@click.option("--port", type=click.IntRange(0, 65535), default=8501, show_default=True, help="0 takes a free one.")
@click.option("--shared", is_flag=True, help="Serve others on the network too: they read, and can add nothing.")
def serve(store_path: Path | None, port: int, shared: bool) -> None:
    """Start the dashboard and print its address."""
    from dashboard.serving import serve as run

    store_path = _shown(store_path)
    what = f"the store {store_path}" if store_path is not None else "the embedded sample"
    whom = ", to everybody on this network" if shared else ""
    say = f"Concordance shows {what}{whom} at {{}}"
    new = None if shared else DEFAULT_STORE
    sys.exit(run(store_path, port, lambda address: click.echo(say.format(address)), new_store=new, shared=shared))


@main.command()
@click.argument("link")
@click.option(
    "--to",
    "paths",
    multiple=True,
    required=True,
    type=click.Path(path_type=Path, dir_okay=False),
    help="File to write: figure.svg, .png, .pdf, .html; table.csv, .xlsx, .parquet, .json; evidence.ris, .bib, .json, "
    ".csv. Give it again for more. {panel} in a name makes one file a panel.",
)
@click.option(
    "--panel", default="", help="Panel of the page, such as sectors; by default that of the link's open mark."
)
@click.option(
    "--size", type=click.Choice(["slide", "half-page", "full-page", "own"]), default="slide", show_default=True
)
@click.option("--scale", type=click.IntRange(1, 3), default=2, show_default=True, help="Pixels of a PNG a point.")
@_shown_store_option
def export(link: str, paths: tuple[Path, ...], panel: str, size: str, scale: int, store_path: Path | None) -> None:
    """Write the chart, table or articles of LINK, any address copied from the browser, to files."""
    from dashboard.exports import images
    from dashboard.exports.sizes import Size

    store = _shown(store_path)
    with images.Studio() as studio:
        if any(path.suffix.lower()[1:] in images.FORMATS for path in paths) and images.chrome():
            studio.start()  # the browser opens while the figures are loaded and the records read
        from dashboard.exports import links, terminal  # loads the figures

        try:
            written = terminal.export(
                link, paths, studio, panel=panel, store=store, size=Size(size), scale=scale, say=ingesting.talk.print
            )
        except (terminal.CannotExport, links.LinkError, images.NoImage, SnapshotError) as error:
            raise click.UsageError(str(error)) from error
    for path in written:
        click.echo(path)


@main.command()
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option(
    "--to", "forms", default="docx", show_default=True, help="Formats, with commas: docx,pptx,pdf,html,md,zip."
)
@click.option(
    "--out",
    "folder",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("report"),
    show_default=True,
    help="Folder to write to.",
)
@_shown_store_option
def report(file: Path, forms: str, folder: Path, store_path: Path | None) -> None:
    """Make the report that FILE (TOML) asks for: texts, charts, tables and articles by links from the browser.

    A block that cannot be made is named, in the report too, and the others are made; the exit code is then 3.
    """
    from dashboard.exports import images

    with images.Studio() as studio:
        if images.chrome():
            studio.start()  # the browser opens while the figures are loaded and the records read
        from dashboard.reports import making, terminal

        store, say = _shown(store_path), partial(ingesting.talk.print, markup=False)
        try:
            wanted = making.formats(forms)
            written, is_whole = terminal.report(file, wanted, folder, studio, store=store, today=date.today(), say=say)
        except (terminal.CannotReport, making.UnknownFormat, SnapshotError) as error:
            raise click.UsageError(str(error)) from error
    for path in written:
        click.echo(path)
    sys.exit(0 if is_whole else ingesting.SOME_REFUSED)


@main.command()
@_store_option
def snapshots(store_path: Path) -> None:
    """List the snapshots of a store, oldest first."""
    store = Store(store_path)
    current = store.current()
    for snapshot_id in store.ids():
        facts = store.open(snapshot_id).facts
        mark = "*" if current is not None and snapshot_id == current.id else " "
        click.echo(f"{mark} {snapshot_id}  {facts['built_at']}  {facts['counts']['articles']:>9,} articles")


@main.command()
@click.argument("gold", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option(
    "--part",
    type=click.Choice(["all", "tuning", "held-out"]),
    default="all",
    show_default=True,
    help="Passages to read: a digest of the id holds a third out from tuning.",
)
@click.option("--json", "as_json", is_flag=True, help="Print the table as JSON.")
@click.option("--errors", "shows_errors", is_flag=True, help="Print each miss and each false find with its spans.")
@click.option("--label", "labels", multiple=True, help="With --errors: only these labels.")
@click.option("--write", "writes", is_flag=True, help="Store the table in the facts of the store's newest snapshot.")
@_store_option
def evaluate(
    gold: Path, part: str, as_json: bool, shows_errors: bool, labels: tuple[str, ...], writes: bool, store_path: Path
) -> None:
    """Measure the extraction on labelled passages (JSON lines)."""
    from dashboard import measuring  # compiles vocabularies

    try:
        measuring.run(gold, part, as_json=as_json, errors=shows_errors, labels=labels, store=store_path, writes=writes)
    except measuring.CannotMeasure as error:
        raise click.UsageError(str(error)) from error


@main.group()
def bench() -> None:
    """Measure speed on this machine; nothing is kept."""


@bench.command("extract")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--megabytes", type=float, default=10.0, show_default=True, help="Characters to read of each file.")
@click.option("--processes", type=click.IntRange(0), default=0, help="Ingest the files whole with 1 and N processes.")
def bench_extract(paths: tuple[Path, ...], megabytes: float, processes: int) -> None:
    """Print MB/s of each stage of the extraction, file by file, beside a raw scan of the same text."""
    from dashboard import bench as benchmarks

    benchmarks.extract(paths, megabytes)
    if processes > 1:
        benchmarks.processes(paths, processes)


@bench.command("queries")
@click.option("--articles", type=click.IntRange(100), default=1_000_000, show_default=True, help="Size of the store.")
@click.option("--profile", type=click.Choice(["news", "dense"]), default="dense", show_default=True)
@click.option("--repeats", type=click.IntRange(1), default=5, show_default=True, help="Times to ask under each filter.")
@click.option(
    "--keep", type=click.Path(path_type=Path, file_okay=False), help="Folder in which the synthetic stores stay."
)
def bench_queries(articles: int, profile: str, repeats: int, keep: Path | None) -> None:
    """Time every answer on a synthetic store, beside a naive self-join, pandas and SQLite."""
    from dashboard.benchmarks import queries as benchmarks

    benchmarks.run(articles, profile, repeats, keep)


@bench.command("pages")
@click.option("--only", multiple=True, help="A page, such as dyad; give it again for more. By default all.")
@click.option("--rounds", type=click.IntRange(1, 2), default=2, show_default=True, help="Of 16 changes a page.")
@click.option("--json", "as_json", is_flag=True, help="Print every change as JSON.")
@_shown_store_option
def bench_pages(only: tuple[str, ...], rounds: int, as_json: bool, store_path: Path | None) -> None:
    """Time what a reader waits for each page, in Chromium on the real server."""
    from dashboard.benchmarks import pages as benchmarks

    for name in only:
        if name not in benchmarks.PAGES:
            near = difflib.get_close_matches(name, benchmarks.PAGES, 1)
            hint = f" Did you mean {near[0]!r}?" if near else ""
            raise click.UsageError(f"There is no page {name!r}. Allowed: {'; '.join(benchmarks.PAGES)}.{hint}")
    try:
        benchmarks.run(_shown(store_path), only, rounds, as_json=as_json)
    except benchmarks.CannotBrowse as error:
        raise click.ClickException(str(error)) from error


if __name__ == "__main__":
    main()

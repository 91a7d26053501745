"""A chart and its sheet as one HTML file that needs nobody: scripts and map shapes inside, and buttons that save it.

The same mark-up is what images, PDFs and slides are pictures of (`painter`), so that all forms say the same. All words
are escaped and the file's own policy lets it ask no machine for anything. It must not know Streamlit.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from html import escape
from typing import TYPE_CHECKING, Any, Final

from dashboard.exports.scripts import PLOTLY, asset, shapes
from dashboard.exports.sizes import FORMS
from dashboard.words import say, terms

if TYPE_CHECKING:
    from dashboard.exports.sheet import Sheet  # loads the answers, and the browser shall start before them

_POLICY: Final = "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data: blob:"
_SCRIPT_END: Final = re.compile(r"</(?=script)|<!--", re.IGNORECASE)


def section(sheet: Sheet, figure: Mapping[str, Any], *, number: int = 0, level: int = 2) -> str:
    """Return one chart with its words as mark-up; `figure` is plain data (`theme.printed`)."""
    notes = "\n".join(f"<p>{escape(line)}</p>" for line in sheet.notes())
    words = escape(f"{sheet.title}. {sheet.reading} {sheet.whole}")
    reading = f'<p class="reading">{escape(sheet.reading)}</p>' if sheet.reading else ""
    return (
        f'<section class="sheet" data-figure="figure-{number}">\n'
        f"<header><h{level}>{escape(sheet.title)}</h{level}>\n"
        f'<p class="said">{escape(sheet.said)}</p>\n{reading}</header>\n'
        f'<div class="plot" role="img" aria-label="{words}"></div>\n<footer>{notes}</footer>\n'
        f'<script type="application/json" id="figure-{number}">{_data(figure)}</script>\n</section>'
    )


def plot(figure: Mapping[str, Any], number: int = 0, alternative: str = "") -> str:
    """Return one chart without words as mark-up, for a document that says them itself."""
    return (
        f'<section class="sheet bare" data-figure="figure-{number}">'
        f'<div class="plot" role="img" aria-label="{escape(alternative)}"></div><footer hidden></footer>'
        f'<script type="application/json" id="figure-{number}">{_data(figure)}</script></section>'
    )


def page(sheet: Sheet, figure: Mapping[str, Any], file_name: str) -> str:
    """Return the whole file of one chart, with buttons that save it as SVG or PNG in the reader's browser."""
    data = {"sizes": {name: form.as_json() for name, form in FORMS.items()}, "name": file_name}
    options = "".join(
        f'<option value="{name}">{escape(words)}</option>' for name, words in terms("exports.sizes").items()
    )
    save = (
        f'<nav class="save"><select id="size" aria-label="{escape(say("exports.html.form_of_the_image"))}">'
        f"{options}</select>"
        f'<button data-save="svg">{escape(say("exports.html.save_svg"))}</button>'
        f'<button data-save="png" data-scale="2">{escape(say("exports.html.save_png"))}</button>'
        f'<button data-save="png" data-scale="3">{escape(say("exports.html.save_png_large"))}</button></nav>'
        f'<script type="application/json" id="saving">{_data(data)}</script>'
    )
    return whole(sheet.title, section(sheet, figure) + save, [figure], meta=sheet.metadata())


def whole(
    title: str, body: str, figures: Sequence[Mapping[str, Any]], *, meta: Mapping[str, str], language: str = "en"
) -> str:
    """Return an HTML file of a body with the scripts that its figures need; without figures there are none."""
    named = "\n".join(f'<meta name="{escape(k.lower())}" content="{escape(v)}">' for k, v in meta.items() if v)
    own = asset("sheet.js"), asset("saving.js")
    scripts = [shapes(figures), PLOTLY.read_text(encoding="utf-8"), *own] if figures else []
    tags = "\n".join(f"<script>{_SCRIPT_END.sub(_broken, text)}</script>" for text in scripts if text)
    return (
        f'<!doctype html>\n<html lang="{escape(language)}"><head><meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        f'<meta name="viewport" content="width=device-width">\n<title>{escape(title)}</title>\n{named}\n'
        f"<style>{asset('sheet.css')}</style></head>\n<body>\n{body}\n{tags}\n</body></html>\n"
    )


def _data(value: Any) -> str:
    """Return data as JSON that cannot end its script."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")


def _broken(found: re.Match[str]) -> str:
    """Return what would end or hide a script, so written that it does not (both stand in strings only)."""
    return "<\\/" if found[0].startswith("</") else "<\\!--"

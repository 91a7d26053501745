"""The "Take out" menu of a chart: tables, images, citations, links, each made when it is clicked and not before.

What is written comes from `exports`, by the same functions as in the terminal. It must not know which chart it serves.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import partial
from typing import Final

import streamlit as st

from dashboard import labels, safe, tray
from dashboard.charts.chart import Chart, Scene
from dashboard.controls import PAGE
from dashboard.exports import images, links, making, scripts, sheet
from dashboard.exports.sizes import Size
from dashboard.reports.draft import Block
from dashboard.words import say, terms

_LOG: Final = logging.getLogger(__name__)
_MIMES: Final = {
    "csv": "text/csv", "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": "application/json", "parquet": "application/vnd.apache.parquet", "html": "text/html",
    "svg": "image/svg+xml", "png": "image/png", "pdf": "application/pdf",
    "ris": "application/x-research-info-systems", "bib": "application/x-bibtex",
}  # fmt: skip
_ASKED: Final = "take-"
_FAILED: Final = "downloads-failed"
_COPYING: Final = f"<script>{scripts.asset('copying.js')}</script>"


def ask(key: str) -> None:
    """Have the menu of a chart drawn by the script that follows. For callbacks."""
    st.session_state[f"{_ASKED}{key}"] = True


def offer(scene: Scene, chart: Chart) -> None:
    """Draw the menu of a chart over the page if it was asked for; nothing of it is built before."""
    if st.session_state.pop(f"{_ASKED}{chart.panel.key}", False):
        title = say("pages.taking.of", what=say("pages.taking.take_out"), chart=chart.panel.title)
        st.dialog(title, width="medium")(_menu)(scene, chart)


def _menu(scene: Scene, chart: Chart) -> None:
    try:
        _choices(scene, chart, str(st.session_state.get(PAGE) or links.START))
    except Exception:  # the menu reruns alone, outside of what the frame catches
        _LOG.exception("A menu failed.")
        st.error(say("pages.taking.failed"))


def _choices(scene: Scene, chart: Chart, page: str) -> None:
    key = chart.panel.key

    def taken() -> making.Taken:
        # Made anew on the light ground: a figure of a dark page is for a dark page.
        return making.taken(Scene(scene.shot, scene.view, scene.ask), page, key)

    def tabled(form: str) -> bytes:
        return making.table(taken(), form)

    if not st.context.is_embedded:
        _report(scene, chart, page)
    st.markdown(f"**{say('pages.taking.table_head')}**")
    with st.container(horizontal=True):
        for form in ("csv", "xlsx", "parquet", "json"):
            _button(form, key, partial(tabled, form))
        _button("json", key, lambda: making.described(taken(), f"concordance-{key}.csv"), say("pages.taking.columns"))
    if chart.figure is not None:
        _images(key, taken)
    what = say("pages.taking.all_of_view")
    if scene.view.mark and scene.view.panel == key:
        what = say("pages.taking.all_behind", mark=labels.mark(scene.view.mark))
    st.markdown(f"**{what}**")
    with st.container(horizontal=True):
        for form in ("ris", "bib", "json", "csv"):
            words = {"json": "CSL-JSON", "bib": "BibTeX", "csv": say("pages.taking.with_sentences")}.get(form)
            _button(form, f"{key}-evidence", partial(making.listed, scene, page, form, key), words)
    _addresses(scene, chart, page)


def _report(scene: Scene, chart: Chart, page: str) -> None:
    """Offer to put the chart, its table or the articles into the report, under the address that is open."""
    link, key = links.relative(page, scene.view), chart.panel.key
    st.markdown(f"**{say('pages.taking.add')}**")
    with st.container(horizontal=True):
        for kind, words in terms("pages.taking.kinds").items():
            if kind == "chart" and chart.figure is None:
                continue
            st.button(
                words, key=f"report-{kind}-{key}", on_click=_added, args=(Block(kind, link=link or "/", panel=key),)
            )  # fmt: skip
    with st.container(horizontal=True):
        st.page_link("app_pages/report.py", label=say("pages.taking.open"))


def _added(block: Block) -> None:
    tray.add(block)
    if tray.SAID not in st.session_state:
        st.toast(say("pages.taking.added"))


def _images(key: str, taken: Callable[[], making.Taken]) -> None:
    """Offer the figure: HTML always, and images where this machine has a browser to draw them."""
    st.markdown(say("pages.taking.image"))
    drawn = images.chrome() is not None
    size = Size.SLIDE
    if drawn:
        size = (
            st.selectbox(
                say("pages.taking.form"), list(Size), key=f"size-{key}", format_func=terms("exports.sizes").__getitem__
            )
            or size
        )

    def painted(form: str) -> bytes:
        return making.figure(taken(), form, images.shared(), size=size)

    failed = failures()
    with st.container(horizontal=True):
        for form in (*(images.FORMATS if drawn else ()), "html"):
            _button(form, key, partial(told, failed, partial(painted, form)))
    ways = say("pages.taking.ways")
    if not drawn:
        ways = say("pages.taking.no_browser", ways=ways)
    st.caption(say("pages.taking.image_fails", ways=ways))


def failures() -> list[str]:
    """Show why files of this session could not be made, once; return where the next are written down.

    A file is made behind the page's back, and Streamlit says no more of a failure than that there was one.
    """
    failed: list[str] = st.session_state.setdefault(_FAILED, [])
    for why in dict.fromkeys(failed):
        st.error(safe.markdown(why))
    failed.clear()
    return failed


def told(failed: list[str], make: Callable[[], bytes]) -> bytes:
    """Return what is made; why it cannot be made is written down for the page before the download fails."""
    try:
        return make()
    except (images.NoImage, links.LinkError) as error:
        failed.append(say("pages.taking.not_made", why=error))
        raise


def _addresses(scene: Scene, chart: Chart, page: str) -> None:
    """Show links, frame and citation, each with a button that copies it."""
    key, shot = chart.panel.key, scene.shot
    here = host()
    st.html(_COPYING, unsafe_allow_javascript=True)  # a constant of ours
    about = sheet.sheet(scene, chart, page)
    frame = links.presented(page, scene.view, key, shot.id)
    for words, text in (
        (say("pages.taking.frozen"), here + links.frozen(page, scene.view, shot.id)),
        (say("pages.taking.newest"), here + links.relative(page, scene.view.live())),
        (say("pages.taking.frame"), links.snippet(here, frame, about.title)),
        (say("pages.taking.citation"), about.citation(here)),
    ):
        st.caption(words)
        st.code(text, language=None, wrap_lines=True)
    st.caption(say("pages.taking.copying"))


def host() -> str:
    """Return the address of this dashboard with a slash at its end, base path included."""
    url = str(st.context.url or "").partition("?")[0]
    page = str(st.session_state.get(PAGE) or links.START)
    base = url.removesuffix("/").removesuffix(f"/{page}") if page != links.START else url.removesuffix("/")
    return f"{base}/" if base else ""


def _button(form: str, key: str, make: Callable[[], bytes], words: str | None = None) -> None:
    name = f"concordance-{key}{'-columns' if words == say('pages.taking.columns') else ''}.{form}"
    st.download_button(
        words or form.upper(), make, file_name=name, mime=_MIMES[form], on_click="ignore",
        key=f"download-{key}-{words or form}",
    )  # fmt: skip

"""The parts of the *Report* page: what it says of itself, its blocks in order, and the formats to take it out in.

Every change is kept at once (`tray`). Texts of strangers are shown in boxes of text and through `safe`.
"""

from __future__ import annotations

import dataclasses
from datetime import date
from functools import partial
from typing import Any, Final

import streamlit as st

from dashboard import controls, labels, resources, safe, taking, tray
from dashboard.charts.chart import Ask
from dashboard.exports import links
from dashboard.exports.images import chrome, shared
from dashboard.exports.links import LinkError
from dashboard.reports import draft, report
from dashboard.reports import tray as steps
from dashboard.reports.draft import LONGEST, MOST, Block, Draft, DraftError
from dashboard.reports.making import FORMATS, NEEDS_BROWSER, Maker, without_browser
from dashboard.words import say, terms
from data.snapshots import Snapshot

_SHORT: Final = 90  # characters of a block beside the page
_UPLOADED: Final = "report-uploaded"


def draw() -> None:
    """Draw the page."""
    said = st.session_state.pop(tray.SAID, None)
    if said:
        st.warning(safe.markdown(str(said)))
    try:
        asked = tray.load()
    except DraftError as error:
        st.error(safe.markdown(str(error)))
        st.button(say("pages.reporting.begin"), key="report-new", on_click=lambda: tray.save(Draft()))
        return
    _kept()
    _listed(asked)
    for notice in asked.notices:
        st.warning(safe.markdown(notice))
    _head(asked)
    for place, block in enumerate(asked.blocks):
        _block(place, block, len(asked.blocks))
    st.button(
        say("pages.reporting.add_text"),
        key="report-text",
        on_click=tray.add,
        args=(Block("text"),),
    )
    _taken(asked)


def _kept() -> None:
    """Say how blocks come here and where they are kept."""
    st.markdown(say("pages.reporting.how_in_store" if tray.place() else "pages.reporting.how_in_tab"))


def _listed(asked: Draft) -> None:
    """List the blocks beside the page, as a reader of the report will find them."""
    lines = [
        f"{place}. {_kind(block)}: {safe.markdown(_short(block))}" for place, block in enumerate(asked.blocks, start=1)
    ]
    with st.sidebar:
        st.markdown(f"**{safe.markdown(asked.title) or say('pages.reporting.this')}**")
        st.markdown("\n".join(lines) or say("pages.reporting.nothing"))


def _short(block: Block) -> str:
    """Return what a block is in a few words: its own where it has some."""
    words = (
        block.heading or block.caption or described(block, is_short=True) or block.text or say("pages.reporting.empty")
    )
    return safe.cut(words, _SHORT)


def _kind(block: Block) -> str:
    return terms("pages.reporting.kinds").get(block.kind, say("pages.reporting.block"))


def _head(asked: Draft) -> None:
    with st.container(horizontal=True):
        for name, words in (("title", say("pages.reporting.title")), ("author", say("pages.reporting.author"))):
            key = controls.hold(f"report-{name}", getattr(asked, name))
            st.text_input(words, key=key, max_chars=LONGEST[name], on_change=_told, args=(name, key))
        key = controls.hold("report-on", asked.on)
        st.date_input(
            say("pages.reporting.date"), key=key, min_value=date(1900, 1, 1), format="YYYY-MM-DD",
            on_change=_told, args=("on", key),
        )  # fmt: skip


def _told(name: str, key: str) -> None:
    value = st.session_state[key]
    tray.change(lambda asked: dataclasses.replace(asked, **{name: value}))


def _block(place: int, block: Block, total: int) -> None:
    """Draw one block: what it is, its texts, and the buttons that move and remove it."""
    with st.container(border=True, key=f"report-block-{place}"):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(f"**{place + 1}. {_kind(block)}** {safe.markdown(described(block))}")
            for words, by, is_possible in (
                (say("pages.reporting.up"), -1, place > 0),
                (say("pages.reporting.down"), 1, place < total - 1),
            ):
                st.button(
                    words, key=f"report-{words}-{place}", disabled=not is_possible, on_click=tray.change,
                    args=(partial(steps.moved, place=place, shown=block, by=by),),
                )  # fmt: skip
            st.button(
                say("pages.reporting.remove"), key=f"report-remove-{place}", on_click=tray.change,
                args=(partial(steps.removed, place=place, shown=block),),
            )  # fmt: skip
        if block.wrong:
            st.warning(safe.markdown(say("pages.reporting.wrong", why=block.wrong)))
        elif block.kind == "text":
            _field(place, block, "heading", say("pages.reporting.heading"), say("pages.reporting.heading_example"))
            _field(place, block, "text", say("pages.reporting.text"))
        else:
            _field(place, block, "caption", say("pages.reporting.caption"))
            if block.kind in MOST:
                _most(place, block)


def _field(place: int, block: Block, name: str, words: str, example: str | None = None) -> None:
    key = controls.hold(f"report-{name}-{place}", getattr(block, name))
    box: Any = st.text_area if name == "text" else st.text_input
    box(
        words, key=key, max_chars=LONGEST[name], placeholder=example, on_change=_changed, args=(place, block, name, key)
    )


def _most(place: int, block: Block) -> None:
    key = controls.hold(f"report-most-{place}", block.most or MOST[block.kind])
    words = say("pages.reporting.rows" if block.kind == "table" else "pages.reporting.articles")
    st.number_input(words, 1, 500, key=key, width=160, on_change=_changed, args=(place, block, "most", key))


def _changed(place: int, block: Block, name: str, key: str) -> None:
    value = st.session_state[key]
    tray.change(partial(steps.changed, place=place, shown=block, **{name: value}))


def described(block: Block, *, is_short: bool = False) -> str:
    """Return where a block's link leads, in words, `is_short` without its snapshot; nothing for a text."""
    if block.wrong or block.kind == "text":
        return ""
    try:
        link = links.read(block.link)
    except LinkError as error:
        return str(error)
    view = link.view
    where = f"{terms('pages.titles').get(link.page, link.page)}, {block.panel or view.panel}".rstrip(", ")
    parts = [where, say("pages.reporting.selected", which=labels.selection(view.selection))]
    if view.mark:
        parts.append(labels.mark(view.mark))
    if not view.snapshot:
        parts.append(say("pages.reporting.newest"))
    elif not is_short:
        parts.append(say("pages.reporting.snapshot", snapshot=view.snapshot))
    return "; ".join(parts)


def _taken(asked: Draft) -> None:
    """Offer the report in every format, its own file, and a file in its place."""
    st.markdown(f"#### {say('pages.reporting.take_out')}")
    failed = taking.failures()
    linked = _linked(asked)  # now: a download is made where nobody knows the address
    if asked.blocks and st.button(
        say("pages.reporting.check"), key="report-check", help=say("pages.reporting.check_help")
    ):
        _check(asked)
    with st.container(horizontal=True):
        if asked.blocks:
            for form, words in terms("pages.reporting.forms").items():
                make = partial(taking.told, failed, partial(_made, linked, form))
                st.download_button(
                    words, make, file_name=f"report.{'zip' if form == 'md' else form}",
                    mime=FORMATS["zip" if form == "md" else form], on_click="ignore", key=f"report-as-{form}",
                    disabled=form in NEEDS_BROWSER and chrome() is None,
                )  # fmt: skip
        st.download_button(
            say("pages.reporting.own_file"), draft.write(asked), file_name="report.toml", mime="application/toml",
            on_click="ignore",
            key="report-as-toml", help=say("pages.reporting.toml_help"),
        )  # fmt: skip
    if asked.blocks and chrome() is None:
        st.caption(without_browser())
    st.file_uploader(
        say("pages.reporting.put"), type="toml", max_upload_size=2, key=_UPLOADED, on_change=_uploaded, width=560
    )


def _linked(asked: Draft) -> Draft:
    """Return the draft with this dashboard's address before its links, where others can open it."""
    host = taking.host()
    is_own = any(f"//{name}" in host for name in ("127.0.0.1", "localhost"))
    return asked if asked.host or is_own else dataclasses.replace(asked, host=host)


def _uploaded() -> None:
    file = st.session_state.get(_UPLOADED)
    if file is None:
        return
    try:
        tray.save(draft.read(file.getvalue().decode("utf-8-sig")))
    except UnicodeDecodeError:
        st.session_state[tray.SAID] = say("pages.reporting.no_utf8")
    except DraftError as error:
        st.session_state[tray.SAID] = say("pages.reporting.unchanged", error=error)


def _open(snapshot_id: str) -> tuple[Snapshot, Ask]:
    shot = resources.snapshot(snapshot_id)
    return shot, partial(resources.ask, shot)


def _built(asked: Draft) -> report.Report:
    return report.build(asked, _open, today=date.today())


def _made(asked: Draft, form: str) -> bytes:
    others = [name for name in FORMATS if name not in NEEDS_BROWSER or chrome() is not None]
    return Maker(_built(asked), shared()).one(form, others)


def _check(asked: Draft) -> None:
    with st.spinner(say("pages.reporting.making")):
        made = _built(asked)
    for line in made.problems:
        st.error(safe.markdown(line))
    for line in made.notices:
        st.info(safe.markdown(line))
    if not made.problems:
        st.success(say("pages.reporting.all_made"))

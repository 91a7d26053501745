"""The parts of the *Add articles* page: what is asked, the job under way, what was found, what was kept.

Everything about the job stands in the store's file, so that a rerun, another tab and another person see the same.
Names and texts are strangers': they go through `safe`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from pathlib import PurePosixPath
from typing import Any, Final

import pandas as pd
import streamlit as st

from dashboard import evidence, labels, resources, safe
from dashboard.charts.scope import TOO_FEW
from dashboard.exports import tables
from dashboard.jobs import MOST_REFUSALS, Desk, Job, Status
from dashboard.safe import Span
from dashboard.state import ViewState, serialise
from data.readers.limits import rows as limits
from data.snapshots import Snapshot, SnapshotError
from queries import evidence as records
from queries.selection import Mode, Selection

MOST_MEGABYTES: Final = 200  # a file; larger ones are read in a terminal, which copies nothing
_FEW: Final = 500  # articles below which a pair of countries is drawn from its first article on
_MINE: Final = "adding-mine"
_KINDS: Final = ("Files", "A folder", "An address or a feed", "A text")
_DATED: Final = {
    "metadata": "stated by the page", "url": "from its address", "text": "found in the text",
    "file_name": "from the file's name", "created": "when the file was made", "given": "given by you",
}  # fmt: skip


def asked(desk: Desk) -> None:
    """Draw what can be given, and start looking at it."""
    if resources.is_sample():
        st.markdown(
            "What you see so far is the embedded sample. Articles that you add go into a store of your own, the folder "
            "**store** where the dashboard was started; once it holds articles, it is shown in the sample's place."
        )
    kind = st.segmented_control("What do you have?", _KINDS, default=_KINDS[0], required=True, key="adding-kind")
    given: Any = None
    if kind == "Files":
        given = st.file_uploader(
            "Saved web pages, PDF, DOCX, text, tables, JSON lines, feeds, or a ZIP of these",
            accept_multiple_files=True, max_upload_size=MOST_MEGABYTES, key="adding-files",
        )  # fmt: skip
    elif kind == "A folder":
        given = st.file_uploader(
            "A folder with any of these; what cannot be read is named and the rest goes on",
            accept_multiple_files="directory", max_upload_size=MOST_MEGABYTES, key="adding-folder",
        )  # fmt: skip
    elif kind == "A text":
        title = st.text_input("Title", max_chars=500, key="adding-title")
        text = st.text_area("Text", height=240, key="adding-text")
        given = f"{' '.join(title.split())}\n\n{text}".strip() if text.strip() else None
    else:
        given = st.text_area(
            "Addresses, one a line", height=120, placeholder="https://…", key="adding-addresses",
            help="Pages, feeds (RSS, Atom, JSON Feed) and lists of feeds (OPML) on the public Internet.",
        ).split()  # fmt: skip
    with st.expander("What the articles may not say themselves"):
        outlet = st.text_input("Outlet of articles that name none", max_chars=120, key="adding-outlet")
        published = st.date_input(
            "Date of articles that bring none", value=None, min_value=date(1900, 1, 1), key="adding-published"
        )
    if st.button("Look at them", type="primary", disabled=not given, key="adding-look"):
        sources = given if kind == _KINDS[2] else _written(desk, given)
        _started(desk.look(sources, outlet=outlet.strip(), published=published))
    with st.expander("Limits"):
        st.dataframe(pd.DataFrame(limits()), hide_index=True)


def _written(desk: Desk, given: Any) -> list[str]:
    """Write what was dropped or pasted into the store's waiting folder and return that folder as the source."""
    folder = desk.inputs()
    if isinstance(given, str):
        (folder / "pasted.txt").write_text(given, encoding="utf-8")
    else:
        for number, file in enumerate(given):
            path = folder / cleaned(file.name)
            if path.exists():
                path = path.with_name(f"{number}-{path.name}")
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(file.getbuffer())
    return [str(folder)]


def cleaned(name: str) -> PurePosixPath:
    """Return the name that a browser gave a file as a path that stays inside the folder it is written to."""
    parts = [re.sub(r'[\x00-\x1f\x7f<>:"|?*]', "_", part).strip(" .") for part in re.split(r"[/\\]", name)]
    kept = [part[:40] + part[-80:] if len(part) > 120 else part for part in parts if part]
    return PurePosixPath(*kept[-8:]) if kept else PurePosixPath("unnamed")


def _started(is_begun: bool) -> None:
    st.session_state[_MINE] = is_begun
    if is_begun:
        st.rerun()
    st.warning("Articles are being added already. Yours can be added when that has ended.")


@st.fragment(run_every=1.0)
def running(desk: Desk) -> None:
    """Draw the progress of the job until it ends; every window shows it."""
    job = desk.job()
    if job is None or not job.is_running:
        st.rerun()
        return
    if not st.session_state.get(_MINE):
        st.info("This was started in another window. Yours can be added when it has ended.")
    what = "Keeping" if job.keeps else "Looking at"
    share = min(job.done / job.total, 1.0) if job.total else 0.0
    st.progress(share, text=f"{what} the articles: {labels.articles(job.articles)} so far")
    st.caption("It goes on when this page is closed.")
    if st.button("Stop", key="adding-stop"):
        desk.stop()
        st.rerun()


def failed(job: Job) -> None:
    """Say why the last job kept nothing."""
    (st.info if job.status is Status.STOPPED else st.error)(safe.markdown(job.message))


def looked(desk: Desk, job: Job) -> None:
    """Show what would be kept, the first articles with their evidence, and what was refused."""
    new = job.ledger["read"] - job.ledger["duplicate"] - job.ledger["replaced"]
    said = [f"**{labels.articles(new)}** would be added"]
    said += _counted(job, _COUNTS)
    st.markdown("; ".join(said) + ". Nothing is kept yet.")
    with st.container(horizontal=True):
        if job.articles and st.button("Keep them", type="primary", key="adding-keep"):
            _started(desk.keep())
        if st.button("Discard" if job.articles else "Begin again", key="adding-clear"):
            desk.clear()
            st.rerun()
    if job.first:
        st.markdown("#### What was found in the first of them")
        for article in job.first:
            _article(article)
        evidence.legend()
    _refusals(job)


_COUNTS: Final = {
    "replaced": "to replace an earlier version", "duplicate": "in the store already, unchanged",
    "undated": "without a date, on no timeline", "excerpts": "with a headline or summary only", "refused": "refused",
}  # fmt: skip
_KEPT: Final = {"read": "read", **_COUNTS, "replaced": "in the place of an earlier version"}


def _counted(job: Job, words: Mapping[str, str]) -> list[str]:
    return [f"{labels.number(job.ledger[name])} {said}" for name, said in words.items() if job.ledger[name]]


def _article(article: Mapping[str, Any]) -> None:
    with st.container(border=True):
        st.markdown(f"**{safe.markdown(str(article['title']), most=200)}**")
        day = labels.day(date.fromisoformat(article["published"])) if article["published"] else "no date found"
        how = _DATED.get(article["dated"])
        about = [day + (f" ({how})" if how else ""), safe.markdown(article["outlet"] or "outlet unknown", most=80)]
        about += [labels.language(article["language"]), f"{labels.number(article['words'])} words"]
        st.caption(" · ".join(about))
        names = ", ".join(labels.country(code) for code in article["countries"]) or "none"
        found = [f"Countries: {names}"]
        if article["is_coded"]:
            sectors = ", ".join(labels.topic(code).lower() for code in article["sectors"]) or "none"
            dyads = ", ".join(labels.dyad(code) for code in article["dyads"])
            found += [f"sectors: {sectors}", *([f"acting together or against: {dyads}"] if dyads else [])]
        else:
            found.append("sectors and interactions are not coded in this language")
        st.markdown("; ".join(found) + ".")
        for sentence in article["sentences"]:
            spans = [Span(span["start"], span["end"], span["kind"]) for span in sentence["spans"]]
            st.markdown(safe.highlighted(sentence["text"], spans))


def kept(desk: Desk, job: Job) -> None:
    """Say what was kept, lead to it, and offer to take it back."""
    current = desk.store.current()
    if job.is_new and current is not None and current.id == job.snapshot:
        total = int(current.facts["counts"]["articles"])
        st.success(f"Kept. Snapshot {current.id} holds {labels.articles(total)}.")
        minimum = 1 if total < _FEW else ViewState().minimum
        # Pairs that are only named together are drawn where they beat chance, which a handful of articles cannot.
        cooperating = resources.ask(current, records.count, Selection()) >= TOO_FEW
        mode = Mode.COOPERATION if cooperating else Mode.ANY
        view = ViewState(selection=Selection(interaction=mode), minimum=minimum)
        if st.button("See them on the map", type="primary", key="adding-map"):
            st.switch_page("app_pages/comentions.py", query_params=serialise(view))
    elif job.is_new:
        st.info("What was kept has been taken back, or more has been added since.")
    else:
        st.info("Nothing in it was new: the store stays as it is.")
    if st.button("Add more", key="adding-more"):
        desk.clear()
        st.rerun()
    st.markdown("; ".join(_counted(job, _KEPT)) + ".")
    _refusals(job)


def _refusals(job: Job) -> None:
    """Show each piece that was refused with its remedy, and give the table away."""
    if not job.refusals:
        return
    st.markdown("#### What was refused")
    shown = pd.DataFrame(list(job.refusals), columns=["file", "place", "reason", "remedy", "code"])
    st.dataframe(shown.drop(columns="code").map(safe.plain), hide_index=True)
    if job.ledger["refused"] > MOST_REFUSALS:
        st.caption(f"The first {labels.number(MOST_REFUSALS)} of {labels.number(job.ledger['refused'])}.")
    st.download_button("Table as CSV", lambda: tables.csv(shown), "refused.csv", "text/csv", key="adding-refused")


def history(desk: Desk) -> None:
    """Say what the store holds and held before, with the way back."""
    job, current = desk.job(), desk.store.current()
    if current is None or (job is not None and job.is_running):
        return
    parent = current.facts.get("parent")
    st.divider()
    st.caption(f"The store shows {_said(current)}.")
    before = _before(desk, parent)
    is_new = resources.is_new()
    what = (
        f"Undo: back to {_said(before)}"
        if before is not None
        else "Undo: back to " + ("the embedded sample" if is_new else "a store without articles")
    )
    if parent is not None and before is None:
        return
    if st.button(what, key="adding-undo"):
        try:
            desk.store.undo()
            desk.clear()
        except SnapshotError as error:
            st.error(safe.markdown(str(error)))
            return
        st.rerun()


def _before(desk: Desk, parent: str | None) -> Snapshot | None:
    try:
        return desk.store.open(parent) if parent else None
    except SnapshotError:
        return None


def _said(snapshot: Snapshot) -> str:
    return f"snapshot {snapshot.id} with {labels.articles(int(snapshot.facts['counts']['articles']))}"

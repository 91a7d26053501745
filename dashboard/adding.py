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
from dashboard.words import say, terms
from data.readers.limits import rows as limits
from data.snapshots import Snapshot, SnapshotError
from queries import evidence as records
from queries.selection import Mode, Selection

MOST_MEGABYTES: Final = 200  # a file; larger ones are read in a terminal, which copies nothing
_FEW: Final = 500  # articles below which a pair of countries is drawn from its first article on
_MINE: Final = "adding-mine"
_KINDS: Final = ("files", "folder", "addresses", "text")


def asked(desk: Desk) -> None:
    """Draw what can be given, and start looking at it."""
    if resources.is_sample():
        st.markdown(say("pages.adding.sample"))
    kind = st.segmented_control(
        say("pages.adding.what"),
        _KINDS,
        default=_KINDS[0],
        required=True,
        key="adding-kind",
        format_func=terms("pages.adding.kinds").__getitem__,
    )
    given: Any = None
    if kind == "files":
        given = st.file_uploader(
            say("pages.adding.files_help"),
            accept_multiple_files=True, max_upload_size=MOST_MEGABYTES, key="adding-files",
        )  # fmt: skip
    elif kind == "folder":
        given = st.file_uploader(
            say("pages.adding.folder_help"),
            accept_multiple_files="directory", max_upload_size=MOST_MEGABYTES, key="adding-folder",
        )  # fmt: skip
    elif kind == "text":
        title = st.text_input(say("pages.adding.title"), max_chars=500, key="adding-title")
        text = st.text_area(say("pages.adding.text"), height=240, key="adding-text")
        given = f"{' '.join(title.split())}\n\n{text}".strip() if text.strip() else None
    else:
        given = st.text_area(
            say("pages.adding.addresses"), height=120, placeholder="https://…", key="adding-addresses",
            help=say("pages.adding.addresses_help"),
        ).split()  # fmt: skip
    with st.expander(say("pages.adding.unsaid")):
        outlet = st.text_input(say("pages.adding.outlet"), max_chars=120, key="adding-outlet")
        published = st.date_input(
            say("pages.adding.published"), value=None, min_value=date(1900, 1, 1), key="adding-published"
        )
    if st.button(say("pages.adding.look"), type="primary", disabled=not given, key="adding-look"):
        sources = given if kind == "addresses" else _written(desk, given)
        _started(desk.look(sources, outlet=outlet.strip(), published=published))
    with st.expander(say("pages.adding.limits")):
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
    st.warning(say("pages.adding.busy"))


@st.fragment(run_every=1.0)
def running(desk: Desk) -> None:
    """Draw the progress of the job until it ends; every window shows it."""
    job = desk.job()
    if job is None or not job.is_running:
        st.rerun()
        return
    if not st.session_state.get(_MINE):
        st.info(say("pages.adding.other_window"))
    share = min(job.done / job.total, 1.0) if job.total else 0.0
    st.progress(share, text=_progress(job))
    st.caption(say("pages.adding.goes_on"))
    if st.button(say("pages.adding.stop"), key="adding-stop"):
        desk.stop()
        st.rerun()


def _progress(job: Job) -> str:
    return say("pages.adding.keeping" if job.keeps else "pages.adding.looking", articles=labels.articles(job.articles))


def failed(job: Job) -> None:
    """Say why the last job kept nothing."""
    (st.info if job.status is Status.STOPPED else st.error)(safe.markdown(job.message))


def looked(desk: Desk, job: Job) -> None:
    """Show what would be kept, the first articles with their evidence, and what was refused."""
    new = job.ledger["read"] - job.ledger["duplicate"] - job.ledger["replaced"]
    said = [say("pages.adding.would_be_added", articles=labels.articles(new))]
    said += _counted(job, terms("pages.adding.counts"))
    st.markdown(say("pages.adding.not_yet", counts="; ".join(said)))
    with st.container(horizontal=True):
        if job.articles and st.button(say("pages.adding.keep"), type="primary", key="adding-keep"):
            _started(desk.keep())
        if st.button(say("pages.adding.discard" if job.articles else "pages.adding.begin_again"), key="adding-clear"):
            desk.clear()
            st.rerun()
    if job.first:
        st.markdown(f"#### {say('pages.adding.first_found')}")
        for article in job.first:
            _article(article)
        evidence.legend()
    _refusals(job)


def _counted(job: Job, words: Mapping[str, str]) -> list[str]:
    return [f"{labels.number(job.ledger[name])} {said}" for name, said in words.items() if job.ledger[name]]


def _article(article: Mapping[str, Any]) -> None:
    with st.container(border=True):
        st.markdown(f"**{safe.markdown(str(article['title']), most=200)}**")
        day = say("pages.adding.no_date")
        if article["published"]:
            day = labels.day(date.fromisoformat(article["published"]))
        how = terms("pages.adding.dated").get(article["dated"])
        day = say("pages.adding.day_how", day=day, how=how) if how else day
        about = [day, safe.markdown(article["outlet"] or say("pages.adding.unknown_outlet"), most=80)]
        about += [
            labels.language(article["language"]),
            say("pages.adding.words", words=labels.number(article["words"])),
        ]
        st.caption(" · ".join(about))
        names = ", ".join(labels.country(code) for code in article["countries"]) or say("pages.adding.none")
        found = [say("pages.adding.countries", names=names)]
        if article["is_coded"]:
            sectors = ", ".join(labels.topic(code).lower() for code in article["sectors"])
            dyads = ", ".join(labels.dyad(code) for code in article["dyads"])
            found.append(say("pages.adding.sectors", names=sectors or say("pages.adding.none")))
            found += [say("pages.adding.acting", names=dyads)] if dyads else []
        else:
            found.append(say("pages.adding.not_coded"))
        st.markdown("; ".join(found) + ".")
        for sentence in article["sentences"]:
            spans = [Span(span["start"], span["end"], span["kind"]) for span in sentence["spans"]]
            st.markdown(safe.highlighted(sentence["text"], spans))


def kept(desk: Desk, job: Job) -> None:
    """Say what was kept, lead to it, and offer to take it back."""
    current = desk.store.current()
    if job.is_new and current is not None and current.id == job.snapshot:
        total = int(current.facts["counts"]["articles"])
        st.success(say("pages.adding.kept", snapshot=current.id, articles=labels.articles(total)))
        minimum = 1 if total < _FEW else ViewState().minimum
        # Pairs that are only named together are drawn where they beat chance, which a handful of articles cannot.
        cooperating = resources.ask(current, records.count, Selection()) >= TOO_FEW
        mode = Mode.COOPERATION if cooperating else Mode.ANY
        view = ViewState(selection=Selection(interaction=mode), minimum=minimum)
        if st.button(say("pages.adding.map"), type="primary", key="adding-map"):
            st.switch_page("app_pages/comentions.py", query_params=serialise(view))
    elif job.is_new:
        st.info(say("pages.adding.taken_back"))
    else:
        st.info(say("pages.adding.nothing_new"))
    if st.button(say("pages.adding.more"), key="adding-more"):
        desk.clear()
        st.rerun()
    st.markdown("; ".join(_counted(job, terms("pages.adding.counts_kept"))) + ".")
    _refusals(job)


def _refusals(job: Job) -> None:
    """Show each piece that was refused with its remedy, and give the table away."""
    if not job.refusals:
        return
    st.markdown(f"#### {say('pages.adding.refused')}")
    shown = pd.DataFrame(list(job.refusals), columns=["file", "place", "reason", "remedy", "code"])
    st.dataframe(shown.drop(columns="code").map(safe.plain), hide_index=True)
    if job.ledger["refused"] > MOST_REFUSALS:
        most, total = labels.number(MOST_REFUSALS), labels.number(job.ledger["refused"])
        st.caption(say("pages.adding.first_refused", most=most, total=total))
    st.download_button(
        say("pages.adding.table"), lambda: tables.csv(shown), "refused.csv", "text/csv", key="adding-refused"
    )


def history(desk: Desk) -> None:
    """Say what the store holds and held before, with the way back."""
    job, current = desk.job(), desk.store.current()
    if current is None or (job is not None and job.is_running):
        return
    parent = current.facts.get("parent")
    st.divider()
    st.caption(say("pages.adding.store_shows", snapshot=_said(current)))
    before = _before(desk, parent)
    is_new = resources.is_new()
    what = say("pages.adding.undo_sample" if is_new else "pages.adding.undo_empty")
    if before is not None:
        what = say("pages.adding.undo", snapshot=_said(before))
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
    articles = labels.articles(int(snapshot.facts["counts"]["articles"]))
    return say("pages.adding.snapshot", snapshot=snapshot.id, articles=articles)

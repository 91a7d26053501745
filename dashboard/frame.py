"""What stands around every page: navigation, the interaction first, the selection in words, the filters.

It must not know what a page draws. A selection with fewer than five articles is not drawn at all: the
articles are listed and ways to more of them are offered, because a pattern in three articles is none.
"""

from __future__ import annotations

import dataclasses
import logging
from collections.abc import Collection, Mapping
from functools import partial
from typing import Any, Final

import duckdb
import streamlit as st

from dashboard import controls, evidence, filters, labels, panel, presenting, resources, safe, subjects
from dashboard.charts import scope
from dashboard.charts.chart import Scene
from dashboard.charts.registry import CHARTS
from dashboard.state import ViewState, parse, serialise
from dashboard.words import say
from data.snapshots import Snapshot, SnapshotError
from queries import evidence as records
from queries.selection import Mode, Selection
from queries.version import ANSWERS

# These two say what there is; the others draw patterns, and are not run where there is none.
_WITHOUT_PATTERN: Final = ("articles", "method")
_LOG: Final = logging.getLogger(__name__)

ADDING: Final = "adding"
_WITHOUT_RECORDS: Final = (ADDING, "report")  # and are there when there are none


def draw(page: Any, pages: Mapping[str, Any]) -> None:
    """Draw the frame and run the page inside it; whatever goes wrong, the reader sees a sentence."""
    st.session_state[controls.PAGE] = page.url_path
    view = controls.view()
    charts = CHARTS.get(page.url_path or "overview", {})
    alone = charts.get(view.present)
    is_about = page.url_path == "dyad" or (page.url_path == "country" and view.country)
    title = (is_about and subjects.name(view)) or page.title
    st.set_page_config(page_title=say("pages.frame.tab", title=title))  # one of several tabs, or a step of the history
    if not alone:
        if not st.context.is_embedded:
            if page.url_path != ADDING:
                st.sidebar.empty()  # its room is kept at once: filters that come later would push the page aside
            _header(view, pages)
        st.title(title, anchor=False)
    try:
        if page.url_path in _WITHOUT_RECORDS:
            page.run()
            return
        shot, view, notices = opened()
        if view.present and not alone:
            notices = (*notices, _present(view.present, charts))
        _notices(notices)
        if alone:
            presenting.draw(scene(), alone(scene()))
            return
        _freshness(shot, view)
        if not st.context.is_embedded:
            filters.interaction(view)
            filters.sidebar(scene())
            _data(shot)
        if _said(shot, view, page.url_path) >= scope.TOO_FEW or page.url_path in _WITHOUT_PATTERN:
            page.run()
        else:
            evidence.listing(shot, view, view.selection, None, count(shot, view.selection))
    except SnapshotError as error:
        st.error(safe.markdown(str(error)))
        if view.snapshot:  # nothing is put in its place but by the reader's will
            st.button(say("pages.frame.see_newest"), key="see-now", on_click=_now)
    except duckdb.InterruptException:
        st.error(say("pages.frame.too_long"))
    except Exception:
        _LOG.exception("A page failed.")
        st.error(say("pages.frame.failed"))


def _present(key: str, charts: Collection[str]) -> str:
    """Say that a link presents a chart that the page does not have."""
    if not charts:
        return say("pages.frame.has_no_chart", chart=key)
    return say("pages.frame.has_charts", chart=key, charts=", ".join(charts))


def opened() -> tuple[Snapshot, ViewState, tuple[str, ...]]:
    """Return the snapshot and the view that the address names, and notices about what it got wrong."""
    query = controls.query()
    view, notices = parse(query)
    shot = resources.snapshot(view.snapshot)
    if view.selection.outlets:
        known = scope.options(partial(resources.ask, shot))["outlets"]
        view, notices = parse(query, outlets=frozenset(known))
    return shot, view, notices


def scene() -> Scene:
    """Return what the charts of a page are made from."""
    shot, view, _ = opened()
    return Scene(shot, view, partial(resources.ask, shot), panel.look(), panel.is_phone())


def count(shot: Snapshot, selection: Selection) -> int:
    """Return the number of articles that a selection holds."""
    return resources.ask(shot, records.extent, selection)[0]


def _header(view: ViewState, pages: Mapping[str, Any]) -> None:
    """Draw the name and the links to all pages; a link carries the selection along."""
    query = serialise(view.carry())
    with st.container(horizontal=True, vertical_alignment="center", key="header"):
        st.markdown("**Concordance**", width="content")
        for page in pages.values():
            st.page_link(page, label=page.title, query_params=query)


def _freshness(shot: Snapshot, view: ViewState) -> None:
    """Say on a frozen link what has changed since: newer records, or another way of answering."""
    if view.answers and view.answers != ANSWERS:
        st.warning(say("pages.frame.other_answers", then=view.answers, here=ANSWERS))
    if not view.snapshot:
        return
    newest = resources.snapshot()
    if newest.id == shot.id:
        return
    before, now = count(shot, view.selection), count(newest, view.selection)
    with st.container(horizontal=True, vertical_alignment="center", key="freshness"):
        st.info(
            say(
                "pages.frame.as_published",
                snapshot=shot.id,
                articles=labels.articles(before),
                newest=newest.id,
                now=labels.number(now),
            )
        )
        st.button(say("pages.frame.see_it_now"), key="see-now", on_click=_now)


def _now() -> None:
    controls.go(controls.view().live())


def _notices(notices: tuple[str, ...]) -> None:
    refused = st.session_state.pop(controls.REFUSED, None)
    lines = [*notices, *([str(refused)] if refused else [])]
    if lines:
        st.warning("  \n".join(safe.markdown(line) for line in lines))


def _data(shot: Snapshot) -> None:
    """Say at the foot of the sidebar which records are shown."""
    _, last = scope.period(shot)
    name = say("pages.frame.sample") if resources.is_sample() else say("pages.frame.store")
    with st.sidebar:
        if last is None:
            st.caption(say("pages.frame.records", name=name, snapshot=shot.id))
        else:
            st.caption(say("pages.frame.records_to", name=name, snapshot=shot.id, day=labels.day(last)))


def _said(shot: Snapshot, view: ViewState, page: str) -> int:
    """Say in one sentence what is shown and from how many articles; return their number."""
    total = count(shot, view.selection)
    first, last = scope.period(shot)
    days = labels.span_of_days(view.selection.since or first, view.selection.until or last)
    what = f"{labels.selection(view.selection, total)} {days}".strip()
    _, newest = resources.ask(shot, records.extent, view.selection)
    which = say("pages.frame.ended", which=what)
    if newest:
        which = say("pages.frame.last", which=what, day=labels.day(newest))
    st.markdown(say("pages.frame.shown", n=total, count=labels.number(total), which=safe.markdown(which)))
    _onward(view)
    if total < scope.TOO_FEW:
        _too_few(shot, view.selection, total, draws=page not in _WITHOUT_PATTERN)
    return total


def _onward(view: ViewState) -> None:
    """Lead from a filter of one country, or of two, to the page about it."""
    chosen = view.selection
    subject = chosen.dyad or ("" if chosen.partners or chosen.partner_blocs else chosen.country)
    if subject and not view.dyad and not view.country and not view.article:
        subjects.link(view, subject)


def _too_few(shot: Snapshot, selection: Selection, total: int, *, draws: bool) -> None:
    """Say that there are too few articles for a pattern where a page draws one, and offer the ways to more."""
    if total == 0:
        st.info(say("pages.frame.none"))
    elif draws:
        st.info(say("pages.frame.few", n=total, articles=labels.articles(total)))
    ways = {say("pages.frame.all_comentions"): dataclasses.replace(selection, interaction=Mode.ANY)}
    if selection.since or selection.until:
        undated = dataclasses.replace(selection, since=None, until=None)
        ways[say("pages.frame.wider")] = filters.wider(selection)
        ways[say("pages.frame.all_dates")] = undated
        ways[say("pages.frame.all_of_all")] = dataclasses.replace(undated, interaction=Mode.ANY)
    if selection.partners or selection.partner_blocs:
        one = labels.listed(labels.side(selection.countries, selection.blocs))
        alone = dataclasses.replace(selection, partners=(), partner_blocs=())
        ways[say("pages.frame.anyone", countries=one) if one else say("pages.frame.any_countries")] = alone
    with st.container(horizontal=True, vertical_alignment="center"):
        for name, chosen in ways.items():
            found = count(shot, chosen) if chosen != selection else 0
            if found > total:  # a way that leads to nothing more is none
                text = say("pages.frame.way", way=name, articles=labels.articles(found))
                st.button(text, key=f"wider-{name}", on_click=_widen, args=(chosen,))
        if resources.adding() is not None:
            st.page_link("app_pages/adding.py", label=say("pages.titles.adding"))


def _widen(selection: Selection) -> None:
    controls.go(controls.view().with_selection(selection))

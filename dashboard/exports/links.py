"""An address copied from the browser <-> a page and a view; the frozen link that an export carries.

Which panels a page has comes from the registry of charts. Pure: it must not know records or Streamlit.
"""

from __future__ import annotations

import dataclasses
import difflib
from collections.abc import Collection
from dataclasses import dataclass
from html import escape
from typing import Final
from urllib.parse import parse_qs, urlencode, urlsplit

from dashboard.charts import comentions
from dashboard.charts.registry import CHARTS, Maker
from dashboard.state import ViewState, parse, serialise
from dashboard.words import say

START: Final = "overview"  # its address is the host's own
_WITHOUT_CHARTS: Final = ("articles", "method")
_LONGEST: Final = 20_000
_OF_THE_SERVER: Final = ("embed", "embed_options")  # keys that Streamlit reads and no view holds


class LinkError(ValueError):
    """An address that leads nowhere; the message is a sentence."""


@dataclass(frozen=True)
class Link:
    """Where an address leads, and a sentence for each thing in it that was ignored."""

    page: str
    view: ViewState
    notices: tuple[str, ...] = ()


def read(address: str, *, outlets: Collection[str] = ()) -> Link:
    """Return the page and view of an address: whole, without its host, or the query alone.

    `outlets` are the names in the snapshot; when it is empty, names of outlets are taken as they are.
    """
    text = address.strip()
    if len(text) > _LONGEST:
        raise LinkError(say("exports.links.too_long", most=_LONGEST))
    try:
        parts = urlsplit(text)
    except ValueError as error:
        raise LinkError(say("exports.links.no_address", address=text[:80], why=error)) from error
    path, query = parts.path, parts.query
    if not parts.scheme and not query and "=" in path:
        path, query = "", path  # the query alone, without its question mark
    page = _known(path.strip("/").rpartition("/")[2] or START)
    given = {key: values for key, values in parse_qs(query).items() if key not in _OF_THE_SERVER}
    view, notices = parse(given, outlets=outlets)
    return Link(page, view, notices)


def _known(page: str) -> str:
    """Return a page that is there, or raise LinkError with the nearest."""
    known = (*CHARTS, *_WITHOUT_CHARTS)
    if page not in known:
        near = difflib.get_close_matches(page, known, n=1)
        hint = say("common.nearest", name=near[0]) if near else ""
        raise LinkError(say("exports.links.no_page", page=page[:40], pages=", ".join(known), nearest=hint))
    return page


def makers(page: str, view: ViewState) -> dict[str, Maker]:
    """Return panel key -> what makes its chart, in the order of the page, for those that the view draws."""
    found = dict(CHARTS.get(page, {}))
    if page == "comentions" and not comentions.has_ranked(view):
        del found["ranked"]
    if (page == "dyad" and not view.dyad) or (page == "country" and not view.country):
        return {}  # such a page is about nothing yet
    return found


def maker(page: str, view: ViewState, panel: str = "") -> Maker:
    """Return what makes the chart of a panel (the page's first for none); LinkError says what there is."""
    found = makers(page, view)
    if not found:
        raise LinkError(say("exports.links.no_chart", page=page))
    key = panel or next(iter(found))
    if key not in found:
        raise LinkError(say("exports.links.no_panel", panel=key[:40], panels=", ".join(found)))
    return found[key]


def relative(page: str, view: ViewState) -> str:
    """Return the address of a view behind the host: path and query, defaults dropped."""
    query = urlencode(serialise(view), doseq=True)
    path = "" if page == START else page
    return f"{path}?{query}" if query else path


def frozen(page: str, view: ViewState, snapshot_id: str) -> str:
    """Return the address of a view that names its snapshot and answers: it shows the same numbers next year."""
    return relative(page, view.frozen(snapshot_id))


def presented(page: str, view: ViewState, panel: str, snapshot_id: str) -> str:
    """Return the address of one chart alone, frozen, for a frame in another page."""
    alone = dataclasses.replace(view.closed(), present=panel)
    return f"{frozen(page, alone, snapshot_id)}&embed=true"


def snippet(host: str, address: str, title: str) -> str:
    """Return the HTML that shows an address in a frame; `host` ends with a slash."""
    return (
        f'<iframe src="{escape(host + address)}" title="{escape(title)}" width="100%" height="640" '
        'style="border:0" loading="lazy"></iframe>'
    )

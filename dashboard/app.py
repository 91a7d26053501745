"""The dashboard's entry: page configuration and navigation. Start it with `concordance serve`."""

from __future__ import annotations


def main() -> None:
    """Draw the page that a link asks for, in its frame."""
    import streamlit as st

    from dashboard import frame, resources
    from dashboard.words import say

    st.set_page_config(page_title="Concordance", layout="wide", initial_sidebar_state="auto")

    pages = {
        # Not in a folder "pages": until st.navigation is called, Streamlit runs the files of such a folder bare,
        # and the first link of a process that leads to one of them would show it without its frame.
        # Files, not functions: only files can be opened by tests and by links in the text.
        "overview": st.Page("app_pages/overview.py", title=say("pages.titles.overview"), default=True),
        "timelines": st.Page("app_pages/timelines.py", title=say("pages.titles.timelines")),
        "comentions": st.Page("app_pages/comentions.py", title=say("pages.titles.comentions")),
        "sectors": st.Page("app_pages/sectors.py", title=say("pages.titles.sectors")),
        "articles": st.Page("app_pages/articles.py", title=say("pages.titles.articles")),
        "method": st.Page("app_pages/method.py", title=say("pages.titles.method")),
    }

    # Pages about one subject stand in no row of links: marks lead to them.
    subjects = [
        st.Page("app_pages/dyad.py", title=say("pages.titles.dyad")),
        st.Page("app_pages/country.py", title=say("pages.titles.country")),
    ]
    if not st.context.is_embedded:  # a frame in another page has no report of its own
        pages["report"] = st.Page("app_pages/report.py", title=say("pages.titles.report"))
    if resources.adding() is not None:
        pages["adding"] = st.Page("app_pages/adding.py", title=say("pages.titles.adding"))

    # Streamlit's own links drop the query, and the selection with it; the frame draws links that carry it.
    frame.draw(st.navigation([*pages.values(), *subjects], position="hidden"), pages)


# Streamlit runs this file as its main module. A process that an ingest starts reads its parent's main module too
# (multiprocessing's "spawn"): it must neither draw nor load Streamlit, or it ends at once and the ingest goes on alone.
if __name__ == "__main__":
    main()

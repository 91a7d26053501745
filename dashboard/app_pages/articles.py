"""Articles: search and list them, or read one with everything that was found in it."""

from __future__ import annotations

import streamlit as st

from dashboard import article, controls, evidence, frame, labels, narrowing
from dashboard.resources import ask
from dashboard.state import Listed
from queries import evidence as records

LISTED = {Listed.ARTICLES: "Every article", Listed.STORIES: "Each story once"}

scene = frame.scene()
shot, view = scene.shot, scene.view

if view.article:
    st.button("Back to the list", on_click=controls.change, kwargs={"article": ""})
    article.draw(shot, view, view.article)
else:
    key = controls.hold("search-words", view.selection.words)
    st.text_input(
        "Search words", key=key, max_chars=200, placeholder='Words or a "quoted phrase"',
        on_change=lambda: controls.select(words=st.session_state[key]),
    )  # fmt: skip
    if view.selection.words:
        st.caption("Best match first: words in the title, then sentences that hold a word, then the newest.")
    else:
        controls.choice("List", "listed", LISTED, LISTED.__getitem__)
    is_folded = view.listed is Listed.STORIES and not view.selection.words
    total = frame.count(shot, view.selection)
    if is_folded:
        articles, total = total, ask(shot, records.count_stories, view.selection)
        st.caption(
            f"{labels.number(total)} stories in {labels.articles(articles)}: of articles in nearly the same words, "
            "the first stands here."
        )
    listed, beside = st.columns([4, 1], gap="large")
    with listed:
        evidence.listing(shot, view, view.selection, None, total, is_folded=is_folded)
    with beside:
        narrowing.draw(scene)

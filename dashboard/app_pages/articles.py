"""Articles: search and list them, or read one with everything that was found in it."""

from __future__ import annotations

import streamlit as st

from dashboard import article, controls, evidence, frame, narrowing

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
    listed, beside = st.columns([4, 1], gap="large")
    with listed:
        evidence.listing(shot, view, view.selection, None, frame.count(shot, view.selection))
    with beside:
        narrowing.draw(scene)

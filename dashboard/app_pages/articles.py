"""Articles: search and list them, or read one with everything that was found in it."""

from __future__ import annotations

import streamlit as st

from dashboard import article, controls, evidence, frame, labels, narrowing
from dashboard.resources import ask
from dashboard.state import Listed
from dashboard.words import say
from queries import evidence as records

LISTED = {Listed.ARTICLES: say("pages.articles.every_article"), Listed.STORIES: say("pages.articles.each_story")}

scene = frame.scene()
shot, view = scene.shot, scene.view

if view.article:
    st.button(say("pages.articles.back"), on_click=controls.change, kwargs={"article": ""})
    article.draw(shot, view, view.article)
else:
    key = controls.hold("search-words", view.selection.words)
    st.text_input(
        say("pages.articles.search"), key=key, max_chars=200, placeholder=say("pages.articles.search_example"),
        on_change=lambda: controls.select(words=st.session_state[key]),
    )  # fmt: skip
    if view.selection.words:
        st.caption(say("pages.articles.order"))
    else:
        controls.choice(say("pages.articles.list"), "listed", LISTED, LISTED.__getitem__)
    is_folded = view.listed is Listed.STORIES and not view.selection.words
    total = frame.count(shot, view.selection)
    if is_folded:
        articles, total = total, ask(shot, records.count_stories, view.selection)
        st.caption(say("pages.articles.stories", total=labels.number(total), articles=labels.articles(articles)))
    listed, beside = st.columns([4, 1], gap="large")
    with listed:
        evidence.listing(shot, view, view.selection, None, total, is_folded=is_folded)
    with beside:
        narrowing.draw(scene)

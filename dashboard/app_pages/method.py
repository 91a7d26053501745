"""Method: how records are made, what labels mean, what was read and refused, what is not known."""

from __future__ import annotations

import streamlit as st

from dashboard import frame, labels, listed, method, panel, small
from dashboard.resources import ask
from dashboard.words import say
from data.readers import limits
from data.records import SECTORS, THEMES
from queries import coverage
from queries.selection import EVERYTHING

scene = frame.scene()
shot, view = scene.shot, scene.view

st.caption(say("pages.method.unfiltered"))
st.markdown(f"#### {say('pages.method.made')}")
st.markdown(method.made())

st.markdown(f"#### {say('pages.method.labels')}")
st.markdown(method.meaning())
st.markdown(f"##### {say('pages.method.sectors')}")
st.markdown(method.definitions(SECTORS))
st.markdown(f"##### {say('pages.method.themes')}")
st.markdown(method.definitions(THEMES))
with st.expander(say("pages.method.terms"), key="terms", on_change="rerun") as terms:
    if terms.open:  # thousands of terms are sent only to who asks for them
        st.markdown(method.terms((*SECTORS, *THEMES)))

st.markdown(f"#### {say('pages.method.ledger')}")
totals = ask(shot, coverage.totals, EVERYTHING)
st.markdown(method.ledger(shot.facts, totals))
ledger = ask(shot, coverage.by_collection, EVERYTHING).drop(columns="count_dated")  # the rest is undated
if len(ledger) <= small.MOST:  # its heads wrap, so that no column is cut at 1,440 pixels
    listed.draw("ledger", small.table(ledger, None, [None] * len(ledger), say("pages.method.ledger")))
else:
    st.dataframe(labels.table(ledger), hide_index=True, column_config=panel.columns(ledger))
gaps = ask(shot, coverage.gaps)
if len(gaps):
    st.markdown(method.gaps(gaps))

st.markdown(f"#### {say('pages.method.documents')}")
st.markdown(method.documents(limits.rows()))

st.markdown(f"#### {say('pages.method.quality')}")
st.markdown(method.quality(shot.facts))

st.markdown(f"#### {say('pages.method.measures')}")
st.markdown(method.measures())

st.markdown(f"#### {say('pages.method.limits')}")
st.markdown(method.limits())

st.markdown(f"#### {say('pages.method.sources')}")
st.markdown(method.sources(shot.facts))

st.markdown(f"#### {say('pages.method.snapshot')}")
st.markdown(method.snapshot(shot))

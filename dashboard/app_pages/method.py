"""Method: how records are made, what labels mean, what was read and refused, what is not known."""

from __future__ import annotations

import streamlit as st

from dashboard import frame, labels, method, panel
from dashboard.resources import ask
from data.readers import limits
from data.records import SECTORS, THEMES
from queries import coverage
from queries.selection import EVERYTHING

scene = frame.scene()
shot, view = scene.shot, scene.view

st.markdown("#### How records are made")
st.markdown(method.MADE)

st.markdown("#### What the labels mean")
st.markdown(method.LABELS)
st.markdown("##### Sectors")
st.markdown(method.definitions(SECTORS))
st.markdown("##### Themes")
st.markdown(method.definitions(THEMES))
with st.expander("The terms of each label", key="terms", on_change="rerun") as terms:
    if terms.open:  # thousands of terms are sent only to who asks for them
        st.markdown(method.terms((*SECTORS, *THEMES)))

st.markdown("#### What was read: the coverage ledger")
totals = ask(shot, coverage.totals, EVERYTHING)
st.markdown(method.ledger(shot.facts, totals))
ledger = ask(shot, coverage.by_collection, EVERYTHING)
st.dataframe(labels.table(ledger), hide_index=True, column_config=panel.columns(ledger))
gaps = ask(shot, coverage.gaps)
if len(gaps):
    st.markdown(method.gaps(gaps))

st.markdown("#### What a document may be")
st.markdown(method.documents(limits.rows()))

st.markdown("#### How good the labels are")
st.markdown(method.quality(shot.facts))

st.markdown("#### How numbers are made")
st.markdown(method.MEASURES)

st.markdown("#### Known limits")
st.markdown(method.LIMITS)

st.markdown("#### Sources and licences")
st.markdown(method.sources(shot.facts))

st.markdown("#### This snapshot")
st.markdown(method.snapshot(shot))

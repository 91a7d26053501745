"""Add articles: give files, an address or a text; look at what would be kept; keep it; undo it."""

from __future__ import annotations

import streamlit as st

from dashboard import adding, resources
from dashboard.jobs import Desk, Status
from dashboard.words import say

store = resources.adding()
if store is None:
    st.info(say("pages.adding.read_only"))
    st.stop()

desk = Desk(store)
job = desk.job()
if job is not None and job.is_running:
    adding.running(desk)
elif job is not None and job.status is Status.LOOKED:
    adding.looked(desk, job)
elif job is not None and job.status is Status.KEPT:
    adding.kept(desk, job)
else:
    if job is not None:
        adding.failed(job)
    adding.asked(desk)
adding.history(desk)

"""Overview: the answers at a glance, each with a link to its page."""

import streamlit as st

from components import cache, overview, shell
from components.callfrequency import counts, view

shell.ensure()

page = shell.page_header("overview")
data = cache.dataset()
current = view.view_of(data)

overview.key_figures(data)
if not view.empty(current):
    counts.counts_card(page, current, listed=False)
left, right = st.columns(2, gap="medium")
with left:
    overview.stance_card(page, data)
with right:
    overview.expert_card(page, data)
    overview.newest(data)
overview.next_steps()

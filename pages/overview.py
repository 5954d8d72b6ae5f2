"""Overview: the answers at a glance, each with a link to its page."""

import streamlit as st

from components import cache, overview, shell
from components.calls import charts, view
from components.leaders import answer

shell.ensure()

page = shell.page("overview")
data = cache.dataset()
current = view.view_of(data)

answer.answer_section(page.spec, data)
overview.intro(data)
overview.key_figures(data)
left, right = st.columns([3, 2])
with left:
    view.note_empty(current)
    charts.counts_card(page.spec, current, listed=False)
with right:
    overview.stance_card(page.spec, data)
left, right = st.columns([3, 2])
with left:
    overview.expert_card(page.spec, data)
with right:
    overview.newest(data)
overview.next_steps()

"""Overview: the answers at a glance, each with a link to its page."""

import streamlit as st

from components import cache, overview, shell
from components.calls import charts, view
from components.leaders import answer

shell.ensure()

page = shell.page("overview")
data = cache.dataset()
current = view.view_of(data)

answer.answer_section(page)
overview.intro(data)
overview.key_figures(data)
left, right = st.columns([3, 2])
with left:
    view.note_empty(current)
    page.show(charts.counts_card(current, listed=False))
with right:
    page.show(overview.stance_card(data))
left, right = st.columns([3, 2])
with left:
    page.show(overview.expert_card(data))
with right:
    overview.newest(data)
overview.next_steps()

"""Overview: the answers at a glance, each with a link to its page."""

import streamlit as st

from components import cache, overview, shell
from components.calls import charts, view
from components.leaders import answer

shell.ensure()

with shell.page("overview") as page:
    data = cache.dataset()
    current = view.view_of(data)
    page.answer(answer.current_title())
    left, middle, right = st.columns(3)
    with left:
        page.show(charts.counts_card(current, listed=False))
    with middle:
        page.show(overview.stance_card(data))
    with right:
        page.show(overview.expert_card(data))
    overview.newest(data)

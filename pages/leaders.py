"""Leaders compared: who else speaks with Putin, and for which days we know it."""

import streamlit as st

from components import cache, shell
from components.leaders import answer, counts, lanes, reported_counts, silences, view

shell.ensure()

page = shell.page("leaders")
current = view.view_of(cache.dataset())

answer.answer_section(page)
view.introduce(current)
view.note_empty(current)
silences.takeaways(current)
page.show(lanes.lanes_card(current))
left, right = st.columns(2)
with left:
    page.show(counts.months_card(current))
with right:
    page.show(counts.years_card(current))
page.show(silences.silence_card(current))
page.show(reported_counts.claims_card(current))
page.show(reported_counts.beyond_card(current))
page.show(lanes.contact_card(current))

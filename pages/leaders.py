"""Leaders compared: who else speaks with Putin, and for which days we know it."""

import streamlit as st

from components import cache, shell
from components.leaders import answer, counts, lanes, reported_counts, silences, view

shell.ensure()

page = shell.page("leaders")
current = view.view_of(cache.dataset())

answer.answer_section(page.spec, current.data)
view.introduce(current)
view.note_empty(current)
silences.takeaways(current)
lanes.lanes_card(page.spec, current)
left, right = st.columns(2)
with left:
    counts.months_card(page.spec, current)
with right:
    counts.years_card(page.spec, current)
silences.silence_card(page.spec, current)
reported_counts.claims_card(page.spec, current)
reported_counts.beyond_card(page.spec, current)
lanes.contact_card(page.spec, current)

"""Leaders compared: who else speaks with Putin, and for which days we know it."""

import streamlit as st

from components import cache, shell
from components.leaders import answer, counts, lanes, reported_counts, silences, view

shell.ensure()

page = shell.page_header("leaders")
current = view.view_of(cache.dataset())

answer.answer_section(page, current.data)
view.introduce(current)
view.note_empty(current)
silences.takeaways(current)
lanes.lanes_card(page, current)
left, right = st.columns(2)
with left:
    counts.months_card(page, current)
with right:
    counts.years_card(page, current)
silences.silence_card(page, current)
reported_counts.claims_card(page, current)
reported_counts.beyond_card(page, current)
lanes.contact_card(page, current)

"""Leaders compared: who else speaks with Putin, and for which days we know it."""

import streamlit as st

from components import cache, shell
from components.leaders import (
    answer,
    claims,
    lanes,
    listing,
    months,
    silence,
    takeaways,
    view,
    years,
)

shell.ensure()

page = shell.page_header("leaders")
current = view.view_of(cache.dataset())

answer.answer_section(page, current.data)
view.introduce(current)
view.note_empty(current)
takeaways.takeaways(current)
lanes.lanes_card(page, current)
left, right = st.columns(2)
with left:
    months.months_card(page, current)
with right:
    years.years_card(page, current)
silence.silence_card(page, current)
claims.claims_card(page, current)
claims.beyond_card(page, current)
listing.contact_card(page, current)

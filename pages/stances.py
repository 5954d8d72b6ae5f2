"""Stance map: who wants to talk with Moscow, as of any day."""

import streamlit as st

from components import cache, shell
from components.stances import country, day_map, history, statements, view

shell.ensure()

page = shell.page("stances")
current = view.view_of(cache.dataset())

day_map.controls(current)
left, right = st.columns([3, 2], gap="medium")
with left:
    day_map.map_card(page.spec, current)
    day_map.limits(current)
with right:
    country.panel(current)
    day_map.legend(current)
statements.statements_card(page.spec, current)
country.institution_cards(current)
history.changes_card(page.spec, current)
history.distribution_card(page.spec, current)

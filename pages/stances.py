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
    page.show(day_map.map_card(current))
    day_map.limits(current)
with right:
    country.panel(current)
    day_map.legend(current)
statements.statements_section(page, current)
country.institution_cards(current)
page.show(history.changes_card(current))
page.show(history.distribution_card(current))

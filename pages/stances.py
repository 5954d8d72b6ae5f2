"""Stance map: who wants to talk with Moscow, as of any day."""

import streamlit as st

from components import cache, shell
from components.stances import (
    changes,
    controls,
    country,
    distribution,
    institutions,
    legend,
    map_section,
    statements,
    view,
)

shell.ensure()

page = shell.page_header("stances")
current = view.view_of(cache.dataset())

controls.controls(current)
left, right = st.columns([3, 2], gap="medium")
with left:
    map_section.map_card(page, current)
    legend.limits(current)
with right:
    country.panel(current)
    legend.legend(current)
statements.statements_card(page, current)
institutions.institution_cards(current)
changes.changes_card(page, current)
distribution.distribution_card(page, current)

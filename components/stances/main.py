"""The main view of the stance map: the map, and beside it who stands where."""

from __future__ import annotations

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from components import device
from components.page import Page
from components.stances import country, day_map
from components.stances.view import StancesView


def controls(view: StancesView) -> tuple[DeltaGenerator, DeltaGenerator]:
    """Draw day and state to choose, and return where the map stands, and the tabs.

    On a phone the words of the tabs come first, unless a state is chosen.
    """
    day_map.controls(view)
    if not device.is_phone():
        return st.container(), st.container()
    day_map.choose_country(view)
    first, second = st.container(), st.container()
    return (first, second) if view.actor else (second, first)


def map_and_panel(page: Page, view: StancesView) -> None:
    """Draw the map with the list of states beside it, or with the state chosen.

    The state chosen comes first: on a phone, where columns stand below each other, it
    then stands right below the answer.
    """
    if view.actor:
        beside, wide = st.columns([3, 5], gap="medium")
    else:
        wide, beside = st.columns([5, 3], gap="medium")
    with wide:
        page.show(day_map.map_card(view, phone=device.is_phone()))
    with beside:
        if not device.is_phone():
            day_map.choose_country(view)
        country.panel(view)


def scale(view: StancesView) -> None:
    """What the colours and marks mean, and what the map can not say."""
    day_map.legend(view)
    day_map.limits(view)

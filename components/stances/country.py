"""The panel beside the map: one state or EU body on the day, with its reasons."""

from __future__ import annotations

import streamlit as st

from components import format as fmt
from components import state
from components.figures.map import HIDDEN
from components.markdown import escape
from components.stances.answer import answer
from components.stances.offices import posts
from components.stances.verdicts import why_this_colour
from components.stances.view import StancesView, badge, badges, position_of, signs
from components.text import t
from data.fill_rule import SCALE, Fill


def panel(view: StancesView) -> None:
    """Draw the chosen country, or who stands where while none is chosen."""
    with st.container(border=True, key="country_panel"):
        if view.actor:
            _country(view, view.fills[view.actor])
        else:
            _everyone(view)


def _everyone(view: StancesView) -> None:
    """All states by position, each a button: the way in for keyboards and phones."""
    st.header(t("stances.everyone"))
    st.caption(t("stances.everyone_help"))
    with st.container(gap=None):
        shown = [(fill, position_of(fill)) for fill in view.states]
        for position in (*SCALE, HIDDEN):
            _group(view, badge(position), [f for f, code in shown if code == position])
        silent = [f for f, code in shown if code not in (*SCALE, HIDDEN)]
        _group(view, t("stances.badge_no_answer"), silent)


def _group(view: StancesView, words: str, held: list[Fill]) -> None:
    """One position with the states that hold it; nothing where none does."""
    if not held:
        return
    with st.container(horizontal=True, gap="xsmall", vertical_alignment="center"):
        st.markdown(
            t("stances.group", badge=words, n=fmt.number(len(held))),
            width="content",
        )
        for fill in sorted(held, key=lambda f: view.names[f.actor_id]):
            st.button(
                f"{view.names[fill.actor_id]}{signs(fill)}",
                key=f"pick_{fill.actor_id}",
                type="tertiary",
                on_click=state.assign,
                args=("state", fill.actor_id),
            )


def _country(view: StancesView, fill: Fill) -> None:
    with st.container(
        horizontal=True,
        horizontal_alignment="distribute",
        vertical_alignment="center",
    ):
        st.header(escape(view.names[fill.actor_id]), width="content")
        st.button(
            t("stances.close"),
            key="close_country",
            type="tertiary",
            icon=":material/close:",
            on_click=state.assign,
            args=("state", ""),
        )
    st.markdown(t("stances.position_on", badge=badges(fill), date=fmt.date(view.as_of)))
    answer(view, fill, "decides")
    why_this_colour(view, fill, "why")
    posts(view, fill.actor_id)

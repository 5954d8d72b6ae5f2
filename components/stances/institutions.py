"""The EU institutions beside the map, with the same evidence."""

from __future__ import annotations

import streamlit as st

from components import state
from components.markdown import escape
from components.stances.answer import answer
from components.stances.verdicts import why_this_colour
from components.stances.view import StancesView, badges
from components.text import t


def institution_cards(view: StancesView) -> None:
    """Three cards, by the same rule as the states."""
    st.header(t("stances.institutions"))
    st.caption(t("stances.institutions_help"))
    columns = st.columns(len(view.institutions))
    for column, fill in zip(columns, view.institutions, strict=True):
        actor = fill.actor_id
        with column.container(
            border=True, height="stretch", key=f"card_{actor.lower()}"
        ):
            name = escape(view.names[actor])
            st.markdown(t("stances.institution", name=name, badge=badges(fill)))
            answer(view, fill, f"card_{actor.lower()}")
            why_this_colour(view, fill, f"why_{actor.lower()}")
            st.button(
                t("stances.all_statements"),
                key=f"pick_{actor}",
                type="tertiary",
                icon=":material/timeline:",
                on_click=state.assign,
                args=("state", actor),
            )

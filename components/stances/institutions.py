"""The EU institutions beside the map, with the same evidence."""

from __future__ import annotations

import streamlit as st

from components import state
from components.markdown import escape
from components.stances.statement import evidence_button, who_and_when
from components.stances.view import StancesView, badge, marks, position_of
from components.text import t


def institution_cards(view: StancesView) -> None:
    """Three cards, by the same rule as the states."""
    st.header(t("stances.institutions"))
    st.caption(t("stances.institutions_help"))
    columns = st.columns(len(view.institutions))
    for column, fill in zip(columns, view.institutions, strict=True):
        with column.container(
            border=True, height="stretch", key=f"card_{fill.actor_id.lower()}"
        ):
            name = escape(view.names[fill.actor_id])
            st.markdown(
                t("stances.institution", name=name, badge=badge(position_of(fill)))
                + marks(fill)
            )
            if fill.statement_id:
                row = view.rows[fill.statement_id]
                st.markdown(who_and_when(row))
                st.markdown(escape(row.summary))
            else:
                st.markdown(t(f"stances.why_{fill.nothing_kind}"))
            with st.container(horizontal=True):
                if fill.statement_id:
                    evidence_button(fill.statement_id, "institution")
                st.button(
                    t("stances.all_statements"),
                    key=f"pick_{fill.actor_id}",
                    type="tertiary",
                    icon=":material/timeline:",
                    on_click=state.assign,
                    args=("state", fill.actor_id),
                )

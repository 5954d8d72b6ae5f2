"""What the list of contacts holds of an actor for which no position counts."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from components import cache
from components.registry import page
from components.stances.view import StancesView
from components.text import t, tn


def contacts_listed(view: StancesView, actor: str) -> None:
    """Say how many contacts with Putin are listed up to the day, with a link.

    Nothing is said where none is. Those that the reader's choice of evidence hides
    are counted: hiding never makes a zero.
    """
    until = pd.Timestamp(view.as_of)
    listed, shown = (
        int(((c["actor_id"] == actor) & (c["date"] <= until)).sum())
        for c in (cache.full().contacts, view.data.contacts)
    )
    if not listed:
        return
    words = tn("stances.contacts_listed", listed)
    if hidden := listed - shown:
        words = tn("stances.contacts_hidden", hidden, listed=words)
    st.markdown(words)
    st.page_link(
        page("leaders").path,
        label=t("stances.to_contacts", name=view.names[actor]),
        icon=page("leaders").icon,
        query_params={"country": actor, "rule": "all", "to": str(view.as_of.year)},
    )

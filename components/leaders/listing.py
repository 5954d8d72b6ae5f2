"""The contacts in the lanes, one row each; choosing one opens its record."""

from __future__ import annotations

import streamlit as st

from components import labels
from components.callfrequency.contact_list import contact_labels, contact_list, grid
from components.leaders.view import LeadersView
from components.text import t, tn

# Kept in the download of the grid, not shown.
_HIDDEN = frozenset({"contact_id", "event_id"})


def contact_section(view: LeadersView) -> None:
    """The list that sums to the lanes, newest first."""
    frame = contact_list(view.data, view.selected)
    own = view.selected.set_index("contact_id")
    actors = frame["contact_id"].map(own["actor_id"])
    frame.insert(1, "lane", actors.map(view.names))
    frame.insert(2, "counterpart", frame.pop("counterpart"))
    frame["event_id"] = frame["contact_id"].map(own["event_id"])
    st.header(t("leaders.list_title"))
    st.markdown(tn("leaders.list_sentence", len(frame)))
    names = contact_labels() | {
        "lane": t("leaders.lane_column"),
        "event_id": labels.field("contacts", "event_id"),
    }
    grid(frame, names, _HIDDEN, "leaders_contacts", t("leaders.list_alt"))

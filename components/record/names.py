"""The ways from a record to the people, states and institutions that it names."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from components import labels
from components.markdown import escape
from components.names import way
from components.text import t
from data.load import Dataset
from data.people import people, slug

# Columns that hold a name of a person.
_PEOPLE = ("speaker", "counterpart", "person", "russian_counterpart", "holder")


def ways(data: Dataset, table: str, row: pd.Series) -> None:
    """Draw a link to the page of everybody and everything that a record names."""
    found = named(data, table, row)
    if not found:
        return
    with st.container(
        horizontal=True, gap="small", vertical_alignment="center", key="record_names"
    ):
        st.markdown(t("who.more_on"), width="content")
        for key, name in found.items():
            way(escape(name), key, "record")


def named(data: Dataset, table: str, row: pd.Series) -> dict[str, str]:
    """Return whom and what a record names: id on the page of search, and name."""
    known = people(data)
    names = [str(row[column]) for column in _PEOPLE if row.get(column)]
    if table == "assessments":
        experts = data.table("experts").set_index("expert_id")["name"]
        names.append(str(experts[row["expert_id"]]))
    found = {slug(name): name for name in names if slug(name) in known}
    if actor := row.get("actor_id"):
        found[str(actor)] = labels.actor(str(actor))
    if affiliation := row.get("affiliation_id"):
        places = data.table("affiliations").set_index("affiliation_id")["name"]
        found[str(affiliation)] = str(places[affiliation])
    return found

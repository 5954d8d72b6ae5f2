"""The list of contacts that sums to the bars."""

from __future__ import annotations

from functools import partial

import pandas as pd
import streamlit as st

from components import labels, records, sidebar, tables
from components.callfrequency.counts import open_period
from components.callfrequency.view import CallsView
from components.contact_view import code_label
from components.figures import calls as figures
from components.text import t, tn
from data import contacts as counting
from data import evidence
from data.load import Dataset

# The same in every row of this page; kept in the download.
_CONSTANT = frozenset({"contact_id", "counterpart"})


def contact_list(data: Dataset, selected: pd.DataFrame) -> pd.DataFrame:
    """The contacts of a view as readers list them, newest first, one row a contact."""
    topics = data.table("contact_topics")
    names = topics.assign(name=topics["topic_id"].map(sidebar.topic_label))
    joined = names.groupby("contact_id")["name"].agg(", ".join)
    sources = evidence.first_source(data, "contacts")
    ids = selected["contact_id"]
    frame = pd.DataFrame(
        {
            "date": selected["date"],
            "kind": selected["kind"].map(code_label("kind")),
            "duration_min": selected["duration_min"],
            "initiator": selected["initiator"].map(sidebar.initiator_label),
            "topics": ids.map(joined),
            "sources": ids.map(sources["sources"]),
            "url": ids.map(sources["url"]),
            "other_participants": selected["other_participants"].str.replace(";", ", "),
            "confidence": selected["confidence"].map(code_label("confidence")),
            "place": selected["place"],
            "format": selected["format"].map(code_label("format")),
            "readout_kremlin": selected["readout_kremlin"].map(
                code_label("readout_kremlin")
            ),
            "readout_counterpart": selected["readout_counterpart"].map(
                code_label("readout_counterpart")
            ),
            "counterpart": selected["counterpart"],
            "contact_id": ids,
        }
    )
    return frame.iloc[::-1].reset_index(drop=True)


def contact_labels() -> dict[str, str]:
    """Column labels of `contact_list`."""
    columns = (
        "date",
        "kind",
        "format",
        "counterpart",
        "other_participants",
        "place",
        "duration_min",
        "initiator",
        "readout_kremlin",
        "readout_counterpart",
        "confidence",
        "contact_id",
    )
    return {c: labels.field("contacts", c) for c in columns} | {
        "topics": t("calls.topics"),
        "sources": t("calls.column_sources"),
        "url": t("calls.column_link"),
    }


def contact_section(view: CallsView) -> None:
    """The list that sums to the bars; choosing a row opens its record."""
    bucket = st.session_state.get("calls.period", "")
    rows = view.counts[view.counts["period"] == bucket]
    selected = view.selected
    st.header(t("calls.list_title"))
    if len(rows):
        selected = counting.between(selected, rows["start"].item(), rows["end"].item())
        with st.container(horizontal=True, vertical_alignment="center"):
            label = figures.period_label(bucket)
            st.markdown(tn("calls.list_period", len(selected), period=label))
            st.button(
                t("calls.list_all"),
                key="all_periods",
                on_click=open_period,
                args=([],),
                type="tertiary",
                icon=":material/close:",
            )
    else:
        st.markdown(tn("calls.list_sentence", len(selected)))
    frame = contact_list(view.data, selected)
    st.dataframe(
        frame,
        key="contacts_table",
        hide_index=True,
        column_config=tables.configured(frame, contact_labels(), {"topics": "medium"}),
        column_order=[c for c in frame.columns if c not in _CONSTANT],
        height=tables.height(len(frame)),
        placeholder="–",
        on_select=partial(_open_row, tuple(frame["contact_id"])),
        selection_mode="single-row",
        alt=t("calls.list_alt"),
    )


def _open_row(ids: tuple[str, ...]) -> None:
    chosen = st.session_state["contacts_table"]["selection"]["rows"]
    if chosen and chosen[0] < len(ids):
        records.request(ids[chosen[0]])

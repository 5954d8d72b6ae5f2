"""One record in full, with everything it rests on, opened by `?record=<id>`.

It opens beside any page, from a click or a cold link; closing it, or the browser's
Back, takes the id out of the URL.
"""

from __future__ import annotations

import pandas as pd
import streamlit as st

from components import state
from components.record import facts, foot, lead, sources
from components.record.titles import title_of
from components.text import t
from data import evidence
from data.load import Dataset

__all__ = ["close", "evidence_button", "open_requested", "request", "title_of"]

# In pixels, before the reader drags it: lines of some eighty letters.
WIDTH = 720


def open_requested(data: Dataset) -> None:
    """Open the record that the URL or a click asked for, beside the page."""
    if record_id := state.value("record"):
        panel = st.dialog(
            title_of(data, record_id), width=WIDTH, position="right", on_dismiss=close
        )
        panel(_body)(data, record_id)


def request(record_id: str) -> None:
    """Ask for a record from a widget's callback."""
    state.assign("record", record_id)


def evidence_button(record_id: str, key: str) -> None:
    """Offer the record behind a number or a sentence."""
    st.button(
        t("shell.evidence"),
        key=key,
        type="tertiary",
        icon=":material/fact_check:",
        on_click=request,
        args=(record_id,),
    )


def close() -> None:
    """Forget the record that was open."""
    state.assign("record", "")


def _body(data: Dataset, record_id: str) -> None:
    kind, row = evidence.find(data, record_id)
    lead.head(data, kind, row)
    _table(facts.of(data, kind.table, row), t("records.facts_alt"))
    sources.section(data, record_id)
    foot.corrections(data, kind.table, record_id)
    with st.expander(t("records.as_recorded"), icon=":material/table_rows:"):
        _table(facts.as_recorded(data, kind.table, row), t("records.recorded_alt"))
    foot.actions(data, kind.table, record_id)
    st.caption(t("records.id", id=record_id))


def _table(rows: facts.Facts, alt: str) -> None:
    st.table(
        pd.DataFrame(rows, columns=["field", "value"]),
        hide_index=True,
        hide_header=True,
        border="horizontal",
        alt=alt,
    )

"""One record in full, with everything it rests on, opened by `?record=<id>`.

It opens beside any page, from a click or a cold link; closing it, or the browser's
Back, takes the id out of the URL.
"""

from __future__ import annotations

from urllib.parse import quote

import pandas as pd
import streamlit as st

from components import cite, labels, naming, settings, state
from components import format as fmt
from components.markdown import escape
from components.record import facts, names, sources
from components.record.facts import title_of
from components.text import t
from data import evidence
from data.load import Dataset
from data.rows import each

# A form is a web page; any other address would be run by the browser, not opened.
_WEB = ("https://", "http://")


def corrections(data: Dataset, table: str, record_id: str) -> None:
    """The history of a record; that there is none is said as well."""
    log = data.table("corrections")
    rows = log[(log["record_id"] == record_id) & (log["table_name"] == table)]
    st.markdown(t("records.corrections"))
    if rows.empty:
        st.caption(t("records.no_corrections", version=data.version))
    for row in each(rows):
        st.markdown(
            t(
                "records.correction",
                date=fmt.date(row.date.date()),
                version=row.version,
                field=escape(_field_name(data, table, row.field)),
                reason=escape(row.reason),
                before=escape(_unstopped(row.before) or t("records.nothing")),
                after=escape(_unstopped(row.after) or t("records.nothing")),
            )
        )


def _unstopped(value: str) -> str:
    """A value without the full stop that the sentence around it sets itself."""
    return value.removesuffix(".")


def _field_name(data: Dataset, table: str, name: str) -> str:
    """Label of a corrected column; a correction may also name a whole row."""
    fields = {field.name for field in data.package.table(table).fields}
    return labels.field(table, name) if name in fields else name


def actions(data: Dataset, table: str, record_id: str) -> None:
    """Report an error, copy the record's own link, cite it."""
    url = naming.of_record(record_id)
    with st.container(horizontal=True, vertical_alignment="center"):
        _report(data, table, record_id, url)
        with st.popover(t("shell.share"), icon=":material/link:", type="tertiary"):
            st.markdown(t("records.link_help"))
            st.code(url, language=None, wrap_lines=True)
        with st.popover(
            t("cite.button"), icon=":material/format_quote:", type="tertiary"
        ):
            cite.blocks(
                cite.of_view(
                    naming.written(data.package, record_id, {}),
                    escape(title_of(data, record_id)),
                    "",
                    url,
                    cite.today(),
                )
            )


def _report(data: Dataset, table: str, record_id: str, url: str) -> None:
    """Where to report an error, and a report to fill in that names the record."""
    with st.popover(t("records.report"), icon=":material/flag:", type="tertiary"):
        # `{id}` stands for that of the record.
        if (form := settings.value(settings.REPORT_URL)).startswith(_WEB):
            st.link_button(
                t("records.report_open"),
                form.replace("{id}", quote(record_id)),
                icon=":material/open_in_new:",
            )
        else:
            st.markdown(t("records.report_how"))
        report = t(
            "records.report_text",
            id=record_id,
            table=table,
            version=data.version,
            url=url,
        )
        st.code(report, language=None, wrap_lines=True)


__all__ = [
    "close",
    "evidence_button",
    "open_requested",
    "request",
    "request_mark",
    "title_of",
]

# In pixels, before the reader drags it: lines of some eighty letters.
WIDTH = 720


def open_requested(data: Dataset) -> None:
    """Open the record that the URL or a click asked for, beside the page."""
    if record_id := state.value("record"):
        panel = st.dialog(
            escape(title_of(data, record_id)),
            width=WIDTH,
            position="right",
            on_dismiss=close,
        )
        panel(_body)(data, record_id)


def request(record_id: str) -> None:
    """Ask for a record from a widget's callback."""
    state.assign("record", record_id)


def request_mark(record_id: str) -> None:
    """Ask for the record of a mark in a chart; "", beside all marks, asks for none."""
    if record_id:
        request(record_id)


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
    facts.head(data, kind, row)
    names.ways(data, kind.table, row)
    _table(facts.of(data, kind.table, row), t("records.facts_alt"))
    sources.section(data, record_id)
    corrections(data, kind.table, record_id)
    with st.expander(t("records.as_recorded"), icon=":material/table_rows:"):
        _table(facts.as_recorded(data, kind.table, row), t("records.recorded_alt"))
    actions(data, kind.table, record_id)
    st.caption(t("records.id", id=record_id))


def _table(rows: facts.Facts, alt: str) -> None:
    st.table(
        pd.DataFrame(rows, columns=["field", "value"]),
        hide_index=True,
        hide_header=True,
        border="horizontal",
        alt=alt,
    )

"""How to cite the data, what its fields mean, and what was corrected."""

from __future__ import annotations

from typing import Any

import streamlit as st

from components import cache, cite, labels, markdown, naming, registry, tables
from components import format as fmt
from components.markdown import escape
from components.page import Page
from components.record import panel
from components.sources import downloads
from components.sources.view import SourcesView
from components.text import t, tn
from data import evidence
from data.schema import Field, Table


def citation_section(page: Page) -> None:
    """How to cite the data set as a whole."""
    st.subheader(t("sources.cite_title"), anchor="cite")
    st.markdown(t("sources.cite_intro"))
    root = naming.root_of(downloads.here(), page.spec.url_path)
    with st.container(key="cite_data_set"):
        cite.blocks(cite.of_data_set(root, cite.today()))


def dictionary_section(view: SourcesView) -> None:
    """Every field of a table that the reader chooses."""
    package = view.data.package
    st.subheader(t("sources.dictionary_title"), anchor="dictionary")
    st.markdown(t("sources.dictionary_intro"))
    chosen = st.selectbox(
        t("sources.column_table"),
        list(package.tables),
        index=list(package.tables).index("contacts"),
        format_func=lambda name: t(
            "sources.dictionary_option",
            name=name,
            title=labels.translated(package.table(name).title),
        ),
        key="dictionary_table",
    )
    table = package.table(chosen)
    st.markdown(escape(labels.translated(table.description)))
    st.markdown(_fields(table))


def _fields(table: Table) -> str:
    """One row a field: its name, then label, type, meaning and codes."""
    references = {key.field: key for key in table.foreign_keys}
    rows = []
    for field in table.fields:
        # Label and type open the meaning: four columns are too wide for a phone.
        meaning = [
            t(
                "sources.field_definition",
                label=escape(labels.field(table.name, field.name)),
                type=t(f"sources.type_{field.kind}"),
                meaning=escape(labels.translated(field.description)),
            )
        ]
        if field.categories:
            meaning.append(t("sources.dictionary_codes", codes=_codes(field)))
        if key := references.get(field.name):
            meaning.append(
                t("sources.dictionary_key", table=key.table, field=key.target)
            )
        rows.append((f"`{field.name}`", " ".join(meaning)))
    head = (t("sources.column_field"), t("sources.column_meaning"))
    return markdown.table(head, rows)


def _codes(field: Field) -> str:
    return "; ".join(
        t(
            "sources.dictionary_code",
            code=item.value,
            label=escape(labels.translated(item.label)),
        )
        for item in field.categories
    )


def corrections_section(view: SourcesView) -> None:
    """The public log: what was changed, why, when, in which version."""
    log = view.data.table("corrections")
    st.subheader(t("sources.corrections_title"), anchor="corrections")
    for version, rows in sorted(log.groupby("version"), reverse=True):
        st.markdown(
            tn(
                "sources.version",
                len(rows),
                version=str(version),
                date=fmt.date(rows["date"].max().date()),
            )
        )
    st.page_link(
        registry.page("new").path,
        label=t("sources.to_news"),
        icon=":material/arrow_forward:",
        icon_position="right",
    )
    tables.record_list(_log(view), panel.request, key="corrections_table")
    st.caption(t("sources.corrections_note"))


@cache.kept
def _log(view: SourcesView) -> tables.Rows:
    """One line a correction, the newest first; of a record, a button that opens it."""
    log = view.data.table("corrections")
    known = set(evidence.record_ids(view.data))
    shown = log.sort_values(["date", "correction_id"], ascending=False)
    return tables.Rows(
        lambda: shown,
        lambda row: tables.Row(
            record_id=row.correction_id,
            label=fmt.date(row.date),
            text=_told(row),
            opens=row.record_id if row.record_id in known else "",
        ),
    )


def _told(row: Any) -> str:
    """What was changed of which record, and why."""
    where = (row.table_name, row.record_id, row.field)
    return t(
        "sources.correction",
        where=escape(" · ".join(part for part in where if part)),
        reason=escape(row.reason),
    )

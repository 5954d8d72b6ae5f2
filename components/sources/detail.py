"""One source: who speaks in it, and everything that rests on it."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from components import format as fmt
from components import labels, records, state
from components.markdown import escape, link
from components.sources.view import SourcesView
from components.text import t, tn
from data.load import Dataset
from data.rows import each
from data.sources import BACKGROUND, RECORD_TABLES, resting_on

# A longer list of records scrolls inside the panel.
_MOST_UNSCROLLED = 10
_SCROLLED_HEIGHT = 460


def source_panel(view: SourcesView) -> None:
    """The source that the URL or a chosen row names; nothing without one."""
    source_id = state.value("source")
    if not source_id:
        return
    pages = view.pages
    row = pages[pages["source_id"] == source_id].iloc[0]
    with st.container(border=True, key="source_panel"):
        with st.container(horizontal=True, horizontal_alignment="distribute"):
            st.subheader(link(row["title"], row["url"]), anchor=False)
            st.button(
                t("sources.close"),
                key="close_source",
                icon=":material/close:",
                type="tertiary",
                on_click=state.assign,
                args=("source", ""),
            )
        st.table(
            pd.DataFrame(_facts(view.data, row), columns=["field", "value"]),
            hide_index=True,
            hide_header=True,
            border="horizontal",
            alt=t("sources.panel_alt"),
        )
        _resting(view.data, source_id)


def _facts(data: Dataset, row: pd.Series) -> list[tuple[str, str]]:
    """What is known of a source and its publisher, field by field."""
    publishers = data.publishers.set_index("publisher_id")
    publisher = publishers.loc[row["publisher_id"]]

    def coded(column: str) -> str:
        return labels.code("publishers", column, str(publisher[column]))

    control = t(
        f"sources.judged_{publisher['control_basis']}",
        label=coded("control"),
        note=publisher["control_note"],
    )
    ban = t(f"sources.ban_{publisher['eu_basis']}", label=coded("eu_restricted"))
    facts = [
        (labels.field("sources", "publisher_id"), escape(publisher["name"])),
        (t("sources.country"), escape(labels.publisher_country(publisher["actor_id"]))),
        (t("sources.kind"), coded("kind")),
        (t("sources.control"), escape(control)),
        (t("sources.voice"), labels.voice(row["voice"])),
        (
            labels.field("publishers", "control_source_url"),
            _address(publisher["control_source_url"]),
        ),
        (labels.field("publishers", "eu_restricted"), escape(ban)),
        (labels.field("publishers", "eu_note"), escape(publisher["eu_note"])),
        (
            labels.field("publishers", "eu_source_url"),
            _address(publisher["eu_source_url"]),
        ),
        (labels.field("sources", "language"), fmt.language_name(row["language"])),
        (
            labels.field("sources", "published"),
            escape(
                fmt.recorded_date(row["published"]) or t("sources.published_unknown")
            ),
        ),
        (labels.field("sources", "cites"), escape(row["cites"])),
        (labels.field("sources", "accessed_as"), escape(row["accessed_as"])),
        (
            labels.field("sources", "title_is_descriptive"),
            t("shell.yes") if row["title_is_descriptive"] else "",
        ),
        (labels.field("sources", "source_id"), escape(row["source_id"])),
    ]
    return [(name, value) for name, value in facts if value]


def _address(url: str) -> str:
    return link(url.split("/")[2], url) if url else ""


def _resting(data: Dataset, source_id: str) -> None:
    """All records that rest on a source, each a button that opens it."""
    uses = resting_on(data, source_id)
    st.markdown(f"**{tn('sources.resting', len(uses))}**")
    long = len(uses) > _MOST_UNSCROLLED
    with st.container(
        height=_SCROLLED_HEIGHT if long else "content", border=long, gap=None
    ):
        for table in RECORD_TABLES:
            rows = uses[uses["table"] == table]
            if len(rows):
                _heading(data, table, len(rows))
            for row in each(rows):
                _record(data, row.record_id, row.supports)
        for table in BACKGROUND:
            rows = uses[uses["table"] == table]
            if len(rows):
                _heading(data, table, len(rows))
            for row in each(rows):
                st.markdown(f"- {escape(_background_name(data, table, row.record_id))}")


def _heading(data: Dataset, table: str, n: int) -> None:
    title = labels.translated(data.package.table(table).title)
    st.caption(t("sources.resting_group", table=title, n=fmt.number(n)))


def _record(data: Dataset, record_id: str, supports: str) -> None:
    st.button(
        escape(records.title_of(data, record_id)),
        key=f"open_{record_id}",
        icon=":material/fact_check:",
        type="tertiary",
        on_click=records.request,
        args=(record_id,),
    )
    if supports:
        st.caption(t("sources.supports", claim=escape(supports)))


def _background_name(data: Dataset, table: str, record_id: str) -> str:
    """Name an affiliation, or an office and who held it."""
    frame = data.table(table)
    key = data.package.table(table).primary_key[0]
    row = frame[frame[key] == record_id].iloc[0]
    if table == "affiliations":
        return str(row["name"])
    post = labels.code("governments", "post", row["post"])
    country = labels.publisher_country(row["actor_id"])
    return t("sources.office", holder=row["holder"], post=post, country=country)

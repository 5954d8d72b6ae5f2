"""One record in full, with everything it rests on, opened by `?record=<id>`.

It opens from any page and from a cold link; closing it takes the id out of the URL.
"""

from __future__ import annotations

import os
from urllib.parse import quote

import pandas as pd
import streamlit as st

from components import format as fmt
from components import labels, sidebar, state
from components.markdown import escape, link
from components.text import t, tn
from data import evidence, register
from data.load import Dataset
from data.rows import each
from data.schema import Field

# Columns that a reader of one record has no use for: keys of other tables that are
# shown in words, and codes that only the method page explains.
_HIDDEN = frozenset(
    {"source_id", "event_id", "our_measure", "seed_file", "date_as_recorded"}
)

_PRECISION = "date_precision"

# A seed article carries more than a hundred records; the register lists them all.
MOST_OTHERS = 20

# Where readers of this deployment report errors; `{id}` is replaced by the record's.
REPORT_URL = "OPEN_LINE_REPORT_URL"


def open_requested(data: Dataset) -> None:
    """Open the record that the URL or a click asked for."""
    if record_id := state.value("record"):
        title = title_of(data, record_id)
        dialog = st.dialog(title, width="large", on_dismiss=close)
        dialog(_body)(data, record_id)


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


def title_of(data: Dataset, record_id: str) -> str:
    """Name a record for people: what it is, who, when.

    Raises:
        KeyError: no record has this id.
    """
    kind, row = evidence.find(data, record_id)
    return _TITLES[kind.table](data, row)


def _day(row: pd.Series) -> str:
    recorded = str(row.get("date_as_recorded", ""))
    return fmt.imprecise_date(row["date"].date(), row[_PRECISION], recorded)


def _contact_title(_: Dataset, row: pd.Series) -> str:
    return t(
        "records.contact",
        kind=labels.code("contacts", "kind", row["kind"]),
        counterpart=row["counterpart"],
        date=_day(row),
    )


def _statement_title(_: Dataset, row: pd.Series) -> str:
    if not row["speaker"]:
        return t("records.status", date=_day(row))
    return t("records.statement", speaker=row["speaker"], date=_day(row))


def _assessment_title(data: Dataset, row: pd.Series) -> str:
    name = _named(data, "expert_id", row["expert_id"])
    return t("records.assessment", name=name, date=_day(row))


def _claim_title(_: Dataset, row: pd.Series) -> str:
    return t(
        "records.claim",
        start=fmt.date(row["period_start"].date()),
        end=fmt.date(row["period_end"].date()),
    )


def _fact_title(_: Dataset, row: pd.Series) -> str:
    return t("records.fact", subject=row["subject"])


_TITLES = {
    "contacts": _contact_title,
    "statements": _statement_title,
    "assessments": _assessment_title,
    "reported_counts": _claim_title,
    "seed_facts": _fact_title,
}


def _body(data: Dataset, record_id: str) -> None:
    kind, row = evidence.find(data, record_id)
    facts = _facts(data, kind, row)
    st.table(
        pd.DataFrame(facts, columns=["field", "value"]),
        hide_index=True,
        hide_header=True,
        border="horizontal",
        alt=t("records.facts_alt"),
    )
    sources = evidence.sources_of(data, record_id)
    st.subheader(tn("records.sources", len(sources)))
    for source in sources.to_dict("records"):
        _source(data, record_id, {str(name): str(v) for name, v in source.items()})
    if sources.empty:
        st.info(t("records.status_note"), icon=":material/search_off:")
    _corrections(data, record_id)
    _report(record_id)


def _facts(
    data: Dataset, kind: evidence.RecordKind, row: pd.Series
) -> list[tuple[str, str]]:
    """Name and print every filled field of a record, in the order of its table."""
    table = data.package.table(kind.table)
    facts = []
    for field in table.fields:
        if field.name in _HIDDEN | {kind.key, _PRECISION}:
            continue
        value = _printed(data, kind.table, field, row)
        if value:
            facts.append((labels.field(kind.table, field.name), escape(value)))
    if kind.table == "contacts":
        topics = data.table("contact_topics")
        chosen = topics.loc[topics["contact_id"] == row["contact_id"], "topic_id"]
        names = "; ".join(sidebar.topic_label(topic) for topic in chosen)
        facts.append((t("calls.topics"), escape(names)))
    return facts


def _printed(data: Dataset, table: str, field: Field, row: pd.Series) -> str:
    value = row[field.name]
    if field.name in _NAMED and value:
        return labels.translated(_named(data, field.name, str(value)))
    if field.name == "original_language":
        return fmt.language_name(str(value))
    if field.name == "date":
        return _day(row)
    if field.type == "date":
        return "" if pd.isna(value) else fmt.date(value.date())
    if field.type == "boolean":
        return t("shell.yes") if value else t("shell.no")
    if field.type in {"integer", "number"}:
        return "" if pd.isna(value) else fmt.number(value, int(value % 1 > 0))
    if field.type == "list":
        return "; ".join(field.items(str(value)))
    if field.enum:
        return labels.code(table, field.name, str(value))
    return str(value)


# Keys of other tables that a record prints by name.
_NAMED = {
    "actor_id": "actors",
    "expert_id": "experts",
    "affiliation_id": "affiliations",
}


def _named(data: Dataset, key: str, identifier: str) -> str:
    names = data.table(_NAMED[key]).set_index(key)["name"]
    return str(names[identifier])


def _source(data: Dataset, record_id: str, text: dict[str, str]) -> None:
    """Print one source: who published it, whom it cites, what it supports."""
    with st.container(border=True):
        st.markdown(f"**{link(text['title'], text['url'])}**")
        st.markdown(_publisher(data, text))
        details = [
            t("records.language", language=fmt.language_name(text["language"])),
            t("records.published", date=text["published"])
            if text["published"]
            else t("records.published_unknown"),
        ]
        if text["cites"]:
            details.append(t("records.cites", names=escape(text["cites"])))
        st.caption(" · ".join(details))
        if text["supports"]:
            st.markdown(t("records.supports", claim=escape(text["supports"])))
        if text["evidence"]:
            label = labels.code("contact_sources", "evidence", text["evidence"])
            st.caption(t("records.evidence", how=escape(label)))
        if not text["url"]:
            st.caption(t("records.no_url"))
        _also_resting(data, record_id, text["source_id"])


def _also_resting(data: Dataset, record_id: str, source_id: str) -> None:
    """List the other records that rest on a source; each opens its own record."""
    shelf = st.expander(
        t("records.also"), key=f"also_{source_id}", type="compact", on_change="rerun"
    )
    if not shelf.open:
        return
    others = register.resting_on(data, source_id)
    others = others[others["table"].isin(register.RECORD_TABLES)]
    others = others[others["record_id"] != record_id]
    with shelf:
        if others.empty:
            st.caption(t("records.also_none"))
        for other in others["record_id"].head(MOST_OTHERS):
            if st.button(
                title_of(data, other), key=f"{source_id}_{other}", type="tertiary"
            ):
                request(other)
                st.rerun()
        if len(others) > MOST_OTHERS:
            st.caption(tn("records.also_more", len(others) - MOST_OTHERS))


def _publisher(data: Dataset, source: dict[str, str]) -> str:
    """One line on who is speaking, and who says so.

    A government office's page is its own publication: its `control` says no more.
    """
    countries = data.actors.set_index("actor_id")["name"]
    country = source["publisher_actor_id"]
    official = source["publisher_kind"] == "government_office"
    return t(
        "records.publisher_official" if official else "records.publisher",
        name=escape(source["publisher_name"]),
        country=labels.translated(str(countries[country]))
        if country
        else t("records.country_unknown"),
        kind=labels.code("publishers", "kind", source["publisher_kind"]),
        control=labels.code("publishers", "control", source["publisher_control"]),
        basis=link(
            labels.code(
                "publishers", "control_basis", source["publisher_control_basis"]
            ),
            source["publisher_control_source_url"],
        ),
    )


def _corrections(data: Dataset, record_id: str) -> None:
    log = data.table("corrections")
    rows = log[log["record_id"] == record_id]
    if rows.empty:
        return
    st.subheader(t("records.corrections"))
    for row in each(rows):
        st.markdown(
            t(
                "records.correction",
                date=fmt.date(row.date.date()),
                version=row.version,
                field=escape(row.field),
                reason=escape(row.reason),
            )
        )


def _report(record_id: str) -> None:
    """Print the record's id, and where to report an error in it."""
    st.caption(t("records.id", id=record_id))
    if address := os.environ.get(REPORT_URL):
        url = address.replace("{id}", quote(record_id))
        st.link_button(t("records.report"), url, icon=":material/flag:")
    else:
        st.caption(t("records.report_how"))

"""The sources of a record: who is speaking, who says so, what each is used for."""

from __future__ import annotations

import streamlit as st

from components import format as fmt
from components import labels
from components.markdown import escape, link
from components.record.facts import open_button, title_of
from components.text import t, tn
from data import evidence, sources
from data.load import Dataset

# A seed article carries more than a hundred records; the register lists them all.
MOST_OTHERS = 20


def section(data: Dataset, record_id: str) -> None:
    """All sources of a record, the best first."""
    sources = evidence.sources_of(data, record_id)
    if sources.empty:
        return
    # Not a heading: inside a dialog it would be smaller than the text below it.
    st.markdown(tn("records.sources", len(sources)))
    for source in sources.to_dict("records"):
        text = {str(name): str(value) for name, value in source.items()}
        _source(data, record_id, text, descriptive=bool(source["title_is_descriptive"]))


def _source(
    data: Dataset, record_id: str, text: dict[str, str], *, descriptive: bool
) -> None:
    with st.container(border=True, gap="xsmall"):
        lines = [f"**{link(text['title'], text['url'])}**", publisher_line(data, text)]
        if text["supports"]:
            key = f"records.supports_{text['evidence']}"
            if not text["evidence"]:
                key = "records.supports"
            lines.append(t(key, claim=escape(text["supports"])))
        st.markdown("  \n".join(lines))
        st.caption(" · ".join(_details(text, descriptive=descriptive)))
        _also_resting(data, record_id, text["source_id"])


def _details(text: dict[str, str], *, descriptive: bool) -> list[str]:
    published = text["published"]
    details = [
        fmt.language_name(text["language"]),
        t("records.published", date=fmt.recorded_date(published))
        if published
        else t("records.published_unknown"),
    ]
    if text["cites"]:
        details.append(t("records.cites", names=escape(text["cites"])))
    if descriptive:
        details.append(t("records.own_title"))
    if not text["url"]:
        details.append(t("records.no_url"))
    return details


def publisher_line(data: Dataset, source: dict[str, str]) -> str:
    """One line on who is speaking, and who says so.

    An official body's page is its own publication: its `control` says no more.
    """
    names = data.actors.set_index("actor_id")["name"]
    actor = source["publisher_actor_id"]
    basis = source["publisher_control_basis"]
    if source["publisher_control"] == "official":
        basis = "official"
    control = labels.code("publishers", "control", source["publisher_control"])
    if source["publisher_control"] == "unknown":
        control = t("records.owner_unknown")
    url = source["publisher_control_source_url"]
    return t(
        f"records.publisher_{basis}",
        name=escape(source["publisher_name"]),
        country=labels.translated(str(names[actor]))
        if actor
        else t("records.country_unknown"),
        kind=labels.code("publishers", "kind", source["publisher_kind"]),
        control=control,
        note=escape(source["publisher_control_note"]),
        basis=link(url.split("/")[2], url) if url else "",
    )


def _also_resting(data: Dataset, record_id: str, source_id: str) -> None:
    """List the other records that rest on a source; each opens its own record."""
    shelf = st.expander(
        t("records.also"), key=f"also_{source_id}", type="compact", on_change="rerun"
    )
    if not shelf.open:
        return
    others = sources.resting_on(data, source_id)
    others = others[others["table"].isin(sources.RECORD_TABLES)]
    others = others[others["record_id"] != record_id]
    with shelf, st.container(gap=None):
        if others.empty:
            st.caption(t("records.also_none"))
        for other in others["record_id"].head(MOST_OTHERS):
            label = escape(title_of(data, other))
            open_button(other, label, f"{source_id}_{other}")
        if len(others) > MOST_OTHERS:
            st.caption(tn("records.also_more", len(others) - MOST_OTHERS))

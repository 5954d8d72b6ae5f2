"""All assessments of the view as one table, to search, sort and take away."""

from __future__ import annotations

from functools import partial

import pandas as pd
import streamlit as st

from components import cache, downloads, labels, records, tables
from components import format as fmt
from components.experts import words
from components.experts.view import ExpertsView
from components.registry import PageSpec
from components.text import t, tn
from data import evidence
from data.assessments import NOT_ESTABLISHED, Assessment
from data.load import Dataset

# Columns of the table `assessments` whose labels are used as they are.
_OWN = (
    "assessment_id",
    "date_as_recorded",
    "date_precision",
    "role_as_printed",
    "question",
    "position",
    "summary",
    "wording",
    "locator",
    "original_language",
    "translated",
)


def assessment_table(data: Dataset, selected: tuple[Assessment, ...]) -> pd.DataFrame:
    """The assessments of a view as readers list them, newest first.

    A date is text, and only as exact as it is known.
    """
    sources = cache.derived("assessment_sources", _sources)
    rows = [
        {
            "date_as_recorded": a.date_as_recorded,
            "date_precision": labels.code(
                "assessments", "date_precision", a.date_precision
            ),
            "expert": a.expert,
            "role_as_printed": a.role,
            "affiliation": a.affiliation,
            "affiliation_kind": words.kind(a.affiliation_kind),
            "country": words.country(a.country),
            "question": words.question(a.question),
            "position": words.position(a.position),
            "topics": ", ".join(map(words.topic, a.topics)),
            "summary": a.summary,
            "wording": a.wording,
            "publisher": sources[a.source_id][0],
            "url": sources[a.source_id][1],
            "locator": a.locator,
            "original_language": fmt.language_name(a.original_language),
            "translated": labels.code("assessments", "translated", a.translated),
            "expert_kind": words.expert_kind(a.expert_kind),
            "funding_or_control": t("experts.control_unknown")
            if a.control == NOT_ESTABLISHED
            else a.control,
            "assessment_id": a.assessment_id,
        }
        for a in selected
    ]
    return pd.DataFrame(rows)


def _sources(data: Dataset) -> dict[str, tuple[str, str]]:
    frame = evidence.with_publishers(data, data.sources)
    return {
        source: (publisher, url)
        for source, publisher, url in zip(
            frame["source_id"], frame["publisher_name"], frame["url"], strict=True
        )
    }


def table_labels() -> dict[str, str]:
    """Column labels of `assessment_table`."""
    return {name: labels.field("assessments", name) for name in _OWN} | {
        "expert": labels.field("assessments", "expert_id"),
        "expert_kind": t("experts.facet_expert_kinds"),
        "affiliation": labels.field("affiliations", "name"),
        "affiliation_kind": t("experts.facet_kinds"),
        "country": t("experts.facet_countries"),
        "funding_or_control": labels.field("affiliations", "funding_or_control"),
        "topics": t("experts.facet_topics"),
        "publisher": labels.field("sources", "publisher_id"),
        "url": labels.field("sources", "url"),
    }


def table_section(page: PageSpec, view: ExpertsView) -> None:
    """All that is shown as a table; choosing a row opens its record."""
    frame = assessment_table(view.data, view.selected)
    st.header(t("experts.table_title"))
    st.markdown(tn("experts.table_sentence", len(frame)))
    st.dataframe(
        frame,
        key="experts_list",
        hide_index=True,
        column_config=tables.configured(frame, table_labels()),
        height=tables.height(len(frame)),
        placeholder="–",
        on_select=partial(_open_row, tuple(frame["assessment_id"])),
        selection_mode="single-row",
        alt=t("experts.table_alt"),
    )
    with st.container(horizontal=True, vertical_alignment="center"):
        downloads.csv(page, frame, "experts", "experts_list")
        downloads.more_formats(page, frame, "experts", "experts_list")


def _open_row(ids: tuple[str, ...]) -> None:
    chosen = st.session_state["experts_list"]["selection"]["rows"]
    if chosen and chosen[0] < len(ids):
        records.request(ids[chosen[0]])

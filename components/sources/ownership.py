"""Who is speaking: pages by ownership, and what each ownership code means."""

from __future__ import annotations

from typing import Any

import streamlit as st

from components import cards, state
from components import format as fmt
from components.figures import sources as figures
from components.markdown import escape, table
from components.registry import PageSpec
from components.sources.drawers import control_label, kind_label
from components.sources.view import SourcesView, sentence
from components.text import t, tn
from data.register import LEADING_KINDS, by_control_and_kind, ownership
from data.rows import each


def _kind_label(kind: str) -> str:
    return t("sources.kind_other") if kind == "other" else kind_label(kind)


def ownership_section(page: PageSpec, view: SourcesView) -> None:
    """Who speaks in the view, then the definitions, which hold for every view."""
    st.header(t("sources.who_title"), anchor="who")
    st.markdown(t("sources.who_help"))
    if not view.selected.empty:
        _ownership_card(page, view)
    _definitions(view)


def _ownership_card(page: PageSpec, view: SourcesView) -> None:
    """The pages of the view by ownership and kind of publisher."""
    counted = by_control_and_kind(view.selected)
    cards.chart_card(
        page,
        cards.Card(
            key="sources_chart",
            table_key="sources_chart_table",
            title=_finding(view),
            sentence=sentence(view),
            sources=tn(
                "sources.chart_rests_on", view.selected["publisher_id"].nunique()
            ),
            shown=len(view.selected),
            total=len(view.pages),
            subject="sources-by-ownership",
            table=counted.assign(
                control=counted["control"].map(control_label),
                kind=counted["kind"].map(_kind_label),
            ),
            labels={
                "control": t("sources.control"),
                "kind": t("sources.kind"),
                "n": t("sources.axis_pages"),
            },
            notes=(t("sources.chart_note"),),
        ),
        figures.fig_ownership(counted, control_label, _kind_label),
        figures.alt_ownership(counted, control_label, _kind_label),
        on_point=_narrow,
    )


def _finding(view: SourcesView) -> str:
    """State how much of the view comes from states, and how much of that is media."""
    pages = view.selected
    state_controlled = pages[pages["control"] == "state_controlled"]
    if state_controlled.empty:
        return tn("sources.finding_none", len(pages))
    official = int((state_controlled["kind"] == "government_office").sum())
    return tn(
        "sources.finding",
        len(pages),
        state=fmt.number(len(state_controlled)),
        official=fmt.number(official),
        media=fmt.number(len(state_controlled) - official),
    )


def _narrow(points: list[Any]) -> None:
    """Filter the register to the segment that was chosen."""
    if not points:
        return
    control, kind = str(points[0]).split(",")
    state.assign("control", (control,))
    if kind in LEADING_KINDS:
        state.assign("publisher_kind", (kind,))


def _definitions(view: SourcesView) -> None:
    """What the ownership codes mean, what they rest on, and what the switch hides."""
    counts = ownership(view.data, view.pages)
    rows = [
        (
            t(
                "sources.definition",
                label=control_label(row.control),
                meaning=t(f"sources.control_{row.control}"),
            ),
            fmt.number(row.publishers),
            fmt.number(row.sources),
        )
        for row in each(counts)
    ]
    st.subheader(t("sources.definitions_title"))
    st.markdown(
        table(
            (
                t("sources.control"),
                t("sources.column_publishers"),
                t("sources.column_pages"),
            ),
            rows,
            numbers=(1, 2),
        )
    )
    st.markdown(
        t(
            "sources.basis",
            stored=fmt.number(int(counts["stored"].sum())),
            general=fmt.number(int(counts["general"].sum())),
            none=fmt.number(int(counts["none"].sum())),
        )
    )
    controlled = next(r for r in each(counts) if r.control == "state_controlled")
    st.markdown(
        t(
            "sources.hide_state_media",
            n=fmt.number(controlled.media),
            pages=fmt.number(controlled.sources),
            official=fmt.number(controlled.sources - controlled.media),
        )
    )
    publishers = view.data.publishers
    restricted = publishers[publishers["eu_restricted"] == "yes"]
    st.markdown(
        tn(
            "sources.eu",
            len(restricted),
            pages=fmt.number(int(counts["restricted"].sum())),
            names=fmt.join(escape(name) for name in restricted["name"]),
        )
    )

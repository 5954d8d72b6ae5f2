"""Who is speaking: pages by ownership, and what each ownership code means."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from components import cards, state
from components import format as fmt
from components.figures import sources as figures
from components.markdown import escape
from components.registry import PageSpec
from components.sources.drawers import control_label, kind_label
from components.sources.view import SourcesView, sentence
from components.text import t, tn
from data.register import LEADING_KINDS, by_control_and_kind, ownership


def _kind_label(kind: str) -> str:
    return t("sources.kind_other") if kind == "other" else kind_label(kind)


def ownership_section(page: PageSpec, view: SourcesView) -> None:
    """Who speaks in the view, then the definitions, which hold for every view."""
    st.header(t("sources.who_title"), anchor="who")
    if not view.selected.empty:
        _ownership_card(page, view)
    _definitions(view)


def _ownership_card(page: PageSpec, view: SourcesView) -> None:
    """The pages of the view by ownership and kind of publisher."""
    table = by_control_and_kind(view.selected)
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
            table=table.assign(
                control=table["control"].map(control_label),
                kind=table["kind"].map(_kind_label),
            ),
            labels={
                "control": t("sources.control"),
                "kind": t("sources.kind"),
                "n": t("sources.axis_pages"),
            },
            notes=(t("sources.chart_note"),),
        ),
        figures.fig_ownership(table, control_label, _kind_label),
        figures.alt_ownership(table, control_label, _kind_label),
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
    table = pd.DataFrame(
        {
            t("sources.control"): [
                t(
                    "sources.definition",
                    label=control_label(code),
                    meaning=t(f"sources.control_{code}"),
                )
                for code in counts["control"]
            ],
            t("sources.column_publishers"): counts["publishers"].map(fmt.number),
            t("sources.column_pages"): counts["sources"].map(fmt.number),
            t("sources.column_media"): counts["media"].map(fmt.number),
        }
    )
    st.subheader(t("sources.definitions_title"))
    st.table(
        table, hide_index=True, border="horizontal", alt=t("sources.definitions_alt")
    )
    st.markdown(
        t(
            "sources.basis",
            stored=fmt.number(int(counts["stored"].sum())),
            general=fmt.number(int(counts["general"].sum())),
            none=fmt.number(int(counts["none"].sum())),
        )
    )
    media = counts.set_index("control")["media"]
    st.markdown(
        t("sources.hide_state_media", n=fmt.number(int(media["state_controlled"])))
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

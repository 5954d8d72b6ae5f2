"""Totals that others stated, beside ours, with the reason of each difference."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from components import format as fmt
from components import labels, records
from components.callfrequency.view import SUBJECT, CallsView
from components.cards import Card, chart_card, source_line
from components.figures import claims as figures
from components.figures import style
from components.markdown import escape
from components.registry import PageSpec
from components.text import t, tn
from data import counts as claims
from data import evidence
from data.load import Dataset
from data.rows import each


def conflicts_card(page: PageSpec, view: CallsView) -> None:
    """What others say they counted, beside what we can itemise."""
    compared = claims.compare(view.data.reported_counts, view.data.contacts)
    about = compared[compared["subject"] == SUBJECT]
    every = st.session_state.get("calls_all_claims", False)
    shown = about if every else about[about["long_span"]]
    chart = shown[shown["measure"].isin(["calls", "contacts"])]
    chart_card(
        page,
        Card(
            key="conflicts_chart",
            table_key="conflicts_table",
            title=_conflict_title(chart),
            sentence=t("calls.conflicts_sentence"),
            sources=source_line(view.data, "reported_counts", shown["claim_id"]),
            shown=len(shown),
            total=len(compared),
            subject="reported-counts",
            table=_conflict_table(view.data, shown),
            labels=_conflict_labels(),
            notes=(t("calls.note_open_ended"),),
        ),
        figures.fig_conflicts(chart, _claim_rows(view.data, chart)),
        figures.alt_conflicts(_claim_rows(view.data, chart)),
        controls=lambda: st.toggle(t("calls.all_claims"), key="calls_all_claims"),
        details=lambda: _explain_conflicts(view.data, shown),
    )


def _conflict_title(chart: pd.DataFrame) -> str:
    agree = int(chart["agrees"].fillna(value=False).sum())
    return tn("calls.conflicts_title", len(chart), agree=fmt.number(agree))


def _publisher_names(data: Dataset, frame: pd.DataFrame) -> list[str]:
    """Who stated each total: the publisher, and whom it cites where it says so."""
    sources = evidence.with_publishers(data, data.sources).set_index("source_id")
    rows = sources.loc[frame["source_id"]]
    return [
        t("calls.citing", publisher=name, origin=origin.replace(";", ", "))
        if origin
        else name
        for name, origin in zip(rows["publisher_name"], rows["cites"], strict=True)
    ]


def claim_period(start: pd.Timestamp, end: pd.Timestamp) -> str:
    """Print the days that a claim covers; a whole year is just its number."""
    if (start.month, start.day, end.month, end.day) == (1, 1, 12, 31):
        if start.year == end.year:
            return str(start.year)
        return t("calls.years", start=start.year, end=end.year)
    return t(
        "calls.days", start=fmt.short_date(start.date()), end=fmt.short_date(end.date())
    )


def _claim_rows(data: Dataset, chart: pd.DataFrame) -> list[str]:
    """One sentence a claim: who says what about which days, and what we itemise."""
    rows = []
    for claim, publisher in zip(
        each(chart), _publisher_names(data, chart), strict=True
    ):
        rows.append(
            t(
                "calls.claim_row",
                publisher=style.escape(publisher),
                period=claim_period(claim.period_start, claim.period_end),
                stated=style.escape(figures.stated(claim.operator, claim.value)),
                ours=t("calls.unknown")
                if pd.isna(claim.ours)
                else fmt.number(claim.ours),
            )
        )
    return rows


def _conflict_table(data: Dataset, shown: pd.DataFrame) -> pd.DataFrame:
    sources = data.sources.set_index("source_id")
    return pd.DataFrame(
        {
            "claim_id": shown["claim_id"],
            "publisher": _publisher_names(data, shown),
            "wording": shown["wording"],
            "period_start": shown["period_start"],
            "period_end": shown["period_end"],
            "measure": [
                labels.code("reported_counts", "measure", m) for m in shown["measure"]
            ],
            "operator": shown["operator"],
            "value": shown["value"],
            "ours": shown["ours"],
            "our_rule_note": shown["our_rule_note"],
            "difference": shown["difference"],
            "url": shown["source_id"].map(sources["url"]),
        }
    )


def _conflict_labels() -> dict[str, str]:
    columns = (
        "claim_id",
        "wording",
        "period_start",
        "period_end",
        "measure",
        "operator",
        "value",
        "our_rule_note",
        "difference",
    )
    return {c: labels.field("reported_counts", c) for c in columns} | {
        "publisher": t("calls.column_publisher"),
        "ours": t("calls.column_ours"),
        "url": t("calls.column_link"),
    }


def _explain_conflicts(data: Dataset, shown: pd.DataFrame) -> None:
    """Give the reason of each difference in words; hours stand here only."""
    st.markdown(t("calls.why_title"))
    for claim, publisher in zip(
        each(shown), _publisher_names(data, shown), strict=True
    ):
        words, button = st.columns([6, 1], vertical_alignment="top")
        words.markdown(
            t(
                f"calls.why_{claim.measure}",
                publisher=escape(publisher),
                period=claim_period(claim.period_start, claim.period_end),
                stated=escape(figures.stated(claim.operator, claim.value)),
                ours=t("calls.unknown")
                if pd.isna(claim.ours)
                else fmt.number(claim.ours, int(claim.ours % 1 > 0)),
                reason=escape(claim.difference),
            )
        )
        button.button(
            t("shell.evidence"),
            key=f"claim_{claim.claim_id}",
            type="tertiary",
            icon=":material/fact_check:",
            on_click=records.request,
            args=(claim.claim_id,),
        )

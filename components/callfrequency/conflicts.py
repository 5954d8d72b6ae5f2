"""Totals that others stated, beside ours, with the reason of each difference."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pandas as pd
import streamlit as st

from components import cache, labels, records
from components import format as fmt
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


@dataclass(frozen=True)
class Claims:
    """Which stated totals a card shows, and in whose words.

    `about` holds the claims, as `data.counts.compare` returns them. `domain` is the
    catalogue with the page's own wording of a claim, `sentence` what the totals are
    about. The keys name the card's chart, its table and its switch.
    """

    about: pd.DataFrame
    domain: str
    sentence: str
    key: str = "conflicts_chart"
    table_key: str = "conflicts_table"
    switch_key: str = "calls_all_claims"


def conflicts_card(page: PageSpec, view: CallsView) -> None:
    """What others say they counted, beside what we can itemise."""
    compared = compared_claims()
    about = compared[compared["subject"] == SUBJECT]
    claims_card(page, view.data, Claims(about, "calls", t("calls.conflicts_sentence")))


def compared_claims() -> pd.DataFrame:
    """Every claim beside our own count; no filter but the switch changes it."""
    return cache.derived("compared_claims", _compared)


def _compared(data: Dataset) -> pd.DataFrame:
    """Our count is always that of all contacts: the reasons in words speak of it."""
    return claims.compare(data.reported_counts, cache.full().contacts)


def claims_card(page: PageSpec, data: Dataset, card: Claims) -> None:
    """Stated totals beside our count, one row a claim, with the reasons in words.

    Drawn is what our contacts can be counted against; a total of another unit, or
    of leaders that we do not itemise, stands in words and in the table only.
    """
    every = st.session_state.get(card.switch_key, False)
    shown = card.about if every else card.about[card.about["long_span"]]
    chart = shown[shown["measure"].isin(["calls", "contacts"]) & shown["ours"].notna()]
    rows = _claim_rows(data, chart, card.domain)
    chart_card(
        page,
        Card(
            key=card.key,
            table_key=card.table_key,
            title=_conflict_title(chart, card.domain),
            sentence=card.sentence,
            sources=source_line(data, "reported_counts", shown["claim_id"]),
            shown=len(shown),
            total=len(data.reported_counts),
            subject="reported-counts",
            table=_conflict_table(data, shown),
            labels=_conflict_labels(),
            notes=(t("calls.note_open_ended"),),
        ),
        figures.fig_conflicts(chart, rows),
        figures.alt_conflicts(rows),
        controls=lambda: st.toggle(t("calls.all_claims"), key=card.switch_key),
        details=lambda: _explain_conflicts(data, shown, card.domain),
    )


def _conflict_title(chart: pd.DataFrame, domain: str) -> str:
    agree = int(chart["agrees"].fillna(value=False).sum())
    return tn(f"{domain}.conflicts_title", len(chart), agree=fmt.number(agree))


def _publisher_names(data: Dataset, frame: pd.DataFrame) -> list[str]:
    """Who stated each total: the publisher, and whom it cites where it says so."""
    sources = cache.derived("published", _published)
    rows = sources.loc[frame["source_id"]]
    return [
        t("calls.citing", publisher=name, origin=origin.replace(";", ", "))
        if origin
        else name
        for name, origin in zip(rows["publisher_name"], rows["cites"], strict=True)
    ]


def _published(data: Dataset) -> pd.DataFrame:
    return evidence.with_publishers(data, data.sources).set_index("source_id")


def claim_period(start: pd.Timestamp, end: pd.Timestamp) -> str:
    """Print the days that a claim covers; a whole year is just its number."""
    if (start.month, start.day, end.month, end.day) == (1, 1, 12, 31):
        if start.year == end.year:
            return str(start.year)
        return t("calls.years", start=start.year, end=end.year)
    return t(
        "calls.days", start=fmt.short_date(start.date()), end=fmt.short_date(end.date())
    )


def _subject(code: str) -> str:
    return labels.code("reported_counts", "subject", code)


def _ours(claim: Any) -> str:
    """Our own figure, also where it was counted outside the tables."""
    own = claim.our_count if pd.isna(claim.ours) else claim.ours
    return t("calls.unknown") if pd.isna(own) else fmt.number(own, int(own % 1 > 0))


def _own(claim: Any) -> str:
    """Our own figure and what it counts."""
    if not claim.our_rule_note:
        return t("calls.unknown")
    return t("calls.own", ours=_ours(claim), rule=claim.our_rule_note)


def _claim_rows(data: Dataset, chart: pd.DataFrame, domain: str) -> list[str]:
    """One sentence a claim: who says what about which days, and what we itemise."""
    rows = []
    for claim, publisher in zip(
        each(chart), _publisher_names(data, chart), strict=True
    ):
        rows.append(
            t(
                f"{domain}.claim_row",
                subject=style.escape(_subject(claim.subject)),
                publisher=style.escape(publisher),
                period=claim_period(claim.period_start, claim.period_end),
                stated=style.escape(figures.stated(claim.operator, claim.value)),
                ours=_ours(claim),
            )
        )
    return rows


def _conflict_table(data: Dataset, shown: pd.DataFrame) -> pd.DataFrame:
    sources = data.sources.set_index("source_id")
    table = pd.DataFrame(
        {
            "claim_id": shown["claim_id"],
            "subject": [_subject(code) for code in shown["subject"]],
            "publisher": _publisher_names(data, shown),
            "wording": shown["wording"],
            "period_start": shown["period_start"],
            "period_end": shown["period_end"],
            "measure": [
                labels.code("reported_counts", "measure", m) for m in shown["measure"]
            ],
            "operator": shown["operator"],
            "value": shown["value"],
            "ours": shown["ours"].fillna(shown["our_count"]),
            "our_rule_note": shown["our_rule_note"],
            "difference": shown["difference"],
            "url": shown["source_id"].map(sources["url"]),
        }
    )
    # One subject needs no column of its own.
    several = len(set(shown["subject"])) > 1
    return table if several else table.drop(columns="subject")


def _conflict_labels() -> dict[str, str]:
    columns = (
        "claim_id",
        "subject",
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


def _explain_conflicts(data: Dataset, shown: pd.DataFrame, domain: str) -> None:
    """Give the reason of each difference in words; hours stand here only."""
    st.markdown(t("calls.why_title"))
    for claim, publisher in zip(
        each(shown), _publisher_names(data, shown), strict=True
    ):
        words, button = st.columns([6, 1], vertical_alignment="top")
        words.markdown(
            t(
                f"{domain}.why_{claim.measure}",
                subject=escape(_subject(claim.subject)),
                publisher=escape(publisher),
                period=claim_period(claim.period_start, claim.period_end),
                stated=escape(figures.stated(claim.operator, claim.value)),
                ours=_ours(claim),
                own=escape(_own(claim)),
                reason=escape(claim.difference),
            )
        )
        with button:
            records.evidence_button(claim.claim_id, f"claim_{claim.claim_id}")

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
from components.figures import claim_marks as marks
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
    """Every claim beside our own count, in the order in which pages show them.

    No filter but the switch changes it.
    """
    return cache.derived("compared_claims", _compared)


def _compared(data: Dataset) -> pd.DataFrame:
    """Our count is always that of all contacts: the reasons in words speak of it."""
    compared = claims.compare(data.reported_counts, cache.full().contacts)
    seeds = frozenset(data.table("seed_facts")["source_id"])
    return claims.in_reading_order(compared, seeds)


def claims_card(page: PageSpec, data: Dataset, card: Claims) -> None:
    """Stated totals beside our count, one row a claim, with the reasons in words.

    Drawn is what our contacts can be counted against; a total of leaders that we do
    not itemise stands in words and in the table only.
    """
    every = st.session_state.get(card.switch_key, False)
    shown = card.about if every else card.about[card.about["long_span"]]
    chart = shown[shown["ours"].notna()]
    told = _sentences(data, chart, card.domain)
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
            notes=(t("calls.note_claims"), t("calls.note_open_ended")),
        ),
        figures.fig_conflicts(
            chart,
            _row_labels(data, chart, card.domain),
            [_verdict(claim) for claim in each(chart)],
            [style.escape(sentence) for sentence in told],
            {panel: t(f"calls.panel_{panel}") for panel in claims.PANELS},
        ),
        figures.alt_conflicts(told),
        on_point=_open_claim,
        controls=lambda: st.toggle(t("calls.all_claims"), key=card.switch_key),
        details=lambda: _explain_conflicts(data, shown, card.domain),
    )


def _open_claim(points: list[Any]) -> None:
    if points:
        records.request(str(points[0]))


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
    if start.year == end.year:
        return t(
            "calls.days",
            start=fmt.day_and_month(start.date()),
            end=fmt.short_date(end.date()),
        )
    return t(
        "calls.days", start=fmt.short_date(start.date()), end=fmt.short_date(end.date())
    )


def _subject(code: str) -> str:
    return labels.code("reported_counts", "subject", code)


def _ours(claim: Any) -> str:
    """Our own figure, also where it was counted outside the tables."""
    figure = claim.our_count if pd.isna(claim.ours) else claim.ours
    return t("calls.unknown") if pd.isna(figure) else marks.own(figure)


def _own(claim: Any) -> str:
    """Our own figure and what it counts."""
    if not claim.our_rule_note:
        return t("calls.unknown")
    return t("calls.own", ours=_ours(claim), rule=claim.our_rule_note)


def _verdict(claim: Any) -> str:
    """How the claim differs from our figure, in a word or two."""
    if claim.agrees:
        return t("calls.verdict_agrees")
    sign = "=" if claim.operator == "=" else "~" if claim.operator == "~" else ">="
    n = marks.stated(sign, round(abs(claim.excess)))
    return t("calls.verdict_more" if claim.excess > 0 else "calls.verdict_fewer", n=n)


def _what(claim: Any, domain: str) -> str:
    """What a claim counts, and over which days."""
    return t(
        f"{domain}.claim_row",
        subject=_subject(claim.subject),
        counted=t(f"calls.counted_{claim.counted}"),
        period=claim_period(claim.period_start, claim.period_end),
    )


def _row_labels(data: Dataset, chart: pd.DataFrame, domain: str) -> list[str]:
    """Names of the rows: what is counted, and who says so."""
    publishers = _publisher_names(data, chart)
    return [
        figures.row_label(_what(claim, domain), publisher)
        for claim, publisher in zip(each(chart), publishers, strict=True)
    ]


def _sentences(data: Dataset, chart: pd.DataFrame, domain: str) -> list[str]:
    """One sentence a claim: who says what, what we itemise, how that differs."""
    publishers = _publisher_names(data, chart)
    return [
        t(
            "calls.claim_sentence",
            what=_what(claim, domain),
            publisher=publisher,
            stated=marks.stated(claim.operator, claim.value),
            ours=_ours(claim),
            verdict=_verdict(claim),
        )
        for claim, publisher in zip(each(chart), publishers, strict=True)
    ]


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
    """Give the reason of each difference in words, in the order of the chart."""
    st.markdown(t("calls.why_title"))
    for claim, publisher in zip(
        each(shown), _publisher_names(data, shown), strict=True
    ):
        named = {
            "subject": escape(_subject(claim.subject)),
            "publisher": escape(publisher),
            "period": claim_period(claim.period_start, claim.period_end),
        }
        # The heading is the way to the source: a button of its own beside each
        # reason would double the length of the list on a phone.
        with st.container(gap="xxsmall"):
            st.button(
                t(f"{domain}.why_heading", **named),
                key=f"claim_{claim.claim_id}",
                type="tertiary",
                icon=":material/fact_check:",
                help=t("calls.claim_help"),
                on_click=records.request,
                args=(claim.claim_id,),
            )
            st.markdown(
                tn(
                    f"{domain}.why_{claim.counted}",
                    int(claim.value),
                    sign=escape(marks.SIGN[claim.operator]),
                    ours=_ours(claim),
                    own=escape(_own(claim)),
                    reason=escape(claim.difference),
                    **named,
                )
            )

"""Totals that others stated: for other leaders, beside ours, and for all of them."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from components import format as fmt
from components.calls import reported_counts
from components.calls.view import SUBJECT
from components.cards import Card
from components.figures import dumbbell, style
from components.leaders.view import LeadersView
from components.markdown import escape
from components.record import panel
from components.text import t, tn
from data.rows import each


def claims_card(view: LeadersView) -> Card | None:
    """Totals for single leaders, if any, beside ours; those that differ in words."""
    claims = _of_others(reported_counts.compared_claims())
    if claims.empty:
        return None
    agree = claims["agrees"].astype(bool)
    rows = _rows(claims)
    told = reported_counts.sentences(view.data, claims, "leaders")
    hovers = {
        claim: style.escape(sentence)
        for claim, sentence in zip(claims["claim_id"], told, strict=True)
    }
    known = _of_others(reported_counts.compared_claims(whole=True))
    return Card(
        key="leaders_claims_chart",
        table_key="leaders_claims_table",
        title=claims_title(len(claims), int((~agree).sum())),
        sentence=t("leaders.claims_sentence"),
        records=reported_counts.records(claims, known, "leaders.noun_claims"),
        subject="leaders-reported-counts",
        table=reported_counts.claims_table(view.data, claims),
        labels=reported_counts.claims_labels(),
        notes=(t("leaders.note_claims"),),
        hints=(t("shell.hint_mark"),),
        figure=dumbbell.fig_claims(claims, rows, hovers),
        alt=dumbbell.alt_claims(rows),
        on_point=panel.request_mark,
        details=lambda: _explain(view, claims[~agree], claims[agree]),
    )


def claims_title(every: int, differ: int) -> str:
    """Say how many of the totals differ from our count."""
    if not differ:
        return tn("leaders.claims_title_agree", every)
    if every == 1:
        return t("leaders.claims_title_only")
    return tn("leaders.claims_title", differ, m=fmt.number(every))


def beyond_card(view: LeadersView) -> Card | None:
    """Totals that our list can not be put to: of all leaders, or of others than ours.

    They say what a ranking among the counterparts of this page leaves out. None where
    there are none.
    """
    claims = _beyond(reported_counts.compared_claims())
    if claims.empty:
        return None
    claims = claims.sort_values(["period_start", "period_end", "claim_id"])
    known = _beyond(reported_counts.compared_claims(whole=True))
    return Card(
        key="leaders_all_claims",
        table_key="leaders_all_claims_table",
        title=tn("leaders.beyond_title", len(claims)),
        sentence=t("leaders.beyond_sentence"),
        records=reported_counts.records(claims, known, "leaders.noun_beyond"),
        subject="all-leaders-reported-counts",
        table=reported_counts.claims_table(view.data, claims),
        labels=reported_counts.claims_labels(),
        draw=lambda _: _say_beyond(view, claims),
    )


def _of_others(claims: pd.DataFrame) -> pd.DataFrame:
    """Totals for other leaders that our list can be counted against."""
    return claims[(claims["subject"] != SUBJECT) & claims["ours"].notna()]


def _beyond(claims: pd.DataFrame) -> pd.DataFrame:
    """Totals for others that our list can not be put to."""
    return claims[(claims["subject"] != SUBJECT) & claims["ours"].isna()]


def _rows(claims: pd.DataFrame) -> list[dumbbell.Row]:
    """One row a leader: those whose totals differ first, then the most claims."""
    order = sorted(
        claims.groupby("subject"),
        key=lambda group: (bool(group[1]["agrees"].all()), -len(group[1]), group[0]),
    )
    return [
        dumbbell.Row(_row_label(str(subject), part), tuple(part["claim_id"]))
        for subject, part in order
    ]


def _row_label(subject: str, part: pd.DataFrame) -> str:
    named = {
        "subject": reported_counts.claim_subject(subject),
        "period": reported_counts.claim_period(
            part["period_start"].min(), part["period_end"].max()
        ),
    }
    if len(part) == 1:
        (claim,) = each(part)
        return t(
            "leaders.claims_row_one",
            stated=dumbbell.stated(claim.operator, claim.value),
            ours=dumbbell.own(claim.ours),
            **named,
        )
    agree = int(part["agrees"].sum())
    if agree == len(part):
        return tn("leaders.claims_row", len(part), **named)
    return tn("leaders.claims_row_differ", len(part), agree=fmt.number(agree), **named)


def _explain(view: LeadersView, differ: pd.DataFrame, agree: pd.DataFrame) -> None:
    """Say why totals differ; those that agree stand folded below, with their source."""
    reported_counts.explain(view.data, differ, "leaders")
    if len(agree):
        title = tn("leaders.claims_agreeing", len(agree))
        with st.expander(title, icon=":material/fact_check:"):
            reported_counts.explain(view.data, agree, "leaders")


def _say_beyond(view: LeadersView, claims: pd.DataFrame) -> None:
    publishers = reported_counts.claim_publishers(view.data, claims)
    for claim, publisher in zip(each(claims), publishers, strict=True):
        heading = tn(
            f"leaders.beyond_{claim.counted}",
            int(claim.value),
            sign=escape(dumbbell.SIGN[claim.operator]),
            subject=escape(reported_counts.claim_subject(claim.subject)),
            period=reported_counts.claim_period(claim.period_start, claim.period_end),
        )
        reported_counts.claim_in_words(
            claim.claim_id, heading, _about(claim, publisher)
        )


def _about(claim: Any, publisher: str) -> str:
    """Say who states a total, of whom, and our nearest figure where there is one."""
    stated = escape(publisher)
    if claim.counting_rule:
        stated = t(
            "leaders.beyond_rule", publisher=stated, rule=escape(claim.counting_rule)
        )
    values = {"stated": stated, "reason": escape(claim.difference)}
    if pd.isna(claim.our_count):
        return t("leaders.beyond_alone", **values)
    return t(
        "leaders.beyond_near", own=escape(reported_counts.own_figure(claim)), **values
    )

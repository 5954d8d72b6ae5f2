"""Totals that others stated: for other leaders, beside ours, and for all of them."""

from __future__ import annotations

from typing import Any

import pandas as pd

from components import cache, tables
from components import format as fmt
from components.calls import reported_counts
from components.cards import Card
from components.figures import differences
from components.leaders.view import LeadersView, unfiltered
from components.markdown import escape
from components.page import Page
from components.record import panel
from components.text import t, tn
from data.rows import each


def reported_tab(page: Page) -> None:
    """Totals that others stated for other leaders, and for all of them.

    No filter changes them.
    """
    page.show(claims_card(unfiltered()))
    page.show(beyond_card(unfiltered()))


@cache.kept
def claims_card(view: LeadersView) -> Card | None:
    """Totals for single leaders, if any, beside ours; those that differ first."""
    claims = _of_others(reported_counts.compared_claims())
    if claims.empty:
        return None
    agree = claims["agrees"].astype(bool)
    ordered = pd.concat([claims[~agree], claims[agree]])
    known = _of_others(reported_counts.compared_claims(whole=True))
    rows = cache.later(
        lambda: reported_counts.claim_rows(view.data, ordered, "leaders")
    )
    return Card(
        key="leaders_claims",
        table_key="leaders_claims_table",
        title=claims_title(len(claims), int((~agree).sum())),
        sentence=t("leaders.claims_sentence"),
        records=reported_counts.records(
            claims, known, tn("leaders.noun_claims", len(known))
        ),
        subject="leaders-reported-counts",
        tabled=lambda: (
            reported_counts.claims_table(view.data, claims),
            reported_counts.claims_labels(),
        ),
        reading=(t("leaders.note_claims"),),
        draw=lambda _: reported_counts.explain(rows(), "leaders_claims_list"),
    )


def claims_title(every: int, differ: int) -> str:
    """Say how many of the totals differ from our count."""
    if not differ:
        return tn("leaders.claims_title_agree", every)
    if every == 1:
        return t("leaders.claims_title_only")
    return tn("leaders.claims_title", differ, m=fmt.number(every))


@cache.kept
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
    rows = cache.later(lambda: _beyond_rows(claims))
    return Card(
        key="leaders_all_claims",
        table_key="leaders_all_claims_table",
        title=tn("leaders.beyond_title", len(claims)),
        sentence=t("leaders.beyond_sentence"),
        records=reported_counts.records(
            claims, known, tn("leaders.noun_beyond", len(known))
        ),
        subject="all-leaders-reported-counts",
        tabled=lambda: (
            reported_counts.claims_table(view.data, claims),
            reported_counts.claims_labels(),
        ),
        draw=lambda _: tables.record_list(rows(), panel.request, key="leaders_beyond"),
    )


def _of_others(claims: pd.DataFrame) -> pd.DataFrame:
    """Totals for other leaders that our list can be counted against."""
    others: pd.DataFrame = claims[claims["actor_id"] != cache.full().main_counterpart]
    return others[others["ours"].notna()]


def _beyond(claims: pd.DataFrame) -> pd.DataFrame:
    """Totals for others that our list can not be put to."""
    others: pd.DataFrame = claims[claims["actor_id"] != cache.full().main_counterpart]
    return others[others["ours"].isna()]


def _beyond_rows(claims: pd.DataFrame) -> list[tables.Row]:
    rows = []
    publishers = reported_counts.claim_publishers(claims)
    for claim, publisher in zip(each(claims), publishers, strict=True):
        heading = tn(
            f"leaders.beyond_{claim.counted}",
            int(claim.value),
            sign=escape(differences.SIGN[claim.operator]),
            subject=escape(reported_counts.claim_subject(claim.subject)),
            period=reported_counts.claim_period(claim.period_start, claim.period_end),
        )
        text = t(
            "calls.claim_row_text", heading=heading, words=_about(claim, publisher)
        )
        rows.append(tables.Row(claim.claim_id, escape(publisher), text))
    return rows


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

"""Totals that others stated for other leaders, beside what we can itemise."""

from __future__ import annotations

from components.callfrequency.conflicts import Claims, claims_card
from components.callfrequency.view import SUBJECT
from components.leaders.view import LeadersView
from components.registry import PageSpec
from components.text import t
from data import counts


def stated_card(page: PageSpec, view: LeadersView) -> None:
    """All stated totals but those of Putin and Macron, which `/calls` shows."""
    compared = counts.compare(view.data.reported_counts, view.data.contacts)
    about = compared[compared["subject"] != SUBJECT]
    claims_card(
        page,
        view.data,
        Claims(
            about,
            "leaders",
            t("leaders.claims_sentence"),
            key="leaders_claims_chart",
            table_key="leaders_claims_table",
            switch_key="leaders_all_claims",
        ),
    )

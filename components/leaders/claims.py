"""Totals that others stated for other leaders, beside what we can itemise."""

from __future__ import annotations

from components.callfrequency.conflicts import Claims, claims_card, compared_claims
from components.callfrequency.view import SUBJECT
from components.leaders.view import LeadersView
from components.registry import PageSpec
from components.text import t


def stated_card(page: PageSpec, view: LeadersView) -> None:
    """All stated totals but those of Putin and Macron, which `/calls` shows."""
    compared = compared_claims()
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

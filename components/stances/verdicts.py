"""Why this colour: what became of each statement on the day, in words."""

from __future__ import annotations

import streamlit as st

from components.markdown import escape
from components.stances.statement import one_line
from components.stances.view import StancesView, scope_label
from components.text import t
from data.stance_fill import Fill
from data.stance_rule import Verdict
from data.stances import RowVerdict, explain


def why_this_colour(view: StancesView, fill: Fill) -> None:
    """List every statement up to the day, newest first, with its verdict."""
    verdicts = explain(view.index, fill.actor_id, view.as_of)
    with st.expander(t("stances.why_title"), icon=":material/help:", key="why"):
        if not verdicts:
            st.markdown(t("stances.why_empty"))
        for verdict in verdicts:
            st.markdown(_told(view, verdict))


def _told(view: StancesView, verdict: RowVerdict) -> str:
    row = view.rows[verdict.statement_id]
    reason = verdict_words(verdict, scope_label(row.scope))
    if verdict.verdict is Verdict.STATUS_ROW:
        return t("stances.verdict_of_search", reason=reason)
    if verdict.contests:
        return t("stances.verdict_contests", statement=one_line(row), reason=reason)
    return t("stances.verdict_line", statement=one_line(row), reason=reason)


def verdict_words(verdict: RowVerdict, scope: str) -> str:
    """Say in a sentence what became of a statement on the day."""
    if verdict.verdict is Verdict.FORMER_GOVERNMENT and verdict.government:
        return t(
            "stances.verdict_former_government_of",
            holder=escape(verdict.government.holder),
        )
    return t(f"stances.verdict_{verdict.verdict}", scope=escape(scope))

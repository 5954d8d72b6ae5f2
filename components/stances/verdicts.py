"""Why this colour: what became of each statement on the day, in words."""

from __future__ import annotations

from typing import Any

import streamlit as st

from components import format as fmt
from components.markdown import curled, escape
from components.stances.statement import one_line
from components.stances.view import StancesView, scope_label
from components.text import t, tn
from data.fill_rule import Fill, Verdict
from data.stances import RowVerdict, explain


def why_this_colour(view: StancesView, fill: Fill, key: str) -> None:
    """List every statement up to the day, newest first, under its verdict."""
    verdicts = explain(view.index, fill.actor_id, view.as_of)
    title = t("stances.why_title" if fill.statement_id else "stances.why_not_title")
    with st.expander(title, icon=":material/help:", key=key):
        hidden = view.hidden_of(fill.actor_id)
        if verdicts or not hidden:
            st.markdown(t("stances.why_intro" if verdicts else "stances.why_empty"))
        if hidden:
            st.markdown(tn("stances.why_rows_hidden", hidden))
        # What shares a verdict is told once: a government that has left may have
        # spoken six times.
        grouped: dict[str, list[str]] = {}
        for verdict in verdicts:
            row = view.rows[verdict.statement_id]
            lines = grouped.setdefault(_reason(view, verdict), [])
            if row.speaker:
                lines.append(t("stances.verdict_of", statement=one_line(row)))
        for reason, lines in grouped.items():
            st.markdown("\n".join([reason, "", *lines]))


def _reason(view: StancesView, verdict: RowVerdict) -> str:
    reason = verdict_words(verdict, view.rows[verdict.statement_id])
    if verdict.contests:
        return t("stances.verdict_contests", reason=reason)
    return reason


def verdict_words(verdict: RowVerdict, row: Any) -> str:
    """Say in a sentence what became of a statement, or of a search, on the day."""
    ended = verdict.government
    if verdict.verdict is Verdict.FORMER_GOVERNMENT and ended and ended.end:
        return t(
            "stances.verdict_former_government_of",
            holder=escape(ended.holder),
            end=fmt.date(ended.end),
        )
    return t(
        f"stances.verdict_{verdict.verdict}",
        scope=escape(scope_label(row.scope)),
        search=escape(curled(row.summary)),
    )

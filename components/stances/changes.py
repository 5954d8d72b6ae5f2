"""What changed between two days, and why."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from components import filters
from components import format as fmt
from components.cards import Card, card_around, source_line
from components.markdown import escape
from components.params import STANCES_FROM
from components.registry import PageSpec
from components.stances.statement import evidence_button
from components.stances.view import (
    StancesView,
    badge,
    position_label,
    position_of,
    said_on,
)
from components.text import t, tn
from data.stance_fill import Fill
from data.stance_history import Change, changes


def changes_card(page: PageSpec, view: StancesView) -> None:
    """List the states and EU bodies whose position differs between two days."""
    earlier, later = sorted((view.earlier, view.as_of))
    found = changes(view.index, earlier, later)
    ids = [i for c in found for i in (c.before.statement_id, c.after.statement_id) if i]
    states = [c for c in found if not c.after.is_institution]
    card_around(
        page,
        Card(
            key="stance_changes",
            table_key="changes_table",
            title=tn(
                "stances.changes_title",
                len(states),
                start=fmt.date(earlier),
                end=fmt.date(later),
            ),
            sentence=t("stances.changes_sentence"),
            sources=source_line(view.data, "statements", pd.Series(ids, dtype=str)),
            shown=len(set(ids)),
            total=len(view.data.statements),
            subject="stance-changes",
            table=changes_table(view, found),
            labels=_labels(earlier, later),
            notes=(t("stances.changes_note"),),
        ),
        lambda: _list(view, found),
        controls=lambda: _since(view),
    )


def _since(view: StancesView) -> None:
    with st.container(width=220):
        filters.day_of(
            "since",
            t("stances.since"),
            STANCES_FROM,
            view.data.cutoff("stances"),
            view.earlier,
        )


def reasons(change: Change) -> str:
    """The reasons of a change, the one that explains the later position first."""
    return fmt.join(t(f"stances.reason_{reason}") for reason in change.reasons)


def _list(view: StancesView, found: list[Change]) -> None:
    if not found:
        st.info(t("stances.changes_none"), icon=":material/check:")
    with st.container(key="changes_list"):
        for change in found:
            _row(view, change)


def _row(view: StancesView, change: Change) -> None:
    """One change in words, with the evidence of both days beside it."""
    words, buttons = st.columns([5, 2], vertical_alignment="center")
    words.markdown(
        t(
            "stances.change_said" if change.after.statement_id else "stances.change",
            name=escape(view.names[change.actor_id]),
            before=badge(position_of(change.before)),
            after=badge(position_of(change.after)),
            reasons=reasons(change),
            said=escape(_said(view, change.after)),
        )
    )
    with buttons.container(horizontal=True, horizontal_alignment="right"):
        for place, fill in (("before", change.before), ("after", change.after)):
            if fill.statement_id:
                label = t(f"stances.change_{place}")
                evidence_button(fill.statement_id, place, label)


def changes_table(view: StancesView, found: list[Change]) -> pd.DataFrame:
    """The changes as a table, one row a state or EU body."""
    columns = ("name", "before", "after", "reasons", "said_before", "said_after")
    rows = [
        {
            "name": view.names[c.actor_id],
            "before": position_label(position_of(c.before)),
            "after": position_label(position_of(c.after)),
            "reasons": reasons(c),
            "said_before": _said(view, c.before),
            "said_after": _said(view, c.after),
            "statement_before": c.before.statement_id,
            "statement_after": c.after.statement_id,
        }
        for c in found
    ]
    return pd.DataFrame(rows, columns=[*columns, "statement_before", "statement_after"])


def _said(view: StancesView, fill: Fill) -> str:
    if not fill.statement_id:
        return ""
    row = view.rows[fill.statement_id]
    return t("stances.said", speaker=row.speaker, date=said_on(row))


def _labels(earlier: object, later: object) -> dict[str, str]:
    return {
        "name": t("stances.column_actor"),
        "before": t("stances.column_on", date=earlier),
        "after": t("stances.column_on", date=later),
        "reasons": t("stances.column_reasons"),
        "said_before": t("stances.column_said", date=earlier),
        "said_after": t("stances.column_said", date=later),
        "statement_before": t("stances.column_statement", date=earlier),
        "statement_after": t("stances.column_statement", date=later),
    }

"""What changed between two days, and why."""

from __future__ import annotations

import datetime as dt

import pandas as pd
import streamlit as st

from components import filters
from components import format as fmt
from components.cards import Card, card_around
from components.markdown import escape
from components.params import STANCES_FROM
from components.registry import PageSpec
from components.stances import comparing
from components.stances.statement import counted, evidence_button, rests_on
from components.stances.view import (
    StancesView,
    badge,
    position_label,
    position_of,
    said_on,
)
from components.text import t
from data.fill_rule import Fill
from data.stances import Change, Shift, changes, compare

_MOVED_WIDTH = 370
_WHY_WIDTH = 390


def changes_card(page: PageSpec, view: StancesView) -> None:
    """List the states and EU bodies whose position differs between two days."""
    earlier, later = sorted((view.earlier, view.as_of))
    found = changes(view.index, earlier, later)
    ids = {i for c in found for i in (c.before.statement_id, c.after.statement_id) if i}
    states = compare(view.index, earlier, later)
    bodies = compare(view.index, earlier, later, institutions=True)
    card_around(
        page,
        Card(
            key="stance_changes",
            table_key="changes_table",
            title=comparing.title(states),
            sentence=comparing.sentence(states, bodies, earlier, later),
            sources=rests_on(view, ids),
            **counted(len(ids), view.count_said()),
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
    """The changes by the way in which they went, each in one row."""
    if not found:
        st.info(t("stances.changes_none"), icon=":material/check:")
    with st.container(key="changes_list", gap="xsmall"):
        for shift in Shift:
            group = [change for change in found if change.shift is shift]
            if not group:
                continue
            way, n = t(f"stances.way_{shift}"), fmt.number(len(group))
            st.subheader(t("stances.shift", way=way, n=n))
            for change in group:
                _row(view, change)


def _row(view: StancesView, change: Change) -> None:
    """One change: who, from what to what, why, and the evidence of both days.

    Widths in pixels line the rows up; on a phone the parts wrap.
    """
    with st.container(horizontal=True, gap="xsmall", vertical_alignment="center"):
        st.markdown(
            t(
                "stances.change",
                name=escape(view.names[change.actor_id]),
                before=badge(position_of(change.before)),
                after=badge(position_of(change.after)),
            ),
            width=_MOVED_WIDTH,
        )
        why = reasons(change)
        why = why[:1].upper() + why[1:]
        said = escape(_said(view, change.after))
        st.markdown(
            t("stances.change_said", reasons=why, said=said) if said else why,
            width=_WHY_WIDTH,
        )
        for place, fill in (("before", change.before), ("after", change.after)):
            if fill.statement_id:
                evidence_button(
                    fill.statement_id,
                    place,
                    t(f"stances.change_{place}"),
                    t("stances.change_evidence", date=fmt.date(fill.as_of)),
                )


def changes_table(view: StancesView, found: list[Change]) -> pd.DataFrame:
    """The changes as a table, one row a state or EU body."""
    columns = (
        "name",
        "way",
        "before",
        "after",
        "reasons",
        "said_before",
        "said_after",
        "statement_before",
        "statement_after",
    )
    rows = [
        {
            "name": view.names[c.actor_id],
            "way": t(f"stances.way_{c.shift}"),
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
    return pd.DataFrame(rows, columns=columns)


def _said(view: StancesView, fill: Fill) -> str:
    if not fill.statement_id:
        return ""
    row = view.rows[fill.statement_id]
    return t("stances.said", speaker=row.speaker, date=said_on(row))


def _labels(earlier: dt.date, later: dt.date) -> dict[str, str]:
    return {
        "name": t("stances.column_actor"),
        "way": t("stances.column_way"),
        "before": t("stances.column_on", date=fmt.date(earlier)),
        "after": t("stances.column_on", date=fmt.date(later)),
        "reasons": t("stances.column_reasons"),
        "said_before": t("stances.column_said", date=fmt.date(earlier)),
        "said_after": t("stances.column_said", date=fmt.date(later)),
        "statement_before": t("stances.column_statement", date=fmt.date(earlier)),
        "statement_after": t("stances.column_statement", date=fmt.date(later)),
    }

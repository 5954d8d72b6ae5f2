"""All statements of the chosen state or EU body: a timeline, and each in words."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from components import format as fmt
from components import labels, records
from components.cards import Card, chart_card
from components.figures import timeline as figures
from components.markdown import escape
from components.registry import PageSpec
from components.stances.statement import (
    counted,
    evidence_button,
    rests_on,
    stance_badge,
    who_and_when,
    words,
)
from components.stances.view import StancesView, said_on, scope_label, stance_label
from components.text import t, tn
from data.rows import each

_COLUMNS = (
    "statement_id",
    "speaker",
    "office",
    "scope",
    "stance",
    "basis",
    "condition",
    "summary",
    "confidence",
)
# A phone shows so many before the reader has to scroll for long.
_UNFOLDED = 4

_CODED = ("scope", "stance", "basis", "confidence")


def statements_card(page: PageSpec, view: StancesView) -> None:
    """Draw the timeline of the chosen actor; nothing while none is chosen."""
    if not view.actor:
        return
    rows = view.statements_of(view.actor)
    name = escape(view.names[view.actor])
    if rows.empty:
        with st.container(border=True, key="card_stance_timeline"):
            st.header(tn("stances.statements_title", 0, name=name))
            st.markdown(t("stances.statements_none"))
        return
    chart_card(
        page,
        Card(
            key="stance_timeline",
            table_key="statements_table",
            title=_title(view, rows, name),
            sentence=_sentence(view),
            sources=rests_on(view, rows["statement_id"]),
            **counted(len(rows), _on_record(view)),
            subject=f"statements-{view.actor.lower()}",
            table=statement_table(view, rows),
            labels={c: labels.field("statements", c) for c in (*_COLUMNS, "date")},
            notes=(t("stances.timeline_note"),),
            hints=(t("shell.hint_mark"),),
        ),
        figures.fig_timeline(
            rows,
            view.fills[view.actor].statement_id,
            view.as_of,
            view.data.cutoff("stances"),
            stance_label,
            scope_label,
        ),
        figures.alt_timeline(rows.iloc[::-1], name, stance_label, scope_label),
        on_point=_open,
        details=lambda: _listed(view, rows),
    )


def _title(view: StancesView, rows: pd.DataFrame, name: str) -> str:
    """How many statements there are, and which one decides."""
    deciding = view.fills[view.actor].statement_id
    if not deciding:
        return tn("stances.statements_title", len(rows), name=name)
    date = said_on(view.rows[deciding])
    return tn("stances.statements_decided", len(rows), name=name, date=date)


def _sentence(view: StancesView) -> str:
    if not view.scopes:
        return t("stances.statements_all", date=fmt.date(view.as_of))
    return t(
        "stances.statements_scopes",
        scopes=fmt.join(scope_label(scope) for scope in view.scopes),
        date=fmt.date(view.as_of),
    )


def _open(points: list[Any]) -> None:
    if points:
        records.request(str(points[0]))


def _on_record(view: StancesView) -> int:
    """Number of the actor's statements and acts, whatever is hidden or left out."""
    return sum(bool(s.speaker) for s in view.index.whole.actors[view.actor].statements)


def statement_table(view: StancesView, rows: pd.DataFrame) -> pd.DataFrame:
    """The statements as readers list them, one row each."""
    frame = rows[list(_COLUMNS)].copy()
    for column in _CODED:
        frame[column] = [labels.code("statements", column, v) for v in frame[column]]
    frame["summary"] = [words(view.rows[i]) for i in frame["statement_id"]]
    frame.insert(0, "date", [said_on(row) for row in each(rows)])
    return frame.reset_index(drop=True)


def _listed(view: StancesView, rows: pd.DataFrame) -> None:
    """Each statement in words, newest first, with its evidence; older ones folded."""
    newest, older = rows.head(_UNFOLDED), rows.iloc[_UNFOLDED:]
    for row in each(newest):
        _statement(view, row)
    if len(older):
        with st.expander(
            tn("stances.older", len(older)), icon=":material/format_quote:"
        ):
            for row in each(older):
                _statement(view, row)


def _role(view: StancesView, row: Any) -> str:
    """What a statement is to the map: `later` than its day, `decides`, or `row`."""
    if row.date.date() > view.as_of:
        return "later"
    if row.statement_id == view.fills[view.actor].statement_id:
        return "decides"
    return "row"


def _statement(view: StancesView, row: Any) -> None:
    text, button = st.columns([6, 1], vertical_alignment="top")
    text.markdown(
        t(
            f"stances.listed_{_role(view, row)}",
            badge=stance_badge(row),
            who=who_and_when(row),
            summary=escape(words(view.rows[row.statement_id])),
        )
    )
    with button:
        evidence_button(row.statement_id, "listed")

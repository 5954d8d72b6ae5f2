"""Statements and acts in words, with the button that opens their evidence."""

from __future__ import annotations

from collections.abc import Collection
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from components import cache, labels, tables
from components import format as fmt
from components.cards import Card, Records
from components.figures import timeline
from components.filters import STANCES_FROM
from components.markdown import curled, escape
from components.names import linked
from components.page import Page
from components.record import panel
from components.stances.view import (
    StancesView,
    badge,
    said_on,
    scope_label,
    stance_label,
)
from components.text import t, tn
from data.rows import each
from data.stances import lines_begun, runs


def evidence_button(
    statement_id: str, place: str, label: str = "", hint: str | None = None
) -> None:
    """Button that opens the statement's record; `place` keeps keys apart."""
    st.button(
        label or t("shell.evidence"),
        key=f"{place}_{statement_id}",
        type="tertiary",
        icon=":material/fact_check:",
        help=hint,
        on_click=panel.request,
        args=(statement_id,),
    )


def records(statement_ids: Collection[str] | pd.Series, total: int) -> Records:
    """The statements and acts that a card shows, of how many on record.

    Where one is hidden another may take its place: the sentence names the states.
    """
    noun = tn("stances.said_or_done", total)
    return Records("statements", statement_ids, noun)


def who_and_when(row: Any) -> str:
    """Markdown line: speaker, office, date and scope."""
    return t(
        "stances.who_and_when",
        speaker=linked(row.speaker),
        office=escape(row.office),
        date=escape(said_on(row)),
        scope=escape(scope_label(row.scope)),
    )


def words(row: Any) -> str:
    """What was said, in our words; of an act, which kind of contact it was."""
    if row.act:
        return t("stances.act", kind=labels.code("contacts", "kind", row.kind).lower())
    return curled(row.summary)


def one_line(row: Any) -> str:
    """Markdown line that names a statement among others."""
    return escape(plain_line(row))


def plain_line(row: Any) -> str:
    """Line that names a statement among others: who, when, which position."""
    return t(
        "stances.one_line",
        speaker=row.speaker,
        date=said_on(row),
        stance=stance_label(row.stance),
    )


def stance_badge(row: Any) -> str:
    """Markdown badge of a statement's own code."""
    known = "no_statement" if row.stance == "no_statement" else row.stance
    return badge("declined" if known == "declined_comment" else known)


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
_CODED = ("scope", "stance", "basis", "confidence")


def statements_section(page: Page, view: StancesView) -> None:
    """The statements of the chosen actor; of all, while none is chosen."""
    if not view.actor:
        page.show(latest_card(view))
        return
    if len(view.statements_of(view.actor)):
        page.show(statements_card(view))
        return
    name = escape(view.names[view.actor])
    st.subheader(tn("stances.statements_title", 0, name=name))
    st.markdown(t("stances.statements_none"))


@cache.kept
def latest_card(view: StancesView) -> Card | None:
    """All statements up to the day of the map, the newest first; None without any."""
    found = pd.concat([view.statements_of(actor) for actor in view.index.actors])
    rows = found[found["date"] <= pd.Timestamp(view.as_of)]
    if rows.empty:
        return None
    rows = rows.sort_values(["date", "statement_id"], ascending=False)
    listed = _listed(view, rows, named=True)
    return Card(
        key="latest_statements",
        table_key="latest_table",
        title=tn("stances.latest_title", len(rows), date=fmt.date(view.as_of)),
        sentence=_sentence(view),
        records=records(rows["statement_id"], view.count_said(institutions=True)),
        subject="statements",
        tabled=lambda: (statement_table(view, rows), _table_labels()),
        draw=lambda _: _draw(listed),
    )


def _table_labels() -> dict[str, str]:
    return {c: labels.field("statements", c) for c in (*_COLUMNS, "date")}


@cache.kept
def statements_card(view: StancesView) -> Card:
    """The timeline of the chosen actor, of whom one statement at least is listed."""
    rows = view.statements_of(view.actor)
    name = escape(view.names[view.actor])
    governments = lines_begun(view.index, view.actor, view.data.cutoff("stances"))
    return Card(
        key="stance_timeline",
        table_key="statements_table",
        title=_title(view, rows, name),
        sentence=_sentence(view),
        records=records(rows["statement_id"], _on_record(view)),
        subject=f"statements-{view.actor.lower()}",
        tabled=lambda: (statement_table(view, rows), _table_labels()),
        reading=(t("stances.timeline_note"),),
        hints=(t("shell.hint_mark"),),
        figure=timeline.fig_timeline(
            rows,
            view.fills[view.actor].statement_id,
            view.as_of,
            view.data.cutoff("stances"),
            stance_label,
            scope_label,
            runs(view.index, view.actor, STANCES_FROM, view.as_of),
            governments,
        ),
        alt=timeline.alt_timeline(
            rows.iloc[::-1], name, stance_label, scope_label, governments
        ),
        on_point=panel.request_mark,
        details=partial(_draw, _listed(view, rows)),
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


def _listed(
    view: StancesView, rows: pd.DataFrame, *, named: bool = False
) -> tables.Rows:
    """Each statement in words, newest first."""
    return tables.Rows(
        lambda: rows,
        lambda row: tables.Row(
            row.statement_id, said_on(row), _told(view, row, named=named)
        ),
    )


def _draw(rows: tables.Rows) -> None:
    # Each takes several lines.
    tables.record_list(rows, panel.request, key="statements", first=4)


def _told(view: StancesView, row: Any, *, named: bool) -> str:
    """Who said what, about what, with which condition; of whom where it is asked."""
    role = "row" if named else _role(view, row)
    told = t(
        f"stances.listed_{role}",
        badge=stance_badge(row),
        who=t(
            "stances.who",
            speaker=escape(row.speaker),
            office=escape(row.office),
            scope=escape(scope_label(row.scope)),
        ),
        summary=escape(words(view.rows[row.statement_id])),
    )
    if named:
        told = t("stances.of_actor", name=escape(view.names[row.actor_id]), told=told)
    if row.condition:
        condition = t("stances.condition", condition=escape(curled(row.condition)))
        told = f"{told} {condition}"
    return told


def _role(view: StancesView, row: Any) -> str:
    """What a statement is to the map: `later` than its day, `decides`, or `row`."""
    if row.date.date() > view.as_of:
        return "later"
    if row.statement_id == view.fills[view.actor].statement_id:
        return "decides"
    return "row"

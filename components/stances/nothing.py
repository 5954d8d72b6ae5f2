"""Why there is no colour: the kinds of no answer, each by the rows behind it."""

from __future__ import annotations

from typing import Any

import streamlit as st

from components import cache
from components import format as fmt
from components.markdown import curled, escape
from components.stances.statement import evidence_button, one_line
from components.stances.view import StancesView, badge, said_on, scope_label
from components.text import t, tn
from data.evidence import sources_of
from data.fill_rule import Fill, NothingKind, nothing_rows
from data.stances import obstacle


def nothing(view: StancesView, fill: Fill, place: str) -> None:
    """Say which kinds of no answer apply, the first one first, each with its evidence.

    Where what answers is hidden, only that is said: no search was in vain then.
    """
    if fill.hidden:
        st.markdown(t("stances.why_hidden", badge=badge(fill.whole_position)))
        return
    for kind in fill.nothing_kinds:
        for line, statement_id in reasons(view, fill, kind):
            st.markdown(line)
            if statement_id:
                evidence_button(statement_id, f"{place}_{kind}")


def reasons(view: StancesView, fill: Fill, kind: NothingKind) -> list[tuple[str, str]]:
    """What holds for this actor of a kind of no answer.

    Returns:
        Markdown paragraphs, each with the id of the statement that it names, or "".
    """
    behind = nothing_rows(view.index.actors[fill.actor_id], view.as_of, kind)
    rows = [view.rows[statement.statement_id] for statement, _ in behind]
    match kind:
        case NothingKind.EXPIRED:
            expired = view.rows[fill.expired_statement_id]
            line = t("stances.why_expired", statement=one_line(expired))
            return [(line, expired.statement_id)]
        case NothingKind.DECLINED:
            return [(_declined(row), row.statement_id) for row in rows]
        case NothingKind.NOT_DECIDING:
            lines = [
                t(
                    "stances.not_deciding_row",
                    statement=one_line(row),
                    reason=t(f"stances.differs_{obstacle(*found)}"),
                )
                for row, found in zip(rows, behind, strict=True)
            ]
            ids = [row.statement_id for row in rows]
            head = (t("stances.why_not_deciding"), "")
            return [head, *zip(lines, ids, strict=True)]
        case NothingKind.FORMER_GOVERNMENT:
            line = tn(
                "stances.why_former_government",
                len(rows),
                statement=one_line(rows[0]),
            )
            return [(line, rows[0].statement_id)]
        case NothingKind.NEIGHBOURING:
            scopes = dict.fromkeys(escape(scope_label(row.scope)) for row in rows)
            return [(t("stances.why_neighbouring", scopes=fmt.join(scopes)), "")]
        case NothingKind.NO_STATEMENT:
            searches = [(escape(curled(row.summary)), "") for row in rows]
            return searches or [(t("stances.why_no_statement"), "")]


def _declined(row: Any) -> str:
    """Who is said to have refused, and who says so."""
    pages = sources_of(cache.full(), row.statement_id)
    names = dict.fromkeys(escape(name) for name in pages["publisher_name"])
    return t(
        "stances.why_declined",
        publishers=fmt.join(names),
        speaker=escape(row.speaker),
        date=escape(said_on(row)),
    )

"""One statement in words, with the button that opens its evidence."""

from __future__ import annotations

from typing import Any

import streamlit as st

from components import records
from components.markdown import escape
from components.stances.view import badge, said_on, scope_label, stance_label
from components.text import t


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
        on_click=records.request,
        args=(statement_id,),
    )


def who_and_when(row: Any) -> str:
    """Markdown line: speaker, office, date and scope."""
    return t(
        "stances.who_and_when",
        speaker=escape(row.speaker),
        office=escape(row.office),
        date=escape(said_on(row)),
        scope=escape(scope_label(row.scope)),
    )


def one_line(row: Any) -> str:
    """Markdown line that names a statement among others."""
    return t(
        "stances.one_line",
        speaker=escape(row.speaker),
        date=escape(said_on(row)),
        stance=stance_label(row.stance),
    )


def stance_badge(row: Any) -> str:
    """Markdown badge of a statement's own code."""
    known = "no_statement" if row.stance == "no_statement" else row.stance
    return badge("declined" if known == "declined_comment" else known)

"""One statement or act in words, with the button that opens its evidence."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pandas as pd
import streamlit as st

from components import labels, records
from components.cards import Counted, source_line
from components.markdown import curled, escape
from components.stances.view import (
    StancesView,
    badge,
    said_on,
    scope_label,
    stance_label,
)
from components.text import t, tn


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


def rests_on(view: StancesView, statement_ids: Iterable[str]) -> str:
    """Say who is speaking in the sources of statements and acts."""
    return source_line(
        view.data, "statements", pd.Series(sorted(statement_ids), dtype=str)
    )


def counted(shown: int, total: int) -> Counted:
    """How many statements and acts a card shows, of how many on record.

    Where one is hidden another may take its place: the sentence names the states.
    """
    return {
        "shown": shown,
        "total": total,
        "noun": tn("stances.said_or_done", total),
        "records": "statements",
        "hidden": None,
    }


def who_and_when(row: Any) -> str:
    """Markdown line: speaker, office, date and scope."""
    return t(
        "stances.who_and_when",
        speaker=escape(row.speaker),
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

"""What a state's or EU body's colour rests on, or which kind of no answer it is."""

from __future__ import annotations

import streamlit as st

from components import format as fmt
from components import labels
from components.markdown import escape
from components.stances.statement import evidence_button, one_line, who_and_when
from components.stances.view import StancesView
from components.text import t
from components.typography import curled
from data.stance_fill import Fill, NothingKind


def answer(view: StancesView, fill: Fill, place: str) -> None:
    """Print the deciding statement with its evidence, or why there is none.

    `place` keeps the keys of the same answer in two places apart.
    """
    if fill.statement_id:
        _decided(view, fill, place)
    else:
        _nothing(view, fill, place)
    _beside(view, fill, place)


def _decided(view: StancesView, fill: Fill, place: str) -> None:
    """Who said it, in own words, and what weakens it."""
    row = view.rows[fill.statement_id]
    st.markdown(who_and_when(row))
    st.markdown(escape(curled(row.summary)))
    if row.condition:
        st.markdown(t("stances.condition", condition=escape(curled(row.condition))))
    for warning in _warnings(view, fill):
        st.markdown(warning)
    if not (fill.is_institution or fill.contested or row.contested) and (
        not fill.beside_statement_id
    ):
        st.caption(t("stances.undisputed"))
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption(
            t(
                "stances.confidence",
                grade=labels.code("statements", "confidence", row.confidence).lower(),
            ),
            width="content",
        )
        evidence_button(fill.statement_id, place)


def _warnings(view: StancesView, fill: Fill) -> list[str]:
    """Each mark and weakness of the deciding statement, in words."""
    row = view.rows[fill.statement_id]
    words = [
        t(
            f"stances.stale_{reason}",
            days=fmt.number(fill.age_days or 0),
            speaker=escape(row.speaker),
        )
        for reason in fill.stale_reasons
    ]
    words += [
        t(
            "stances.contested_with",
            statement=one_line(view.rows[statement_id]),
        )
        for statement_id in fill.contested_with
    ]
    flags = list(fill.flags)
    actor = view.index.actors[fill.actor_id]
    if any(
        s.statement_id == fill.statement_id and "generic_channel" in s.flags
        for s in actor.statements
    ):
        flags.append("generic_channel")
    words += [t(f"stances.weak_{flag}") for flag in flags]
    if row.contested and row.contested_note:
        words.append(t("stances.disputed", note=escape(curled(row.contested_note))))
    return words


def _nothing(view: StancesView, fill: Fill, place: str) -> None:
    """Which kinds of no answer apply, the first one first."""
    for kind in fill.nothing_kinds:
        st.markdown(_nothing_words(view, fill, kind))
    if fill.expired_statement_id:
        evidence_button(fill.expired_statement_id, f"{place}_expired")


def _nothing_words(view: StancesView, fill: Fill, kind: NothingKind) -> str:
    if kind is NothingKind.NO_STATEMENT and fill.searched_to:
        return t("stances.why_searched", date=fmt.date(fill.searched_to))
    if kind is NothingKind.EXPIRED and fill.expired_statement_id:
        expired = one_line(view.rows[fill.expired_statement_id])
        return t("stances.why_expired", statement=expired)
    return t(f"stances.why_{kind}")


def _beside(view: StancesView, fill: Fill, place: str) -> None:
    """The president who is not in the European Council, named beside the colour."""
    if not fill.beside_statement_id:
        return
    row = view.rows[fill.beside_statement_id]
    st.markdown(t("stances.beside", statement=one_line(row)))
    evidence_button(fill.beside_statement_id, f"{place}_beside")

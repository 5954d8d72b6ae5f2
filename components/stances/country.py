"""The panel beside the map: one state or EU body on the day, with its reasons."""

from __future__ import annotations

import streamlit as st

from components import format as fmt
from components import labels, state
from components.figures.stance_style import POSITIONS
from components.markdown import escape
from components.stances.offices import posts
from components.stances.statement import evidence_button, one_line, who_and_when
from components.stances.verdicts import why_this_colour
from components.stances.view import (
    StancesView,
    badge,
    marks,
    position_of,
)
from components.text import t, tn
from data.stance_fill import Fill, NothingKind


def panel(view: StancesView) -> None:
    """Draw the chosen country, or who stands where while none is chosen."""
    with st.container(border=True, key="country_panel"):
        if view.actor:
            _country(view, view.fills[view.actor])
        else:
            _everyone(view)


def _everyone(view: StancesView) -> None:
    """All states by position, each a button: the way in for keyboards and phones."""
    st.header(t("stances.everyone"))
    st.caption(t("stances.everyone_help"))
    for position in POSITIONS:
        held = [f for f in view.states if position_of(f) == position]
        if not held:
            continue
        st.markdown(
            tn("stances.group", len(held), badge=badge(position)),
        )
        with st.container(horizontal=True, gap="small"):
            for fill in sorted(held, key=lambda f: view.names[f.actor_id]):
                st.button(
                    f"{view.names[fill.actor_id]}{marks(fill)}",
                    key=f"pick_{fill.actor_id}",
                    type="tertiary",
                    on_click=state.assign,
                    args=("state", fill.actor_id),
                )


def _country(view: StancesView, fill: Fill) -> None:
    with st.container(
        horizontal=True,
        horizontal_alignment="distribute",
        vertical_alignment="center",
    ):
        st.header(escape(view.names[fill.actor_id]), width="content")
        st.button(
            t("stances.close"),
            key="close_country",
            type="tertiary",
            icon=":material/close:",
            on_click=state.assign,
            args=("state", ""),
        )
    st.markdown(
        t(
            "stances.position_on",
            badge=badge(position_of(fill)),
            date=fmt.date(view.as_of),
        )
    )
    if fill.statement_id:
        _decided(view, fill)
    else:
        _nothing(view, fill)
    _beside(view, fill)
    why_this_colour(view, fill)
    posts(view, fill.actor_id)


def _decided(view: StancesView, fill: Fill) -> None:
    """Who said it, in own words, and what weakens it."""
    row = view.rows[fill.statement_id]
    st.markdown(who_and_when(row))
    st.markdown(escape(row.summary))
    if row.condition:
        st.markdown(t("stances.condition", condition=escape(row.condition)))
    st.caption(
        t(
            "stances.confidence",
            grade=labels.code("statements", "confidence", row.confidence).lower(),
        )
    )
    evidence_button(fill.statement_id, "decides")
    for warning in _warnings(view, fill):
        st.markdown(warning)


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
        words.append(t("stances.disputed", note=escape(row.contested_note)))
    if not (fill.contested or fill.beside_statement_id or row.contested):
        words.append(t("stances.undisputed"))
    return words


def _nothing(view: StancesView, fill: Fill) -> None:
    """Which kinds of no answer apply, the first one first."""
    for kind in fill.nothing_kinds:
        st.markdown(_nothing_words(view, fill, kind))
    if fill.expired_statement_id:
        evidence_button(fill.expired_statement_id, "expired")


def _nothing_words(view: StancesView, fill: Fill, kind: NothingKind) -> str:
    if kind is NothingKind.NO_STATEMENT and fill.searched_to:
        return t("stances.why_searched", date=fmt.date(fill.searched_to))
    if kind is NothingKind.EXPIRED and fill.expired_statement_id:
        expired = one_line(view.rows[fill.expired_statement_id])
        return t("stances.why_expired", statement=expired)
    return t(f"stances.why_{kind}")


def _beside(view: StancesView, fill: Fill) -> None:
    """The president who is not in the European Council, named beside the colour."""
    if not fill.beside_statement_id:
        return
    row = view.rows[fill.beside_statement_id]
    st.markdown(t("stances.beside", statement=one_line(row)))
    evidence_button(fill.beside_statement_id, "beside")

"""What a state's or EU body's colour rests on, and who there says otherwise."""

from __future__ import annotations

import streamlit as st

from components import format as fmt
from components import labels
from components.markdown import curled, escape
from components.stances.contacts import contacts_listed
from components.stances.nothing import nothing
from components.stances.statement import evidence_button, one_line, who_and_when, words
from components.stances.view import StancesView, badge, marks_of
from components.text import t
from data.fill_rule import Fill
from data.stances import COUNTS, Differing, differing


def answer(view: StancesView, fill: Fill, place: str) -> None:
    """Print the deciding statement with its evidence, or why there is none.

    `place` keeps the keys of the same answer in two places apart.
    """
    if fill.statement_id:
        _decided(view, fill, place)
    else:
        nothing(view, fill, place)
        contacts_listed(view, fill.actor_id)


def others(view: StancesView, fill: Fill) -> list[Differing]:
    """Statements of other office-holders that take another side than the colour."""
    return differing(view.index.actors[fill.actor_id], view.as_of)


def _decided(view: StancesView, fill: Fill, place: str) -> None:
    """Who said it, in own words, what weakens it, and who says otherwise."""
    row = view.rows[fill.statement_id]
    st.markdown(who_and_when(row))
    st.markdown(escape(words(row)))
    if row.condition:
        st.markdown(t("stances.condition", condition=escape(curled(row.condition))))
    if fill.whole_position:
        st.markdown(t("stances.why_other", badge=badge(fill.whole_position)))
    for warning in _warnings(view, fill):
        st.markdown(warning)
    differ = others(view, fill)
    for other in differ:
        st.markdown(_differs(view, other))
    if fill.beside_statement_id not in {o.statement.statement_id for o in differ}:
        _beside(view, fill, place)
    if not (
        differ
        or fill.beside_statement_id
        or row.contested
        or view.hidden_of(fill.actor_id)
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
    told = [
        t(
            f"stances.stale_{reason}",
            days=fmt.number(fill.age_days or 0),
            speaker=escape(row.speaker),
        )
        for reason in fill.stale_reasons
    ]
    if "one_page" in marks_of(fill):
        told.append(t("stances.one_page"))
    flags = list(fill.flags)
    actor = view.index.actors[fill.actor_id]
    if any(
        s.statement_id == fill.statement_id and "generic_channel" in s.flags
        for s in actor.statements
    ):
        flags.append("generic_channel")
    told += [t(f"stances.weak_{flag}") for flag in flags]
    if row.contested and row.contested_note:
        told.append(t("stances.disputed", note=escape(curled(row.contested_note))))
    return told


def _differs(view: StancesView, other: Differing) -> str:
    """Who says otherwise; unless it counts, why it does not."""
    statement = one_line(view.rows[other.statement.statement_id])
    if other.reason == COUNTS:
        return t("stances.contested_with", statement=statement)
    reason = t(f"stances.differs_{other.reason}")
    return t("stances.differs", statement=statement, reason=reason)


def _beside(view: StancesView, fill: Fill, place: str) -> None:
    """The president who is not in the European Council, named beside the colour."""
    if not fill.beside_statement_id:
        return
    row = view.rows[fill.beside_statement_id]
    st.markdown(t("stances.beside", statement=one_line(row)))
    evidence_button(fill.beside_statement_id, f"{place}_beside")

"""When each lane fell silent and resumed, as far as the search allows to say so."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from components import format as fmt
from components import tables
from components.leaders.view import LeadersView
from components.markdown import escape
from components.text import t, tn
from data import silences
from data.contacts import SHORTEST_GAP_DAYS
from data.silences import Never, Silence

# Under which heading a silence stands, in this order.
HEADINGS = ("resumed", "open", "unknown", "never")


def heading(found: Silence | Never) -> str:
    """Return the heading for a silence: one of `HEADINGS`."""
    if isinstance(found, Never):
        return "never"
    if found.ground == "unsearched":
        return "unknown"
    return "resumed" if found.resumed else "open"


def _every(view: LeadersView) -> list[Silence | Never]:
    """All silences of the lanes drawn, lane by lane."""
    every: list[Silence | Never] = []
    for actor in view.lanes["actor_id"]:
        found = silences.silences(
            view.counted, view.data.coverage, actor, SHORTEST_GAP_DAYS
        )
        every += [found] if isinstance(found, Never) else found
    return every


def silence_section(view: LeadersView) -> None:
    """Short sentences under what the search allows to say, and the same as a table."""
    every = _every(view)
    with st.container(border=True, key="card_leaders_silence"):
        st.header(t("leaders.silence_title"))
        st.markdown(
            t(f"leaders.silence_sentence_{view.filter.rule}", days=SHORTEST_GAP_DAYS)
        )
        for name in HEADINGS:
            chosen = [found for found in every if heading(found) == name]
            if chosen:
                st.markdown(t(f"leaders.silence_{name}"))
                st.markdown("\n".join(f"- {_sentence(view, s)}" for s in chosen))
        with st.expander(t("shell.as_table"), icon=":material/table_rows:"):
            frame = silence_table(view, every)
            tables.twin(
                frame,
                _labels(),
                key="leaders_silence",
                alt=t("shell.table_alt", title=t("leaders.silence_title")),
            )


def _sentence(view: LeadersView, found: Silence | Never) -> str:
    """Say one silence, and what it holds beside the counting rule."""
    start, end = (
        (found.start, found.end)
        if isinstance(found, Never)
        else (found.last, found.until)
    )
    others = silences.beside(
        view.data.contacts, view.counted, found.actor_id, start, end
    )
    plain = _plain(view, found)
    return tn("leaders.beside", others, sentence=plain) if others else plain


def _plain(view: LeadersView, found: Silence | Never) -> str:
    name = escape(view.names[found.actor_id])
    if isinstance(found, Never):
        return t(
            "leaders.never",
            name=name,
            start=fmt.date(found.start),
            end=fmt.date(found.end),
        )
    ending = "resumed" if found.resumed else "since"
    return t(
        f"leaders.pause_{ending}_{found.ground}",
        name=name,
        last=fmt.date(found.last),
        until=fmt.date(found.until),
        days=fmt.number(found.days),
        solid_to=fmt.date(found.solid_to),
        thin=fmt.number(found.thin),
        unsearched=fmt.number(found.unsearched),
    )


def silence_table(view: LeadersView, every: list[Silence | Never]) -> pd.DataFrame:
    """The silences as a table, one row each, in the order of the lanes."""
    rows = []
    for found in every:
        row: dict[str, object] = {
            "lane": view.names[found.actor_id],
            "finding": t(f"leaders.finding_{heading(found)}"),
        }
        if isinstance(found, Silence):
            row |= {
                "last": pd.Timestamp(found.last),
                "counterpart": found.counterpart,
                "resumed": pd.Timestamp(found.resumed) if found.resumed else pd.NaT,
                "searched_to": pd.NaT if found.resumed else pd.Timestamp(found.until),
                "days": found.days,
                "thin": found.thin,
                "unsearched": found.unsearched,
            }
        else:
            row |= {"counterpart": "", "searched_to": pd.Timestamp(found.end)}
        rows.append(row)
    frame = pd.DataFrame(rows, columns=list(_labels()))
    whole = dict.fromkeys(("days", "thin", "unsearched"), "Int64")
    days = dict.fromkeys(("last", "resumed", "searched_to"), "datetime64[us]")
    return frame.astype(whole | days)


def _labels() -> dict[str, str]:
    return {
        "lane": t("leaders.lane_column"),
        "finding": t("leaders.finding"),
        "last": t("leaders.last"),
        "counterpart": t("leaders.last_with"),
        "resumed": t("leaders.next"),
        "searched_to": t("leaders.searched_to"),
        "days": t("leaders.days_between"),
        "thin": t("leaders.days_thin"),
        "unsearched": t("leaders.days_unsearched"),
    }

"""Who spoke most with Putin before and after the invasion began."""

from __future__ import annotations

import datetime as dt

import pandas as pd
import streamlit as st

from components import format as fmt
from components.cards import Card, chart_card, source_line
from components.figures import lane_sides as figures
from components.leaders.view import LeadersView, captions
from components.markdown import escape
from components.registry import PageSpec
from components.text import t, tn
from data import contacts as counting
from data import invasion_window
from data.invasion_window import Window


def sides_card(page: PageSpec, view: LeadersView) -> None:
    """Contacts of every lane in the days on which all lanes were searched."""
    every = view.every_lane
    window = invasion_window.common_window(view.data.coverage, list(every["actor_id"]))
    if window is None:
        return
    sides = invasion_window.before_and_after(every, view.counted, window)
    shown = counting.between(view.counted, window.start, window.end)
    names = {
        "before": t("leaders.before", **_days(window.before)),
        "after": t("leaders.after", **_days(window.after)),
    }
    chart_card(
        page,
        Card(
            key="leaders_window_chart",
            table_key="leaders_window_table",
            title=_title(view, sides),
            sentence=t(
                f"leaders.window_sentence_{view.filter.rule}",
                start=fmt.date(window.start),
                end=fmt.date(window.end),
            ),
            sources=source_line(view.data, "contacts", shown["contact_id"]),
            shown=len(shown),
            total=len(view.data.contacts),
            subject="leaders-window",
            table=_table(view, sides),
            labels={
                "lane": t("leaders.lane_column"),
                "before": names["before"],
                "who_before": t("leaders.who_before"),
                "after": names["after"],
                "who_after": t("leaders.who_after"),
            },
            notes=(t("leaders.note_window", date=fmt.date(window.cut)),),
        ),
        figures.fig_sides(sides, captions(view), names),
        figures.alt_sides(sides, captions(view), names),
        details=lambda: _say(view, sides, window),
    )


def _days(span: tuple[dt.date, dt.date]) -> dict[str, str]:
    start, end = span
    return {"start": fmt.short_date(start), "end": fmt.short_date(end)}


def _leaders(view: LeadersView, sides: pd.DataFrame, side: str) -> str:
    most = invasion_window.leading(sides, side)
    return fmt.join(view.names[actor] for actor in most["actor_id"])


def _title(view: LeadersView, sides: pd.DataFrame) -> str:
    before, after = (_leaders(view, sides, side) for side in ("before", "after"))
    if not before or not after:
        return t("leaders.window_title_plain")
    if before == after:
        return t("leaders.window_title_same", name=before)
    return t("leaders.window_title", before=before, after=after)


def _table(view: LeadersView, sides: pd.DataFrame) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "lane": sides["actor_id"].map(captions(view)),
            "before": sides["before"],
            "who_before": sides["who_before"],
            "after": sides["after"],
            "who_after": sides["who_after"],
        }
    )


def _say(view: LeadersView, sides: pd.DataFrame, window: Window) -> None:
    """One sentence a side: who had most, how many of all, and who came next."""
    for side, (start, end) in (("before", window.before), ("after", window.after)):
        most = invasion_window.leading(sides, side)
        if most.empty:
            continue
        rest = invasion_window.leading(sides.drop(most.index), side)
        days = {
            "start": fmt.date(start),
            "end": fmt.date(end),
            "days": fmt.number((end - start).days + 1),
        }
        people = ", ".join(dict.fromkeys(most[f"who_{side}"]))
        st.markdown(
            tn(
                "leaders.most",
                int(most[side].iloc[0]),
                name=escape(_leaders(view, sides, side)),
                people=escape(people),
                total=fmt.number(int(sides[side].sum())),
                **days,
            )
            if rest.empty
            else tn(
                "leaders.most_and_next",
                int(most[side].iloc[0]),
                name=escape(_leaders(view, sides, side)),
                people=escape(people),
                total=fmt.number(int(sides[side].sum())),
                following=escape(_leaders(view, sides.drop(most.index), side)),
                m=fmt.number(int(rest[side].iloc[0])),
                **days,
            )
        )

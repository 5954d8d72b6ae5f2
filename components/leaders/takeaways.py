"""What a reader can take away, in computed sentences."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pandas as pd
import streamlit as st

from components import format as fmt
from components.leaders import pauses
from components.leaders.months import leading_names
from components.leaders.titles import kind_of_contact
from components.leaders.view import LeadersView
from components.markdown import escape
from components.text import t
from data import leaders
from data.contacts import SHORTEST_GAP_DAYS
from data.leaders import Silence


def takeaways(view: LeadersView) -> None:
    """Who spoke most around the invasion; whose contacts paused, and whose ended."""
    said = [*most(view), *resumed(view), *none_since(view)]
    if not said:
        return
    with st.container(border=True, key="leaders_takeaways"):
        st.header(t("leaders.takeaways_title"))
        st.markdown("\n".join(f"- {sentence}" for sentence in said))
        st.caption(t(f"leaders.takeaways_note_{view.filter.rule}"))


def most(view: LeadersView) -> Iterator[str]:
    """One sentence a side: who had most, how many of all, and who came next."""
    window, sides = view.record.window, view.record.sides
    if window is None or sides is None:
        return
    for side, span in (("before", window.before), ("after", window.after)):
        if said := _most_on_side(view, sides, side, span):
            yield said


def _most_on_side(
    view: LeadersView, sides: pd.DataFrame, side: str, span: tuple[dt.date, dt.date]
) -> str:
    leads = leaders.leading(sides, side)
    if leads.empty:
        return ""
    start, end = span
    others = sides.drop(leads.index)
    rest = leaders.leading(others, side)
    values = {
        "start": fmt.short_date(start),
        "end": fmt.short_date(end),
        "name": escape(leading_names(view, sides, side)),
        "people": escape(", ".join(dict.fromkeys(leads[f"who_{side}"]))),
        "total": fmt.number(int(sides[side].sum())),
        "m": fmt.number(len(sides)),
    }
    n = int(leads[side].iloc[0])
    each = "" if len(leads) == 1 else "_each"
    if rest.empty:
        return t(f"leaders.most{each}_{side}", n=fmt.number(n), **values)
    return t(
        f"leaders.most_and_next{each}_{side}",
        n=fmt.number(n),
        following=escape(leading_names(view, others, side)),
        next=fmt.number(int(rest[side].iloc[0])),
        **values,
    )


def resumed(view: LeadersView) -> Iterator[str]:
    """One sentence for all pauses of a year or more that ended, searched alike.

    What the search does not allow to say is left to the table.
    """
    alike: dict[str, list[str]] = {}
    for found in view.silences:
        if isinstance(found, Silence) and found.resumed:
            words = pauses.in_words(view, found)
            alike.setdefault(pauses.finding(found), []).append(words)
    for finding in ("paused", "paused_thin"):
        if said := alike.get(finding):
            yield t(
                f"leaders.said_{finding}",
                contact=kind_of_contact(view),
                pauses=fmt.join(said),
            )


def none_since(view: LeadersView) -> Iterator[str]:
    """One sentence for all with no contact since a year or more, searched alike.

    Whoever was in contact less than a year before the end of the search is left out.
    """
    alike: dict[tuple[str, dt.date, dt.date], list[Silence]] = {}
    for found in view.silences:
        if isinstance(found, Silence) and not found.resumed:
            if found.days < SHORTEST_GAP_DAYS:
                continue
            # How far the search was good matters only where it turned thin.
            turned = found.ground == "turned_thin"
            solid_to = found.solid_to if turned else found.until
            key = found.ground, solid_to, found.until
            alike.setdefault(key, []).append(found)
    for (ground, solid_to, until), part in alike.items():
        yield t(
            f"leaders.since_{ground}",
            contact=kind_of_contact(view),
            names=fmt.join(pauses.last_in_words(view, found) for found in part),
            solid_to=fmt.date(solid_to),
            until=fmt.date(until),
        )

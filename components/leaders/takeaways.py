"""What a reader can take away, in computed sentences."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pandas as pd
import streamlit as st

from components import format as fmt
from components.leaders.months import leading_names
from components.leaders.view import LeadersView
from components.markdown import escape
from components.text import t, tn
from data import invasion_window
from data.contacts import SHORTEST_GAP_DAYS
from data.silences import Silence


def takeaways(view: LeadersView) -> None:
    """Who spoke most around the invasion; who fell silent, resumed, or did not."""
    said = [*_most(view), *_resumed(view), *_silent_since(view)]
    if not said:
        return
    with st.container(border=True, key="leaders_takeaways"):
        st.header(t("leaders.takeaways_title"))
        st.markdown("\n".join(f"- {sentence}" for sentence in said))
        st.caption(t(f"leaders.takeaways_note_{view.filter.rule}"))


def _most(view: LeadersView) -> Iterator[str]:
    """One sentence a side: who had most, how many of all, and who came next."""
    if view.window is None or view.sides is None:
        return
    for side, span in (("before", view.window.before), ("after", view.window.after)):
        if said := _most_on_side(view, view.sides, side, span):
            yield said


def _most_on_side(
    view: LeadersView, sides: pd.DataFrame, side: str, span: tuple[dt.date, dt.date]
) -> str:
    most = invasion_window.leading(sides, side)
    if most.empty:
        return ""
    start, end = span
    others = sides.drop(most.index)
    rest = invasion_window.leading(others, side)
    values = {
        "start": fmt.short_date(start),
        "end": fmt.short_date(end),
        "name": escape(leading_names(view, sides, side)),
        "people": escape(", ".join(dict.fromkeys(most[f"who_{side}"]))),
        "total": fmt.number(int(sides[side].sum())),
    }
    n = int(most[side].iloc[0])
    if rest.empty:
        return tn(f"leaders.most_{side}", n, **values)
    return tn(
        f"leaders.most_and_next_{side}",
        n,
        following=escape(leading_names(view, others, side)),
        m=fmt.number(int(rest[side].iloc[0])),
        **values,
    )


def _resumed(view: LeadersView) -> Iterator[str]:
    """One sentence for all silences of a year or more that ended, searched alike."""
    alike: dict[str, list[str]] = {}
    for found in view.silences:
        if isinstance(found, Silence) and found.resumed:
            alike.setdefault(found.ground, []).append(_pause(view, found))
    for ground, pauses in alike.items():
        yield t(f"leaders.resumed_{ground}", pauses=fmt.join(pauses))


def _pause(view: LeadersView, found: Silence) -> str:
    """Name a silence, and how many contacts the counting rule leaves out of it."""
    values = {
        "name": escape(view.names[found.actor_id]),
        "last": fmt.date(found.last),
        "until": fmt.date(found.until),
        "days": fmt.number(found.days),
        "thin": fmt.number(found.thin),
        "unsearched": fmt.number(found.unsearched),
    }
    others = view.beside(found.actor_id, found.last, found.until)
    if others:
        return tn(f"leaders.pause_beside_{found.ground}", others, **values)
    return t(f"leaders.pause_{found.ground}", **values)


def _silent_since(view: LeadersView) -> Iterator[str]:
    """One sentence for all that fell silent, did not resume, and were searched alike.

    Whoever was in contact less than a year before the end of the search is not
    called silent.
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
        names = fmt.join(
            t(
                "leaders.named_last",
                name=escape(view.names[found.actor_id]),
                last=fmt.date(found.last),
            )
            for found in sorted(part, key=lambda found: found.last)
        )
        yield t(
            f"leaders.silent_{ground}",
            names=names,
            solid_to=fmt.date(solid_to),
            until=fmt.date(until),
        )

"""What the sections of the page on leaders share, derived once a run."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import pandas as pd
import streamlit as st

from components import cache, contact_view, labels, state
from components import format as fmt
from components.markdown import escape
from components.text import t
from data import contacts as counting
from data import invasion_window, leaders
from data.contacts import ContactFilter
from data.load import Dataset

# The key of the parameter that chooses lanes; `country` in the URL.
COUNTRY = "contact_country"


@dataclass(frozen=True)
class LeadersView:
    """Everything that the sections share.

    `lanes` are those drawn, with their counts in the view; `every_lane` are all that
    there are. `counted` holds the contacts under the counting rule alone: what is
    said of silences and of the months around the invasion rests on it.
    """

    data: Dataset
    filter: ContactFilter
    chosen: tuple[str, ...]
    contacts: pd.DataFrame
    selected: pd.DataFrame
    counted: pd.DataFrame
    lanes: pd.DataFrame
    every_lane: pd.DataFrame
    groups: tuple[leaders.Group, ...]

    @cached_property
    def names(self) -> dict[str, str]:
        """Actor id → name, of every lane, in the order of the lanes drawn."""
        rows = pd.concat([self.lanes, self.every_lane])
        return {
            str(actor): labels.translated(str(name))
            for actor, name in zip(rows["actor_id"], rows["name"], strict=True)
        }


def captions(view: LeadersView) -> dict[str, str]:
    """Actor id → name as charts print it: comparators say that they are."""
    rows = pd.concat([view.lanes, view.every_lane])
    return {
        str(actor): t("leaders.compared", name=view.names[actor])
        if comparator
        else view.names[actor]
        for actor, comparator in zip(rows["actor_id"], rows["comparator"], strict=True)
    }


def view_of(data: Dataset) -> LeadersView:
    """Derive the page's view from the current filters."""
    chosen: tuple[str, ...] = state.value(COUNTRY)
    view = contact_view.current_filter()
    tables = data.actors, data.contacts, data.coverage
    drawn = leaders.lanes(*tables, chosen)
    contacts = data.contacts[data.contacts["actor_id"].isin(drawn["actor_id"])]
    selected = counting.select(contacts, data.table("contact_topics"), view)
    return LeadersView(
        data=data,
        filter=view,
        chosen=chosen,
        contacts=contacts,
        selected=selected,
        counted=counting.apply_rule(data.contacts, view.rule),
        lanes=leaders.by_lane(
            drawn,
            selected,
            counting.between(contacts, view.start, view.end),
            data.coverage,
            view.start,
            view.end,
        ),
        every_lane=leaders.lanes(*tables),
        groups=() if chosen else leaders.groups(*tables),
    )


def introduce(view: LeadersView) -> None:
    """Say what the page compares, and for which days that is possible."""
    every = view.every_lane["actor_id"]
    window = invasion_window.common_window(view.data.coverage, list(every))
    rows = leaders.searched(view.data.coverage)
    first = rows[rows["actor_id"].isin(every)].sort_values("period_start").iloc[0]
    if window is not None:
        st.markdown(
            t(
                "leaders.intro",
                name=escape(view.names[first["actor_id"]]),
                first=fmt.date(first["period_start"].date()),
                start=fmt.date(window.start),
                end=fmt.date(window.end),
            )
        )


def sentence(view: LeadersView) -> str:
    """Say which contacts are shown, with every filter that narrows them."""
    base = t(
        f"leaders.sentence_{view.filter.rule}",
        start=view.filter.start.year,
        end=view.filter.end.year,
    )
    parts = []
    if view.chosen:
        names = ", ".join(view.names[actor] for actor in view.chosen)
        parts.append(t("shell.filter_value", name=t("leaders.lanes"), values=names))
    if narrowing := contact_view.narrowing(view.filter):
        parts.append(narrowing)
    if parts:
        return t("leaders.narrowed", base=base, filters="; ".join(parts))
    return base


def sum_line(view: LeadersView) -> str:
    """Say how many events stand behind the contacts in the lanes."""
    found = leaders.tally(view.selected)
    return t(
        "leaders.sum_line",
        contacts=fmt.number(found.contacts),
        events=fmt.number(found.events),
        joint=fmt.number(found.joint),
    )


def group_label(group: leaders.Group) -> str:
    """Name the states that share one line."""
    return t(
        "leaders.group",
        n=fmt.number(len(group.actor_ids)),
        start=fmt.date(group.start),
        end=fmt.date(group.end),
    )


def group_names(view: LeadersView, group: leaders.Group) -> str:
    """The states of a group by name."""
    names = view.data.actors.set_index("actor_id")["name"]
    return fmt.join(sorted(labels.translated(str(names[a])) for a in group.actor_ids))


def note_empty(view: LeadersView) -> None:
    """Where no contact is left, say which filter is to blame; lanes still stand."""
    if not view.selected.empty:
        return
    if view.contacts.empty:
        st.info(t("leaders.none_listed"), icon=":material/search_off:")
        contact_view.back_button(
            t("leaders.all_lanes"), state.reset, ((COUNTRY,), cache.contract())
        )
        return
    topics = view.data.table("contact_topics")
    contact_view.blame(view.contacts, topics, view.filter)

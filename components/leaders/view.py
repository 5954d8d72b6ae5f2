"""What the sections of the page on leaders share, derived once a run."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cached_property, partial

import pandas as pd
import streamlit as st

from components import cache, contact_view, labels, state
from components import format as fmt
from components.markdown import escape
from components.text import t, tn
from data import contacts as counting
from data import invasion_window, leaders, silences
from data.contacts import SHORTEST_GAP_DAYS, ContactFilter
from data.invasion_window import Window
from data.load import Dataset
from data.silences import Never, Silence

# The key of the parameter that chooses lanes; `country` in the URL.
COUNTRY = "contact_country"

# The column of the page's tables that names the lane.
COLUMN = "country_or_body"


@dataclass(frozen=True)
class LeadersView:
    """Everything that the sections share.

    `lanes` are those drawn, with their counts in the view; `every_lane` are all that
    there are. `counted` holds the contacts under the counting rule alone: on it rest
    `sides`, every lane in the `window` around the invasion, `silences`, of the lanes
    drawn, and `left_out`, the days of other contacts. Where no days were searched for
    all, both window and sides are None.
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
    window: Window | None
    sides: pd.DataFrame | None
    silences: tuple[Silence | Never, ...]
    left_out: dict[str, list[dt.date]]

    def beside(self, actor_id: str, start: dt.date, end: dt.date) -> int:
        """Count a lane's contacts of these days that the counting rule leaves out."""
        return sum(start <= day <= end for day in self.left_out.get(actor_id, []))

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


@dataclass(frozen=True)
class Record:
    """What the whole record says, whatever the years and filters but the rule."""

    counted: pd.DataFrame
    every_lane: pd.DataFrame
    groups: tuple[leaders.Group, ...]
    window: Window | None
    sides: pd.DataFrame | None
    silences: dict[str, tuple[Silence | Never, ...]]
    left_out: dict[str, list[dt.date]]


def _record(data: Dataset, rule: str) -> Record:
    tables = data.actors, data.contacts, data.coverage
    counted = counting.apply_rule(data.contacts, rule)
    every = leaders.lanes(*tables)
    window = invasion_window.common_window(data.coverage, list(every["actor_id"]))
    return Record(
        counted=counted,
        every_lane=every,
        groups=leaders.groups(*tables),
        window=window,
        sides=invasion_window.before_and_after(every, counted, window)
        if window
        else None,
        silences={
            actor: silences.of_lanes(counted, data.coverage, [actor], SHORTEST_GAP_DAYS)
            for actor in leaders.covered_actors(data.coverage)
        },
        left_out=silences.left_out(data.contacts, counted),
    )


def view_of(data: Dataset) -> LeadersView:
    """Derive the page's view from the current filters."""
    chosen: tuple[str, ...] = state.value(COUNTRY)
    view = contact_view.current_filter()
    record = cache.derived(f"leaders.{view.rule}", partial(_record, rule=view.rule))
    drawn = record.every_lane
    if chosen:
        drawn = leaders.lanes(data.actors, data.contacts, data.coverage, chosen)
    contacts = data.contacts[data.contacts["actor_id"].isin(drawn["actor_id"])]
    selected = counting.select(contacts, data.table("contact_topics"), view)
    by_lane = leaders.by_lane(
        drawn,
        selected,
        counting.between(contacts, view.start, view.end),
        data.coverage,
        view.start,
        view.end,
    )
    return LeadersView(
        data=data,
        filter=view,
        chosen=chosen,
        contacts=contacts,
        selected=selected,
        counted=record.counted,
        lanes=by_lane,
        every_lane=record.every_lane,
        groups=() if chosen else record.groups,
        window=record.window,
        sides=record.sides,
        silences=tuple(
            silence
            for actor in by_lane["actor_id"]
            for silence in record.silences[actor]
        ),
        left_out=record.left_out,
    )


def introduce(view: LeadersView) -> None:
    """Say what the page compares, and for which days that is possible."""
    if view.window:
        rows = leaders.searched(view.data.coverage)
        rows = rows[rows["actor_id"].isin(view.every_lane["actor_id"])]
        first = rows.sort_values("period_start").iloc[0]
        st.markdown(
            t(
                "leaders.intro",
                name=escape(view.names[first["actor_id"]]),
                first=fmt.date(first["period_start"].date()),
                start=fmt.date(view.window.start),
                end=fmt.date(view.window.end),
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
        parts.append(
            t("shell.filter_value", name=t("leaders.counterparts"), values=names)
        )
    if narrowing := contact_view.narrowing(view.filter):
        parts.append(narrowing)
    if parts:
        return t("leaders.narrowed", base=base, filters="; ".join(parts))
    return base


def sum_line(view: LeadersView) -> str:
    """Say how many events stand behind the contacts in the lanes."""
    found = leaders.tally(view.selected)
    numbers = {
        "contacts": fmt.number(found.contacts),
        "events": fmt.number(found.events),
    }
    if found.joint:
        return tn("leaders.sum_line_joint", found.joint, **numbers)
    return t("leaders.sum_line", **numbers)


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
            t("leaders.everybody"), state.reset, ((COUNTRY,), cache.contract())
        )
        return
    topics = view.data.table("contact_topics")
    contact_view.blame(view.contacts, topics, view.filter)

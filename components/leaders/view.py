"""What the sections of the page on leaders share."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property, partial

import pandas as pd
import streamlit as st

from components import cache, contact_view, labels, spans, state, widgets
from components import format as fmt
from components.cards import Records
from components.markdown import escape
from components.text import t, tn
from data import contacts as counting
from data import evidence, leaders
from data.contacts import SHORTEST_GAP_DAYS, ContactFilter
from data.coverage import SEARCHED
from data.leaders import Fragment, Never, Silence, Window
from data.load import Dataset
from data.rows import among, where

# The key of the parameter that chooses lanes; `country` in the URL.
COUNTRY = "contact_country"

# The column of the page's tables that names the lane.
COLUMN = "country_or_body"


@dataclass(frozen=True, eq=False)
class Record:
    """What the whole record says, whatever is filtered or hidden, under a rule.

    `counted` holds the contacts under the counting rule: on it rest `sides`, every
    lane in the `window` around the invasion, and `silences`; `left_out` are the days
    of the other contacts. Where no days were searched well for all, both window and
    sides are None.
    """

    counted: pd.DataFrame
    every_lane: pd.DataFrame
    groups: tuple[leaders.Group, ...]
    window: Window | None
    sides: pd.DataFrame | None
    silences: dict[str, tuple[Silence | Never, ...]]
    left_out: dict[str, list[dt.date]]


@dataclass(frozen=True, eq=False)
class LeadersView:
    """Everything that the sections share.

    `data` is what is shown, `whole` everything. `lanes` are those drawn, with their
    counts in the view. `contacts` are all of theirs that are shown, and `every` with
    those that are hidden; `selected` are those of the view, `hidden` those that would
    be among them but for what they rest on. `left_out` are those of the same days and
    rule that other filters leave out.
    """

    data: Dataset
    whole: Dataset
    record: Record
    filter: ContactFilter
    chosen: tuple[str, ...]
    every: pd.DataFrame
    contacts: pd.DataFrame
    selected: pd.DataFrame
    hidden: pd.DataFrame
    left_out: pd.DataFrame
    lanes: pd.DataFrame

    @property
    def records(self) -> Records:
        """The contacts shown, of how many, and how many are hidden."""
        return Records(
            "contacts",
            self.selected["contact_id"],
            tn("leaders.noun", len(self.every)),
            hidden=len(self.hidden),
        )

    @property
    def groups(self) -> tuple[leaders.Group, ...]:
        """States that share a line; none where lanes were chosen."""
        return () if self.chosen else self.record.groups

    @property
    def searched(self) -> list[str]:
        """Ids of the lanes drawn that were searched on some day of the view."""
        days = self.lanes["solid"] + self.lanes["thin"]
        return self.lanes.loc[days > 0, "actor_id"].tolist()

    @property
    def silences(self) -> tuple[Silence | Never, ...]:
        """What the whole record says of the lanes drawn."""
        return tuple(
            silence
            for actor in self.lanes["actor_id"]
            for silence in self.record.silences[actor]
        )

    @cached_property
    def ruled_out(self) -> int:
        """How many contacts that pass all filters the counting rule leaves out."""
        wider = replace(self.filter, rule="all")
        topics = self.data.table("contact_topics")
        return len(counting.select(self.contacts, topics, wider)) - len(self.selected)

    @cached_property
    def hidden_ids(self) -> frozenset[str]:
        """Ids of all contacts, of whatever view, that are hidden."""
        if self.data is self.whole:
            return frozenset()
        shown = set(self.data.contacts["contact_id"])
        return frozenset(self.whole.contacts["contact_id"]) - shown

    def beside(self, found: Silence | Never) -> int:
        """Count contacts of these days that the counting rule leaves out."""
        days = self.record.left_out.get(found.actor_id, [])
        if isinstance(found, Never):
            return sum(found.start <= day <= found.end for day in days)
        if found.resumed:
            return sum(found.last < day < found.until for day in days)
        return sum(found.last < day <= found.until for day in days)

    @cached_property
    def fragments(self) -> dict[str, list[Fragment]]:
        """Actor id → the days of the view on which only a part of it was entered."""
        found: dict[str, list[Fragment]] = {}
        for part in leaders.fragments(
            self.whole.coverage,
            self.selected,
            self.lanes["actor_id"],
            self.filter.start,
            self.filter.end,
        ):
            found.setdefault(part.actor_id, []).append(part)
        return found

    @cached_property
    def every_name(self) -> dict[str, str]:
        """Actor id → name, of every country and body."""
        return labels.actor_names()

    @cached_property
    def names(self) -> dict[str, str]:
        """Actor id → name, of every lane, in the order of the lanes drawn."""
        ids = [*self.lanes["actor_id"], *self.record.every_lane["actor_id"]]
        return {actor: self.every_name[actor] for actor in ids}

    def named(self, actor_ids: Iterable[str]) -> list[str]:
        """Names for a sentence, in the one order that all sentences of a page keep."""
        wanted = set(actor_ids)
        return [
            labels.actor_in_sentence(actor, name)
            for actor, name in self.names.items()
            if actor in wanted
        ]


def of_all_contacts(view: LeadersView, ids: pd.Series) -> Records:
    """Contacts of the whole record, whatever is filtered, of all there are."""
    noun = tn("shell.records_contacts", len(view.whole.contacts))
    return Records("contacts", ids, noun, whole=True)


@cache.kept
def captions(view: LeadersView) -> dict[str, str]:
    """Actor id → name as charts print it: comparators say that they are."""
    rows = pd.concat([view.lanes, view.record.every_lane])
    return {
        str(actor): t("leaders.compared", name=view.names[actor])
        if comparator
        else view.names[actor]
        for actor, comparator in zip(rows["actor_id"], rows["comparator"], strict=True)
    }


def whole_record(data: Dataset, rule: str) -> Record:
    """Derive what no filter but the counting rule changes.

    Args:
        data: the whole data set: what is hidden must not make a pause or a zero.
        rule: the counting rule.
    """
    tables = data.actors, data.contacts, data.coverage
    counted = counting.apply_rule(data.contacts, rule)
    every = leaders.lanes(*tables)
    window = leaders.common_window(data.coverage, list(every["actor_id"]))
    return Record(
        counted=counted,
        every_lane=every,
        groups=leaders.groups(*tables),
        window=window,
        sides=leaders.before_and_after(every, counted, window) if window else None,
        silences={
            actor: leaders.of_lane(counted, data.coverage, actor, SHORTEST_GAP_DAYS)
            for actor in data.coverage.searched
        },
        left_out=leaders.left_out(data.contacts, counted),
    )


def view_of(data: Dataset) -> LeadersView:
    """Derive the page's view from the current filters."""
    view = contact_view.current_filter()
    return derive(data, cache.full(), record_of(view.rule), view, state.value(COUNTRY))


def unfiltered() -> LeadersView:
    """The view of all contacts: for cards that follow no filter."""
    first, last = evidence.contact_years(cache.full())
    every = ContactFilter(dt.date(first, 1, 1), dt.date(last, 12, 31), "all")
    return derive(cache.dataset(), cache.full(), record_of("all"), every, ())


def record_of(rule: str) -> Record:
    """What the whole record says under a counting rule."""
    build = partial(whole_record, rule=rule)
    return cache.derived(f"record_of.{rule}", build, whole=True)


@cache.kept
def derive(
    data: Dataset,
    whole: Dataset,
    record: Record,
    view: ContactFilter,
    chosen: tuple[str, ...],
) -> LeadersView:
    """Count under a view's filters; see `LeadersView`."""
    drawn = record.every_lane
    if chosen:
        drawn = leaders.lanes(whole.actors, whole.contacts, whole.coverage, chosen)
    lanes = tuple(drawn["actor_id"])
    contacts, every = (_of_lanes(held, lanes) for held in (data, whole))
    topics = whole.table("contact_topics")
    counted = partial(_counted_of, lanes=lanes, rule=view.rule)
    selected = found = counting.select(counted(data), topics, view)
    hidden = selected.iloc[:0]
    if every is not contacts:
        found = counting.select(counted(whole), topics, view)
        hidden = found[~among(found["contact_id"], selected["contact_id"])]
    return LeadersView(
        data=data,
        whole=whole,
        record=record,
        filter=view,
        chosen=chosen,
        every=every,
        contacts=contacts,
        selected=selected,
        hidden=hidden,
        # Without other filters nothing of these days and this rule is left out.
        left_out=counting.left_out(every, found, view)
        if view.narrowing
        else every.iloc[:0],
        lanes=leaders.by_lane(
            drawn,
            selected,
            hidden,
            counting.between(every, view.start, view.end),
            whole.coverage,
            view.start,
            view.end,
        ),
    )


@cache.kept
def _of_lanes(data: Dataset, lanes: tuple[str, ...]) -> pd.DataFrame:
    """All contacts of some counterparts."""
    return where(data.contacts, data.contacts["actor_id"].isin(lanes).to_numpy())


@cache.kept
def _counted_of(data: Dataset, lanes: tuple[str, ...], rule: str) -> pd.DataFrame:
    """Those that a rule counts, in the order of time: years of them are no copies."""
    return counting.in_time(counting.apply_rule(_of_lanes(data, lanes), rule))


def years(view: LeadersView) -> str:
    """Print the years of the view: "2017 to 2026", or one alone."""
    first, last = view.filter.start.year, view.filter.end.year
    if first == last:
        return t("leaders.year_alone", year=first)
    return spans.years(first, last)


def sentence(view: LeadersView) -> str:
    """Say which contacts are shown, with every filter that narrows them."""
    base = t(f"leaders.sentence_{view.filter.rule}", years=years(view))
    parts = []
    if view.chosen:
        names = ", ".join(view.names[actor] for actor in view.chosen)
        parts.append(t("leaders.only_counterparts", values=names))
    if narrowing := contact_view.narrowing(view.filter):
        parts.append(narrowing)
    if parts:
        return t("leaders.narrowed", base=base, filters="; ".join(parts))
    return base


def _searched(view: LeadersView) -> Iterator[str]:
    """Say of each lane for which days it was searched."""
    for actor in view.lanes["actor_id"]:
        spans_of = [
            t("leaders.span", start=fmt.date(first), end=fmt.date(last))
            for first, last in view.whole.coverage.runs(actor, SEARCHED)
        ]
        key = "leaders.days_searched" if spans_of else "leaders.days_never"
        yield t(key, name=escape(view.names[actor]), days=fmt.join(spans_of))


def note_empty(view: LeadersView) -> None:
    """Where no contact is left, say which filter is to blame; lanes still stand."""
    if not view.selected.empty:
        return
    if view.contacts.empty:
        hidden = len(view.every)
        st.info(
            tn("leaders.all_hidden", hidden)
            if hidden
            else t("leaders.none_listed", days="; ".join(_searched(view))),
            icon=":material/visibility_off:" if hidden else ":material/search_off:",
        )
        widgets.back_button(
            t("leaders.everybody"), state.reset, ((COUNTRY,), cache.contract())
        )
        return
    topics = view.data.table("contact_topics")
    contact_view.blame(view.contacts, topics, view.filter)

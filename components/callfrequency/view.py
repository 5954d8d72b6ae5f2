"""What the sections of the call-frequency page share, derived once a run."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

import pandas as pd
import streamlit as st

from components import cache, contact_view
from components import format as fmt
from components.cards import Counted
from components.text import t, tn
from data import contacts as counting
from data.contacts import ContactFilter, Gap
from data.coverage import coverage_between
from data.load import Dataset

# The pair that the page is about.
ACTOR = "FRA"
SUBJECT = "putin-macron"


@dataclass(frozen=True)
class CallsView:
    """Everything that the sections of the page share, derived once a run.

    `selected` are the contacts shown, `hidden` those that the same filters find and
    the choice of evidence hides; `known` counts all contacts of the pair, whatever is
    filtered or hidden. `gap` is that of the whole record: hiding a contact makes no
    silence.
    """

    data: Dataset
    filter: ContactFilter
    grain: str
    contacts: pd.DataFrame
    selected: pd.DataFrame
    hidden: pd.DataFrame
    known: int
    stretches: pd.DataFrame
    counts: pd.DataFrame
    by_kind: pd.DataFrame
    doubtful: pd.Series
    gap: Gap | None

    @property
    def counted(self) -> Counted:
        """How many contacts are shown, of how many, and how many are hidden."""
        return {
            "shown": len(self.selected),
            "total": self.known,
            "noun": tn("calls.noun", self.known),
            "records": "contacts",
            "hidden": len(self.hidden),
        }

    @property
    def period(self) -> dict[str, str]:
        """Years of the view, for sentences."""
        return {"start": str(self.filter.start.year), "end": str(self.filter.end.year)}


def derive(data: Dataset, view: ContactFilter, grain: str) -> CallsView:
    """Count the contacts with France under a view's filters."""
    contacts = data.contacts[data.contacts["actor_id"] == ACTOR]
    topics = data.table("contact_topics")
    selected = counting.select(contacts, topics, view)
    record = cache.full() if cache.hiding() else data
    known = record.contacts[record.contacts["actor_id"] == ACTOR]
    hidden = contact_view.hidden_from(selected, view)
    hidden = hidden[hidden["actor_id"] == ACTOR]
    covered = data.coverage[data.coverage["actor_id"] == ACTOR]
    first = max(view.start, covered["period_start"].min().date())
    stretches = coverage_between(data.coverage, ACTOR, first, view.end)
    counts = counting.counts_by_period(
        selected, stretches, grain, first, view.end, data.cutoff("contacts"), hidden
    )
    tallied = counting.tallied_years(record.reported_counts, ACTOR)
    whole = counting.select(
        known, topics, _whole_record(view, known, data.cutoff("contacts"))
    )
    return CallsView(
        data=data,
        filter=view,
        grain=grain,
        contacts=contacts,
        selected=selected,
        hidden=hidden,
        known=len(known),
        stretches=stretches,
        counts=counts,
        by_kind=counting.kinds_by_period(selected, grain),
        doubtful=counting.doubtful(counts, tallied),
        gap=counting.longest_gap(whole),
    )


def _whole_record(
    view: ContactFilter, contacts: pd.DataFrame, cutoff: dt.date
) -> ContactFilter:
    """The same filters over all years: a gap is between contacts, not view edges."""
    return replace(view, start=contacts["date"].min().date(), end=cutoff)


def view_of(data: Dataset) -> CallsView:
    """Derive the page's view from the current filters."""
    return derive(
        data, contact_view.current_filter(), st.session_state.get("param.grain", "year")
    )


def finding(view: CallsView) -> str:
    """State what the counts show: the peak year, and the gap where there is one."""
    years = view.selected["date"].dt.year.value_counts()
    if years.empty:
        return t("calls.finding_none")
    most = int(years.max())
    peak = int(years[years == most].index.max())
    rule = view.filter.rule
    if view.gap is None:
        return tn(f"calls.finding_peak_{rule}", most, year=peak)
    days = fmt.number(view.gap.days)
    if view.gap.start.year == peak:
        return tn(f"calls.finding_peak_gap_{rule}", most, year=peak, days=days)
    return tn(
        f"calls.finding_gap_{rule}",
        len(view.selected),
        days=days,
        start=fmt.date(view.gap.start),
        end=fmt.date(view.gap.end),
    )


def sentence(view: CallsView) -> str:
    """Say which contacts are shown, with every filter that narrows them."""
    base = t(
        f"calls.sentence_{view.filter.rule}",
        grain=t(f"calls.by_{view.grain}"),
        **view.period,
    )
    if narrowing := contact_view.narrowing(view.filter):
        base = t("calls.sentence_narrowed", base=base, filters=narrowing)
    return base


def empty(view: CallsView) -> bool:
    """Where no contact is left, say which filter is to blame."""
    if not view.selected.empty:
        return False
    topics = view.data.table("contact_topics")
    contact_view.blame(view.contacts, topics, view.filter)
    return True

"""What the sections of the call-frequency page share, derived once a run."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import pandas as pd
import streamlit as st

from components import cache, contact_view, spans
from components import format as fmt
from components.cards import Counted
from components.text import t, tn
from data import contacts as counting
from data.contacts import ContactFilter, Gap
from data.coverage import coverage_between, search_record
from data.load import Dataset
from data.rows import each

# The pair that the page is about.
ACTOR = "FRA"
SUBJECT = "putin-macron"


@dataclass(frozen=True)
class CallsView:
    """Everything that the sections of the page share, derived once a run.

    `selected` are the contacts shown, `hidden` those that the same filters find and
    the choice of evidence hides; `known` counts all contacts of the pair, whatever is
    filtered or hidden. `gap` is that of the whole record under the counting rule:
    neither another filter nor hiding a contact makes a silence.
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
            "noun": tn("calls.noun", self.known, name=self.counterpart),
            "records": "contacts",
            "hidden": len(self.hidden),
        }

    @property
    def period(self) -> str:
        """Years of the view in words."""
        return spans.years(self.filter.start.year, self.filter.end.year)

    @property
    def counterpart(self) -> str:
        """Family name of the leader at the other end of the line."""
        named = cache.full().contacts
        return str(named.loc[named["actor_id"] == ACTOR, "counterpart"].iloc[-1]).split(
            " "
        )[-1]

    @property
    def pause(self) -> Gap | None:
        """The gap, where its days and those of the view meet."""
        if self.gap is None:
            return None
        meets = self.gap.start <= self.filter.end and self.gap.end >= self.filter.start
        return self.gap if meets else None


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
        gap=counting.longest_gap(counting.apply_rule(known, view.rule)),
    )


def view_of(data: Dataset) -> CallsView:
    """Derive the page's view from the current filters."""
    return derive(
        data, contact_view.current_filter(), st.session_state.get("param.grain", "year")
    )


def what_counts() -> None:
    """Say in a line what the page calls a contact."""
    st.markdown(t("calls.what_counts"))


def finding(view: CallsView) -> str:
    """State what the counts show; a search without a find is a finding, too."""
    if view.selected.empty:
        return _finding_of_none(view)
    rule, n = view.filter.rule, len(view.selected)
    if view.filter.narrowing:
        every = counting.between(
            counting.apply_rule(view.contacts, rule), view.filter.start, view.filter.end
        )
        m = fmt.number(len(every))
        return tn(f"calls.finding_narrowed_{rule}", n, m=m, period=view.period)
    if len(view.hidden):
        # What is shown is a part: no more may be said of the two.
        hidden = fmt.number(len(view.hidden))
        return tn(f"calls.finding_shown_{rule}", n, hidden=hidden, period=view.period)
    years = view.selected["date"].dt.year.value_counts()
    most = int(years.max())
    peaks = sorted(int(year) for year in years[years == most].index)
    names = {"name": view.counterpart}
    if len(peaks) > 1:
        year = fmt.join(map(str, peaks))
        said = tn(f"calls.finding_tie_{rule}", most, year=year, **names)
    else:
        alone = view.pause is not None or view.filter.start.year == view.filter.end.year
        key = "peak" if alone else "most"
        said = tn(f"calls.finding_{key}_{rule}", most, year=str(peaks[0]), **names)
    if view.pause is None:
        return said
    follows = view.pause.start.year == peaks[-1]
    key = "calls.finding_then" if follows else "calls.finding_pause"
    return tn(key, view.pause.days, said=said)


def _finding_of_none(view: CallsView) -> str:
    """Say that nothing is listed, and what kind of nothing it is."""
    if len(view.hidden):
        return tn("calls.finding_hidden", len(view.hidden), period=view.period)
    names = {"period": view.period, "what": t(f"calls.none_{view.filter.rule}")}
    searched = view.stretches[view.stretches["completeness"] != "none"]
    if searched.empty:
        return t("calls.finding_not_searched", **names)
    if view.filter.narrowing:
        return t("calls.finding_none_passes", **names)
    worst = max(searched["completeness"], key=counting.COMPLETENESS.index)
    last = searched["end"].max()
    if last < view.stretches["end"].max():
        return t(f"calls.finding_none_to_{worst}", last=fmt.date(last), **names)
    return t(f"calls.finding_none_{worst}", **names)


def sentence(view: CallsView) -> str:
    """Say which contacts are shown, with every filter that narrows them."""
    base = t(
        f"calls.sentence_{view.filter.rule}",
        name=view.counterpart,
        grain=t(f"calls.by_{view.grain}"),
        period=view.period,
    )
    if narrowing := contact_view.narrowing(view.filter):
        base = t("calls.sentence_narrowed", base=base, filters=narrowing)
    if view.selected.empty and view.pause:
        base = t("calls.sentence_pause", base=base, **pause_days(view.pause))
    return base


def pause_days(pause: Gap) -> dict[str, str]:
    """First and last day of a pause and its length, for sentences."""
    return {
        "start": fmt.date(pause.start),
        "end": fmt.date(pause.end),
        "days": fmt.number(pause.days),
    }


def since_last(view: CallsView) -> str:
    """Say how well was searched since the last contact of the whole record.

    Empty where a view ends before that contact.
    """
    record = cache.full()
    known = record.contacts[record.contacts["actor_id"] == ACTOR]
    counted = counting.apply_rule(known, view.filter.rule)
    last = counted["date"].max().date()
    if view.filter.end < last:
        return ""
    runs = search_record(
        record.coverage,
        ACTOR,
        last + dt.timedelta(days=1),
        record.last_day("contacts"),
    )
    return t(
        "calls.since_last",
        last=fmt.date(last),
        runs=fmt.join(
            t(f"calls.searched_{run.completeness}", end=fmt.date(run.end))
            for run in each(runs)
        ),
    )


def empty(view: CallsView) -> bool:
    """Where filters other than rule and years leave nothing, name them.

    Years without a contact are no empty view: that nothing was found there, and how
    well was searched, is what the chart shows.
    """
    if len(view.selected) or not (view.filter.narrowing or len(view.hidden)):
        return False
    topics = view.data.table("contact_topics")
    contact_view.blame(view.contacts, topics, view.filter)
    return True

"""What the sections of the call-frequency page share, derived once a run."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial

import pandas as pd
import streamlit as st

from components import cache, labels, sidebar, state
from components import format as fmt
from components.text import t, tn
from data import contacts as counting
from data.contacts import ContactFilter, Gap
from data.load import Dataset

# The pair that the page is about.
ACTOR = "FRA"
SUBJECT = "putin-macron"

# Which query parameters each filter of `ContactFilter` comes from.
FILTER_PARAMS = {
    "kinds": ("kind",),
    "formats": ("format",),
    "topics": ("topic",),
    "initiators": ("initiator",),
    "confidences": ("confidence",),
    "rule": ("rule",),
    "start": ("from", "to"),
}


@dataclass(frozen=True)
class CallsView:
    """Everything that the sections of the page share, derived once a run."""

    data: Dataset
    filter: ContactFilter
    grain: str
    contacts: pd.DataFrame
    selected: pd.DataFrame
    stretches: pd.DataFrame
    counts: pd.DataFrame
    by_kind: pd.DataFrame
    doubtful: pd.Series
    gap: Gap | None

    @property
    def period(self) -> dict[str, str]:
        """Years of the view, for sentences."""
        return {"start": str(self.filter.start.year), "end": str(self.filter.end.year)}


def current_filter() -> ContactFilter:
    """Read the filters that the sidebar and the URL hold."""
    known = st.session_state

    def chosen(name: str) -> tuple[str, ...]:
        return tuple(known.get(f"param.{name}", ()))

    return ContactFilter(
        start=dt.date(state.value("from"), 1, 1),
        end=dt.date(state.value("to"), 12, 31),
        rule=state.value("rule"),
        kinds=chosen("kind"),
        formats=chosen("format"),
        topics=chosen("topic"),
        initiators=chosen("initiator"),
        confidences=chosen("confidence"),
    )


def derive(data: Dataset, view: ContactFilter, grain: str) -> CallsView:
    """Count the contacts with France under a view's filters."""
    contacts = data.contacts[data.contacts["actor_id"] == ACTOR]
    topics = data.table("contact_topics")
    selected = counting.select(contacts, topics, view)
    covered = data.coverage[data.coverage["actor_id"] == ACTOR]
    first = max(view.start, covered["period_start"].min().date())
    stretches = counting.coverage_between(data.coverage, ACTOR, first, view.end)
    counts = counting.counts_by_period(
        selected, stretches, grain, first, view.end, data.cutoff("contacts")
    )
    tallied = counting.tallied_years(data.reported_counts, ACTOR)
    whole = counting.select(
        contacts, topics, _whole_record(view, contacts, data.cutoff("contacts"))
    )
    return CallsView(
        data=data,
        filter=view,
        grain=grain,
        contacts=contacts,
        selected=selected,
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
    return derive(data, current_filter(), st.session_state.get("param.grain", "year"))


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
    if narrowing := _narrowing(view.filter):
        return t("calls.sentence_narrowed", base=base, filters=narrowing)
    return base


def _narrowing(chosen: ContactFilter) -> str:
    """Print the filters beside period and rule: "Kind: Joint call; Topic: Ukraine"."""
    parts = []
    for codes, name, label in (
        (chosen.kinds, labels.field("contacts", "kind"), code_label("kind")),
        (chosen.formats, labels.field("contacts", "format"), code_label("format")),
        (chosen.topics, t("calls.topics"), sidebar.topic_label),
        (
            chosen.initiators,
            labels.field("contacts", "initiator"),
            sidebar.initiator_label,
        ),
        (
            chosen.confidences,
            labels.field("contacts", "confidence"),
            code_label("confidence"),
        ),
    ):
        if codes:
            values = ", ".join(label(code) for code in codes)
            parts.append(t("shell.filter_value", name=name, values=values))
    return "; ".join(parts)


def code_label(name: str) -> Callable[[str], str]:
    """Build the labeller of an enumerated column of `contacts`."""
    return partial(labels.code, "contacts", name)


def completeness_label(code: str) -> str:
    """Name of a coverage grade."""
    return labels.code("coverage", "completeness", code)


def empty(view: CallsView) -> bool:
    """Where no contact is left, name the filter to blame and offer one click back."""
    if not view.selected.empty:
        return False
    topics = view.data.table("contact_topics")
    blamed = counting.emptied_by(view.contacts, topics, view.filter)
    if not blamed:
        st.info(t("calls.empty_all"), icon=":material/filter_alt_off:")
        names = tuple(name for group in FILTER_PARAMS.values() for name in group)
        _back_button(t("shell.reset"), state.reset, (names, cache.contract()))
        return True
    name = t(f"calls.blame_{blamed[0]}")
    st.info(t("calls.empty", filter=name), icon=":material/filter_alt_off:")
    if blamed[0] == "rule":
        _back_button(t("calls.widen_rule"), state.assign, ("rule", "all"))
    else:
        arguments = (FILTER_PARAMS[blamed[0]], cache.contract())
        _back_button(t("calls.widen", filter=name), state.reset, arguments)
    return True


def _back_button(
    label: str, action: Callable[..., None], arguments: tuple[object, ...]
) -> None:
    st.button(label, on_click=action, args=arguments, key="widen", type="primary")

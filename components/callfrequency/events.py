"""Every contact on a time axis."""

from __future__ import annotations

from typing import Any

from components import format as fmt
from components import records
from components.callfrequency.contact_list import contact_labels, contact_list
from components.callfrequency.view import CallsView, shown, who
from components.cards import Card, chart_card, source_line
from components.contact_view import code_label
from components.figures import timeline as event_figures
from components.registry import PageSpec
from components.text import t, tn
from data import contacts as counting
from data.contacts import busiest

# A season of calls, and the fewest that make one.
BUSY_DAYS = 90
FEWEST_IN_A_RUSH = 3


def events_card(page: PageSpec, view: CallsView) -> None:
    """Every contact on a time axis."""
    if view.selected.empty:
        return
    chart_card(
        page,
        Card(
            key="events_chart",
            table_key="events_table",
            title=_title(view),
            sentence=_sentence(view),
            sources=source_line(view.data, "contacts", view.selected["contact_id"]),
            **view.counted,
            subject="contacts",
            # The links stand in the list of contacts; here they would not be read.
            table=contact_list(view.data, view.selected).filter(
                regex="^(?!url_|publishers)"
            ),
            labels=contact_labels(),
            notes=(t("calls.note_events"),),
            hints=(t("shell.hint_mark"),),
        ),
        event_figures.fig_events(
            view.selected,
            view.stretches,
            view.pause,
            view.counts["start"].min(),
            view.filter.end,
            code_label("kind"),
        ),
        event_figures.alt_events(view.selected, code_label("kind")),
        on_point=_open_contact,
    )


def _open_contact(points: list[Any]) -> None:
    if points:
        records.request(str(points[0]))


def _sentence(view: CallsView) -> str:
    """Say which contacts are drawn, and how long those took of which that is known."""
    hours, known, every = counting.documented_hours(view.selected)
    base = t("calls.events_sentence", base=shown(view))
    if not known:
        return t("calls.events_no_hours", base=base)
    return tn(
        "calls.events_hours",
        every,
        base=base,
        known=fmt.number(known),
        length=tn("calls.length_minutes", round(hours * 60))
        if hours < 1
        else t("calls.length_hours", hours=fmt.number(hours, 1)),
    )


def _title(view: CallsView) -> str:
    """Say when contacts were densest; few contacts have no such time."""
    every = len(view.selected)
    dense = busiest(view.selected, BUSY_DAYS)
    if dense is None or dense.n < FEWEST_IN_A_RUSH or dense.n == every:
        return tn("calls.events_title", every, **who(view))
    return tn(
        "calls.events_busiest",
        dense.n,
        total=fmt.number(every),
        days=fmt.number((dense.end - dense.start).days + 1),
        start=fmt.date(dense.start),
        end=fmt.date(dense.end),
    )

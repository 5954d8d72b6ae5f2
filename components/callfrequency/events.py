"""Every contact on a time axis, and what was on the agenda."""

from __future__ import annotations

from typing import Any

from components import format as fmt
from components import records, sidebar
from components.callfrequency.contact_list import contact_labels, contact_list
from components.callfrequency.view import CallsView
from components.cards import Card, chart_card, source_line
from components.contact_view import code_label
from components.figures import events as event_figures
from components.figures import topics as topic_figures
from components.registry import PageSpec
from components.text import t, tn
from data import contacts as counting
from data import topics

TOPICS_DRAWN = 12


def events_card(page: PageSpec, view: CallsView) -> None:
    """Every contact on a time axis."""
    hours, known, every = counting.documented_hours(view.selected)
    chart_card(
        page,
        Card(
            key="events_chart",
            table_key="events_table",
            title=tn("calls.events_title", every),
            sentence=t(
                "calls.events_sentence",
                hours=fmt.number(hours, 1),
                known=fmt.number(known),
                n=fmt.number(every),
            ),
            sources=source_line(view.data, "contacts", view.selected["contact_id"]),
            shown=len(view.selected),
            total=len(view.data.contacts),
            subject="contacts",
            table=contact_list(view.data, view.selected),
            labels=contact_labels(),
            notes=(t("calls.note_events"),),
        ),
        event_figures.fig_events(
            view.selected,
            view.stretches,
            view.gap,
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


def topics_card(page: PageSpec, view: CallsView) -> None:
    """What they talked about, by year."""
    table = topics.topics_by_year(view.selected, view.data.table("contact_topics"))
    leading = list(dict.fromkeys(table["topic_id"]))[:TOPICS_DRAWN]
    drawn = table[table["topic_id"].isin(leading)]
    years = list(range(view.filter.start.year, view.filter.end.year + 1))
    named = table.assign(topic_id=table["topic_id"].map(sidebar.topic_label))
    chart_card(
        page,
        Card(
            key="topics_chart",
            table_key="topics_table",
            title=t(
                "calls.topics_title",
                topic=sidebar.topic_label(leading[0]),
                n=fmt.number(
                    int(table.loc[table["topic_id"] == leading[0], "n"].sum())
                ),
                total=fmt.number(len(view.selected)),
            ),
            sentence=tn(
                "calls.topics_sentence",
                table["topic_id"].nunique(),
                drawn=fmt.number(len(leading)),
            ),
            sources=source_line(view.data, "contacts", view.selected["contact_id"]),
            shown=len(view.selected),
            total=len(view.data.contacts),
            subject="topics",
            table=named,
            labels={
                "topic_id": t("calls.topics"),
                "year": t("calls.grain_year"),
                "n": t("calls.axis_contacts"),
            },
        ),
        topic_figures.fig_topics(drawn, years, sidebar.topic_label),
        topic_figures.alt_topics(table, sidebar.topic_label),
    )

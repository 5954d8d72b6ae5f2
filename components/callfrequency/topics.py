"""What they talked about, by year."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from components import format as fmt
from components import labels
from components.callfrequency.contact_list import (
    contacts_of_topic,
    excerpt,
    open_topic,
)
from components.callfrequency.view import CallsView, shown
from components.cards import Card, chart_card, source_line
from components.figures import matrix as figures
from components.registry import PageSpec
from components.text import t, tn
from data import contacts
from data import contacts as counting

TOPICS_DRAWN = 12

# More that tie are counted, not named.
_TIED_NAMED = 3


def topics_card(page: PageSpec, view: CallsView) -> None:
    """How many contacts touched which topic; a disc lists its contacts."""
    if view.selected.empty:
        return
    table = contacts.topics_by_year(view.selected, view.data.table("contact_topics"))
    if table.empty:
        st.caption(t("calls.no_topics"))
        return
    leading = list(dict.fromkeys(table["topic_id"]))[:TOPICS_DRAWN]
    drawn = table[table["topic_id"].isin(leading)]
    years = counting.counts_by_period(
        view.selected,
        view.stretches,
        "year",
        view.counts["start"].min(),
        view.filter.end,
        view.data.cutoff("contacts"),
        view.hidden,
        view.left_out,
    )
    chosen, label = contacts_of_topic(view)
    chart_card(
        page,
        Card(
            key="topics_chart",
            table_key="topics_table",
            title=title(table, len(view.selected)),
            sentence=_sentence(view, table["topic_id"].nunique(), len(leading)),
            sources=source_line(view.data, "contacts", view.selected["contact_id"]),
            **view.counted,
            subject="topics",
            table=table.assign(topic_id=table["topic_id"].map(labels.topic)),
            labels={
                "topic_id": t("calls.topics"),
                "year": t("calls.grain_year"),
                "n": t("calls.axis_contacts"),
            },
            notes=(t("calls.note_topics"),),
            hints=(t("shell.hint_disc"),),
        ),
        figures.fig_topics(drawn, years, labels.topic),
        figures.alt_topics(table, years, labels.topic),
        on_point=open_topic,
        details=lambda: excerpt(view.data, chosen, label, "topic_contacts", open_topic),
    )


def title(table: pd.DataFrame, contacts: int) -> str:
    """Name the topics recorded most often, all of them where several tie.

    Args:
        table: from `data.topics.topics_by_year`.
        contacts: of how many contacts.
    """
    totals = table.groupby("topic_id", sort=False)["n"].sum()
    most = int(totals.max())
    leading = [labels.topic(code) for code in totals.index[totals == most]]
    if len(leading) > _TIED_NAMED:
        key, named = "calls.topics_title_many", fmt.number(len(leading))
    else:
        number = "one" if len(leading) == 1 else "several"
        key, named = f"calls.topics_title_{number}", fmt.join(leading)
    return tn(key, contacts, topics=named, most=fmt.number(most))


def _sentence(view: CallsView, recorded: int, drawn: int) -> str:
    base = shown(view)
    if drawn < recorded:
        return tn("calls.topics_drawn", recorded, base=base, drawn=fmt.number(drawn))
    return tn("calls.topics_all_drawn", recorded, base=base)

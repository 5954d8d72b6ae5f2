"""The charts of the page: contacts per period, on a time axis, and by topic."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from components import format as fmt
from components import labels
from components.calls.contact_list import (
    contact_labels,
    contact_list,
    contacts_of_period,
    contacts_of_topic,
    excerpt,
    open_period,
    open_topic,
)
from components.calls.view import CallsView, finding, sentence, shown, since_last, who
from components.cards import Card
from components.contact_view import code_label, completeness_label
from components.figures import bars, matrix, timeline
from components.figures.bars import alt_counts
from components.page import Page
from components.record import panel
from components.text import t, tn
from data import contacts
from data import contacts as counting
from data.contacts import busiest, grade_runs
from data.rows import each


def counts_table(view: CallsView) -> tuple[pd.DataFrame, dict[str, str]]:
    """The bars as a table: total, each kind, what the count is worth.

    Returns:
        The frame and its column labels.
    """
    kinds = view.by_kind.pivot_table(
        index="period", columns="kind", values="n", aggfunc="sum"
    )
    frame = view.counts[["period", "n"]].set_index("period")
    for kind in kinds.columns:
        counted = kinds[kind].reindex(frame.index).fillna(0).astype("Int64")
        frame[kind] = counted.mask(frame["n"].isna())
    frame["status"] = [t(f"calls.status_{code}") for code in view.counts["status"]]
    frame["completeness"] = [completeness_label(c) for c in view.counts["completeness"]]
    frame["doubtful"] = [t("shell.yes") if d else t("shell.no") for d in view.doubtful]
    names = {
        "period": t(f"calls.grain_{view.grain}"),
        "n": t(f"calls.column_{view.filter.rule}"),
        "status": t("calls.column_status"),
        "completeness": labels.field("coverage", "completeness"),
        "doubtful": t("calls.column_doubtful"),
    } | {
        str(kind): labels.code("contacts", "kind", str(kind)) for kind in kinds.columns
    }
    return frame.reset_index(), names


def counts_card(view: CallsView, *, listed: bool = True) -> Card:
    """Contacts per period with the gap, coverage and what is not covered.

    Where the page also has the list of contacts (`listed`), a bar lists its own.
    """
    table, names = counts_table(view)
    notes = [note for note in (since_last(view), *coverage_notes(view)) if note]
    if listed and len(view.selected):
        notes.append(t("calls.note_bar"))
    if len(view.counts) > bars.NUMBERED_PERIODS:
        dots = "passing" if view.filter.narrowing else "zero"
        notes.append(t(f"calls.note_{dots}_dots"))
    if view.doubtful.any():
        years = sorted({day.year for day in view.counts.loc[view.doubtful, "start"]})
        notes.append(t("calls.note_doubtful", years=fmt.join(map(str, years))))
    return Card(
        key="calls_chart",
        table_key="calls_table",
        title=finding(view),
        sentence=sentence(view),
        records=view.records,
        sources="" if len(view.selected) else t("calls.no_contact_no_page"),
        subject="calls",
        table=table,
        labels=names,
        notes=tuple(notes),
        hints=(t("shell.hint_bar"),) if listed and len(view.selected) else (),
        figure=bars.fig_counts(
            view.counts,
            view.by_kind,
            view.doubtful,
            view.stretches,
            view.pause,
            code_label("kind"),
            completeness_label,
            t(f"calls.axis_{view.grain}", unit=names["n"]),
        ),
        alt=alt_counts(
            view.counts,
            view.pause,
            labels.rule(view.filter.rule),
            view.counterpart,
            narrowed=bool(view.filter.narrowing),
        ),
        on_point=open_period if listed else None,
        details=partial(_chosen, view) if listed else None,
    )


def coverage_notes(view: CallsView) -> Iterator[str]:
    """Say up to which day our list is how complete, and what nobody searched."""
    runs = list(each(grade_runs(view.stretches)))
    searched = [run for run in runs if run.completeness != "none"]
    if searched:
        grades = [
            t(f"calls.run_{run.completeness}", end=fmt.date(run.end))
            for run in searched
        ]
        yield t("calls.note_coverage", grades=fmt.join(grades))
    uncovered = [_uncovered(view, run) for run in runs if run.completeness == "none"]
    first = view.counts["start"].min()
    if view.filter.start < first:
        uncovered.insert(0, t("calls.uncovered_before", day=fmt.date(first)))
    if uncovered:
        yield t("calls.note_uncovered", days="; ".join(uncovered))


def _uncovered(view: CallsView, run: Any) -> str:
    """Name days that nobody searched; the last ones have no end."""
    if run.end < view.filter.end:
        return t(
            "calls.uncovered_days", start=fmt.date(run.start), end=fmt.date(run.end)
        )
    return t("calls.uncovered_from", day=fmt.date(run.start))


def _chosen(view: CallsView) -> None:
    chosen, label = contacts_of_period(view)
    excerpt(view.data, chosen, label, "period_contacts", open_period)


# A season of calls, and the fewest that make one.
BUSY_DAYS = 90
FEWEST_IN_A_RUSH = 3


def events_card(view: CallsView) -> Card | None:
    """Every contact on a time axis; None where there is none."""
    if view.selected.empty:
        return None
    return Card(
        key="events_chart",
        table_key="events_table",
        title=_title(view),
        sentence=_events_sentence(view),
        records=view.records,
        subject="contacts",
        # The links stand in the list of contacts; here they would not be read.
        table=contact_list(view.data, view.selected).filter(
            regex="^(?!url_|publishers)"
        ),
        labels=contact_labels(),
        notes=(t("calls.note_events"),),
        hints=(t("shell.hint_mark"),),
        figure=timeline.fig_events(
            view.selected,
            view.stretches,
            view.pause,
            view.counts["start"].min(),
            view.filter.end,
            code_label("kind"),
        ),
        alt=timeline.alt_events(view.selected, code_label("kind")),
        on_point=panel.request_mark,
    )


def _events_sentence(view: CallsView) -> str:
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


TOPICS_DRAWN = 12

# More that tie are counted, not named.
_TIED_NAMED = 3


def topics_section(page: Page, view: CallsView) -> None:
    """Topics of the contacts; of contacts without a topic that they have none."""
    if view.selected.empty:
        return
    table = contacts.topics_by_year(view.selected, view.data.table("contact_topics"))
    if table.empty:
        st.caption(t("calls.no_topics"))
        return
    page.show(topics_card(view, table))


def topics_card(view: CallsView, table: pd.DataFrame) -> Card:
    """How many contacts touched which topic; a disc lists its contacts.

    Args:
        view: the view.
        table: from `data.contacts.topics_by_year`, not empty.
    """
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
    return Card(
        key="topics_chart",
        table_key="topics_table",
        title=topics_title(table, len(view.selected)),
        sentence=_topics_sentence(view, table["topic_id"].nunique(), len(leading)),
        records=view.records,
        subject="topics",
        table=table.assign(topic_id=table["topic_id"].map(labels.topic)),
        labels={
            "topic_id": t("calls.topics"),
            "year": t("calls.grain_year"),
            "n": t("calls.axis_contacts"),
        },
        notes=(t("calls.note_topics"),),
        hints=(t("shell.hint_disc"),),
        figure=matrix.fig_topics(drawn, years, labels.topic),
        alt=matrix.alt_topics(table, years, labels.topic),
        on_point=open_topic,
        details=lambda: excerpt(view.data, chosen, label, "topic_contacts", open_topic),
    )


def topics_title(table: pd.DataFrame, contacts: int) -> str:
    """Name the topics recorded most often, all of them where several tie.

    Args:
        table: from `data.contacts.topics_by_year`.
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


def _topics_sentence(view: CallsView, recorded: int, drawn: int) -> str:
    base = shown(view)
    if drawn < recorded:
        return tn("calls.topics_drawn", recorded, base=base, drawn=fmt.number(drawn))
    return tn("calls.topics_all_drawn", recorded, base=base)

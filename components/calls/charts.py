"""The charts of the page: contacts per period, each on its day, and by topic."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from components import cache, labels, widgets
from components import format as fmt
from components.calls import reported_counts
from components.calls.contact_list import (
    contacts_of_period,
    contacts_of_topic,
    excerpt,
    lines,
    open_period,
    open_topic,
)
from components.calls.view import (
    CallsView,
    doubted_years,
    finding,
    sentence,
    shown,
    since_last,
    who,
)
from components.cards import Card
from components.contact_view import completeness_label
from components.figures import bars, matrix
from components.figures.bars import alt_counts
from components.markdown import escape
from components.page import Page
from components.record import panel
from components.text import t, tn
from data import contacts
from data import contacts as counting
from data.contacts import GRAINS, RULES
from data.coverage import grade_runs
from data.events import Event, events_between


@cache.kept
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


def _events(view: CallsView) -> tuple[Event, ...]:
    """Return the events on the axis that concern the pair or everybody."""
    first, last = view.counts["start"].iloc[0], view.counts["end"].iloc[-1]
    return events_between(view.data, first, last, view.actor)


@cache.kept
def counts_card(view: CallsView, *, listed: bool = True, small: bool = False) -> Card:
    """Contacts per period with the gap, what was searched, and each by its day.

    Args:
        view: the view.
        listed: whether the page also lists contacts: a bar then lists its own.
        small: the bars alone.
    """
    reading = [t("calls.what_counts"), *filter(None, [since_last(view)])]
    reading += [*coverage_notes(view)]
    if listed and len(view.selected):
        reading.append(t("calls.note_bar"))
    events = () if small else _events(view)
    reading += [
        t(
            "calls.note_event",
            date=fmt.imprecise_date(event.date, "day" if event.exact else "approx"),
            summary=escape(event.summary),
        )
        for event in events
    ]
    if len(view.counts) > bars.NUMBERED_PERIODS:
        dots = "passing" if view.filter.narrowing else "zero"
        reading.append(t(f"calls.note_{dots}_dots"))
    # What others count belongs beside the whole record alone.
    notes: list[str] = []
    if not small and not view.filter.narrowing:
        years = view.start.year, view.filter.end.year
        notes += filter(None, [reported_counts.summary(view.actor, *years)])
    if doubted := doubted_years(view):
        notes.append(t("calls.note_doubtful", years=fmt.join(map(str, doubted))))
    return Card(
        key="calls_chart",
        table_key="calls_table",
        title=_chart_title(view),
        headline=finding(view),
        sentence=sentence(view),
        records=view.records,
        sources="" if len(view.selected) else t("calls.no_contact_no_page"),
        subject="calls",
        tabled=partial(counts_table, view),
        notes=tuple(notes),
        reading=tuple(reading),
        hints=(t("calls.hint_bar"),) if listed and len(view.selected) else (),
        figure=bars.fig_counts(
            view.counts,
            view.by_kind,
            view.doubtful,
            view.stretches,
            view.pause,
            view.selected,
            _in_words,
            events=events,
            small=small,
        ),
        alt=alt_counts(
            view.counts,
            view.pause,
            labels.rule(view.filter.rule),
            view.counterpart,
            narrowed=bool(view.filter.narrowing),
        ),
        controls=_controls if listed else None,
        on_point=partial(_open, view) if listed else None,
        lines=partial(lines, view) if listed else None,
        details=partial(_chosen, view) if listed else None,
    )


def _chart_title(view: CallsView) -> str:
    """Say how many contacts are counted, between whom and when."""
    if view.selected.empty:
        # The answer above says why.
        return t("calls.chart_title_none", **who(view))
    return tn(f"calls.chart_title_{view.filter.rule}", len(view.selected), **who(view))


def _controls() -> None:
    """Whose contacts, what counts, and how much time a bar stands for."""
    with st.container(horizontal=True, gap="medium"):
        widgets.counterparts()
        widgets.segments("rule", t("calls.rule"), RULES, _short_rule)
        widgets.segments("grain", t("calls.grain"), tuple(GRAINS), _grain)


def _in_words(grade: str) -> str:
    """How complete a list of this grade is, in a word or two."""
    return completeness_label(grade).lower()


def _short_rule(rule: str) -> str:
    return t(f"calls.short_{rule}")


def _grain(code: str) -> str:
    return t(f"calls.grain_{code}")


def _open(view: CallsView, mark: str) -> None:
    """List the contacts of a bar; of a stroke for one contact open the record."""
    if mark in set(view.selected["contact_id"]):
        panel.request_mark(mark)
    else:
        open_period(mark)


def coverage_notes(view: CallsView) -> Iterator[str]:
    """Say up to which day our list is how complete, and what nobody searched."""
    runs = grade_runs(view.stretches)
    searched = [run for run in runs if run.completeness != "none"]
    if searched:
        grades = [
            t("calls.run", grade=_in_words(run.completeness), end=fmt.date(run.end))
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
    excerpt(view.data, contacts_of_period(view), "period_contacts", open_period)


TOPICS_DRAWN = 12

# More that tie are counted, not named.
_TIED_NAMED = 3


def topics_section(page: Page, view: CallsView) -> None:
    """Topics of the contacts; of contacts without a topic that they have none."""
    if view.selected.empty:
        st.caption(t("calls.none_listed"))
    elif card := topics_card(view):
        page.show(card)
    else:
        st.caption(t("calls.no_topics"))


@cache.kept
def topics_card(view: CallsView) -> Card | None:
    """How many contacts touched which topic; a disc lists its contacts.

    None where no topic is recorded.
    """
    table = contacts.topics_by_year(view.selected, view.data.table("contact_topics"))
    if table.empty:
        return None
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
    return Card(
        key="topics_chart",
        table_key="topics_table",
        title=topics_title(table, len(view.selected)),
        sentence=_topics_sentence(view, table["topic_id"].nunique(), len(leading)),
        records=view.records,
        subject="topics",
        tabled=lambda: (
            table.assign(topic_id=table["topic_id"].map(labels.topic)),
            {
                "topic_id": t("calls.topics"),
                "year": t("calls.grain_year"),
                "n": t("calls.axis_contacts"),
            },
        ),
        notes=(t("calls.note_topics"),),
        hints=(t("shell.hint_disc"),),
        figure=matrix.fig_topics(drawn, years, labels.topic),
        alt=matrix.alt_topics(table, years, labels.topic),
        on_point=open_topic,
        details=partial(_of_topic, view),
    )


def _of_topic(view: CallsView) -> None:
    excerpt(view.data, contacts_of_topic(view), "topic_contacts", open_topic)


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
